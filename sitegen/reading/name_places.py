"""Names by where they stand: at the start, after “for”, behind a colon or a trade, or by capitals alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.reading.kinds import has_kind_word, has_trade_stem
from sitegen.reading.name_runs import ABBREVIATIONS, TOKEN, Found, capture
from sitegen.reading.ordinary import ACRONYMS, PREPOSITIONS, is_ordinary, is_vocabulary
from sitegen.reading.owners import CIVIC, doers, is_person
from sitegen.reading.people import ROLE
from sitegen.reading.places import HALL, is_place
from sitegen.reading.text import Prompt, fold, word_before, word_set

PURPOSE = re.compile(
    r"\b(?:[Ff]or|FOR|[Pp]ara|[Ff]ür|[Ff]uer|[Pp]our|[Pp]er|[Vv]oor|för|for|dla|of|about|de|von|über)\s+"
)
AFTER_COLON = re.compile(r"[:—–]\s+|\s-\s+")
LEADING = re.compile(
    r"^\W*(.{2,60}?)\s*(?:,|:|—|–|\s-\s|\bis\b|\bare\b|\bist\b|\bes\b|\best\b|\bè\b)\s", re.DOTALL
)
FESTIVAL = re.compile(
    r"([A-ZÀ-Þ][\w'’]{4,}) (?:[a-z]+ ){0,3}(?:festival|conference|summit|marathon|fair|convention)\b"
)
# The name of a site and whose it is: “Site de …”, “CV of …”, “personal website of Dr …”.
WHOSE = re.compile(
    r"(?:(?<=\s)|^)([^\W\d_]{2,14})(?: (?:online|web|personal\w*|site))?\s"
    r"(?:of|for|de|di|da|do|del|dell[ao]|du|von|van|av|af|för|für|voor|para|pour|per)\s(?=[A-ZÀ-ÞŁŚŻ])"
)
# “Institute for Soil Microbiology”: what it is for belongs to the name of an institution.
INSTITUTION = re.compile(
    r"\b((?:[A-Z][\w'’-]+ ){0,3}(?:Institute|Centre|Center|Society|Foundation|Association|Academy|"
    r"Council|Campaign|"
    r"Alliance|Network|Museum|School|Institut|Zentrum|Verein|Stiftung|Instituto|Centro|Fundación|"
    r"Istituto|Centre)"
    r" (?:for|of|für|pour|para|per) (?:the |die |la |le |les )?[A-ZÀ-Þ][\w'’-]+(?: (?:and |und |et |"
    r"y )?[A-ZÀ-Þ][\w'’-]+){0,3})"
)
GERMAN_START = re.compile(
    r"([A-ZÄÖÜ][\wäöüß-]+(?: (?:& |und |zum |zur |am |von )?[A-ZÄÖÜ][\wäöüß-]+){1,3})(?=\s(?:in|aus|"
    r"bei|im|am)\s|[,.]\s)"
)
STAFF = re.compile(rf"{ROLE}s", re.IGNORECASE)
BODIES = ("kapelle", "verein", "wehr", "chor", "orchester", "club", "klub", "verband", "stiftung", "brauerei")
COUPLE = re.compile(r"[A-ZÀ-Þ][\w-]+ (?:&|and|und|y|et|e) [A-ZÀ-Þ][\w-]+")
OF_SITE = re.compile(r"\S+(?: \S+)? (?:of|for|de|di|da|do|du|von|van|av|af|der|des)\b|strona ")
# What else a site is called by those who ask for one.
SITES = {"wedding", "hochzeit", "boda", "mariage", "matrimonio", "casamento", "bruiloft", "birthday"}
OWN_SENTENCE = re.compile(
    r"[.!]\s+([A-Z][a-z]+[A-Z][A-Za-z]+|[A-Z][a-z]{4,}|[A-Z][a-z]+-[A-Z][a-z]+)\.(?=\s|$)"
)
ADJECTIVE = re.compile(r"(?:al|ic|ed|ing|ly|ive|able|ous|an|ern|ish|ese|y|less|est|ful|day|ary|fi)$")
SEASONS = {
    "summer", "winter", "spring", "autumn", "village", "street", "children", "outdoor", "indoor", "island",
    "world", "independent", "ancient", "craft", "underground", "beach", "forest", "classic", "folklore",
}  # fmt: skip
# “die Praxis Bewegungsraum”: with an article the trade describes and is no part of the name.
ARTICLES_BEFORE = {
    "die",
    "das",
    "der",
    "den",
    "dem",
    "unsere",
    "unser",
    "unseren",
    "meine",
    "mein",
    "eine",
    "ein",
    "einen",
}
ARTICLES = {
    "the",
    "le",
    "la",
    "les",
    "el",
    "los",
    "las",
    "il",
    "lo",
    "der",
    "die",
    "das",
    "dem",
    "den",
    "het",
    "de",
}
# Trades that belong to the name wherever it stands: “Hotel Seehof”.
KEPT = {"hotel", "hostel", "pension", "gasthof", "villa", "chalet", "casa", "cafe", "bistro", "trattoria"}
# The beginnings of requests, which have capitals for no reason: “Landing Page for …”.
REQUESTS = {
    "create", "build", "make", "design", "generate", "website", "site", "landing", "page", "home",
    "pages", "i", "we", "hi",
    "hello", "please", "need", "dates", "tour", "opening", "open", "menu", "contact", "phone",
    "address", "team", "book",
    "no", "tickets", "speakers", "theme", "services", "products", "plans", "trips", "current", "adults",
    "head", "clerk",
    "vicar", "instagram", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "mon", "tue",
    "wed", "thu", "fri", "sat", "sun", "delivery", "free", "new", "small", "registered", "donate",
    "members", "my", "our",
    "personal", "iso", "gas",
}  # fmt: skip
LISTED = {
    "trips", "homes", "holidays", "exhibitions", "prices", "offers",
    "team", "group", "people", "trainers", "speakers", "hosts", "founders", "dates", "tour", "services",
    "products", "plans", "tickets", "menu", "tours", "rooms", "classes", "courses", "events",
}  # fmt: skip


def at_the_start(prompt: Prompt, language: str, *, first: bool) -> Iterator[Found | None]:
    """Two words with capitals or more at the start of a line or sentence, up to a comma, a dash or “in”."""
    if language == "de":
        return
    for match in re.finditer(r"(?:^|[.!?]\s+|\n\s*)(?=[A-ZÀ-ÞŁŚŻ0-9])", prompt.clean[:400]):
        abbreviated = fold(prompt.clean[: match.start()].split(" ")[-1]) in ABBREVIATIONS | {
            "rev",
            "tel",
            "ul",
            "av",
        }
        if first != (match.end() == 0) or (match.group()[:1] == "." and abbreviated):
            continue
        found = capture(prompt.clean, match.end(), capitals_only=True)
        if found is None or len(re.findall(r"[A-ZÀ-ÞŁŚŻ]\w*|&", found.name)) < 2:
            continue
        after = prompt.clean[found.end : found.end + 4]
        follows = re.match(r"\s*$|\s*[,.:;\n(—–|]|\s-\s|\s(?:in|at|is|à|en|a|bei|im)\s", after)
        words = [fold(word) for word in re.findall(r"[^\W_]+", found.name)]
        talk = words[0] in REQUESTS or all(word in ACRONYMS or word in word_set("website") for word in words)
        talk = talk or words[0] in {"soy", "sono", "sou", "jestem", "somos", "siamo"}
        talk = talk or bool(OF_SITE.match(fold(found.name)) and words[0] in SITES | word_set("website"))
        person = bool(re.match(r"(?:Dr|Mr|Mrs|Ms|Prof)\b", found.name))
        bare = found.name.removeprefix("The ")
        if not follows or talk or person or is_vocabulary(bare) or is_ordinary(bare, language):
            continue
        # “Day pass, …”, “West Highland Way 8 days”: a list further down has names of its own.
        if match.end() and match.group().strip() != "." and "\n" not in match.group():
            continue
        if match.end() and _is_list_item(prompt, found):
            continue
        yield found


def site_of(prompt: Prompt, language: str) -> Iterator[Found | None]:
    """“Portfolio of Ana Lopez”, “Página de Lucía Romero”, “Wedding of Priya & Daniel”: whose it is."""
    for match in WHOSE.finditer(prompt.clean):
        if fold(match.group(1)) not in SITES | word_set("website"):
            continue
        found = capture(prompt.clean, match.end(), capitals_only=True)
        couple = found is not None and re.fullmatch(
            r"[A-ZÀ-Þ][\w-]+ (?:&|and|und|y|et|e) [A-ZÀ-Þ][\w-]+", found.name
        )
        if found and (couple or is_person(found.name)) and not is_ordinary(found.name, language):
            yield _without_possessive(prompt, found)
    genitive = re.match(r"Strona ([A-ZŁŚŻ]\w+[yi]) ([A-ZŁŚŻ]\w+[sc]k)iej\b", prompt.clean)
    if genitive and language == "pl":
        first = re.sub(r"(?<=[gk])i$|y$", "a", genitive.group(1))
        first = re.sub(r"(?<!i)i$", "ia", re.sub(r"ii$", "ia", first))
        yield Found(f"{first} {genitive.group(2)}a", genitive.start(1), genitive.end())


def civic(prompt: Prompt) -> Iterator[Found | None]:
    """“Institute for Soil Microbiology”, “parish council of Little Wenlock”: a body and what it is of."""
    for match in INSTITUTION.finditer(prompt.clean):
        yield Found(match.group(1), *match.span())
    for match in CIVIC.finditer(prompt.clean):
        article = re.match(r"(?:the|our|a) ", match.group(1))
        body = match.group(1)[article.end() if article else 0 :]
        body = body.title() if match.group(2) == "of" else body[:1].upper() + body[1:]
        start = match.start() + (article.end() if article else 0)
        yield Found(f"{body} {match.group(2)} {match.group(3)}", start, match.end())


def german_start(prompt: Prompt, language: str) -> Iterator[Found | None]:
    """“Bestattungshaus Ahrens in Kiel”: a trade that no list knows with a name behind it."""
    match = GERMAN_START.match(prompt.clean) if language == "de" else None
    if match is None:
        return
    words = match.group(1).split()
    adjective = len(words) == 2 and re.search(r"(?:e[rsmn]?|ig|lich)$", words[0]) and not _is_trade(words[0])
    if (
        not adjective
        and not _is_trade(words[-1])
        and fold(words[0]) not in word_set("request") | ARTICLES_BEFORE
    ):
        yield Found(match.group(1), *match.span(1))


def _is_trade(word: str) -> bool:
    folded = fold(word)
    return folded in word_set("entities") or has_kind_word(folded) or has_trade_stem(folded)


def own_sentence(prompt: Prompt, language: str) -> Iterator[Found | None]:
    """“24h locksmith Brighton. KeyPath. 01273 …”: a coined word that is a sentence by itself."""
    for match in OWN_SENTENCE.finditer(prompt.clean):
        name = match.group(1)
        if not is_vocabulary(name) and not is_ordinary(name, language):
            yield Found(name, *match.span(1))


def _is_list_item(prompt: Prompt, found: Found) -> bool:
    """Whether a price or a time follows in the same line, as with dishes and tour dates."""
    rest = prompt.clean[found.end :].split("\n")[0][:60]
    return bool(re.search(r"[£€$¥₹]|\d", rest.split(".")[0])) and "," not in rest[:2]


def purpose(prompt: Prompt, language: str) -> Iterator[Found | None]:
    """“A website for Ash & Co”: whom the site is for."""
    for match in PURPOSE.finditer(prompt.clean):
        start = match.end()
        article = re.match(
            r"(?:the|our|my|die|das|den|der|unsere?n?|la|le|les|el|los|il|o|het)\s+(?=[A-ZÀ-Þ])",
            prompt.clean[start:],
        )
        found = capture(prompt.clean, start + (article.end() if article else 0), capitals_only=True)
        if found is None or not found.name[:1].isalpha() or is_ordinary(found.name, language):
            continue
        # “für die Physiotherapiepraxis Bewegungsraum”: the trade describes; a club or a band is called by it.
        first = fold(found.name.split()[0])
        if language == "de" and article and _is_trade(first) and not first.endswith(BODIES):
            continue
        if match.group().strip().lower() in {"of", "de", "von", "about", "über"} and " " not in found.name:
            continue
        if _is_of_something(prompt, found):
            continue
        yield _without_possessive(prompt, found)


def _is_of_something(prompt: Prompt, found: Found) -> bool:
    """“for GCSE and A-level pupils”: letters that say which pupils, not who teaches them."""
    first = found.name.split()[0]
    return (
        first.isupper()
        and 1 < len(first) <= 5
        and bool(re.match(r" [a-z]{3,}s\b", prompt.clean[found.end :]))
    )


def leading(prompt: Prompt, language: str) -> Iterator[Found | None]:
    """What the prompt begins with, up to a comma or a verb."""
    # “Baker's dozen - donuts & coffee”
    if own := re.match(r"([A-Z][a-z]+['’]s [a-z]{3,}(?: [a-z]{3,})?) [-–—] ", prompt.clean):
        yield Found(own.group(1), *own.span(1))
    match = LEADING.match(prompt.clean)
    if match is None:
        return
    found = capture(prompt.clean, match.start(1), capitals_only=True)
    if found is None or fold(found.name.split()[0]) in word_set("request") | word_set("website"):
        return
    reaches = found.end >= match.end(1) - 1
    first_is_known = has_kind_word(found.name.split()[0]) and " " not in found.name
    if reaches and not first_is_known and not is_ordinary(found.name, language):
        yield found


def festival(prompt: Prompt) -> Iterator[Found | None]:
    """“Riverlight music festival, …”: a first word that describes nothing is the festival's name."""
    match = FESTIVAL.match(prompt.clean)
    if match is None or ADJECTIVE.search(match.group(1).lower()) or is_place(match.group(1)):
        return
    first = fold(match.group(1))
    if not has_kind_word(first) and not is_vocabulary(match.group(1)) and first not in SEASONS:
        yield Found(match.group(1), *match.span(1))


def _is_website(before: str) -> bool:
    return before in word_set("website") | word_set("entities") or has_kind_word(before)


def after_colon(prompt: Prompt) -> Iterator[Found | None]:
    """What follows a colon or a dash behind the site or a trade."""
    for match in AFTER_COLON.finditer(prompt.clean):
        before = word_before(prompt.clean, match.start())
        found = capture(prompt.clean, match.end(), capitals_only=True)
        # “lab for private wells: AquaAssay, …”: a made-up word is a brand after anything.
        coined = found is not None and re.match(r"[A-Z][a-z]+[A-Z]\w*$", found.name)
        if before in LISTED or not (coined or _is_website(before)):
            continue
        listed_item = found and re.match(r"[^.,;\n]{0,24}[£€$]", prompt.clean[found.end :])
        yield found if found and not listed_item and not is_ordinary(found.name, "en") else None


def after_entity(prompt: Prompt, language: str) -> Iterator[Found | None]:
    """“The bakery Morgenrot”: what follows a trade, with it where it belongs to the name."""
    for word in prompt.words:
        trade = word.folded in word_set("entities") or (
            word.text[:1].isupper() and (has_kind_word(word.folded) or has_trade_stem(word.folded))
        )
        # “St Anne's Church Hall”: inside a name the trade begins none.
        inside = language != "de" and re.search(r"[A-Z][\w]*['’]s\s$", prompt.clean[: word.start])
        if not trade or inside or prompt.clean[word.end : word.end + 1] != " ":
            continue
        found = capture(prompt.clean, word.end, capitals_only=True)
        if found is None:
            continue
        found = _behind_place(prompt, found)
        if language == "de" and found.start > word.end + 1:
            yield found
            continue
        described = language == "de" and word_before(prompt.clean, word.start) in ARTICLES_BEFORE
        named = word.start or language == "de" or word.folded in KEPT
        if word.text[:1].isupper() and named and not described:
            found = Found(f"{word.text} {found.name}", word.start, found.end)
        located = described and re.match(r"\s(?:in|aus|bei)\s[A-ZÄÖÜ]", prompt.clean[found.end :])
        if located or (not is_ordinary(found.name, language) and not is_vocabulary(found.name)):
            yield found


def _behind_place(prompt: Prompt, found: Found) -> Found:
    """“Hamburg Elbblick” after a trade: the place is where it is, the rest is its name."""
    for word in prompt.words:
        if found.start <= word.start < found.end - len(word.text) and is_place(
            prompt.clean[found.start : word.end]
        ):
            return capture(prompt.clean, word.end, capitals_only=True) or found
    return found


def any_capitals(prompt: Prompt, language: str) -> Iterator[Found | None]:
    """Capitals in the middle of a sentence that nothing else explains."""
    previous_end = 0
    for token in TOKEN.finditer(prompt.clean):
        starts_sentence = (
            token.start() == 0
            or prompt.clean[max(0, token.start() - 9) : token.start()].rstrip(" ")[-1:] in ".!?\n"
        )
        if starts_sentence or token.start() < previous_end or not token.group()[0].isupper():
            continue
        before = word_before(prompt.clean, token.start())
        if before.endswith("s:"):
            # “3 rooms: The Vault, The Lab”: a list of things that have names of their own.
            return
        found = capture(prompt.clean, token.start(), capitals_only=True)
        if found is None:
            continue
        previous_end = found.end
        # “LGBTQ friendly”
        follows = re.match(r" [a-z]", prompt.clean[found.end :])
        # “Instructors Amir and Beth” are people of the place, whatever its name is.
        staff = STAFF.fullmatch(before)
        short = found.name.isupper() and len(found.name) <= (5 if follows else 4)
        if (
            before in PREPOSITIONS
            or staff
            or _is_placed(prompt, token.start(), found)
            or short
            or is_ordinary(found.name, language)
            or _is_of_something(prompt, found)
        ):
            continue
        yield _without_possessive(prompt, found)


def _is_placed(prompt: Prompt, start: int, found: Found) -> bool:
    """“dans le Vercors”, “union of Lewisham”, “Curator: Beat Muggli”: where it is, or who does something."""
    before = fold(prompt.clean[max(0, start - 40) : start]).split()
    if len(before) > 1 and before[-1] in ARTICLES and before[-2] in PREPOSITIONS | {"dans", "of", "nella"}:
        return True
    hall = (
        HALL.match(prompt.clean, prompt.clean.rfind(",", 0, start)) if "," in prompt.clean[:start] else None
    )
    if hall and hall.group(2) and hall.start(1) == start:
        return True
    if before and before[-1] in {"of", "di", "von", "van"} and " " not in found.name:
        return True
    return bool(before) and before[-1].endswith(":") and before[-1][:-1].endswith(doers("en") + doers("de"))


def camel_case(prompt: Prompt) -> Iterator[Found | None]:
    """“LogLantern” in a prompt without other capitals."""
    for match in re.finditer(r"\b[A-Z][a-z]+[A-Z]\w+\b", prompt.clean):
        if fold(match.group()) not in ACRONYMS:
            yield capture(prompt.clean, match.start(), capitals_only=True)


def _without_possessive(prompt: Prompt, found: Found) -> Found:
    match = re.search(r"['’]s$", found.name)
    follows = prompt.clean[found.end : found.end + 2]
    if match and re.match(r"\s[a-z]", follows):
        return Found(found.name[: match.start()], found.start, found.end)
    return found
