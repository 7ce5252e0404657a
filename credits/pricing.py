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


def partial(agreed: Quote, finished: Sequence[str]) -> Quote:
    """The price of the agents that finished, of what was quoted; the discount stays in proportion.

    Rounded in the user's favour, so it is never above ``agreed`` nor above what the agents cost alone.
    Raises ValueError for an agent that was not quoted.
    """
    prices = dict(agreed.breakdown)
    if not set(finished) <= prices.keys():
        raise ValueError(f"{list(finished)} are not all of the quoted {list(prices)}")
    lines = tuple(line for line in agreed.breakdown if line.agent in finished)
    listed, full = sum(line.credits for line in lines), sum(prices.values())
    discount = -(-listed * agreed.discount // full) if full else 0
    return Quote(total=listed - discount, breakdown=lines, discount=discount)


def _rounded_percent(credits: int) -> int:
    return (credits * DISCOUNT_PERCENT + 50) // 100
