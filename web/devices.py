"""What a User-Agent header says of a device, for people who look through their own sign-ins.

It is a claim and nothing is decided by it, so a short list of tokens does: the first that fits, in an order
in which browsers that name others come first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
    ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
)  # fmt: skip
HANDHELD = {"Android", "iPhone", "iPad"}
PRODUCT = re.compile(r"[A-Za-z][A-Za-z0-9._-]{0,30}")


@dataclass(frozen=True)
class Device:
    """A name that its owner recognises, and an icon."""

    name: str
    icon: str


def device(agent: str) -> Device:
    browser = _first(BROWSERS, agent)
    system = _first(SYSTEMS, agent)
    if browser and system:
        icon = "smartphone" if system in HANDHELD else "laptop"
        return Device(_("{browser} on {system}").format(browser=browser, system=system), icon)
    product = PRODUCT.match(agent)
    return Device(product[0] if product else _("A program"), "terminal")


def _first(known: tuple[tuple[str, str], ...], agent: str) -> str:
    return next((name for token, name in known if token in agent), "")
