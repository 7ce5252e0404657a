"""Trades, makers, clubs and people of which no vocabulary knows a word, as customers describe them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sitegen.artwork.subjects import subject_of, things_for
from sitegen.brief import Brief
from sitegen.copy.deeds import deed_of

Read = Callable[[str], Brief]

SUBJECTS = [
    ("A wood-fired sourdough bakery in Bristol called Ember & Rye", "wood-fired sourdough bakery"),
    ("Hand-knitted jumper label called Ewe & I, hats £40", "hand-knitted jumper label"),
    ("E-bike rental in Annecy called Vélo Bleu", "e-bike rental"),
    ("A small-batch coffee roastery in Leith", "small-batch coffee roastery"),
    ("Cyber-security firm for hospitals called Wardlock", "cyber-security firm"),
    ("Drone-survey company Skyline Metric, roof inspections", "drone-survey company"),
    ("We make low-noise heat pumps for old houses. Company: Nordholm", "low-noise heat pump maker"),
    ("Freelance sound-designer for indie games, Oto Mori", "freelance sound-designer"),
    ("Volunteer mountain rescue team, Glen Affric MRT, donate", "volunteer mountain rescue team"),
    ("My personal page: I'm Jonas Weil, a marine biologist working on seagrass", "marine biologist"),
    ("Personal page of Dr Amara Nwosu, researcher in soil chemistry at Ghent", "researcher"),
    ("Underfloor-heating controller for installers, brand Warmlogic", "underfloor-heating controller"),
    ("Web para un taller de reparación de guitarras en Granada", "taller de reparación de guitarras"),
    ("Seite für den Kleingartenverein Sonnenblick in Leipzig", "Kleingartenverein"),
]


@pytest.mark.parametrize(("prompt", "subject"), SUBJECTS)
def test_it_says_the_whole_of_what_something_is(read: Read, prompt: str, subject: str) -> None:
    found = read(prompt).subject

    assert found[:1].lower() + found[1:] == subject[:1].lower() + subject[1:]


@pytest.mark.parametrize(
    ("prompt", "kind"),
    [
        ("Heat pumps for old houses from Nordholm", "trades"),
        ("Translation agency for restaurants and hotels", "agency"),
        ("Industrial laser-cutting workshop in Sheffield", "trades"),
        ("A site for a restaurant in Leeds", "restaurant"),
    ],
)
def test_whom_it_is_for_does_not_say_what_it_is(read: Read, prompt: str, kind: str) -> None:
    assert read(prompt).kind == kind


@pytest.mark.parametrize(
    ("prompt", "audience"),
    [
        ("Bakery in Bristol called Ember, order online for pickup", None),
        ("Translation agency for patents called Lexbridge", None),
        ("Cardboard packaging for wineries, called Corrutek", "wineries"),
        ("Coaching app called Bright for new managers", "new managers"),
    ],
)
def test_only_somebody_can_be_whom_it_is_for(read: Read, prompt: str, audience: str | None) -> None:
    assert read(prompt).audience == audience


def test_what_is_said_of_a_business_is_a_fact_and_no_offer(read: Read) -> None:
    brief = read(
        "Campsite called Pinecrest near Bled, tent €18, pets welcome, open April to October, "
        "covers two hills, results within 7 days, in an emergency call 999"
    )

    assert [offer.name for offer in brief.offers] == ["tent"]
    assert brief.extra_facts == (
        "pets welcome",
        "open April to October",
        "covers two hills",
        "results within 7 days",
        "in an emergency call 999",
    )


def test_gluten_free_and_an_open_day_are_still_offers(read: Read) -> None:
    brief = read("Bakery in Leeds called Ember, sourdough, gluten free, open day")

    assert [offer.name for offer in brief.offers] == ["sourdough", "gluten free", "open day"]


@pytest.mark.parametrize(
    ("prompt", "name"),
    [
        ("B2B site: Corrutek, corrugated cardboard packaging, quote form", "Corrutek"),
        ("Water-testing lab for private wells: AquaAssay, kit $59, Boise Idaho", "AquaAssay"),
        ('A landing page for my sci-fi novel "The Salt Engine", newsletter', "The Salt Engine"),
    ],
)
def test_a_coined_word_or_the_work_itself_is_the_name(read: Read, prompt: str, name: str) -> None:
    brief = read(prompt)

    assert (brief.name, brief.name_given) == (name, True)


def test_letters_that_say_which_pupils_are_no_name(read: Read) -> None:
    assert not read("Maths tutoring for GCSE and A-level pupils in Cardiff").name_given


def test_an_unknown_town_behind_the_name_is_where_it_is(read: Read) -> None:
    brief = read("Local history museum, The Tannery, Ashcombe, adults £6")

    assert (brief.place, [offer.name for offer in brief.offers]) == ("Ashcombe", ["adults"])


def test_a_fair_takes_place_where_the_hall_is(read: Read) -> None:
    brief = read("Pop-up book fair, Inkfest, 5-6 June 2027, Corn Hall, Diss, free entry")

    assert (brief.places, brief.offers) == (("Corn Hall", "Diss"), ())


def test_a_hall_and_its_town_are_the_address(read: Read) -> None:
    brief = read("Choir called Loud Tuesday, rehearsals at St Mark's Hall, Leith, £5 per session")

    assert (brief.address, brief.place) == ("St Mark's Hall, Leith", "Leith")


@pytest.mark.parametrize(
    "prompt",
    [
        "Solar-powered irrigation controllers for farmers, product name DripSense, $249 per unit",
        "Children's birthday party entertainer, Captain Fizz, 1-hour show £120",
    ],
)
def test_english_without_function_words_is_english(read: Read, prompt: str) -> None:
    assert read(prompt).language == "en"


def test_a_german_offer_has_no_verb_at_its_end(read: Read) -> None:
    brief = read("Wir sind ein Start-up, das Sensoren für Weinberge baut, Name: RebSense")

    assert [offer.name for offer in brief.offers] == ["Sensoren für Weinberge"]


def test_a_sentence_that_points_elsewhere_is_not_repeated(read: Read) -> None:
    assert deed_of(read("a site about moths, I photograph them in my garden in Devon")) is None


def test_pictures_of_a_robot_maker_show_its_workshop_and_not_headphones(read: Read) -> None:
    subject = subject_of(read("A robotics startup named Tendril that makes greenhouse robots"))

    assert subject.worlds[0].id == "robots"
    assert not {"headphones", "camera"} & set(subject.things)
    assert {"plant", "chip"} <= set(things_for("Greenhouse robots"))
