"""What agents and their states are called; events and figures name them by their keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy, pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

AGENTS: dict[str, _StrPromise] = {
    "planner": gettext_lazy("planner"),
    "frontend": gettext_lazy("frontend"),
    "backend": gettext_lazy("backend"),
    "image": gettext_lazy("image"),
    "testing": gettext_lazy("testing"),
}
STATES: dict[str, _StrPromise] = {
    "thinking": pgettext_lazy("agent", "thinking"),
    "waiting": pgettext_lazy("agent", "waiting"),
    "working": pgettext_lazy("agent", "working"),
    "completed": pgettext_lazy("agent", "completed"),
    "warning": pgettext_lazy("agent", "warning"),
    "error": pgettext_lazy("agent", "error"),
}
STAGES: dict[str, _StrPromise] = {
    **AGENTS,
    "queued": pgettext_lazy("stage", "queued"),
    "assembly": pgettext_lazy("stage", "assembly"),
    "done": pgettext_lazy("stage", "done"),
}


def agent(key: str) -> str:
    return str(AGENTS.get(key, key))


def state(key: str) -> str:
    return str(STATES.get(key, key))


def stage(key: str) -> str:
    return str(STAGES.get(key, key))
