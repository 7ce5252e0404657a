"""Facts that no other field has taken: clauses with figures, certificates, fixed days, terms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sitegen.brief import Moment
from sitegen.reading.facts import PRICE
from sitegen.reading.offer_items import FACT, NOT_OFFERS, POLITE, STATEMENT
from sitegen.reading.offers import CLIENTS
from sitegen.reading.ordinary import is_calendar_word
from sitegen.reading.places import is_place
from sitegen.reading.text import Prompt, fold, tidy, word_set

# Ends of clauses; a point or comma inside a figure (“7.30pm”, “61,000”) is none.
END = re.compile(
    r"(?<!\bno)(?<!\bNo)(?<!\bnr)(?<!\bNr)(?<!\bDr)(?<!\bSt)(?<!\bRev)[.!?](?=\s|$)"
    r"|[;\n•*]|,(?!\d)(?! then\b)|\s[-–—]\s|:\s"
)
FIGURE = re.compile(r"\d[\d.,]*")
KNOWN_LABELS = {
    "services", "products", "menu", "team", "speakers", "pages", "plans", "tickets", "prices", "phone",
    "tel", "email",
    "e-mail", "address", "name", "colours", "colors", "style", "farben", "hours", "opening hours",
    "contact", "call us",
    "ring us", "language", "pricing", "sections", "features", "tone", "look", "colour", "color",
    "design", "font", "fonts",
    "seiten", "paginas", "leistungen", "servicios", "telefon", "telefono",
}  # fmt: skip
MOMENT = re.compile(
    r"(?P<title>[^\W\d_][^\d:]{2,40}?)\s*(?:\bat\b|\bab\b|\bum\b|à|a las|alle|"
    r":)?\s*(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?"
    r"\s?(?P<half>[ap]\.?m\.?)?(?:\s?uhr|\s?h)?",
    re.IGNORECASE,
)
EMERGENCY = re.compile(r"\b(?:call|dial|ring) (?:999|112|911|000)\b")
TIMED = {
    "open",
    "opens",
    "closed",
    "closes",
    "opening",
    "ouvert",
    "abierto",
    "cerrado",
    "geoffnet",
    "per",
    "in",
}
APPOINTMENT = re.compile(
    r"\w.*\b(?:by appointment|nach vereinbarung|sur rendez-vous|su appuntamento|op afspraak|sob marcacao|"
    r"previa cita)\b"
)
# “essai gratuit à Lyon”: what is said does not depend on where.
WHERE = re.compile(r"\s(?:à|in|en|em|te|at|w|a)\s[A-ZÀ-ÝŁŚŻ][\w-]+$")
FREE = {"gratuit", "gratuite", "gratuits", "gratis", "gratuito", "gratuita", "gratuiti", "kostenlos"}
LONGEST, MOST = 220, 12
# “Worked at: …”, “Theme: …”: a short label stays with what it labels.
LABEL = re.compile(r"^[^\W\d_][\w' -]{2,28}$")


def left_over(prompt: Prompt, hidden: Sequence[str]) -> tuple[str, ...]:
    """Clauses in the order of the prompt; ``hidden`` are texts such as numbers that stand elsewhere."""
    kept: dict[str, None] = {}
    for start, end, label in _clauses(prompt.clean):
        if not _says_more(prompt, start, end) and not (label and _is_free(prompt, start, end, label)):
            continue
        text = prompt.clean[start:end]
        for other in hidden:
            text = text.replace(other, " ")
        text = tidy(_without_request(text))
        # A price alone says nothing; it stands with the prices.
        if PRICE.fullmatch(text) and not label:
            continue
        if label and is_place(text):
            continue
        if label:
            text = f"{label}: {text}"
        if 4 <= len(text) <= LONGEST and re.search(r"[^\W\d_]{2}", text):
            kept.setdefault(text)
    return tuple(kept)[:MOST]


def _clauses(clean: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and label of each clause."""
    at, label = 0, ""
    for match in [*END.finditer(clean), None]:
        end = match.start() if match else len(clean)
        text = clean[at:end].strip()
        if match and match.group().startswith(":"):
            words = {fold(word) for word in text.split()}
            short = (
                LABEL.match(text)
                and len(words) <= 3
                and not words & (word_set("website") | word_set("entities"))
            )
            label = text if short else ""
            at = match.end()
            continue
        spoken = re.match(r"(?:speaks?|fluent in|languages)\b", text, re.IGNORECASE)
        if label and CLIENTS.search(f"{fold(label)}:") and match and match.group() == ",":
            continue
        if spoken and match and match.group() == "," and _next_is_language(clean, match.end()):
            continue
        if text:
            yield at, end, label
        label = ""
        at = match.end() if match else end


def _next_is_language(clean: str, at: int) -> bool:
    """“Speaks Polish, Dutch, English” is one clause."""
    word = re.match(r"\s*(?:and\s+)?([^\W\d_]+)", clean[at:])
    return word is not None and is_calendar_word(word.group(1))


def _says_more(prompt: Prompt, start: int, end: int) -> bool:
    """Whether the clause has a figure, a certificate or a fixed day that stands nowhere else yet."""
    text = prompt.clean[start:end]
    words = fold(text).split()
    if EMERGENCY.search(fold(text)):
        return True
    if not words or words[0] in POLITE or words[0] in {"in", "colours", "colors", "farben"}:
        return False
    figures = [
        match
        for match in FIGURE.finditer(text)
        if not prompt.is_taken(start + match.start(), start + match.end())
    ]
    fact = FACT.search(text)
    # The form takes “appointment”, but that there are visits only by appointment is said nowhere else.
    if start and APPOINTMENT.search(fold(text)):
        return True
    if start and _states(prompt, start, end):
        return True
    return bool(figures) or bool(fact and not prompt.is_taken(start + fact.start(), start + fact.end()))


def _states(prompt: Prompt, start: int, end: int) -> bool:
    """Whether a short clause such as “covers Swansea” or “pets welcome” says something of the business."""
    words = fold(tidy(WHERE.sub("", prompt.clean[start:end].rstrip()))).split()
    at = start + len(prompt.clean[start:end]) - len(prompt.clean[start:end].lstrip())
    talk = NOT_OFFERS - {"no", "not", "they", "it"}
    if (
        not 2 <= len(words) <= 8
        or talk & set(words)
        or not (STATEMENT.search(" ".join(words)) or words[0] == "no")
    ):
        return False
    # What was read as opening hours or as a date stands elsewhere.
    timed = words[0] in TIMED and prompt.is_taken(start, end)
    return not timed and (not prompt.is_taken(at, at + len(words[0])) or words[-1] in FREE)


def _is_free(prompt: Prompt, start: int, end: int, label: str) -> bool:
    """Whether a labelled clause such as “Theme: memory safety” stands nowhere else."""
    return fold(label) not in KNOWN_LABELS and not prompt.is_taken(start, end)


def _without_request(text: str) -> str:
    """“a website for X with 3 rooms”: only what comes after the talk about the website."""
    if not word_set("website") & {fold(word) for word in re.findall(r"\w+", text)}:
        return re.sub(r"^(?:and|with|und|mit|y|con|et|avec)\s+", "", text.strip(), flags=re.IGNORECASE)
    parts = re.split(r"\b(?:with|mit|con|avec|has|have|of)\b", text, maxsplit=1)
    return parts[1] if len(parts) > 1 else ""


def moments_of(clauses: Sequence[str]) -> tuple[Moment, ...]:
    """Clauses that are nothing but a thing and its time: “Ceremony 16:00”, “dinner at 8pm”."""
    found = []
    for clause in clauses:
        match = MOMENT.fullmatch(clause)
        if match is None:
            continue
        hour, minute = int(match.group("hour")), match.group("minute") or "00"
        half = (match.group("half") or "").lower().replace(".", "")
        hour = hour % 12 + (12 if half.startswith("p") else 0) if half else hour
        if hour < 24 and (half or match.group("minute")):
            title = tidy(match.group("title"))
            found.append(Moment(title=title[:1].upper() + title[1:], time=f"{hour:02d}:{minute}"))
    return tuple(found)
