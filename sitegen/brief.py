"""What was understood from a prompt. ``sitegen.reading.read_brief`` fills it; everybody else reads it."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

SiteKind = Literal[
    "ecommerce", "saas", "portfolio", "photography", "agency", "restaurant", "fitness", "education",
    "realestate", "event", "music", "nonprofit", "medical", "legal", "travel", "startup", "blog", "beauty",
    "trades", "hotel", "finance", "consulting", "app", "community", "landing",
]  # fmt: skip
FormKind = Literal[
    "contact", "booking", "reservation", "order", "rsvp", "quote", "signup", "donate", "proposal"
]


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Offer(Model):
    """A service, product, dish, plan or class that the prompt names; ``price`` as it was written."""

    name: str
    price: str | None = None


class Opening(Model):
    """Opening hours for ``days`` (as to be printed, e.g. “Tue–Sun”), times “HH:MM” in 24 h.

    ``on`` are the same days as numbers, Monday is 0; empty where no days are said. A row without times says
    that it is closed on these days.
    """

    days: str
    opens: str
    closes: str
    on: tuple[int, ...] = ()


class Phone(Model):
    """A number as written; ``link`` is what a telephone dials, E.164 wherever the country is known."""

    text: str
    link: str
    label: str | None = None


class DateFact(Model):
    """A date or range of days that the prompt gives; ``text`` as to be printed."""

    text: str
    start: date | None = None
    end: date | None = None
    place: str | None = None
    title: str | None = None


class Moment(Model):
    """Something with a time of day: “Ceremony”, “16:00” in 24 h."""

    title: str
    time: str


class PersonFact(Model):
    name: str
    role: str | None = None


class Colour(Model):
    """A colour the prompt asks for: its word as written and sRGB hex ``#rrggbb``."""

    name: str
    hex: str


class Brief(Model):
    """The prompt, understood. Facts are only what the prompt says; nothing here is invented but ``name``.

    ``subject`` is a short noun phrase in the prompt's language (“ramen restaurant”, “log analytics tool”);
    ``name_given`` tells whether ``name`` stands in the prompt; ``topics`` are content words of the prompt in
    its order; ``pages`` are page roles asked for (“menu”, “team”, “donate”); ``sections`` are content kinds
    asked for.
    """

    prompt: str
    language: str = "en"
    kind: SiteKind = "landing"
    kind_evidence: tuple[str, ...] = ()
    subject: str
    name: str
    name_given: bool = False
    place: str | None = None
    places: tuple[str, ...] = ()
    audience: str | None = None
    offers: tuple[Offer, ...] = ()
    gifts: tuple[Offer, ...] = Field(
        default=(), description="what a donation does: “buys …”, with its amount"
    )
    topics: tuple[str, ...] = ()
    moods: tuple[str, ...] = ()
    colours: tuple[Colour, ...] = ()
    dark: bool | None = None
    region: str | None = Field(default=None, description="ISO 3166 code of the country, where it is known")
    phone: str | None = None
    phones: tuple[Phone, ...] = ()
    email: str | None = None
    emails: tuple[str, ...] = ()
    address: str | None = None
    handles: tuple[str, ...] = Field(default=(), description="“@name” and profile addresses as written")
    hours: tuple[Opening, ...] = ()
    twelve_hours: bool = Field(
        default=False, description="times are printed as “5 pm”, as the prompt writes them"
    )
    dates: tuple[DateFact, ...] = ()
    moments: tuple[Moment, ...] = ()
    people: tuple[PersonFact, ...] = ()
    prices: tuple[str, ...] = ()
    experience: str | None = None
    quotes: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    form: FormKind = "contact"
    one_page: bool = False
    pictures: bool = True
    extra_facts: tuple[str, ...] = Field(
        default=(), description="sentences of the prompt with figures not placed elsewhere"
    )
