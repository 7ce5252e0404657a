"""Contents about people and days: programmes, dates, teams and quotes."""

from __future__ import annotations

from pydantic import Field

from sitegen.content.base import Content, Link, Sentence, Short


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
