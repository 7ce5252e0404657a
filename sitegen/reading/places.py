"""Where it is: places after a preposition, and well-known places anywhere."""

from __future__ import annotations

import re
from functools import lru_cache

from sitegen.reading.regions import unspaced_places
from sitegen.reading.text import Prompt, Vocabulary, capitals_tell, data, fold, listed, phrase_key

BEFORE = re.compile(
    r"(?<!\w)(?:[Ii]n and around|[Bb]ased in|[Ll]ocated in|[Nn]ear|[Aa]round|outside|across|serving|"
    r"[Ff]rom|[Ii]n|[Aa]t|[Ee]n|"
    r"cerca de|à|a|[Bb]ei|aus|sur|dans|chez|nel|nella|em|te)\s+(?:the\s+|der\s+|dem\s+|la\s+|le\s+|"
    r"les\s+)?(?=[^\W\d_])"
)
POLISH_BEFORE = re.compile(r"(?<!\w)(?:w|we|z|ze|koło|spod|pod)\s+([A-ZŁŚŻŹĆ][^\W\d_]{3,})")
# “Tulsa OK”, “Asheville, NC”
AMERICAN = re.compile(
    r"(?<![\w-])([A-Z][a-z]+(?: [A-Z][a-z]+)?),? (?:A[KLRZ]|C[AOT]|DE|FL|GA|HI|I[ADLN]|K[SY]|LA|"
    r"M[ADEINOST]|N[CDEHJMVY]|O[HKR]|"
    r"PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY])(?=[,.;\n]|$)"
)
STARTERS = re.compile(r"[A-ZÀ-ÖØ-ÞŁŚŻŹĆČŠŽĐİ]")
PART = re.compile(r"[^\W\d_][\w'’.-]*")
INNER = {
    "de",
    "la",
    "le",
    "of",
    "the",
    "upon",
    "on",
    "am",
    "an",
    "der",
    "sur",
    "del",
    "los",
    "las",
    "do",
    "da",
    "im",
    "and",
}
HALL = re.compile(
    r",\s+((?:[A-Z][\w'’]+\s){1,3}(?:Hall|Centre|Center|Church|Library|Theatre|Barn|House|Arena|Pavilion))"
    r"(?:,\s+([A-Z][a-z]+))?(?=,|\.|$)"
)
NOT_PLACES = {
    "spanish", "english", "german", "french", "italian", "black", "white", "winter", "summer", "autumn",
    "spring",
    "spanisch", "deutsch", "englisch", "general", "style", "mind", "person", "advance", "particular", "i",
    "it", "my",
    "email", "phone", "tel", "chf", "usd", "eur", "gbp", "sek", "nok", "dkk", "ai", "saas", "the", "our",
    "a", "an", "me", "us", "dark", "light", "monday", "sunday",
}  # fmt: skip
# Places that are ordinary words when they are written small.
SHY = {
    "nice",
    "bath",
    "cork",
    "split",
    "queens",
    "reading",
    "bari",
    "goa",
    "linz",
    "faro",
    "pune",
    "turkey",
    "china",
    "chile",
    "bali",
    "bordeaux",
}


# Places that are ordinary words or names of people as well: believed only after “in”.
AMBIGUOUS = {
    "tours", "lincoln", "victoria", "regina", "clare", "mayo", "preston", "chester", "hull", "nelson",
    "hamilton", "darwin",
    "salvador", "richmond", "burlington", "rochester", "buffalo", "providence", "columbus",
    "charleston", "berkeley",
    "georgia", "virginia", "carolina", "essen", "sion", "como", "halle", "chur", "zug", "thun", "biel",
    "lund", "ulm",
    "poole", "derby", "durham", "lancaster", "dover", "america", "pau", "mendoza", "rosario", "leon",
    "jordan", "us",
    "u.s.", "bari", "cali", "highlands", "camden", "soho", "bath", "cork", "hove", "westport", "ennis",
    "orlando",
    "sal", "faro", "lagos", "lagos pt", "kandy", "colombo", "nara", "split", "reading", "nice", "sofia",
    "santiago", "charlotte", "austin", "phoenix", "savannah", "florence", "regensburg hbf", "bombay",
}  # fmt: skip


@lru_cache(maxsize=1)
def _gazetteer() -> Vocabulary[str]:
    named = listed(data("places")["places"])
    more = [name for places in data("regions")["places"].values() for name in listed(places)]
    return Vocabulary(
        (name, name) for name in [*named, *(name for name in more if fold(name) not in AMBIGUOUS)]
    )


@lru_cache(maxsize=1)
def _not_places() -> frozenset[str]:
    words = data("words")
    groups = [*words["months"].values(), *words["days"].values(), *words["languages"].values()]
    names = {fold(entry) for group in groups for entry in listed(group)}
    return frozenset(names | NOT_PLACES | set(data("colours")["plain"]) | set(data("colours")["modifiers"]))


def is_place(name: str) -> bool:
    """Whether ``name`` is a well-known place."""
    return _gazetteer().phrases.get(phrase_key(name)) is not None


def find_places(prompt: Prompt, name_span: tuple[int, int] | None) -> tuple[str, ...]:
    """Places in the order of the prompt, each once, as written (lower-case ones with their usual
    capitals).
    """
    found: dict[str, int] = {}
    for match in BEFORE.finditer(prompt.clean):
        for place, start in _list_at(prompt, match.end()):
            if not _inside(start, name_span):
                found.setdefault(place, start)
    _add_known(found, prompt, name_span)
    _add_american(found, prompt, name_span)
    for place, at in _in_polish(prompt):
        found.setdefault(place, at)
    for place in unspaced_places(prompt.clean):
        at = prompt.clean.find(place)
        if not _inside(at, name_span):
            found.setdefault(place, at)
    return tuple(sorted(found, key=lambda place: found[place]))


def _add_known(found: dict[str, int], prompt: Prompt, name_span: tuple[int, int] | None) -> None:
    for hit in _gazetteer().find(prompt.words):
        text = prompt.clean[hit.start : hit.end]
        if _inside(hit.start, name_span) or (text.islower() and phrase_key(text) in SHY):
            continue
        # “free uk shipping” is how far it goes.
        if re.match(r"\s(?:wide\b|(?:shipping|delivery|postage|versand))", prompt.folded[hit.end :]):
            continue
        # “guía de montaña” is not in Montana.
        if text.islower() and not text.isascii() and text != hit.value.lower():
            continue
        written = hit.value if text.islower() or text.isupper() else text
        if not any(start <= hit.start < start + len(place) for place, start in found.items()):
            found.setdefault(written, hit.start)


def _add_american(found: dict[str, int], prompt: Prompt, name_span: tuple[int, int] | None) -> None:
    for match in AMERICAN.finditer(prompt.clean):
        if _inside(match.start(), name_span):
            continue
        prompt.take(*match.span())
        if not any(place in match.group() for place in found):
            found.setdefault(match.group(1), match.start())


def _in_polish(prompt: Prompt) -> list[tuple[str, int]]:
    """“w Gdyni”, “w Krakowie”: towns of Poland behind a preposition, in their dictionary form."""
    found = []
    for match in POLISH_BEFORE.finditer(prompt.clean):
        word = fold(match.group(1))
        for place in listed(data("regions")["places"]["PL"]):
            stem = fold(place).rstrip("aeiouy")
            if len(stem) > 3 and word.startswith(stem) and len(word) <= len(stem) + 4:
                prompt.take(*match.span(1))
                found.append((place, match.start(1)))
                break
    return found


def _inside(start: int, span: tuple[int, int] | None) -> bool:
    return span is not None and span[0] <= start < span[1]


def _list_at(prompt: Prompt, start: int) -> list[tuple[str, int]]:
    """The place at ``start`` and those that follow it as “A, B and C”."""
    places: list[tuple[str, int]] = []
    while (found := _place_at(prompt, start)) is not None:
        place, end = found
        places.append((place, start))
        prompt.take(start, end)
        joint = re.match(
            r"\s*(?:,\s*(?:and|und|y|et|e)\s+|,\s*|\s(?:and|und|y|et|e|&|or)\s+)", prompt.clean[end:]
        )
        if joint is None:
            break
        start = end + joint.end()
        following = _place_at(prompt, start)
        if following is None or not (
            is_place(following[0])
            or len(places) > 1
            or _closes(prompt, following[1])
            or (not is_place(place) and _is_lone(prompt, following, joint.group()))
        ):
            break
    return places


def _is_lone(prompt: Prompt, following: tuple[str, int], joint: str) -> bool:
    """Whether one capital word stands between a venue and small words: “at St Mark's Hall, Leith, £5”."""
    single = " " not in following[0] and joint.strip() == ","
    return single and bool(re.match(r"\.?$|[,.;]\s+[a-z\d£€$+]", prompt.clean[following[1] :]))


def _closes(prompt: Prompt, end: int) -> bool:
    """Whether a list goes on to “and C” after an unknown place, which makes it a list of places."""
    return bool(re.match(r"\s*(?:,\s*[^\W\d_]\w+)*\s+(?:and|und|y|et|e)\s+[A-ZÀ-Þ]", prompt.clean[end:]))


def _place_at(prompt: Prompt, start: int) -> tuple[str, int] | None:
    known = _known_at(prompt, start)
    if known is not None or not capitals_tell(prompt.clean):
        return known
    if not STARTERS.match(prompt.clean[start : start + 1]):
        return None
    end = start
    words: list[str] = []
    for match in PART.finditer(prompt.clean, start):
        gap = prompt.clean[end : match.start()] if words else ""
        if gap.strip() or "\n" in gap or len(words) >= 4:
            break
        word = match.group().rstrip(".'’-")
        if not STARTERS.match(word) and fold(word) not in INNER:
            break
        words.append(word)
        end = match.start() + len(word)
        if match.group().endswith("."):
            break
    while words and fold(words[-1]) in INNER:
        end = prompt.clean.rindex(words.pop(), start, end)
    place = prompt.clean[start:end].strip()
    # “for a UX researcher”
    if place.isupper() and len(place) < 4 and place not in {"UK", "USA", "UAE", "NYC", "LA", "DC"}:
        return None
    if not place or fold(place) in _not_places() or fold(place.split()[0]) in _not_places():
        return None
    return re.sub(r"['’]s$", "", place), end


def _known_at(prompt: Prompt, start: int) -> tuple[str, int] | None:
    following = [word for word in prompt.words if start <= word.start < start + 40]
    if not following or following[0].start != start:
        return None
    hits = _gazetteer().find(following[:4])
    if not hits or hits[0].start != start:
        return None
    text = prompt.clean[hits[0].start : hits[0].end]
    rest = prompt.clean[hits[0].end :]
    # “Porto Alegre”, “York Minster”: a longer name that only begins like a known one.
    if text[:1].isupper() and re.match(r" [A-ZÀ-Þ]\w+|-(?:[a-z]+-)*[A-ZÀ-Þ]\w+", rest):
        return None
    return (hits[0].value if text.islower() or text.isupper() else text), hits[0].end
