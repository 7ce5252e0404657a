"""Contents with prices: shelves, menus, plans, listings and donations."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sitegen.content.base import Content, Item, Link, Pair, Sentence, Short, Text

ProductSlug = Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]


class Product(Content):
    """``slug`` is unique on the site and names the product in the cart, which adds up ``price_cents``.

    ``link`` leads to the product's own page, if it has one.
    """

    slug: ProductSlug
    name: Short
    text: Sentence
    price: Short
    price_cents: int = Field(ge=0)
    detail: Short | None = None
    link: Link | None = None


class Products(Content):
    """A shop shelf with a local cart; ``currency`` is ISO 4217; ``form_id`` receives the order."""

    heading: Short
    lead: Sentence | None = None
    items: tuple[Product, ...] = Field(min_length=3, max_length=12)
    currency: Currency = "EUR"
    form_id: str | None = None


class ProductPage(Content):
    """A product on a page of its own: the first section there, which holds its ``h1``.

    ``slug`` is that of its tile on the shelf, so both fill one cart. ``trail`` leads from the start page to
    the shelf. ``order`` is the section with the order form, whose id is that section's with “-order”.
    ``example`` tells that the price is one, for the owner to set.
    """

    slug: ProductSlug
    name: Short
    price: Short
    price_cents: int = Field(ge=0)
    currency: Currency = "EUR"
    detail: Short | None = None
    example: bool = False
    lead: Text
    paragraphs: tuple[Text, ...] = Field(default=(), max_length=4)
    details: tuple[Pair, ...] = Field(default=(), max_length=6)
    trail: tuple[Link, ...] = Field(min_length=1, max_length=3)
    order: Link | None = None


class RelatedProduct(Content):
    slug: ProductSlug
    name: Short
    price: Short
    link: Link


class Related(Content):
    """What else is on the shelf; its pictures are those of the shelf."""

    heading: Short
    items: tuple[RelatedProduct, ...] = Field(min_length=2, max_length=4)


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
