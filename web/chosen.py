"""The template that a website shall start from, kept in the session until it does: also through sign-up."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from autowebiq.common.errors import NotFound
from sitegen.catalog import Template
from templates_catalog import services as catalog_services

TEMPLATE_KEY = "template_id"


def choose(request: HttpRequest) -> None:
    """Take the template that the address names by ``?template=``; an empty name chooses none."""
    named = request.GET.get("template")
    if named is not None:
        keep(request, named if _found(named) else "")


def keep(request: HttpRequest, template_id: str) -> None:
    if template_id:
        request.session[TEMPLATE_KEY] = template_id
    else:
        forget(request)


def kept(request: HttpRequest) -> str:
    """The id of the chosen template, empty without one or if the catalog has lost it."""
    template = _found(request.session.get(TEMPLATE_KEY, ""))
    return template.id if template else ""


def forget(request: HttpRequest) -> None:
    request.session.pop(TEMPLATE_KEY, None)


def context(template_id: str | None) -> dict[str, Any]:
    """What the prompt's form shows of the template."""
    return {"chosen_template": _found(template_id or "")}


def _found(template_id: str) -> Template | None:
    try:
        return catalog_services.get_template(template_id) if template_id else None
    except NotFound:
        return None
