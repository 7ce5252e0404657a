"""Headers of user sites: they are strangers' pages on our host and must not act in its name."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse

from autowebiq.common.language import speaks_for_itself

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


# Our own pages of forms may open inside a site that is itself in a frame: they have no session to misuse.
FORM_POLICY = "; ".join(
    (
        "sandbox allow-forms allow-popups allow-top-navigation-by-user-activation",
        "default-src 'none'",
        "style-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors *",
    )
)


def protect(response: HttpResponse, *, forms_at: str = "") -> HttpResponse:
    """Set the headers of a page or file of a user's site.

    ``forms_at`` is the absolute address below which its forms post, if that is not ``/f/`` of this server.
    """
    headers = response.headers
    headers["Content-Security-Policy"] = site_policy(forms_at or f"{settings.PUBLIC_URL}/f/")
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "no-referrer"
    headers["X-Robots-Tag"] = "noindex"
    # To an opaque origin every font is a request from elsewhere; nothing here is read with credentials.
    headers["Access-Control-Allow-Origin"] = "*"
    # A stricter value would stop links from a sandboxed frame that open a new tab.
    headers["Cross-Origin-Opener-Policy"] = "unsafe-none"
    response.xframe_options_exempt = True
    return speaks_for_itself(response)


def site_policy(forms_at: str) -> str:
    """SITE_POLICY for a page whose forms post below ``forms_at``: with a script or without one."""
    with_forms = f"form-action 'self' {forms_at}; connect-src {forms_at}"
    return SITE_POLICY.replace("form-action 'self'", with_forms)


def protect_form(response: HttpResponse) -> HttpResponse:
    """Set the headers of an answer to a form: any page may read it, none may keep it."""
    headers = response.headers
    headers["Content-Security-Policy"] = FORM_POLICY
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "no-referrer"
    headers["X-Robots-Tag"] = "noindex"
    headers["Cache-Control"] = "no-store"
    headers["Access-Control-Allow-Origin"] = "*"
    headers["Vary"] = "Accept"
    headers["Cross-Origin-Opener-Policy"] = "unsafe-none"
    response.xframe_options_exempt = True
    return speaks_for_itself(response)
