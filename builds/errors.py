"""What can go wrong with builds."""

from __future__ import annotations

from uuid import UUID

from autowebiq.common.errors import Conflict, InvalidInput


class BuildActive(Conflict):
    """The project has a build under way; ``task_id`` names it."""

    code = "build_active"
    title = "A build is under way"


class BuildEnded(Conflict):
    """The build has ended, so it cannot be cancelled."""

    code = "build_ended"
    title = "The build has ended"


class OverCap(Conflict):
    """The build costs more than ``options.max_credits`` allows; members ``need`` and ``cap``."""

    code = "over_cap"
    title = "The build costs more than allowed"


class UnknownTemplate(InvalidInput):
    code = "unknown_template"
    title = "There is no such template"


class NotRetryable(Conflict):
    """The build is under way or has succeeded, so there is nothing to retry."""

    code = "build_not_retryable"
    title = "There is nothing to retry"


class NothingToRefund(Conflict):
    code = "nothing_to_refund"
    title = "There is nothing to refund"


class LeaseLost(Exception):
    """This run was overtaken by another attempt or by the end of the build. It must not write."""

    def __init__(self, build_id: UUID, attempt: int) -> None:
        super().__init__(f"Attempt {attempt} of build {build_id} has no right to write any more.")


class TimeLimitReached(Exception):
    """The run took longer than settings.BUILD_TIME_LIMIT_SECONDS."""


class HandOver(Exception):
    """The worker is stopping; another one shall go on after the last finished stage."""
