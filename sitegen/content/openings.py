"""Contents that open a page, say one thing, or ask for something."""

from __future__ import annotations

from pydantic import Field

from sitegen.content.base import Content, Link, Pair, Sentence, Short, Text


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


class Cta(Content):
    heading: Short
    lead: Sentence | None = None
    actions: tuple[Link, ...] = Field(min_length=1, max_length=2)
