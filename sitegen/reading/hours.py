"""Opening hours in many spellings: “Tue-Sun 17:00-22:00”, “Mon–Fri 9am to 5pm”, “Sat 10-4”, “Mo bis Fr
8–18 Uhr”.
"""

from __future__ import annotations

import re
from functools import lru_cache

from sitegen.brief import Opening
from sitegen.reading.text import Prompt, data, fold, listed

TO = (
    r"\s*(?:-|–|—|\bto\b|\bthrough\b|\bthru\b|\buntil\b|\btill\b|\bbis\b|\ba\b|\bau\b|\bal\b|"
    r"\bhasta\b|\balle\b)\s*"
)
AND = r"\s*(?:,|&|\+|/|\band\b|\bund\b|\by\b|\bet\b|\be\b)\s*"
CLOCK = r"(?:\d{1,2}(?:[:.h]\d{2})?\s*(?:am\b|pm\b|a\.m\.|p\.m\.|h\b|uhr\b)?|noon|midnight|mitternacht)"
SPAN = rf"({CLOCK}){TO}({CLOCK})"
FROM = r"[\s:,(]*(?:from|von|de|des|dalle|open|geoffnet)?\s*"


@lru_cache(maxsize=1)
def _days() -> dict[str, int]:
    return {
        fold(name): int(number) for number, text in data("words")["days"].items() for name in listed(text)
    }


@lru_cache(maxsize=1)
def _groups() -> dict[str, tuple[int, int]]:
    return {
        fold(name): (int(span[0]), int(span[2]))
        for span, text in data("words")["day_groups"].items()
        for name in listed(text)
    }


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    names = sorted([*_days(), *_groups()], key=len, reverse=True)
    day = r"(?<!\w)(?:" + "|".join(re.escape(name) for name in names) + r")(?!\w)\.?"
    run = rf"{day}(?:{TO}{day})?(?:{AND}{day}(?:{TO}{day})?){{0,6}}"
    times = rf"{SPAN}(?:{AND}{SPAN})?"
    return re.compile(rf"({run}){FROM}{times}"), re.compile(rf"{times}[\s,(]*(?:on\s)?({run})")


def find_hours(prompt: Prompt, language: str) -> tuple[Opening, ...]:
    """Openings in the prompt's order; days are named in the site's language, times are “HH:MM”."""
    found: list[tuple[int, Opening]] = []
    days_first, times_first = _patterns()
    for pattern, days_group in ((days_first, 1), (times_first, 5)):
        for match in pattern.finditer(prompt.folded):
            if prompt.is_taken(*match.span()):
                continue
            clocks = match.groups()[1:5] if days_group == 1 else match.groups()[:4]
            spans = [_span(clocks[at], clocks[at + 1]) for at in (0, 2) if clocks[at]]
            if not all(spans):
                continue
            prompt.take(*match.span())
            days = _day_text(match.group(days_group), language)
            found += [
                (match.start(), Opening(days=days, opens=span[0], closes=span[1])) for span in spans if span
            ]
    if not found:
        found = _without_days(prompt, language)
    return tuple(opening for _, opening in sorted(found, key=lambda entry: entry[0])[:7])


def _without_days(prompt: Prompt, language: str) -> list[tuple[int, Opening]]:
    pattern = re.compile(
        rf"\b(?:open|hours|opening hours|opening times|offen|geoffnet|abierto|ouvert){FROM}{SPAN}"
    )
    match = pattern.search(prompt.folded)
    span = _span(match.group(1), match.group(2)) if match else None
    if match is None or span is None:
        return []
    prompt.take(*match.span())
    label = {"es": "Abierto", "fr": "Ouvert", "de": "Geöffnet"}.get(language, "Open")
    return [(match.start(), Opening(days=label, opens=span[0], closes=span[1]))]


def _span(opens: str, closes: str) -> tuple[str, str] | None:
    """Both clocks as minutes, reading “9–5” as nine to seventeen and “5–10pm” as evening hours."""
    first, first_half = _clock(opens)
    last, last_half = _clock(closes)
    if first is None or last is None:
        return None
    if not first_half and last_half == "pm" and first < last <= 24 * 60 and first + 720 < last:
        first += 720 if first + 720 < last and first < 7 * 60 else 0
    written_24 = ":" in opens or "uhr" in closes or ("h" in closes and not last_half)
    if not first_half and not last_half and last <= 12 * 60 and not written_24:
        if last <= first:
            last += 720
        elif first < 7 * 60:
            first, last = first + 720, last + 720
    if last > 24 * 60 or first >= 24 * 60:
        return None
    return _text(first), _text(last)


def _clock(text: str) -> tuple[int | None, str]:
    words = {"noon": (720, "pm"), "midnight": (1440, "am"), "mitternacht": (1440, "")}
    if text.strip() in words:
        return words[text.strip()]
    match = re.match(r"(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?", text)
    if match is None or int(match.group(1)) > 24 or int(match.group(2) or 0) > 59:
        return None, ""
    half = (match.group(3) or "").replace(".", "")
    hour = int(match.group(1))
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return hour * 60 + int(match.group(2) or 0), half


def _text(minutes: int) -> str:
    hour, minute = divmod(minutes, 60)
    return f"{hour:02d}:{minute:02d}"


def _day_text(text: str, language: str) -> str:
    words = data("words")
    names = listed(words["day_names"].get(language, words["day_names"]["en"]))
    parts = []
    for part in re.split(AND, text):
        spans = [_day_span(end.strip(" .")) for end in re.split(TO, part) if end.strip(" .")]
        if not spans or None in spans:
            continue
        first, last = spans[0][0], spans[-1][1]  # type: ignore[index]  # None was ruled out above
        if (first, last) == (0, 6):
            return str(words["every_day"].get(language, words["every_day"]["en"]))
        parts.append(names[first] if first == last else f"{names[first]}–{names[last]}")
    return ", ".join(parts) or text.strip().capitalize()


def _day_span(text: str) -> tuple[int, int] | None:
    if text in _groups():
        return _groups()[text]
    number = _days().get(text)
    return None if number is None else (number, number)
