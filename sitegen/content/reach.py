"""Contents that bring people together: contact facts, forms and newsletters."""

from __future__ import annotations

from pydantic import Field

from sitegen.content.base import Content, Link, Sentence, Short


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
