"""Contents with prices: shelves, menus, plans, listings and donations."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sitegen.content.base import Content, Item, Link, Sentence, Short


class Product(Content):
    """``slug`` is unique on the site and names the product in the cart, which adds up ``price_cents``."""

    slug: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    name: Short
    text: Sentence
    price: Short
    price_cents: int = Field(ge=0)
    detail: Short | None = None


class Products(Content):
    """A shop shelf with a local cart; ``currency`` is ISO 4217; ``form_id`` receives the order."""

    heading: Short
    lead: Sentence | None = None
    items: tuple[Product, ...] = Field(min_length=3, max_length=12)
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "EUR"
    form_id: str | None = None


class MenuGroup(Content):
    title: Short
    note: Short | None = None
    items: tuple[Item, ...] = Field(min_length=2, max_length=10)


class Menu(Content):
    """Dishes or treatments in groups; an item's ``detail`` holds marks such as “vegan”."""

    heading: Short
    lead: Sentence | None = None
    groups: tuple[MenuGroup, ...] = Field(min_length=1, max_length=6)
    note: Sentence | None = None


class Tier(Content):
    name: Short
    price: Short
    period: Short | None = None
    text: Sentence
    features: tuple[Short, ...] = Field(default=(), max_length=8)
    action: Link
    featured: bool = False


class Pricing(Content):
    heading: Short
    lead: Sentence | None = None
    tiers: tuple[Tier, ...] = Field(min_length=1, max_length=4)
    note: Sentence | None = None


class ListingItem(Content):
    name: Short
    text: Sentence
    price: Short | None = None
    tag: Short | None = None
    facts: tuple[Short, ...] = Field(default=(), max_length=4)
    link: Link | None = None


class Listing(Content):
    """Things one chooses from: homes, rooms, courses, trips, projects, open roles."""

    heading: Short
    lead: Sentence | None = None
    items: tuple[ListingItem, ...] = Field(min_length=2, max_length=12)
    note: Sentence | None = None


class DonateAmount(Content):
    amount: Short
    text: Sentence


class Donate(Content):
    heading: Short
    lead: Sentence | None = None
    amounts: tuple[DonateAmount, ...] = Field(min_length=2, max_length=4)
    form_id: str
    note: Sentence | None = None
