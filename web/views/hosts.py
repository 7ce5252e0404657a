"""Hosts of the owner's own that show the site: claimed, proved by a DNS record, given up."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from autowebiq.common import throttle
from publishing import hosts
from web.owners import owners_action
from web.people import person_id

LONGEST = 253


@owners_action("web:settings", "hosts")
def add(request: HttpRequest, project_id: UUID) -> None:
    host = request.POST.get("host", "")[:LONGEST]
    claim = hosts.add_host(user_id=person_id(request), project_id=project_id, host=host)
    told = _("%(host)s is noted. Once its DNS record is found, it shows the site.")
    messages.success(request, told % {"host": claim.host})


@owners_action("web:settings", "hosts")
def check(request: HttpRequest, project_id: UUID, host_id: UUID) -> None:
    """Look for the record now."""
    user_id = person_id(request)
    throttle.hit(name="host-check-user", subject=str(user_id))
    claim = hosts.check_host(user_id=user_id, project_id=project_id, host_id=host_id, now=timezone.now())
    if claim.verified_at and not claim.problem:
        messages.success(request, _("%(host)s shows the site.") % {"host": claim.host})
    else:
        messages.error(request, claim.problem or _("The record was not found yet."))


@owners_action("web:settings", "hosts")
def remove(request: HttpRequest, project_id: UUID, host_id: UUID) -> None:
    hosts.remove_host(user_id=person_id(request), project_id=project_id, host_id=host_id)
    messages.success(request, _("The host is given up."))
