"""Plain facts with a form of their own: e-mail, phone, address, prices, experience, quotations."""

from __future__ import annotations

import re

from sitegen.reading.text import Prompt, tidy

EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
HANDLE = re.compile(
    r"(?<![\w@.])@[A-Za-z_][\w.]{1,38}\w|(?<![\w@/])(?:https?://)?(?:www\.)?(?:instagram|linkedin|"
    r"facebook|youtube|"
    r"tiktok|twitter|github|behance|dribbble|vimeo|soundcloud|bandcamp|x|t)\.(?:com|net|me)/[\w./@-]+",
    re.IGNORECASE,
)
SYMBOL = (
    r"(?:US\$|S\$|HK\$|NZ\$|NT\$|MX\$|A\$|C\$|R\$|[$€£¥₹₽₩₺₴₫฿₪]|CHF|USD|EUR|GBP|SEK|NOK|DKK|PLN|CZK|"
    r"HUF|AED|SAR|INR|JPY|"
    r"AUD|CAD|Fr\.)"
)
AMOUNT = r"(?:\d{1,3}(?:[.,' ]\d{3})+(?!\d)|\d+)(?:[.,]\d{1,2}(?!\d))?(?:k\b)?"
UNIT = (
    r"(?:\s*(?:/|per |a |an |pro |por |par |al |im |la |à la |l['’]|na |o )\s*"
    r"(?:month|mo|year|yr|week|day|night|hour|"
    r"hr|h|"
    r"word|page|plate|pair|bottle|box|term|group|notte|mese|ora|giorno|settimana|maand|nacht|uur|dag|persoon|"
    r"pessoa|mês|noite|aula|godz|godzina|osoba|miesiąc|noc|"
    r"person|head|seat|user|kg|"
    r"piece|session|class|lesson|visit|sq ?m|m2|monat|jahr|tag|nacht|stunde|mes|ano|año|dia|día|noche|"
    r"hora|persona|mois|an|nuit|"
    r"heure|personne|stück)s?\b)?"
)
PRICE = re.compile(
    rf"(?<![^\W\u3040-\u9fff\uac00-\ud7af])(?<!\.)(?<!\d,)(?:(?:from|ab|desde|dès|od|från|fra|vanaf|da|"
    rf"a partire da|a partir de|от|από|"
    rf"من)\s+)?(?:{SYMBOL}\s?(?:{AMOUNT})|"
    rf"(?:{AMOUNT})\s?(?:euros?\b|dollars?|{SYMBOL}(?!\s?\d)|"
    rf"pounds?|francs?|kr\b|zł|Kč|Ft\b|lei\b|руб\b\.?|ريال|درهم|دينار|جنيه|円|元|원|रुपये|שח|TL\b)){UNIT}",
    re.IGNORECASE,
)
ADDRESS_CUE = re.compile(
    r"(?:\baddress|\badresse|\bdirecci[oó]n|\bindirizzo|\bfind us at|\bvisit us at|\blocated at|"
    r"\bwe are at)\s*(?:is|:|ist)?\s+"
    r"([^\n;]{6,90}?)(?=\.\s|\.$|;|\n|$|,?\s+(?:phone|tel|open|email|e-mail|call|with|website)\b)",
    re.IGNORECASE,
)
STREETS = (
    r"\d+[a-z]?\s+(?:[A-ZÀ-Þ][\w'’.-]*\s+){1,4}(?:Street|St\.?|Road|Rd\.?|Avenue|Ave\.?|Lane|Ln\.?|"
    r"Drive|Dr\.?|Square|Sq\.?|"
    r"Boulevard|Blvd\.?|Court|Place|Way|Terrace|Row|Quay|Hill|Close|Crescent|Parade|Mews|Yard)\b",
    r"(?:[A-ZÀ-Þ][\w'’-]*\s+)?[A-ZÀ-Þ][\w-]*(?:straße|Straße|strasse|str\.|weg|platz|gasse|allee|ufer|damm|"
    r"straat|laan|gracht|plein|dijk|kade|singel|gatan|vägen|gade|vej|gata|veien)\s+\d+[a-z]?",
    r"(?:[A-ZÀ-Þ][\w-]*\s)+(?:Straße|Strasse|Str\.|Weg|Platz|Allee|Ufer)\s+\d+[a-z]?",
    r"(?:ul\.|ulica|al\.)\s+[A-ZŁŚŻŹĆ][\w'’. -]{2,40}?\s+\d+[a-z]?(?:/\d+)?",
    r"(?:Calle|C/|Avenida|Av\.|Plaza|Paseo|Carrer|Rua|Via|Viale|Piazza|Corso|"
    r"Avinguda|Largo|Travessa|Ronda|Camino|Strada)\s+[\w'’. -]{2,40}?,?\s+(?:n[º°.]\s*)?\d+[a-z]?",
    r"\d+(?:\s?bis)?,?\s+(?:rue|avenue|boulevard|place|quai|chemin|allée|impasse|"
    r"cours)\s+[\w'’.-]+(?:\s+[\w'’.-]+){0,4}?(?=,|\.|\s+à|\s+in|\n|$)",
)
STREET = re.compile("|".join(f"(?:{pattern})" for pattern in STREETS))
POSTAL = re.compile(
    r",?\s*(?:\d{4,5}(?:-\d{3})?\s+[A-ZÀ-Þ][\w-]+|"
    r"[A-ZÀ-Þ][a-zà-ÿ]+(?:-[A-Za-zÀ-ÿ]+)*(?: [A-ZÀ-Þ][a-zà-ÿ]+(?=\s[-–—]|[.,;\n]|$))?"
    r"(?:,?\s+[A-Z]{1,2}\d[\w ]{2,6}\b|"
    r",\s[A-Z]{2}\s\d{5})?)"
)
EXPERIENCE = re.compile(
    r"(?:over |more than |más de |mehr als |plus de |seit )?(?:\d{1,3}\+?|two|three|five|ten|"
    r"fifteen|four|six|seven|eight|nine|eleven|twelve|"
    r"twenty|thirty|forty|fifty|zehn|zwanzig|"
    r"diez|veinte|dix|vingt)\s*(?:\+\s*)?(?:years?|yrs|jahren?|años|ans|generations?|"
    r"decades?)\b(?!\s*old)(?!(?<=year|cade|tion|ears)[\s-]+(?:parts?\s)?(?:warranty|guarantee|"
    r"contract|plan|course|programme|program))"
    r"(?:['’]?\s+(?:of\s+)?(?:experience|erfahrung|experiencia|expérience|de experiencia|d'expérience))?"
    r"(?:\s+(?:in|as|im|als|en|dans|de)\s+(?:the\s+)?[a-zà-ÿ][\w-]*(?:\s(?!with|and|"
    r"in)[a-zà-ÿ][\w-]*){0,3})?",
    re.IGNORECASE,
)
SINCE = re.compile(
    r"\b(?:family[- ](?:run|owned)\s+)?(?:since|established(?: in)?|est\.|founded(?: in)?|seit|desde|"
    r"depuis|gegründet)\s+(?:1[5-9]\d\d|20[0-4]\d)\b",
    re.IGNORECASE,
)
QUOTE = re.compile(r"[\"“„«]([^\"“”„«»]{18,300})[\"”“»]")


def find_emails(prompt: Prompt) -> tuple[str, ...]:
    """Every e-mail address, each once; one that is shouted is written small."""
    found: dict[str, None] = {}
    for match in EMAIL.finditer(prompt.clean):
        prompt.take(*match.span())
        address = match.group().rstrip(".")
        found.setdefault(address.lower() if address.isupper() else address)
    return tuple(found)[:4]


def find_handles(prompt: Prompt) -> tuple[str, ...]:
    """Names on social networks (“@name”) and addresses of profiles, as written."""
    found: dict[str, None] = {}
    for match in HANDLE.finditer(prompt.clean):
        if not prompt.is_taken(*match.span()):
            prompt.take(*match.span())
            found.setdefault(match.group().rstrip("."))
    return tuple(found)[:4]


def find_address(prompt: Prompt) -> str | None:
    """A street address: after a cue such as “Address:”, or by the look of a street."""
    match = ADDRESS_CUE.search(prompt.clean)
    if match and re.search(r"\d", match.group(1)):
        prompt.take(*match.span())
        return tidy(match.group(1))
    street = STREET.search(prompt.clean)
    if street is None:
        return None
    end = street.end()
    postal = POSTAL.match(prompt.clean, end)
    if postal and postal.group().startswith(","):
        end = postal.end()
    prompt.take(street.start(), end)
    return tidy(prompt.clean[street.start() : end])


def find_prices(prompt: Prompt) -> tuple[str, ...]:
    """Every price as written, each once."""
    found: dict[str, None] = {}
    for match in PRICE.finditer(prompt.clean):
        found.setdefault(tidy(match.group()))
    return tuple(found)


def find_experience(prompt: Prompt) -> str | None:
    """How long they have been at it: “10 years in retail”, “since 1987”."""
    parts = []
    for pattern in (EXPERIENCE, SINCE):
        if match := pattern.search(prompt.clean):
            prompt.take(*match.span())
            parts.append(tidy(match.group()))
    return ", ".join(parts) or None


def find_quotes(prompt: Prompt) -> tuple[str, ...]:
    """Quoted sentences of four words or more."""
    found = []
    for match in QUOTE.finditer(prompt.clean):
        if len(match.group(1).split()) >= 4:
            prompt.take(*match.span())
            found.append(tidy(match.group(1)))
    return tuple(found)
