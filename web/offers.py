"""What a build costs and who does what for it: always what the books would charge."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from credits import pricing

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

AGENTS = {
    "planner": (
        _("Planner"),
        _("Reads your words and chooses template, pages, language and look."),
        "compass",
    ),
    "frontend": (
        _("Frontend"),
        _("Writes every section and lays it out, from phone to wide screen."),
        "layout-template",
    ),
    "backend": (_("Backend"), _("Makes forms that deliver, metadata and structured data."), "plug"),
    "image": (_("Image"), _("Draws the artwork in the colours of the site."), "brush"),
    "testing": (_("Testing"), _("Measures nine kinds of quality and repairs what it finds."), "circle-check"),
}


@dataclass(frozen=True)
class AgentLine:
    """A line of the price: an agent, its work and its whole credits."""

    name: _StrPromise
    task: _StrPromise
    icon: str
    credits: int


@dataclass(frozen=True)
class Offer:
    """The price of a full build with its reasons; ``builds`` is what ``bonus`` pays for. Whole credits."""

    lines: tuple[AgentLine, ...]
    listed: int
    discount: int
    discount_percent: int
    discount_from: int
    total: int
    bonus: int
    builds: int


def offer() -> Offer:
    quote = pricing.quote(pricing.FULL_BUILD)
    lines = tuple(AgentLine(*AGENTS[line.agent], line.credits) for line in quote.breakdown)
    return Offer(
        lines=lines,
        listed=quote.total + quote.discount,
        discount=quote.discount,
        discount_percent=pricing.DISCOUNT_PERCENT,
        discount_from=pricing.DISCOUNT_FROM_AGENTS,
        total=quote.total,
        bonus=settings.SIGNUP_BONUS,
        builds=settings.SIGNUP_BONUS // quote.total,
    )
