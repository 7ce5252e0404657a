"""What may be an offer: a short noun phrase that is no fact, no label and no talk about the website."""

from __future__ import annotations

import re

from sitegen.reading.facts import PRICE
from sitegen.reading.ordinary import is_calendar_word, is_shouted
from sitegen.reading.text import fold, tidy, word_set

# What is said between commas about the business, not what it sells: kept as a fact.
FACT = re.compile(
    r"\b(?:certified|registered|registration|insured|licen[sc]ed|accredited|qualified|checked|"
    r"approved|authori[sz]ed|regulated|member of|"
    r"association|atol|abta|every (?:mon|tue|wed|thu|fri|sat|sun|week|month|day)\w*|integrates? with|"
    r"works with|speaks?|fluent|% off|"
    r"discount|code [A-Z0-9]+|no contract|iso \d+|no\. ?\d+|open source|wheelchair|parking|"
    r"dogs? welcome|dog[- ]friendly|pets? (?:allowed|welcome)|sleeps \d+|hunde? (?:erlaubt|willkommen)|"
    r"haustiere (?:erlaubt|willkommen)|(?:chiens|animaux) (?:acceptés|admis|bienvenus)|mascotas admitidas|"
    r"zertifiziert|homologado|certificado|certifié|certificato|gecertificeerd|family[- ](?:run|"
    r"owned)|msc|bsc|phd|mba|degree|diploma|graduated|clients incl|"
    r"ios|android|free (?:\d+[- ]day )?trial|free for|money back|no ads|until late|by appointment|"
    r"nach vereinbarung|previa cita|sur rendez-vous|su appuntamento|op afspraak|sob marcação|"
    r"spoken|moq|minimum order|closes|deadline|pre-seed|waiting list|"
    r"for (?:pick-?up|collection)|(?:same|next)[- ]day)\b",
    re.IGNORECASE,
)
POLITE = {
    "thanks",
    "thank",
    "cheers",
    "ta",
    "regards",
    "hi",
    "hello",
    "hey",
    "hola",
    "danke",
    "gracias",
    "merci",
    "grazie",
    "oh",
    "so",
    "well",
    "ok",
    "okay",
}
NOT_OFFERS = {
    "i", "we", "it", "you", "they", "should", "must", "want", "need", "needs", "use", "make", "please",
    "like", "don't",
    "not", "no", "my", "your", "is", "are", "was", "will", "can", "be", "site", "website", "page",
    "pages", "design", "style",
    "seo", "responsive", "mobile", "animation", "animations", "section", "logo", "font", "fonts", "user",
    "users", "look",
    "called", "named", "everything", "thing", "things", "etc", "more", "tons", "tones", "colours",
    "colors", "colour", "color", "farben", "colores", "pricing", "price", "prices", "ich", "wir",
    "quiero", "pagina", "seite",
    "button", "buttons", "header", "footer", "hero", "layout", "theme", "image", "images", "photos",
    "video", "videos", "link", "links", "instagram", "facebook", "tiktok", "whatsapp", "linkedin",
    "youtube",
}  # fmt: skip
MADE_TO_ORDER = {"site", "website", "page", "pages", "design", "seo", "animation", "animations", "logo", "my",
                 "theme", "image", "images", "photos", "video", "videos", "more", "look"}  # fmt: skip
FREE = {"free", "gratis", "gratuit", "kostenlos", "gratuito"}
# Arabic: “menu”, “opening hours”, “table booking” in a list are parts of the site, not dishes.
SITE_PARTS = {
    fold(part)
    for part in (
        "قائمة الطعام",
        "ساعات العمل",
        "أوقات العمل",
        "حجز الطاولات",
        "حجز طاولة",
        "الحجوزات",
        "حجز موعد",
        "予約フォーム",
        "オンライン予約",
        "オンライン注文",
        "お問い合わせ",
        "rezerwacja online",
        "zapisy online",
        "prenotazione online",
        "prenotazioni online",
        "reservas online",
        "marcação online",
        "marcações online",
        "online reserveren",
        "online afspraak maken",
        "webshop",
        "anmeldung online",
        "online-anmeldung",
        "buchungsanfrage",
        "ansprechpartner",
        "kontaktformular",
        "approach",
        "our approach",
        "areas",
        "term dates",
    )
}
COLOURS_ASKED = re.compile(r"(?:colori|cores|kleuren|kolory|couleurs|colores|farben)\b")
# “So we're a community choir”, “then it's £6”: somebody is talking.
SPEAKING = re.compile(r"(?:i|we|you|they|it|that|there|he|she)'(?:re|ve|d|s|ll|m)$")
# An item that ends in one of these is the beginning of something else: “free shipping over $150”.
DANGLING = {
    "them",
    "us",
    "over",
    "from",
    "above",
    "under",
    "than",
    "to",
    "of",
    "for",
    "with",
    "and",
    "at",
    "every",
    "by",
    "dr",
}
# What is said of the business in a word or two: “covers Swansea”, “pets welcome”, “results within 7 days”.
STATEMENT = re.compile(
    r"^(?:(?:first|second|third|fourth|last|every|each|other) (?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|"
    r"covers|covering|meets|meeting (?:every|on)|ships|shipping|out(?! of)|launch(?:es|ing)|opens|"
    r"opening|open(?!\W(?:day|mic|air|water|studio|source|kitchen|fire))|closed|closes|starts|runs|lasts|"
    r"est|since|bring|per|in an?|every|each|minimum|min|maximum|max|up to|within|reply|replies|ask for|call|"
    r"(?:under|over)(?: the age of)?(?: |-)\d+s?|volunteers [a-z]+ |ouverte?s?|abierto|cerrado|geoffnet|"
    r"geschlossen|chius[oaie]|fechad[oa]s?|gesloten|zamkniet\w+|nieczynne|"
    r"ab|a partire?|desde|jeden|jede|chaque|cada|fully|free entry|pickup|pick-up)\b"
    r"|\b(?:welcome|ok|included|available|only|allowed|open|accepted|required|provided|guaranteed|"
    r"bienvenu\w*|"
    r"bienvenid\w*|inclus\w*|incluid\w*|willkommen|inklusive|gratis|gratuits?|by arrangement|on request|"
    r"the year round|wanted|needed|too|friendly)$"
    r"|^(?:kein\w*|ohne|sans|sin|senza|sem|geen|bez|without)\b"
    r"|(?<!gluten)(?<!dairy)(?<!sugar)(?<!lactose)(?<!nut)(?<!alcohol)(?<!meat)[ ]free$"
    r"|\b(?:within|up to|in|from) \d+\b"
    r"|\b(?:in|within) (?:one|two|three|five) (?:working )?(?:hour|day|week)s?\b"
    r"|\b(?:chaque|jeden|every|cada)\b"
    r"|\b(?:bis|until|till|jusqu'a|hasta las|fino alle|tot|ate as) \d"
)
# “Book a call”, “emergency number +372 600 1234”: what visitors do, and whom they reach.
ACTION = re.compile(
    r"(?:book|call|contact|register|reserve|join|order|apply|subscribe)"
    r"(?: (?:a|an|your|us|now|online|here)\b|$)|"
    r"(?:emergency|phone|telephone|hotline)\b.*\d"
)
# “Sobre”, “dezent”: how it should look.
MANNERS = {"sobre", "sobrio", "sober", "dezent", "sachlich"}
TIMED = re.compile(r"^(?:\S+(?: \S+)?(?: at)? )?\d{1,2}(?:[:.]\d\d)?\s?(?:[ap]m|uhr)$")
# “Name: Quizzard”, “contact hello@…”: labels of facts.
LABELS = {"dra", "dr", "mag", "prof", "sra", "sr", "ing", "dott", "dottssa", "avv", "me",
          "name", "contact", "kontakt", "contacto", "contatto", "contato", "nom", "nombre", "firma",
          "company", "brand", "location", "address", "rates"}  # fmt: skip
ARTICLES = re.compile(
    r"^(?:and|or|und|y|et|e|also|plus|the|a|an|our|some|with|including|fresh(?= )|der|die|das|ein|eine|"
    r"el|la|los|las|un|una|le|les|des|du|offering|selling)\s+",
    re.IGNORECASE,
)
# German relative clauses end in their verb: “das Sensoren für Weinberge baut”.
VERB_LAST = re.compile(
    r"(?<=\w)\s(?:baut|bauen|macht|machen|herstellt|herstellen|verkauft|verkaufen|anbietet|anbieten|"
    r"entwickelt|entwickeln|produziert|liefert|vermietet)$"
)


def item_of(text: str, *, priced: bool = False) -> str | None:
    """A part of a list as an offer's name: short, without articles, prices and talk about the website.

    With a price beside it a logo or a video is no talk about the website, but what is sold.
    """
    item = tidy(PRICE.sub("", text)).strip('()[]{}*-• "“”')
    # “The Vault”: with capitals the article belongs to the name.
    while not re.match(r"(?:The|An?) [A-Z]", item) and (shorter := ARTICLES.sub("", item)) != item:
        item = shorter
    item = VERB_LAST.sub("", item)
    words = fold(item).split()
    if not 1 <= len(words) <= 6 or not 2 <= len(item) <= 60:
        return None
    # “Thursdays 11am” is when it takes place.
    if is_calendar_word(item.split()[0]) and any(character.isdigit() for character in item):
        return None
    if (
        _is_timed(item, priced=priced)
        or STATEMENT.search(fold(item))
        or (len(words) == 1 and words[0] in LABELS | MANNERS | FREE)
    ):
        return None
    if fold(item) in SITE_PARTS or COLOURS_ASKED.match(fold(item)):
        return None
    if ACTION.match(fold(item)) or _is_talk(words):
        return None
    talk = NOT_OFFERS - MADE_TO_ORDER if priced else NOT_OFFERS
    if any(word in talk for word in words) or words[-1] in DANGLING or ":" in item or "(" in item:
        return None
    if is_calendar_word(item.split()[-1]) and len(words) == 1:
        return None
    if is_shouted(item) or not any(character.isalpha() for character in item):
        return None
    return item


def _is_talk(words: list[str]) -> bool:
    """“I’d”, “them”: parts of a sentence, of which nothing is left to offer."""
    return any(SPEAKING.match(word) for word in words) or all(word in word_set("stop") for word in words)


def _is_timed(item: str, *, priced: bool) -> bool:
    """“mass 2pm” is on the programme; “Spanish & English” is what they speak."""
    if not priced and TIMED.search(fold(item)):
        return True
    words = [word for word in re.findall(r"\w+", item) if fold(word) not in {"and", "und", "y", "et"}]
    return all(is_calendar_word(word) for word in words)
