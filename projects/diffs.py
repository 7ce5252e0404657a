"""What differs between two versions: page by page, section by section, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, TypedDict

from projects.selectors import FileRow

_WORD = re.compile(r"\s+|\w+|[^\w\s]")
MOST_WORDS = 3_000
"""Longer texts are not compared word by word: the time grows with the square."""

Json = Mapping[str, Any]


class Word(TypedDict):
    """A run of words: ``same``, ``removed`` or ``added``."""

    change: str
    text: str


class TextChange(TypedDict):
    field: str
    words: list[Word]


class Change(TypedDict):
    """A value that is no prose; ``before`` or ``after`` is None where there is none."""

    field: str
    before: Any
    after: Any


class SectionChange(TypedDict):
    """``change`` is added, removed, moved or changed; a section that moved and changed is moved."""

    id: str
    kind: str
    change: str
    texts: list[TextChange]
    settings: list[Change]


class PageChange(TypedDict):
    slug: str
    label: str
    change: str
    texts: list[TextChange]
    settings: list[Change]
    sections: list[SectionChange]


class FileChange(TypedDict):
    """``change`` is added, removed or changed; sizes in bytes."""

    path: str
    change: str
    size_before: int | None
    size_after: int | None


class Diff(TypedDict):
    settings: list[Change]
    pages: list[PageChange]
    files: list[FileChange]


PAGE_TEXTS = ("nav_label", "title", "description")
SITE_PARTS = ("theme", "header", "footer", "tagline", "template_id", "template_version", "forms", "brief")


def compare(
    before: Json, after: Json, files_before: Iterable[FileRow], files_after: Iterable[FileRow]
) -> Diff:
    """All that differs between two specs (``SiteSpec`` as JSON; missing parts count as empty) and files."""
    return {
        "settings": _changes(_part(before, SITE_PARTS), _part(after, SITE_PARTS)),
        "pages": list(_pages(before.get("pages", []), after.get("pages", []))),
        "files": list(_files(files_before, files_after)),
    }


def word_diff(before: str, after: str) -> list[Word]:
    """Both texts as one sequence of runs; joining what is not ``added`` gives ``before``, and so on."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    if max(len(old), len(new)) > MOST_WORDS:
        return [*_run("removed", [before]), *_run("added", [after])]
    words: list[Word] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            words += _run("same", old[a:b])
        else:
            words += [*_run("removed", old[a:b]), *_run("added", new[c:d])]
    return words


def _run(change: str, words: Sequence[str]) -> list[Word]:
    text = "".join(words)
    return [{"change": change, "text": text}] if text else []


def _pages(before: Sequence[Json], after: Sequence[Json]) -> Iterator[PageChange]:
    """Pages of both, in the order of the later version; removed ones come last."""
    old = {page["slug"]: page for page in before}
    moved = _moved([page["slug"] for page in before], [page["slug"] for page in after])
    for page in after:
        change = _page(old.get(page["slug"]), page, moved=page["slug"] in moved)
        if change:
            yield change
    still_there = {page["slug"] for page in after}
    for page in before:
        if page["slug"] not in still_there and (change := _page(page, None, moved=False)):
            yield change


def _page(before: Json | None, after: Json | None, *, moved: bool) -> PageChange | None:
    old, new = before or {}, after or {}
    texts = _texts(_part(old, PAGE_TEXTS), _part(new, PAGE_TEXTS))
    settings = _changes(_part(old, ("role", "in_nav")), _part(new, ("role", "in_nav")))
    sections = list(_sections(old.get("sections", []), new.get("sections", [])))
    change = _kind_of_change(before, after, moved=moved, changed=bool(texts or settings or sections))
    if change is None:
        return None
    page = after or before or {}
    return {
        "slug": page["slug"],
        "label": page.get("nav_label", ""),
        "change": change,
        "texts": texts,
        "settings": settings,
        "sections": sections,
    }


def _sections(before: Sequence[Json], after: Sequence[Json]) -> Iterator[SectionChange]:
    old, new = ({section["id"]: section for section in sections} for sections in (before, after))
    moved = _moved([section["id"] for section in before], [section["id"] for section in after])
    for name in [*new, *(old.keys() - new.keys())]:
        change = _section(old.get(name), new.get(name), moved=name in moved)
        if change:
            yield change


def _section(before: Json | None, after: Json | None, *, moved: bool) -> SectionChange | None:
    old, new = _leaves(_section_part(before)), _leaves(_section_part(after))
    texts = _texts(_prose(old), _prose(new))
    settings = _changes(_no_prose(old), _no_prose(new))
    change = _kind_of_change(before, after, moved=moved, changed=bool(texts or settings))
    if change is None:
        return None
    section = after or before or {}
    return {
        "id": section["id"],
        "kind": section.get("kind", ""),
        "change": change,
        "texts": texts,
        "settings": settings,
    }


def _kind_of_change(before: object, after: object, *, moved: bool, changed: bool) -> str | None:
    if before is None:
        return "added"
    if after is None:
        return "removed"
    if moved:
        return "moved"
    return "changed" if changed else None


def _moved(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """Names in both whose order is another: those outside the longest runs that stayed in order."""
    common = set(before) & set(after)
    old, new = ([name for name in names if name in common] for names in (before, after))
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    stayed = {name for block in blocks for name in old[block.a : block.a + block.size]}
    return common - stayed


def _section_part(section: Json | None) -> Json:
    return _part(section or {}, ("content", "component", "variant", "tone", "pictures"))


def _prose(leaves: Json) -> dict[str, Any]:
    return {name: value for name, value in leaves.items() if name.startswith("content.") and _is_text(value)}


def _no_prose(leaves: Json) -> dict[str, Any]:
    return {name: value for name, value in leaves.items() if name not in _prose(leaves)}


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _texts(before: Json, after: Json) -> list[TextChange]:
    names = dict.fromkeys([*before, *after])
    pairs = [(name, before.get(name) or "", after.get(name) or "") for name in names]
    return [{"field": name, "words": word_diff(old, new)} for name, old, new in pairs if old != new]


def _changes(before: Json, after: Json) -> list[Change]:
    old, new = _leaves(before), _leaves(after)
    return [
        {"field": name, "before": old.get(name), "after": new.get(name)}
        for name in dict.fromkeys([*old, *new])
        if old.get(name) != new.get(name)
    ]


def _part(whole: Json, names: Sequence[str]) -> dict[str, Any]:
    return {name: whole[name] for name in names if name in whole}


def _leaves(value: Any, name: str = "") -> dict[str, Any]:
    """Whatever is nested, flat: ``{"items": [{"title": "x"}]}`` becomes ``{"items.0.title": "x"}``."""
    inside: Iterable[tuple[Any, Any]]
    if isinstance(value, Mapping):
        inside = value.items()
    elif isinstance(value, list | tuple):
        inside = enumerate(value)
    else:
        return {name: value} if name else {}
    flat: dict[str, Any] = {}
    for key, item in inside:
        flat |= _leaves(item, f"{name}.{key}" if name else str(key))
    return flat


def _files(before: Iterable[FileRow], after: Iterable[FileRow]) -> Iterator[FileChange]:
    old, new = ({row.path: row for row in rows} for rows in (before, after))
    for path in sorted({*old, *new}):
        was, now = old.get(path), new.get(path)
        if was and now and was.sha256 == now.sha256:
            continue
        yield {
            "path": path,
            "change": "changed" if was and now else "added" if now else "removed",
            "size_before": was.size if was else None,
            "size_after": now.size if now else None,
        }
