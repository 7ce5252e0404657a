from __future__ import annotations

from collections.abc import Callable

import pytest

from sitegen.brief import Brief, Colour
from sitegen.choice import Chooser
from sitegen.palette import contrast, make_palettes, read_colour

Read = Callable[[str], Brief]
COLOURS = [
    "#000000",
    "#ffffff",
    "#f2c230",
    "#4cd61f",
    "#16284f",
    "#c62828",
    "#8fd0b5",
    "#005429",
    "#6f7378",
    "#ff00ff",
]


def assert_readable(palettes: dict[str, object]) -> None:
    for palette in palettes.values():
        colours = palette.model_dump()  # type: ignore[attr-defined]
        for ground in (colours["ground"], colours["surface"]):
            for text in ("ink", "ink_soft", "accent_text"):
                assert contrast(colours[text], ground) >= 4.5
            for line in ("accent", "line_strong"):
                assert contrast(colours[line], ground) >= 3
        assert contrast(colours["on_accent"], colours["accent"]) >= 4.5


@pytest.mark.parametrize("colour", COLOURS)
@pytest.mark.parametrize("dark", [False, True])
def test_any_colour_gives_readable_tones(read: Read, colour: str, dark: bool) -> None:
    brief = read("A bar in Leeds").model_copy(update={"colours": (Colour(name="mine", hex=colour),)})

    assert_readable(make_palettes(brief, Chooser(1), dark=dark))  # type: ignore[arg-type]


def test_moods_and_seeds_give_readable_tones(read: Read) -> None:
    for mood in ("luxury", "loud", "playful", "rustic", "airy"):
        for seed in range(12):
            brief = read("A bar in Leeds").model_copy(update={"moods": (mood,)})
            assert_readable(make_palettes(brief, Chooser(seed), dark=seed % 2 == 0))  # type: ignore[arg-type]


def test_every_paper_and_every_night_is_readable(read: Read) -> None:
    brief = read("A bar in Leeds")
    grounds = set()
    for seed in range(60):
        palettes = make_palettes(brief, Chooser(seed), dark=seed % 3 == 0)
        grounds.add(palettes["plain"].ground)
        assert_readable(palettes)  # type: ignore[arg-type]
    lightness = sorted(read_colour(ground).lightness for ground in grounds)

    assert len(grounds) >= 30
    assert lightness[0] < 0.2
    assert any(0.75 < level < 0.83 for level in lightness)
    assert lightness[-1] == pytest.approx(1)


def test_an_earthy_mood_stands_on_no_foreign_paper(read: Read) -> None:
    brief = read("A pottery in Leeds").model_copy(update={"moods": ("rustic",)})

    for seed in range(30):
        palettes = make_palettes(brief, Chooser(seed), dark=False, hues=(40,))
        assert 20 < read_colour(palettes["plain"].ground).hue < 90


def test_a_colour_asked_for_keeps_its_hue(read: Read) -> None:
    palettes = make_palettes(read("Law firm Ash, navy blue"), Chooser(1), dark=False)

    assert abs(read_colour(palettes["plain"].accent).hue - read_colour("#16284f").hue) < 12


def test_black_and_white_has_no_hue(read: Read) -> None:
    palettes = make_palettes(read("A portfolio, black and white"), Chooser(1), dark=False)

    assert all(read_colour(value).chroma < 0.01 for value in palettes["plain"].model_dump().values())


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
