"""What may never stand in markup, whatever the content.

Judged on the text with Jinja's tags blanked out, so in every branch and at its exact place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from sitegen.authoring.problems import Problem
from sitegen.authoring.tags import Tag, read_tags
from sitegen.catalog import Component

JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
FORBIDDEN = {
    "script": "Scripts belong into script.js.",
    "style": "Styles belong into style.css.",
    "link": "Stylesheets and icons are the site's matter.",
    "base": "It would lead every link astray.",
    "meta": "It belongs to the page, not to a section.",
    "iframe": "Nothing of another page is shown: visitors would be told to a third party.",
    "object": "Nothing of another page is shown.",
    "embed": "Nothing of another page is shown.",
    "main": "The page has its own <main>.",
    "form": "Use form(form_id): it is labelled, guarded and delivers to the owner.",
}
ADDRESSES = {"href", "src", "srcset", "action", "formaction", "poster", "data", "cite", "ping", "xlink:href"}
ELSEWHERE = re.compile(r"^\s*(?:https?:)?//", re.IGNORECASE)
CODE = re.compile(r"^\s*(?:javascript|vbscript|data\s*:\s*text)", re.IGNORECASE)


def check_literals(component: Component, file: Path) -> Iterator[Problem]:
    """Problems of the tags that are written in the markup itself."""
    for tag in read_tags(blanked(component.markup)).walk():
        for code, message in _tag(tag):
            yield Problem(file, tag.line, tag.column, code, message)


def blanked(markup: str) -> str:
    """The markup with spaces in the place of Jinja's tags; lines and columns stay."""
    return JINJA.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), markup)


def _tag(tag: Tag) -> Iterator[tuple[str, str]]:
    if tag.name in FORBIDDEN:
        yield "forbidden-element", f"<{tag.name}> cannot stand in a component. {FORBIDDEN[tag.name]}"
    if tag.name == "img" and "alt" not in tag.attributes:
        yield "image-alt", 'The image has no alt text; alt="" says that it is decorative (WCAG 1.1.1).'
    if tag.name == "img":
        yield "literal-image", "Pictures come from picture(slot): it knows file, size and description."
    if tag.name == "button" and "type" not in tag.attributes:
        yield "button-type", 'Say type="button"; without it a button sends the form that it stands in.'
    for name, value in tag.attributes.items():
        yield from _attribute(name, value or "")


def _attribute(name: str, value: str) -> Iterator[tuple[str, str]]:
    if name == "style":
        yield (
            "inline-style",
            "A strict policy forbids style attributes; give it a class and a rule in style.css.",
        )
    elif re.fullmatch(r"on[a-z]+", name):
        yield "inline-handler", f"A strict policy forbids {name}; add a listener in script.js."
    elif name in ADDRESSES and CODE.match(value):
        yield "script-address", "The address is code. Add a listener in script.js."
    elif name in ADDRESSES and ELSEWHERE.match(value):
        yield "other-host", "Sites ask no other host. Links come from the content, by href() or link()."
