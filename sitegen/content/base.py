"""What contents are made of: short texts, links, tiles and pairs."""

from __future__ import annotations

from typing import Annotated

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
