"""Packs and fixed texts: complete, with known slots only, and never half translated."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from sitegen import texts
from sitegen.artwork import draw_artwork
from sitegen.assembly import assemble
from sitegen.backend import make_backend
from sitegen.brief import Offer
from sitegen.catalog import default_catalog
from sitegen.copy.money import cents_of, money_of
from sitegen.copy.packs import FOLDER, packs_of
from sitegen.rendering.icons import icon_names
from tests.sitegen.copy import cases

SLOTS = {
    "name",
    "place",
    "places",
    "subject",
    "Subject",
    "a_subject",
    "theme",
    "goods",
    "Goods",
    "offer",
    "offers",
    "Offers",
    "audience",
    "deed",
    "does",
    "experience",
    "hours",
    "days",
    "price",
    "date",
    "phone",
    "email",
    "address",
    "currency",
    "we",
    "We",
    "us",
    "our",
    "Our",
    "ours",
    "are",
    "were",
    "ourselves",
}
PACKS = sorted(FOLDER.glob("*/*.json"))


@pytest.mark.parametrize("file", PACKS, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_packs_use_known_slots_and_icons(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert set(re.findall(r"\{(\w+)\}", text)) <= SLOTS
    rows = json.loads(text).get("rows", {})
    icons = [row[0] for key, cells in rows.items() if key.startswith("features") for row in cells]
    icons += [row[3] for row in rows.get("services", []) if len(row) > 3 and row[3]]
    assert [icon for icon in icons if icon.rpartition(" ")[2] not in icon_names()] == []


@pytest.mark.parametrize("language", sorted(texts.languages()))
def test_every_language_has_every_fixed_text(language: str) -> None:
    assert set(texts.load(language)) == set(texts.load("en"))
    assert all(texts.load(language).values())


def test_unknown_languages_fall_back_to_english_texts() -> None:
    assert texts.load("xx")["home"] == "Home"
    assert texts.load("pt-BR")["home"] == "Início"
    assert (texts.direction("ar-EG"), texts.direction("de")) == ("rtl", "ltr")


def test_all_texts_that_components_ask_for_are_there() -> None:
    folder = Path(__file__).resolve().parents[3] / "templates_catalog" / "data" / "components"
    asked = {
        key
        for file in folder.glob("*/markup.html.j2")
        for key in re.findall(r"\bt\([\"'](\w+)[\"']\)", file.read_text(encoding="utf-8"))
    }
    assert asked <= set(texts.load("en"))


def test_a_language_without_packs_shows_only_the_words_of_the_prompt() -> None:
    brief = cases.bare_brief(
        "beauty",
        language="sv",
        subject="tatueringsstudio",
        name="Svarta Nålen",
        place="Gävle",
        places=("Gävle",),
        phone="+46 26 555 01 01",
        offers=(
            Offer(name="egna motiv", price="från 900 kr"),
            Offer(name="piercing"),
            Offer(name="rådgivning"),
        ),
    )
    plan, copy = cases.site(brief)
    fixed = set(texts.load("sv").values())
    own = " ".join(
        text for page in copy.pages.values() for text in cases.strings(page.contents) if text not in fixed
    )
    assert all(offer.name in own.lower() for offer in brief.offers)
    english = {line for pack in packs_of("en").values() for lines in pack.lines.values() for line in lines}
    assert not [line for line in english if len(line) > 12 and line in own]
    spec = assemble(plan, copy, make_backend(plan), draw_artwork(plan, default_catalog()))
    assert spec.pages[0].slug == "home"


def test_prices_are_printed_as_the_country_prints_them() -> None:
    british = money_of(cases.bare_brief("trades", places=("Bristol",)))
    german = money_of(cases.bare_brief("trades", language="de"))
    assert (british.print(4.5), british.print(18)) == ("£4.50", "£18")
    assert (german.print(4.5), german.print(18)) == ("4,50 €", "18 €")
    assert [cents_of(text) for text in ("£85", "from 1,250 €", "4,50 €", "on request")] == [
        8500,
        125000,
        450,
        None,
    ]
