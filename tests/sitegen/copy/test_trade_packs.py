"""English words for particular trades: packs are sound, found by their prompts, and in good taste."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, get_args

import pytest

from sitegen.brief import SiteKind
from sitegen.copy.packs import FOLDER, chain_of, packs_of
from sitegen.reading import read_brief
from sitegen.rendering.icons import icon_names
from tests.sitegen.copy import cases

PACKS = {
    file.stem: json.loads(file.read_text(encoding="utf-8")) for file in sorted((FOLDER / "en").glob("*.json"))
}
ICONS = icon_names()
TAGS = re.compile(r"^@[\w,-]+\s+")
STALE = re.compile(
    r"!|why choose us|cutting[- ]edge|world[- ]class|state[- ]of[- ]the[- ]art|one[- ]stop|seamless|"
    r"passionate about|next level|tailored to your|ready to get started|lorem",
    re.IGNORECASE,
)
PROMPTS = [
    ("Elena Marsh, a wedding photographer in Lisbon", ["wedding-photographer", "photography", "generic"]),
    ("Portrait photographer in Ghent, families and newborns", ["portrait", "photography", "generic"]),
    ("Architecture studio Holm in Copenhagen", ["architect", "agency", "generic"]),
    ("Interior design studio in Milan", ["interior-designer", "agency", "generic"]),
    ("I'm an illustrator in Porto, picture books", ["illustrator", "portfolio", "generic"]),
    ("I'm a web developer in Bangalore, portfolio", ["developer", "portfolio", "generic"]),
    ("Painter and decorator in Bristol", ["painter-decorator", "trades", "generic"]),
    ("Accountant in Leeds: bookkeeping and payroll", ["accountant", "finance", "generic"]),
    ("Insurance broker in Cork", ["insurance", "finance", "generic"]),
    ("A bed and breakfast in York", ["bed-and-breakfast", "hotel", "generic"]),
    ("Campsite with bell tents near Bled", ["campsite", "generic"]),
    ("Coworking space in Hamburg", ["coworking", "generic"]),
    ("A podcast called Night Shift", ["podcast", "generic"]),
    ("Jazz festival in Ghent, 12-14 June 2027", ["festival", "event", "generic"]),
    ("A robotics startup named Tendril that makes greenhouse robots", ["hardware", "generic"]),
    ("We make low-noise heat pumps for old houses", ["hardware", "generic"]),
    ("Public library of Kilbride, story time on Thursdays", ["library", "generic"]),
    ("Model railway club in Derby, meets Wednesdays", ["club", "community", "generic"]),
    ("Dog grooming van in Swansea, full groom £45", ["dog-groomer", "generic"]),
    ("A landing page for my debut novel, newsletter", ["book", "generic"]),
    ("Cyber-security firm, penetration testing, 24/7 monitoring", ["consulting", "generic"]),
    ("A mobile bike-repair service in Utrecht", ["generic"]),
    ("Self-storage units in Leeds, 24-hour access", ["generic"]),
    ("Gluten-free vegan doughnut stall in York", ["bakery", "restaurant", "generic"]),
    ("Bicycle shop in Utrecht, online store", ["bicycles", "ecommerce", "generic"]),
    ("Invitation website for my mum's 60th birthday party", ["party", "generic"]),
    ("Golden wedding anniversary party for Ruth and Albert in Bath", ["party", "generic"]),
    ("Wedding party of Ada and Tom, 12 June 2027 in Bath", ["wedding", "generic"]),
    ("String quartet for weddings and concerts, based in Vienna", ["orchestra", "generic"]),
    ("Brass band in Huddersfield", ["orchestra", "generic"]),
    ("Nursing home in Cork with dementia care", ["care-home", "generic"]),
    ("Holiday cottage in Cornwall, sleeps six", ["holiday-let", "generic"]),
    ("IT support for small businesses in Leeds, helpdesk and backups", ["it-support", "generic"]),
    ("Surf school in Ericeira, lessons for beginners", ["sport-school", "generic"]),
    ("Driving school in Leicester, automatic lessons", ["driving-school", "generic"]),
    ("Political candidate for city council in Boulder: issues, donate", ["candidate", "generic"]),
    ("Beekeeper in Devon selling honey", ["beekeeper", "generic"]),
    ("A weekend workshop in bread baking by Rosa", ["course", "generic"]),
    ("Dance school in Ghent, ballet and salsa", ["dance-school", "generic"]),
    ("Swimming school for babies and children in Leeds", ["swim-school", "generic"]),
    ("Riding school near Bath with ponies", ["riding-school", "generic"]),
]


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield TAGS.sub("", value)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from () if key in {"for", "tags"} else _words(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _words(inner)


def _texts(pack: dict[str, Any]) -> list[str]:
    return [*_words(pack.get("lines", {})), *_words(pack.get("rows", {})), *_words(pack.get("blocks", {}))]


@pytest.mark.parametrize(("prompt", "chain"), PROMPTS)
def test_a_trade_finds_its_own_words_before_those_of_its_kind(prompt: str, chain: list[str]) -> None:
    brief = read_brief(prompt, today=cases.TODAY)

    assert [pack.id for pack in chain_of(brief)] == chain


@pytest.mark.parametrize("kind", get_args(SiteKind))
def test_every_kind_of_site_has_english_words_of_its_own(kind: str) -> None:
    own = [pack.id for pack in packs_of("en").values() if kind in pack.kinds and not pack.words]

    assert kind == "landing" or own


@pytest.mark.parametrize("name", PACKS)
def test_a_pack_names_icons_that_exist(name: str) -> None:
    rows = PACKS[name].get("rows", {})
    icons = [row[0] for key, found in rows.items() if key.split("@")[0] == "features" for row in found]
    icons += [row[3] for row in rows.get("services", []) if len(row) > 3 and row[3]]

    assert [icon for icon in icons if TAGS.sub("", icon) not in ICONS] == []


@pytest.mark.parametrize("name", PACKS)
def test_a_pack_does_not_shout_or_use_stock_phrases(name: str) -> None:
    assert [text for text in _texts(PACKS[name]) if STALE.search(text)] == []


@pytest.mark.parametrize("name", [name for name, pack in PACKS.items() if pack.get("words")])
def test_a_trade_pack_has_a_kind_and_a_base_that_exist(name: str) -> None:
    pack = PACKS[name]

    assert set(pack["kinds"]) <= set(get_args(SiteKind))
    assert pack["kinds"]
    assert (pack.get("base") or "generic") in PACKS


@pytest.mark.parametrize("name", PACKS)
def test_rows_that_answer_questions_do_not_ask_twice(name: str) -> None:
    questions = [row[0].lower() for row in PACKS[name].get("rows", {}).get("faq", [])]

    assert len(questions) == len(set(questions))


@pytest.mark.parametrize(("prompt", "chain"), PROMPTS)
def test_a_start_page_of_a_trade_says_what_only_this_trade_would_say(prompt: str, chain: list[str]) -> None:
    _, copy = cases.site_of_prompt(prompt)
    own = {text.casefold() for text in _texts(PACKS[chain[0]]) if len(text) > 25}
    home = {text.casefold() for text in _words(copy.pages["home"].model_dump()["contents"])}

    assert len(own & home) >= 4
