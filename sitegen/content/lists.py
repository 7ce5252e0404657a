"""Contents that list: features, services, steps, figures, questions, pictures, tabs and tables."""

from __future__ import annotations

from pydantic import Field

from sitegen.content.base import Content, Item, Link, Pair, Sentence, Short, Text


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


class Steps(Content):
    heading: Short
    lead: Sentence | None = None
    items: tuple[Item, ...] = Field(min_length=3, max_length=6)


class Figures(Content):
    """Numbers that are true: taken from the prompt or countable on the site itself."""

    heading: Short | None = None
    items: tuple[Pair, ...] = Field(min_length=2, max_length=4)


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


class TimelineItem(Content):
    when: Short
    title: Short
    text: Sentence | None = None


class Timeline(Content):
    heading: Short
    lead: Sentence | None = None
    items: tuple[TimelineItem, ...] = Field(min_length=3, max_length=10)


class Tab(Content):
    label: Short
    title: Short
    text: Text
    points: tuple[Short, ...] = Field(default=(), max_length=5)


class Tabs(Content):
    heading: Short
    lead: Sentence | None = None
    items: tuple[Tab, ...] = Field(min_length=2, max_length=6)


class ComparisonRow(Content):
    label: Short
    values: tuple[Short, ...] = Field(min_length=2, max_length=4)


class Comparison(Content):
    """A table: ``columns`` head the values; each row has one value a column (“yes”/“no” become marks)."""

    heading: Short
    lead: Sentence | None = None
    columns: tuple[Short, ...] = Field(min_length=2, max_length=4)
    rows: tuple[ComparisonRow, ...] = Field(min_length=3, max_length=12)
