"""Sample sites of templates and stages of components: public, sandboxed, without a cookie."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from autowebiq.common.errors import NotFound
from publishing import showcase
from publishing.preview_views import form_answer
from publishing.sending import send_file

P = ParamSpec("P")


def _of_catalog(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """What the catalog does not have is not found."""

    @wraps(view)
    def wrapper(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except NotFound as error:
            raise Http404 from error

    return wrapper


@require_safe
@_of_catalog
def site(request: HttpRequest, template_id: str, path: str = "") -> HttpResponse:
    """A file of a template's sample site."""
    found = showcase.find_file(template_id=template_id, path=path)
    if found is None:
        raise Http404
    forms_at = request.build_absolute_uri(f"/templates/{template_id}/site/forms/")
    return send_file(request, found.file, status=found.status, cache=found.cache, forms_at=forms_at)


# The page has no cookie of ours to forge a request with, and nothing is stored.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@_of_catalog
def site_form(request: HttpRequest, template_id: str, form_id: str) -> HttpResponse:
    """Forms of samples deliver to nobody."""
    showcase.sample(template_id)
    return form_answer(request, f"/templates/{template_id}/site/")


@require_safe
@_of_catalog
def picture(request: HttpRequest, template_id: str) -> HttpResponse:
    """A small picture of a template."""
    return send_file(request, showcase.picture(template_id), cache=showcase.PUBLIC)


@require_safe
@_of_catalog
def stage(request: HttpRequest, component_id: str, path: str) -> HttpResponse:
    """A component in a look, in all its variants."""
    found = showcase.find_stage(component_id=component_id, path=path)
    if found is None:
        raise Http404
    return send_file(request, found, cache=showcase.PUBLIC)
