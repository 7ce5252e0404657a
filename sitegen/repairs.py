"""Mending what the checks found in the typed spec of a site, never in its HTML.

A repairer takes a finding and the spec and returns a better spec, or None if it cannot help. Dropping a
section is no repair: that is the testing agent's last resort.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from sitegen.checks import Finding
from sitegen.checks.accessibility import VAGUE
from sitegen.checks.seo import DESCRIPTION, TITLE
from sitegen.checks.words import SENTENCE
from sitegen.content import PAGE_TITLES
from sitegen.palette import NEAR_BLACK, NEAR_WHITE, contrast, reach, read_colour
from sitegen.spec import FormField, FormSpec, Page, Palette, Picture, Section, SiteSpec

# A little above what WCAG asks for, so that rounding to eight bits never falls below.
TEXT, CONTROL = 4.6, 3.1
LONGEST_SIDE = 1600
PAGE_LINK = re.compile(r"^page:([a-z0-9-]+)(?:#([a-z0-9-]+))?$")
DIGIT = re.compile(r"\d")
QUOTED = re.compile(r"“(.+?)”")

Mend = Callable[[Finding, SiteSpec], SiteSpec | None]


@dataclass(frozen=True)
class Repairer:
    """``rules`` that it can mend, and ``done``: what it says that it did."""

    rules: frozenset[str]
    done: str
    mend: Mend


def repair(findings: Sequence[Finding], spec: SiteSpec) -> tuple[SiteSpec, list[str]]:
    """The spec after every repair that changed something, and what was done, each kind once."""
    done: list[str] = []
    for finding in findings:
        for repairer in REPAIRERS:
            better = repairer.mend(finding, spec) if finding.rule in repairer.rules else None
            if better is None or better == spec:
                continue
            spec = better
            if repairer.done not in done:
                done.append(repairer.done)
            break
    return spec, done


# ---- colours


def mend_contrast(finding: Finding, spec: SiteSpec) -> SiteSpec | None:
    """Move text, controls and accents away from their grounds until they stand out, in every tone."""
    palettes = {tone: legible(palette) for tone, palette in spec.theme.palettes.items()}
    if palettes == spec.theme.palettes:
        return None
    return spec.model_copy(update={"theme": spec.theme.model_copy(update={"palettes": palettes})})


def legible(palette: Palette) -> Palette:
    """The palette with each colour that is too near its ground moved in lightness; others stay as they
    are.
    """
    grounds = (palette.ground, palette.surface)
    changes = {
        name: _far_from(getattr(palette, name), grounds, ratio)
        for name, ratio in (("ink", TEXT), ("ink_soft", TEXT), ("accent_text", TEXT))
    }
    changes |= {
        name: _far_from(getattr(palette, name), grounds[:1], CONTROL) for name in ("line_strong", "accent")
    }
    accent = changes["accent"]
    if contrast(palette.on_accent, accent) < TEXT:
        changes["on_accent"] = max((NEAR_WHITE, NEAR_BLACK), key=lambda ink: contrast(ink, accent))
    return palette.model_copy(update=changes)


def _far_from(colour: str, grounds: Sequence[str], ratio: float) -> str:
    if all(contrast(colour, ground) >= ratio for ground in grounds):
        return colour
    return reach(read_colour(colour), grounds, ratio)


# ---- titles and descriptions


def mend_title(finding: Finding, spec: SiteSpec) -> SiteSpec | None:
    page = _page_of(finding, spec)
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
            return _with_page(spec, page, title=title)
    return None


def mend_description(finding: Finding, spec: SiteSpec) -> SiteSpec | None:
    page = _page_of(finding, spec)
    if page is None:
        return None
    others = {other.description.casefold() for other in spec.pages if other is not page}
    words = [text for text in _texts(page) if len(text.split()) > 3]
    longer = page.description
    for text in words:
        if len(longer) >= DESCRIPTION[0]:
            break
        longer = f"{longer} {text}".strip()
    own = " ".join(words)
    for text in (longer, f"{page.nav_label}: {longer}", f"{page.nav_label}: {own}"):
        description = shortened(text, DESCRIPTION[1])
        if DESCRIPTION[0] <= len(description) and description.casefold() not in others:
            return _with_page(spec, page, description=description)
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


# ---- pictures


def mend_picture(finding: Finding, spec: SiteSpec) -> SiteSpec | None:
    """Bring a picture that is too large to a size that screens can show."""

    def smaller(picture: Picture) -> Picture:
        by = LONGEST_SIDE / max(picture.width, picture.height, 1)
        if by >= 1:
            return picture
        size = {"width": max(1, round(picture.width * by)), "height": max(1, round(picture.height * by))}
        return picture.model_copy(update=size)

    return _with_pictures(spec, smaller, lambda picture: picture.path in (finding.excerpt or ""))


def mend_alt(finding: Finding, spec: SiteSpec) -> SiteSpec | None:
    """Say nothing rather than a file's name, or what stands beside the picture anyway."""

    def silent(picture: Picture) -> Picture:
        return picture.model_copy(update={"alt": ""})

    return _with_pictures(spec, silent, lambda picture: picture.path in (finding.excerpt or ""))


def drop_heavy_picture(finding: Finding, spec: SiteSpec) -> SiteSpec | None:
    """Do without a picture that weighs more than a page should."""
    if finding.file not in spec.files:
        return None
    pages = tuple(
        page.model_copy(update={"sections": tuple(_without_picture(s, finding.file) for s in page.sections)})
        for page in spec.pages
    )
    shown = {picture.path for page in spec.pages for s in page.sections for picture in s.pictures.values()}
    if finding.file not in shown:
        return None
    files = {path: text for path, text in spec.files.items() if path != finding.file}
    return spec.model_copy(update={"pages": pages, "files": files})


def _without_picture(section: Section, path: str) -> Section:
    kept = {slot: picture for slot, picture in section.pictures.items() if picture.path != path}
    return section if len(kept) == len(section.pictures) else section.model_copy(update={"pictures": kept})


def _with_pictures(
    spec: SiteSpec, change: Callable[[Picture], Picture], which: Callable[[Picture], bool]
) -> SiteSpec | None:
    def of(section: Section) -> Section:
        pictures = {slot: change(p) if which(p) else p for slot, p in section.pictures.items()}
        return section if pictures == section.pictures else section.model_copy(update={"pictures": pictures})

    return _with_sections(spec, of)


# ---- links


def mend_links(finding: Finding, spec: SiteSpec) -> SiteSpec | None:
    """Lead the links of a page that go nowhere to the page or section whose name is nearest, else to the
    start.
    """
    page = _page_of(finding, spec)
    return _with_led_links(spec, page) if page is not None else None


def with_led_links(spec: SiteSpec) -> SiteSpec:
    """The spec with no link to a page that is not there, which the renderer would refuse; itself if it has
    none.
    """
    led = spec
    for page in spec.pages:
        led = _with_led_links(led, page) or led
    return led if led != spec else spec


def _with_led_links(spec: SiteSpec, page: Page) -> SiteSpec | None:
    targets = {item.slug: [section.id for section in item.sections] for item in spec.pages}

    def change(key: str, value: str) -> str:
        if key == "href":
            return _nearest(value, page.slug, targets)
        if key == "page":
            return (
                value if value in targets else _close(value, [slug for slug in targets if slug != page.slug])
            )
        return value

    return _with_strings(spec, page, change)


def _nearest(href: str, slug: str, targets: dict[str, list[str]]) -> str:
    if href.startswith("#"):
        return href if href[1:] in targets[slug] else _anchor(slug, href[1:], targets, here=True)
    if href.startswith("tel:"):
        return href if len(DIGIT.findall(href)) >= 3 else _way_to_reach(targets)
    if href.startswith("mailto:"):
        return href if re.search(r"@[^@\s]+\.\w", href) else _way_to_reach(targets)
    match = PAGE_LINK.match(href)
    if match is None:
        return href
    page, anchor = match.groups()
    page = page if page in targets else _close(page, list(targets))
    return f"page:{page}" if anchor is None else _anchor(page, anchor, targets)


def _anchor(page: str, anchor: str, targets: dict[str, list[str]], *, here: bool = False) -> str:
    near = (
        anchor
        if anchor in targets[page]
        else next(iter(difflib.get_close_matches(anchor, targets[page], 1)), "")
    )
    if near:
        return f"#{near}" if here else f"page:{page}#{near}"
    return f"page:{page}"


def _close(slug: str, slugs: Sequence[str]) -> str:
    return next(iter(difflib.get_close_matches(slug, slugs, 1)), "home")


def _way_to_reach(targets: dict[str, list[str]]) -> str:
    return "page:contact" if "contact" in targets else "page:home"


def name_link(finding: Finding, spec: SiteSpec) -> SiteSpec | None:
    """Call a link what its page is called, where its words say nothing."""
    page = _page_of(finding, spec)
    labels = {item.slug: item.nav_label for item in spec.pages}
    if page is None:
        return None

    def of(data: Any) -> Any:
        if isinstance(data, list):
            return [of(item) for item in data]
        if not isinstance(data, dict):
            return data
        data = {key: of(value) for key, value in data.items()}
        match = PAGE_LINK.match(str(data.get("href", "")))
        if match and str(data.get("label", "")).casefold().strip(" .…→›»") in VAGUE:
            data["label"] = labels.get(match.group(1), data["label"])
        return data

    return _with_data(spec, page, of)


# ---- words


def drop_words(finding: Finding, spec: SiteSpec) -> SiteSpec | None:
    """Leave out a sentence, an optional line or an item that should not be there; of what is said twice the
    first stays.
    """
    page = _page_of(finding, spec)
    quoted = QUOTED.search(finding.message)
    if page is None or quoted is None:
        return None
    words = quoted.group(1).casefold()
    seen = 0 if finding.rule == "repeated-text" else 1
    for number, section in enumerate(page.sections):
        data = section.content.model_dump(mode="json")
        while True:
            hit = next((path for path, text in _strings(data) if words in text.casefold()), None)
            if hit is None:
                break
            if not seen:
                seen = 1
                data = _replaced(data, hit, "\0" + "".join("\0" for _ in words))
                continue
            better = _section_without(section, hit, words)
            if better is not None:
                sections = (*page.sections[:number], better, *page.sections[number + 1 :])
                return _with_page(spec, page, sections=sections)
            break
    return None


def _section_without(section: Section, path: tuple[str | int, ...], words: str) -> Section | None:
    """The section without the sentence, else the line, else the item that holds it; None if it needs them
    all.
    """
    data = section.content.model_dump(mode="json")
    text = _at(data, path)
    sentences = [part for part in SENTENCE.split(text) if words not in part.casefold()]
    tries = [_replaced(data, path, " ".join(sentences))] if sentences else []
    tries.append(_replaced(data, path, None))
    tries += [
        _removed(data, path[: depth + 1])
        for depth in reversed(range(len(path)))
        if isinstance(path[depth], int)
    ]
    for changed in tries:
        try:
            return Section.model_validate({**section.model_dump(mode="json"), "content": changed})
        except ValidationError:
            continue
    return None


def drop_same_section(finding: Finding, spec: SiteSpec) -> SiteSpec | None:
    """Leave out a section that says what another has said; nothing is lost."""
    page = _page_of(finding, spec)
    if page is None:
        return None
    kept = tuple(section for section in page.sections if f"#{section.id}" != finding.selector)
    return _with_page(spec, page, sections=kept) if 1 < len(kept) < len(page.sections) else None


# ---- structure


def mend_ids(finding: Finding, spec: SiteSpec) -> SiteSpec | None:
    """Give the second section of an id another one."""
    page = _page_of(finding, spec)
    if page is None:
        return None
    taken: set[str] = set()
    sections = []
    for section in page.sections:
        name, number = section.id, 2
        while name in taken:
            name, number = f"{section.id}-{number}", number + 1
        taken.add(name)
        sections.append(section if name == section.id else section.model_copy(update={"id": name}))
    return _with_page(spec, page, sections=tuple(sections))


def mend_headings(finding: Finding, spec: SiteSpec) -> SiteSpec | None:
    """Bring the section with the h1 to the top, or begin the page as others of the site begin."""
    page = _page_of(finding, spec)
    if page is None or page.sections[0].kind in PAGE_TITLES:
        return None
    own = next((section for section in page.sections if section.kind in PAGE_TITLES), None)
    if own is not None:
        return _with_page(spec, page, sections=(own, *(s for s in page.sections if s is not own)))
    pattern = next((s for other in spec.pages for s in other.sections if s.kind == "page_header"), None)
    if pattern is None:
        return None
    head = {**pattern.model_dump(mode="json"), "id": f"{page.slug}-head"[:60].rstrip("-"), "pictures": {}}
    head["content"] = {"headline": page.nav_label}
    return _with_page(spec, page, sections=(Section.model_validate(head), *page.sections))


def mend_json_ld(finding: Finding, spec: SiteSpec) -> SiteSpec | None:
    """Complete structured data, or leave out what says nothing about anything."""
    page = _page_of(finding, spec)
    if page is None:
        return None
    blocks = tuple(
        {
            **block,
            "@context": "https://schema.org",
            **({} if block.get("name") else {"name": spec.brief.name}),
        }
        for block in page.json_ld
        if block.get("@type")
    )
    return _with_page(spec, page, json_ld=blocks)


def mend_forms(finding: Finding, spec: SiteSpec) -> SiteSpec | None:
    """Fields get the type and the purpose that their names promise, and names that differ."""

    def of(form: FormSpec) -> FormSpec:
        fields: dict[str, FormField] = {}
        for field in form.fields:
            kind = {"email": "email", "phone": "tel", "tel": "tel"}.get(field.name, field.type)
            purpose = field.autocomplete or {"email": "email", "tel": "tel"}.get(kind)
            fields.setdefault(field.name, field.model_copy(update={"type": kind, "autocomplete": purpose}))
        return form.model_copy(update={"fields": tuple(fields.values())})

    return spec.model_copy(update={"forms": tuple(of(form) for form in spec.forms)})


def _rules(*names: str) -> frozenset[str]:
    return frozenset(names)


LINKS = "led a broken link to the nearest place"
REPAIRERS: tuple[Repairer, ...] = (
    Repairer(_rules("token-contrast", "contrast"), "raised the contrast of colours", mend_contrast),
    Repairer(_rules("no-title", "title-length", "same-title"), "rewrote a page's title", mend_title),
    Repairer(
        _rules("no-description", "description-length", "same-description"), "rewrote a description",
            mend_description
    ),
    Repairer(_rules("oversized-image"), "reduced a picture to a size that screens show", mend_picture),
    Repairer(_rules("image-alt-text", "image-alt-repeats"), "corrected the alt text of a picture", mend_alt),
    Repairer(_rules("heavy-file"), "left out a picture that was too heavy", drop_heavy_picture),
    Repairer(_rules("broken-link", "broken-anchor", "dead-link"), LINKS, mend_links),
    Repairer(_rules("vague-link"), "called a link by its page's name", name_link),
    Repairer(
        _rules("repeated-text", "left-over-text", "stock-phrase", "emoji-icon"),
            "left out words that did not belong",
        drop_words,
    ),
    Repairer(_rules("same-section", "repeated-text"), "left out a section that was there twice",
        drop_same_section),
    Repairer(_rules("duplicate-id"), "gave a section an id of its own", mend_ids),
    Repairer(_rules("one-h1", "heading-order"), "gave a page its first heading", mend_headings),
    Repairer(_rules("json-ld", "json-ld-fields"), "completed structured data", mend_json_ld),
    Repairer(_rules("duplicate-field", "autocomplete", "keyboard"), "corrected a form's fields", mend_forms),
)  # fmt: skip


# ---- reaching into the spec


def file_of(page: Page) -> str:
    return "index.html" if page.slug == "home" else f"{page.slug}.html"


def _page_of(finding: Finding, spec: SiteSpec) -> Page | None:
    return next((page for page in spec.pages if file_of(page) == finding.file), None)


def _with_page(spec: SiteSpec, page: Page, **changes: Any) -> SiteSpec:
    changed = page.model_copy(update=changes)
    return spec.model_copy(update={"pages": tuple(changed if item is page else item for item in spec.pages)})


def _with_sections(spec: SiteSpec, of: Callable[[Section], Section]) -> SiteSpec:
    pages = tuple(
        page.model_copy(update={"sections": tuple(of(section) for section in page.sections)})
        for page in spec.pages
    )
    return spec.model_copy(update={"pages": pages})


def _with_data(spec: SiteSpec, page: Page, of: Callable[[Any], Any]) -> SiteSpec | None:
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
    return _with_page(spec, page, sections=tuple(sections))


def _with_strings(spec: SiteSpec, page: Page, change: Callable[[str, str], str]) -> SiteSpec | None:
    def of(data: Any, key: str = "") -> Any:
        if isinstance(data, dict):
            return {name: of(value, name) for name, value in data.items()}
        if isinstance(data, list):
            return [of(value, key) for value in data]
        return change(key, data) if isinstance(data, str) else data

    return _with_data(spec, page, of)


def _texts(page: Page) -> Iterator[str]:
    for section in page.sections:
        for path, text in _strings(section.content.model_dump(mode="json")):
            if path[-1] in ("lead", "text", "answer", "excerpt") or "paragraphs" in path:
                yield text


def _strings(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every text in JSON with the way to it, in order; addresses and names of icons are no text."""
    if isinstance(data, str) and path and path[-1] not in ("href", "icon", "page", "form_id"):
        yield path, data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _strings(value, (*path, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from _strings(value, (*path, number))


def _at(data: Any, path: tuple[str | int, ...]) -> Any:
    for key in path:
        data = data[key]
    return data


def _replaced(data: Any, path: tuple[str | int, ...], value: Any) -> Any:
    if not path:
        return value
    key, rest = path[0], path[1:]
    if isinstance(data, list):
        return [_replaced(item, rest, value) if number == key else item for number, item in enumerate(data)]
    return {name: _replaced(item, rest, value) if name == key else item for name, item in data.items()}


def _removed(data: Any, path: tuple[str | int, ...]) -> Any:
    """Without the list's item at the end of the path."""
    holder = _at(data, path[:-1])
    return _replaced(data, path[:-1], [item for number, item in enumerate(holder) if number != path[-1]])
