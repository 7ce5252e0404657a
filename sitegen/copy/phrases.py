"""Facts of a brief as phrases that fit into sentences, and the traits that decide which lines fit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sitegen.brief import Brief, Offer
from sitegen.clock import hours_rows
from sitegen.copy.deeds import deed_of
from sitegen.copy.money import Money, cents_of
from sitegen.reading.ordinary import is_calendar_word
from sitegen.reading.places import is_place
from sitegen.reading.text import fold

# What read_brief calls a business of which the prompt says nothing.
# Adjectives that keep their capital: “Italian cooking”; languages are known to the calendar.
PROPER = frozenset({
    "american", "british", "english", "scottish", "welsh", "irish", "african", "asian", "european",
    "mexican", "indian", "thai", "vietnamese", "lebanese", "persian", "moroccan", "ethiopian",
    "turkish", "greek", "nordic", "scandinavian", "norwegian", "swiss", "austrian", "belgian",
    "brazilian", "peruvian", "argentinian", "mediterranean", "caribbean", "jamaican", "balinese",
    "bavarian", "neapolitan", "sicilian", "tuscan", "victorian", "georgian", "edwardian", "christmas",
    "easter", "xmas", "montessori", "steiner", "waldorf",
})  # fmt: skip
PAID_IN_PLANS = {"event", "saas", "app", "startup"}
ADMISSION = {
    "adults", "adult", "children", "child", "students", "student", "concessions", "seniors", "family",
    "family ticket",
    "under 5s", "under 5s free", "early bird", "regular", "day pass", "festival pass", "membership",
    "membrship", "kids",
    "adultos", "ninos", "erwachsene", "kinder", "adultes", "enfants", "half day", "full day",
}  # fmt: skip
COMMAS = {"و": "، ", "ו־": ", ", "と": "、", "和": "、"}
PREFIXED = {"و", "ו־"}
NO_SUBJECT = {
    "small business",
    "business",
    "website",
    "site",
    "company",
    "pequeño negocio",
    "negocio",
    "petite entreprise",
    "entreprise",
    "kleines unternehmen",
    "unternehmen",
    "betrieb",
}
SHOP_WORDS = {
    "shop",
    "store",
    "boutique",
    "webshop",
    "shops",
    "seller",
    "retailer",
    "brand",
    "market",
    "label",
}
SHOP_FILLERS = {
    "online",
    "web",
    "e-commerce",
    "ecommerce",
    "luxury",
    "premium",
    "small",
    "little",
    "modern",
    "and",
}
FIRM_WORDS = {
    "studio",
    "studios",
    "agency",
    "firm",
    "company",
    "collective",
    "duo",
    "team",
    "office",
    "practice",
    "lab",
    "partnership",
    "business",
    "gallery",
    "magazine",
}
PERSONAL_KINDS = {"portfolio", "photography", "blog"}
READING_WORDS = {"blog", "journal", "magazine", "newsletter", "podcast", "diary", "zine", "site", "personal"}
I_AM = re.compile(r"\b(?:i['’]?m|i am|my name is|about me|for myself|ich bin|soy|je suis)\b", re.IGNORECASE)
VOWEL_SOUND = re.compile(r"^(?:[aeio]|u(?!n[aeiou]|se|ti|r[aeiou])|hour|honest|hono)", re.IGNORECASE)
FIRST_PERSON = {
    False: {
        "we": "we",
        "us": "us",
        "our": "our",
        "ours": "ours",
        "are": "are",
        "were": "were",
        "ourselves": "ourselves",
    },
    True: {
        "we": "I",
        "us": "me",
        "our": "my",
        "ours": "mine",
        "are": "am",
        "were": "was",
        "ourselves": "myself",
    },
}
# “Both of us” is the reader and the writer.
SHARED = re.compile(r"\b(?:both|two|most|all) of us\b|\btogether we\b", re.IGNORECASE)
FROM = re.compile(
    r"^(?:from|ab|desde|a partir de|dès|à partir de|da|a partire da|vanaf|od|från|fra|alkaen|от)\s+",
    re.IGNORECASE,
)
TO_I = [
    (re.compile(pattern), spoken)
    for pattern, spoken in (
        (r"(?<!\{)\b[Ww]e are\b", "I am"),
        (r"(?<!\{)\b[Ww]e were\b", "I was"),
        (r"(?<!\{)\bare we\b", "am I"),
        (r"(?<!\{)\b[Ww]e\b", "I"),
        (r"(?<!\{)\bourselves\b", "myself"),
        (r"(?<!\{)\bours\b", "mine"),
        (r"(?<!\{)\bour\b", "my"),
        (r"(?<!\{)\bOur\b", "My"),
        (r"(?<!\{)\bus\b", "me"),
    )
]
TO_WE = [
    (re.compile(pattern), spoken)
    for pattern, spoken in (
        (r"(^|[.?:] )I am\b", r"\1We are"),
        (r"\bI am\b", "we are"),
        (r"(^|[.?:] )I was\b", r"\1We were"),
        (r"\bI was\b", "we were"),
        (r"\bam I\b", "are we"),
        (r"(^|[.?:] )I\b", r"\1We"),
        (r"\bI\b", "we"),
        (r"\bmyself\b", "ourselves"),
        (r"\bmine\b", "ours"),
        (r"\bmy\b", "our"),
        (r"\bMy\b", "Our"),
        (r"\bme\b", "us"),
    )
]
TRAITS = {
    "ecommerce": "goods",
    "saas": "software",
    "app": "software",
    "startup": "software",
    "restaurant": "venue",
    "fitness": "venue",
    "beauty": "venue",
    "medical": "venue",
    "hotel": "venue",
    "education": "venue",
    "trades": "service",
    "legal": "service",
    "consulting": "service",
    "finance": "service",
    "agency": "service",
    "photography": "service",
    "portfolio": "service",
    "realestate": "service",
    "travel": "service",
    "nonprofit": "cause",
    "community": "cause",
    "event": "event",
    "music": "event",
    "blog": "reading",
    "landing": "service",
}
NUMBERS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)


def is_person(brief: Brief) -> bool:
    """Whether the site speaks for one person (“I”) and not for a business (“we”)."""
    deed = deed_of(brief)
    if (deed and deed.alone) or I_AM.search(brief.prompt):
        return True
    last = brief.subject.lower().split()[-1:] or [""]
    return brief.kind in PERSONAL_KINDS and last[0] not in FIRM_WORDS


def traits(brief: Brief) -> set[str]:
    """Tags that lines may ask for: moods, the kind, its family, person or firm, offers, subject, here."""
    found = {*brief.moods, brief.kind, TRAITS[brief.kind], "person" if is_person(brief) else "firm"}
    if things(brief):
        found.add("offers")
    if brief.people:
        found.add("people")
    if brief.place or brief.address:
        found.add("here")
    if goods(brief):
        found.add("goods_named")
    if "vegan" in {*brief.subject.lower().split(), *brief.topics}:
        found.add("vegan")
    if brief.experience:
        found.add("experience")
    if brief.audience:
        found.add("audience")
    return found


def slots(brief: Brief, conjunction: str, money: Money) -> dict[str, str]:
    """Values for the slots of lines; a fact that the brief does not give is missing."""
    subject = _subject(brief)
    names = [
        offer.name if brief.kind == "ecommerce" and offer.price else in_a_list(offer.name, brief)
        for offer in things(brief)
    ]
    opened = sum(1 for row in brief.hours if row.opens)
    found: dict[str, str | None] = {
        # “bright.” inside a sentence would end it.
        "name": brief.name.rstrip(".!") or brief.name,
        "place": brief.place,
        "places": listed(brief.places, conjunction) if len(brief.places) > 1 else None,
        "subject": subject,
        "Subject": capital(subject) if subject else None,
        "theme": theme(brief),
        "goods": goods(brief),
        "Goods": capital(goods(brief)),
        "offer": names[0] if names else None,
        "offers": listed(names[:4], conjunction) if len(names) > 1 else None,
        "audience": brief.audience,
        "experience": brief.experience,
        "hours": "; ".join(f"{days} {time}" for days, time in hours_rows(brief, ""))
        if opened == len(brief.hours)
        else None,
        "days": brief.hours[0].days if opened else None,
        "price": _first_price(brief),
        "date": brief.dates[0].text if brief.dates else None,
        "phone": brief.phone,
        "email": brief.email,
        "address": brief.address,
        "currency": money.sign,
    }
    found["Offers"] = capital(found["offers"]) if found["offers"] else None
    if brief.language.startswith("en"):
        found["a_subject"] = with_article(subject) if subject else None
        if deed := deed_of(brief):
            found["deed"], found["does"] = deed.base, deed.third
        for word, spoken in FIRST_PERSON[is_person(brief)].items():
            found[word] = spoken
            found[capital(word)] = capital(spoken)
    return {key: value for key, value in found.items() if value}


def _subject(brief: Brief) -> str | None:
    words = " ".join(brief.subject.split())
    return None if not words or words.lower() in NO_SUBJECT or len(words) > 48 else mid_sentence(words)


def _first_price(brief: Brief) -> str | None:
    given = [offer.price for offer in brief.offers if offer.price] or list(brief.prices)
    if not given:
        return None
    lowest = min(given, key=lambda price: cents_of(price) or 0)
    return FROM.sub("", lowest)


def things(brief: Brief) -> list[Offer]:
    """Offers that can be named in a sentence: tickets and plans are only ways to pay for something else."""
    if brief.kind in PAID_IN_PLANS:
        return [offer for offer in brief.offers if not offer.price]
    return [offer for offer in brief.offers if fold(offer.name) not in ADMISSION]


def in_a_list(name: str, brief: Brief) -> str:
    """An offer inside a sentence; German nouns keep their capitals."""
    return name if brief.language.startswith("de") else mid_sentence(name)


def loose_prices(brief: Brief) -> list[str]:
    """Prices of the prompt that belong to none of its offers."""
    taken = " ".join(offer.price or "" for offer in brief.offers)
    return [price for price in brief.prices if FROM.sub("", price) not in taken]


def goods(brief: Brief) -> str:
    """What a shop sells, from its subject: “beekeeping supplies shop” sells “beekeeping supplies”."""
    words = brief.subject.split()
    while words and words[-1].lower() in SHOP_WORDS:
        words.pop()
    kept = [word for word in words if word.lower() not in SHOP_FILLERS]
    return mid_sentence(" ".join(kept)) if len(kept) < len(brief.subject.split()) and kept else ""


def theme(brief: Brief) -> str:
    """What a journal is about, from its subject: “urban gardening blog” is about “urban gardening”."""
    words = [word for word in brief.subject.split() if word.lower() not in READING_WORDS]
    return mid_sentence(" ".join(words)) if len(words) < len(brief.subject.split()) else ""


def in_voice(text: str, brief: Brief) -> str:
    """English: a line written for a firm as one person says it, and the other way round."""
    if not brief.language.startswith("en") or SHARED.search(text):
        return text
    changes = TO_I if is_person(brief) else TO_WE if brief.kind in PERSONAL_KINDS else []
    for pattern, replacement in changes:
        text = pattern.sub(replacement, text)
    return text


def listed(items: Sequence[str], conjunction: str) -> str:
    """“a, b and c”; without a conjunction “a, b, c”."""
    comma = COMMAS.get(conjunction, ", ")
    if len(items) < 2 or not conjunction:
        return comma.join(items)
    if conjunction in COMMAS:
        # Arabic and Hebrew put “and” before the word, Chinese and Japanese put no spaces round it.
        return f"{comma.join(items[:-1])}{' ' if conjunction in PREFIXED else ''}{conjunction}{items[-1]}"
    return f"{', '.join(items[:-1])} {conjunction} {items[-1]}"


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def mid_sentence(text: str) -> str:
    """A phrase as it stands inside a sentence: a lone leading capital falls, names and acronyms stay."""
    first, _, rest = text.partition(" ")
    if is_calendar_word(first) or fold(first).strip("'s") in PROPER or is_place(first):
        return text
    plain_first = first[:1].isupper() and first[1:].islower() and not any(c.isupper() for c in rest)
    return text[:1].lower() + text[1:] if plain_first and (not rest or rest.islower()) else text


def with_article(phrase: str) -> str:
    """English: “an escape room”, “a unicorn”; none before a plural."""
    last = phrase.split()[-1].lower()
    if last.endswith("s") and not last.endswith(("ss", "us", "is", "ics", "business")):
        return phrase
    return f"{'an' if VOWEL_SOUND.match(phrase) else 'a'} {phrase}"


def number_word(number: int) -> str:
    """English number word up to twelve, digits above."""
    return NUMBERS[number] if number < len(NUMBERS) else str(number)


def offer_title(offer: Offer) -> str:
    return capital(offer.name.strip())[:90]
