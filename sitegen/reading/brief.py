"""From a prompt to a Brief. No step can fail: what is not understood stays in topics and extra facts."""

from __future__ import annotations

import re
from datetime import date

from sitegen.brief import Brief, FormKind, Offer
from sitegen.reading import facts, offers, subject, wishes
from sitegen.reading.dates import find_dates
from sitegen.reading.hours import find_hours
from sitegen.reading.invention import invent_name
from sitegen.reading.kinds import kind_of
from sitegen.reading.language import site_language, written_language
from sitegen.reading.names import Found, clean_name, find_name
from sitegen.reading.people import find_people
from sitegen.reading.phones import find_phones
from sitegen.reading.places import find_places, is_place
from sitegen.reading.regions import find_region
from sitegen.reading.text import Prompt, phrase_key, read_text, tidy

CLAUSE = re.compile(r"[^.!?\n;]+")
TWELVE = re.compile(r"\d\s?(?:am|pm|a\.m\.|p\.m\.)(?!\w)")
TOURING = {"music", "event", "travel", "education"}


def read_brief(prompt: str, *, name: str | None = None, today: date) -> Brief:
    """Understand ``prompt``; the same words give the same Brief.

    ``name`` overrides the name found in the prompt. ``today`` gives a year to dates that have none.
    """
    # A lone surrogate cannot be stored as UTF-8.
    prompt = prompt.encode("utf-8", "replace").decode("utf-8")
    text = read_text(prompt)
    written = written_language(text)
    language = site_language(text)
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
    kind, evidence = kind_of(text, span)
    before = len(text.taken)
    quotes = facts.find_quotes(text)
    quoted = text.taken[before:]
    experience = facts.find_experience(text)
    subject_text = subject.find_subject(text, kind=kind, language=written, name_span=span)
    audience = subject.find_audience(text, name=found.name if found else "", subject=subject_text)
    wished = wishes.find_wishes(text, [each for each in (span, audience and audience[1:]) if each])
    colours = wishes.find_colours(text, span, quoted=quoted, monochrome=wished.monochrome)
    places = find_places(text, span)
    people = find_people(text, found.name if found else "")
    found_offers = offers.find_offers(text) if found or len(text.words) > 3 else ()
    final_name = found.name if found else None
    return Brief(
        prompt=prompt,
        language=language,
        kind=kind,
        kind_evidence=evidence,
        subject=subject_text,
        name=final_name
        or invent_name(prompt=prompt, subject=subject_text, kind=kind, moods=wished.moods, language=written),
        name_given=final_name is not None,
        place=_home(places, kind, dates_given=bool(dates)),
        places=places,
        audience=audience[0] if audience else None,
        offers=_distinct(found_offers, (final_name or "", subject_text, *places)),
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
        address=address,
        hours=hours,
        twelve_hours=language == "en" and (bool(TWELVE.search(text.folded)) or region == "US"),
        dates=dates,
        people=people,
        prices=facts.find_prices(text),
        experience=experience,
        quotes=quotes,
        pages=wished.pages,
        sections=wished.sections,
        form=wished.form or _form(kind, text),
        one_page=wished.one_page,
        pictures=wished.pictures,
        extra_facts=_left_over(text),
    )


def _name(text: Prompt, language: str, given: str | None) -> Found | None:
    if given and (name := clean_name(read_text(given).clean.replace("\n", " "))):
        start = text.clean.find(name)
        return Found(name, max(start, 0), start + len(name) if start >= 0 else 0)
    return find_name(text, language)


def _home(places: tuple[str, ...], kind: str, *, dates_given: bool) -> str | None:
    """Where the business is: the only place, or the first unless the places are stops of a tour."""
    if len(places) <= 1:
        return places[0] if places else None
    if kind == "music" or (kind in TOURING and not dates_given and len(places) > 2):
        return None
    return next((place for place in places if is_place(place)), places[0])


def _form(kind: str, text: Prompt) -> FormKind:
    return wishes.default_form(kind, text.folded)


def _distinct(found: tuple[Offer, ...], others: tuple[str, ...]) -> tuple[Offer, ...]:
    """Offers that are not the name, the subject or a place again."""
    keys = {phrase_key(other) for other in others}
    name = phrase_key(others[0])
    return tuple(
        offer for offer in found if (key := phrase_key(offer.name)) not in keys and not (name and key in name)
    )


def _topics(text: Prompt, name_span: tuple[int, int] | None, others: tuple[str, ...]) -> tuple[str, ...]:
    """Topics without the places and the audience, which are no subjects to write about."""
    known = {word for other in others for word in other.lower().split()}
    return tuple(topic for topic in subject.topics_of(text, name_span) if topic not in known)


def _left_over(text: Prompt) -> tuple[str, ...]:
    """Clauses with figures in them that no other field has taken."""
    kept = []
    for match in CLAUSE.finditer(text.clean):
        for number in re.finditer(r"\d[\d.,]*", match.group()):
            start = match.start() + number.start()
            if not text.is_taken(start, start + len(number.group())):
                clause = _clause_around(match.group(), number.start())
                kept.append(tidy(clause)[:300])
                break
    return tuple(dict.fromkeys(clause for clause in kept if len(clause) > 3))[:8]


def _clause_around(sentence: str, at: int) -> str:
    start = max(
        sentence.rfind(",", 0, at), sentence.rfind(" with ", 0, at) + 5 if " with " in sentence[:at] else -1
    )
    end = sentence.find(",", at)
    return sentence[start + 1 : end if end > 0 else len(sentence)]
