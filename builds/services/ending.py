"""The three ends of a build. Each is one transaction that also settles or releases its hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone, translation
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from builds import events, outbox
from builds.errors import LeaseLost
from builds.models import Build, StageOutput
from builds.services import quoting, wallet_events
from credits import pricing
from credits import services as credit_services
from projects import services as project_services
from projects.models import Project, ProjectMessage

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MAX_ERROR = 500


@dataclass(frozen=True)
class Site:
    """A finished site: ``spec`` and ``quality`` as JSON, ``files`` by path, ``pages`` in order.

    ``unfinished`` names agents that failed in a build whose owner keeps what there is; they are not charged.
    """

    name: str
    template_id: str
    spec: Mapping[str, Any]
    files: Mapping[str, bytes]
    quality: Mapping[str, Any]
    pages: list[dict[str, str]]
    unfinished: tuple[str, ...] = ()


def finish_build(*, build_id: UUID, attempt: int, site: Site) -> Build:
    """Keep the site as the project's new version, charge the quoted price, and tell everybody.

    Raises LeaseLost when another attempt or the end has overtaken this one (a cancelling owner was quicker,
    say); then no version is made and nothing charged.
    """
    hashes = project_services.keep_files(site.files)
    with transaction.atomic(durable=True):
        project, build = _locked(build_id)
        _refuse_overtaken(build, attempt)
        version = project_services.store_version(
            project=project,
            spec=site.spec,
            files=site.files,
            hashes=hashes,
            quality=site.quality,
            pages=site.pages,
            build_id=build_id,
        )
        now = timezone.now()
        seconds = round((now - (build.started_at or now)).total_seconds(), 2)
        project_services.build_succeeded(
            project, version=version, template_id=site.template_id, seconds=seconds, name=site.name
        )
        build.credits_used, build.credits_refunded = _settle(build, site.unfinished)
        build.result = {
            "status": "completed",
            "version": version.number,
            "download_url": f"/api/v2/projects/{project.pk}/download",
            "pages": site.pages,
            "template_used": site.template_id,
            "build_time": seconds,
            "credits_used": build.credits_used,
            "credits_refunded": build.credits_refunded,
            "quality": site.quality,
            **({"unfinished": list(site.unfinished)} if site.unfinished else {}),
        }
        build.progress = 100
        _close(build, Build.Status.SUCCEEDED, now)
        with translation.override(build.locale):
            _say(build, _ready(site, seconds))
        wallet_events.record(build, kind="deduction", status="completed", amount=-build.credits_used)
        preview_url = project_services.preview_url(version)
        events.record(build=build, type="build_complete", result={**build.result, "preview_url": preview_url})
    return build


def fail_build(
    *, build_id: UUID, code: str, error: str | _StrPromise, attempt: int | None = None
) -> Build | None:
    """End an active build as failed and return its credits; ``attempt`` limits it to that run. A lazy
    ``error`` is told in the build's language.

    Returns None, having done nothing, if the build has ended or another attempt runs.
    """
    with transaction.atomic(durable=True):
        project, build = _locked(build_id)
        if not build.is_active or attempt not in (None, build.attempt):
            return None
        with translation.override(build.locale):
            build.error_code, build.error = code, str(error)[:MAX_ERROR]
            said = _("The build failed: %(error)s") % {"error": build.error}
        project_services.build_ended_without_result(project, failed=True)
        _release(build, Build.Status.FAILED)
        _say(build, said)
        events.record(
            build=build, type="build_error", error=build.error, code=code, refunded=build.credits_refunded
        )
    return build


def end_cancelled(project: Project, build: Build) -> None:
    """End a locked active build as cancelled and return its credits."""
    project_services.build_ended_without_result(project, failed=False)
    _release(build, Build.Status.CANCELLED)
    with translation.override(build.locale):
        _say(build, _("The build was cancelled; nothing was charged."))
    events.record(build=build, type="build_cancelled", refunded=build.credits_refunded)


def _locked(build_id: UUID) -> tuple[Project, Build]:
    project_id = Build.objects.values_list("project_id", flat=True).get(pk=build_id)
    project = project_services.lock_project(project_id=project_id)
    return project, Build.objects.select_for_update(no_key=True).get(pk=build_id)


def _refuse_overtaken(build: Build, attempt: int) -> None:
    if build.status != Build.Status.RUNNING or build.attempt != attempt:
        raise LeaseLost(build.pk, attempt)


def _settle(build: Build, unfinished: tuple[str, ...]) -> tuple[int, int]:
    """Charge the quoted price, less what agents cost that did not finish; return (charged, returned)."""
    if build.hold_id is None:
        return 0, 0
    quote = quoting.stored_quote(build)
    finished = [line.agent for line in quote.breakdown if line.agent not in unfinished]
    price = pricing.partial(quote, finished).total
    credit_services.settle_hold(hold_id=build.hold_id, credits=price)
    return price, quote.total - price


def _release(build: Build, status: Build.Status) -> None:
    refunded = 0
    if build.hold_id is not None:
        refunded = credit_services.release_hold(hold_id=build.hold_id).amount
    build.credits_refunded = refunded
    _close(build, status, timezone.now())
    wallet_events.record(build, kind="deduction", status="refunded", amount=0)


def _close(build: Build, status: Build.Status, now: datetime) -> None:
    build.status, build.finished_at, build.lease_until = status, now, None
    build.stage = "done" if status == Build.Status.SUCCEEDED else build.stage
    # last_seq belongs to the events alone.
    build.save(
        update_fields=[
            "status", "finished_at", "lease_until", "stage", "progress", "result", "error_code", "error",
            "credits_used", "credits_refunded",
        ]
    )  # fmt: skip
    if status == Build.Status.SUCCEEDED:
        # The site is in its version now; what the stages gave would only take room.
        StageOutput.objects.filter(build=build).update(output=None)
    outbox.forget(task_id=str(build.pk))


def _ready(site: Site, seconds: float) -> str:
    """In the active language."""
    sentence = ngettext(
        "%(name)s is ready: %(pages)s page in %(seconds)s s.",
        "%(name)s is ready: %(pages)s pages in %(seconds)s s.",
        len(site.pages),
    )
    return sentence % {
        "name": site.name,
        "pages": len(site.pages),
        "seconds": number_format(seconds, decimal_pos=1),
    }


def _say(build: Build, text: str) -> None:
    project_services.add_message(
        project_id=build.project_id, role=ProjectMessage.Role.ASSISTANT, text=text, build_id=build.pk
    )
