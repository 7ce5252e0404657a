"""What the prompt asks for: pages, sections, the form, moods, dark or light, one page, no pictures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from sitegen.brief import FormKind
from sitegen.reading.colours import PRICED_THING, colour_names, index_after
from sitegen.reading.text import (
    Hit,
    Prompt,
    Vocabulary,
    data,
    listed,
    phrase_key,
    tidy,
    vocabulary_of,
    word_before,
    word_set,
)

PAGES_LIST = re.compile(
    r"\b(?:pages|paginas|seiten|unterseiten)\s*(?::|should be|are|include|including|like|such as|for)\s*"
    r"([^.\n;]{3,300})"
)
NUMBERED = re.compile(r"(?:(?<=\s)|^)\(?(\d{1,2})[.)]\s+(?=[^\W\d_])")
# A name ends before the next number, at a dash, a stop or the end of its line.
NAME_OF_PAGE = re.compile(r"([^\n.:;,()]{2,40}?)(?:\s[-–—]\s|[:;,(.]\s?|(?=\s\(?\d{1,2}[.)]\s)|(?=\n)|$)")
PAGES_CUE = re.compile(r"\b((?:pages|paginas|pagine|seiten|sections)\s*:)\s*$")
# “a page about admissions”
PAGE_ABOUT = re.compile(
    r"\b(?:a|one|another|una|une|eine) (?:page|pagina|seite) (?:about|on|for|with|sobre|sur|uber|zu) "
    r"(?:our |the |my )?"
    r"([a-z]{4,20}(?: [a-z]{4,20})?)(?=\s*(?:[.,;\n]|and\b|$))"
)
PAGE_WORD = {"page", "pages", "pagina", "paginas", "seite", "seiten", "subpage", "unterseite"}
SECTION_WORD = {"section", "sections", "seccion", "secciones", "sektion", "bereich", "block"}
TEAM_THINGS = {
    "room", "rooms", "building", "training", "events", "event", "sports", "lunch", "lunches", "work",
    "meetings",
    "retreats", "shirts", "outings", "spaces", "offices", "desks", "days", "coaching",
}  # fmt: skip
FORM_DEFAULTS: dict[str, FormKind] = {
    "restaurant": "reservation", "medical": "booking", "beauty": "booking", "fitness": "booking",
    "hotel": "booking",
    "travel": "booking", "ecommerce": "order", "event": "signup", "saas": "signup", "app": "signup",
    "startup": "signup",
    "nonprofit": "donate", "trades": "quote", "community": "signup", "education": "signup",
}  # fmt: skip
REFUSALS = {"no", "without", "ohne", "keine", "sans", "pas", "sin", "senza", "sem", "geen", "zonder", "bez"}
COUNTER_SERVICE = {
    "bakery", "cafe", "coffee", "food truck", "ice cream", "gelato", "roastery", "vineyard", "winery",
    "brewery",
    "panaderia", "boulangerie", "backerei", "patisserie", "deli", "takeaway", "juice", "donut", "bagel",
    "gelat",
    "eisdiele", "heladeria",
    "glacier", "ijssalon", "和菓子",
    "distillery",
}  # fmt: skip


@dataclass(frozen=True)
class Wishes:
    pages: tuple[str, ...]
    sections: tuple[str, ...]
    form: FormKind | None
    moods: tuple[str, ...]
    dark: bool | None
    one_page: bool
    pictures: bool
    monochrome: bool


@lru_cache(maxsize=8)
def _group(name: str) -> Vocabulary[str]:
    return vocabulary_of(data("wishes")[name])


@lru_cache(maxsize=8)
def _phrases(name: str) -> Vocabulary[bool]:
    return Vocabulary((phrase, True) for phrase in listed(data("wishes")[name]))


def find_wishes(prompt: Prompt, others: list[tuple[int, int]]) -> Wishes:
    """Everything the prompt asks for, read outside of ``others``: the name and the audience."""
    outside = [word for word in prompt.words if not any(start <= word.start < end for start, end in others)]
    scene = Prompt(prompt.clean, prompt.folded, outside, prompt.taken)
    pages = _listed_pages(scene)
    sections, named_pages = _sections(scene)
    monochrome = bool(_take(scene, _phrases("monochrome").find(outside)))
    pictures = not _take(scene, _phrases("no_pictures").find(outside))
    return Wishes(
        pages=tuple(dict.fromkeys([*pages, *named_pages])),
        sections=tuple(section for section in sections if pictures or section != "gallery"),
        form=_form(scene),
        moods=_moods(scene),
        dark=_dark(scene),
        one_page=bool(_take(scene, _phrases("one_page").find(outside))) and not pages,
        pictures=pictures,
        monochrome=monochrome,
    )


def default_form(kind: str, folded: str) -> FormKind:
    """The form that visitors of such a site come for, where the prompt names none."""
    if kind == "restaurant" and any(word in folded for word in COUNTER_SERVICE):
        return "contact"
    if kind == "event" and any(
        re.search(rf"\b{word}\b", folded) for word in ("wedding", "birthday", "hochzeit", "boda", "mariage")
    ):
        return "rsvp"
    return FORM_DEFAULTS.get(kind, "contact")


def page_role(text: str) -> str | None:
    """The role of a page by its name; an unknown name becomes a role of its own."""
    key = phrase_key(text)
    for ending in (" page", " pages", " section", " seite"):
        key = key.removesuffix(ending)
    role = _group("pages").get(key)
    if role is not None:
        return role
    slug = re.sub(r"[^a-z0-9]+", "-", key).strip("-")
    return slug if 2 <= len(slug) <= 30 and slug.count("-") <= 2 else None


def names_part(text: str) -> bool:
    """Whether a text names nothing but a page, a section or a form that sites have."""
    key = phrase_key(text)
    for ending in (" page", " section", " form"):
        key = key.removesuffix(ending)
    return any(_group(group).get(key) is not None for group in ("pages", "sections", "forms"))


def tells_look(text: str) -> bool:
    """Whether a text asks for a mood or a colour: “warm”, “deep green”."""
    return any(
        _group("moods").get(word) is not None or word in colour_names() for word in phrase_key(text).split()
    )


def take_numbered_pages(prompt: Prompt, joint: str) -> list[str]:
    """Roles of “Pages: 1. Home 2. Menu …” or of such lines; ``joint`` is “and” in the prompt's language.

    Numbers and names are blanked, so that nothing else is made of them; what a line says of its page stays.
    """
    hits: list[re.Match[str]] = []
    for hit in NUMBERED.finditer(prompt.clean):
        if int(hit.group(1)) == len(hits) + 1:
            hits.append(hit)
    names = [NAME_OF_PAGE.match(prompt.clean, hit.end()) for hit in hits]
    if len(hits) < 3 or not all(names):
        return []
    titles = [tidy(name.group(1)) for name in names if name]
    roles = [page_role(re.sub(r"\s*&\s*", f" {joint} ", title)) for title in titles]
    cue = PAGES_CUE.search(prompt.folded[: hits[0].start()])
    if cue is None and roles[0] != "home":
        return []
    for hit, name in zip(hits, names, strict=True):
        if name:
            prompt.blank(hit.start(), name.end())
    if cue:
        prompt.blank(cue.start(1), hits[0].start())
    return [role for role in roles if role]


def _listed_pages(prompt: Prompt) -> list[str]:
    roles: list[str] = []
    for match in PAGE_ABOUT.finditer(prompt.folded):
        if role := page_role(match.group(1)):
            prompt.take(*match.span())
            roles.append(role)
    for match in PAGES_LIST.finditer(prompt.folded):
        if ":" not in match.group()[:16] and "," not in match.group(1):
            continue
        parts = re.split(r"\s*(?:,|&|/|\+|\band\b|\bund\b|\by\b|\bet\b)\s*", match.group(1))
        found = [role for part in parts if len(part.split()) <= 4 and (role := page_role(part))]
        if found:
            prompt.take(*match.span())
            roles += found
    return roles


def _sections(prompt: Prompt) -> tuple[list[str], list[str]]:
    """Content kinds asked for, and roles of what is called a page (“with team page”, “about and contact
    pages”).
    """
    sections, pages = [], []
    opening = _opening(prompt)
    for hit in _group("sections").find(prompt.words):
        if hit.start < opening or prompt.is_taken(hit.start, hit.end) or _describes_thing(prompt, hit):
            continue
        if prompt.folded[hit.end : hit.end + 1] == ":" and hit.value in {
            "services",
            "menu",
            "products",
            "team",
        }:
            sections.append(hit.value)
            continue
        sections.append(hit.value)
        prompt.take(hit.start, hit.end)
    for hit in _group("pages").find(prompt.words):
        if prompt.folded[hit.end : hit.end + 1] == ":" and hit.value in {"booking", "dates"}:
            continue  # “Books: …” and “Shows: …” say what there is
        alone = (
            not prompt.is_taken(hit.start, hit.end) and hit.start >= opening and _stands_alone(prompt, hit)
        )
        if alone or _is_page(prompt, hit):
            pages.append(hit.value)
            prompt.take(hit.start, hit.end)
    return list(dict.fromkeys(sections)), pages


def _describes_thing(prompt: Prompt, hit: Hit[str]) -> bool:
    """“team rooms”, “staff training”: the word describes another, and no section is asked for."""
    after = prompt.words[index_after(prompt, hit) :][:1]
    if re.match(r"\s*[$€£¥]\s?\d|\s\d", prompt.clean[hit.end :]):
        # “Team $99/month” is a plan.
        return True
    return hit.value == "team" and bool(after) and not after[0].breaks and after[0].folded in TEAM_THINGS


def _opening(prompt: Prompt) -> int:
    """Where the first clause ends: “A portfolio for …” says what it is, not what is on it."""
    match = re.search(r"[,:;.\n]|\b(?:with|including|featuring|mit|con|avec)\b", prompt.folded)
    return match.start() if match else len(prompt.folded)


def _stands_alone(prompt: Prompt, hit: Hit[str]) -> bool:
    """Whether the name of a page fills a place between commas: “…, volunteer, events”."""
    after = index_after(prompt, hit)
    ends = after >= len(prompt.words) or prompt.words[after].breaks
    return hit.first > 0 and prompt.words[hit.first].breaks and ends and hit.value not in {"home", "contact"}


def _is_page(prompt: Prompt, hit: Hit[str]) -> bool:
    after = prompt.words[index_after(prompt, hit) :][:4]
    for number, word in enumerate(after):
        if word.folded in PAGE_WORD:
            return True
        joined = word.folded in {"and", "und", "y", "et", "&"} or number == 0
        if not joined and not (number and after[number - 1].folded in {"and", "und", "y", "et", "&"}):
            return False
        if number == 0 and word.folded not in {"and", "und", "y", "et", "&"}:
            return False
    return False


def _form(prompt: Prompt) -> FormKind | None:
    hits = _group("forms").find(prompt.words)
    refused = [hit for hit in hits if _is_refused(prompt, hit)]
    hits = [hit for hit in hits if hit not in refused]
    if not hits:
        return "contact" if refused else None
    order = list(data("wishes")["forms"])
    best = min(hits, key=lambda hit: (order.index(hit.value) == len(order) - 1, hit.start))
    for hit in hits:
        prompt.take(hit.start, hit.end)
    return cast(FormKind, best.value)


def _is_refused(prompt: Prompt, hit: Hit[str]) -> bool:
    """“no bookings”, but not “no booking fee”."""
    after = prompt.words[index_after(prompt, hit) :][:1]
    fee = bool(after) and not after[0].breaks and after[0].folded in {"fee", "fees"}
    return word_before(prompt.clean, hit.start) in REFUSALS and not fee


def _moods(prompt: Prompt) -> tuple[str, ...]:
    moods: dict[str, None] = {}
    colours = colour_names()
    for hit in _group("moods").find(prompt.words):
        following = prompt.words[index_after(prompt, hit) :][:1]
        # “dark green” is about the green.
        if hit.phrase in data("colours")["modifiers"] and following and following[0].folded in colours:
            continue
        # “LGBTQ friendly” is no mood of the site.
        before = prompt.words[hit.first - 1] if hit.first and not prompt.words[hit.first].breaks else None
        if hit.phrase == "friendly" and before and describes_whom(before.folded):
            continue
        # “premium $2.99/month” is a plan.
        if PRICED_THING.match(prompt.clean, hit.end):
            continue
        prompt.take(hit.start, hit.end)
        moods.setdefault(hit.value)
    return tuple(moods)


def describes_whom(word: str) -> bool:
    """Whether what stands before “friendly” says to whom: “dog friendly”, not “warm and friendly”."""
    plain = word_set("stop") | word_set("request") | word_set("website")
    return word not in plain and _group("moods").get(word) is None


def _dark(prompt: Prompt) -> bool | None:
    for hit in _group("dark").find(prompt.words):
        return hit.value == "yes"
    for hit in _group("moods").find(prompt.words):
        following = prompt.words[index_after(prompt, hit) :][:1]
        if hit.phrase in {"dark", "dunkel", "oscuro", "sombre"} and not (
            following and following[0].folded in colour_names()
        ):
            return True
    return None


def _take(prompt: Prompt, hits: list[Hit[bool]]) -> list[Hit[bool]]:
    for hit in hits:
        prompt.take(hit.start, hit.end)
    return hits
