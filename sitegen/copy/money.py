"""Example prices in the currency and notation of the site."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sitegen.brief import Brief
from sitegen.reading.text import fold

# The longest come first: the “$” of “A$9” is no American one.
SIGNS = {
    "nz$": "NZD", "us$": "USD", "mx$": "MXN", "a$": "AUD", "c$": "CAD", "r$": "BRL", "s$": "SGD",
    "€": "EUR", "£": "GBP", "$": "USD", "¥": "JPY", "円": "JPY", "元": "CNY", "₩": "KRW", "₹": "INR",
    "zł": "PLN", "chf": "CHF", "fr.": "CHF", "kč": "CZK", "₺": "TRY", "eur": "EUR", "usd": "USD",
    "gbp": "GBP", "sek": "SEK", "nok": "NOK", "dkk": "DKK", "pln": "PLN", "czk": "CZK", "aud": "AUD",
    "cad": "CAD", "kr": "SEK",
}  # fmt: skip
# Signs that several countries have.
SHARED_SIGNS = {
    "$": {"CA": "CAD", "AU": "AUD", "NZ": "NZD", "MX": "MXN", "SG": "SGD", "HK": "HKD", "AR": "ARS"},
    "kr": {"NO": "NOK", "DK": "DKK", "IS": "ISK"},
    "¥": {"CN": "CNY"},
}
PRINTED = {
    "EUR": "€",
    "GBP": "£",
    "USD": "$",
    "JPY": "¥",
    "INR": "₹",
    "CAD": "$",
    "AUD": "$",
    "NZD": "$",
    "BRL": "R$",
    "MXN": "$",
    "SGD": "$",
    "KRW": "₩",
    "PLN": "zł",
    "CZK": "Kč",
    "SEK": "kr",
    "NOK": "kr",
    "DKK": "kr",
}
SIGNS_BEFORE = {"€", "£", "$", "¥", "₹", "R$", "₩"}
# One euro, roughly, so that example prices are plausible abroad.
RATES = {
    "JPY": 150.0,
    "INR": 60.0,
    "SEK": 11.0,
    "NOK": 11.0,
    "DKK": 7.5,
    "CZK": 25.0,
    "PLN": 4.0,
    "HUF": 380.0,
    "TRY": 40.0,
    "BRL": 6.0,
}
OF_REGION = {
    "GB": "GBP", "US": "USD", "CA": "CAD", "AU": "AUD", "NZ": "NZD", "CH": "CHF", "SE": "SEK", "NO": "NOK",
    "DK": "DKK", "CZ": "CZK", "PL": "PLN", "HU": "HUF", "TR": "TRY", "BR": "BRL", "JP": "JPY", "IN": "INR",
}  # fmt: skip
FOLDER = Path(__file__).resolve().parent / "packs"
NUMBER = re.compile(r"\d[\d.,\s]*")


@dataclass(frozen=True)
class Money:
    """A currency (ISO 4217) and how the site's language prints it."""

    currency: str
    language: str

    @property
    def sign(self) -> str:
        return PRINTED.get(self.currency, self.currency)

    def cents(self, amount: float) -> int:
        """Minor units of an amount that a pack gives in euros."""
        rate = RATES.get(self.currency, 1.0)
        value = amount * rate
        return int(_rounded(value) * 100) if rate > 1 else round(value * 100)

    def print(self, amount: float) -> str:
        """“€18”, “18 €”, “£4.50” for an amount that a pack gives in euros."""
        return self.print_cents(self.cents(amount))

    def print_cents(self, cents: int) -> str:
        whole, part = divmod(cents, 100)
        digits = str(whole) if not part else f"{whole}.{part:02d}"
        if self.currency == "BRL":
            return f"R$ {digits.replace('.', ',')}"
        if self.language in {"de", "fr", "es", "it", "pt", "nl", "pl"}:
            return f"{digits.replace('.', ',')} {self.sign}"
        return f"{self.sign}{digits}" if self.sign in SIGNS_BEFORE else f"{digits} {self.sign}"


def money_of(brief: Brief) -> Money:
    """The currency of the prices in the prompt, else of the place, else the euro."""
    written = " ".join([*brief.prices, *(offer.price or "" for offer in brief.offers)]).lower()
    language = brief.language.split("-")[0]
    for sign, currency in SIGNS.items():
        if sign in written:
            return Money(SHARED_SIGNS.get(sign, {}).get(brief.region or "", currency), language)
    places = _currencies()
    for place in brief.places:
        found = places.get(fold(place))
        if found:
            return Money(found, language)
    return Money(OF_REGION.get(brief.region or "", "EUR"), language)


def cents_of(price: str) -> int | None:
    """Minor units of a price as people write it; None if there is no number in it."""
    match = NUMBER.search(price)
    if match is None:
        return None
    digits = match.group().replace(" ", "").strip(".,")
    if re.search(r"[.,]\d{1,2}$", digits):
        whole, part = re.split(r"[.,](?=\d{1,2}$)", digits)
    else:
        whole, part = digits, "0"
    return int(re.sub(r"\D", "", whole) or 0) * 100 + int(part.ljust(2, "0"))


@lru_cache(maxsize=1)
def _currencies() -> dict[str, str]:
    data: dict[str, str] = json.loads((FOLDER / "currencies.json").read_text(encoding="utf-8"))
    return {fold(place.strip()): currency for currency, places in data.items() for place in places.split(",")}


def _rounded(value: float) -> int:
    step = 1 if value < 20 else 5 if value < 200 else 10 if value < 2000 else 100
    return max(step, round(value / step) * step)
