"""The name of the business, event or person: found in the prompt, or invented when there is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from sitegen.reading.kinds import has_kind_word, has_trade_stem
from sitegen.reading.ordinary import ACRONYMS, PREPOSITIONS, is_ordinary, is_vocabulary
from sitegen.reading.places import is_place
from sitegen.reading.regions import country_of
from sitegen.reading.text import Prompt, capitals_tell, data, fold, listed, tidy, word_before, word_set

TOKEN = re.compile(r"\S+")
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
HARD_STOPS = {
    "with", "that", "which", "who", "whose", "offering", "featuring", "based", "selling", "located",
    "in", "from", "near", "at", "for", "mit", "con", "avec", "pages", "website", "site", "please", "where",
    "في", "من", "على", "مع", "لـ", "के", "का", "की", "में", "को", "और", "на", "в", "στα", "στο", "στη", "στην",
}  # fmt: skip
PURPOSE = re.compile(
    r"\b(?:[Ff]or|FOR|[Pp]ara|[Ff]ür|[Ff]uer|[Pp]our|[Pp]er|[Vv]oor|för|for|dla|of|about|de|von|über)\s+"
)
AFTER_COLON = re.compile(r"[:—–]\s+|\s-\s+")
LEADING = re.compile(
    r"^\W*(.{2,60}?)\s*(?:,|:|—|–|\s-\s|\bis\b|\bare\b|\bist\b|\bes\b|\best\b|\bè\b)\s", re.DOTALL
)
SELF = re.compile(
    r"\b(?:i'm|i am|we are|we're|my name is|our name is|this is|ich bin|ich heiße|wir sind|soy|somos|"
    r"me llamo|"
    r"je suis|je m'appelle|nous sommes|sono|mi chiamo)\s+",
    re.IGNORECASE,
)

FESTIVAL = re.compile(
    r"([A-ZÀ-Þ][\w'’]{4,}) (?:[a-z]+ ){0,3}(?:festival|conference|summit|marathon|fair|convention)\b"
)
POLISH = re.compile(r"[ąćęłńśźżĄĆĘŁŃŚŹŻ]")
OWN_SENTENCE = re.compile(r"[.!]\s+([A-Z][a-z]+[A-Z][A-Za-z]+|[A-Z][a-z]{4,})\.(?=\s|$)")
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
# Trades that belong to the name wherever it stands: “Hotel Seehof”.
KEPT = {"hotel", "hostel", "pension", "gasthof", "villa", "chalet", "casa", "cafe", "bistro", "trattoria"}


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


@dataclass(frozen=True)
class Found:
    name: str
    start: int
    end: int


def find_name(prompt: Prompt, language: str) -> Found | None:
    """The name that the prompt gives, by the surest sign first; None if it gives none."""
    telling = capitals_tell(prompt.clean)
    signs = [_branded(prompt), _after_called(prompt), _after_label(prompt), _quoted_first(prompt)]
    signs += [_shouted(prompt)] if prompt.clean.isupper() else [_at_the_start(prompt, language, first=True)]
    if telling or language == "de":
        signs += [
            _festival(prompt),
            _after_self(prompt),
            _purpose(prompt, language),
            _leading(prompt, language),
        ]
        signs += [_at_the_start(prompt, language, first=False), _own_sentence(prompt, language)]
        signs += [_after_colon(prompt), _after_entity(prompt, language), _quoted(prompt)]
    else:
        signs += (
            [_after_colon(prompt), _quoted(prompt), _leading(prompt, language)]
            if not prompt.clean.isupper()
            else [_quoted(prompt)]
        )
        signs += [_small_possessive(prompt), _after_own(prompt)]
        if not prompt.clean.isupper():
            signs.append(
                found for found in _purpose(prompt, language) if found and not is_vocabulary(found.name)
            )
    if telling and language != "de":
        signs += [_any_capitals(prompt, language), _small_possessive(prompt)]
    else:
        signs.append(_camel_case(prompt))
    for sign in signs:
        for found in sign:
            priced = found and re.match(r"\s?[€£$]", prompt.clean[found.end :])
            if found and not priced and _is_name(found.name) and not prompt.is_taken(found.start, found.end):
                return found
    return None


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
    while words and words[-1] != "I" and fold(words[-1]) in word_set("joiners"):
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
    if not capital:
        return count >= 4 or core in word_set("breaks") or core == "and"
    if core in HARD_STOPS:
        return True
    if core in word_set("joiners") and not (core == "i" and not polish):
        # “Tick of the Clerkenwell”: two of them in a row, if a capital follows in the end.
        return not (_is_capital(following) or fold(_core(following)) in word_set("joiners"))
    return not _is_capital(token)


def _core(token: str) -> str:
    return token.strip(',;:!?()[]{}<>"“”„«»|—–…*').rstrip(".") if _abbreviation(token) is False else token


def _abbreviation(token: str) -> bool:
    return token.endswith(".") and fold(token.strip(".")) in ABBREVIATIONS


def _ends_sentence(token: str, core: str) -> bool:
    return token[token.index(core) + len(core) :] != "" and not _abbreviation(token)


def _is_capital(token: str) -> bool:
    first = next((character for character in token if character.isalnum() or character in "&+"), "")
    return bool(first) and (
        first.isupper() or first.isdigit() or first in "&+" or not (first.islower() or first.isupper())
    )


def _is_name(name: str) -> bool:
    folded = fold(name)
    if re.search(r"[;=(){}]", name):
        return False
    if len(name) < 2 or not any(c.isalnum() for c in name) or folded in ACRONYMS:
        return False
    first = folded.split()[0]
    if first in {"in", "with", "for", "that"} or folded in word_set("website") or folded in word_set("stop"):
        return False
    return not name.replace(" ", "").isdigit()


@lru_cache(maxsize=4)
def _cue(name: str) -> re.Pattern[str]:
    cues = sorted((re.escape(fold(cue)) for cue in listed(data("words")[name])), key=len, reverse=True)
    return re.compile(r"(?<![\w'])(?:" + "|".join(cues) + r")(?![\w'])")


def _branded(prompt: Prompt) -> Iterator[Found | None]:
    """“an app called bright. — daily …”: a brand that is written small with a sign of its own."""
    for match in _cue("called").finditer(prompt.folded):
        brand = re.match(
            r"\s+([a-z][a-z0-9]{1,18}[.!*+])(?=\s*(?:[—–,]|\s-\s|\s[a-z]))", prompt.clean[match.end() :]
        )
        if brand:
            yield Found(brand.group(1), match.end() + brand.start(1), match.end() + brand.end(1))


def _after_called(prompt: Prompt) -> Iterator[Found | None]:
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


def _quoted_first(prompt: Prompt) -> Iterator[Found | None]:
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


def _shouted(prompt: Prompt) -> Iterator[Found | None]:
    """In a prompt of capitals: what follows “for” up to “in” or a stop, or the part between dashes that is no
    trade.
    """
    for match in re.finditer(
        r"\bFOR (?:MY |OUR |THE |A |AN )?([^.,:;\n]{3,50}?)(?= IN | WITH | NEAR |[.,:;\n]|$)", prompt.clean
    ):
        name = _titled(match.group(1))
        if not is_vocabulary(name) and not is_ordinary(name, "en"):
            yield Found(name, *match.span(1))
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


def _at_the_start(prompt: Prompt, language: str, *, first: bool) -> Iterator[Found | None]:
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


def _own_sentence(prompt: Prompt, language: str) -> Iterator[Found | None]:
    """“24h locksmith Brighton. KeyPath. 01273 …”: a coined word that is a sentence by itself."""
    for match in OWN_SENTENCE.finditer(prompt.clean):
        name = match.group(1)
        if not is_vocabulary(name) and not is_ordinary(name, language):
            yield Found(name, *match.span(1))


def _is_list_item(prompt: Prompt, found: Found) -> bool:
    """Whether a price or a time follows in the same line, as with dishes and tour dates."""
    rest = prompt.clean[found.end :].split("\n")[0][:60]
    return bool(re.search(r"[£€$¥₹]|\d", rest.split(".")[0])) and "," not in rest[:2]


def _after_label(prompt: Prompt) -> Iterator[Found | None]:
    for match in _cue("labels").finditer(prompt.folded):
        rest = prompt.clean[match.end() : match.end() + 4]
        spoken = match.group().endswith((" is", " be", " ist", " es", " est", "called", "llamo", "appelle"))
        if re.match(r"\s*[:=]", rest):
            yield capture(prompt.clean, match.end() + rest.index(rest.strip()[0]) + 1)
        elif spoken:
            yield capture(prompt.clean, match.end())


def _after_self(prompt: Prompt) -> Iterator[Found | None]:
    for match in SELF.finditer(prompt.clean):
        found = capture(prompt.clean, match.end(), capitals_only=True)
        yield found if found and not has_kind_word(found.name) else None


def _purpose(prompt: Prompt, language: str) -> Iterator[Found | None]:
    for match in PURPOSE.finditer(prompt.clean):
        start = match.end()
        article = re.match(r"(?:the|our|my)\s+(?=[A-Z])", prompt.clean[start:])
        found = capture(prompt.clean, start + (article.end() if article else 0), capitals_only=True)
        if found is None or not found.name[:1].isalpha() or is_ordinary(found.name, language):
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


def _leading(prompt: Prompt, language: str) -> Iterator[Found | None]:
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


def _festival(prompt: Prompt) -> Iterator[Found | None]:
    """“Riverlight music festival, …”: a first word that describes nothing is the festival's name."""
    match = FESTIVAL.match(prompt.clean)
    if match is None or ADJECTIVE.search(match.group(1).lower()) or is_place(match.group(1)):
        return
    first = fold(match.group(1))
    if not has_kind_word(first) and not is_vocabulary(match.group(1)) and first not in SEASONS:
        yield Found(match.group(1), *match.span(1))


def _is_website(before: str) -> bool:
    return before in word_set("website") | word_set("entities") or has_kind_word(before)


def _after_colon(prompt: Prompt) -> Iterator[Found | None]:
    for match in AFTER_COLON.finditer(prompt.clean):
        before = word_before(prompt.clean, match.start())
        found = capture(prompt.clean, match.end(), capitals_only=True)
        # “lab for private wells: AquaAssay, …”: a made-up word is a brand after anything.
        coined = found is not None and re.match(r"[A-Z][a-z]+[A-Z]\w*$", found.name)
        if before in LISTED or not (coined or _is_website(before)):
            continue
        listed_item = found and re.match(r"[^.,;\n]{0,24}[£€$]", prompt.clean[found.end :])
        yield found if found and not listed_item and not is_ordinary(found.name, "en") else None


def _after_entity(prompt: Prompt, language: str) -> Iterator[Found | None]:
    for word in prompt.words:
        trade = word.folded in word_set("entities") or (
            word.text[:1].isupper() and (has_kind_word(word.folded) or has_trade_stem(word.folded))
        )
        if not trade or prompt.clean[word.end : word.end + 1] != " ":
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


def _small_possessive(prompt: Prompt) -> Iterator[Found | None]:
    """“joe's plumbing” in a prompt without capitals: a person's name and the trade."""
    for match in re.finditer(r"\b([a-z]{3,14}'s(?: [a-z&]+)??) ([a-z]+)\b", prompt.folded):
        first = match.group(1).split("'")[0]
        known = first in word_set("stop") or first in CONTRACTED or has_kind_word(first)
        if known or not (has_kind_word(match.group(2)) or match.group(2) in word_set("entities")):
            continue
        words = prompt.clean[match.start() : match.end()].split()
        yield Found(" ".join(word[:1].upper() + word[1:] for word in words), *match.span())


def _after_own(prompt: Prompt) -> Iterator[Found | None]:
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


def _quoted(prompt: Prompt) -> Iterator[Found | None]:
    for match in QUOTED.finditer(prompt.clean):
        name = clean_name(next(group for group in match.groups() if group))
        before = prompt.folded[: match.start()].split()[-1:] or [""]
        if len(name.split()) <= 5 and before[0].strip(":,(") not in WORKS:
            yield Found(name, match.start(), match.end())


def _any_capitals(prompt: Prompt, language: str) -> Iterator[Found | None]:
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
        short = found.name.isupper() and len(found.name) <= 4
        if (
            before in PREPOSITIONS
            or short
            or is_ordinary(found.name, language)
            or _is_of_something(prompt, found)
        ):
            continue
        yield _without_possessive(prompt, found)


def _camel_case(prompt: Prompt) -> Iterator[Found | None]:
    for match in re.finditer(r"\b[A-Z][a-z]+[A-Z]\w+\b", prompt.clean):
        if fold(match.group()) not in ACRONYMS:
            yield capture(prompt.clean, match.start(), capitals_only=True)


def _without_possessive(prompt: Prompt, found: Found) -> Found:
    match = re.search(r"['’]s$", found.name)
    follows = prompt.clean[found.end : found.end + 2]
    if match and re.match(r"\s[a-z]", follows):
        return Found(found.name[: match.start()], found.start, found.end)
    return found
