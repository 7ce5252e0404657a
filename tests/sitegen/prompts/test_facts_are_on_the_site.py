"""Whole sites for many prompts: what was said is there, where a visitor looks for it, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.sitegen.prompts.scoring import Case, Reading, cases_of, faults

TUNED = [case for file in ("tuned", "customers", "strangers", "passers_by") for case in cases_of(file)]
HELD_OUT = cases_of("held_out")
EXAMPLES = cases_of("examples")
# Prompts on which nothing was tuned may fail a little; this is how well they did when they were last scored.
HELD_OUT_LEAST_FACTS = 0.95


@pytest.mark.parametrize("case", TUNED, ids=lambda case: case.id)
def test_everything_that_a_prompt_says_is_where_a_visitor_looks(
    read_site: Callable[[Case], Reading], case: Case
) -> None:
    assert faults(read_site(case)) == []


@pytest.mark.parametrize("case", EXAMPLES, ids=lambda case: case.id)
def test_the_facts_of_the_example_prompts_are_on_their_sites(
    read_site: Callable[[Case], Reading], case: Case
) -> None:
    assert [fault for fault in faults(read_site(case)) if not fault.startswith("kind")] == []


def test_most_facts_of_prompts_that_were_never_tuned_on_are_on_their_sites(
    read_site: Callable[[Case], Reading],
) -> None:
    found = [faults(read_site(case)) for case in HELD_OUT]
    lost = sum(1 for lines in found for line in lines if line.startswith("fact"))

    assert 1 - lost / sum(len(case.facts) for case in HELD_OUT) >= HELD_OUT_LEAST_FACTS


@pytest.mark.parametrize("case", HELD_OUT, ids=lambda case: case.id)
def test_nothing_hostile_of_a_prompt_reaches_its_site(
    read_site: Callable[[Case], Reading], case: Case
) -> None:
    assert [fault for fault in faults(read_site(case)) if fault.endswith("is on the site")] == []
