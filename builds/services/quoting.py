"""The price of a build, promised before it begins."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from builds.models import Build
from credits import pricing
from projects import selectors as project_selectors


def full_quote() -> pricing.Quote:
    """The price of a build by all five agents."""
    return pricing.quote(pricing.FULL_BUILD)


def quote_build(*, user_id: UUID, project_id: UUID) -> pricing.Quote:
    """The price of building this project now; raises ProjectNotFound. The later charge is never above it."""
    project_selectors.owned_project(owner_id=user_id, project_id=project_id)
    return full_quote()


def stored_quote(build: Build) -> pricing.Quote:
    """What was promised when the build was ordered."""
    lines = tuple(pricing.QuoteLine(line["agent"], line["credits"]) for line in build.quote["breakdown"])
    return pricing.Quote(total=build.quote["total"], breakdown=lines, discount=build.quote["discount"])


def quote_json(quote: pricing.Quote) -> dict[str, Any]:
    """A quote as it is stored and sent: ``{total, breakdown[{agent, credits}], discount}``."""
    return {
        "total": quote.total,
        "breakdown": [{"agent": line.agent, "credits": line.credits} for line in quote.breakdown],
        "discount": quote.discount,
    }
