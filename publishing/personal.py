"""What publishing keeps about a user; part of ``settings.USER_DATA``."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from autowebiq.common.personal import Files, Part, as_json
from publishing import inbox, shelf
from publishing.models import CustomHost, DailyVisitors, DailyVisits, Publication, PublishedSite, SiteAddress


def export(user_id: UUID) -> Files:
    addresses = SiteAddress.objects.filter(site__project__owner_id=user_id).order_by("site_id", "-since_at")
    history = Publication.objects.filter(site__project__owner_id=user_id).order_by("id")
    hosts = CustomHost.objects.filter(project__owner_id=user_id).order_by("created_at")
    yield (
        "publishing.json",
        as_json(
            {
                "addresses": list(addresses.values("site_id", "slug", "is_current", "since_at")),
                "publications": list(history.values("site_id", "slug", "version__number", "created_at")),
                "hosts": list(hosts.values("project_id", "host", "verified_at", "created_at")),
            }
        ),
    )
    yield "submissions.json", as_json(list(inbox.export_of_user(user_id)))
    for path, data in inbox.files_of_user(user_id):
        yield f"submissions/{path}", data


def erase(user_id: UUID, now: datetime) -> None:
    """Take all sites down and erase what visitors sent, with history, hosts and visits.

    Addresses stay reserved until they are freed as those of every deleted project, so that old links do not
    lead to a stranger at once.
    """
    with transaction.atomic(durable=True):
        PublishedSite.objects.filter(project__owner_id=user_id).update(version=None, published_at=None)
        Publication.objects.filter(site__project__owner_id=user_id).delete()
        for model in (CustomHost, DailyVisits, DailyVisitors):
            model._default_manager.filter(project__owner_id=user_id).delete()
        inbox.erase_user(user_id)
    shelf.forget_names()


PART = Part("publishing", export, erase)
