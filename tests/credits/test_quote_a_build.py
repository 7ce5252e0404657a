from __future__ import annotations

from itertools import combinations

import pytest

from credits.pricing import CEILING, FULL_BUILD, PRICES, quote


def test_a_full_build_shows_its_discount_as_its_own_line() -> None:
    price = quote(FULL_BUILD)

    assert price.breakdown == (
        ("planner", 5),
        ("frontend", 8),
        ("backend", 6),
        ("image", 12),
        ("testing", 4),
    )
    assert (price.discount, price.total) == (4, 31)


@pytest.mark.parametrize("agents", [a for n in range(6) for a in combinations(PRICES, n)])
def test_every_choice_of_agents_adds_up(agents: tuple[str, ...]) -> None:
    price = quote(agents)

    assert price.total == sum(credits for _, credits in price.breakdown) - price.discount
    assert 0 <= price.total <= CEILING
    assert (price.discount > 0) == (len(agents) >= 4)


def test_finishing_fewer_agents_never_costs_more_than_all() -> None:
    assert max(quote(agents).total for n in range(6) for agents in combinations(PRICES, n)) == 31


def test_half_a_credit_is_rounded_in_the_users_favour() -> None:
    assert quote(("planner", "frontend", "image", "backend")).discount == 3  # 10 % of 31
    assert quote(FULL_BUILD).discount == 4  # 10 % of 35


@pytest.mark.parametrize("agents", [["planner", "planner"], ["plumber"]])
def test_unknown_and_repeated_agents_are_refused(agents: list[str]) -> None:
    with pytest.raises(ValueError, match="different ones"):
        quote(agents)
