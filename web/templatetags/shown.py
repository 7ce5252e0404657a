"""What templates of more than one page need: constants of the product, and addresses within the preview."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlencode

from django import template

from sitegen.checks import Finding
from web import examples, offers

register = template.Library()
# Selectors of findings begin with the nearest id above the element, if there is one.
NEAREST_ID = re.compile(r"#([^\s>]+)(?= > |$)")


@register.simple_tag
def the_offer() -> offers.Offer:
    """The price of a full build and what the first credits buy."""
    return offers.offer()


@register.simple_tag
def example_sites() -> Iterable[examples.Example]:
    """The sites of the landing page's gallery."""
    return examples.SITES.values()


@register.filter
def place_on_page(finding: Finding) -> str:
    """The query that opens the preview where a finding is; empty if no fragment leads there."""
    found = NEAREST_ID.match(finding.selector or "")
    if not found or not finding.file.endswith(".html"):
        return ""
    return urlencode({"page": finding.file, "at": found[1]})
