"""What a build costs. Prices are whole credits per agent; many agents together are cheaper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

PRICES = {"planner": 5, "frontend": 8, "backend": 6, "image": 12, "testing": 4}
FULL_BUILD = tuple(PRICES)
DISCOUNT_PERCENT = 10
DISCOUNT_FROM_AGENTS = 4
CEILING = 40
"""No full build is ever quoted above this many credits."""


class QuoteLine(NamedTuple):
    agent: str
    credits: int


@dataclass(frozen=True)
class Quote:
    """A price with its reasons: ``total == sum of the breakdown - discount``, all in whole credits ≥ 0."""

    total: int
    breakdown: tuple[QuoteLine, ...]
    discount: int


def quote(agents: Sequence[str]) -> Quote:
    """Price the given agents, each named once. Raises ValueError for an unknown or repeated one.

    The discount is rounded half up, in the user's favour. What would exceed ``CEILING`` becomes discount too,
    so that the lines still add up.
    """
    if len(set(agents)) != len(agents) or not set(agents) <= PRICES.keys():
        raise ValueError(f"agents must be different ones of {', '.join(PRICES)}, got {list(agents)}")
    lines = tuple(QuoteLine(agent, PRICES[agent]) for agent in agents)
    listed = sum(line.credits for line in lines)
    discount = _rounded_percent(listed) if len(lines) >= DISCOUNT_FROM_AGENTS else 0
    discount = max(discount, listed - CEILING)
    return Quote(total=listed - discount, breakdown=lines, discount=discount)


def _rounded_percent(credits: int) -> int:
    return (credits * DISCOUNT_PERCENT + 50) // 100
