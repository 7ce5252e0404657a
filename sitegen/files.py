"""Files of a spec as text: drawings as they are, everything else as a ``data:`` address (RFC 2397)."""

from __future__ import annotations

import base64

MARK = "data:application/octet-stream;base64,"

DRAWN, PHOTOS = "assets/art/", "assets/photos/"
"""Where pictures of sections lie: those that were drawn, and cuts of the owner's own."""


def to_text(path: str, data: bytes) -> str:
    """``data`` of the file ``path`` for ``SiteSpec.files``; SVG must be UTF-8."""
    return data.decode() if path.endswith(".svg") else MARK + base64.b64encode(data).decode()


def to_bytes(text: str) -> bytes:
    """The file that a text of ``SiteSpec.files`` stands for."""
    return base64.b64decode(text[len(MARK) :]) if text.startswith(MARK) else text.encode()
