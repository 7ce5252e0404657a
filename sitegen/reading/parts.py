"""Lists of parts of a site: “Episodes, hosts, newsletter” asks for pages and sections, and offers nothing."""

from __future__ import annotations

import re

from sitegen.reading.facts import PRICE
from sitegen.reading.owners import is_personal
from sitegen.reading.people import ROLE
from sitegen.reading.text import Prompt, fold, tidy, word_set
from sitegen.reading.wishes import names_part, page_role, tells_look

# A list is a sentence, a line or what follows a colon or a dash; its items stand between commas.
LIST = re.compile(r"(?:^|(?<=[.:!?\n;])|(?<= [-–—]))\s*([^.:!?\n;]{5,240}?)(?=[.!?;](?:\s|$)|\s[-–—]\s|\n|$)")
ITEM = re.compile(r"(?:[^,&]|&(?=\S))+")
JOINT = re.compile(r"\s(?:and|und|y|et|e|en|i)\s")
# Several people: “singers”, “skaters”, “councillors”, “musicians”, “Mitglieder”.
PEOPLE = re.compile(r"(?:[^aeo]ers|eers|ors|ists|ians|mitglieder|miembros|membres|membri|membros|leden)$")


def find_parts(
    prompt: Prompt, name_span: tuple[int, int] | None, language: str
) -> list[tuple[int, int, str]]:
    """Where an item of such a list stands that no vocabulary knows, with the role of its page.

    What stands between two known parts is one itself, and so is everything behind a known one, if there are
    more of them. A person's portfolio lists nothing else.
    """
    found: list[tuple[int, int, str]] = []
    personal = name_span is not None and is_personal(prompt, name_span[0])
    for match in LIST.finditer(prompt.clean):
        if PRICE.search(match.group(1)) or re.search(r"\d", match.group(1)):
            continue
        found += _unknown(prompt, _items(prompt, match), personal=personal, german=language == "de")
    return found


def _items(prompt: Prompt, match: re.Match[str]) -> list[tuple[int, int]]:
    items = []
    for item in ITEM.finditer(prompt.clean, match.start(1), match.end(1)):
        start, text = item.start(), item.group()
        for joint in [*JOINT.finditer(text), None]:
            end = item.start() + joint.start() if joint else item.end()
            words = prompt.clean[start:end]
            lead = len(words) - len(words.lstrip())
            items.append((start + lead, start + lead + len(words.strip())))
            start = item.start() + joint.end() if joint else end
    return [(start, end) for start, end in items if end > start]


def _unknown(
    prompt: Prompt, items: list[tuple[int, int]], *, personal: bool, german: bool
) -> list[tuple[int, int, str]]:
    texts = [prompt.clean[start:end] for start, end in items]
    known = [number for number, text in enumerate(texts) if names_part(text)]
    short = [_is_short(text, at, german=german) for at, text in enumerate(texts)]
    if not known or len(items) < 2:
        return []
    from_first = known[0] == 0 and len(known) > 1
    # “Advertise, about, contact”
    one_left = len(known) > 1 and len(known) == len(texts) - 1 and known[-1] == len(texts) - 1
    everything = from_first or one_left or (personal and known[-1] == len(texts) - 1 and all(short))
    found = []
    for number, (start, end) in enumerate(items):
        if number in known or not short[number]:
            continue
        between = known[0] < number < known[-1]
        role = _role(texts[number])
        people = role == "team" and len(known) * 2 >= len(texts)
        if role and (between or everything or people):
            found.append((start, end, role))
    return found


def _is_short(text: str, at: int, *, german: bool) -> bool:
    return len(text.split()) <= 3 and not _is_name(text, at, german=german) and not tells_look(text)


def _is_name(text: str, at: int, *, german: bool) -> bool:
    """Whether an item is somebody or something by its capitals, or a known part with words around it."""
    words = text.split()
    if len(words) > 1 and any(names_part(word) for word in words):
        return True
    if german:
        return False
    return (at > 0 and text[:1].isupper() and text[1:2].islower()) or (
        len(words) > 1 and any(word[:1].isupper() for word in words[1:])
    )


def _role(text: str) -> str | None:
    single = " " not in tidy(text)
    if (
        single
        and fold(text) not in word_set("no_people")
        and (PEOPLE.search(fold(text)) or re.fullmatch(f"{ROLE}s?", fold(text)))
    ):
        return "team"
    return page_role(text)
