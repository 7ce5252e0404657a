"""From a prompt to a Brief. No step can fail: what is not understood stays in topics and extra facts."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from sitegen import texts
from sitegen.brief import Brief, FormKind, Offer, PersonFact
from sitegen.reading import facts, offers, subject, wishes
from sitegen.reading.audience import find_audience
from sitegen.reading.colours import find_colours
from sitegen.reading.dates import find_dates
from sitegen.reading.hours import find_hours
from sitegen.reading.invention import invent_name
from sitegen.reading.kinds import kind_of
from sitegen.reading.language import site_language, written_language
from sitegen.reading.leftovers import left_over, moments_of
from sitegen.reading.name_runs import Found, clean_name
from sitegen.reading.names import find_name
from sitegen.reading.offer_items import FACT, POLITE
from sitegen.reading.ordinary import is_calendar_word, is_ordinary, is_vocabulary
from sitegen.reading.owners import CIVIC, doers, find_trade, is_person
from sitegen.reading.parts import find_parts
from sitegen.reading.people import find_people
from sitegen.reading.phones import find_phones
from sitegen.reading.places import HALL, find_places, is_place
from sitegen.reading.priced_offers import find_gifts
from sitegen.reading.regions import find_region
from sitegen.reading.text import Prompt, capitals_tell, fold, phrase_key, read_text, word_set

TWELVE = re.compile(r"\d\s?(?:am|pm|a\.m\.|p\.m\.)(?!\w)")
# “Italian family restaurant” between commas says what it is, not what it offers.
VENUES = {
    "restaurant", "bakery", "cafe", "shop", "store", "studio", "clinic", "practice", "firm", "agency",
    "company", "business",
    "hotel", "school", "museum", "salon", "gym", "brewery", "pub", "bar", "ngo", "charity", "church",
    "restaurante", "praxis",
}  # fmt: skip
SHOPS = {"ecommerce", "music", "restaurant", "beauty", "blog", "event", "fitness", "portfolio", "photography"}
# “Local museum, The Tannery, Ashcombe, adults £6”: the one capital word between the name and small ones.
BEHIND_NAME = re.compile(
    r"[\"”]?(?:\s[a-zà-ÿ][^,.;:\n\d]{0,24})?,\s+([A-Z][a-z]+(?:-[a-z]{2,4}-[A-Z][a-z]+)?)(?=\.?$|"
    r"[.:]\s|[,;]\s+(?:[a-z\d£€$+(]|$))"
)
VENUE = re.compile(
    r"\b(?:20\d\d|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-zäéû]+|[A-Z][a-z]+ \d{1,2}(?:st|nd|rd|th)?),\s"
    r"(?P<first>[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+){0,3})"
    r"(?:,\s(?P<second>[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+)?))?(?=[.\n]|$)"
)
ALONE = re.compile(r"(?<=[.!?]\s)([A-Z][a-z]{3,})(?=\.(?:\s|$)|$)")
DAY_CLOCK = re.compile(r"(?<![\d.])(?:0\d|1\d|2[0-4]):[0-5]\d(?!\s?[ap]\.?m)")
AREA_WORDS = {
    "and", "und", "y", "et", "e", "en", "i", "north", "south", "east", "west", "central", "greater", "zona",
    "quartiere", "barrio", "quartier", "wijk", "dzielnica", "bairro", "near", "bei", "de", "di", "la", "el",
    "the", "upper", "lower", "im", "am", "an", "der", "sur", "upon", "on", "del",
}  # fmt: skip
TOURING = {"music", "event", "travel", "education"}


def read_brief(prompt: str, *, name: str | None = None, language: str | None = None, today: date) -> Brief:
    """Understand ``prompt``; the same words give the same Brief.

    ``name`` overrides the name found in the prompt, and ``language`` (ISO 639-1) the site's language.
    ``today`` gives a year to dates that have none.
    """
    # A lone surrogate cannot be stored as UTF-8.
    prompt = prompt.encode("utf-8", "replace").decode("utf-8")
    text = read_text(prompt)
    written = written_language(text)
    language = language or site_language(text)
    numbered = wishes.take_numbered_pages(text, texts.load(written)["and"])
    # What has a form of its own comes before the name, so that no name is made of it.
    emails = facts.find_emails(text)
    handles = facts.find_handles(text)
    dates = find_dates(text, today=today)
    hours = find_hours(text, language)
    region = find_region(text, language)
    phones = find_phones(text, region)
    address = facts.find_address(text)
    found = _name(text, written, name)
    span = (found.start, found.end) if found else None
    if span:
        text.take(*span)
    trade = find_trade(text, span, written)
    parts = find_parts(text, span, written)
    for start, end, _ in parts:
        text.take(start, end)
    kind, evidence = kind_of(text, span, trade=trade and trade[1:], parts=parts)
    if (
        trade
        and span
        and is_person(text.clean[slice(*span)])
        and kind == "landing"
        and not evidence
        and not facts.find_prices(text)
    ):
        # Somebody of whom nothing is sold shows what they do.
        kind = "portfolio"
    before = len(text.taken)
    quotes = facts.find_quotes(text)
    quoted = text.taken[before:]
    experience = facts.find_experience(text)
    subject_text = subject.find_subject(
        text, kind=kind, language=written, name_span=span, trade=trade[0] if trade else ""
    )
    if trade:
        text.take(*trade[1:])
    audience = find_audience(text, name=found.name if found else "", subject=subject_text)
    wished = wishes.find_wishes(text, [each for each in (span, audience and audience[1:]) if each])
    colours = find_colours(text, span, quoted=quoted, monochrome=wished.monochrome)
    places = find_places(text, span) or _hall(text, span, written) or _behind_name(text, span, written)
    places = places or _of_civic(text, span) or _after_date(text) or _of_address(address)
    places = places or _alone(text, span, written)
    places = _with_town(places, text, span)
    people = find_people(text, found.name if found else "", written)
    if found is None and len(people) == 1 and _names_site(people[0], subject_text, written):
        # “Sex therapist, …, Dr. Robin Vance”: it is the site of the one person who is named.
        start = text.clean.find(people[0].name)
        found = Found(people[0].name, start, start + len(people[0].name))
    gifts = find_gifts(text) if kind == "nonprofit" else ()
    found_offers = (
        offers.find_offers(text, [found.name if found else "", *places])
        if found or len(text.words) > 3
        else ()
    )
    final_name = found.name if found else None
    found_offers = _with_own_price(found_offers, facts.find_prices(text), kind, final_name)
    found_offers, area = _without_area(found_offers, places)
    left = left_over(text, [*(phone.text for phone in phones), *emails, *handles])
    return Brief(
        prompt=prompt,
        language=language,
        kind=kind,
        kind_evidence=evidence,
        subject=subject_text,
        name=final_name
        or invent_name(prompt=prompt, subject=subject_text, kind=kind, moods=wished.moods, language=written),
        name_given=final_name is not None,
        place=area or _home(places, kind, text, dates_given=bool(dates)),
        places=places,
        audience=audience[0] if audience else None,
        offers=_distinct(found_offers, (final_name or "", subject_text, *places)),
        gifts=gifts,
        topics=_topics(text, span, (*places, audience[0] if audience else "")),
        moods=wished.moods,
        colours=colours,
        dark=wished.dark,
        region=region,
        phone=phones[0].text if phones else None,
        phones=phones,
        email=emails[0] if emails else None,
        emails=emails,
        handles=handles,
        address=address or _venue(text, places, kind),
        hours=hours,
        twelve_hours=language == "en" and _twelve_hours(text, region),
        dates=dates,
        people=people,
        prices=facts.find_prices(text),
        experience=experience,
        quotes=quotes,
        pages=_for_kind(
            tuple(dict.fromkeys([*numbered, *wished.pages, *(role for _, _, role in parts)])), kind, text
        ),
        sections=_for_kind(wished.sections, kind, text),
        form=wished.form or _form(kind, text),
        one_page=wished.one_page,
        pictures=wished.pictures,
        moments=moments_of(left) if kind == "event" else (),
        extra_facts=left,
    )


def _name(text: Prompt, language: str, given: str | None) -> Found | None:
    if given and (name := clean_name(read_text(given).clean.replace("\n", " "))):
        start = text.clean.find(name)
        return Found(name, max(start, 0), start + len(name) if start >= 0 else 0)
    return find_name(text, language)


def _names_site(person: PersonFact, subject_text: str, language: str) -> bool:
    """Whether the site is about what this person is, and not about a house where they work."""
    head = fold(subject_text).split()[-1:] or [""]
    role = fold(person.role or "")
    same = bool(role) and (head[0] in role or role in fold(subject_text))
    titled = not role and re.match(r"(?:Dr|Prof|Me)\b", person.name) and head[0].endswith(doers(language))
    return " " in person.name and bool(same or titled) and head[0] not in VENUES


def _home(places: tuple[str, ...], kind: str, text: Prompt, *, dates_given: bool) -> str | None:
    """Where the business is: the only place, or the first unless the places are stops of a tour."""
    if len(places) <= 1:
        return places[0] if places else None
    # “at St Mark's Hall, Leith”: the town, even if nobody has heard of it, and not the hall.
    joined = f"{places[0]}, {places[1]}"
    hall = HALL.search(f", {joined},")
    if hall and hall.group(2) and joined in text.clean:
        return places[1]
    if not is_place(places[0]) and (
        f"at {joined}" in text.clean or (kind == "event" and joined in text.clean)
    ):
        return places[1]
    # “The Morse Room, Porthcurno, Cornwall”: the town before its county.
    if not is_place(places[0]) and not dates_given and f"{places[0]}, {places[1]}" in text.clean:
        return f"{places[0]}, {places[1]}"
    if kind == "music" or (kind in TOURING and not dates_given and len(places) > 2):
        return None
    if known := next((place for place in places if is_place(place)), None):
        return known
    return places[0]


def _behind_name(text: Prompt, span: tuple[int, int] | None, language: str) -> tuple[str, ...]:
    """A place that nobody knows, where one is usually said: right after the name."""
    behind = BEHIND_NAME.match(text.clean, span[1]) if span and language in {"en", "es", "fr", "it"} else None
    if behind is None or is_ordinary(behind.group(1), "en") or is_vocabulary(behind.group(1)):
        return ()
    text.take(*behind.span(1))
    return (behind.group(1),)


def _of_civic(text: Prompt, span: tuple[int, int] | None) -> tuple[str, ...]:
    """“parish council of Little Wenlock” is in Little Wenlock, “Gemeinde Oberbach” in Oberbach."""
    name = text.clean[span[0] : span[1]] if span else ""
    body = CIVIC.search(name) or re.fullmatch(r"((?:Gemeinde|Stadt|Gemeente|Markt)) ()([A-ZÄÖÜ][\w-]+)", name)
    return (body.group(3),) if body and name.endswith(body.group(3)) else ()


def _after_date(text: Prompt) -> tuple[str, ...]:
    """“18 September 2027, Villa Cimbrone, Ravello”: where something takes place is said behind the day."""
    venue = VENUE.search(text.clean)
    month = re.search(r"[A-Za-zäéû]{3,}", venue.group().split(",")[0]) if venue else None
    if (
        venue is None
        or (month and not is_calendar_word(month.group()))
        or text.is_taken(*venue.span("first"))
    ):
        return ()
    text.take(venue.start("first"), venue.end())
    return tuple(place for place in (venue.group("first"), venue.group("second")) if place)


def _alone(text: Prompt, span: tuple[int, int] | None, language: str) -> tuple[str, ...]:
    """“… gift set £22. Wisbech.”: one word with a capital that is a sentence, which nothing else explains."""
    for word in ALONE.finditer(text.clean) if span and language == "en" and capitals_tell(text.clean) else ():
        name = word.group(1)
        talk = word_set("request") | word_set("website") | word_set("stop") | word_set("verbs") | POLITE
        said = fold(name) in talk or is_vocabulary(name) or FACT.match(name) or wishes.names_part(name)
        described = wishes.tells_look(name) or re.search(r"(?:ed|ing|ly|able|ive|ful|less|s|ery)$", name)
        if not said and not (described and not name.endswith("ster")) and not text.is_taken(*word.span(1)):
            text.take(*word.span(1))
            return (name,)
    return ()


def _of_address(address: str | None) -> tuple[str, ...]:
    """The town at the end of “14 Market Street, Hebden Bridge”."""
    town = re.search(r",\s(?:\d{4,5}\s)?([A-ZÀ-Þ][a-zà-ÿ]+(?:[ -][A-ZÀ-Þ][a-zà-ÿ]+)?)$", address or "")
    return (town.group(1),) if town else ()


def _with_town(places: tuple[str, ...], text: Prompt, span: tuple[int, int] | None) -> tuple[str, ...]:
    """“The Morse Room, Porthcurno, Cornwall”: what stands between the name and its county is the town."""
    if not places or span is None:
        return places
    town = re.match(
        rf"[\"”]?,\s+([A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?),\s+{re.escape(places[0])}\b", text.clean[span[1] :]
    )
    if town is None or is_ordinary(town.group(1), "en") or is_vocabulary(town.group(1)):
        return places
    text.take(span[1] + town.start(1), span[1] + town.end(1))
    return (town.group(1), *places)


def _without_area(found: tuple[Offer, ...], places: tuple[str, ...]) -> tuple[tuple[Offer, ...], str | None]:
    """“London EC1”, “Croydon & south London” between commas: where it is, and no offer."""
    for offer in found:
        body = CIVIC.fullmatch(offer.name)
        if body and body.group(1)[0].isupper():
            # “University of Malta”: of what it is a part.
            return tuple(other for other in found if other is not offer), None if places else body.group(3)
        inside = any(re.search(rf"(?<!\w){re.escape(place)}(?!\w)", offer.name) for place in places)
        words = re.findall(r"[\w'’-]+", offer.name)
        named = all(word[:1].isupper() or word[:1].isdigit() or fold(word) in AREA_WORDS for word in words)
        if inside and " of " in offer.name and all(word[0].isupper() or word == "of" for word in words):
            # “University of Ghent”: of what it is a part.
            return tuple(other for other in found if other is not offer), None
        if inside and named and re.search(r" (?:Street|Road|Lane|Avenue|Square|Quay) ", offer.name):
            return tuple(other for other in found if other is not offer), None
        if inside and named and not offer.price and 1 < len(words) <= 5 and len(offer.name) <= 32:
            return tuple(other for other in found if other is not offer), offer.name
    return found, None


def _hall(text: Prompt, span: tuple[int, int] | None, language: str) -> tuple[str, ...]:
    """“…, Corn Hall, Diss, …”: a house that says that it is one, and its town."""
    hall = HALL.search(text.clean) if language == "en" else None
    if hall is None or text.is_taken(*hall.span(1)) or (span and span[0] <= hall.start(1) < span[1]):
        return ()
    text.take(hall.start(1), hall.end())
    return tuple(place for place in hall.groups() if place)


def _venue(text: Prompt, places: tuple[str, ...], kind: str) -> str | None:
    """“at Finca El Olivar, Ronda”: a house that is no town, with its town."""
    for first, second in pairwise(places):
        said = (f"at {first}, {second}", f"{first}, {second}")[kind == "event" :]
        if not is_place(first) and said[0] in text.clean:
            return f"{first}, {second}"
    return None


def _twelve_hours(text: Prompt, region: str | None) -> bool:
    """Whether times are printed with am and pm: as the prompt mostly writes, else as the country does."""
    twelve, day = len(TWELVE.findall(text.folded)), len(DAY_CLOCK.findall(text.folded))
    return twelve > day or (twelve == day and region == "US")


def _with_own_price(
    found: tuple[Offer, ...], prices: tuple[str, ...], kind: str, name: str | None
) -> tuple[Offer, ...]:
    """The one price of an app or a letter is that of the thing itself."""
    if kind in {"app", "saas"} and len(prices) == 1 and not any(offer.price for offer in found):
        return (Offer(name=name or subject.PLAIN_NAME, price=prices[0]), *found)
    return found


def _form(kind: str, text: Prompt) -> FormKind:
    return wishes.default_form(kind, text.folded)


def _for_kind(wanted: tuple[str, ...], kind: str, text: Prompt) -> tuple[str, ...]:
    """“Products” of a manufacturer who has no shop are what it offers, not a shelf with a cart."""
    if kind in SHOPS or "shop" in text.folded or "store" in text.folded:
        return tuple(dict.fromkeys(wanted))
    return tuple(
        dict.fromkeys({"shop": "services", "products": "services"}.get(item, item) for item in wanted)
    )


def _distinct(found: tuple[Offer, ...], others: tuple[str, ...]) -> tuple[Offer, ...]:
    """Offers that are not the name, the subject or a place again."""
    keys = {phrase_key(other) for other in others}
    name = phrase_key(others[0])
    return tuple(
        offer
        for offer in found
        if (offer.price or fold(offer.name).split()[-1] not in VENUES)
        # What has a price is on offer, though it be what the business is called by: “doner £6.50”.
        and ((key := phrase_key(offer.name)) not in keys or offer.price)
        and not (name and key in name)
        # “cardboard packaging for wineries” is the subject once more.
        and not (not offer.price and others[1] and key.startswith(f"{phrase_key(others[1])} for "))
        # “Boise Idaho”: a place and its region.
        and not any(
            other and offer.name.istitle() and offer.name.startswith(f"{other} ") for other in others[2:]
        )
    )


def _topics(text: Prompt, name_span: tuple[int, int] | None, others: tuple[str, ...]) -> tuple[str, ...]:
    """Topics without the places and the audience, which are no subjects to write about."""
    known = {word for other in others for word in other.lower().split()}
    return tuple(topic for topic in subject.topics_of(text, name_span) if topic not in known)
