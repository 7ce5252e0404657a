"""What a business does, in the prompt's own English words: “I restore typewriters”, “that makes bowls”."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sitegen.brief import Brief

FIRST = re.compile(r"\b(?P<who>I|[Ww]e)\s+(?P<verb>[a-z]{3,})\s+(?P<rest>[^.,;:!?()\n\"“”<>{}]{3,70})")
THIRD = re.compile(
    r"\b(?:that|which|who)\s+(?P<verb>[a-z]{2,}s)\s+(?P<rest>[^.,;:!?()\n\"“”<>{}]{3,70})", re.IGNORECASE
)
# Verbs of the request, and what is said of the website instead of the business.
NOT_DEEDS = frozenset(
    re.findall(
        r"\w+",
        """want need would like have has had am are was were can could will should must wish hope think
        prefer plan love look looks looking please get got is does did shows show feels feel includes
        include features showcases highlights matches reflects converts works allows lets tells displays
        presents explains focuses uses live lives come comes know also just only currently always never
        recently really found started founded""",
    )
)
STOPS = re.compile(
    r"\s+(?:with|called|named|and (?:want|need|would|am|have|a site|a website)|because|since|so that|so|but"
    r"|please|for (?:a|my|our) (?:web)?site|on (?:a|my|our|this) (?:web)?site"
    r"|(?:from|in|on|at) (?:my|our))\b.*$",
    re.IGNORECASE,
)


# “I photograph them”: nobody knows whom, once the sentence stands alone.
POINTING = re.compile(r"(?:them|it|this|that|these|those|him|her|us|me|one|ones)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Deed:
    """``base`` goes after “we”: “restore typewriters”; ``third`` after a name: “restores typewriters”."""

    base: str
    third: str
    alone: bool


def deed_of(brief: Brief) -> Deed | None:
    """What the prompt says that the business does; None if it does not, or if it says nothing else."""
    if not brief.language.startswith("en"):
        return None
    named = re.compile(
        rf"{re.escape(brief.name)}['’\"”»]?\s+(?P<verb>[a-z]{{3,}}s)\s+(?P<rest>[^.,;:!?()\n\"“”<>{{}}]{{3,70}})"
    )
    for pattern in (FIRST, THIRD, named):
        for match in pattern.finditer(brief.prompt[:2000]):
            verb = match.group("verb").lower()
            rest = STOPS.sub("", match.group("rest")).strip()
            if (
                POINTING.match(rest)
                or verb in NOT_DEEDS
                or verb.endswith("ly")
                or len(rest) < 3
                or len(rest.split()) > 9
            ):
                continue
            if len(re.findall(r"\w+", brief.prompt)) <= len(re.findall(r"\w+", match.group())):
                # Repeating the whole request would be an echo, not copy.
                return None
            base = verb if pattern is FIRST else _base(verb)
            alone = pattern is FIRST and match.group("who") == "I"
            return Deed(f"{base} {rest}", f"{_third(base)} {rest}", alone)
    return None


def _third(base: str) -> str:
    if base.endswith(("s", "sh", "ch", "x", "z", "o")):
        return f"{base}es"
    if base.endswith("y") and base[-2:-1] not in "aeiou":
        return f"{base[:-1]}ies"
    return f"{base}s"


def _base(third: str) -> str:
    if third.endswith("ies"):
        return f"{third[:-3]}y"
    if third.endswith(("ches", "shes", "xes", "zes", "sses", "oes")):
        return third[:-2]
    return third[:-1]
