"""Titles and descriptions of a length that search engines show."""

from __future__ import annotations

from sitegen.checks import Finding
from sitegen.checks.seo import DESCRIPTION, TITLE
from sitegen.checks.words import SENTENCE
from sitegen.repairs.reach import page_of, texts_of, with_page
from sitegen.spec import SiteSpec


def mend_title(finding: Finding, spec: SiteSpec) -> SiteSpec | None:
    """Give a page a title of its own that is neither too short nor too long."""
    page = page_of(finding, spec)
    if page is None:
        return None
    others = {other.title.casefold() for other in spec.pages if other is not page}
    name, place = spec.brief.name, spec.brief.place or spec.brief.subject
    cut = shortened(page.title, TITLE[1])
    wanted = [
        cut,
        f"{page.nav_label} · {name}",
        f"{page.nav_label} · {name} · {place}",
        f"{page.slug} · {name}",
    ]
    for title in (shortened(text, TITLE[1]) for text in wanted):
        if TITLE[0] <= len(title) and title.casefold() not in others:
            return with_page(spec, page, title=title)
    return None


def mend_description(finding: Finding, spec: SiteSpec) -> SiteSpec | None:
    """Give a page a description of its own that is neither too short nor too long."""
    page = page_of(finding, spec)
    if page is None:
        return None
    others = {other.description.casefold() for other in spec.pages if other is not page}
    words = [text for text in texts_of(page) if len(text.split()) > 3]
    longer = page.description
    for text in words:
        if len(longer) >= DESCRIPTION[0]:
            break
        longer = f"{longer} {text}".strip()
    own = " ".join(words)
    for text in (longer, f"{page.nav_label}: {longer}", f"{page.nav_label}: {own}"):
        description = shortened(text, DESCRIPTION[1])
        if DESCRIPTION[0] <= len(description) and description.casefold() not in others:
            return with_page(spec, page, description=description)
    return None


def shortened(text: str, most: int) -> str:
    """At most ``most`` characters: whole sentences if they fill half of it, else whole words and an
    ellipsis.
    """
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    sentences = ""
    for sentence in SENTENCE.split(text):
        if len(sentences) + len(sentence) + 1 > most:
            break
        sentences = f"{sentences} {sentence}".strip()
    if len(sentences) >= most // 2:
        return sentences
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:·–-") + "…"
