"""Sending stored files: types, validators, ranges and compression (RFC 9110)."""

from __future__ import annotations

import gzip
import re

import brotli
from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags

from projects.selectors import ServedFile
from publishing.headers import protect

TEXT = ("text/", "application/json", "application/xml", "application/manifest+json", "image/svg+xml")
SMALLEST_TO_COMPRESS = 600
"""Below it, one packet carries the file anyway."""
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


def send_file(
    request: HttpRequest, file: ServedFile, *, status: int = 200, cache: str, forms_at: str = ""
) -> HttpResponse:
    """A file of a user's site as the request wants it: whole, a range of it, compressed, or unchanged.

    ``forms_at`` is the absolute address below which its forms post, as for ``protect``.

    Whatever comes back carries the sandbox: a cache takes the headers of a 304 over (RFC 9111 §3.2), so one
    without them would free the page that it holds.
    """
    if status != 200:
        whole = HttpResponse(file.data, content_type=content_type(file), status=status)
        return protect(whole, forms_at=forms_at)
    encoding = "" if "Range" in request.headers else _encoding(request, file)
    etag = f'"{file.sha256}-{encoding}"' if encoding else f'"{file.sha256}"'
    if _is_unchanged(request, etag):
        response = HttpResponse(status=304)
    elif encoding:
        response = HttpResponse(_compressed(file.data, encoding), headers={"Content-Encoding": encoding})
    else:
        response = _range(request, file.data, etag)
    if response.status_code != 304:
        response.headers["Content-Type"] = content_type(file)
        response.headers["Accept-Ranges"] = "bytes"
    if response.status_code != 416:
        response.headers["ETag"] = etag
    response.headers["Cache-Control"] = cache
    if file.content_type.startswith(TEXT):
        response.headers["Vary"] = "Accept-Encoding"
    return protect(response, forms_at=forms_at)


def content_type(file: ServedFile) -> str:
    text = file.content_type.startswith(TEXT)
    return f"{file.content_type}; charset=utf-8" if text else file.content_type


def _is_unchanged(request: HttpRequest, etag: str) -> bool:
    known = parse_etags(request.headers.get("If-None-Match", ""))
    return known == ["*"] or etag in [tag.removeprefix("W/") for tag in known]


def _encoding(request: HttpRequest, file: ServedFile) -> str:
    """``br``, ``gzip`` or nothing, by what the client accepts; other types are compressed already."""
    if len(file.data) < SMALLEST_TO_COMPRESS or not file.content_type.startswith(TEXT):
        return ""
    accepted = set()
    for part in request.headers.get("Accept-Encoding", "").lower().split(","):
        name, _, weight = part.partition(";")
        if not re.fullmatch(r"\s*q=0(\.0*)?\s*", weight):
            accepted.add(name.strip())
    return next((name for name in ("br", "gzip") if name in accepted), "")


def _compressed(data: bytes, encoding: str) -> bytes:
    if encoding == "br":
        return bytes(brotli.compress(data, quality=5))
    return gzip.compress(data, compresslevel=6, mtime=0)


def _range(request: HttpRequest, data: bytes, etag: str) -> HttpResponse:
    """The part that a Range header asks for; the whole for several parts or if the file has changed."""
    found = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    if request.method != "GET" or found is None or found[0] == "bytes=-":
        return HttpResponse(data)
    if request.headers.get("If-Range", etag) != etag:
        return HttpResponse(data)
    size = len(data)
    first = int(found[1]) if found[1] else max(0, size - int(found[2]))
    last = min(size - 1, int(found[2])) if found[1] and found[2] else size - 1
    if found[1] and found[2] and int(found[2]) < first:
        return HttpResponse(data)  # not a range at all
    if first >= size:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    headers = {"Content-Range": f"bytes {first}-{last}/{size}"}
    return HttpResponse(data[first : last + 1], status=206, headers=headers)
