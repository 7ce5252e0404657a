"""The journal of a run in the database: events, and the outputs of finished stages."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction

from builds import events, handover, tongue
from builds.agents.base import AgentReport
from builds.errors import HandOver, LeaseLost, TimeLimitReached
from builds.leases import Lease
from builds.models import Build, StageOutput

MAX_MESSAGE = 400


RETRY_SECONDS = 0.5
T = TypeVar("T")


def patiently(write: Callable[[], T], *, meanwhile: Callable[[], None]) -> T:
    """Write through a restart of PostgreSQL: again and again, for as long as the lease would last.

    ``write`` must be fenced, since its first try may have been committed unheard. ``meanwhile`` is called
    between tries and may raise to give up.
    """
    until = time.monotonic() + settings.BUILD_LEASE_SECONDS
    while True:
        try:
            return write()
        except (OperationalError, InterfaceError):
            if time.monotonic() > until:
                raise
            connection.close()
            time.sleep(RETRY_SECONDS)
            meanwhile()


class BuildJournal:
    """Writes for one attempt; everything it stores is refused once the attempt was overtaken."""

    def __init__(self, lease: Lease, *, prices: Mapping[str, int], locale: str) -> None:
        """``prices`` are the credits of each stage that costs some, ``locale`` is the build's language."""
        self._lease = lease
        self._locale = locale
        self._prices = prices
        kept = StageOutput.objects.filter(build_id=lease.build_id, output__isnull=False)
        self._kept: dict[str, Any] = dict(kept.values_list("stage", "output"))
        self._deadline = time.monotonic() + settings.BUILD_TIME_LIMIT_SECONDS
        self._floors: dict[str, int] = _heard(lease) if lease.attempt > 1 else {}

    def finished(self, stage: str) -> Mapping[str, Any] | None:
        return self._kept.get(stage)

    def keep(self, stage: str, output: Mapping[str, Any]) -> None:
        """Keep a stage once; two statements in one transaction, fenced by the Build row."""
        patiently(lambda: self._keep(stage, output), meanwhile=self.check)

    def _keep(self, stage: str, output: Mapping[str, Any]) -> None:
        with transaction.atomic():
            build = Build.objects.select_for_update(no_key=True).filter(
                pk=self._lease.build_id, attempt=self._lease.attempt, status=Build.Status.RUNNING
            )
            if not build.exists():
                raise LeaseLost(self._lease.build_id, self._lease.attempt)
            StageOutput.objects.bulk_create(
                [
                    StageOutput(
                        build_id=self._lease.build_id,
                        stage=stage,
                        output=output,
                        credits=self._prices.get(stage, 0),
                    )
                ],
                ignore_conflicts=True,
            )

    def tell(self, report: AgentReport) -> None:
        self.check()
        floor = self._floors.get(report.agent, 0)
        self._append(
            type="agent_message",
            agent_type=report.agent,
            status=report.status,
            message=tongue.told(report.message, self._locale)[:MAX_MESSAGE],
            progress=max(floor, report.progress),
        )

    def advance(self, stage: str, progress: int) -> None:
        self._append(
            type="build_progress",
            overall=progress,
            stage=stage,
            data={"stage": stage, "progress": progress},
        )

    def _append(self, **event: Any) -> None:
        build_id, attempt = self._lease.build_id, self._lease.attempt
        patiently(
            lambda: events.append(build_id=build_id, attempt=attempt, **event),
            meanwhile=self.check,
        )

    def check(self) -> None:
        """Raise LeaseLost or TimeLimitReached if the run must end."""
        self._lease.check()
        if time.monotonic() > self._deadline:
            raise TimeLimitReached

    def pause(self) -> None:
        """Raise HandOver if the worker is stopping; what is finished is kept, so another can go on."""
        if handover.is_wanted():
            raise HandOver


def _heard(lease: Lease) -> dict[str, int]:
    """How far each agent said to be in earlier attempts: subscribers must not see progress fall."""
    said = events.after(build_id=lease.build_id, limit=10_000)
    floors: dict[str, int] = {}
    for frame in said:
        if frame["type"] == "agent_message":
            floors[frame["agent_type"]] = max(floors.get(frame["agent_type"], 0), frame["progress"])
    return floors
