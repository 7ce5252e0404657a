"""What the prompt says that a business does, put into sentences."""

from __future__ import annotations

import pytest

from sitegen.copy.deeds import deed_of
from sitegen.reading import read_brief
from tests.sitegen.copy import cases

DEEDS = {
    "I restore vintage typewriters. 30 years of experience.": ("restore", "restores", "vintage typewriters"),
    "startup that makes edible packaging for cafés": ("make", "makes", "edible packaging for cafés"),
    "Non-profit that teaches coding to refugees, name: Second Keyboard": (
        "teach",
        "teaches",
        "coding to refugees",
    ),
    "We carry pianos up narrow stairs, based in Ghent": ("carry", "carries", "pianos up narrow stairs"),
}


@pytest.mark.parametrize("prompt", DEEDS)
def test_it_finds_the_deed(prompt: str) -> None:
    base, third, rest = DEEDS[prompt]
    deed = deed_of(read_brief(prompt, today=cases.TODAY))
    assert deed is not None
    assert (deed.base, deed.third) == (f"{base} {rest}", f"{third} {rest}")


@pytest.mark.parametrize(
    "prompt",
    [
        "I want a website for my bakery",
        "We need a site that looks modern and shows our work",
        "I restore typewriters",
        "website pls",
    ],
)
def test_requests_and_mere_echoes_are_no_deeds(prompt: str) -> None:
    assert deed_of(read_brief(prompt, today=cases.TODAY)) is None


def test_the_deed_is_in_the_first_screen() -> None:
    _, copy = cases.site_of_prompt(
        "I restore vintage typewriters. 30 years of experience. Phone 0207 123 9999"
    )
    hero = " ".join(cases.strings(copy.pages["home"].contents["hero"]))
    assert "vintage typewriters" in hero
