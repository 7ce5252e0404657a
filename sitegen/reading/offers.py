"""What is offered: listed after “services:”, after “we sell …”, with prices, in bullets, or between
commas.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sitegen.brief import Offer
from sitegen.reading.facts import PRICE
from sitegen.reading.ordinary import is_calendar_word, is_shouted
from sitegen.reading.text import Prompt, fold, tidy, word_set

LIST_CUE = re.compile(
    r"\b(?:services|our services|treatments|products|product range|menu|dishes|specials|classes|courses|"
    r"plans|packages|workshops|"
    r"tours|rooms|lessons|programmes|programs|offers|specialties|specialities|practice areas|areas|"
    r"tickets|prices|price list|"
    r"leistungen|angebot|behandlungen|produkte|kurse|speisekarte|preise|servicios|productos|"
    r"tratamientos|cursos|carta|platos|"
    r"precios|prestations|produits|soins|cours|plats|tarifs|servizi|prodotti|corsi|servicos|produtos|"
    r"we do|we offer|includes?)"
    r"\s*(?:are|include|:|like|such as|wie|como|comme)\s*:?\s*"
)
VERB_CUE = re.compile(
    r"\b(?:(?:and|also|to|i|they) sell|we (?:also )?(?:sell|make|offer|do|serve|bake|repair|build|"
    r"install|rent|provide)|selling|sells|offering|offers|offer|"
    r"speciali[sz](?:ing|es|ed|e) in|serving|providing|provides|that makes|that sells|which sells|"
    r"who sells|wir bieten|bietet|verkaufen|verkauft|"
    r"ofrecemos|vendemos|ofrece|vende|nous proposons|nous vendons|proposant|propose|vend|offriamo|"
    r"vendiamo)\s+(?:handmade\s+)?"
)
LIST_END = re.compile(
    r"\.\s|\.$|\n|;|\b(?:phone|tel|email|e-mail|open(?:ing)?|hours|pages|address|with|to|at|online|call|"
    r"and (?:we|i|a|an|the|have|include)|"
    r"our|please|contact|for|in (?=[a-z]* ?[A-Z])|telefon|geöffnet|mit|con|avec|für|para|pour|"
    r"colou?rs?)\b|[!?]",
    re.IGNORECASE,
)
COLON_END = re.compile(
    r"\.\s|\.$|\n|;|,?\s\b(?:phone|tel|email|e-mail|opening hours|open (?:daily|mon|tue|from)|pages:|"
    r"address|telefon|colou?rs?)\b|[!?]",
    re.IGNORECASE,
)
SPLIT = re.compile(r"\s*(?:[,;•·|]|\s-\s|\s–\s|\band\b|\bund\b|\by\b|\bet\b|&(?=\s[a-z]))\s*")
COMMAS = re.compile(r"\s*[,;•·|]\s*(?:and\s+|und\s+|y\s+|et\s+)?")
BULLET = re.compile(r"^\s*(?:[-*•·–]|\d{1,2}[.)])\s+(.{2,80})$", re.MULTILINE)
PRICED = re.compile(
    rf"(?P<item>(?:(?:(?<=[,;:\n•·*–—-])|(?<=[,;:.\n•·*–—-]\s)|"
    rf"^)\d{{1,3}}[ -]?(?!x\d))?[^\W\d_][^,;:.\n()€$£]{{1,55}}?)\s*(?:[:(–—-]|\bfor\b|\bat\b|\bfür\b|"
    rf"\bà\b)?\s*(?P<price>{PRICE.pattern})",
    re.IGNORECASE,
)
# “£28/hr online, £35/hr at yours”: the price before what it is for.
PRICE_FIRST = re.compile(
    rf"(?:^|[,;:\n])\s*(?P<price>{PRICE.pattern})\s+(?P<item>[^\W\d_][^,;:.\n()€$£]{{2,40}})(?=[,;.\n]|$)",
    re.IGNORECASE,
)
PRICE_ALONE = re.compile(
    rf"(?:^|[,;:.])(?P<before>[^,;:.\n]{{2,60}}),\s*(?P<price>{PRICE.pattern})(?=\s*(?:[,;.\n]|$))",
    re.IGNORECASE,
)
ON_REQUEST = re.compile(
    r"(?:(?<=[,;:\n] )|(?<=\. ))([A-ZÀ-Þ][\w ]{2,30}) (on request|auf Anfrage|sur devis|"
    r"bajo consulta|su richiesta)\b"
)
GIFT = re.compile(
    rf"(?P<price>{PRICE.pattern})\s+(?P<does>(?:buys|pays|feeds|repairs|provides|covers|funds|gives|keeps|plants|supports|"
    rf"sends|trains|helps|vaccinates|protects|shelters)\b[^,.;\n]{{3,80}})",
    re.IGNORECASE,
)
# What is said between commas about the business, not what it sells: kept as a fact.
FACT = re.compile(
    r"\b(?:certified|registered|registration|insured|licen[sc]ed|accredited|qualified|checked|"
    r"approved|member of|"
    r"association|atol|abta|every (?:mon|tue|wed|thu|fri|sat|sun|week|month|day)\w*|integrates? with|"
    r"works with|speaks?|fluent|% off|"
    r"discount|code [A-Z0-9]+|no contract|iso \d+|no\. ?\d+|open source|wheelchair|parking|"
    r"dogs? welcome|dog[- ]friendly|"
    r"zertifiziert|homologado|certificado|certifié|certificato|gecertificeerd|family[- ](?:run|"
    r"owned)|msc|bsc|phd|mba|degree|diploma|graduated|clients incl|"
    r"ios|android|free (?:\d+[- ]day )?trial|free for|money back|no ads|until late|by appointment|"
    r"nach vereinbarung|previa cita|sur rendez-vous|su appuntamento|op afspraak|sob marcação|"
    r"spoken|closes|deadline|pre-seed|waiting list|"
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
    "video", "videos", "link", "links",
}  # fmt: skip
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
    )
}
# “ages 1-5”: a figure to keep as a fact, not an offer.
SPAN = re.compile(r"\d\s*[-–]\s*\d")
COLOURS_ASKED = re.compile(r"(?:colori|cores|kleuren|kolory|couleurs|colores|farben)\b")
# “So we're a community choir”, “then it's £6”: somebody is talking.
SPEAKING = re.compile(r"(?:i|we|you|they|it|that|there|he|she)'(?:re|ve|d|s|ll|m)$")
# An item that ends in one of these is the beginning of something else: “free shipping over $150”.
DANGLING = {
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
# What goes on with a price and is no thing of its own: “£25 per head”, “€5 each”.
JOINS = {
    "per", "pro", "je", "incl", "inc", "including", "inkl", "each", "only", "plus", "or", "a", "an", "off",
    "pp", "total", "extra", "more", "less", "upwards", "in", "on", "if", "when", "until", "deposit", "for",
    "to", "of", "and", "with", "by", "every", "over", "from", "under", "above", "than",
}  # fmt: skip
# What is said of the business in a word or two: “covers Swansea”, “pets welcome”, “results within 7 days”.
STATEMENT = re.compile(
    r"^(?:covers|covering|meets|meeting (?:every|on)|ships|shipping|out(?! of)|launch(?:es|ing)|opens|"
    r"opening|open(?!\W(?:day|mic|air|water|studio|source|kitchen|fire))|closed|closes|starts|runs|lasts|"
    r"est|since|bring|per|in an?|every|each|minimum|min|maximum|max|up to|within|reply|replies|ask for|call|"
    r"(?:under|over)(?: the age of)?(?: |-)\d+s?|volunteers [a-z]+ |ouverte?s?|abierto|cerrado|geoffnet|"
    r"geschlossen|chius[oaie]|fechad[oa]s?|gesloten|zamkniet\w+|nieczynne|"
    r"ab|a partire?|desde|jeden|jede|chaque|cada|fully|free entry|pickup|pick-up)\b"
    r"|\b(?:welcome|ok|included|available|only|allowed|open|accepted|required|provided|guaranteed|bienvenu\w*|"
    r"bienvenid\w*|inclus\w*|incluid\w*|willkommen|inklusive|gratis|gratuits?|by arrangement|on request|"
    r"the year round)$"
    r"|(?<!gluten)(?<!dairy)(?<!sugar)(?<!lactose)(?<!nut)(?<!alcohol)(?<!meat)[ ]free$"
    r"|\b(?:within|up to|in|from) \d+\b"
    r"|\b(?:in|within) (?:one|two|three|five) (?:working )?(?:hour|day|week)s?\b"
    r"|\b(?:chaque|jeden|every|cada)\b"
    r"|\b(?:bis|until|till|jusqu'a|hasta las|fino alle|tot|ate as) \d"
)
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


def find_offers(prompt: Prompt, others: Sequence[str] = ()) -> tuple[Offer, ...]:
    """Offers in the order of the prompt, each once, with the price where one stands beside it; ``others``
    are the name and the places, which end where an offer begins.
    """
    found: list[tuple[int, Offer]] = []
    found += _series(prompt)
    found += _priced(prompt, others)
    found += _price_first(prompt)
    found += _on_request(prompt)
    found += _bullets(prompt)
    found += _cued(prompt, LIST_CUE, COLON_END)
    found += _cued(prompt, VERB_CUE, LIST_END)
    found += _between_commas(prompt)
    shouted = prompt.clean.isupper()
    found = _with_price_behind(prompt, found)
    offers: dict[str, Offer] = {}
    for _, offer in sorted(found, key=lambda entry: entry[0]):
        if shouted:
            offer = Offer(name=offer.name.lower(), price=offer.price and offer.price.lower())
        key = fold(offer.name)
        if key not in offers or (offer.price and not offers[key].price):
            offers[key] = offer
    return tuple(offers.values())[:12]


def _priced(prompt: Prompt, others: Sequence[str] = ()) -> list[tuple[int, Offer]]:
    found = []
    for match in PRICED.finditer(prompt.clean):
        text = match.group("item")
        for other in others:
            # “called Crust & Co in Leeds sourdough £4”; but “Amalfi coast £1,120” is one thing.
            behind = (
                re.search(rf"(?:\b(?:in|at|near|called|named) |^){re.escape(other)}\s+(?=[a-z])", text)
                if other
                else None
            )
            text = text[behind.end() :] if behind and (behind.start() or other == others[0]) else text
        item = _item(_thing_priced(text))
        if item and not prompt.is_taken(match.start("price"), match.end("price")):
            found.append((match.start(), Offer(name=item, price=tidy(match.group("price")))))
            prompt.take(match.start("item") + match.group("item").find(item), match.end())
    return found


def _price_first(prompt: Prompt) -> list[tuple[int, Offer]]:
    found = []
    for match in PRICE_FIRST.finditer(prompt.clean):
        item = _item(match.group("item"))
        joins = fold(match.group("item")).split()[0] in JOINS
        if item and not joins and not prompt.is_taken(match.start("price"), match.end("item")):
            found.append((match.start(), Offer(name=item, price=tidy(match.group("price")))))
            prompt.take(match.start("price"), match.end("item"))
    return found


def _with_price_behind(prompt: Prompt, found: list[tuple[int, Offer]]) -> list[tuple[int, Offer]]:
    """Offers with a price that stands alone behind them: “dog walking, £15/hr, grooming”."""
    alone = {}
    for match in PRICE_ALONE.finditer(prompt.clean):
        if not prompt.is_taken(*match.span("price")):
            alone[fold(match.group("before").strip())] = match
    given = []
    for start, offer in found:
        match = alone.get(fold(offer.name)) if offer.price is None else None
        if match is not None:
            prompt.take(*match.span("price"))
            offer = Offer(name=offer.name, price=tidy(match.group("price")))
        given.append((start, offer))
    return given


def _thing_priced(text: str) -> str:
    """What the price is for: the end of a sentence (“a shop with candles”), but the whole of a line that
    is one thing (“gnocchi with sage butter”).
    """
    text = re.sub(r"\s+(?:is|are|costs?|from|kostet|kosten|cuesta|coûte|for|at)$", "", text.strip())
    parts = re.split(r"\b(?:with|services|menu|sell|serve|offer|and|such as|like)\b", text)
    head = fold(parts[0]).split()
    talk = (
        word_set("website")
        | word_set("request")
        | word_set("entities")
        | {"we", "i", "shop", "offer", "sell"}
    )
    return text if head and len(head) <= 4 and not talk & set(head) else parts[-1]


def _on_request(prompt: Prompt) -> list[tuple[int, Offer]]:
    """“Enterprise on request”: what has a price that is told in person."""
    found = []
    for match in ON_REQUEST.finditer(prompt.clean):
        item = _item(match.group(1))
        if item and not prompt.is_taken(*match.span()):
            found.append((match.start(), Offer(name=item, price=match.group(2))))
            prompt.take(*match.span())
    return found


def find_gifts(prompt: Prompt) -> tuple[Offer, ...]:
    """What a donation does: “$25 buys water filters for one family”."""
    found = []
    for match in GIFT.finditer(prompt.clean):
        found.append(Offer(name=tidy(match.group("does")), price=tidy(match.group("price"))))
        prompt.take(*match.span())
    return tuple(found)[:4]


def _bullets(prompt: Prompt) -> list[tuple[int, Offer]]:
    found = []
    for match in BULLET.finditer(prompt.clean):
        item = _item(match.group(1))
        if item and not prompt.is_taken(*match.span(1)):
            found.append((match.start(), Offer(name=item)))
            prompt.take(*match.span(1))
    return found


def _cued(prompt: Prompt, cue: re.Pattern[str], end: re.Pattern[str]) -> list[tuple[int, Offer]]:
    found: list[tuple[int, Offer]] = []
    for match in cue.finditer(prompt.folded):
        start = match.end()
        stop = end.search(prompt.clean, start)
        text = prompt.clean[start : stop.start() if stop else min(len(prompt.clean), start + 400)]
        splitter = COMMAS if text.count(",") >= 1 else SPLIT
        at = start
        for part in splitter.split(text):
            at = prompt.clean.find(part, at) if part else at
            # The last of a list: “implants and braces”.
            pieces = (
                re.split(r"\s(?:and|und|y|et)\s", part) if part and text.rstrip().endswith(part) else [part]
            )
            for piece in pieces:
                item = _item(piece)
                if item and not prompt.is_taken(at, at + len(part)):
                    found.append((at, Offer(name=item)))
                    prompt.take(at, at + len(part))
        prompt.take(match.start(), start)
    return found


# “Klasse B, BE, A”: letters that go on with what the first of them names.
CODE = r"[A-Z][A-Z0-9]{0,3}"
JOINT = r"\s*(?:[,/&]|\b(?:und|and|y|et|e|en|i|sowie)\b)\s*"
SERIES = re.compile(
    rf"\b(?P<label>(?:Führerschein)?[Kk]lassen?|[Cc]lass(?:es)?|[Cc]ategor(?:y|ies)|[Ll]evels?|[Pp]ermis|"
    rf"[Cc]lases?|[Pp]atent[ei]|[Kk]ategori[aei]|[Cc]ategorieën|[Nn]iveaus?)\s+"
    rf"(?P<codes>{CODE}(?:{JOINT}{CODE})+)(?=\s*(?:[,.;)]|$|\b(?:und|and|mit|with)\b))"
)
SINGULAR = {"klassen": "klasse", "classes": "class", "categories": "category", "levels": "level",
            "clases": "clase", "patenti": "patente", "niveaus": "niveau"}  # fmt: skip


def _series(prompt: Prompt) -> list[tuple[int, Offer]]:
    """Each of “Klasse B, BE, A” with the word that stands before the first."""
    found = []
    for match in SERIES.finditer(prompt.clean):
        label = match.group("label")
        single = SINGULAR.get(fold(label), label)
        label = single.capitalize() if label[:1].isupper() else single
        codes = re.findall(CODE, match.group("codes"))
        found += [(match.start(), Offer(name=f"{label} {code}")) for code in codes]
        prompt.take(*match.span())
    return found


# “direito do trabalho e da família”: these add nothing to the length of a thing.
SMALL_WORDS = {"do", "da", "de", "di", "del", "du", "des", "la", "le", "e", "y", "et"}


def _between_commas(prompt: Prompt) -> list[tuple[int, Offer]]:
    """Short noun phrases between commas after the first clause that mean nothing else."""
    found: list[tuple[int, Offer]] = []
    at = 0
    for number, part in enumerate(
        re.split(r"[,;\n!?]|:\s|(?<!Dr)(?<!St)(?<!Mr)\.(?:\s|$)|\s[–—-]\s", prompt.clean)
    ):
        start = prompt.clean.find(part, at)
        at = start + len(part)
        stripped = part.strip()
        if number == 0 or not stripped or prompt.is_taken(start, at):
            continue
        item = _item(stripped)
        words = fold(stripped).split()
        if (
            item
            and not SPAN.search(item)
            and not FACT.search(stripped)
            and words[0] not in POLITE
            and len([word for word in words if word not in SMALL_WORDS]) <= 5
            and words[0] not in word_set("request") - {"small", "nice"}
            and not words[0].isdigit()
        ):
            # “…, inheritance and divorce.”: the last two of a list.
            ends = prompt.clean[at : at + 1] in {".", ""} and found and found[-1][0] > start - 40
            pair = re.split(r"\s(?:and|und|y|et|e|en|och)\s", item) if ends else [item]
            pair = pair if len(pair) == 2 and all(len(half.split()) <= 2 for half in pair) else [item]
            found += [(start, Offer(name=half)) for half in pair]
            prompt.take(start, at)
    return found


def _item(text: str) -> str | None:
    """A part of a list as an offer's name: short, without articles, prices and talk about the website."""
    item = tidy(PRICE.sub("", text)).strip('()[]{}*-• "“”')
    # “The Vault”: with capitals the article belongs to the name.
    while not re.match(r"The [A-Z]", item) and (shorter := ARTICLES.sub("", item)) != item:
        item = shorter
    item = VERB_LAST.sub("", item)
    words = fold(item).split()
    if not 1 <= len(words) <= 6 or not 2 <= len(item) <= 60:
        return None
    # “Thursdays 11am” is when it takes place.
    if is_calendar_word(item.split()[0]) and any(character.isdigit() for character in item):
        return None
    if STATEMENT.search(fold(item)) or (len(words) == 1 and words[0] in LABELS):
        return None
    if fold(item) in SITE_PARTS or COLOURS_ASKED.match(fold(item)):
        return None
    if any(SPEAKING.match(word) for word in words):
        return None
    if any(word in NOT_OFFERS for word in words) or words[-1] in DANGLING or ":" in item or "(" in item:
        return None
    if is_calendar_word(item.split()[-1]) and len(words) == 1:
        return None
    if is_shouted(item) or not any(character.isalpha() for character in item):
        return None
    return item
