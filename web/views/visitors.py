"""The landing page, and the sites that it shows."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET, require_safe

from publishing.headers import protect
from publishing.sending import send_file
from web import examples
from web.forms import PromptForm
from web.people import PROMPT_KEY

KEEP = "public, max-age=3600"


@gzip_page
@require_GET
def landing(request: HttpRequest) -> HttpResponse:
    """``?example=`` fills the box with the description of one of the sites shown."""
    if request.user.is_authenticated:
        return redirect("web:projects")
    chosen = examples.SITES.get(request.GET.get("example", ""))
    prompt = chosen.prompt if chosen else request.session.get(PROMPT_KEY, "")
    return render(request, "web/landing.html", {"form": PromptForm(initial={"prompt": prompt})})


@require_safe
def example_root(request: HttpRequest, name: str) -> HttpResponse:
    """Relative links need the slash."""
    return protect(HttpResponseRedirect(f"{request.path}/"))


@require_safe
def example(request: HttpRequest, name: str, path: str = "") -> HttpResponse:
    """A page or file of a site that the generator made of an example's description."""
    found = examples.find(name, path)
    if found is None:
        raise Http404
    file, status = found
    return send_file(request, file, status=status, cache=KEEP)


@require_GET
def robots(request: HttpRequest) -> HttpResponse:
    """Only the pages for visitors are of use to search engines."""
    private = ("/projects", "/account", "/credits", "/preview/", "/share/", "/reset-password/", "/admin/")
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in private)]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
