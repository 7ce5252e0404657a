"""The words of a page: what was left over, what is said twice, and phrases that say nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.checks.documents import Document, Element, found
from sitegen.checks.report import Finding


def _any(patterns: dict[str, str]) -> tuple[frozenset[str], re.Pattern[str]]:
    """Needles and one pattern of all: the pattern is only asked where a needle is there, in lower case."""
    return frozenset(patterns), re.compile("|".join(patterns.values()), re.IGNORECASE)


ASKED = r"\[(?:your|insert|company|business|name|city|phone|email|address|placeholder|tbd|todo)[^\]]{0,40}\]"
SITES = r"\byour(?:company|domain|business|brand|website)\.(?:com|org|net)\b"
LEFT_OVER_NEEDLES, LEFT_OVER = _any({
    "{{": r"\{\{", "}}": r"\}\}", "{%": r"\{%", "%}": r"%\}", "${": r"\$\{", "<%": "<%", "%>": "%>",
    "lorem": r"\blorem ipsum\b", "dolor": r"\bdolor sit amet\b", "consectetur": r"\bconsectetur adipi",
    "[": ASKED + r"|\[object \w+\]", "goes here": r"\b(?:title|text|name|description) goes here\b",
    "er text": r"\bplaceholder text\b", "le text": r"\bsample text\b", "er image": r"\bplaceholder image\b",
    "er content": r"\bplaceholder content\b", ".com": SITES, ".org": SITES, ".net": SITES,
    "@example": r"@example\.(?:com|org|net)\b", " doe": r"\b(?:john|jane) doe\b",
        "123 ": r"\b123 (?:main|anywhere) st",
    "555-": r"\b555-\d{4}\b", "coming soon": r"\bcoming soon\b",
        "under construction": r"\bunder construction\b",
    "placehold": r"placehold\.co|via\.placeholder", "picsum": r"picsum\.photos",
})  # fmt: skip
# Case matters here: “null” is a German word, and a to-do list may be one's trade.
LEFT_OVER_EXACT = re.compile(
    r"\bTODO\b|\bFIXME\b|\bTBD\b|(?:^|[\s:>$€£(])(?:undefined|NaN)(?=$|[\s.,;:!?)])|\{[a-z_]+\}"
)
EXACT_NEEDLES = ("TODO", "FIXME", "TBD", "undefined", "NaN", "{")
WHOLE = {"None", "null", "undefined", "NaN", "True", "False"}
SHOWN = ("alt", "title", "aria-label", "content", "placeholder", "value")
CODE = {"code", "pre", "kbd", "samp", "script", "style"}
STOCK_NEEDLES, STOCK = _any({
    "lightning": r"lightning[- ]fast", "cutting": r"cutting[- ]edge",
        "innovative sol": r"innovative solutions?",
    "next level": r"next level", "join thousands": r"join thousands", "why choose us": r"why choose us",
    " your b": r"(?:transform|elevate|supercharge) your (?:business|brand)",
        "ready to get": r"ready to get started",
    "amazing features": r"amazing features", "everything you": r"everything you need to (?:succeed|grow)",
    "expectations": r"exceed(?:s|ing)? expectations", "exceptional": r"exceptional results",
    "of-the-art": r"state[- ]of[- ]the[- ]art", "of the art": r"state of the art",
        "passionate": r"passionate about", "tailored": r"tailored to your (?:needs|goals)",
    "seamless": r"seamless(?:ly)? (?:integrat|experience)", "world-cl": r"world-class",
        "world cl": r"world class", "stop-shop": r"one-stop-shop", "stop shop": r"one[- ]stop shop",
    "unlock": r"unlock (?:the|your) (?:power|potential)", "in today": r"in today['’]s (?:fast|digital)",
    "game-ch": r"game-chang", "game ch": r"game chang", "got you covered": r"we['’]ve got you covered",
        "solutions for": r"solutions for your",
    "herzlich": r"herzlich willkommen auf unserer", "kompetent": r"ihr kompetenter partner",
    "aus einer hand": r"alles aus einer hand", "innovantes": r"des solutions innovantes",
    "sur mesure": r"sur mesure pour vos besoins", "innovadoras": r"soluciones innovadoras",
})  # fmt: skip
EMOJI = re.compile("^[\\s\u2600-\u27bf\U0001f300-\U0001faff\u2b50\u2b55\u231a-\u23ff\ufe0f\u200d]+$")
# Marks that are set as text and have been for centuries.
TYPOGRAPHIC = re.compile("^[\\s\u2605\u2606\u2713\u2714\u2717\u2022\u2756\u2733\u2736\u273b\u2766]+$")
BLOCKS = {
    "p",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "dd",
    "dt",
    "td",
    "figcaption",
    "summary",
}
SENTENCE = re.compile(r"(?<=[.!?…])\s+")
CHROME = {"nav", "footer", "header"}


def left_over(document: Document, element: Element) -> Iterator[Finding]:
    """Placeholders and template marks in the element's own text and in attributes that people read."""
    if element.tag in CODE or element.in_svg:
        return
    texts = [element.own_text]
    texts += [element.attributes[name] for name in SHOWN if name in element.attributes]
    for text in texts:
        hit = _placeholder(text)
        if hit:
            yield found(
                "left-over-text",
                f"“{hit}” was left over from a template.",
                file=document.path,
                element=element,
            )
            return


def may_have_left_over(document: Document) -> bool:
    """Whether a look at each element is worth while."""
    words = document.words
    lower = words.lower()
    if any(needle in lower for needle in LEFT_OVER_NEEDLES) and LEFT_OVER.search(words):
        return True
    exact = any(needle in words for needle in EXACT_NEEDLES) and LEFT_OVER_EXACT.search(words)
    return bool(exact or WHOLE & set(words.split("\n")))


def _placeholder(text: str) -> str | None:
    stripped = text.strip()
    if not stripped:
        return None
    if stripped in WHOLE:
        return stripped
    match = LEFT_OVER.search(stripped) or LEFT_OVER_EXACT.search(stripped)
    return match.group().strip() if match else None


def check_words(document: Document) -> Iterator[Finding]:
    """Repeated sentences and headings, sections of the same text, stock phrases."""
    yield from _repeated(document)
    yield from _same_sections(document)
    lower = document.words.lower()
    stock = any(needle in lower for needle in STOCK_NEEDLES) and STOCK.search(lower)
    for element in document.elements if stock else ():
        if element.tag in CODE or not element.own_text:
            continue
        for match in STOCK.finditer(element.own_text):
            message = f"“{match.group()}” is a stock phrase."
            yield found("stock-phrase", message, file=document.path, element=element)


def check_emoji(document: Document) -> Iterator[Finding]:
    for element in document.elements:
        text = element.own_text.strip()
        if text and EMOJI.match(text) and not TYPOGRAPHIC.match(text) and element.tag not in CODE:
            message = f"“{text[:10]}” stands in for an icon; it looks and reads differently everywhere."
            yield found("emoji-icon", message, file=document.path, element=element)


def blocks(document: Document) -> Iterator[Element]:
    """Innermost blocks of text outside the header, footer and navigation."""
    for element in document.elements:
        if element.tag not in BLOCKS or any(
            child.tag in BLOCKS for child in element.iter() if child is not element
        ):
            continue
        if not any(parent.tag in CHROME and _is_chrome(parent) for parent in element.ancestors()):
            yield element


def _is_chrome(element: Element) -> bool:
    return element.tag == "nav" or (element.parent is not None and element.parent.tag == "body")


def _repeated(document: Document) -> Iterator[Finding]:
    seen: dict[str, Element] = {}
    for block in blocks(document):
        heading = block.tag[0] == "h" and block.tag != "hr"
        pieces = [block.text] if heading else SENTENCE.split(block.text)
        for piece in pieces:
            key = piece.strip().casefold()
            long_enough = len(key) >= 8 and " " in key if heading else len(key) >= 40 and key.count(" ") >= 5
            if not long_enough:
                continue
            if key in seen:
                message = f"“{piece.strip()[:80]}” stands on the page already, in line {seen[key].line}."
                yield found("repeated-text", message, file=document.path, element=block)
            seen.setdefault(key, block)


def _same_sections(document: Document) -> Iterator[Finding]:
    seen: dict[str, Element] = {}
    for section in document.all("section"):
        text = section.text.casefold()
        if len(text) < 40:
            continue
        if text in seen:
            message = f"The section says the same as the one in line {seen[text].line}."
            yield found("same-section", message, file=document.path, element=section)
        seen.setdefault(text, section)
