"""What may stand in what, from the content models of the HTML Standard, and what an element cannot do
without.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parent / "data"

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)  # HTML Standard, 13.1.2
METADATA = frozenset(["base", "link", "meta", "noscript", "script", "style", "template", "title"])
PHRASING = frozenset(
    [
        "a",
        "abbr",
        "area",
        "audio",
        "b",
        "bdi",
        "bdo",
        "br",
        "button",
        "canvas",
        "cite",
        "code",
        "data",
        "datalist",
        "del",
        "dfn",
        "em",
        "embed",
        "i",
        "iframe",
        "img",
        "input",
        "ins",
        "kbd",
        "label",
        "link",
        "map",
        "mark",
        "math",
        "meter",
        "noscript",
        "object",
        "output",
        "picture",
        "progress",
        "q",
        "ruby",
        "s",
        "samp",
        "script",
        "select",
        "slot",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "svg",
        "template",
        "textarea",
        "time",
        "u",
        "var",
        "video",
        "wbr",
        "meta",
        "selectedcontent",
    ]
)
# Elements that hold phrasing content alone.
PHRASING_ONLY = HEADINGS | frozenset(
    [
        "p",
        "pre",
        "span",
        "em",
        "strong",
        "small",
        "s",
        "cite",
        "q",
        "dfn",
        "abbr",
        "data",
        "time",
        "code",
        "var",
        "samp",
        "kbd",
        "sub",
        "sup",
        "i",
        "b",
        "u",
        "mark",
        "bdi",
        "bdo",
        "label",
        "button",
        "output",
        "meter",
        "progress",
        "rt",
        "rp",
    ]
)
TRANSPARENT = frozenset(["a", "ins", "del", "map", "noscript", "object", "video", "audio", "canvas", "slot"])
SECTIONING = frozenset(["article", "aside", "nav", "section"])
SCRIPTING = {"script", "template"}
CHILDREN: dict[str, frozenset[str]] = {
    "ul": frozenset({"li", *SCRIPTING}),
    "ol": frozenset({"li", *SCRIPTING}),
    "menu": frozenset({"li", *SCRIPTING}),
    "dl": frozenset({"dt", "dd", "div", *SCRIPTING}),
    "table": frozenset({"caption", "colgroup", "thead", "tbody", "tfoot", "tr", *SCRIPTING}),
    "thead": frozenset({"tr", *SCRIPTING}),
    "tbody": frozenset({"tr", *SCRIPTING}),
    "tfoot": frozenset({"tr", *SCRIPTING}),
    "tr": frozenset({"td", "th", *SCRIPTING}),
    "colgroup": frozenset({"col", "template"}),
    "picture": frozenset({"source", "img", *SCRIPTING}),
    "select": frozenset({"option", "optgroup", "hr", "button", *SCRIPTING}),
    "optgroup": frozenset({"option", *SCRIPTING}),
    "head": METADATA,
}
PARENTS: dict[str, frozenset[str]] = {
    "li": frozenset({"ul", "ol", "menu"}),
    "dt": frozenset({"dl", "div"}),
    "dd": frozenset({"dl", "div"}),
    "figcaption": frozenset({"figure"}),
    "summary": frozenset({"details"}),
    "legend": frozenset({"fieldset", "optgroup"}),
    "caption": frozenset({"table"}),
    "source": frozenset({"picture", "video", "audio"}),
    "track": frozenset({"video", "audio"}),
    "option": frozenset({"select", "optgroup", "datalist"}),
    "style": frozenset({"head", "noscript"}),
    "title": frozenset({"head"}),
    "base": frozenset({"head"}),
}
INTERACTIVE = frozenset(["a", "button", "details", "embed", "iframe", "input", "label", "select", "textarea"])
# Descendants that an element must not have.
BARRED: dict[str, frozenset[str]] = {
    "a": INTERACTIVE,
    "button": INTERACTIVE,
    "label": frozenset({"label"}),
    "form": frozenset({"form"}),
    "address": HEADINGS | SECTIONING | {"header", "footer", "address"},
    "dt": HEADINGS | SECTIONING | {"header", "footer"},
    "th": HEADINGS | SECTIONING | {"header", "footer"},
    "header": frozenset({"main"}),
    "footer": frozenset({"main"}),
    "nav": frozenset({"main"}),
    "aside": frozenset({"main"}),
    "article": frozenset({"main"}),
    "dfn": frozenset({"dfn"}),
    "progress": frozenset({"progress"}),
    "meter": frozenset({"meter"}),
}
REQUIRED: dict[str, tuple[str, ...]] = {
    "img": ("src",),
    "link": ("rel", "href"),
    "optgroup": ("label",),
    "source": ("srcset|src",),
    "meta": ("name|property|http-equiv|charset|itemprop",),
    "area": ("alt",),
    "track": ("src",),
    "iframe": ("src|srcdoc",),
}
ALSO = {"*": {"role", "tabindex", "itemid", "itemprop", "itemref", "itemscope", "itemtype", "xmlns",
    "xml:lang"},
        "meta": {"property", "media"}, "link": {"color", "imagesrcset", "imagesizes", "blocking",
            "integrity"},
        "input": {"height", "list", "type", "value", "width"},
        "button": {"command", "commandfor"}, "html": {"prefix", "vocab"}}  # fmt: skip

WHOLE = re.compile(r"^\d+$")
INTEGER = re.compile(r"^-?\d+$")
LANGUAGE = re.compile(r"^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$")
DATETIME = re.compile(
    r"^(?:\d{4,}-\d\d(?:-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:?\d\d)?)?)?|\d{4,}-W\d\d"
    r"|\d{4,}"
    r"|--?\d\d-\d\d|\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?|P[\dTYMWDHS.]+|[+-]\d\d:?\d\d|Z)$"
)


def _one_of(*words: str) -> Callable[[str], bool]:
    return lambda value: value.lower() in words


def _address(value: str) -> bool:
    return not re.search(r"[\s<>\\^`{|}]", value.strip()) or value.startswith(("data:", "javascript:"))


VALUES: dict[tuple[str, str], Callable[[str], bool]] = {
    ("input", "type"): _one_of(
        "text", "email", "tel", "date", "time", "number", "checkbox", "radio", "hidden", "submit",
        "search", "url", "password", "range", "color", "file", "month", "week", "datetime-local",
        "reset", "button", "image",
    ),
    ("button", "type"): _one_of("button", "submit", "reset"),
    ("form", "method"): _one_of("get", "post", "dialog"),
    ("form", "enctype"): _one_of("application/x-www-form-urlencoded", "multipart/form-data", "text/plain"),
    ("img", "loading"): _one_of("lazy", "eager"),
    ("iframe", "loading"): _one_of("lazy", "eager"),
    ("img", "decoding"): _one_of("sync", "async", "auto"),
    ("img", "fetchpriority"): _one_of("high", "low", "auto"),
    ("th", "scope"): _one_of("row", "col", "rowgroup", "colgroup"),
    ("link", "as"): _one_of("font", "image", "style", "script", "fetch", "track", "audio", "video",
     "document"),
    ("a", "href"): _address,
    ("img", "src"): _address,
    ("link", "href"): _address,
    ("script", "src"): _address,
    ("form", "action"): lambda value: value.strip() != "" and _address(value),
    ("time", "datetime"): lambda value: bool(DATETIME.match(value.strip())),
    **{(tag, name): lambda value: bool(WHOLE.match(value))
       for tag in ("img", "video", "canvas", "iframe", "source", "input") for name in ("width", "height")},
    **{("textarea", name): lambda value: bool(WHOLE.match(value)) for name in ("rows", "cols", "maxlength")},
    **{(tag, name): lambda value: bool(WHOLE.match(value)) for tag in ("td", "th") for name in ("colspan",
        "rowspan")},
}  # fmt: skip
GLOBAL_VALUES: dict[str, Callable[[str], bool]] = {
    "id": lambda value: bool(value) and not re.search(r"\s", value),
    "dir": _one_of("ltr", "rtl", "auto"),
    "lang": lambda value: not value or bool(LANGUAGE.match(value)),
    "tabindex": lambda value: bool(INTEGER.match(value)),
    "hidden": _one_of("", "hidden", "until-found"),
    "popover": _one_of("", "auto", "manual", "hint"),
    "contenteditable": _one_of("", "true", "false", "plaintext-only"),
    "translate": _one_of("", "yes", "no"),
    "inputmode": _one_of("none", "text", "tel", "url", "email", "numeric", "decimal", "search"),
}


@lru_cache(maxsize=1)
def tables() -> dict[str, Any]:
    """``data/html.json``: elements with their attributes, and what is obsolete."""
    loaded: dict[str, Any] = json.loads((DATA / "html.json").read_text(encoding="utf-8"))
    return loaded


@lru_cache(maxsize=256)
def attributes_of(tag: str) -> frozenset[str]:
    """Attributes that the HTML element may carry, apart from data-, aria- and event handlers."""
    own = tables()["elements"].get(tag, "").split()
    return frozenset(own) | frozenset(tables()["global"]) | ALSO["*"] | ALSO.get(tag, set())


@lru_cache(maxsize=256)
def obsolete_attributes(tag: str) -> frozenset[str]:
    named = frozenset(tables()["obsolete"].get(f"{tag} attributes", "").split())
    return (named | {"align", "bgcolor", "border"}) - attributes_of(tag)
