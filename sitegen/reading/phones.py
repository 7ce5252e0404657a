"""Telephone numbers, as written and as a telephone dials them (E.164, by Google's libphonenumber)."""

from __future__ import annotations

import re

import phonenumbers

from sitegen.brief import Phone
from sitegen.reading.text import Prompt, tidy

NUMBER = re.compile(
    r"(?<![\dA-Za-z_.,/€$£¥₹#-])(?:\+|00)?\(?\d(?:[\d()/\-]|\.(?=\d)|\s(?=[\d(/+-])){5,20}\d(?![\w%€$£])"
)
CUE = re.compile(
    r"(?<!\w)(?:phone|phone number|tel|telephone|telefon|telefono|telefone|telefoon|fono|call(?: us)?|"
    r"ring(?: us)?|text(?: me| us)?|"
    r"mobile|cell|whatsapp|fon|book(?:ings)?|reservations?|enquiries|orders?|reservas?|reservar|pedidos|encomendas|prenotazioni|commandes|buchung(?:en)?|reservierung(?:en)?|reservering(?:en)?|bokning(?:ar)?|rezerwacje|rufen|ruf|llama|llamanos|appelez|hotline|bel|dzwon|zadzwon|tfn|ligue|chiama|numero|"
    r"telefonnummer|тел|телефон|звоните|τηλ|τηλεφωνο|هاتف|تلفون|اتصل|טלפון|טל|फोन|फ़ोन|電話|电话|電話番号|전화)"
    r"(?: on| at| auf| al| au| unter| pelo| para o| allo| no| now| me on| us on)?[\W_]*$"
)
# What a number is for, as it stands right before it: “office 0117 …”, “out of hours 07700 …”.
LABEL = re.compile(
    r"(?:^|[,.;:\n(–—])\s*((?:[^\W\d_][\w/-]*\s){0,4}?)(?:on |at |call |ring |phone |tel\.? |line )?\s*:?\s*$"
)
# Groups as people write them, with neither cue nor plus: “0117 496 0147”, “520-555-0147”.
GROUPED = re.compile(r"\(?0\d[\d() /.-]{5,}|\(?\d{3}\)?[-. ]\d{3,4}[-. ]\d{3,4}|\d{3} \d{2} \d{2} \d{2}")
# Groups of a country whose numbers begin with no zero: “22 555 0199”, “976 555 014”.
PARTED = re.compile(r"\(?\d{2,5}\)?(?:[ .-]\d{2,5}){1,4}")
LOCAL = re.compile(r"\d{3}-\d{4}")
ROUND = re.compile(r"\d{1,2}(?:[ .]\d{3})+|.*\D000")
# “Call Dave 07700 …”: whose number it is.
WHOM = re.compile(r"\b(?:[Cc]all|[Rr]ing|[Tt]ext|[Aa]sk for)\s([A-Z][a-z]{2,})\s(?:on\s)?$")
LABELS = {
    "emergency": "Emergency",
    "out of hours": "Out of hours",
    "office": "Office",
    "mobile": "Mobile",
    "whatsapp": "WhatsApp",
    "mobil": "Mobil",
    "handy": "Handy",
    "mobiel": "Mobiel",
    "movil": "Móvil",
    "portable": "Portable",
    "cellulare": "Cellulare",
    "telemovel": "Telemóvel",
    "komorka": "Komórka",
    "notdienst": "Notdienst",
    "fax": "Fax",
}
NOT_PHONES = re.compile(
    r"(?<!\w)(?:charity|registered|registration|company|no|nr|number|licen[cs]e|vat|roc|atol|iban|siret|nif|cif|"
    r"ust-?id|steuernummer|hrb|isbn|nip|regon)[\s.:#a-z]{0,8}$"
)


def find_phones(prompt: Prompt, region: str | None) -> tuple[Phone, ...]:
    """Every number with a cue, a plus sign or a telephone's grouping, in the order of the prompt."""
    found: dict[str, Phone] = {}
    for match in NUMBER.finditer(prompt.clean):
        text = _balanced(match.group().strip(" -./("))
        start = match.start() + match.group().find(text)
        span = (start, start + len(text))
        before = prompt.folded[max(0, start - 40) : start].rstrip("+( ")
        cue = CUE.search(before)
        if prompt.is_taken(*span) or not _looks_right(text, before, region, cued=bool(cue)):
            continue
        prompt.take(*span)
        if cue:
            prompt.take(max(0, start - 40) + cue.start(), start)
        whom = WHOM.search(prompt.clean[max(0, start - 30) : start])
        if whom:
            prompt.take(start - len(whom.group()), start)
        label = _label(before) or (whom.group(1) if whom else None)
        phone = Phone(text=text, link=_dialled(text, region), label=label)
        found.setdefault(phone.link, phone)
    return tuple(found.values())[:4]


def _balanced(text: str) -> str:
    """Without a bracket that has no partner: “(0161 496 0188” in a bracketed clause."""
    text = f"({text}" if text.count(")") > text.count("(") else text
    return tidy(text) if text.count("(") == text.count(")") else tidy(text.replace("(", ""))


def _looks_right(text: str, before: str, region: str | None, *, cued: bool) -> bool:
    digits = re.sub(r"\D", "", text)
    if not 7 <= len(digits) <= 15 or NOT_PHONES.search(before):
        return False
    if re.fullmatch(r"(?:1[5-9]|20)\d\d\s*[-–/]\s*(?:1[5-9]|20)\d\d", text):
        return False
    if cued or text.startswith(("+", "00")):
        return True
    return not ROUND.fullmatch(text) and (bool(GROUPED.fullmatch(text)) or _is_parted(text, region))


def _is_parted(text: str, region: str | None) -> bool:
    """Whether the groups are those of a number with as many digits as the country's have.

    The number need not be assigned: those of examples and films never are.
    """
    if region is None or not PARTED.fullmatch(text):
        return False
    if region in {"US", "CA"} and LOCAL.fullmatch(text):
        return True
    number = phonenumbers.parse(text, region)
    return phonenumbers.is_possible_number_with_reason(number) == phonenumbers.ValidationResult.IS_POSSIBLE


def _dialled(text: str, region: str | None) -> str:
    """E.164 if the country is known and the number can exist there, else the digits."""
    bare = f"+{text[2:]}" if text.startswith("00") else text
    # “+49 (0) 30 …”: the zero in brackets is for callers inside the country.
    bare = bare.replace("(0)", "") if bare.startswith("+") else bare
    try:
        number = phonenumbers.parse(bare, region)
    except phonenumbers.NumberParseException:
        return re.sub(r"[^\d+]", "", bare)
    # A number without its area code is possible, but nobody outside of the town can dial it.
    if phonenumbers.is_possible_number_with_reason(number) != phonenumbers.ValidationResult.IS_POSSIBLE:
        return re.sub(r"[^\d+]", "", bare)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _label(before: str) -> str | None:
    close = before[-24:]
    there = [word for word in LABELS if word in close]
    # “fax 04841 …, mobil 0171 …”: the last word is that of the number; “mobile” is more than “mobil”.
    return LABELS[max(there, key=lambda word: (close.rfind(word), len(word)))] if there else None
