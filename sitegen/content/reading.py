"""Contents to read: posts and articles."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sitegen.content.base import Content, Sentence, Short, Text


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
