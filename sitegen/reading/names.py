"""The name of the business, event or person: found in the prompt, or invented when there is none."""

from __future__ import annotations

import re

from sitegen.reading.name_cues import (
    after_called,
    after_label,
    after_own,
    after_self,
    branded,
    quoted,
    quoted_first,
    shouted,
    small_possessive,
)
from sitegen.reading.name_places import (
    after_colon,
    after_entity,
    any_capitals,
    at_the_start,
    camel_case,
    civic,
    festival,
    german_start,
    leading,
    own_sentence,
    purpose,
    site_of,
)
from sitegen.reading.name_runs import Found
from sitegen.reading.offer_items import FACT
from sitegen.reading.ordinary import ACRONYMS, is_vocabulary
from sitegen.reading.text import Prompt, capitals_tell, fold, word_set

# “Ships to EU”, “Insured”: what is said of the business.
STATED = re.compile(r"(?:ships|covers|delivers|meets|serves|since|every) \w")


def find_name(prompt: Prompt, language: str) -> Found | None:
    """The name that the prompt gives, by the surest sign first; None if it gives none."""
    telling = capitals_tell(prompt.clean)
    signs = [branded(prompt), after_called(prompt), after_label(prompt), quoted_first(prompt)]
    signs += [site_of(prompt, language)] if not prompt.clean.isupper() else []
    signs += [shouted(prompt)] if prompt.clean.isupper() else [at_the_start(prompt, language, first=True)]
    if telling or language == "de":
        signs += [
            civic(prompt),
            german_start(prompt, language),
            festival(prompt),
            after_self(prompt),
            purpose(prompt, language),
            leading(prompt, language),
        ]
        signs += [at_the_start(prompt, language, first=False), own_sentence(prompt, language)]
        signs += [after_colon(prompt), after_entity(prompt, language), quoted(prompt)]
    else:
        signs += (
            [after_colon(prompt), quoted(prompt), leading(prompt, language)]
            if not prompt.clean.isupper()
            else [quoted(prompt)]
        )
        signs += [small_possessive(prompt), after_own(prompt)]
        if not prompt.clean.isupper():
            signs.append(
                found for found in purpose(prompt, language) if found and not is_vocabulary(found.name)
            )
    if telling and language != "de":
        signs += [any_capitals(prompt, language), small_possessive(prompt)]
    else:
        signs.append(camel_case(prompt))
    for sign in signs:
        for found in sign:
            priced = found and re.match(r"\s?[€£$]", prompt.clean[found.end :])
            if found and not priced and _is_name(found.name) and not prompt.is_taken(found.start, found.end):
                return found
    return None


def _is_name(name: str) -> bool:
    folded = fold(name)
    if re.search(r"[;=(){}]", name):
        return False
    if len(name) < 2 or not any(c.isalnum() for c in name) or folded in ACRONYMS:
        return False
    first = folded.split()[0]
    if first in {"in", "with", "for", "that"} or folded in word_set("website") or folded in word_set("stop"):
        return False
    if STATED.match(folded) or (len(folded.split()) == 1 and FACT.match(name)):
        return False
    return not name.replace(" ", "").isdigit()
