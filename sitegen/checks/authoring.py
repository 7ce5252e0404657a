"""Making the checks' tables again: ``python -m sitegen.checks.authoring NODE_MODULES``.

NODE_MODULES has the npm packages named in ``PACKAGES``. Needed only when the web's own vocabulary has grown.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parent / "data"
PACKAGES = ("@mdn/browser-compat-data", "mdn-data", "web-features", "@webref/elements")
SYNTAX = re.compile(r"<'([\w-]+)'>|<([\w-]+(?:\(\))?)(?:\s*\[[^\]]*\])?>|([\w-]+)\(|(\))|(-?[a-zA-Z][\w-]*)")
# Types whose members are not spelt out: the checks know what such a value looks like.
BASE = {
    "angle", "color", "custom-ident", "custom-property-name", "dashed-ident", "flex", "frequency",
    "ident", "image", "integer", "length", "number", "percentage", "resolution", "string", "time", "url",
    "any-value", "declaration-value", "string-token", "transform-function", "basic-shape",
}  # fmt: skip
# CSS Values 4, 6.1.2: mdn-data has no list of these.
VIEWPORT_UNITS = {
    f"{size}{side}" for size in ("s", "l", "d", "") for side in ("vw", "vh", "vi", "vb", "vmin", "vmax")
}
BROWSERS = ("chrome", "edge", "firefox", "safari", "safari_ios")
COMPAT_ROOTS = (
    "css.properties.",
    "css.at-rules.",
    "css.selectors.",
    "html.elements.",
    "html.global_attributes.",
)

Json = dict[str, Any]


def main(node_modules: Path) -> None:
    read = _reader(node_modules)
    compat = read("@mdn/browser-compat-data/data.json")
    _write(
        "css", {"source": _source(read, "mdn-data", "@mdn/browser-compat-data"), **css_table(read, compat)}
    )
    elements = [read(f"@webref/elements/{name}.json")["elements"] for name in ("html", "SVG2")]
    source = _source(read, "@webref/elements", "@mdn/browser-compat-data")
    _write("html", {"source": source, **html_table(compat, *elements)})
    features = compat_table(read("web-features/data.json"))
    _write("baseline", {"source": _source(read, "web-features"), "features": features})


def css_table(read: Any, compat: Json) -> Json:
    """For each property the words, types and functions that may stand in its value, on whatever level."""
    properties, syntaxes = read("mdn-data/css/properties.json"), read("mdn-data/css/syntaxes.json")
    grammar = _Grammar({name: item["syntax"] for name, item in properties.items()}, syntaxes)
    table: Json = {}
    for name, item in sorted(properties.items()):
        if name != "--*" and item["status"] != "obsolete":
            words = sorted(grammar.words_of(item["syntax"], frozenset()))
            table[name] = " ".join(words)
    # Newer properties that have no grammar in mdn-data yet: any value is taken.
    for name, item in compat["css"]["properties"].items():
        status = item.get("__compat", {}).get("status", {})
        if name != "custom-property" and not status.get("deprecated"):
            table.setdefault(name, "<any-value>")
    at_rules = read("mdn-data/css/at-rules.json")
    rules = {name: " ".join(sorted(item.get("descriptors", {}))) for name, item in at_rules.items()}
    for name in compat["css"]["at-rules"]:
        rules.setdefault(f"@{name}", "")
    return {
        "properties": table,
        "at_rules": rules,
        "units": sorted({unit.lower() for unit in read("mdn-data/css/units.json")} | VIEWPORT_UNITS),
        "colors": sorted(set(re.findall(r"[a-z]+", syntaxes["named-color"]["syntax"])) | _system(syntaxes)),
    }


def _system(syntaxes: Json) -> set[str]:
    words = re.findall(r"[A-Za-z]+", syntaxes["system-color"]["syntax"])
    return {word.lower() for word in words} | {"currentcolor", "transparent"}


class _Grammar:
    def __init__(self, properties: dict[str, str], syntaxes: Json) -> None:
        self._properties = properties
        self._syntaxes = syntaxes

    def words_of(self, syntax: str, seen: frozenset[str]) -> set[str]:
        """Keywords, ``<types>`` and ``functions()`` that a value definition allows; arguments are left
        out.
        """
        words: set[str] = set()
        depth = 0
        for match in SYNTAX.finditer(syntax):
            property_name, type_name, function, closing, keyword = match.groups()
            if closing:
                depth = max(0, depth - 1)
            elif function:
                if not depth:
                    words.add(f"{function.lower()}()")
                depth += 1
            elif depth:
                continue
            elif property_name:
                words |= self._of(f"'{property_name}'", self._properties.get(property_name, ""), seen)
            elif type_name in BASE:
                words.add(f"<{type_name}>")
            elif type_name:
                found = self._syntaxes.get(type_name, {}).get("syntax")
                words |= self._of(type_name, found, seen) if found else {"<any-value>"}
            elif keyword:
                words.add(keyword.lower())
        return words

    def _of(self, name: str, syntax: str, seen: frozenset[str]) -> set[str]:
        return set() if name in seen else self.words_of(syntax, seen | {name})


def html_table(compat: Json, html: list[Json], svg: list[Json]) -> Json:
    """Elements with the attributes of their own, global attributes, and what HTML has given up."""
    known = compat["html"]["elements"]
    elements: Json = {}
    obsolete: Json = {}
    for item in html:
        name = item["name"]
        kept: list[str] = []
        given_up: list[str] = []
        for attribute, sub in known.get(name, {}).items():
            if "_" in attribute:
                continue
            status = sub["__compat"]["status"]
            (given_up if status["deprecated"] else kept if status["standard_track"] else []).append(attribute)
        if item.get("obsolete"):
            obsolete[name] = ""
        else:
            elements[name] = " ".join(sorted(kept))
            if given_up:
                obsolete[f"{name} attributes"] = " ".join(sorted(given_up))
    shared = compat["html"]["global_attributes"]
    return {
        "elements": elements,
        "obsolete": obsolete,
        "global": sorted(name for name in shared if "_" not in name),
        "svg": sorted(item["name"] for item in svg),
    }


def compat_table(web_features: Json) -> Json:
    """What is not in every browser of the last 30 months: name, “low” or “limited”, since when, versions."""
    table: Json = {}
    for feature in web_features["features"].values():
        for key, status in feature.get("status", {}).get("by_compat_key", {}).items():
            # A name with an underscore is a note on behaviour, not something that one writes.
            if (
                status.get("baseline") == "high"
                or not key.startswith(COMPAT_ROOTS)
                or "_" in key.rsplit(".", 1)[-1]
            ):
                continue
            level = status["baseline"] or "limited"
            versions = " ".join(f"{name} {status['support'].get(name, '-')}" for name in BROWSERS)
            table[key] = [feature["name"], level, status.get("baseline_low_date", ""), versions]
    return dict(sorted(table.items()))


def _reader(node_modules: Path) -> Any:
    return lambda name: json.loads((node_modules / name).read_text(encoding="utf-8"))


def _source(read: Any, *packages: str) -> str:
    return ", ".join(f"{name} {read(f'{name}/package.json')['version']}" for name in packages)


def _write(name: str, table: Json) -> None:
    (DATA / f"{name}.json").write_text("\n".join(_lines(table)) + "\n", encoding="utf-8")


def _lines(table: Json) -> Iterator[str]:
    """JSON with one entry a line, so that a new version of a package gives a diff that can be read."""
    rows = [(key, value) for key, value in table.items()]
    yield "{"
    for number, (key, value) in enumerate(rows):
        end = "," if number < len(rows) - 1 else ""
        if not isinstance(value, dict):
            yield f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}{end}"
            continue
        yield f"{json.dumps(key)}: {{"
        entries = [f"{json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in value.items()]
        yield from (f"{entry}," for entry in entries[:-1])
        yield from entries[-1:]
        yield f"}}{end}"
    yield "}"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
