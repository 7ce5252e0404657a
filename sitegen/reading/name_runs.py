"""How far a name goes: quoted, with capitals, or up to the next turn of the sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sitegen.reading.text import fold, tidy, word_set

TOKEN = re.compile(r"\S+")
CLOSERS = {
    '"': '"',
    "“": "”",
    "„": '“”"',
    "«": "»",
    "‹": "›",
    "'": "'",
    "‘": "’",
    "”": "”",
    "`": "`",
    "「": "」",
}
ABBREVIATIONS = {
    "dr",
    "st",
    "mr",
    "mrs",
    "ms",
    "no",
    "co",
    "inc",
    "jr",
    "prof",
    "ltd",
    "sr",
    "sra",
    "mt",
    "nr",
}
# “Dr. med. dent. Jana Sommer”
DEGREES = {"med", "dent", "vet", "phil", "rer", "nat", "jur", "iur", "ing"}
HARD_STOPS = {
    "with", "that", "which", "who", "whose", "offering", "featuring", "based", "selling", "located",
    "in", "from", "near", "at", "for", "mit", "con", "avec", "pages", "website", "site", "please", "where",
    "في", "من", "على", "مع", "لـ", "के", "का", "की", "में", "को", "और", "на", "в", "στα", "στο", "στη", "στην",
}  # fmt: skip
POLISH = re.compile(r"[ąćęłńśźżĄĆĘŁŃŚŹŻ]")


@dataclass(frozen=True)
class Found:
    name: str
    start: int
    end: int


def clean_name(name: str) -> str:
    """A name as it may be printed: one line, at most 60 characters, no quotes around it, no possessive at
    its end.
    """
    name = tidy(name).strip('"“”„«»`‘').strip(" *_#<>{}[]()")
    if name.startswith("'") or (name.count("'") == 1 and name.endswith("'")):
        name = name.strip("'")
    return tidy(name[:60])


def capture(clean: str, start: int, *, capitals_only: bool = False) -> Found | None:
    """The name at ``start``: quoted, capitalised, or in lower case up to the next turn of the sentence."""
    while start < len(clean) and clean[start] in " \n:":
        start += 1
    if start >= len(clean):
        return None
    if clean[start] in CLOSERS:
        return _quoted_at(clean, start)
    tokens = list(TOKEN.finditer(clean, start, min(len(clean), start + 120)))[:8]
    capital = bool(tokens) and _is_capital(tokens[0].group()) and not clean.isupper()
    if capitals_only and not capital:
        return None
    words, end = _run_of(clean, tokens, start, capital=capital)
    if not words:
        return None
    name = " ".join(words)
    if not capital and (name.islower() or clean.isupper()):
        name = " ".join(
            word if word in {"of", "and", "&"} else word[:1].upper() + word[1:].lower() for word in words
        )
    if club := re.match(r"\s(?:e\.\s?V\.|gGmbH)", clean[end:]):
        return Found(clean_name(name) + club.group(), start, end + club.end())
    if number := re.match(r"\s(?:nr|no|n|Nr|No)[.°º]?\s?\d+\b", clean[end:]):
        # “Szkoła Podstawowa nr 4”
        name, end = name + number.group(), end + number.end()
    return Found(clean_name(name), start, max(end, start + 1))


def _run_of(clean: str, tokens: list[re.Match[str]], start: int, *, capital: bool) -> tuple[list[str], int]:
    """The words that belong to the name, at most seven, and where the last one ends."""
    words: list[str] = []
    end = start
    # “Sęk i Słój”; but “Ewe & I”, and Swedish “i Malmö”.
    polish = bool(POLISH.search(clean))
    for number, token in enumerate(tokens[:7]):
        following = tokens[number + 1].group() if number + 1 < len(tokens) else ""
        core = _core(token.group())
        if not core or (
            number and _stops(token.group(), following, capital=capital, count=number, polish=polish)
        ):
            break
        words.append(core)
        end = token.start() + token.group().index(core) + len(core)
        if _ends_sentence(token.group(), core) or "\n" in clean[token.end() : token.end() + 1]:
            break
    while words and not words[-1][0].isupper() and fold(words[-1]) in word_set("joiners"):
        words.pop()
    return words, end


def _quoted_at(clean: str, start: int) -> Found | None:
    closers = CLOSERS[clean[start]]
    for end in range(start + 1, min(len(clean), start + 80)):
        if clean[end] in closers and not (clean[end] in "'’" and clean[end + 1 : end + 2].isalpha()):
            return Found(clean_name(clean[start + 1 : end]), start, end + 1)
    return None


def _stops(token: str, following: str, *, capital: bool, count: int, polish: bool) -> bool:
    core = fold(_core(token))
    if not core:
        return True
    if core.rstrip(".") in DEGREES and token.endswith("."):
        return False
    if not capital:
        return count >= 4 or core in word_set("breaks") or core == "and"
    if core in HARD_STOPS:
        return True
    # The “Van” of “Two Brothers & A Van” has a capital.
    if core in word_set("joiners") and not token[0].isupper() and not (core == "i" and not polish):
        # “Tick of the Clerkenwell”: two of them in a row, if a capital follows in the end.
        return not (_is_capital(following) or fold(_core(following)) in word_set("joiners"))
    return not _is_capital(token)


def _core(token: str) -> str:
    return token.strip(',;:!?()[]{}<>"“”„«»|—–…*').rstrip(".") if _abbreviation(token) is False else token


def _abbreviation(token: str) -> bool:
    # “R. J. Hollis”
    initial = len(token) == 2 and token[0].isupper()
    return token.endswith(".") and (
        initial or fold(token.strip(".")) in DEGREES or fold(token.strip(".")) in ABBREVIATIONS
    )


def _ends_sentence(token: str, core: str) -> bool:
    return token[token.index(core) + len(core) :] != "" and not _abbreviation(token)


def _is_capital(token: str) -> bool:
    # “Les Voix d'Azur”
    token = re.sub(r"^[dl]['’](?=[A-ZÀ-Þ])", "", token)
    first = next((character for character in token if character.isalnum() or character in "&+"), "")
    return bool(first) and (
        first.isupper() or first.isdigit() or first in "&+" or not (first.islower() or first.isupper())
    )
