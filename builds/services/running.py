"""Running a build in a worker: claim, agents, end. Whatever happens, it ends once or waits for another."""

from __future__ import annotations

import logging
from datetime import date
from typing import TYPE_CHECKING

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.utils.module_loading import import_string

from builds import leases, pipeline
from builds.agents.base import Order
from builds.agents.testing import MeasuredSite
from builds.errors import HandOver, LeaseLost, TimeLimitReached
from builds.journal import BuildJournal, patiently
from builds.leases import Lease
from builds.models import Build
from builds.services import ending, images, reasons, starting
from credits import pricing
from sitegen.errors import SitegenError
from templates_catalog import services as catalog_services

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

logger = logging.getLogger(__name__)


def run_next_build(*, worker: str, agents: pipeline.Agents | None = None) -> Build | None:
    """Run the build that is next in the queue; returns it as it was left, or None if nobody waits.

    A message for a worker says no more than that somebody waits, so it may come twice, late or not at all.
    When PostgreSQL stays away the run is left to its lease; another resumes after the last kept stage.
    """
    lease = leases.claim_next(worker=worker)
    if lease is None:
        return None
    _run_to_an_end(lease, agents)
    build = Build.objects.get(pk=lease.build_id)
    # Another build of the owner may have waited for this one's place, and its message may be used up.
    starting.wake_owner(build.owner_id)
    return build


def _run_to_an_end(lease: Lease, agents: pipeline.Agents | None) -> None:
    build_id = lease.build_id
    try:
        _run(lease, agents or import_string(settings.BUILD_AGENTS)())
    except LeaseLost as lost:
        logger.info("%s", lost)
    except HandOver:
        logger.info("Build %s is handed over: this worker stops.", build_id)
        starting.hand_over(build_id=build_id, attempt=lease.attempt)
    except (OperationalError, InterfaceError):
        logger.exception("PostgreSQL went away during build %s; its lease will run out.", build_id)
    except (TimeLimitReached, SoftTimeLimitExceeded):
        _fail(lease, "time_limit", reasons.REASONS["time_limit"])
    except SitegenError as error:
        logger.exception("Build %s failed", build_id)
        _fail(lease, error.code, reasons.of_generator(error))
    except Exception:
        logger.exception("Build %s failed", build_id)
        _fail(lease, "internal_error", reasons.REASONS["internal_error"])


def _run(lease: Lease, agents: pipeline.Agents) -> None:
    build = Build.objects.select_related("project").get(pk=lease.build_id)
    with leases.kept_alive(lease):
        journal = BuildJournal(lease, prices=pricing.PRICES, locale=build.locale)
        tested = pipeline.run(
            _order(build),
            catalog_services.current_catalog(),
            journal,
            agents,
            keep_partial=bool(build.options.get("keep_partial")),
            fetch=catalog_services.fetch_component,
        )
        patiently(
            lambda: ending.finish_build(build_id=build.pk, attempt=lease.attempt, site=_site(tested)),
            meanwhile=journal.check,
        )


def _order(build: Build) -> Order:
    project = build.project
    uploads = images.uploads(build)
    return Order(
        prompt=build.prompt,
        today=_day(build),
        template_id=build.template_id or None,
        seed=build.seed,
        project_name=None if project.name_is_provisional else project.name,
        language=build.options.get("language"),
        uploads=uploads,
        elsewhere=len(images.elsewhere(build)),
    )


def _day(build: Build) -> date:
    return build.queued_at.date()


def _site(tested: MeasuredSite) -> ending.Site:
    spec = tested.spec
    pages = [
        {
            "slug": page.slug,
            "label": page.nav_label,
            "path": "" if page.slug == "home" else f"{page.slug}.html",
        }
        for page in spec.pages
    ]
    return ending.Site(
        name=spec.brief.name,
        template_id=spec.template_id,
        spec=spec.model_dump(mode="json"),
        files=tested.files,
        quality=tested.quality,
        pages=pages,
        unfinished=tested.unfinished,
    )


def _fail(lease: Lease, code: str, error: _StrPromise) -> None:
    ending.fail_build(build_id=lease.build_id, attempt=lease.attempt, code=code, error=error)
