"""What a prompt asked for, looked up in the finished site as a visitor would: in the visible text, the links,
the footer, the contact section and the structured data.

A file of ``data/`` is ``{"about": …, "prompts": [case, …]}``. A case has ``id``, ``prompt``, ``kind``
(accepted kinds, joined by “|”), ``facts`` (texts that must be visible), and optionally ``lang`` (accepted
languages, joined by “|”), ``name`` (null: the prompt gives none), ``never`` (texts that must be nowhere) and
``where``:

==============  ====================================================================================
``tel``         numbers in E.164 that are linked as ``tel:``
``mailto``      addresses that are linked as ``mailto:``
``hours``       schema.org day (“Mo”) → “09:00-17:00”, several joined by commas, or “closed”
``price``       pairs of an offer and its price, which stand in one tile
``address``     streets that stand in the footer, near the contact facts and in the structured data
``colours``     words of colours that were understood
``pages``       slugs of pages that were asked for
``dir``         writing direction of the pages
``one_page``    the site has one page
``no_images``   the site shows no picture
==============  ====================================================================================
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import lxml.html
from lxml.etree import _Element as Element

from sitegen.catalog import Catalog
from sitegen.engine import GeneratedSite, generate

DATA = Path(__file__).resolve().parent / "data"
TODAY = date(2026, 11, 24)
INVISIBLE = {"script", "style", "template", "noscript", "title", "head"}
DAY_NAMES = {"Monday": "Mo", "Tuesday": "Tu", "Wednesday": "We", "Thursday": "Th", "Friday": "Fr",
             "Saturday": "Sa", "Sunday": "Su"}  # fmt: skip
SAME = str.maketrans({"\u00a0": " ", "\u202f": " ", "’": "'", "‘": "'", "–": "-", "—": "-", "‑": "-"})


@dataclass(frozen=True)
class Case:
    id: str
    prompt: str
    kinds: frozenset[str]
    facts: tuple[str, ...]
    languages: frozenset[str]
    never: tuple[str, ...]
    where: dict[str, Any]
    name: str | None
    knows_name: bool


def cases_of(file: str) -> list[Case]:
    """The cases of ``data/<file>.json``."""
    loaded = json.loads((DATA / f"{file}.json").read_text(encoding="utf-8"))
    return [
        Case(
            id=entry["id"],
            prompt=entry["prompt"],
            kinds=frozenset(entry["kind"].split("|")),
            facts=tuple(entry["facts"]),
            languages=frozenset(entry.get("lang", "en").split("|")),
            never=tuple(entry.get("never", ())),
            where=entry.get("where", {}),
            name=entry.get("name"),
            knows_name="name" in entry,
        )
        for entry in loaded["prompts"]
    ]


def plain(text: str) -> str:
    """Text to compare: one kind of space, dash and apostrophe, small letters."""
    return re.sub(r"\s+", " ", text.translate(SAME)).strip().casefold()


def visible(element: Element) -> str:
    """The text below ``element`` that a reader sees."""
    return plain(" ".join(_texts(element)))


def _texts(element: Element) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in INVISIBLE:
        return
    if "form-trap" in (element.get("class") or ""):
        return
    if element.text:
        yield element.text
    for child in element:
        yield from _texts(child)
        if child.tail:
            yield child.tail


class Reading:
    """A generated site as its visitors see it."""

    def __init__(self, case: Case, catalog: Catalog) -> None:
        self.case = case
        self.site: GeneratedSite = generate(case.prompt, catalog, today=TODAY)
        self.pages = {
            path: lxml.html.document_fromstring(data.decode())
            for path, data in self.site.files.items()
            if path.endswith(".html") and path != "404.html"
        }

    @cached_property
    def text(self) -> str:
        return " \n ".join(visible(page) for page in self.pages.values())

    @cached_property
    def links(self) -> set[str]:
        return {str(link.get("href")) for page in self.pages.values() for link in page.iter("a")}

    @cached_property
    def footer(self) -> str:
        return " ".join(visible(footer) for footer in self.pages["index.html"].iter("footer"))

    @cached_property
    def contact(self) -> str:
        """The text of every section with the contact facts."""
        return " ".join(
            visible(section)
            for page in self.pages.values()
            for section in page.iter("section")
            if re.search(r"\bcontact-", section.get("class") or "")
        )

    @cached_property
    def data(self) -> list[dict[str, Any]]:
        scripts = [
            script
            for page in self.pages.values()
            for script in page.iter("script")
            if script.get("type") == "application/ld+json"
        ]
        loaded = [json.loads(script.text or "null") for script in scripts]
        return [entry for item in loaded for entry in (item if isinstance(item, list) else [item])]

    def tiles(self, name: str, prices: list[str]) -> Iterator[str]:
        """The smallest parts of pages that name an offer and any of the prices."""
        for page in self.pages.values():
            for element in page.iter():
                if not isinstance(element.tag, str) or name not in plain(element.text or ""):
                    continue
                for around in [element, *element.iterancestors()]:
                    text = visible(around)
                    if any(price in text for price in prices):
                        yield text
                        break


def faults(reading: Reading) -> list[str]:
    """Everything that was asked for and is not where it should be, one line each."""
    case, brief = reading.case, reading.site.plan.brief
    found = []
    if brief.kind not in case.kinds:
        found.append(f"kind {brief.kind}, not {'|'.join(sorted(case.kinds))}")
    if case.knows_name and (brief.name if brief.name_given else None) != case.name:
        found.append(f"name {brief.name!r} (given: {brief.name_given}), not {case.name!r}")
    if brief.language.split("-")[0] not in case.languages:
        found.append(f"language {brief.language}, not {'|'.join(sorted(case.languages))}")
    found += [f"fact “{fact}” is not visible" for fact in case.facts if plain(fact) not in reading.text]
    files = b"\n".join(data for path, data in reading.site.files.items() if path.endswith(".html")).decode()
    found += [f"“{text}” is on the site" for text in case.never if text in files]
    return found + list(_misplaced(reading))


def _misplaced(reading: Reading) -> Iterator[str]:
    where = reading.case.where
    links = [f"tel:{number}" for number in where.get("tel", ())]
    links += [f"mailto:{address}" for address in where.get("mailto", ())]
    yield from (f"no link {link}" for link in links if link not in reading.links)
    if "hours" in where:
        yield from _wrong_hours(reading, where["hours"])
    yield from _wrong_prices(reading, where.get("price", ()))
    yield from _wrong_addresses(reading, where.get("address", ()))
    yield from _unheard_wishes(reading, where)


def _wrong_prices(reading: Reading, pairs: list[tuple[str, str]]) -> Iterator[str]:
    prices = [plain(price) for _, price in pairs]
    for name, price in pairs:
        if not any(plain(price) in tile for tile in reading.tiles(plain(name), prices)):
            yield f"“{name}” does not stand beside {price}"


def _wrong_addresses(reading: Reading, streets: list[str]) -> Iterator[str]:
    data = json.dumps([entry.get("address", "") for entry in reading.data], ensure_ascii=False)
    places = {"footer": reading.footer, "contact": reading.contact, "data": plain(data)}
    for street in streets:
        for place, text in places.items():
            if plain(street) not in text:
                yield f"address “{street}” is not in the {place}"


def _unheard_wishes(reading: Reading, where: dict[str, Any]) -> Iterator[str]:
    understood = {colour.name.lower() for colour in reading.site.plan.brief.colours}
    for colour in where.get("colours", ()):
        if colour not in understood:
            yield f"colour {colour} was not understood"
    for slug in where.get("pages", ()):
        if f"{slug}.html" not in reading.pages:
            yield f"no page {slug}"
    if "dir" in where and any(page.get("dir") != where["dir"] for page in reading.pages.values()):
        yield f"direction is not {where['dir']}"
    if where.get("one_page") and len(reading.pages) > 1:
        yield f"{len(reading.pages)} pages instead of one"
    if where.get("no_images") and any(True for page in reading.pages.values() for _ in page.iter("img")):
        yield "there are pictures"


def _wrong_hours(reading: Reading, wanted: dict[str, str]) -> Iterator[str]:
    given = _hours_in_data(reading.data)
    for day, spans in wanted.items():
        if given.get(day, "closed") != spans:
            yield f"hours in the data: {day} {given.get(day, 'closed')}, not {spans}"
    times = {span.split("-")[0] for spans in wanted.values() for span in spans.split(",") if span != "closed"}
    for part, text in (("footer", reading.footer), ("contact", reading.contact)):
        for time in sorted(times):
            if not any(shown in text for shown in _ways_to_say(time)):
                yield f"opening at {time} is not in the {part}"


def _ways_to_say(time: str) -> set[str]:
    hour, minute = time.split(":")
    short = str(int(hour))
    twelve = str((int(hour) - 1) % 12 + 1)
    half = "am" if int(hour) < 12 else "pm"
    ways = {
        time,
        f"{short}:{minute}",
        f"{short}.{minute}",
        f"{twelve}:{minute} {half}",
        f"{short} h {minute}",
    }
    return ways | ({f"{short} h", f"{twelve} {half}"} if minute == "00" else set())


def _hours_in_data(data: list[dict[str, Any]]) -> dict[str, str]:
    spans: dict[str, list[str]] = {}
    for entry in data:
        for row in entry.get("openingHoursSpecification", ()):
            days = row["dayOfWeek"] if isinstance(row["dayOfWeek"], list) else [row["dayOfWeek"]]
            for day in days:
                spans.setdefault(DAY_NAMES[day.rsplit("/", 1)[-1]], []).append(
                    f"{row['opens']}-{row['closes']}"
                )
    return {day: ",".join(sorted(found)) for day, found in spans.items()}
