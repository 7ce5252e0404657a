"""Previews and share links: strangers' pages on our host, sandboxed, without a cookie."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from autowebiq.common.errors import DomainError
from autowebiq.common.throttle import client_address
from projects import services as project_services
from projects.models import ShareLink
from publishing import previews
from publishing.headers import protect
from publishing.sending import send_file
from publishing.views_forms import wants_json


@require_safe
def preview_root(request: HttpRequest, token: str) -> HttpResponse:
    """Relative links need the slash."""
    return protect(HttpResponseRedirect(f"/preview/{token}/"))


@require_safe
def preview(request: HttpRequest, token: str, path: str = "") -> HttpResponse:
    """A file of the version that the link was made for."""
    return _sent(request, previews.find_preview(token=token, path=path), f"/preview/{token}/")


# The page has no cookie of ours to forge a request with, and nothing is stored.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def preview_form(request: HttpRequest, token: str, form_id: str) -> HttpResponse:
    """Forms deliver once the site is published; a preview only says so."""
    if previews.find_preview(token=token, path="") is None:
        return _ended(request)
    return form_answer(request, f"/preview/{token}/")


@require_safe
def share_root(request: HttpRequest, token: str) -> HttpResponse:
    return protect(HttpResponseRedirect(f"/share/{token}/"))


# Whoever knows the password may send it from anywhere: there is no session that it could be forged into.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def share_door(request: HttpRequest, token: str) -> HttpResponse:
    """The start page, or the question for the password before it."""
    share = previews.find_share(token=token)
    if share is None:
        return _ended(request)
    if request.method != "POST":
        return (
            _asked(request, 200)
            if share.password
            else _sent(request, _shared(share, ""), previews.home_of(token))
        )
    try:
        opened = project_services.open_share(
            share=share, password=request.POST.get("password", ""), address=client_address(request)
        )
    except DomainError as error:
        response = _asked(request, error.status, problem=error.detail)
        if "retry_after" in error.members:
            response.headers["Retry-After"] = str(error.members["retry_after"])
        return response
    # 303: the browser shall not send the password on. A cookie would not reach a sandboxed page's files, so
    # the right to see them is a part of their address.
    return protect(HttpResponse(status=303, headers={"Location": f"/share/{token}/~{opened}/"}))


@require_safe
def share(request: HttpRequest, token: str, path: str = "", opened: str = "") -> HttpResponse:
    """A file of what is shared."""
    link = previews.find_share(token=token)
    if link is None:
        return _ended(request)
    if link.password and not project_services.is_open(share=link, opened=opened):
        return protect(HttpResponseRedirect(f"/share/{token}/"))
    return _sent(request, _shared(link, path), previews.home_of(token, opened))


def _shared(link: ShareLink, path: str) -> previews.Found | None:
    return previews.find_shared(share=link, path=path)


def _sent(request: HttpRequest, found: previews.Found | None, home: str) -> HttpResponse:
    if found is None:
        return _ended(request)
    forms_at = request.build_absolute_uri(f"{home}forms/")
    return send_file(request, found.file, status=found.status, cache=found.cache, forms_at=forms_at)


def form_answer(request: HttpRequest, home: str) -> HttpResponse:
    """What a form answers that delivers to nobody; ``home`` is the address of the site."""
    if wants_json(request):
        told = (
            "This is a preview: nothing was sent or stored. Once published, the form delivers to your inbox."
        )
        return protect(JsonResponse({"status": "preview", "message": told, "token": "preview", "wait": 0}))
    return protect(render(request, "publishing/preview_form.html", {"home": home}))


def _ended(request: HttpRequest) -> HttpResponse:
    return protect(render(request, "publishing/link_ended.html", status=404))


def _asked(request: HttpRequest, status: int, *, problem: str = "") -> HttpResponse:
    response = render(request, "publishing/share_password.html", {"problem": problem}, status=status)
    response.headers["Cache-Control"] = "no-store"
    return protect(response)
