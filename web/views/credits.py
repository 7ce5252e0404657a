"""The credits page."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from web import books, offers
from web.people import person_id


@login_required
@never_cache
@require_GET
def credits(request: HttpRequest) -> HttpResponse:
    """The person's wallet; ``?type=``, ``?month=`` and ``?page=`` choose from its history."""
    query = books.BooksQuery.read(request.GET)
    found = books.page(user_id=person_id(request), query=query, now=timezone.now())
    offer = offers.offer()
    context = {**found, "offer": offer, "purse": books.purse(found["wallet"].credits, offer)}
    return render(request, "web/credits.html", context)
