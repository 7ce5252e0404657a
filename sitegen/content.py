"""The words and facts of a section, by kind: what copy writers fill and components show.

A component names the one content kind that it can show, so every component of a kind can
replace another without touching the words. Language models fill these same models.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Short = Annotated[str, Field(min_length=1, max_length=90)]
Sentence = Annotated[str, Field(min_length=1, max_length=320)]
Text = Annotated[str, Field(min_length=1, max_length=1200)]


class Content(BaseModel):
    """Base of all content: immutable, and an unknown field is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Link(Content):
    """A labelled target: ``page:<slug>``, ``page:<slug>#<section>``, ``#<section>``, tel:, mailto: or https:.

    The home page has the slug ``home``.
    """

    label: Short
    href: Annotated[
        str, Field(pattern=r"^(page:[a-z0-9-]+(#[a-z0-9-]+)?|#[a-z0-9-]+|tel:.+|mailto:.+|https?://.+)$")
    ]


class Item(Content):
    """One tile of a list. ``icon`` is a Lucide name; ``price`` is ready to print, with its currency."""

    title: Short
    text: Sentence | None = None
    icon: str | None = None
    price: Short | None = None
    detail: Short | None = None
    link: Link | None = None


class Pair(Content):
    label: Short
    value: Short


class Hero(Content):
    """First screen of the start page. ``facts`` are short, true and useful: place, hours, price from."""

    eyebrow: Short | None = None
    headline: Short
    lead: Sentence
    actions: tuple[Link, ...] = Field(min_length=1, max_length=2)
    facts: tuple[Short, ...] = Field(default=(), max_length=4)


class PageHeader(Content):
    """First section of an inner page; holds its ``h1``."""

    eyebrow: Short | None = None
    headline: Short
    lead: Sentence | None = None


class Statement(Content):
    """One large sentence that says what this business believes or does."""

    text: Sentence
    attribution: Short | None = None


class Band(Content):
    """A narrow strip of short words: materials, dishes, cities, skills."""

    label: Short
    items: tuple[Short, ...] = Field(min_length=3, max_length=10)


class Features(Content):
    heading: Short
    lead: Sentence | None = None
    items: tuple[Item, ...] = Field(min_length=3, max_length=8)


class Services(Content):
    """What is offered, with prices where they are known."""

    heading: Short
    lead: Sentence | None = None
    items: tuple[Item, ...] = Field(min_length=2, max_length=12)
    action: Link | None = None


class Spotlight(Content):
    """One thing explained beside a picture."""

    eyebrow: Short | None = None
    heading: Short
    text: Text
    points: tuple[Short, ...] = Field(default=(), max_length=5)
    action: Link | None = None


class Story(Content):
    """Who they are, in paragraphs, with a few facts at the side."""

    heading: Short
    paragraphs: tuple[Text, ...] = Field(min_length=1, max_length=5)
    facts: tuple[Pair, ...] = Field(default=(), max_length=5)


class Steps(Content):
    heading: Short
    lead: Sentence | None = None
    items: tuple[Item, ...] = Field(min_length=3, max_length=6)


class Figures(Content):
    """Numbers that are true: taken from the prompt or countable on the site itself."""

    heading: Short | None = None
    items: tuple[Pair, ...] = Field(min_length=2, max_length=4)


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


class Session(Content):
    time: Short
    title: Short
    text: Sentence | None = None
    place: Short | None = None


class Day(Content):
    title: Short
    date: Short | None = None
    sessions: tuple[Session, ...] = Field(min_length=1, max_length=10)


class Schedule(Content):
    """Days with timed sessions: a conference programme or a weekly class plan."""

    heading: Short
    lead: Sentence | None = None
    days: tuple[Day, ...] = Field(min_length=1, max_length=7)
    note: Sentence | None = None


class DateRow(Content):
    """``date`` as read by people; None where the prompt names the place but not the day."""

    date: Short | None = None
    place: Short
    detail: Short | None = None
    action: Link | None = None


class Dates(Content):
    heading: Short
    lead: Sentence | None = None
    items: tuple[DateRow, ...] = Field(min_length=1, max_length=16)
    note: Sentence | None = None


class Person(Content):
    """``name`` only where the prompt gives it: people are not invented, so a role may stand alone."""

    name: Short | None = None
    role: Short
    text: Sentence | None = None


class Team(Content):
    heading: Short
    lead: Sentence | None = None
    people: tuple[Person, ...] = Field(min_length=1, max_length=12)
    note: Sentence | None = None


class Quote(Content):
    text: Sentence
    name: Short
    role: Short | None = None


class Testimonials(Content):
    """``note`` must say that the quotes are samples to be replaced, unless they come from the prompt."""

    heading: Short
    items: tuple[Quote, ...] = Field(min_length=1, max_length=6)
    note: Sentence | None = None


class Question(Content):
    question: Short
    answer: Text


class Faq(Content):
    heading: Short
    lead: Sentence | None = None
    items: tuple[Question, ...] = Field(min_length=3, max_length=12)


class GalleryItem(Content):
    """A picture of the owner's own may have no words."""

    caption: Short | None = None
    detail: Short | None = None


class Gallery(Content):
    heading: Short
    lead: Sentence | None = None
    items: tuple[GalleryItem, ...] = Field(min_length=3, max_length=12)


class Listing(Content):
    """Things one chooses from: homes, rooms, courses, trips, projects, open roles."""

    heading: Short
    lead: Sentence | None = None
    items: tuple[ListingItem, ...] = Field(min_length=2, max_length=12)
    note: Sentence | None = None


class ListingItem(Content):
    name: Short
    text: Sentence
    price: Short | None = None
    tag: Short | None = None
    facts: tuple[Short, ...] = Field(default=(), max_length=4)
    link: Link | None = None


class Post(Content):
    """A teaser; ``page`` is the slug of the article's page."""

    title: Short
    excerpt: Sentence
    page: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    minutes: int | None = Field(default=None, ge=1, le=60)


class Posts(Content):
    heading: Short
    lead: Sentence | None = None
    items: tuple[Post, ...] = Field(min_length=2, max_length=9)


class ArticlePart(Content):
    heading: Short | None = None
    paragraphs: tuple[Text, ...] = Field(min_length=1, max_length=8)


class Article(Content):
    """Running text below a PageHeader: a blog post, a privacy notice, a case study."""

    parts: tuple[ArticlePart, ...] = Field(min_length=1, max_length=12)


class Timeline(Content):
    heading: Short
    lead: Sentence | None = None
    items: tuple[TimelineItem, ...] = Field(min_length=3, max_length=10)


class TimelineItem(Content):
    when: Short
    title: Short
    text: Sentence | None = None


class Tab(Content):
    label: Short
    title: Short
    text: Text
    points: tuple[Short, ...] = Field(default=(), max_length=5)


class Tabs(Content):
    heading: Short
    lead: Sentence | None = None
    items: tuple[Tab, ...] = Field(min_length=2, max_length=6)


class Comparison(Content):
    """A table: ``columns`` head the values; each row has one value a column (“yes”/“no” become marks)."""

    heading: Short
    lead: Sentence | None = None
    columns: tuple[Short, ...] = Field(min_length=2, max_length=4)
    rows: tuple[ComparisonRow, ...] = Field(min_length=3, max_length=12)


class ComparisonRow(Content):
    label: Short
    values: tuple[Short, ...] = Field(min_length=2, max_length=4)


class Cta(Content):
    heading: Short
    lead: Sentence | None = None
    actions: tuple[Link, ...] = Field(min_length=1, max_length=2)


class HoursRow(Content):
    days: Short
    time: Short


class Contact(Content):
    """Ways to reach the business; only those that the prompt gives, else the form alone."""

    heading: Short
    lead: Sentence | None = None
    phone: Short | None = None
    email: Short | None = None
    address: Sentence | None = None
    more: tuple[Link, ...] = Field(
        default=(), max_length=6, description="further numbers, addresses, profiles"
    )
    hours: tuple[HoursRow, ...] = Field(default=(), max_length=7)
    note: Sentence | None = None


class FormSection(Content):
    """A form with words beside it; its fields are in the site's form of that id."""

    heading: Short
    lead: Sentence | None = None
    form_id: str
    points: tuple[Short, ...] = Field(default=(), max_length=5)


class Newsletter(Content):
    heading: Short
    lead: Sentence | None = None
    form_id: str


class DonateAmount(Content):
    amount: Short
    text: Sentence


class Donate(Content):
    heading: Short
    lead: Sentence | None = None
    amounts: tuple[DonateAmount, ...] = Field(min_length=2, max_length=4)
    form_id: str
    note: Sentence | None = None


ContentKind = Literal[
    "hero", "page_header", "statement", "band", "features", "services", "spotlight", "story", "steps",
    "figures", "products", "menu", "pricing", "schedule", "dates", "team", "testimonials", "faq", "gallery",
    "listing", "posts", "article", "timeline", "tabs", "comparison", "cta", "contact", "form", "newsletter",
    "donate",
]  # fmt: skip

MODELS: dict[str, type[Content]] = {
    "hero": Hero,
    "page_header": PageHeader,
    "statement": Statement,
    "band": Band,
    "features": Features,
    "services": Services,
    "spotlight": Spotlight,
    "story": Story,
    "steps": Steps,
    "figures": Figures,
    "products": Products,
    "menu": Menu,
    "pricing": Pricing,
    "schedule": Schedule,
    "dates": Dates,
    "team": Team,
    "testimonials": Testimonials,
    "faq": Faq,
    "gallery": Gallery,
    "listing": Listing,
    "posts": Posts,
    "article": Article,
    "timeline": Timeline,
    "tabs": Tabs,
    "comparison": Comparison,
    "cta": Cta,
    "contact": Contact,
    "form": FormSection,
    "newsletter": Newsletter,
    "donate": Donate,
}


def parse_content(kind: str, data: object) -> Content:
    """``data`` as content of ``kind``; raises KeyError for an unknown kind, ValidationError for bad data."""
    return MODELS[kind].model_validate(data)
