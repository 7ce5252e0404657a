"""Headers of user sites: they are strangers' pages on our host and must not act in its name."""

from __future__ import annotations

from django.http import HttpResponse

# sandbox without allow-same-origin gives the page an opaque origin, also when it is opened in a tab of
# its own: no cookies, no storage, no reading of the API. 'self' still means the host that sent the page.
SITE_POLICY = "; ".join(
    (
        "sandbox allow-scripts allow-forms allow-popups",
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
    )
)


def protect(response: HttpResponse) -> HttpResponse:
    """Set the headers of a page or file of a user's site."""
    headers = response.headers
    headers["Content-Security-Policy"] = SITE_POLICY
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "no-referrer"
    headers["X-Robots-Tag"] = "noindex"
    # To an opaque origin every font is a request from elsewhere; nothing here is read with credentials.
    headers["Access-Control-Allow-Origin"] = "*"
    # A stricter value would stop links from a sandboxed frame that open a new tab.
    headers["Cross-Origin-Opener-Policy"] = "unsafe-none"
    response.xframe_options_exempt = True
    return response
