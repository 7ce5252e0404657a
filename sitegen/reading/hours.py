"""Opening hours in many spellings and languages: “Tue-Sun 17:00-22:00”, “Mon–Fri 9am to 5pm”, “closed
Sundays”, “Mo bis Fr 8–18 Uhr”, “de 9h à 18h”, “every day 5pm-11pm except Tuesday”.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from babel import Locale, UnknownLocaleError

from sitegen.brief import Opening
from sitegen.reading.text import Prompt, data, fold, listed

TO = (
    r"\s*(?:-|–|—|~|\bto\b|\bthrough\b|\bthru\b|\buntil\b|\btill\b|\btil\b|\bbis\b|\bzu\b|\ba\b|"
    r"\bau\b|\bal\b|\bas\b|"
    r"\bhasta\b|\bate\b|\balle\b|\bt/m\b|\btot(?: en met)?\b|\bdo\b(?=\s*\d)|до|по|εως|ως|إلى|الى|"
    r"حتى|עד|から|至|到|부터)\s*"
)
AND = r"\s*(?:,|&|\+|/|\band\b|\bund\b|\by\b|\bet\b|\be\b|\ben\b|\bi\b|\boch\b|\bve\b|и|και|、|·)\s*"
CLOCK = (
    r"(?:\d{1,2}(?:[:.h]\s?\d{2}(?!\s?h))?(?!\d)\s*(?:a\.?m\b\.?|p\.?m\b\.?|h\b(?!\d)|uhr\b|hs\b|hrs\b)?|"
    r"noon|midnight|mitternacht|minuit|midi|medianoche)"
)
SPAN = rf"({CLOCK}){TO}({CLOCK})"
FROM = (
    r"[\s:,(]*(?:we are |we're )?(?:(?:open|geoffnet|from|von|de|des|das|dalle|kl|ab|van|od|saat|с|"
    r"από)[.\s:]*)*"
)
CLOSED = (
    r"(?:closed|shut|geschlossen|ruhetag|cerrado|cerrados|ferme|fermee|chiuso|chiusi|gesloten|fechado|"
    r"encerrado|"
    r"zamkniete|nieczynne|kapali|stangt|закрыто|выходной|κλειστα|مغلق|סגור|定休日|定休|休み|休息|휴무)"
)
# Days stand without a space before what is said of them.
JAPANESE_CLOSED = re.compile(r"([月火水木金土日])曜日?(?:は|が)?(?:定休|休)日?")
EXCEPT = (
    r"\s*,?\s*\(?(?:except|apart from|but not|ausser|salvo|excepto|sauf|tranne|behalve)(?: on| le|"
    r" el| il)?\s+"
)
# What takes place at such times is no opening of a door: “training Tuesday and Thursday 16:00–18:00”.
HELD = re.compile(
    r"\b(?:training|trainings|class(?:es)?|lessons?|courses?|services?|mass|worship|rehearsals?|"
    r"meetings?|meet|"
    r"sessions?|food bank|workshops?|practice|choir|kurs|kurse|unterricht|probe|clases?|cours|messe|corso|"
    r"lezioni|aulas?|delivery|deliveries|check-in|happy hour|brunch|lunch|dinner|breakfast|ceremony)\W*$"
)
OPEN = (
    r"(?:open|hours|opening hours|opening times|offen|geoffnet|offnungszeiten|abierto|horario|"
    r"ouvert|horaires|"
    r"aperto|aperti|orari|aberto|geopend|openingstijden|czynne|otwarte|acik|oppet|часы работы|"
    r"открыто|ωραριο|ανοιχτα|"
    r"مفتوح|פתוח|営業時間|营业时间|營業時間|영업시간|खुला)"
)
NO_DAYS = {"es": "Abierto", "fr": "Ouvert", "de": "Geöffnet", "it": "Aperto", "pt": "Aberto", "nl": "Open",
           "pl": "Otwarte", "tr": "Açık", "sv": "Öppet", "ru": "Открыто", "ar": "مفتوح", "he": "פתוח",
           "ja": "営業時間", "zh": "营业时间", "ko": "영업시간", "el": "Ανοιχτά"}  # fmt: skip
EVERY_DAY = tuple(range(7))


@dataclass(frozen=True)
class Row:
    """A stretch of the prompt that says when it is open, or that it is closed."""

    start: int
    days: tuple[int, ...]
    spans: tuple[tuple[str, str], ...]


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


@dataclass(frozen=True)
class _Patterns:
    days_first: re.Pattern[str]
    times_first: re.Pattern[str]
    closed: re.Pattern[str]
    no_days: re.Pattern[str]
    excepted: re.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    names = sorted([*_days(), *_groups()], key=len, reverse=True)
    day = r"(?<!\w)(?:" + "|".join(re.escape(name) for name in names) + r")(?!\w)\.?"
    article = r"(?:(?:on|the|am|le|du|el|los|las|de|il|dal|da|od|van|с|من|מ)\s+)?"
    run = rf"{day}(?:{TO}{article}{day})?(?:{AND}{article}{day}(?:{TO}{article}{day})?){{0,6}}"
    # “8h-12h 14h-18h”
    times = rf"{SPAN}(?:(?:{AND}|\s){FROM}{SPAN})?"
    return _Patterns(
        days_first=re.compile(rf"({run}){FROM}{times}"),
        times_first=re.compile(rf"{times}[\s,(]*(?:on\s|am\s|el\s|los\s|le\s|il\s)?({run})"),
        closed=re.compile(rf"(?:(?P<before>{run})[\s:,]*{CLOSED}|{CLOSED}[\s:,]*{article}(?P<after>{run}))"),
        no_days=re.compile(rf"(?<!\w){OPEN}[\s:]*{FROM}{times}"),
        excepted=re.compile(rf"{EXCEPT}({run})"),
    )


def find_hours(prompt: Prompt, language: str) -> tuple[Opening, ...]:
    """Openings in the prompt's order; days are named in the site's language, times are “HH:MM”.

    A day that is said to be closed is a row without times.
    """
    rows = _with_days(prompt) or _without_days(prompt)
    closed = _closed(prompt) if rows or JAPANESE_CLOSED.search(prompt.clean) else []
    shut = {day for row in closed for day in row.days}
    if shut:
        # “営業時間 10:00–18:00、水曜定休”: every day but those.
        left = tuple(day for day in EVERY_DAY if day not in shut)
        rows = [row if row.days else Row(row.start, left, row.spans) for row in rows]
    openings = []
    for row in sorted([*rows, *closed], key=lambda row: row.start):
        days = day_text(row.days, language) if row.days else NO_DAYS.get(language, "Open")
        on = row.days or EVERY_DAY
        openings += [Opening(days=days, opens=opens, closes=closes, on=on) for opens, closes in row.spans]
        if not row.spans:
            openings.append(Opening(days=days, opens="", closes="", on=on))
    return tuple(openings[:14])


def day_text(days: tuple[int, ...], language: str) -> str:
    """“Tue–Sun”, “Mon, Tue, Thu” in the site's language."""
    words = data("words")
    if days == EVERY_DAY and language in words["every_day"]:
        return str(words["every_day"][language])
    names = _day_names(language)
    parts = []
    over_the_end = {0, 6} <= set(days) and len(days) < 7
    if over_the_end:
        # “Sun–Thu” begins at the end of our week.
        gap = next(day for day in range(6, -1, -1) if day not in days)
        days = tuple(range(gap + 1, 7)) + tuple(day for day in days if day < gap)
    for _, group in groupby(enumerate(days), key=lambda pair: (pair[1] - pair[0]) % 7):
        stretch = [day for _, day in group]
        if len(stretch) > 2:
            parts.append(f"{names[stretch[0]]}–{names[stretch[-1]]}")
        else:
            parts += [names[day] for day in stretch]
    return ", ".join(parts)


@lru_cache(maxsize=32)
def _day_names(language: str) -> list[str]:
    own = data("words")["day_names"].get(language)
    if own:
        return listed(own)
    try:
        names = Locale.parse(language.replace("-", "_")).days["stand-alone"]["abbreviated"]
    except (UnknownLocaleError, ValueError):
        return listed(data("words")["day_names"]["en"])
    return [str(names[day]) for day in range(7)]


def _with_days(prompt: Prompt) -> list[Row]:
    found: list[Row] = []
    patterns = _patterns()
    for pattern, days_group in ((patterns.days_first, 1), (patterns.times_first, 5)):
        for match in pattern.finditer(prompt.folded):
            clocks = match.groups()[1:5] if days_group == 1 else match.groups()[:4]
            days = _read_days(match.group(days_group))
            spans = _read_spans(clocks)
            held = HELD.search(prompt.folded[max(0, match.start() - 24) : match.start()])
            if prompt.is_taken(*match.span()) or not days or not spans or held:
                continue
            end = match.end()
            if excepted := patterns.excepted.match(prompt.folded, end):
                without = _read_days(excepted.group(1))
                days = tuple(day for day in days if day not in without)
                end = excepted.end()
                found.append(Row(excepted.start(), without, ()))
            prompt.take(match.start(), end)
            found.append(Row(match.start(), days, spans))
    return found


def _without_days(prompt: Prompt) -> list[Row]:
    match = _patterns().no_days.search(prompt.folded)
    spans = _read_spans(match.groups()) if match else ()
    if match is None or not spans:
        return []
    prompt.take(*match.span())
    return [Row(match.start(), (), spans)]


def _closed(prompt: Prompt) -> list[Row]:
    rows = []
    for match in JAPANESE_CLOSED.finditer(prompt.clean):
        prompt.take(*match.span())
        rows.append(Row(match.start(), ("月火水木金土日".index(match.group(1)),), ()))
    for match in _patterns().closed.finditer(prompt.folded):
        days = _read_days(match.group("before") or match.group("after"))
        if days and not prompt.is_taken(*match.span()):
            prompt.take(*match.span())
            rows.append(Row(match.start(), days, ()))
    return rows


def _read_spans(clocks: tuple[str | None, ...]) -> tuple[tuple[str, str], ...]:
    """Up to two spans of “opens, closes”; empty if any of them makes no sense."""
    pairs = [(clocks[at], clocks[at + 1]) for at in (0, 2) if clocks[at]]
    spans = [_span(opens, closes) for opens, closes in pairs if opens and closes]
    return tuple(span for span in spans if span) if all(spans) else ()


def _span(opens: str, closes: str) -> tuple[str, str] | None:
    """Both clocks as minutes, reading “9–5” as nine to seventeen and “5–10pm” as evening hours."""
    first, first_half = _clock(opens)
    last, last_half = _clock(closes)
    if first is None or last is None:
        return None
    if not first_half and last_half == "pm" and first < last <= 24 * 60 and first + 720 < last:
        first += 720 if first + 720 < last and first < 7 * 60 else 0
    written_24 = bool(re.search(r"^0\d|:", opens) or re.search(r"uhr|\dh|:", closes)) and not last_half
    if not first_half and not last_half and last <= 12 * 60 and not written_24:
        if last <= first:
            last += 720
        elif first < 7 * 60:
            first, last = first + 720, last + 720
    elif not last_half and last <= first and last < 12 * 60 and first < 12 * 60:
        # “9:30–5.30”, “9am–5”: the afternoon is meant.
        last += 720
    if last > 24 * 60 or first >= 24 * 60:
        return None
    return _text(first), _text(last)


def _clock(text: str) -> tuple[int | None, str]:
    words = {"noon": (720, "pm"), "midi": (720, "pm"), "midnight": (1440, ""), "mitternacht": (1440, ""),
             "minuit": (1440, ""), "medianoche": (1440, "")}  # fmt: skip
    if text.strip() in words:
        return words[text.strip()]
    match = re.match(r"(\d{1,2})(?:[:.h]\s?(\d{2}))?\s*(a\.?m|p\.?m)?", text)
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


def _read_days(text: str) -> tuple[int, ...]:
    """The days of “Mon–Thu and Sat” as numbers; a stretch may run over the end of the week."""
    found: set[int] = set()
    text = re.sub(r"\s+t/m\s+", "–", text)
    whole = _day_span(text.strip(" ."))
    for part in [] if whole else re.split(AND, text):
        ends = [_day_span(_bare(end)) for end in re.split(TO, part) if end.strip(" .")]
        known = [end for end in ends if end]
        if not known:
            continue
        first, last = known[0][0], known[-1][1]
        found.update((first + step) % 7 for step in range((last - first) % 7 + 1))
    if whole:
        found.update(range(whole[0], whole[1] + 1))
    return tuple(sorted(found))


def _bare(text: str) -> str:
    words = text.strip(" .").split(" ")
    while len(words) > 1 and _day_span(" ".join(words)) is None:
        words.pop(0)
    return " ".join(words)


def _day_span(text: str) -> tuple[int, int] | None:
    if text in _groups():
        return _groups()[text]
    number = _days().get(text)
    return None if number is None else (number, number)
