from __future__ import annotations

import pytest

from builds.agents.image import colour_name


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("#1f5c4a", "deep green"),
        ("#284367", "deep blue"),
        ("#d4a017", "gold"),
        ("#a64b51", "red"),
        ("#111111", "near-black"),
        ("#808080", "grey"),
        ("#ffffff", "near-white"),
        ("#f4c2c2", "pale red"),
    ],
)
def test_colours_are_called_what_people_call_them(value: str, name: str) -> None:
    assert colour_name(value) == name
