"""What the API takes and gives about published sites."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from publishing.models import CustomHost, Publication
from publishing.publication import Published


class PublishIn(serializers.Serializer[Any]):
    """The address and the version to publish; left out, the address stays and the current version is
    taken.
    """

    slug = serializers.CharField(required=False, allow_null=True, max_length=100)
    version = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=2_147_483_647)


class DownloadIn(serializers.Serializer[Any]):
    """Which version to take away, and where the copy will live."""

    version = serializers.IntegerField(
        required=False, min_value=1, max_value=2_147_483_647, help_text="the current one if it is left out"
    )
    base_url = serializers.CharField(
        required=False, max_length=300, help_text="address of the copy, for canonical links and the sitemap"
    )


class HostIn(serializers.Serializer[Any]):
    host = serializers.CharField(max_length=253, help_text="as in www.example.org; other scripts are welcome")


class RecordOut(serializers.Serializer[Any]):
    name = serializers.CharField()
    type = serializers.CharField()
    value = serializers.CharField()


class HostOut(serializers.Serializer[Any]):
    """A host and the DNS record that proves it; it shows the site from ``verified_at`` on."""

    id = serializers.UUIDField()
    host = serializers.CharField()
    record = RecordOut()
    verified_at = serializers.DateTimeField(allow_null=True)
    checked_at = serializers.DateTimeField(allow_null=True)
    problem = serializers.CharField(allow_null=True, help_text="what the last check found wrong")
    created_at = serializers.DateTimeField()


class VisitsIn(serializers.Serializer[Any]):
    days = serializers.IntegerField(default=30, min_value=1, max_value=366)


class DayOut(serializers.Serializer[Any]):
    date = serializers.DateField()
    visits = serializers.IntegerField(help_text="pages shown")
    visitors = serializers.IntegerField(help_text="different visitors, give or take one in a hundred")


class PageVisitsOut(serializers.Serializer[Any]):
    path = serializers.CharField()
    visits = serializers.IntegerField()


class ReferrerOut(serializers.Serializer[Any]):
    host = serializers.CharField()
    visits = serializers.IntegerField()


class VisitsOut(serializers.Serializer[Any]):
    """Every day of the time, oldest first, ends with today (UTC)."""

    visits = serializers.IntegerField()
    days = DayOut(many=True)
    pages = PageVisitsOut(many=True, help_text="the most seen")
    referrers = ReferrerOut(many=True, help_text="other sites with the most visits from there")


class StoreIn(DownloadIn):
    """Which version to store, and where the copy will live."""


class StoredOut(serializers.Serializer[Any]):
    """What was put where in the operator's store."""

    bucket = serializers.CharField()
    prefix = serializers.CharField()
    archive = serializers.CharField()
    archive_sha256 = serializers.CharField()
    files = serializers.IntegerField()
    size = serializers.IntegerField(help_text="bytes of the files")


class PublishedOut(serializers.Serializer[Any]):
    """What the world sees of a project."""

    project_id = serializers.UUIDField()
    slug = serializers.CharField(allow_null=True)
    former_slugs = serializers.ListField(
        child=serializers.CharField(), help_text="addresses that redirect to the present one"
    )
    published_url = serializers.CharField(allow_null=True)
    version = serializers.IntegerField(allow_null=True)
    published_at = serializers.DateTimeField(allow_null=True)


class PublicationOut(serializers.Serializer[Any]):
    """A line of the history; without a version the site was taken down."""

    id = serializers.IntegerField()
    version = serializers.IntegerField(allow_null=True)
    slug = serializers.CharField()
    by = serializers.CharField(allow_null=True, help_text="e-mail of who did it")
    created_at = serializers.DateTimeField()


def published(state: Published) -> dict[str, Any]:
    """The state as the API gives it; see PublishedOut."""
    return {
        "project_id": state.project_id,
        "slug": state.slug,
        "former_slugs": list(state.former_slugs),
        "published_url": state.published_url,
        "version": state.version,
        "published_at": state.published_at,
    }


def publication_row(row: Publication) -> dict[str, Any]:
    return {
        "id": row.pk,
        "version": row.version.number if row.version else None,
        "slug": row.slug,
        "by": getattr(row.by, "email", None),
        "created_at": row.created_at,
    }


def host_row(claim: CustomHost) -> dict[str, Any]:
    """A host as the API gives it; see HostOut."""
    return {
        "id": claim.pk,
        "host": claim.host,
        "record": {"name": claim.record_name, "type": "TXT", "value": claim.token},
        "verified_at": claim.verified_at,
        "checked_at": claim.checked_at,
        "problem": claim.problem or None,
        "created_at": claim.created_at,
    }
