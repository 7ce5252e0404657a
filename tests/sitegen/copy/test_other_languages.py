"""Sites in other languages: whole, in one language throughout, and without a sentence said twice."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from sitegen.artwork import draw_artwork
from sitegen.assembly import assemble
from sitegen.backend import make_backend
from sitegen.brief import Brief, Offer, Opening
from sitegen.catalog import default_catalog
from sitegen.content import MODELS
from sitegen.copy.measure import words_in
from sitegen.copy.packs import FOLDER, packs_of
from sitegen.spec import SiteCopy, SiteSpec
from tests.sitegen.copy import cases

LANGUAGES = ("es", "fr", "de")
# Of these there are words for any business and for restaurants.
PLAIN_LANGUAGES = ("it", "pt", "nl", "pl", "ja")
PACKS = [
    file for language in (*LANGUAGES, *PLAIN_LANGUAGES) for file in sorted((FOLDER / language).glob("*.json"))
]
OWN_KINDS = (
    "restaurant fitness medical ecommerce legal consulting photography portfolio beauty trades hotel event "
    "education realestate"
)
PARTS = {"about", "kinds", "words", "unfit", "base", "lines", "rows", "blocks", "offers"}
# Traits of sites besides kinds; see sitegen.copy.phrases.traits.
TRAITS = (
    "goods software venue service cause event reading person firm offers here luxury warm airy dark loud "
    "serious playful minimal rustic modern vintage editorial"
)
LINES = {*MODELS, "tagline", "header", "note", "offer", "action", "nav"}
# English and these languages write some short lines alike: “Yin Yoga”, “Newsletter”.
LEAST_ENGLISH = 25
SUBJECTS = {
    "es": "taller de relojes",
    "fr": "atelier d’horlogerie",
    "de": "Uhrenwerkstatt",
    "it": "bottega di orologi",
    "pt": "oficina de relógios",
    "nl": "horlogemaker",
    "pl": "zegarmistrz",
    "ja": "時計店",
}
PLACES = {
    "es": "Sevilla",
    "fr": "Nantes",
    "de": "Kassel",
    "it": "Lucca",
    "pt": "Braga",
    "nl": "Gent",
    "pl": "Toruń",
    "ja": "奈良",
}
AUDIENCES = {
    "es": "principiantes",
    "fr": "débutants",
    "de": "Anfänger",
    "it": "principianti",
    "pt": "principiantes",
    "nl": "beginners",
    "pl": "początkujący",
    "ja": "初心者",
}
OFFERS = {
    "es": ("visitas", "cursos", "vales"),
    "fr": ("visites", "cours", "bons"),
    "de": ("Führungen", "Kurse", "Gutscheine"),
    "it": ("visite", "corsi", "buoni"),
    "pt": ("visitas", "cursos", "vales"),
    "nl": ("rondleidingen", "cursussen", "bonnen"),
    "pl": ("zwiedzanie", "kursy", "bony"),
    "ja": ("見学", "講座", "商品券"),
}
DAYS = {
    "es": "mar–dom",
    "fr": "mar.–dim.",
    "de": "Di–So",
    "it": "mar–dom",
    "pt": "ter.–dom.",
    "nl": "di–zo",
    "pl": "wt.–niedz.",
    "ja": "火–日",
}


def _bare_brief(language: str, kind: str) -> Brief:
    return cases.bare_brief(kind, language=language, subject=SUBJECTS[language], name="Reloj & Fils")


def _full_brief(language: str, kind: str) -> Brief:
    facts = {
        "place": PLACES[language],
        "places": (PLACES[language],),
        "audience": AUDIENCES[language],
        "offers": tuple(Offer(name=name) for name in OFFERS[language]),
        "hours": (Opening(days=DAYS[language], opens="10:30", closes="18:15"),),
        "phone": "+34 954 555 010",
    }
    return _bare_brief(language, kind).model_copy(update=facts)


def _texts(copy: SiteCopy) -> Iterator[str]:
    for page in copy.pages.values():
        yield from cases.strings(page.contents)


def _without_answers(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_answers(inner) for key, inner in value.items() if key != "answer"}
    return [_without_answers(inner) for inner in value] if isinstance(value, list) else value


@lru_cache(maxsize=1)
def _english() -> frozenset[str]:
    """Lines of the English packs as they would stand on a site, without those that need a fact."""
    texts: set[str] = set()
    for pack in packs_of("en").values():
        for text in cases.strings([pack.lines, pack.rows, pack.blocks, pack.offers]):
            plain = re.sub(r"^@[\w,-]+\s+", "", text)
            if len(plain) > LEAST_ENGLISH and "{" not in plain:
                texts.add(plain)
    return frozenset(texts)


def _tags(file: Path) -> Iterator[str]:
    """The tags of lines, rows and blocks; a minus, which excludes sites with the tag, is left out."""
    data = json.loads(file.read_text(encoding="utf-8"))
    for text in cases.strings([data.get("lines"), data.get("rows")]):
        if match := re.match(r"@([\w,-]+)\s", text):
            yield from (tag.removeprefix("-") for tag in match.group(1).split(","))
    for blocks in data.get("blocks", {}).values():
        for block in blocks:
            yield from (tag.removeprefix("-") for tag in block.get("tags", ()))


def _keys(file: Path, *parts: str) -> set[str]:
    data = json.loads(file.read_text(encoding="utf-8"))
    return {key.partition("@")[0] for part in parts for key in data.get(part, {})}


def _name(file: Path) -> str:
    return f"{file.parent.name}/{file.stem}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_commonest_kinds_have_words_of_their_own(language: str) -> None:
    packs = packs_of(language)
    assert "generic" in packs
    assert {kind for pack in packs.values() for kind in pack.kinds} >= set(OWN_KINDS.split())


@pytest.mark.parametrize("file", PACKS, ids=_name)
def test_packs_have_known_parts_and_tags(file: Path) -> None:
    assert set(json.loads(file.read_text(encoding="utf-8"))) <= PARTS
    assert set(_tags(file)) <= {*TRAITS.split(), *cases.KINDS}


@pytest.mark.parametrize("file", PACKS, ids=_name)
def test_packs_use_only_keys_that_writers_read(file: Path) -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in FOLDER.parent.rglob("*.py"))
    for key in _keys(file, "rows", "blocks"):
        assert f'"{key}"' in source or f'"{key}@' in source or key.startswith("form."), key
    assert {key.partition(".")[0] for key in _keys(file, "lines")} <= LINES


@pytest.mark.parametrize("file", PACKS, ids=_name)
def test_packs_do_not_shout_and_french_signs_keep_their_space(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert "!" not in text
    if file.parent.name == "fr":
        # A plain space would let the sign fall to the next line.
        assert re.findall(r"\w [;:?»]", text) == []
        assert "'" not in text


@pytest.mark.parametrize("brief_of", [_bare_brief, _full_brief], ids=["bare", "full"])
@pytest.mark.parametrize("kind", cases.KINDS)
@pytest.mark.parametrize("language", [*LANGUAGES, *PLAIN_LANGUAGES])
def test_every_site_is_whole_and_in_its_own_language(language: str, kind: str, brief_of: object) -> None:
    assert callable(brief_of)
    for seed in (1, 2) if language in LANGUAGES else (1,):
        plan, copy = cases.site(brief_of(language, kind), seed)
        spec = assemble(plan, copy, make_backend(plan), draw_artwork(plan, default_catalog()))
        assert SiteSpec.model_validate_json(spec.model_dump_json()) == spec
        texts = list(_texts(copy))
        assert not _english().intersection(texts)
        assert not [text for text in texts if "{" in text or text.startswith("@")]
        assert cases.repeated_sentences(plan, copy) == []
        # Answers open when they are asked for: the page must say enough without them.
        assert sum(map(words_in, cases.strings(_without_answers(copy.pages["home"].contents)))) >= 240
        assert len(spec.pages[0].sections) >= 6


@pytest.mark.parametrize("language", [*LANGUAGES, *PLAIN_LANGUAGES])
def test_example_prices_say_that_they_are_examples(language: str) -> None:
    words = {
        "es": "ejemplo",
        "fr": "exemple",
        "de": "eispiel",
        "it": "esempi",
        "pt": "exemplo",
        "nl": "oorbeeld",
        "pl": "przykład|rzykładowe",
        "ja": "例|仮",
    }
    assert all(
        re.search(words[language], line) for line in packs_of(language)["generic"].lines["note.prices"]
    )


@pytest.mark.parametrize("kind", ["legal", "medical"])
def test_spanish_lawyers_and_doctors_never_say_tu(kind: str) -> None:
    _, copy = cases.site(_full_brief("es", kind))
    words = set(re.findall(r"\w+", " ".join(_texts(copy)).lower()))
    assert not words & {"tú", "tu", "tus", "te", "ti", "contigo", "puedes", "quieres", "vuestro", "vuestra"}


def test_japanese_sentences_follow_each_other_without_a_space() -> None:
    _, copy = cases.site(_full_brief("ja", "restaurant"))
    assert not [text for text in _texts(copy) if "。 " in text]
