"""Compiled component markup: sandboxed, autoescaped, strict about undefined names."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from sitegen.catalog import Component
from sitegen.errors import CatalogError, RenderError

# In a column beside a picture a longer word breaks at the size of a headline.
LONGEST_WORD = 12


def is_long(text: str, most: int) -> bool:
    """Whether a heading is set smaller: above ``most`` characters, or with a word above LONGEST_WORD."""
    return len(text) > most or any(len(word) > LONGEST_WORD for word in text.split())


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    # Markup from the catalog never decides by itself that a text is safe.
    del environment.filters["safe"]
    environment.filters["is_long"] = is_long
    return environment


ENVIRONMENT = _environment()


@lru_cache(maxsize=1024)
def compiled(source: str) -> Template:
    """The template of ``source``, compiled once a process; raises jinja2.TemplateError."""
    return ENVIRONMENT.from_string(source)


def render_component(component: Component, context: dict[str, Any]) -> Markup:
    """Inner markup of ``component``; raises RenderError that names the component."""
    try:
        return Markup(compiled(component.markup).render(context))  # noqa: S704 - autoescaped
    except TemplateError as error:
        line = getattr(error, "lineno", None)
        where = f"{component.id}/markup.html.j2" + (f":{line}" if line else "")
        raise RenderError(f"{where}: {error.message or type(error).__name__}") from error


def check_markup(component: Component) -> None:
    """Compile the markup; raises CatalogError with the line of a syntax error."""
    try:
        compiled(component.markup)
    except TemplateError as error:
        line = getattr(error, "lineno", "?")
        raise CatalogError(f"{component.id}/markup.html.j2:{line}: {error.message}") from error
