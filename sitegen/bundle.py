"""A site as one ZIP file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

# The first moment a ZIP file can tell: the same site gives the same bytes at any time.
EPOCH = (1980, 1, 1, 0, 0, 0)
STORED = (".woff2", ".png", ".jpg", ".webp", ".avif")


def make_zip(files: Mapping[str, bytes]) -> bytes:
    """The files, by path below the site's root, as the bytes of a ZIP file; equal files give equal bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(path, date_time=EPOCH)
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            entry.compress_type = zipfile.ZIP_STORED if path.endswith(STORED) else zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[path])
    return buffer.getvalue()
