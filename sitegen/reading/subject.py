"""What it is, as a short noun phrase, and its topics."""

from __future__ import annotations

import re
from itertools import pairwise

from sitegen.reading.facts import PRICE
from sitegen.reading.kinds import has_trade_stem, kind_phrases, speaks_for
from sitegen.reading.owners import doers
from sitegen.reading.phrases import (
    CALLED,
    FILLER,
    HYPHENS,
    VERBS,
    describes,
    finished,
    head_is_entity,
    is_in_opening,
    is_inside,
    one_of,
    phrase_around,
    weight_of,
    without_capital,
)
from sitegen.reading.places import is_place
from sitegen.reading.said import VAGUE, goods_of, of_page, said_to_be
from sitegen.reading.text import Prompt, at_home, complements, data, fold, word_set

REQUEST = re.compile(
    r"(?:[^,.;:\n]{0,60}?\b(?:website|web site|site|page|homepage|portfolio|landing page)\s+(?:for|of)\s+)"
    r"(?:(?:a|an|the|my|our)\s+)?",
    re.IGNORECASE,
)
# “I'm Jonas Weil, a marine biologist working on seagrass”: what the person of a personal page is.
ROLE = re.compile(
    r"(?:\bI(?:['’]m| am)|\b[Mm]y name is|\b[Pp]age (?:of|for))\s"
    r"(?:[A-ZÀ-Þ][\w'’-]+[ ,]+){0,4}(?:(?<=, )|an?\s)"
    r"((?:[a-z][a-z-]+\s){0,2}?[a-z][a-z-]+)"
    r"(?=[,.;\n]|\s(?:who|working|based|in|from|at|with|and|specialising|specializing|living|for)\b|$)"
)
PHRASE = re.compile(
    r"(?:(?:an?|the|my|our)\s+)?((?:[A-Za-z][\w-]+\s){1,4}[a-z][\w-]{2,})"
    r"(?=,|\s(?:for|in|called|named|and|from)\b)"
)
MADE = re.compile(
    r"\b(?:[Ww]e|[Ii]|they|who|(?:[Oo]ur|[Mm]y) \w+) (?:make|build|manufacture|produce|bake|brew|grow|"
    r"sew|knit)s?\s+"
    r"((?:[a-z][a-z-]+\s){0,3}?[a-z-]{3,}(?:s|(?<=cider)|(?<=beer)|(?<=bread)|(?<=wine)|(?<=soap)|"
    r"(?<=honey)|(?<=cheese)))"
    r"(?=\s(?:for|from|in|with|that|and|by|at|to)\b|[,.;]|$)"
)
MAKERS = {"trades", "startup", "landing", "consulting"}
PRICED = re.compile(rf"\s*[:(–-]?\s*(?:{PRICE.pattern})", re.IGNORECASE)
VERB = re.compile(
    r"\b(?:my|our|the) (?:dad|mum|mom|father|mother|\w+er|wife|husband|uncle|aunt|friend|son|team) (\w+s)$"
)
TEACH = re.compile(r"\bI teach (?:the )?([a-z]+(?: [a-z]+)?)(?=\s(?:to|in|at|for|and)\b|[,.;]|$)")
GERMAN_SHOP = re.compile(
    r"\b((?:Online-?[Ss]hop|Shop|Laden|Geschäft) für (?:[a-zäöüß]+ ){0,2}[A-ZÄÖÜ][\wäöüß-]+)"
)
FIXED = re.compile(
    r"\b(?:I|i|[Ww]e|who) (fix|repair|restore|mend) ((?:[a-z]+ ){0,2}[a-z]{3,}?)s?(?=[,.;]|$|\s(?:in|and|"
    r"at|for|near)\b)"
)
THING = re.compile(
    r"[\"”]?,? (?:is |are )?an? (?!couple|family|person|group|man |woman|pair|team)"
    r"((?:[a-z][a-z-]+ ){0,3}?[a-z][a-z-]{2,})"
    r"(?=[,.;:\n]|$|\s(?:in|at|for|from|outside|near|based|that|which|who|with|by|to)\b)"
)
# “Beratungsstelle für Schuldner in Dortmund”
GERMAN_NOUN = re.compile(r"([A-ZÄÖÜ][a-zäöüß-]{8,}) (?=(?:für|in|aus|bei|im)\s)")
REPAIR = re.compile(r"['’]s ((?:[A-Z][a-z]+ ){1,2}[Rr]epairs?)$")
PLAIN_NAME = "Subscription"
PLAIN_SHOPS = {"online", "shop", "store", "boutique", "e", "commerce", "web"}
SOLD = re.compile(
    r"\b(?:sell|sells|selling)\s+(?:my\s+|our\s+)?((?:[a-z][a-z-]+\s){0,3}?[a-z][a-z-]+)"
    r"(?=\s+(?:online|and|in|for|from|to|at|with)\b|[,.;]|$)",
    re.IGNORECASE,
)


def find_subject(
    prompt: Prompt, *, kind: str, language: str, name_span: tuple[int, int] | None, trade: str = ""
) -> str:
    """A noun phrase of at most five words in the prompt's language (“ramen restaurant”, “estudio de
    yoga”); ``trade`` is what the prompt says of the person whose site it is.
    """
    if trade:
        return trade
    if language not in data("words")["subjects"]:
        return _label(prompt, language)
    if name_span and language == "en" and (repair := REPAIR.search(prompt.clean[slice(*name_span)])):
        return f"{repair.group(1).lower()} shop"
    best = _found(prompt, kind, language, name_span)
    # What is said outright needs no head from us.
    if best and fold(best) not in CALLED and best == said_to_be(prompt, language, name_span):
        return without_capital(best, prompt, language)
    if GERMAN_SHOP.fullmatch(best):
        return best
    if best:
        return finished(without_capital(best, prompt, language), kind, language)
    if language == "de" and (noun := GERMAN_NOUN.match(prompt.clean)) and not _is_request(noun.group(1)):
        return noun.group(1)
    return str(data("words")["subjects"][language][kind])


def _is_request(word: str) -> bool:
    return fold(word) in word_set("request") | word_set("website") | FILLER


def _found(prompt: Prompt, kind: str, language: str, name_span: tuple[int, int] | None) -> str:
    """The best phrase that the prompt has for it, as written; empty if it has none."""
    candidates = _candidates(prompt, language, name_span)
    own = _own_words(prompt, kind, language, name_span, candidates)
    best = _best_phrase(prompt, kind, language, name_span, candidates, own)
    if language == "en" and best not in own:
        best = _by_verb(prompt, kind, best)
    said = said_to_be(prompt, language, name_span)
    if said and not own and _is_better(said, best, prompt, language):
        return said
    if kind == "ecommerce" and not own:
        best = _shop_of(prompt, best, language)
    if name_span and not own and not (best and head_is_entity(best) and fold(best) not in VAGUE):
        # “Nordvik Aquaculture AS, a salmon hatchery outside Bodø”
        thing = THING.match(prompt.clean, name_span[1]) if language == "en" else None
        best = thing.group(1) if thing else best
    best = best or of_page(prompt, name_span)
    role = ROLE.search(prompt.clean) if language == "en" else None
    if role and set(fold(best).split()) <= word_set("website") | FILLER:
        best = role.group(1)
    return best


def _candidates(prompt: Prompt, language: str, name_span: tuple[int, int] | None) -> list[str]:
    """Phrases around the words of known trades."""
    # “2 personal trainers” is what there is, not what it is.
    outside = [
        (start, end)
        for start, end in _places(prompt)
        if not is_inside(start, name_span)
        and not re.search(r"\d\s*$", prompt.clean[:start])
        # “shaving bar A$14” is on the shelf.
        and not PRICED.match(prompt.clean, end)
        # “my dad repairs old radios” says what he does.
        and not VERB.search(prompt.folded[:end])
    ]
    beside = complements(prompt)
    central = [place for place in outside if not any(begin < place[0] < end for begin, end in beside)]
    outside = central or ([] if _opening_entity(prompt, name_span) else outside)
    phrases = [phrase_around(prompt, start, end, language, name_span) for start, end in outside]
    return [phrase for phrase in phrases if phrase and not _is_priced(prompt, phrase)]


def _is_priced(prompt: Prompt, phrase: str) -> bool:
    """“soap bar £6” is on the shelf, though the price stands behind the bar."""
    at = prompt.clean.find(phrase)
    return at >= 0 and " " in phrase and PRICED.match(prompt.clean, at + len(phrase)) is not None


def _places(prompt: Prompt) -> list[tuple[int, int]]:
    return [(start, end) for start, end, word in kind_phrases(prompt) if word not in word_set("website")]


def _own_words(
    prompt: Prompt, kind: str, language: str, name_span: tuple[int, int] | None, candidates: list[str]
) -> list[str]:
    """Words of the name that say what the business is.

    “mossy bar” may be a shop's name: only words of its kind say it.
    """
    own = [prompt.clean[start:end] for start, end in _places(prompt) if is_inside(start, name_span)]
    own = [word for word in own if speaks_for(word, kind)]
    inside = [word for word in prompt.words if is_inside(word.start, name_span)]
    own = own or [word.text for word in inside if has_trade_stem(word.folded)][:1]
    own = own if language == "de" else [word.lower() for word in own]
    opened = any(is_in_opening(prompt, phrase) for phrase in candidates if fold(phrase) not in PLAIN_SHOPS)
    return [word for word in own if head_is_entity(word) or not opened]


def _best_phrase(
    prompt: Prompt,
    kind: str,
    language: str,
    name_span: tuple[int, int] | None,
    candidates: list[str],
    own: list[str],
) -> str:
    # The first of equals: what is named later is on offer there.
    best = max(candidates, key=lambda phrase: weight_of(phrase, prompt), default="")
    plain = fold(best) in PLAIN_SHOPS
    if own and (plain or not (best and head_is_entity(best) and is_in_opening(prompt, best))):
        best = own[0]
    if not (best and head_is_entity(best) and (own or is_in_opening(prompt, best))):
        # “drone-survey company”: no word of a known trade, but a firm all the same.
        entity = _opening_entity(prompt, name_span)
        best = phrase_around(prompt, *entity, language, name_span) if entity else _made(prompt, kind) or best
    if language == "en" and not own and not (best and (head_is_entity(best) or is_in_opening(prompt, best))):
        best = _first_phrase(prompt, name_span) or best
    # “one-page shop” says nothing, and “I fix” is no thing.
    empty = FILLER | word_set("website") | {"shop", "store", "i", "we", "fix"}
    single = " " not in best and "-" not in best and fold(best) not in VERBS
    return best if single or not set(re.split(r"[\s-]", fold(best))) <= empty | VERBS else ""


def _by_verb(prompt: Prompt, kind: str, best: str) -> str:
    """“I teach the cello”, “I fix bikes”, “who bake cakes”: what somebody does says what they are."""
    made = MADE.search(prompt.clean)
    if best and head_is_entity(best) and not (made and fold(best) == fold(made.group(1))):
        return best
    if taught := TEACH.search(prompt.clean):
        return f"{taught.group(1)} teacher"
    if not best and (fixed := FIXED.search(prompt.clean)):
        return f"{fixed.group(2)} {'restorer' if fixed.group(1) == 'restore' else 'repair shop'}"
    return (_made(prompt, kind, best) if best else "") or best


def _is_better(said: str, best: str, prompt: Prompt, language: str) -> bool:
    """Whether what is said outright is better than a phrase that was found: than a guess, than a thing that
    is only named further down, than a part of it.
    """
    several = best.endswith("s") and not best.endswith("ss")
    person = fold(said).split()[-1].endswith(doers(language)) and (several or not head_is_entity(best))
    longer = bool(best) and f" {fold(best)} " in f" {fold(said)} "
    opened = bool(best) and (is_in_opening(prompt, best) or fold(said) in fold(best))
    return person or longer or not opened


def _shop_of(prompt: Prompt, best: str, language: str) -> str:
    """“shop for handmade leather dog collars” → “handmade leather dog collar shop”."""
    if language == "de":
        shop = GERMAN_SHOP.search(prompt.clean)
        return shop.group(1) if shop else best
    if set(fold(best).split()[:-1]) <= {"handmade", "online", "small", "gift"} and (
        goods := goods_of(prompt)
    ):
        best = f"{goods} shop"
    sold = SOLD.search(prompt.clean)
    plain = set(fold(best).split()) <= PLAIN_SHOPS
    return sold.group(1) if sold and (plain or not head_is_entity(best)) else best


def _opening_entity(prompt: Prompt, name_span: tuple[int, int] | None) -> tuple[int, int] | None:
    """Where the first clause names a firm, a team or a tool that words before it describe."""
    end = len(
        re.split(r"[,;.:\n—–]|\b(?:for|with|that|which|who|about)\b", _past_request(prompt), maxsplit=1)[0]
    )
    start = len(prompt.clean) - len(_past_request(prompt))
    for before, word in pairwise(prompt.words):
        inside = start <= word.start and word.end <= start + end and not is_inside(word.start, name_span)
        plain = word.folded in word_set("website") | {
            "service",
            "services",
            "project",
            "team",
            "group",
            "product",
        }
        hyphened = prompt.clean[before.end : word.start] in HYPHENS
        described = before.start >= start and not word.breaks and (describes(before) or hyphened)
        if inside and word.folded in word_set("entities") and not plain and described:
            return word.start, word.end
    return None


def _first_phrase(prompt: Prompt, name_span: tuple[int, int] | None) -> str:
    """The noun phrase that an English prompt begins with: “Fire-safety training for care homes”."""
    text = _past_request(prompt)
    match = PHRASE.match(text)
    at = len(prompt.clean) - len(text)
    if match is None or is_inside(at + match.start(1), name_span):
        return ""
    words = [word for word in prompt.words if at + match.start(1) <= word.start < at + match.end(1)]
    talk = word_set("request") | word_set("website") | word_set("stop") | word_set("verbs") | FILLER | VERBS
    hyphened = {word for part in match.group(1).split() if "-" in part for word in fold(part).split("-")}
    if any(word.folded in talk - hyphened or is_place(word.text) for word in words):
        return ""
    return match.group(1)


def _past_request(prompt: Prompt) -> str:
    """The prompt behind “a website for”."""
    return prompt.clean[match.end() :] if (match := REQUEST.match(prompt.clean)) else prompt.clean


def _made(prompt: Prompt, kind: str, best: str = "") -> str:
    """Of makers, what they make: “We make low-noise heat pumps” is a “low-noise heat pump maker”; ``best``
    is a thing that may turn out to be what they make.
    """
    match = MADE.search(prompt.clean)
    if match is None or not (kind in MAKERS or (best and fold(best) in fold(match.group(1)))):
        return ""
    return f"{one_of(match.group(1).lower())} maker"


def _label(prompt: Prompt, language: str) -> str:
    """In a language whose grammar is not known here: the dictionary form of a trade that the prompt has a
    form of; empty if it has none.
    """
    for stem, label in data("labels").get(language.split("-")[0], {}).items():
        if fold(stem) in prompt.folded:
            return str(label)
    return ""


def topics_of(prompt: Prompt, name_span: tuple[int, int] | None) -> tuple[str, ...]:
    """Content words of the prompt in its order, in lower case as written, each once."""
    rooms = at_home(prompt)
    skipped = word_set("stop") | word_set("request") | word_set("website") | FILLER
    words = [
        word.text.lower()
        for word in prompt.words
        if len(word.text) > 2
        and not word.text.isdigit()
        and word.folded not in skipped
        and not is_inside(word.start, name_span)
        and not any(is_inside(word.start, room) for room in rooms)
    ]
    return tuple(dict.fromkeys(words))[:40]
