"""Contrast and focus, from the stylesheets: the tokens of every tone, and each text on the ground it stands
on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from sitegen.checks.cascade import Rgb, Style, blend, hex_of, resolved, rgb
from sitegen.checks.documents import Document, Element, Site, found
from sitegen.checks.report import Finding
from sitegen.checks.sheets import Rule, Sheet
from sitegen.checks.styles import styles
from sitegen.palette import contrast

TEXT, LARGE, CONTROL = 4.5, 3.0, 3.0
# Token pairs and the ratio they need: text 4.5 (WCAG 1.4.3), controls 3 (1.4.11).
PAIRS = (
    ("ink", "ground", TEXT), ("ink", "surface", TEXT), ("ink-soft", "ground", TEXT), ("ink-soft", "surface",
     TEXT),
    ("accent-text", "ground", TEXT), ("accent-text", "surface", TEXT), ("on-accent", "accent", TEXT),
    ("accent", "ground", CONTROL), ("line-strong", "ground", CONTROL),
)  # fmt: skip
TONE = re.compile(r"^(?::root|\.tone-[\w-]+)$")
NOT_READ = {"script", "style", "option", "title", "noscript", "template"}


def check_contrast(site: Site) -> Iterator[Finding]:
    yield from _tokens(site)
    for document in site.documents:
        yield from _texts(site, document)
    yield from _focus(site)
    yield from _motion(site)


def tone_tokens(sheet: Sheet) -> Iterator[tuple[Rule, dict[str, str], dict[str, int]]]:
    """Each rule that sets a tone's tokens: token → value with those of ``:root`` below them, and token →
    line.
    """
    base: dict[str, str] = {}
    for rule in sheet.rules:
        if not TONE.match(rule.selector) or any("media" in condition for condition in rule.conditions):
            continue
        own = {item.name: item.value for item in rule.declarations if item.name.startswith("--")}
        lines = {item.name: item.line for item in rule.declarations}
        if rule.selector == ":root":
            base |= own
        if own:
            yield rule, base | own, lines


def _tokens(site: Site) -> Iterator[Finding]:
    for sheet in site.sheets:
        for rule, tokens, lines in tone_tokens(sheet):
            for front, back, ratio in PAIRS:
                # A tone that sets neither of the two changes nothing about them.
                if not {f"--{front}", f"--{back}"} & set(lines):
                    continue
                colors = [rgb(resolved(tokens.get(f"--{name}", ""), tokens), None) for name in (front, back)]
                if colors[0] is None or colors[1] is None:
                    continue
                reached = ratio_of(colors[0], colors[1])
                if reached < ratio:
                    message = f"--{front} on --{back} has a contrast of {reached:.2f}, less than {ratio}."
                    excerpt = f"--{front}: {tokens[f'--{front}']}; --{back}: {tokens[f'--{back}']};"
                    line = lines.get(f"--{front}") or lines.get(f"--{back}")
                    yield found(
                        "token-contrast",
                        message,
                        file=sheet.path,
                        line=line,
                        selector=rule.selector,
                        excerpt=excerpt,
                    )


@lru_cache(maxsize=4096)
def ratio_of(first: Rgb, second: Rgb) -> float:
    return contrast(hex_of(first), hex_of(second))


def _texts(site: Site, document: Document) -> Iterator[Finding]:
    told: set[tuple[str, str]] = set()
    for element, style in styles(site, document).items():
        if not element.own_text.strip() or element.in_svg or element.tag in NOT_READ or not style.shown:
            continue
        if "disabled" in element.attributes or style.color is None or style.ground is None:
            continue
        color = style.color if style.opacity >= 1 else blend(style.color, style.ground, style.opacity)
        reached = ratio_of(color, style.ground)
        needed = LARGE if _is_large(style) else TEXT
        pair = (hex_of(color), hex_of(style.ground))
        if reached < needed and pair not in told:
            told.add(pair)
            yield _low(document, element, pair, reached, needed)


def _low(
    document: Document, element: Element, pair: tuple[str, str], reached: float, needed: float
) -> Finding:
    message = (
        f"“{element.own_text.strip()[:40]}” in {pair[0]} on {pair[1]} has a contrast of {reached:.2f}, "
        f"less than {needed}."
    )
    return found("contrast", message, file=document.path, element=element)


def _is_large(style: Style) -> bool:
    """Large text in the sense of WCAG: 18 pt, or 14 pt bold."""
    return style.size >= 24 or (style.size >= 18.66 and style.weight >= 700)


def _focus(site: Site) -> Iterator[Finding]:
    for sheet in site.sheets:
        for rule in sheet.rules:
            outline = rule.get("outline") or rule.get("outline-style") or rule.get("outline-width") or ""
            if outline.split(" ")[0] not in {"none", "0", "0px"}:
                continue
            # Instead of the outline there may be a shadow, a border or a ground; what takes focus only by
            # script
            # may do without.
            other = any(
                rule.get(name)
                for name in ("box-shadow", "border-color", "border", "background", "border-block-end")
            )
            if (
                not other
                and "tabindex" not in rule.selector
                and ":focus:not(:focus-visible)" not in rule.selector
            ):
                yield found(
                    "focus-visible", "The outline of focus is taken away.", file=sheet.path, line=rule.line,
                    selector=rule.selector[:200], excerpt=f"outline: {outline}",
                )  # fmt: skip


def _motion(site: Site) -> Iterator[Finding]:
    for sheet in site.sheets:
        honoured = any("prefers-reduced-motion" in rule.prelude for rule in sheet.at_rules)
        for rule in sheet.rules if not honoured else ():
            moves = rule.get("animation") or rule.get("animation-name")
            if moves and moves != "none":
                message = "The animation runs for people who asked for less motion, too."
                yield found(
                    "motion", message, file=sheet.path, line=rule.line, selector=rule.selector[:200],
                    excerpt=f"animation: {moves}",
                )  # fmt: skip
