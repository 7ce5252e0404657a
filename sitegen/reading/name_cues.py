"""Names that the prompt points at: after “called”, behind a label, in quotation marks, after “my”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from sitegen.reading.kinds import has_kind_word
from sitegen.reading.name_runs import Found, capture, clean_name
from sitegen.reading.ordinary import is_ordinary, is_vocabulary
from sitegen.reading.places import is_place
from sitegen.reading.regions import country_of
from sitegen.reading.text import Prompt, capitals_tell, data, fold, listed, tidy, word_set

CONTRACTED = {
    "it",
    "that",
    "there",
    "here",
    "what",
    "who",
    "let",
    "women",
    "men",
    "kids",
    "children",
    "people",
}
SELF = re.compile(
    r"\b(?:i'm|i am|we are|we're|my name is|our name is|this is|ich bin|ich heiße|wir sind|soy|somos|"
    r"me llamo|"
    r"je suis|je m'appelle|nous sommes|sono|siamo|mi chiamo|sou|jestem|jestesmy|wij zijn|ik ben)\s+"
    r"(?:(?:the|die|das|der|la|le|les|el|los|las|il|gli|o|os|as|de|het)\s+(?=[A-ZÀ-ÖØ-Þ]))?",
    re.IGNORECASE,
)
QUOTED = re.compile(
    r"[\"“„«「『]\s?([^\"“”„«»「」『』\n]{2,50}?)\s?[\"”“»」』]|(?<![\w.])['‘]([^'’‘\n]{2,50})['’](?!\w)"
)
# What is quoted after these is a work or a motto, not the name of the site.
WORKS = {
    "album", "single", "ep", "exhibition", "theme", "code", "slogan", "tagline", "motto", "button",
    "says", "book", "song",
    "talk", "novel", "film", "show", "play", "headline", "text", "titled", "claim", "albumet", "buch",
    "ausstellung",
}  # fmt: skip
# “a page for my novel “The Salt Engine””: here the work is what the site is about.
OF_A_WORK = re.compile(
    r"\b(?:website|site|page|webseite|seite|pagina)\s+(?:for|about|fur|para|pour)\s+"
    r"(?:my|our|a|the|mein\w*|mi|mon|ma)\s+(?:[\w-]+\s){1,4}$"
)


@lru_cache(maxsize=4)
def _cue(name: str) -> re.Pattern[str]:
    cues = sorted((re.escape(fold(cue)) for cue in listed(data("words")[name])), key=len, reverse=True)
    return re.compile(r"(?<![\w'])(?:" + "|".join(cues) + r")(?![\w'])")


def branded(prompt: Prompt) -> Iterator[Found | None]:
    """“an app called bright. — daily …”: a brand that is written small with a sign of its own."""
    for match in _cue("called").finditer(prompt.folded):
        brand = re.match(
            r"\s+([a-z][a-z0-9]{1,18}[.!*+])(?=\s*(?:[—–,]|\s-\s|\s[a-z]))", prompt.clean[match.end() :]
        )
        if brand:
            yield Found(brand.group(1), match.end() + brand.start(1), match.end() + brand.end(1))


def after_called(prompt: Prompt) -> Iterator[Found | None]:
    """What follows “called”, “named” and their like."""
    for match in _cue("called").finditer(prompt.folded):
        found = capture(prompt.clean, match.end())
        yield _without_place(_as_written(prompt, found))


def _as_written(prompt: Prompt, found: Found | None) -> Found | None:
    """A name that is written small in a prompt which uses capitals is meant to be small."""
    if found is None or prompt.clean[found.start : found.end].strip("\"'“”") == found.name:
        return found
    written = prompt.clean[found.start : found.end]
    single = written.islower() and " " not in written
    return Found(written, found.start, found.end) if single and prompt.clean[:1].isupper() else found


def _without_place(found: Found | None) -> Found | None:
    """Without a place at its end that is joined by a prefix: “רימון בחיפה”."""
    if found is None or " " not in found.name:
        return found
    head, _, last = found.name.rpartition(" ")
    if last[:1] in "בל" and country_of(last[1:]):
        return Found(head, found.start, found.start + len(head))
    return found


def quoted_first(prompt: Prompt) -> Iterator[Found | None]:
    """A short name in quotation marks near the beginning, unless it is that of a work or a motto."""
    for match in QUOTED.finditer(prompt.clean):
        name = clean_name(next(group for group in match.groups() if group))
        before = prompt.folded[: match.start()].split()[-1:] or [""]
        work = before[0].strip(":,(") in WORKS and not OF_A_WORK.search(prompt.folded[: match.start()])
        if match.start() > 160 or work or len(name.split()) > 5:
            continue
        name = _titled(name) if prompt.clean.islower() else name
        if (
            name
            and name[0].isalnum()
            and not re.search(r"[;=(){}]", name)
            and not name.endswith((".", "?", "!"))
        ):
            yield Found(name, match.start(), match.end())


def shouted(prompt: Prompt) -> Iterator[Found | None]:
    """In a prompt of capitals: what follows “for” up to “in” or a stop, or the part between dashes that is no
    trade.
    """
    for match in re.finditer(
        r"\bFOR (?:MY |OUR |THE |A |AN )?([^.,:;\n]{3,50}?)(?= IN | WITH | NEAR |[.,:;\n]|$)", prompt.clean
    ):
        name = _titled(match.group(1))
        # “MY TAXIDERMY SHOP” says what it is.
        own = re.search(r"\b(?:MY|OUR|A|AN)\s$", prompt.clean[: match.start(1)])
        described = own and fold(name.split()[-1]) in word_set("entities")
        if not described and not is_vocabulary(name) and not is_ordinary(name, "en"):
            yield Found(name, *match.span(1))
    for sentence in re.finditer(r"(?<=[.!?:] )[A-Z][^.,:;\n\d€£$@]{3,40}(?=[.!\n]|$)", prompt.clean):
        name = _titled(sentence.group())
        talk = {fold(word) for word in name.split()} & (word_set("request") | word_set("website") | {"open"})
        if len(name.split()) in {2, 3, 4} and not talk and not is_vocabulary(name) and not is_place(name):
            yield Found(name, *sentence.span())
    for part in re.finditer(r"(?<= - )[^-.,:;\n\d£€$]{3,40}?(?= - |$)", prompt.clean):
        name = _titled(part.group())
        if not is_vocabulary(name) and not is_place(name) and "@" not in name:
            yield Found(name, *part.span())


def _titled(text: str) -> str:
    words = tidy(text).split()
    return " ".join(
        word.lower() if number and fold(word) in {"of", "and", "the"} else word[:1] + word[1:].lower()
        for number, word in enumerate(words)
    )


def after_label(prompt: Prompt) -> Iterator[Found | None]:
    """“Name: Quizzard”, “the name is …”."""
    for match in _cue("labels").finditer(prompt.folded):
        rest = prompt.clean[match.end() : match.end() + 4]
        # “Author name R. J. Hollis”
        plain = (
            (match.group().endswith("name") or match.group() in {"marke", "brand", "marca", "marque"})
            and re.match(r" [A-ZÀ-Þ]", rest)
            and capitals_tell(prompt.clean)
        )
        spoken = match.group().endswith((" is", " be", " ist", " es", " est", "called", "llamo", "appelle"))
        if re.match(r"\s*[:=]", rest):
            yield capture(prompt.clean, match.end() + rest.index(rest.strip()[0]) + 1)
        elif spoken or plain:
            yield capture(prompt.clean, match.end())


def after_self(prompt: Prompt) -> Iterator[Found | None]:
    """“We are Nordlicht”, “my name is …”: whom the prompt says that it is from."""
    for match in SELF.finditer(prompt.clean):
        found = capture(prompt.clean, match.end(), capitals_only=True)
        # “I'm Sam. … Sam's Spokes, Dundee”: the business has a name of its own.
        own = found and re.search(rf"\b{re.escape(found.name)}['’]s [A-Z]\w+", prompt.clean)
        if own:
            yield capture(prompt.clean, own.start(), capitals_only=True)
        yield found if found and not has_kind_word(found.name) else None


def small_possessive(prompt: Prompt) -> Iterator[Found | None]:
    """“joe's plumbing” in a prompt without capitals: a person's name and the trade."""
    for match in re.finditer(r"\b([a-z]{3,14}'s(?: [a-z&]+)??) ([a-z]+)\b", prompt.folded):
        if (
            re.search(r"[A-Z]\w*\.? $", prompt.clean[: match.start()])
            and prompt.clean[match.start()].isupper()
        ):
            continue  # “St Anne's Church Hall”
        first = match.group(1).split("'")[0]
        known = first in word_set("stop") or first in CONTRACTED or has_kind_word(first)
        if known or not (has_kind_word(match.group(2)) or match.group(2) in word_set("entities")):
            continue
        words = prompt.clean[match.start() : match.end()].split()
        yield Found(" ".join(word[:1].upper() + word[1:] for word in words), *match.span())


def after_own(prompt: Prompt) -> Iterator[Found | None]:
    """“my band the midnight foxes with …”: what follows “my” and an entity, up to the next turn."""
    # “for my gim, iron cellar in sheffield”: set off by a comma and followed by its place.
    for match in re.finditer(
        r"\b(?:my|our) [a-z]+(?: [a-z]+)?, ([a-z][a-z' &]{2,30}?) in [a-z]", prompt.folded
    ):
        words = match.group(1).split()
        if len(words) <= 4 and not is_vocabulary(match.group(1)) and words[0] not in word_set("stop"):
            yield capture(prompt.clean, match.start(1))
    for match in re.finditer(r"\b(?:my|our) (?:[a-z]+ ){0,2}?([a-z]+) (?=[a-z])", prompt.folded):
        if match.group(1) not in word_set("entities"):
            continue
        following = prompt.folded[match.end() :].split()
        if following[0] in word_set("breaks") | word_set("stop") - {"the"} or following[0] in word_set(
            "entities"
        ):
            continue
        if has_kind_word(following[0]) or following[0] in word_set("verbs") | word_set("website"):
            continue
        yield capture(prompt.clean, match.end())


def quoted(prompt: Prompt) -> Iterator[Found | None]:
    """Any short text in quotation marks that is not the title of a work."""
    for match in QUOTED.finditer(prompt.clean):
        name = clean_name(next(group for group in match.groups() if group))
        before = prompt.folded[: match.start()].split()[-1:] or [""]
        if len(name.split()) <= 5 and before[0].strip(":,(") not in WORKS:
            yield Found(name, match.start(), match.end())
