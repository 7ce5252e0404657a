"""Which things and scenes a business gets."""

from __future__ import annotations

from random import Random

import pytest

from sitegen.artwork.brush import BRUSHES
from sitegen.artwork.canvas import Canvas
from sitegen.artwork.colour import SCHEMES, Hues, Oklch, hexed, inks, oklch
from sitegen.artwork.draw import COMPOSITIONS
from sitegen.artwork.frame import Frame
from sitegen.artwork.subjects import scene_for, subject_of, table, things_for, world, world_ids, worlds_for
from sitegen.artwork.things import THINGS
from sitegen.brief import Brief, Offer, SiteKind

GREEN = Hues(accent=Oklch(0.45, 0.1, 160), companion=70, neutral=80, strength=1)


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("ramen restaurant", "ramen"),
        ("Zahnarztpraxis", "dentist"),
        ("boulangerie", "bakery"),
        ("estudio de yoga", "yoga"),
        ("wedding photographer", "wedding"),
        ("luxury skincare shop", "skincare"),
        ("Fahrradwerkstatt", "bicycle"),
        ("rock band", "rock"),
        ("log analytics tool", "analytics"),
        ("cabinet d'avocats", "law"),
        ("vineyard and winery", "wine"),
        ("museum", "museum"),
        ("architecture office", "architecture"),
        ("podcast", "podcast"),
        ("bed and breakfast", "hotel"),
    ],
)
def test_words_lead_to_a_world(subject: str, expected: str) -> None:
    assert expected in {item.id for item in subject_of(_brief(subject)).worlds}


def test_an_unknown_trade_gets_what_its_kind_of_site_has() -> None:
    subject = subject_of(_brief("zorbing kwyjibo", kind="hotel"))

    assert subject.worlds[0].id == "hotel"


def test_the_name_of_an_offer_leads_to_its_thing() -> None:
    assert things_for("Tonkotsu ramen")[0] == "ramen"
    assert things_for("Leather bags")[0] == "bag"
    assert things_for("Implants") == ["tooth"]
    assert things_for("Record on vinyl")[0] == "vinyl"
    assert things_for("Die warme Mütze") == ["beanie"]
    assert things_for("Kwyjibo") == []


@pytest.mark.parametrize(
    ("subject", "first"),
    [
        ("luxury skincare shop", "skincare"),
        ("surf school", "sea"),
        ("driving school", "garage"),
        ("primary school", "school"),
        ("ramen restaurant", "ramen"),
        ("beekeeper", "honey"),
        ("retirement home", "care"),
    ],
)
def test_only_what_a_business_is_decides_what_is_drawn(subject: str, first: str) -> None:
    found = subject_of(_brief(subject))
    assert found.worlds[0].id == first
    assert set(found.things) == set(world(first).things)


def test_a_kitchen_has_no_scissors_and_a_serum_for_travelling_is_no_suitcase() -> None:
    kitchen, bottles = subject_of(_brief("ramen restaurant")), subject_of(_brief("skincare shop"))
    assert "scissors" in things_for("Spring onions, cut by hand")
    assert "scissors" not in things_for("Spring onions, cut by hand", kitchen)
    assert things_for("Morning tea", kitchen) == ["teapot"]
    assert things_for("The travel trio") == ["suitcase"]
    assert things_for("The travel trio", bottles) == []


# “thé” without its accent once put a teapot beside every caption with “the” in it.
@pytest.mark.parametrize("word", ["the", "and", "with", "bad", "set", "mode", "into", "for", "landing"])
def test_small_words_of_other_languages_name_nothing(word: str) -> None:
    assert things_for(word) == []
    assert not worlds_for(word)


def test_the_words_of_a_caption_lead_to_a_scene() -> None:
    assert scene_for("The counter at opening time") == "counter"
    assert scene_for("Unser Garten") == "garden"
    assert scene_for("Kwyjibo") is None


@pytest.mark.parametrize("name", sorted(table("thing_words")))
def test_words_stand_for_things_that_there_are(name: str) -> None:
    assert name in THINGS


@pytest.mark.parametrize("name", sorted(table("scene_words")))
def test_words_stand_for_scenes_that_there_are(name: str) -> None:
    assert name in COMPOSITIONS


def test_hostile_words_find_nothing_and_break_nothing() -> None:
    brief = _brief('"><script>alert(1)</script>').model_copy(update={"offers": (Offer(name="{{ 7*7 }}"),)})

    assert subject_of(brief).things


@pytest.mark.parametrize("world_id", world_ids())
def test_a_world_names_what_can_be_drawn(world_id: str) -> None:
    entry = world(world_id)

    assert set(entry.things) <= set(THINGS)
    assert set(entry.scenes) <= set(COMPOSITIONS)
    assert len(entry.things) >= 4
    assert len(entry.scenes) >= 4


@pytest.mark.parametrize("style", sorted(BRUSHES))
@pytest.mark.parametrize("name", sorted(THINGS))
def test_every_thing_can_be_drawn_in_every_style(name: str, style: str) -> None:
    for scheme in SCHEMES:
        canvas = Canvas(300, 300)
        brush = BRUSHES[style](canvas, inks(GREEN, scheme), Random(1))
        Frame(canvas, brush, Random(1), (THINGS[name],)).centre(THINGS[name], 150, 150, 250)
        assert len(canvas.svg()) < 16_000


@pytest.mark.parametrize("style", sorted(BRUSHES))
@pytest.mark.parametrize("name", sorted(COMPOSITIONS))
@pytest.mark.parametrize("size", [(360, 480), (960, 720), (1440, 560)])
def test_every_composition_fits_any_frame(name: str, style: str, size: tuple[int, int]) -> None:
    canvas = Canvas(*size)
    brush = BRUSHES[style](canvas, inks(GREEN, "day"), Random(1))

    COMPOSITIONS[name](Frame(canvas, brush, Random(2), (THINGS["pizza"], THINGS["cup"], THINGS["shoe"])))

    assert "nan" not in canvas.svg()


def test_colours_keep_to_the_hues_of_the_site() -> None:
    """Accent, companion, neutral; and the green of leaves and the brown of bread, as muted as the rest."""
    for scheme in SCHEMES:
        for colour in inks(GREEN, scheme).colours:
            found = oklch(colour)
            near = min(abs((found.hue - hue + 180) % 360 - 180) for hue in (160, 70, 80))
            assert near < 16 or found.chroma < 0.03


def test_a_grey_site_has_grey_pictures() -> None:
    grey = Hues(accent=Oklch(0.3, 0.0, 0), companion=70, neutral=80, strength=0)

    for scheme in SCHEMES:
        assert all(oklch(colour).chroma < 0.01 for colour in inks(grey, scheme).colours)


def test_colours_survive_the_way_there_and_back() -> None:
    for colour in ("#1f5c4a", "#b4472a", "#ffffff", "#000000", "#2450c8"):
        assert hexed(*oklch(colour)) == colour


def _brief(subject: str, kind: SiteKind = "landing") -> Brief:
    return Brief(prompt=subject, subject=subject, name="Some Name", kind=kind)
