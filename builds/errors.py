"""What can go wrong with builds."""

from __future__ import annotations

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


class LeaseLost(Exception):
    """This run was overtaken by another attempt or by the end of the build. It must not write."""


class TimeLimitReached(Exception):
    """The run took longer than settings.BUILD_TIME_LIMIT_SECONDS."""


class CancelRequested(Exception):
    """The owner wants this run to end."""
