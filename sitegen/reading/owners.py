"""Whose site it is and what they are: “Portfolio of Ana Lopez, data scientist in Madrid”."""

from __future__ import annotations

import re
from functools import lru_cache

from sitegen.reading.kinds import has_kind_word, has_trade_stem
from sitegen.reading.offer_items import STATEMENT
from sitegen.reading.places import is_place
from sitegen.reading.text import Prompt, data, fold, listed, word_set

# Sites that are about one person: what stands behind the name is what that person is.
PERSONAL = re.compile(
    r"(?:portfolio|portafolio|portefolio|cv|resume|curriculum|lebenslauf|vita|homepage|personal|"
    r"persona[ln]\w*|"
    r"personlich\w*|personnel|persoonlijke)\b[^,.;:\n]{0,24}$"
)
BEHIND = re.compile(
    r"[\"”»]?(?:,| [-–—]|:| \()\s+"
    r"(?:(?P<article>an?|the|our|your|une?|el|la|le|un[ao]?|uma?|een|eine?|der|die)\s)?"
    r"(?P<phrase>[^,.;:\n()–—\d]{3,60})"
)
# Where the phrase ends though no comma does: at a place, a purpose, a clause.
TURN = re.compile(
    r"\s(?:in|at|from|outside|near|across|based|to|for|who|that|with|working|living|specialis\w+|"
    r"specializ\w+|and|"
    r"aus|bei|mit|für|und|à|au|aux|en|spécialisée?|pour|et|qui|para|que|y|em|e|per|che|i|te|voor|uit|"
    r"met|w|we|z|dla|"
    r"a(?= [A-ZÀ-Þ]))(?=\s|$)"
)
# Where the head of “biologa marina” stands first.
NOUN_FIRST = {"es", "fr", "it", "pt", "pl"}
# A body and the place that it is of: “parish council of Little Wenlock”, “ayuntamiento de Villarrubia”.
CIVIC = re.compile(
    r"\b((?:(?:[a-z]|(?<![^\s])[A-Z])[a-z]+ ){0,2}?(?i:council|union|society|association|guild|"
    r"chamber|diocese|university|"
    r"municipality|parish|federation|league|institute|town hall|library|museum|fire brigade)|"
    r"(?i:ayuntamiento|mairie|comune|c[âa]mara municipal|prefeitura|universidad|universit[àé]|commune|"
    r"concello))"
    r" (of|de|di|do|da) ([A-ZÀ-Þ][\w'’-]+(?: (?:de |la |le |del |upon |on )*[A-ZÀ-Þ][\w'’-]+){0,3})"
)
COMPANY = re.compile(
    r"\b(?:AS|A/S|AB|AG|GmbH|UG|KG|Ltd|Inc|LLC|LLP|BV|NV|SA|SL|SRL|Srl|SAS|SARL|Oy|Co|plc|Lda)\b"
)
SMALL = {"de", "of", "und", "and", "the", "di", "du", "des", "da", "do"}


@lru_cache(maxsize=16)
def doers(language: str) -> tuple[str, ...]:
    """Endings of words for somebody who does something."""
    return tuple(listed(data("words")["doers"].get(language, "")))


def find_trade(prompt: Prompt, span: tuple[int, int] | None, language: str) -> tuple[str, int, int] | None:
    """What a person is, where it stands behind the name as an apposition; with its place in the prompt."""
    if span and (body := CIVIC.fullmatch(prompt.clean[span[0] : span[1]])):
        return body.group(1).lower(), span[0], span[0] + len(body.group(1))
    if span and (first := _first_word(prompt, span, language)):
        return first
    if span is None or not span[1] or not is_person(prompt.clean[span[0] : span[1]]):
        return None
    if before := _before(prompt, span[0], language):
        return before
    behind = BEHIND.match(prompt.clean, span[1])
    if behind is None:
        return None
    turn = TURN.search(behind.group("phrase"))
    phrase = behind.group("phrase")[: turn.start()] if turn else behind.group("phrase")
    phrase = phrase.strip()
    personal = is_personal(prompt, span[0])
    if not _is_trade(phrase, language, sure=personal or bool(behind.group("article"))):
        return None
    start = behind.start("phrase")
    return phrase, start, start + len(phrase)


def _first_word(prompt: Prompt, span: tuple[int, int], language: str) -> tuple[str, int, int] | None:
    """“Grafikdesignerin Mia Neumann”, “Archaeologist Dr. Nadia Haddad”: the trade that a name begins with."""
    name = prompt.clean[slice(*span)]
    if COMPANY.search(name):
        return None
    word = re.match(r"([A-ZÄÖÜ][\w-]{6,}) (?=(?:(?:Dr|Prof)\.? )?[A-ZÄÖÜ][\w.-]+ [A-ZÄÖÜ])", name)
    if word is None or not (language == "de" or re.match(r"(?:Dr|Prof)\b", name[word.end() :])):
        return None
    trade = word.group(1)
    if not fold(trade).endswith(doers(language)) and not _is_trade_word(trade):
        return None
    return (trade if language == "de" else trade.lower()), span[0], span[0] + len(trade)


def _before(prompt: Prompt, at: int, language: str) -> tuple[str, int, int] | None:
    """“Furniture restorer Agnes Holm”: what somebody is, right before the name."""
    match = re.search(
        r"(?:^|[.:\n,]\s?|\b(?:for|für|para|pour|per|voor|an?|the)\s)([^\W\d][\w -]{3,40}?)\s$",
        prompt.clean[:at],
    )
    phrase = match.group(1) if match else ""
    words = fold(phrase).split()
    talk = word_set("request") | word_set("website") | word_set("called")
    if not words or len(words) > 4 or talk & set(words) or not words[-1].endswith(doers(language)):
        return None
    named = any(word[:1].isupper() for word in phrase.split()[1:]) and language != "de"
    if named or (is_place(phrase.split()[0]) and len(words) == 1):
        return None
    start = match.start(1) if match else 0
    small = phrase if language == "de" or phrase[1:2].isupper() else phrase[:1].lower() + phrase[1:]
    return small, start, start + len(phrase)


def is_personal(prompt: Prompt, at: int) -> bool:
    """Whether the name at ``at`` is that of somebody whose portfolio or personal page is asked for."""
    return bool(PERSONAL.search(prompt.folded[:at]))


def is_person(name: str) -> bool:
    """Whether a name looks like somebody's: two to five words with capitals, none of them a trade."""
    words = [word for word in re.findall(r"[^\W\d_][\w'’.-]*", name) if fold(word) not in SMALL]
    return (
        2 <= len(words) <= 5
        and "&" not in name
        and not COMPANY.search(name)
        and not re.match(r"[\"“„«]?The\b", name)
        and not re.search(r"\d|['’]s\b", name)
        and all(word[0].isupper() for word in words if len(word) > 3)
        and not any(_is_trade_word(word) for word in words)
    )


def _is_trade_word(word: str) -> bool:
    folded = fold(word).removesuffix(".")
    return folded in word_set("entities") or has_kind_word(folded) or has_trade_stem(folded)


def _is_trade(phrase: str, language: str, *, sure: bool) -> bool:
    """Whether a phrase says what somebody is; ``sure`` if an article or a personal site says so already."""
    words = fold(phrase).split()
    if not 1 <= len(words) <= 5 or is_place(phrase) or STATEMENT.search(fold(phrase)):
        return False
    # A capital begins a name or a place, but in German and in “PhD student”.
    if phrase[0].isupper() and language != "de" and not (phrase[1:2].isupper() or "hD" in phrase[:3]):
        return False
    head = words[0] if language in NOUN_FIRST else words[-1]
    if head.endswith("s") and not head.endswith("ss") and language in {"en", "es", "fr", "pt"}:
        return False
    return sure or head.endswith(doers(language))
