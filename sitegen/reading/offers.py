"""What is offered: listed after “services:”, after “we sell …”, with prices, in bullets, or between
commas.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sitegen.brief import Offer
from sitegen.reading.offer_items import FACT, POLITE, item_of
from sitegen.reading.priced_offers import (
    free_plans,
    offers_behind_prices,
    offers_on_request,
    priced_offers,
    with_price_behind,
)
from sitegen.reading.text import Prompt, fold, word_set
from sitegen.reading.wishes import names_part

LIST_CUE = re.compile(
    r"\b(?:services|our services|treatments|products|product range|menu|dishes|specials|classes|courses|"
    r"plans|packages|workshops|"
    r"tours|rooms|lessons|shows|series|books|novels|titles|albums|models|programmes|programs|offers|"
    r"specialties|specialities|practice areas|areas|"
    r"tickets|prices|price list|"
    r"leistungen|angebot|behandlungen|produkte|kurse|speisekarte|preise|servicios|productos|"
    r"tratamientos|cursos|carta|platos|"
    r"precios|prestations|produits|soins|cours|plats|tarifs|servizi|prodotti|corsi|servicos|produtos|"
    r"we do|we offer|includes?)"
    r"\s*(?:are|include|:|like|such as|wie|como|comme)\s*:?\s*"
)
VERB_CUE = re.compile(
    r"\b(?:(?:and|also|to|i|they) sell|i (?:also )?(?:do|offer|make|bake|repair|build)|"
    r"we (?:also )?(?:sell|make|offer|do|serve|bake|repair|build|"
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
# “ages 1-5”: a figure to keep as a fact, not an offer.
CLIENTS = re.compile(
    r"\b(?:clients?|customers?|kunden|referenzen|clientes|clienti|klanten|klienci|partners?|"
    r"areas?(?: served)?|"
    r"languages|sprachen|idiomas|langues|lingue)(?: (?:are|include|incl\.?|like))?:[^.\n;:]*$"
)
SPAN = re.compile(r"\d\s*[-–]\s*\d")


def find_offers(prompt: Prompt, others: Sequence[str] = ()) -> tuple[Offer, ...]:
    """Offers in the order of the prompt, each once, with the price where one stands beside it; ``others``
    are the name and the places, which end where an offer begins.
    """
    found: list[tuple[int, Offer]] = []
    found += _series(prompt)
    found += free_plans(prompt)
    found += priced_offers(prompt, others)
    found += offers_behind_prices(prompt)
    found += offers_on_request(prompt)
    found += _bullets(prompt)
    found += _cued(prompt, LIST_CUE, COLON_END)
    found += _cued(prompt, VERB_CUE, LIST_END)
    found += _between_commas(prompt)
    shouted = prompt.clean.isupper()
    found = with_price_behind(prompt, found)
    offers: dict[str, Offer] = {}
    for _, offer in sorted(found, key=lambda entry: entry[0]):
        if shouted:
            offer = Offer(name=offer.name.lower(), price=offer.price and offer.price.lower())
        key = fold(offer.name)
        if key not in offers or (offer.price and not offers[key].price):
            offers[key] = offer
    return tuple(offers.values())[:12]


def _bullets(prompt: Prompt) -> list[tuple[int, Offer]]:
    found = []
    for match in BULLET.finditer(prompt.clean):
        item = item_of(match.group(1))
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
                item = item_of(piece)
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
        # “Kunden: Otto, …”: a label offers nothing, and neither do clients.
        label = prompt.clean[at : at + 1] == ":"
        clients = CLIENTS.search(prompt.folded[: start + 1])
        if number == 0 or not stripped or label or clients or prompt.is_taken(start, at):
            continue
        item = item_of(stripped)
        words = fold(stripped).split()
        if (
            item
            and not names_part(item)
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
