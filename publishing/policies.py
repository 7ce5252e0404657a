"""Headers of published sites, on the application's own host and on hosts of their own."""

from __future__ import annotations

import base64
import hashlib
import re

STYLE_ELEMENT = re.compile(r"<style\b[^>]*>(.*?)</style\s*>", re.DOTALL | re.IGNORECASE)
# Without allow-same-origin the page has an opaque origin, also in a tab of its own: no cookies, no
# storage and no answers of the API. Links may open other sites, which are not ours to sandbox.
SANDBOX = "sandbox allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox"


def headers(*, shared: bool, forms_at: str, styles: tuple[str, ...]) -> tuple[tuple[bytes, bytes], ...]:
    """Headers of every answer for a site.

    ``shared`` is a site on the application's host; ``forms_at`` is the address below which its forms post,
    by a script or without one. ``styles`` are the page's own style elements, allowed by their hashes
    (CSP 3 §8.3).
    """
    hashes = "".join(f" '{_hash(style)}'" for style in styles)
    policy = [
        "default-src 'none'",
        f"style-src 'self'{hashes}",
        "script-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "media-src 'self'",
        "manifest-src 'self'",
        f"form-action 'self' {forms_at}",
        "base-uri 'none'",
        "frame-ancestors 'self'",
    ]
    if shared:
        policy.insert(0, SANDBOX)
        policy.append(f"connect-src {forms_at}")
    else:
        policy.append(f"connect-src 'self' {forms_at}")
    named = {
        "Content-Security-Policy": "; ".join(policy),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
        "Cross-Origin-Opener-Policy": "unsafe-none" if shared else "same-origin",
    }
    if shared:
        # To an opaque origin its own fonts come from elsewhere; nothing here is read with credentials.
        named["Access-Control-Allow-Origin"] = "*"
    return tuple((name.lower().encode(), value.encode()) for name, value in named.items())


def own_styles(html: str) -> tuple[str, ...]:
    """The contents of a page's style elements."""
    return tuple(STYLE_ELEMENT.findall(html))


def _hash(style: str) -> str:
    # Browsers turn line ends into \n before they hash (HTML §13.2.3.5).
    plain = style.replace("\r\n", "\n").encode()
    return f"sha256-{base64.b64encode(hashlib.sha256(plain).digest()).decode()}"
