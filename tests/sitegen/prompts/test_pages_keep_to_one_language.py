"""A page in another language has no English on it but what the prompt itself says in English."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sitegen import texts
from tests.sitegen.prompts.scoring import Case, Reading, cases_of, plain

CASES = [
    case
    for file in ("tuned", "held_out", "customers", "strangers", "passers_by")
    for case in cases_of(file)
    if not case.languages & {"en"}
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_no_english_label_stands_on_a_page_in_another_language(
    read_site: Callable[[Case], Reading], case: Case
) -> None:
    reading = read_site(case)
    language = reading.site.plan.brief.language
    own = {plain(text) for text in texts.load(language).values()}
    english = {plain(text) for text in texts.load("en").values() if " " in text} - own

    assert texts.knows(language)
    assert [text for text in english if text in reading.text] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_page_names_its_language_and_direction(read_site: Callable[[Case], Reading], case: Case) -> None:
    reading = read_site(case)
    language = reading.site.plan.brief.language

    for page in reading.pages.values():
        assert (page.get("lang"), page.get("dir")) == (language, texts.direction(language))
