"""A component rendered alone with its sample, and the way back from the HTML to lines of its markup.

The lines are written into the text as private-use characters while it is rendered, and taken out again before
anything reads it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from jinja2 import Template as JinjaTemplate
from jinja2 import TemplateError, nodes
from markupsafe import Markup
from pydantic import BaseModel

from sitegen.catalog import Component
from sitegen.content import Content, ContentKind, parse_content
from sitegen.errors import SitegenError
from sitegen.preview import item_count, linked_pages, sample_brief, sample_forms, sample_theme
from sitegen.render import wrapped
from sitegen.rendering.context import PageContext
from sitegen.rendering.markup import ENVIRONMENT
from sitegen.spec import Page, Picture, Section, SiteSpec

MARK = re.compile("\ue000(\\d+)\ue001")
HEAD = '<!DOCTYPE html>\n<html lang="en">\n<head><title>Stage</title></head>\n<body>\n'


class RenderFailed(Exception):
    """The markup could not be rendered; ``line`` is that of the markup."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True)
class _Traced:
    """Rendered text without marks; from each of ``offsets`` on it was written by the line beside it."""

    text: Markup
    offsets: list[int]
    lines: list[int]


@dataclass(frozen=True)
class Shown:
    """A page that shows a component; ``how`` says in which state. Offsets are into ``html``."""

    html: str
    how: str
    offsets: tuple[int, ...]
    lines: tuple[int, ...]

    def line_at(self, offset: int) -> int:
        """Line of the markup that wrote the character at ``offset``."""
        at = bisect_right(self.offsets, offset) - 1
        return self.lines[at] if at >= 0 else 1

    def line_of(self, line: int, column: int) -> int:
        """The same for a place in ``html``; line from 1, column from 0."""
        start = 0
        for _ in range(line - 1):
            start = self.html.find("\n", start) + 1
        return self.line_at(start + column)


def shown_states(component: Component) -> Iterator[Shown]:
    """The component in each variant with its whole sample, then without whatever it can do without.

    Raises RenderFailed.
    """
    template = _traced(component)
    for variant in component.variants:
        yield _shown(component, template, variant, component.sample, pictures=True)
    if component.sample is not None:
        yield _shown(component, template, component.variants[0], bare_sample(component), pictures=False)


def bare_sample(component: Component) -> dict[str, Any]:
    """The sample with nothing but what its kind of content requires."""
    bare: dict[str, Any] = _bare(parse_content(str(component.content), component.sample))
    return bare


def _bare(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_bare(item) for item in value]
    if not isinstance(value, BaseModel):
        return value
    fields = type(value).model_fields
    return {name: _bare(getattr(value, name)) for name, field in fields.items() if field.is_required()}


def _traced(component: Component) -> JinjaTemplate:
    tree = ENVIRONMENT.parse(component.markup)
    for output in list(tree.find_all(nodes.Output)):
        output.nodes = [node for child in output.nodes for node in _marked(child)]
    code = ENVIRONMENT.compile(tree, filename=component.id)
    return JinjaTemplate.from_code(ENVIRONMENT, code, ENVIRONMENT.make_globals(None))


def _marked(node: nodes.Expr) -> Iterator[nodes.Expr]:
    if not isinstance(node, nodes.TemplateData):
        yield nodes.TemplateData(_mark(node.lineno), lineno=node.lineno)
        yield node
        return
    for number, part in enumerate(node.data.splitlines(keepends=True), start=node.lineno):
        yield nodes.TemplateData(_mark(number) + part, lineno=number)


def _mark(line: int) -> str:
    return f"\ue000{line}\ue001"


def _shown(
    component: Component,
    template: JinjaTemplate,
    variant: str,
    sample: dict[str, Any] | None,
    *,
    pictures: bool,
) -> Shown:
    how = f"variant {variant}" if pictures else "without optional content"
    if component.content is None:
        context = _context(None, component).for_chrome(component.category)
        inner = _traced_text(_rendered(template, context))
        name = "header" if component.category == "navigation" else "footer"
        text = f'<{name} class="site-{name} {component.id}">\n{inner.text}\n</{name}>'
    else:
        section = _section(component, variant, parse_content(component.content, sample), pictures=pictures)
        inner = _traced_text(_rendered(template, _context(section, component).for_section(section)))
        text = f"<main>\n{wrapped(section, component, inner.text)}\n</main>"
    html = f"{HEAD}{text}\n</body>\n</html>\n"
    before = html.index(inner.text)
    return Shown(html, how, tuple(before + offset for offset in inner.offsets), tuple(inner.lines))


def _rendered(template: JinjaTemplate, context: dict[str, Any]) -> Markup:
    try:
        return Markup(template.render(context))  # noqa: S704 - autoescaped
    except (TemplateError, SitegenError, TypeError, ValueError, AttributeError, LookupError) as error:
        raise RenderFailed(_line_of(error), str(error)) from error


def _line_of(error: Exception) -> int:
    """The last line of markup in the traceback, which Jinja rewrites to the template's lines."""
    line, trace = 1, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_name in ("root", "top-level template code"):
            line = trace.tb_lineno
        trace = trace.tb_next
    return getattr(error, "lineno", None) or line


def _traced_text(text: str) -> _Traced:
    parts, offsets, lines, length, start = [], [], [], 0, 0
    for match in MARK.finditer(text):
        part = text[start : match.start()]
        parts.append(part)
        length += len(part)
        offsets.append(length)
        lines.append(int(match.group(1)))
        start = match.end()
    whole = "".join([*parts, text[start:]])
    return _Traced(Markup(whole), offsets, lines)  # noqa: S704 - of a rendered template


def _section(component: Component, variant: str, content: Content, *, pictures: bool) -> Section:
    return Section(
        id="shown",
        kind=cast(ContentKind, component.content),
        component=component.id,
        variant=variant,
        tone=component.tones[0],
        content=content,
        pictures=_pictures(component) if pictures else {},
    )


def _pictures(component: Component) -> dict[str, Picture]:
    sizes = {slot.slot: (slot.width, slot.height) for slot in component.pictures}
    if component.item_pictures is not None:
        size = component.item_pictures
        count = item_count(component.sample or {})
        sizes |= {f"item-{number}": (size.width, size.height) for number in range(count)}
    return {
        slot: Picture(path=f"{slot}.svg", width=width, height=height, alt="A bowl")
        for slot, (width, height) in sizes.items()
    }


def _context(section: Section | None, component: Component) -> PageContext:
    page = Page(
        slug="home",
        role="home",
        nav_label="Start",
        in_nav=True,
        title="Stage",
        description="A page that shows one component.",
        sections=(section,) if section else (),
    )
    spec = SiteSpec(
        brief=sample_brief(),
        seed=1,
        template_id="stage",
        template_version=1,
        theme=sample_theme(),
        header="header",
        footer="footer",
        tagline="Stoneware for daily use",
        pages=(page, *(_other(page, slug) for slug in linked_pages(component.sample) or ["prices"])),
        forms=sample_forms(),
    )
    return PageContext(spec, page, forms_url="forms")


def _other(page: Page, slug: str) -> Page:
    return page.model_copy(update={"slug": slug, "nav_label": slug.title(), "sections": ()})
