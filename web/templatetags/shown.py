"""Constants of the product for templates of more than one page."""

from __future__ import annotations

from collections.abc import Iterable

from django import template

from web import examples, offers

register = template.Library()


@register.simple_tag
def the_offer() -> offers.Offer:
    """The price of a full build and what the first credits buy."""
    return offers.offer()


@register.simple_tag
def example_sites() -> Iterable[examples.Example]:
    """The sites of the landing page's gallery."""
    return examples.SITES.values()
