"""Doors of a project's pages: who may come in, and what becomes of what they press."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from autowebiq.common.errors import DomainError, NotFound
from web import refusals
from web.people import person_id

Page = Callable[..., HttpResponse]
Action = Callable[..., HttpResponse | None]
HIGHEST = 2_147_483_647
"""The highest number that a version can have."""


def owners_page(view: Page) -> Page:
    """A page of one project: visitors sign in first, and for strangers there is nothing here."""

    @require_GET
    @wraps(view)
    def wrapper(request: HttpRequest, project_id: UUID, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), reverse("web:sign-in"))
        try:
            return view(request, project_id, **kwargs)
        except NotFound as error:
            raise Http404 from error

    return wrapper


def owners_action(back_to: str, part: str = "", *, of_project: bool = True) -> Callable[[Action], Page]:
    """A button for one project: acts, then goes back to the page ``back_to``, there to ``part``.

    The page is one of the project's, or without ``of_project`` one of all of them.
    A refusal is told on that page. A view that wants to go elsewhere returns a response.
    """

    def decorate(view: Action) -> Page:
        @require_POST
        @wraps(view)
        def wrapper(request: HttpRequest, project_id: UUID, **kwargs: Any) -> HttpResponse:
            page = reverse(back_to, args=[project_id] if of_project else [])
            if not request.user.is_authenticated:
                return redirect_to_login(page, reverse("web:sign-in"))
            try:
                response = view(request, project_id, **kwargs)
            except NotFound as error:
                raise Http404 from error
            except DomainError as error:
                messages.error(request, refusals.sentence(error))
                response = None
            return response or redirect(f"{page}#{part}" if part else page)

        return wrapper

    return decorate


def id_of_press(request: HttpRequest) -> UUID | None:
    """An id for what a form makes: the same form sent twice makes one thing. None if it names no press."""
    press = request.POST.get("press", "")
    return uuid5(NAMESPACE_OID, f"web:{person_id(request)}:{request.path}:{press}") if press else None


def number_of(text: str | None) -> int | None:
    """The number of a version as it stands in an address; None for anything else."""
    if not text or not text.isascii() or not text.isdecimal() or len(text) > 10:
        return None
    return int(text) if 1 <= int(text) <= HIGHEST else None
