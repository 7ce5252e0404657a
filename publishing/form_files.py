"""Files that visitors send: few, small, and of kinds that can be told from their bytes. Pure: no database."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

MAX_FILES = 5
MAX_FILE_BYTES = 5 * 1024 * 1024
MAX_BODY_BYTES = 10 * 1024 * 1024
MAX_TEXT_BYTES = 64 * 1024
MAX_ENCODED_BYTES = 3 * MAX_TEXT_BYTES
"""Of a body in percent encoding, which writes a byte of any but Latin letters as three."""

# First bytes → media type and the ending that the name gets.
MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "application/pdf", ".pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png", ".png"),
    (b"\xff\xd8\xff", "image/jpeg", ".jpg"),
    (b"GIF87a", "image/gif", ".gif"),
    (b"GIF89a", "image/gif", ".gif"),
)
# ISO base media files say what they are after “ftyp”.
BRANDS = {
    b"avif": ("image/avif", ".avif"),
    b"heic": ("image/heic", ".heic"),
    b"heix": ("image/heic", ".heic"),
    b"mif1": ("image/heif", ".heif"),
}
# Office documents are ZIP archives with a part of this name.
OFFICE = {
    "word/document.xml": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ".docx",
    ),
    "xl/workbook.xml": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
}
MACROS = ("word/vbaProject.bin", "xl/vbaProject.bin")
ACCEPT = ".pdf,.png,.jpg,.jpeg,.gif,.webp,.avif,.heic,.txt,.docx,.xlsx"


@dataclass(frozen=True)
class Upload:
    """A file as it came, with the field that it came in."""

    field: str
    name: str
    data: bytes


@dataclass(frozen=True)
class KnownFile:
    """A file that may be kept; ``content_type`` was found in its bytes and ``name`` is safe in a header."""

    field: str
    name: str
    content_type: str
    data: bytes


def sort_out(
    uploads: Sequence[Upload], *, declared: set[str]
) -> tuple[list[KnownFile], list[tuple[str, str]]]:
    """Files that may be kept, and ``(field, code)`` for those that may not: file_size, file_type, file_count.

    Files of fields that the form does not declare are dropped, as are empty ones: browsers send one for
    every file field that was left alone.
    """
    wanted = [upload for upload in uploads if upload.field in declared and upload.data]
    if len(wanted) > MAX_FILES:
        return [], [(wanted[0].field, "file_count")]
    kept, faults = [], []
    for upload in wanted:
        kind = sniff(upload.data)
        if len(upload.data) > MAX_FILE_BYTES:
            faults.append((upload.field, "file_size"))
        elif kind is None:
            faults.append((upload.field, "file_type"))
        else:
            name = safe_name(upload.name, ending=kind[1])
            kept.append(KnownFile(upload.field, name, kind[0], upload.data))
    return kept, faults


def sniff(data: bytes) -> tuple[str, str] | None:
    """Media type and ending by the bytes; None for whatever is not on the list (HTML, SVG, programs, …)."""
    for magic, content_type, ending in MAGIC:
        if data.startswith(magic):
            return content_type, ending
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp", ".webp"
    if data[4:8] == b"ftyp":
        return BRANDS.get(data[8:12])
    if data.startswith(b"PK\x03\x04"):
        return _office(data)
    return ("text/plain", ".txt") if _is_text(data) else None


def _office(data: bytes) -> tuple[str, str] | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())  # nothing is unpacked
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None
    if names.intersection(MACROS):
        return None
    return next((kind for part, kind in OFFICE.items() if part in names), None)


def _is_text(data: bytes) -> bool:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    # Browsers look for tags when they guess; mail programs do so without being asked.
    return (
        "\0" not in text and not re.search(r"<\s*[a-z!?/]", text[:4096], re.IGNORECASE) and text[:2] != "#!"
    )


def safe_name(name: str, *, ending: str) -> str:
    """Letters, digits, spaces, dots and hyphens of a name, and the ending that the bytes call for."""
    base = re.split(r"[/\\]", name)[-1].rsplit(".", 1)[0]
    plain = re.sub(r"[^\w .-]+", "_", base).strip(" ._-")[:90]
    return f"{plain or 'file'}{ending}"
