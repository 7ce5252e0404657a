"""What it is, as a short noun phrase, and for whom."""

from __future__ import annotations

import re
from itertools import pairwise

from sitegen.reading.facts import PRICE
from sitegen.reading.kinds import has_kind_word, kind_phrases, speaks_for
from sitegen.reading.places import is_place
from sitegen.reading.text import (
    Prompt,
    Word,
    complements,
    data,
    fold,
    tidy,
    vocabulary_of,
    word_before,
    word_set,
)

FILLER = {
    "nice", "beautiful", "great", "good", "cool", "stunning", "new", "small", "little", "local",
    "awesome", "amazing",
    "website", "web", "site", "page", "landing", "online", "called", "named", "full", "complete",
    "responsive", "multi",
    "best", "top", "own", "personal", "sitio", "pagina", "webseite", "seite", "one", "single", "perfect",
    "kleine", "kleiner", "kleines", "tiny", "big", "bin", "suis", "soy",
}  # fmt: skip
VERBS = {
    "is",
    "are",
    "was",
    "want",
    "need",
    "build",
    "create",
    "make",
    "design",
    "teach",
    "sell",
    "have",
    "has",
    "doing",
    "does",
    "shooting",
    "give",
    "hold",
    "keep",
    "offer",
    "making",
    "baking",
    "opening",
    "starting",
    "run",
    "running",
    "own",
}
KIND_LABELS = {
    "e", "commerce", "ecommerce", "saas", "app", "portfolio", "blog", "shop", "store", "website",
    "luxury", "one", "pager",
    "startup", "landing", "webshop", "onlineshop", "tienda", "boutique",
}  # fmt: skip
HEADS = {
    "trades": "company",
    "saas": "software",
    "app": "app",
    "consulting": "consultancy",
    "portfolio": "studio",
    "photography": "photographer",
    "restaurant": "restaurant",
}
# What people write for short, as a business is called.
CALLED = {
    "vets": "veterinary practice", "vet": "veterinary practice", "dentists": "dental practice",
    "gp": "GP practice",
    "ngo": "charity", "water ngo": "charity", "cv": "personal site", "plumbers": "plumbing company",
    "electricians": "electrical company", "solicitors": "law firm", "accountants": "accounting practice",
    "b2b software": "business software", "takeaway": "takeaway", "cleaners": "cleaning company",
    "florist": "florist",
}  # fmt: skip
SHOPS = {"en": "shop", "es": "tienda de", "fr": "boutique de", "de": "Laden für"}
AUDIENCE = re.compile(
    r"(?<!call )\b(?:for|aimed at|targeting|targeted at|designed for|geared towards?|tailored to|für|"
    r"para|pour)\s+"
    r"((?!a |an |the |our |my |me |us |one |two |three |just |only |free |sale|rent|more|it|this|"
    r"that|all |your|example|every|ein|"
    r"eine|un |una |une |el |la |le )"
    r"[^\W\d_][\w'’-]*(?:\s(?!with|in|and we|based|called|named|who|that|on|by|including|from|featuring|"
    r"using|at|offering|mit|con|avec|en|\d)[\w'’&-]+){0,4})",
    re.IGNORECASE,
)
SERVED = re.compile(
    r"\b(?:teach(?:es|ing)?|help(?:s|ing)?|support(?:s|ing)?|empower(?:s|ing)?|train(?:s|ing)?)\s+"
    r"(?:[\w-]+\s){1,4}?(?:to|for)\s+((?!a |the |find|get|learn|grow|build)[a-z][\w'-]*(?:\s(?!with|in|"
    r"and|who|that|on|by)[a-z][\w'-]*){0,2})",
    re.IGNORECASE,
)
HELPED = re.compile(
    r"\b(?:helps|helping|supports|supporting|empowers|empowering)\s+((?!you|us|me|"
    r"people\b)[a-z][\w'-]*(?:\s(?!to|with|in|find|get|learn|and|by|save)[a-z][\w'-]*){0,3})",
    re.IGNORECASE,
)


DOERS = re.compile(r"(?:[^aeo]ers|eers|ors|ists|ians|ants|ees|smiths|women|men|folk|owners|artists)$")
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
    r"\b[Ww]e (?:make|build|manufacture|produce)\s+((?:[a-z][a-z-]+\s){0,3}?[a-z-]{3,}s)"
    r"(?=\s(?:for|from|in|with|that|and|by|at|to)\b|[,.;]|$)"
)
MAKERS = {"trades", "startup", "landing", "consulting"}
PRICED = re.compile(rf"\s*[:(–-]?\s*(?:{PRICE.pattern})", re.IGNORECASE)
HYPHENS = {"-", "\u2010", "\u2011"}
PLAIN_NAME = "Subscription"
PLAIN_SHOPS = {"online", "shop", "store", "boutique", "e", "commerce", "web"}
SOLD = re.compile(
    r"\b(?:sell|sells|selling)\s+(?:my\s+|our\s+)?((?:[a-z][a-z-]+\s){0,3}?[a-z][a-z-]+)"
    r"(?=\s+(?:online|and|in|for|from|to|at|with)\b|[,.;]|$)",
    re.IGNORECASE,
)


def find_subject(prompt: Prompt, *, kind: str, language: str, name_span: tuple[int, int] | None) -> str:
    """A noun phrase of at most five words in the prompt's language (“ramen restaurant”, “estudio de
    yoga”).
    """
    if language not in data("words")["subjects"]:
        return _label(prompt, language)
    places = [(start, end) for start, end, word in kind_phrases(prompt) if word not in word_set("website")]
    # “2 personal trainers” is what there is, not what it is.
    outside = [
        (start, end)
        for start, end in places
        if not _inside(start, name_span)
        and not re.search(r"\d\s*$", prompt.clean[:start])
        # “shaving bar A$14” is on the shelf.
        and not PRICED.match(prompt.clean, end)
    ]
    beside = complements(prompt)
    central = [place for place in outside if not any(begin < place[0] < end for begin, end in beside)]
    outside = central or ([] if _opening_entity(prompt, name_span) else outside)
    candidates = [
        phrase for start, end in outside if (phrase := _around(prompt, start, end, language, name_span))
    ]
    # “mossy bar” may be a shop's name: only words of its kind say what a business is.
    own = [prompt.clean[start:end] for start, end in places if _inside(start, name_span)]
    own = [word for word in own if speaks_for(word, kind)]
    own = own if language == "de" else [word.lower() for word in own]
    own = [
        word for word in own if _head_is_entity(word) or not any(_in_opening(prompt, c) for c in candidates)
    ]
    # The first of equals: what is named later is on offer there.
    best = max(candidates, key=lambda phrase: _weight(phrase, prompt), default="")
    if own and not (best and _head_is_entity(best) and _in_opening(prompt, best)):
        best = own[0]
    if not (best and _head_is_entity(best) and (own or _in_opening(prompt, best))):
        # “drone-survey company”: no word of a known trade, but a firm all the same.
        entity = _opening_entity(prompt, name_span)
        best = _around(prompt, *entity, language, name_span) if entity else _made(prompt, kind) or best
    if language == "en" and not own and not (best and (_head_is_entity(best) or _in_opening(prompt, best))):
        best = _first_phrase(prompt, name_span) or best
    role = ROLE.search(prompt.clean) if language == "en" else None
    if role and set(fold(best).split()) <= word_set("website") | FILLER:
        best = role.group(1)
    goods = SOLD.search(prompt.clean)
    plain = set(fold(best).split()) <= PLAIN_SHOPS
    if kind == "ecommerce" and goods and (plain or not _head_is_entity(best)):
        best = goods.group(1)
    if best:
        return _finish(_small(best, prompt, language), kind, language)
    return str(data("words")["subjects"][language][kind])


def _opening_entity(prompt: Prompt, name_span: tuple[int, int] | None) -> tuple[int, int] | None:
    """Where the first clause names a firm, a team or a tool that words before it describe."""
    end = len(
        re.split(r"[,;.:\n—–]|\b(?:for|with|that|which|who|about)\b", _past_request(prompt), maxsplit=1)[0]
    )
    start = len(prompt.clean) - len(_past_request(prompt))
    for before, word in pairwise(prompt.words):
        inside = start <= word.start and word.end <= start + end and not _inside(word.start, name_span)
        plain = word.folded in word_set("website") | {
            "service",
            "services",
            "project",
            "team",
            "group",
            "product",
        }
        hyphened = prompt.clean[before.end : word.start] in HYPHENS
        described = before.start >= start and not word.breaks and (_describes(before) or hyphened)
        if inside and word.folded in word_set("entities") and not plain and described:
            return word.start, word.end
    return None


def _first_phrase(prompt: Prompt, name_span: tuple[int, int] | None) -> str:
    """The noun phrase that an English prompt begins with: “Fire-safety training for care homes”."""
    text = _past_request(prompt)
    match = PHRASE.match(text)
    at = len(prompt.clean) - len(text)
    if match is None or _inside(at + match.start(1), name_span):
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


def _made(prompt: Prompt, kind: str) -> str:
    """Of makers, what they make: “We make low-noise heat pumps” is a “low-noise heat pump maker”."""
    match = MADE.search(prompt.clean) if kind in MAKERS else None
    return f"{_one_of(match.group(1).lower())} maker" if match else ""


def _label(prompt: Prompt, language: str) -> str:
    """In a language whose grammar is not known here: the dictionary form of a trade that the prompt has a
    form of; empty if it has none.
    """
    for stem, label in data("labels").get(language.split("-")[0], {}).items():
        if fold(stem) in prompt.folded:
            return str(label)
    return ""


def _small(phrase: str, prompt: Prompt, language: str) -> str:
    """The phrase without the capital that it only has at the beginning of a sentence."""
    first = phrase.split()[0]
    if (
        language == "de"
        or not first[1:].islower()
        or (len(phrase.split()) > 1 and phrase.split()[1][:1].isupper())
    ):
        return phrase.lower() if prompt.clean.isupper() else phrase
    return phrase[:1].lower() + phrase[1:]


def find_audience(prompt: Prompt, *, name: str, subject: str) -> tuple[str, int, int] | None:
    """Whom it is for (“small teams”, “beginners”, “refugees”), and where that stands."""
    for pattern in (SERVED, HELPED, AUDIENCE):
        for match in pattern.finditer(prompt.clean):
            text = tidy(match.group(1))
            if pattern is AUDIENCE and (text[:1].isupper() or _is_the_site(prompt, match.start())):
                continue
            first = fold(text.split()[0])
            if first in word_set("website") or first in word_set("stop") or text[:1].isdigit():
                continue
            if (
                fold(text) in fold(subject)
                or fold(subject) in fold(text)
                or text in name
                or name.startswith(text)
            ):
                continue
            if prompt.is_taken(*match.span(1)):
                continue
            if pattern is AUDIENCE and match.group().startswith("for") and not _is_whom(text):
                continue
            return text, match.start(1), match.end(1)
    return None


def _is_whom(text: str) -> bool:
    """English: whether it is people, animals or organisations, not “pickup”, “patents” or “old houses”."""
    plain = re.split(r"\s(?:to|of|and|or|over|under|aged|from|between)\s", fold(text))[0]
    return any(
        word in word_set("people") or (DOERS.search(word) and word not in word_set("no_people"))
        for word in (plain.split()[-1], fold(text).split()[-1])
    )


def _is_the_site(prompt: Prompt, at: int) -> bool:
    """Whether “for” stands right after the website itself: “site for dentists” says what, not for whom."""
    return word_before(prompt.clean, at).strip(",.:") in word_set("website") | {"shop", "store"}


def topics_of(prompt: Prompt, name_span: tuple[int, int] | None) -> tuple[str, ...]:
    """Content words of the prompt in its order, in lower case as written, each once."""
    skipped = word_set("stop") | word_set("request") | word_set("website") | FILLER
    words = [
        word.text.lower()
        for word in prompt.words
        if len(word.text) > 2
        and not word.text.isdigit()
        and word.folded not in skipped
        and not _inside(word.start, name_span)
    ]
    return tuple(dict.fromkeys(words))[:40]


def _around(prompt: Prompt, start: int, end: int, language: str, name_span: tuple[int, int] | None) -> str:
    """The kind word at ``start``–``end`` with the words before it that describe it, and an entity after
    it.
    """
    words = prompt.words
    first = next(number for number, word in enumerate(words) if word.start >= start)
    last = next(number for number, word in enumerate(words) if word.end >= end)
    first, last = _unhyphened(prompt, first, -1), _unhyphened(prompt, last, 1)
    while first > 0 and last - first < 4 and not words[first].breaks and _describes(words[first - 1]):
        if language in {"es", "fr", "it", "pt"} or _inside(words[first - 1].start, name_span):
            break
        first = _unhyphened(prompt, first - 1, -1)
    following = words[last + 1 : last + 3]
    for offset, word in enumerate(following):
        if word.breaks:
            break
        if word.folded in word_set("entities") and word.folded not in {"for", "website"}:
            last += offset + 1
            # “mountain rescue team”: the head is the last of them.
            after = words[last + 1 : last + 2]
            if after and not after[0].breaks and after[0].folded in word_set("entities"):
                last += 1
            break
        if word.folded in word_set("website") or word.folded in word_set("stop"):
            break
    text = prompt.clean[words[first].start : words[last].end]
    if language in {"es", "fr", "it", "pt"}:
        text = _with_complement(prompt, last, text)
    return tidy(text.replace("\n", " "))


def _unhyphened(prompt: Prompt, at: int, step: int) -> int:
    """The first (``step`` -1) or last (1) word of the hyphened one at ``at``: “made-to-order”."""
    words = prompt.words
    while 0 <= at + step < len(words):
        left, right = sorted((at, at + step))
        if prompt.clean[words[left].end : words[right].start] not in HYPHENS:
            break
        at += step
    return at


def _with_complement(prompt: Prompt, last: int, text: str) -> str:
    """“estudio” → “estudio de yoga”: Romance languages describe behind the noun."""
    end = last
    # “taller de reparación de guitarras”, “fabricant de vélos-cargos”.
    while end < last + 4 and _goes_on(prompt, end):
        end = _unhyphened(prompt, end + 2, 1)
    after = prompt.words[end + 1].folded if end + 1 < len(prompt.words) else ""
    if end > last and after not in {"contre", "contra", "contro"}:
        return prompt.clean[prompt.words[last].end - len(text) : prompt.words[end].end]
    before = prompt.clean[: prompt.words[last].end - len(text)]
    match = re.search(r"([^\W\d_]{3,}) (?:de|di|du|d['’]) ?$", before)
    if match and fold(match.group(1)) in word_set("entities"):
        return before[match.start() :] + text
    return text


def _goes_on(prompt: Prompt, at: int) -> bool:
    """Whether “de” and a noun follow the word at ``at``."""
    following = prompt.words[at + 1 : at + 3]
    joins = len(following) == 2 and following[0].folded in {"de", "d", "di", "du"}
    noun = joins and following[1].folded not in word_set("stop") and not is_place(following[1].text)
    return noun and not any(word.breaks for word in following)


def _describes(word: Word) -> bool:
    if word.folded in word_set("stop") or word.folded in word_set("request") or word.folded in FILLER:
        return False
    if (
        word.folded in VERBS
        or is_place(word.text)
        or word.folded in word_set("verbs")
        or not word.text.isalpha()
        or len(word.text) < 2
    ):
        return False
    return word.folded not in _moods()


def _moods() -> frozenset[str]:
    moods = vocabulary_of(data("wishes")["moods"]).phrases
    return frozenset(
        phrase for phrase in moods if phrase not in {"vintage", "organic", "natural", "handmade", "artisan"}
    )


def _in_opening(prompt: Prompt, phrase: str) -> bool:
    """Whether the phrase stands in the first clause."""
    return phrase in re.split(r"[,;.\n]|\b(?:with|doing|mit|con|avec)\b", prompt.clean, maxsplit=1)[0]


def _weight(phrase: str, prompt: Prompt) -> tuple[bool, bool, bool, int]:
    """What can stand in a sentence, early in the prompt, more than a label, and says more."""
    labels = set(re.findall(r"\w+", fold(phrase))) <= KIND_LABELS
    return not labels, _head_is_entity(phrase), _in_opening(prompt, phrase), min(len(phrase.split()), 3)


def _head_is_entity(phrase: str) -> bool:
    words = fold(phrase).split()
    heads = {words[-1], words[0], " ".join(words)} if words else set()
    singular = {head.removesuffix("s") for head in heads}
    works = bool(words) and bool(re.search(r"(?:[^e]er|or|ist|ian|smith|wright)$", words[-1]))
    return bool((heads | singular) & word_set("entities")) or (works and has_kind_word(" ".join(words[-2:])))


def _finish(phrase: str, kind: str, language: str) -> str:
    """A phrase without labels of the trade (“SaaS”, “e-commerce”), with a head that can stand in a
    sentence.
    """
    bare = re.sub(r"\b(?:e-?commerce|saas|website|web site)\b", "", phrase, flags=re.IGNORECASE)
    bare = tidy(re.sub(r"\s+", " ", bare))
    default = str(data("words")["subjects"][language][kind])
    if not bare or set(re.findall(r"\w+", fold(bare))) <= KIND_LABELS - {
        "shop",
        "store",
        "boutique",
        "blog",
        "app",
    }:
        return default
    if language == "en" and (named := CALLED.get(fold(bare))):
        return named
    if kind == "photography" and language == "en" and "photo" not in bare:
        return f"{bare.removesuffix('s')} photographer"
    if _head_is_entity(bare) or language not in SHOPS:
        return bare if bare.isupper() is False else bare.lower()
    if kind == "ecommerce":
        shop = SHOPS[language]
        return f"{_one_of(bare)} {shop}" if language == "en" else f"{shop} {bare}"
    if language == "en" and len(bare.split()) == 1 and fold(bare) not in fold(default):
        return f"{bare} {HEADS.get(kind, default.split()[-1])}"
    return bare


def _one_of(goods: str) -> str:
    """“candles” → “candle”, as in “candle shop”; “ceramics” and “supplies” stay as they are."""
    return goods if re.search(r"(?:ss|ics|ies|oods|thes|ers)$", goods) else goods.removesuffix("s")


def _inside(start: int, span: tuple[int, int] | None) -> bool:
    return span is not None and span[0] <= start < span[1]
