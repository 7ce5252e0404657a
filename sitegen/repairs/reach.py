"""Reaching into a spec: pages by finding, contents as JSON, and the same spec with something changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pydantic import ValidationError

from sitegen.checks import Finding
from sitegen.spec import Page, Section, SiteSpec


def file_of(page: Page) -> str:
    """The path of a page in the finished site."""
    return "index.html" if page.slug == "home" else f"{page.slug}.html"


def page_of(finding: Finding, spec: SiteSpec) -> Page | None:
    """The page that a finding is about."""
    return next((page for page in spec.pages if file_of(page) == finding.file), None)


def with_page(spec: SiteSpec, page: Page, **changes: Any) -> SiteSpec:
    """The spec with one of its pages changed."""
    changed = page.model_copy(update=changes)
    return spec.model_copy(update={"pages": tuple(changed if item is page else item for item in spec.pages)})


def with_sections(spec: SiteSpec, of: Callable[[Section], Section]) -> SiteSpec:
    """The spec with every section as ``of`` gives it."""
    pages = tuple(
        page.model_copy(update={"sections": tuple(of(section) for section in page.sections)})
        for page in spec.pages
    )
    return spec.model_copy(update={"pages": pages})


def with_data(spec: SiteSpec, page: Page, of: Callable[[Any], Any]) -> SiteSpec | None:
    """The spec with the contents of a page changed as JSON; None if one does not fit its kind any more."""
    sections = []
    for section in page.sections:
        data = section.content.model_dump(mode="json")
        changed = of(data)
        if changed != data:
            try:
                section = Section.model_validate({**section.model_dump(mode="json"), "content": changed})
            except ValidationError:
                return None
        sections.append(section)
    return with_page(spec, page, sections=tuple(sections))


def with_strings(spec: SiteSpec, page: Page, change: Callable[[str, str], str]) -> SiteSpec | None:
    """The spec with every text of a page as ``change`` gives it, by its key."""

    def of(data: Any, key: str = "") -> Any:
        if isinstance(data, dict):
            return {name: of(value, name) for name, value in data.items()}
        if isinstance(data, list):
            return [of(value, key) for value in data]
        return change(key, data) if isinstance(data, str) else data

    return with_data(spec, page, of)


def texts_of(page: Page) -> Iterator[str]:
    """The running texts of a page."""
    for section in page.sections:
        for path, text in strings_in(section.content.model_dump(mode="json")):
            if path[-1] in ("lead", "text", "answer", "excerpt") or "paragraphs" in path:
                yield text


def strings_in(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every text in JSON with the way to it, in order; addresses and names of icons are no text."""
    if isinstance(data, str) and path and path[-1] not in ("href", "icon", "page", "form_id"):
        yield path, data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from strings_in(value, (*path, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from strings_in(value, (*path, number))


def value_at(data: Any, path: tuple[str | int, ...]) -> Any:
    """What stands in JSON at the end of a path."""
    for key in path:
        data = data[key]
    return data


def replaced(data: Any, path: tuple[str | int, ...], value: Any) -> Any:
    """JSON with another value at the end of a path."""
    if not path:
        return value
    key, rest = path[0], path[1:]
    if isinstance(data, list):
        return [replaced(item, rest, value) if number == key else item for number, item in enumerate(data)]
    return {name: replaced(item, rest, value) if name == key else item for name, item in data.items()}


def removed(data: Any, path: tuple[str | int, ...]) -> Any:
    """Without the list's item at the end of the path."""
    holder = value_at(data, path[:-1])
    return replaced(data, path[:-1], [item for number, item in enumerate(holder) if number != path[-1]])
