"""The example of the documentation, broken in every way that its authors are told about."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from sitegen.authoring import Problem, read_catalog
from tests.sitegen.authoring.examples import COMPANY, COMPONENT, DOCS, TEMPLATE, write_example

JSON, MARKUP, STYLE, SCRIPT = (
    COMPONENT / name for name in ("component.json", "markup.html.j2", "style.css", "script.js")
)
SHAPE = TEMPLATE / "template.json"


@dataclass(frozen=True)
class Break:
    """In ``file`` the text ``old`` becomes ``new``; the problem stands in the line of ``at`` afterwards."""

    code: str
    file: Path
    old: str
    new: str
    at: str = ""

    def line(self, text: str) -> int:
        """The line where the problem must be found; that of ``new`` if nothing else is said."""
        return text[: text.index(self.at or self.new)].count("\n") + 1


HEADING = '<h2 id="{{ section.id }}-title">{{ content.heading }}</h2>'
LEAD = '<p class="lead">{{ content.lead }}</p>'
STUB = ".services-tickets-stub {"
TICKET = "background: var(--surface); color: var(--ink);"
SCROLLS = "row.tabIndex = 0;"


def markup(code: str, old: str, new: str, at: str = "") -> Break:
    return Break(code, MARKUP, old, new, at)


def style(code: str, new: str, at: str = "") -> Break:
    """A rule more, before the stub's."""
    return Break(code, STYLE, STUB, f"{new}\n{STUB}", at or new)


def script(code: str, new: str) -> Break:
    return Break(code, SCRIPT, SCROLLS, f"{{\n{new}\n}}", new)


BREAKS = [
    # component.json
    Break("json-syntax", JSON, '"version": 1,', '"version": ,'),
    Break("json-syntax", JSON, '"variants": ["default", "edged"]', '"variants": ["default" "edged"]'),
    Break("key-twice", JSON, '"version": 1,', '"version": 1,\n  "version": 1,', '"version": 1,\n  "name"'),
    Break("unknown-key", JSON, '"layout"', '"layuot"'),
    Break("unknown-key", JSON, '"purpose": "detail",', '"purpose": "detail", "colour": "red",'),
    Break("missing-key", JSON, '  "name": "Service tickets",\n', "", "{"),
    Break("wrong-type", JSON, '"version": 1', '"version": "1"'),
    Break("wrong-type", JSON, '"tags": ["cards", "prices"]', '"tags": "cards"'),
    Break("bad-value", JSON, '"version": 1', '"version": 0'),
    Break("bad-value", JSON, '"variants": ["default", "edged"]', '"variants": ["Default", "edged"]'),
    Break("unknown-value", JSON, '"content": "services"', '"content": "servces"'),
    Break("unknown-value", JSON, '["plain", "tint", "dark"]', '["plain", "purple"]'),
    Break("id-not-folder", JSON, '"id": "services-tickets"', '"id": "service-tickets"'),
    Break("id-twice", JSON, '"id": "services-tickets"', '"id": "steps-row"'),
    Break("no-sample", JSON, '"sample": {', '"sample": null, "note": {', "{"),
    Break("missing-key", JSON, '    "heading": "Three ways to ride with us",\n', "", '{\n    "lead"'),
    Break("unknown-key", JSON, '"icon": "sun"', '"ikon": "sun"'),
    Break("bad-value", JSON, '"href": "page:contact"', '"href": "contact.html"'),
    Break("unknown-script", JSON, '"layout": "tickets"', '"layout": "tickets", "script_of": "steps-row"'),
    # markup: syntax and names
    markup("jinja-syntax", "{% endfor %}", "{% endfr %}"),
    markup("jinja-syntax", "{{ content.lead }}", "{{ content.lead }"),
    markup("unknown-name", "{{ content.heading }}", "{{ contents.heading }}"),
    markup("unknown-field", "{{ content.heading }}", "{{ content.headline }}"),
    markup("unknown-field", "<h3>{{ icon(item.icon) }}{{ item.title }}", "<h3>{{ item.name }}"),
    markup("unknown-field", "{{ item.text }}", '{{ content["subline"] }}'),
    markup("unknown-field", "{{ item.text }}", '{{ content.items|map(attribute="body")|join }}'),
    markup("unknown-field", "{{ link(content.action) }}", "{{ content.action.text }}"),
    markup("unknown-field", 'loop.index0 %}', 'loop.number %}'),
    markup("unknown-field", "{{ content.heading }}", "{{ site.phone }}"),
    markup("not-a-list", "for item in content.items", "for item in content.action"),
    markup("unknown-filter", "{{ item.title }}", "{{ item.title|shout }}"),
    markup("unknown-test", "{% if item.text %}", "{% if item.text is filled %}"),
    markup("safe-filter", "{{ item.text }}", "{{ item.text|safe }}"),
    markup("unknown-icon", "icon(item.icon)", 'icon("tickt")'),
    markup("unknown-picture", "has_picture(slot)", 'has_picture("main")'),
    markup("unknown-text", "{{ content.heading }}", '{{ t("no_such_text") }}'),
    markup("unknown-variant", "{% if item.text %}", '{% if section.variant == "edgy" %}'),
    markup("unknown-tone", "{% if item.text %}", '{% if section.tone == "accent" %}'),
    markup("wrong-argument", "link(content.action)", "link(content.heading)"),
    markup("missing-argument", "link(content.action)", "link()"),
    markup("other-template", HEADING, '{% include "other.html" %}'),
    markup("render", "{{ item.title }}", "{{ item.title + 1 }}"),
    # markup: HTML
    markup("inline-style", LEAD, '<p style="color: red">{{ content.lead }}</p>'),
    markup("inline-handler", LEAD, '<p onclick="go()">{{ content.lead }}</p>'),
    markup("script-address", LEAD, '<p><a href="javascript:go()">{{ content.lead }}</a></p>'),
    markup("other-host", LEAD, '<p><a href="https://elsewhere.example">{{ content.lead }}</a></p>'),
    markup("forbidden-element", LEAD, "<script>go()</script>"),
    markup("forbidden-element", LEAD, '<iframe title="x"></iframe>'),
    markup("forbidden-element", LEAD, "<form></form>"),
    markup("field-label", LEAD, '<p><input name="q"></p>'),
    markup("image-alt", LEAD, '<p><img src="a.png"></p>'),
    markup("literal-image", LEAD, '<p><img src="a.png" alt="A"></p>'),
    markup("button-name", LEAD, '<p><button type="button"></button></p>'),
    markup("button-type", LEAD, "<p><button>Go</button></p>"),
    markup("link-name", LEAD, '<p><a href="{{ site.home }}"></a></p>'),
    markup("dead-link", LEAD, '<p><a href="#">More</a></p>'),
    markup("duplicate-id", '<li class="services-tickets-ticket">', '<li id="{{ section.id }}-ticket">'),
    markup("foreign-id", LEAD, '<p id="lead">{{ content.lead }}</p>'),
    markup("broken-reference", LEAD, '<p aria-describedby="nothing">{{ content.lead }}</p>'),
    markup("heading-order", "<h3>{{ icon(item.icon) }}{{ item.title }}</h3>", "<h4>{{ item.title }}</h4>"),
    markup("empty-heading", LEAD, "<h3>{{ site.tagline[:0] }}</h3>"),
    markup("second-h1", HEADING, '<h1 id="{{ section.id }}-title">{{ content.heading }}</h1>'),
    markup("html-", LEAD, "<p>{{ content.lead }}</p></div></div>", "</div>\n<ul"),
    markup("html-", LEAD, "<p><div>{{ content.lead }}</div></p>"),
    markup("prints-none", "{% if item.text %}<p>{{ item.text }}</p>{% endif %}", "<p>{{ item.text }}</p>"),
    # style.css
    style("css-syntax", ".services-tickets-x { color var(--ink); }"),
    style("css-syntax", ".services-tickets-x { color: var(--ink); ) }"),
    style("css-scope", "h2 { color: var(--ink); }"),
    style("css-scope", ".services-tickets-x, .button { color: var(--ink); }"),
    style("css-scope", ".services { color: var(--ink); }"),
    style("css-scope", "@keyframes spin { to { rotate: 1turn; } }"),
    style("css-colour", ".services-tickets-x { color: #ff0000; }"),
    style("css-colour", ".services-tickets-x { border: 1px solid rgb(0 0 0 / 20%); }"),
    style("css-colour", "@media (width > 40rem) {\n.services-tickets-x { fill: white; }\n}", "fill: white"),
    style("css-font", '.services-tickets-x { font-family: "Arial", sans-serif; }'),
    style("css-font", '@font-face { font-family: X; }'),
    style("css-import", '@import "other.css";'),
    style("css-url", ".services-tickets-x { background: url(https://elsewhere.example/a.png); }"),
    style("css-token", ".services-tickets-x { color: var(--inc); }"),
    style("css-px-type", ".services-tickets-x { font-size: 14px; }"),
    style("css-direction", ".services-tickets-x { margin-left: 1rem; }"),
    style("css-nesting", ".services-tickets-x { b { color: var(--ink); } }"),
    style("css-at-rule", "@page { margin: 0; }"),
    style("contrast", ".services-tickets-x { color: var(--line); }"),
    Break("contrast", STYLE, TICKET, "background: var(--accent); color: var(--accent-text);"),
    Break("variant-unused", JSON, '"edged"]', '"edged", "wide"]', "{"),
    # script.js
    script("js-syntax", "const rows = [1, 2;"),
    script("js-syntax", "if (row { row.hidden = true; }"),
    script("js-code", 'eval("1");'),
    script("js-code", 'row.innerHTML = "<b>x</b>";'),
    script("js-code", 'setTimeout("go()", 10);'),
    script("js-code", 'new Function("return 1");'),
    script("js-network", 'fetch("/track");'),
    script("js-network", 'navigator.sendBeacon("/track");'),
    script("js-network", 'import("./other.js");'),
    script("js-global", "count = 1;"),
    script("js-global", "window.tickets = row;"),
    script("js-global", "var wide = true;"),
    script("js-global", "function widen() {}"),
    # template.json
    Break("json-syntax", SHAPE, '"version": 1,', '"version": 1', '"name": "Slow'),
    Break("unknown-key", SHAPE, '"keywords"', '"keyword"'),
    Break("unknown-value", SHAPE, '"kind": "travel"', '"kind": "trains"'),
    Break("unknown-value", SHAPE, '{"content": "cta"}', '{"content": "call-to-action"}'),
    Break("unknown-value", SHAPE, '"radii"', '"pairings": ["comic"], "radii"'),
    Break("id-not-folder", SHAPE, '"id": "slow-railway"', '"id": "railway"'),
    Break("unknown-component", SHAPE, '["services-tickets"]', '["services-ticket"]'),
    Break("unknown-component", SHAPE, '["header-bar"]', '["header-bra"]'),
    Break("wrong-content", SHAPE, '["services-tickets"]', '["steps-row"]'),
    Break("nothing-shows", SHAPE, '{"content": "cta"}', '{"content": "faq"}'),
    Break("no-header", SHAPE, '"headers": ["header-bar"]', '"headers": []'),
    Break("no-header", SHAPE, '"headers": ["header-bar"]', '"headers": ["footer-minimal"]'),
    Break("no-footer", SHAPE, '  "footers": ["footer-columns", "footer-minimal"],\n', "", "{"),
    Break("no-h1", SHAPE, '        {"content": "page_header"},\n', "", '{"content": "contact"}'),
    Break("no-h1", SHAPE, '{"content": "page_header"}', '{"content": "page_header", "optional": true}'),
    Break("second-h1", SHAPE, '{"content": "cta"}', '{"content": "hero"}'),
    Break("no-home", SHAPE, '"role": "home"', '"role": "start"', "{\n      " + '"role"'),
    Break("page-twice", SHAPE, '"role": "contact"', '"role" : "home"'),
    Break("tone-not-there", SHAPE, '"items": 3', '"items": 3, "tones": ["accent"]'),
    Break("item-count", SHAPE, '"items": 3', '"items": 9'),
]  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_example(tmp_path)


@pytest.fixture
def problems(root: Path) -> Callable[[], list[Problem]]:
    """What is wrong with the example; the components around it are taken as they are."""
    return lambda: list(read_catalog(root, is_known=lambda item: item.id in COMPANY).problems)


def test_the_example_is_right(root: Path) -> None:
    assert read_catalog(root).problems == ()


@pytest.mark.parametrize("broken", BREAKS, ids=lambda item: f"{item.code}: {item.new[:40]}")
def test_it_is_refused_with_code_file_and_line(
    root: Path, problems: Callable[[], list[Problem]], broken: Break
) -> None:
    file = root / broken.file
    whole = file.read_text(encoding="utf-8")
    assert broken.old in whole
    text = whole.replace(broken.old, broken.new, 1)
    file.write_text(text, encoding="utf-8")

    found = problems()

    at = STYLE if broken.code == "variant-unused" else broken.file
    line = broken.line(text)
    assert any(
        problem.code.startswith(broken.code) and (problem.path, problem.line) == (root / at, line)
        for problem in found
    ), [str(problem) for problem in found]


def test_a_file_that_is_not_utf8_is_named_with_its_line(
    root: Path, problems: Callable[[], list[Problem]]
) -> None:
    (root / STYLE).write_bytes(b".services-tickets { }\n/* caf\xe9 */\n")

    assert ("not-utf-8", root / STYLE, 2) in [(item.code, item.path, item.line) for item in problems()]


def test_a_document_must_be_an_object(root: Path, problems: Callable[[], list[Problem]]) -> None:
    (root / JSON).write_text("\n []")

    assert ("not-an-object", root / JSON, 2) in [(item.code, item.path, item.line) for item in problems()]


def test_a_missing_markup_is_named(root: Path, problems: Callable[[], list[Problem]]) -> None:
    (root / MARKUP).unlink()

    assert ("missing-file", root / MARKUP) in [(item.code, item.path) for item in problems()]


def test_a_file_that_nothing_reads_is_named(root: Path, problems: Callable[[], list[Problem]]) -> None:
    (root / STYLE).rename(root / COMPONENT / "styles.css")

    found = next(item for item in problems() if item.code == "unknown-file")

    assert found.path.name == "styles.css"
    assert "Did you mean “style.css”?" in found.message


def test_all_problems_of_all_files_are_told_at_once(
    root: Path, problems: Callable[[], list[Problem]]
) -> None:
    for file, old, new in (
        (JSON, '"version": 1', '"version": 0'),
        (SHAPE, '"kind": "travel"', '"kind": "trains"'),
    ):
        (root / file).write_text((root / file).read_text().replace(old, new))
    (root / "components/steps-row/component.json").write_text("{")

    assert {item.path.parent.name for item in problems()} == {"services-tickets", "slow-railway", "steps-row"}


def test_while_component_json_is_wrong_the_other_files_are_judged(
    root: Path, problems: Callable[[], list[Problem]]
) -> None:
    (root / JSON).write_text("{")
    (root / MARKUP).write_text("<p onclick='x'>\n{% if %}")
    (root / STYLE).write_text("h2 { }")
    (root / SCRIPT).write_text("eval('1')")

    found = {item.code for item in problems() if item.path.parent == root / COMPONENT}

    assert found == {"json-syntax", "inline-handler", "jinja-syntax", "css-scope", "js-code"}


def test_a_wrong_word_is_answered_with_the_right_one(
    root: Path, problems: Callable[[], list[Problem]]
) -> None:
    file = root / MARKUP
    file.write_text(file.read_text().replace("item.price", "item.prize"))

    assert str(problems()[0]) == f"{file}:12:1: unknown-field: Item has no “prize”. Did you mean “price”?"


def test_a_broken_line_in_a_branch_that_the_sample_does_not_take_is_found(
    root: Path, problems: Callable[[], list[Problem]]
) -> None:
    file = root / MARKUP
    file.write_text(
        f"{file.read_text()}{{% if false %}}\n<p style='x'>{{{{ content.nothing }}}}</p>{{% endif %}}\n"
    )

    last = len(file.read_text().splitlines())
    assert {(item.code, item.line) for item in problems()} == {
        ("inline-style", last),
        ("unknown-field", last),
    }


@pytest.mark.parametrize("name", ["site", "page", "icon", "href", "t"])
def test_what_a_header_may_use_is_known_and_content_is_not(
    root: Path, problems: Callable[[], list[Problem]], name: str
) -> None:
    (root / MARKUP).write_text(f"<p>{{{{ {name} is string }}}}</p>\n{{{{ content.heading }}}}")
    file = root / JSON
    text = file.read_text().replace('"content": "services",', "").replace('"content",', '"navigation",', 1)
    file.write_text(text)

    assert {item.line for item in problems() if item.code == "unknown-name"} == {2}


def test_every_code_is_explained_in_the_documentation() -> None:
    explained = set(re.findall(r"^\| `([a-z0-9-]+)`", DOCS.read_text(encoding="utf-8"), re.MULTILINE))
    named = {item.code for item in BREAKS}
    others = {"not-utf-8", "not-an-object", "missing-file", "unknown-file", "version-not-raised"}

    assert {code for code in named | others if code not in explained} == set()
