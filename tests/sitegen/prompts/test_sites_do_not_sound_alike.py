"""Sites for different prompts have different words; see ``similarity`` for the measure."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import pytest

from tests.sitegen.prompts.scoring import Case, Reading, cases_of
from tests.sitegen.prompts.similarity import shingles, similarity

MOST_ALIKE, MOST_ALIKE_OF_A_KIND = 0.35, 0.5
# A site without packs for its language is little more than its facts and a few labels.
FEWEST_RUNS = 150


# Some two hundred sites are made; on a machine that is busy with other tests that takes minutes.
@pytest.mark.timeout(600)
def test_no_two_sites_sound_alike(read_site: Callable[[Case], Reading]) -> None:
    readings = [
        read_site(case)
        for file in ("examples", "tuned", "held_out", "customers", "strangers", "passers_by")
        for case in cases_of(file)
    ]
    sites = [(reading, runs) for reading in readings if len(runs := shingles(reading)) >= FEWEST_RUNS]
    too_alike = []
    for (first, first_runs), (second, second_runs) in combinations(sites, 2):
        same_kind = first.site.plan.brief.kind == second.site.plan.brief.kind
        score = similarity(first_runs, second_runs)
        if score >= (MOST_ALIKE_OF_A_KIND if same_kind else MOST_ALIKE):
            too_alike.append((first.case.id, second.case.id, round(score, 2)))

    assert too_alike == []
