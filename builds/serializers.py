"""What the API takes and gives for builds."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from autowebiq.common.errors import InvalidInput
from builds.models import Build
from builds.selectors import QueuePlace
from credits import pricing
from sitegen import texts

MAX_PROMPT = 200_000
"""Far above the real limit, which the service names: this one only keeps absurd bodies out."""
MAX_SEQ = 2**31 - 1
MAX_WAIT = 25
"""Seconds that a request for events may wait: below the patience of proxies."""
API_STATUS = {
    Build.Status.QUEUED: "PENDING",
    Build.Status.RUNNING: "PROGRESS",
    Build.Status.SUCCEEDED: "SUCCESS",
    Build.Status.FAILED: "FAILURE",
    Build.Status.CANCELLED: "REVOKED",
}
STATUSES = tuple(API_STATUS.values())


class OptionsIn(serializers.Serializer[Any]):
    """Choices for one build; the same prompt and seed give the same site."""

    seed = serializers.IntegerField(min_value=0, max_value=2**53 - 1, required=False)
    language = serializers.ChoiceField(
        choices=sorted(texts.languages()),
        required=False,
        help_text="of the site's texts (ISO 639-1), whatever the prompt is written in; else the project's",
    )
    keep_partial = serializers.BooleanField(
        required=False,
        help_text="if the backend, image or testing agent fails, keep the site without it; it is not charged",
    )
    max_credits = serializers.IntegerField(
        min_value=0,
        max_value=1_000_000,
        required=False,
        help_text="the build is refused (409 over_cap) if it costs more; it never costs more than its quote",
    )

    def to_internal_value(self, data: Any) -> Any:
        unknown = set(data) - set(self.fields) if isinstance(data, dict) else set()
        if unknown:
            raise serializers.ValidationError(
                {str(name)[:50]: ["There is no such option."] for name in unknown}
            )
        return super().to_internal_value(data)


class BuildIn(serializers.Serializer[Any]):
    """What to build. ``uploaded_images`` are ids of the project's pictures, or their addresses."""

    prompt = serializers.CharField(max_length=MAX_PROMPT, trim_whitespace=True)
    uploaded_images = serializers.ListField(child=serializers.CharField(), required=False, default=list)
    template_id = serializers.CharField(required=False, allow_null=True, allow_blank=True, default=None)
    options = OptionsIn(required=False, default=dict)


class QuoteLineOut(serializers.Serializer[Any]):
    agent = serializers.CharField()
    credits = serializers.IntegerField()


class QuoteOut(serializers.Serializer[Any]):
    """The price of a build; the later charge is never above ``total``."""

    total = serializers.IntegerField()
    breakdown = QuoteLineOut(many=True)
    discount = serializers.IntegerField()
    expires_at = serializers.DateTimeField()


class StoredQuoteOut(serializers.Serializer[Any]):
    total = serializers.IntegerField()
    breakdown = QuoteLineOut(many=True)
    discount = serializers.IntegerField()


class BuildStarted(serializers.Serializer[Any]):
    """An accepted build; follow it at ``websocket_url`` or ask for its status."""

    status = serializers.CharField()
    task_id = serializers.UUIDField()
    project_id = serializers.UUIDField()
    message = serializers.CharField()
    websocket_url = serializers.CharField()
    quote = StoredQuoteOut()


class ProgressOut(serializers.Serializer[Any]):
    stage = serializers.CharField()
    progress = serializers.IntegerField()
    message = serializers.CharField()


class CreditsOut(serializers.Serializer[Any]):
    held = serializers.IntegerField()
    used = serializers.IntegerField()
    refunded = serializers.IntegerField()


class ErrorOut(serializers.Serializer[Any]):
    code = serializers.CharField()
    message = serializers.CharField()


class BuildStatus(serializers.Serializer[Any]):
    """Where a build stands."""

    task_id = serializers.UUIDField()
    project_id = serializers.UUIDField()
    status = serializers.ChoiceField(choices=STATUSES)
    progress = ProgressOut()
    result = serializers.DictField(required=False)
    error = ErrorOut(required=False)
    queue_position = serializers.IntegerField(required=False)
    estimated_start_at = serializers.DateTimeField(required=False, allow_null=True)
    credits = CreditsOut()


class BuildRow(serializers.Serializer[Any]):
    """A build in a list."""

    task_id = serializers.UUIDField()
    project_id = serializers.UUIDField()
    kind = serializers.CharField()
    status = serializers.ChoiceField(choices=STATUSES)
    stage = serializers.CharField()
    progress = serializers.IntegerField()
    quote = StoredQuoteOut()
    credits_used = serializers.IntegerField()
    credits_refunded = serializers.IntegerField()
    error_code = serializers.CharField(allow_null=True)
    error = serializers.CharField(allow_null=True)
    queued_at = serializers.DateTimeField()
    started_at = serializers.DateTimeField(allow_null=True)
    finished_at = serializers.DateTimeField(allow_null=True)


class EventsOut(serializers.Serializer[Any]):
    """Events of a build with a ``seq`` above the one that was asked for, in order."""

    task_id = serializers.UUIDField()
    last_seq = serializers.IntegerField()
    events = serializers.ListField(child=serializers.DictField())


def after_of(text: str) -> int:
    """The number of an event already seen. Raises InvalidInput."""
    return _whole_number("after", text, MAX_SEQ)


def wait_of(text: str) -> int:
    """How many seconds an answer may wait for an event. Raises InvalidInput."""
    return _whole_number("wait", text, MAX_WAIT)


def _whole_number(field: str, text: str, highest: int) -> int:
    if not (text.isascii() and text.isdigit() and int(text[:11]) <= highest):
        detail = f"{field} must be a whole number from 0 to {highest}."
        raise InvalidInput.at(field, detail, code="out_of_range")
    return int(text[:11])


def quote_body(quote: pricing.Quote, *, expires_at: datetime) -> dict[str, Any]:
    lines = [{"agent": line.agent, "credits": line.credits} for line in quote.breakdown]
    return {"total": quote.total, "breakdown": lines, "discount": quote.discount, "expires_at": expires_at}


def started_body(build: Build, *, websocket_url: str) -> dict[str, Any]:
    return {
        "status": "building",
        "task_id": build.pk,
        "project_id": build.project_id,
        "message": _("The build has begun; %(credits)s credits are held for it.")
        % {"credits": build.quote["total"]},
        "websocket_url": websocket_url,
        "quote": build.quote,
    }


def status_body(
    build: Build, *, message: str, place: QueuePlace | None, preview_url: str | None
) -> dict[str, Any]:
    """``place`` only while it is queued, ``preview_url`` once it has succeeded."""
    body: dict[str, Any] = {
        "task_id": build.pk,
        "project_id": build.project_id,
        "status": API_STATUS[Build.Status(build.status)],
        "progress": {"stage": build.stage, "progress": build.progress, "message": message},
        "credits": {
            "held": build.quote.get("total", 0) if build.is_active else 0,
            "used": build.credits_used,
            "refunded": build.credits_refunded,
        },
    }
    if build.result is not None:
        body["result"] = {**build.result, "preview_url": preview_url}
    if build.status == Build.Status.FAILED:
        body["error"] = {"code": build.error_code, "message": build.error}
    if place is not None:
        body["queue_position"] = place.position
        body["estimated_start_at"] = place.estimated_start_at
    return body


def build_row(row: dict[str, Any]) -> dict[str, Any]:
    """A row of ``values(*LIST_FIELDS)`` as the API gives it."""
    shaped = {**row, "task_id": row["id"], "status": API_STATUS[Build.Status(row["status"])]}
    del shaped["id"]
    return {**shaped, "error_code": row["error_code"] or None, "error": row["error"] or None}
