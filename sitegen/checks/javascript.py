"""JavaScript: balanced brackets, no dangerous calls, nothing left over from debugging."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.checks.documents import Site, found
from sitegen.checks.report import Finding

DANGEROUS = re.compile(
    r"\beval\s*\(|\bnew Function\s*\(|\bdocument\.write\s*\(|\.(?:inner|outer)HTML\s*=|\binsertAdjacentHTML\b"
)
LEFT_OVER = re.compile(r"\bconsole\.(?:log|debug)\b|\bdebugger\b")
# Strings, templates and comments are blanked before brackets are counted.
TOKENS = re.compile(
    r"//[^\n]*|/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`",
    re.DOTALL,
)
CLOSES = {")": "(", "]": "[", "}": "{"}


def check_javascript(site: Site) -> Iterator[Finding]:
    for path, text in site.scripts.items():
        yield from _brackets(path, text)
        for pattern, severity, code, message in (
            (DANGEROUS, "error", "dangerous-call", "The call lets text become code."),
            (LEFT_OVER, "notice", "debugging", "The line is left over from debugging."),
        ):
            for match in pattern.finditer(text):
                line = text.count("\n", 0, match.start()) + 1
                yield found("javascript", severity, code, message, file=path, line=line, source=match.group())  # type: ignore[arg-type]
    yield from _without_script(site)


def _brackets(path: str, text: str) -> Iterator[Finding]:
    blanked = TOKENS.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)
    stack: list[tuple[str, int]] = []
    for at, character in enumerate(blanked):
        if character in "([{":
            stack.append((character, at))
        elif character in CLOSES and (not stack or stack.pop()[0] != CLOSES[character]):
            line = blanked.count("\n", 0, at) + 1
            yield found(
                "javascript", "error", "brackets", f"“{character}” closes nothing.", file=path, line=line
            )
            return
    if stack:
        bracket, at = stack[-1]
        line = blanked.count("\n", 0, at) + 1
        yield found("javascript", "error", "brackets", f"“{bracket}” is never closed.", file=path, line=line)


def _without_script(site: Site) -> Iterator[Finding]:
    """Content must be there before any script runs."""
    for page in site.pages:
        for element in page.all("noscript"):
            message = "The page has text only for browsers without scripts; it should need none."
            yield found("javascript", "notice", "noscript", message, file=page.path, element=element)
