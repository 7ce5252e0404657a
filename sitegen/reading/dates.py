"""Days and ranges of days: “14-16 May 2027”, “May 14, 2027”, “2027-05-14”, “14.05.2027”, “June 3rd”."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache

from sitegen.brief import DateFact
from sitegen.reading.places import is_place
from sitegen.reading.text import Prompt, data, fold, listed

YEAR = r"(20\d\d)"
ORDINAL = r"(?:st|nd|rd|th|\.|er|º|ª)?"
RANGE = r"\s*(?:-|–|—|to|until|bis|al?|au|/|and|und|y|et)\s*"
ISO = re.compile(rf"\b{YEAR}-(\d\d)-(\d\d)(?:\s*(?:-|–|to|/|bis)\s*{YEAR}-(\d\d)-(\d\d))?\b")
NUMERIC = re.compile(rf"\b(\d{{1,2}})([./])(\d{{1,2}})\2{YEAR}\b")


TITLE = re.compile(
    r"\b(?:an?|the|our)\s((?:[a-z][\w-]*\s){0,2}(?:concert|show|fair|market|party|gala|lecture|talk|supper|"
    r"dinner|"
    r"walk|workshop|sale|exhibition|recital|screening|open day|tasting|festival|fete|fête|tournament|race|"
    r"auction))"
    r"\s(?:(?:is|takes place) )?on\s$"
)
HOUSE_BEHIND = re.compile(
    r"\sat\s((?:the\s)?[A-ZÀ-Þ][\w'’-]*(?:\s[A-ZÀ-Þ][\w'’-]*){0,3}"
    r"(?:\s(?:church|hall|theatre|barn|park|school|arena))?)"
)
DEADLINE = re.compile(
    r"\b(?:before|until|till|by|closes?|closing|deadline|due|out|released?|launch(?:es|ing)?|bis|"
    r"spatestens|antes del?|hasta|"
    r"avant|jusqu'au|entro|ate|fino al?|vor|submissions)(?:\s(?:on|the|zum|el|le|il|until|am|is|are))?[\s:]*$"
)


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    return {
        fold(name): int(number) for number, text in data("words")["months"].items() for name in listed(text)
    }


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    month = "(" + "|".join(sorted(map(re.escape, _months()), key=len, reverse=True)) + r")\.?"
    day = rf"(\d{{1,2}}){ORDINAL}"
    of = r"\s*(?:of\s+|de\s+|di\s+)?"
    year = rf"(?:,?\s*(?:de\s+|del\s+)?{YEAR})?"
    return (
        re.compile(rf"(?<![\w:]){day}{of}{month}{RANGE}{day}{of}{month}{year}(?!\w)"),
        re.compile(rf"(?<![\w:]){day}(?:{RANGE}{day})?{of}(?<!\w){month}{year}(?!\w)"),
        re.compile(rf"(?<!\w){month}\s+{day}(?:{RANGE}{day})?(?![\d:])(?:(?:st|nd|rd|th)\b)?{year}(?!\w)"),
    )


def find_dates(prompt: Prompt, *, today: date) -> tuple[DateFact, ...]:
    """Dates in the prompt's order. A date without a year is the next one from ``today``."""
    found: list[tuple[int, DateFact]] = []
    across, day_month, month_day = _patterns()
    readers: list[tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[date, date | None]]]] = [
        (ISO, _read_iso),
        (NUMERIC, _read_numeric),
        (across, lambda match: _read_across(match, today)),
        (day_month, lambda match: _read_named(match, today, order=(1, 2, 3, 4))),
        (month_day, lambda match: _read_named(match, today, order=(2, 3, 1, 4))),
    ]
    for pattern, reader in readers:
        for match in pattern.finditer(prompt.folded):
            # “RSVP before 1 April”, “early bird until 1 June”: a deadline is no date of the event.
            deadline = DEADLINE.search(prompt.folded[max(0, match.start() - 24) : match.start()])
            if prompt.is_taken(*match.span()) or deadline:
                continue
            try:
                start, end = reader(match)
            except ValueError:
                continue
            prompt.take(*match.span())
            text = re.sub(r"(?<=\d)\s*-\s*(?=\d)", "–", prompt.clean[match.start() : match.end()])
            if pattern is ISO:
                text = prompt.clean[match.start() : match.end()]
            fact = DateFact(
                text=text.strip(" ,."),
                start=start,
                end=end,
                place=_place_near(prompt, match),
                title=_title_before(prompt, match),
            )
            found.append((match.start(), fact))
    return tuple(fact for _, fact in sorted(found, key=lambda entry: entry[0]))


def _read_iso(match: re.Match[str]) -> tuple[date, date | None]:
    year, month, day, *last = match.groups()
    end = date(int(last[0]), int(last[1]), int(last[2])) if last[0] else None
    return date(int(year), int(month), int(day)), end


def _read_numeric(match: re.Match[str]) -> tuple[date, date | None]:
    first, separator, second, year = match.groups()
    day, month = int(first), int(second)
    # With slashes both orders are in use; a second number above twelve can only be a day.
    if month > 12 and separator == "/":
        day, month = month, day
    return date(int(year), month, day), None


def _read_across(match: re.Match[str], today: date) -> tuple[date, date | None]:
    first_day, first_month, last_day, last_month, year = match.groups()
    start = _with_year(int(first_day), _months()[first_month], year, today)
    end = date(start.year, _months()[last_month], int(last_day))
    return start, end if end >= start else end.replace(year=start.year + 1)


def _read_named(
    match: re.Match[str], today: date, *, order: tuple[int, int, int, int]
) -> tuple[date, date | None]:
    first, last, name, year = (match.group(number) for number in order)
    month = _months()[name]
    start = _with_year(int(first), month, year, today)
    return start, date(start.year, month, int(last)) if last else None


def _with_year(day: int, month: int, year: str | None, today: date) -> date:
    if year:
        return date(int(year), month, day)
    candidate = date(today.year, month, day)
    return candidate if candidate >= today else date(today.year + 1, month, day)


def _title_before(prompt: Prompt, match: re.Match[str]) -> str | None:
    """“a winter concert on 12 December”: what takes place that day."""
    title = TITLE.search(prompt.clean[: match.start()])
    return title.group(1)[:1].upper() + title.group(1)[1:] if title else None


def _place_near(prompt: Prompt, match: re.Match[str]) -> str | None:
    """A known place right before or after the date, as in tour dates: “Leeds 3 June, Lyon 5 June”."""
    before = re.search(
        r"([^\W\d_][\w'’-]*(?: [A-ZÀ-Þ][\w'’-]*)?)[\s:,(–-]*(?:on\s)?$", prompt.clean[: match.start()]
    )
    after = re.match(
        r"[\s:,)–-]*(?:in |at |en |à )?([A-ZÀ-Þ][\w'’-]*(?: [A-ZÀ-Þ][\w'’-]*)?)", prompt.clean[match.end() :]
    )
    # “3 June Madrid, 5 June Porto” against “Madrid 3 June, Porto 5 June”: a comma parts the entries.
    sides = sorted((found for found in (after, before) if found), key=lambda found: "," in found.group())
    for found in sides:
        for text in (found.group(1), found.group(1).split()[-1 if found is before else 0]):
            if is_place(text):
                return text
    house = HOUSE_BEHIND.match(prompt.clean, match.end())
    return house.group(1) if house else None
