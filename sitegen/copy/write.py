"""``write_copy``: the words of a whole site, page by page."""

from __future__ import annotations

from typing import Any

from sitegen.catalog import Catalog
from sitegen.content import parse_content
from sitegen.copy import titles
from sitegen.copy.measure import close_up, words_in
from sitegen.copy.missing import with_missing_facts
from sitegen.copy.sections import WRITERS, NothingToSay
from sitegen.copy.writer import Writer
from sitegen.spec import PageCopy, PagePlan, SiteCopy, SitePlan

# Less than this looks like a page that somebody forgot to finish.
HOME_WORDS, INNER_PAGE_WORDS, LONGEST_LEAD = 250, 130, 319
LENGTHENED = {"page_header", "form", "contact", "gallery", "listing"}
LENGTHENED_AT_HOME = {"features", "services", "steps", "faq", "form", "contact", "gallery", "listing"}
UNSEEN = {"href", "icon", "form_id", "answer"}
HEADINGS = ("heading", "headline", "title", "name", "question", "label", "place")


def write_copy(plan: SitePlan, catalog: Catalog) -> SiteCopy:
    """Words for every section of ``plan``, the same for the same plan and packs.

    Each content is valid for its kind. Sections that would need an invented fact are in ``dropped``.
    """
    w = Writer(plan, catalog)
    tagline = titles.tagline(w)
    dropped: list[str] = []
    pages = {
        page.slug: _write_page(w, page, dropped)
        for page in plan.pages
        # The plan has a page for each product that there might be; the shelf, written before, knows them.
        if page.role != "product" or w.shelf.on(page.slug)
    }
    pages = with_missing_facts(w, pages)
    for page in pages.values():
        page.contents.update({section: _closed_up(content) for section, content in page.contents.items()})
    return SiteCopy(tagline=tagline, pages=pages, dropped=tuple(dropped))


def _write_page(w: Writer, page: PagePlan, dropped: list[str]) -> PageCopy:
    w.titles_on_page = set()
    contents: dict[str, dict[str, Any]] = {}
    for section in page.sections:
        try:
            data = WRITERS[section.content](w, page, section)
        except NothingToSay:
            dropped.append(section.id)
            continue
        content = parse_content(section.content, data)
        contents[section.id] = content.model_dump(mode="json", exclude_none=True)
        w.titles_on_page.update(_headings(contents[section.id]))
    if page.slug != "home" and not _says_something(page, contents):
        dropped.extend(contents)
        contents = {}
    _lengthen(w, page, contents)
    label = titles.nav_label(w, page)
    return PageCopy(
        nav_label=label,
        title=titles.title(w, page, label),
        description=titles.description(w, page, *_opening(page, contents)),
        contents=contents,
        address=w.shelf.address(page.slug),
    )


def _closed_up(value: Any) -> Any:
    if isinstance(value, str):
        return close_up(value)
    if isinstance(value, dict):
        return {key: _closed_up(inner) for key, inner in value.items()}
    return [_closed_up(inner) for inner in value] if isinstance(value, list) else value


def _says_something(page: PagePlan, contents: dict[str, dict[str, Any]]) -> bool:
    """Whether an inner page has more than its title and a call to action."""
    return any(
        section.id in contents for section in page.sections if section.content not in {"page_header", "cta"}
    )


def _lengthen(w: Writer, page: PagePlan, contents: dict[str, dict[str, Any]]) -> None:
    """Further sentences in the leads of a page that has few words."""
    home = page.slug == "home"
    least, kinds = (HOME_WORDS, LENGTHENED_AT_HOME) if home else (INNER_PAGE_WORDS, LENGTHENED)
    if page.role == "product":
        return
    for section in page.sections:
        if section.content not in kinds or section.id not in contents:
            continue
        while _words(contents) < least:
            lead = contents[section.id].get("lead", "")
            more = w.line("header.more", section.id, role=page.role, limit=LONGEST_LEAD - len(lead))
            if more is None:
                break
            contents[section.id]["lead"] = f"{lead} {more}".strip()


def _words(value: Any) -> int:
    """Words that are in sight: answers open when they are asked for."""
    if isinstance(value, str):
        return words_in(value)
    if isinstance(value, dict):
        return sum(_words(inner) for key, inner in value.items() if key not in UNSEEN)
    return sum(_words(inner) for inner in value) if isinstance(value, list) else 0


def _headings(value: Any) -> set[str]:
    """Everything in a content that a component may print as a heading, in lower case."""
    if isinstance(value, dict):
        own = {text.lower() for key, text in value.items() if key in HEADINGS and isinstance(text, str)}
        return own.union(*(_headings(inner) for inner in value.values()))
    if isinstance(value, list):
        return set().union(*(_headings(inner) for inner in value)) if value else set()
    return set()


def _opening(page: PagePlan, contents: dict[str, dict[str, Any]]) -> tuple[str, list[str]]:
    """The page's first lead with the start of its article, and the names of things in its lists."""
    others = {section.id for section in page.sections if section.content == "related"}
    contents = {section: content for section, content in contents.items() if section not in others}
    leads = [str(content["lead"]) for content in contents.values() if content.get("lead")]
    parts = [part for content in contents.values() for part in content.get("parts", ())]
    first = str(parts[0]["paragraphs"][0]) if parts else ""
    names = [
        str(item.get("title") or item.get("name") or "")
        for content in contents.values()
        for item in content.get("items", ())
        if isinstance(item, dict)
    ]
    lead = f"{leads[0] if leads else ''} {first}".strip()
    return lead, [", ".join(name for name in names if name)] if len(", ".join(names)) < 60 else names[:3]
