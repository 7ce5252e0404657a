"""The spec of a version as it is stored, and as it is read again: the same to the byte.

Pictures that are files of the version are not kept twice: in the place of such a picture's text is
``{"sha256": …}``. Versions from before have all texts in their spec; both are read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from projects.models import SiteVersion, VersionFile
from sitegen import files


def to_store(spec: Mapping[str, Any], hashes: Mapping[str, str]) -> dict[str, Any]:
    """``spec`` for the table; ``hashes`` are those of the version's files by path."""
    pictures = spec.get("files") or {}
    short = {path: _short(text, hashes.get(path)) for path, text in pictures.items()}
    return {**spec, "files": short} if short else dict(spec)


def _short(text: str, sha256: str | None) -> str | dict[str, str]:
    if sha256 is None or hashlib.sha256(files.to_bytes(text)).hexdigest() != sha256:
        return text
    return {"sha256": sha256}


def read_spec(version: SiteVersion) -> dict[str, Any]:
    """The ``SiteSpec`` of a version as JSON, as it was given to ``store_version``, order of keys included.

    One query, and one more if ``spec`` was deferred.
    """
    spec: dict[str, Any] = version.spec
    pictures = spec.get("files") or {}
    short = [path for path, text in pictures.items() if isinstance(text, dict)]
    if not short:
        return spec
    rows = VersionFile.objects.filter(version=version, path__in=short).values_list("path", "blob__data")
    texts = {path: files.to_text(path, bytes(data)) for path, data in rows}
    return {**spec, "files": {path: texts.get(path, text) for path, text in pictures.items()}}
