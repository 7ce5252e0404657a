"""Styles of a page's elements, worked out once for all checks of a site."""

from __future__ import annotations

from sitegen.checks.cascade import Style, styles_of
from sitegen.checks.documents import Document, Element, Site


def styles(site: Site, document: Document) -> dict[Element, Style]:
    """The style of every element of a page, in document order."""
    known: dict[Element, Style] | None = site.styles.get(document.path)
    if known is None:
        known = site.styles[document.path] = styles_of(site, document)
    return known
