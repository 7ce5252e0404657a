"""What the prompt says outright that it is: “for my skydiving centre”, “nous sommes une ferme apicole”."""

from __future__ import annotations

import re

from sitegen.reading.owners import doers
from sitegen.reading.phrases import FILLER, VERBS, one_of
from sitegen.reading.places import is_place
from sitegen.reading.text import Prompt, fold, word_set

ARTICLE = (
    r"(?:an?|my|our|mon|ma|notre|une?|un[ao]?|uma?|minha|meu|nossa|nosso|mi|nuestr[oa]|il mio|la mia|"
    r"eine?[nmr]?|mein\w*|unser\w*|een|mijn|onze)"
)
# “a site for a …”, “Sito per un …”, “we are a …”, “Nous sommes une …”.
SAID = re.compile(
    rf"\b(?:(?i:websites?|webpages?|homepage|web ?sites?|page|site|sito|sitio|p[áa]gina|seite|webseite|web)"
    rf"(?: (?:web|vitrine|internet))? (?:for|about|para|pour|per|für|voor)"
    rf"|[Ww]e are|[Ww]e['’]re|I am|I['’]m|[Nn]ous sommes|[Jj]e suis|[Ww]ir sind|[Ii]ch bin|[Ss]omos|"
    rf"[Ss]oy|[Ss]iamo|"
    rf"[Ss]ono|[Ss]ou|[Ww]ij zijn|[Ii]k ben)\s(?:just )?{ARTICLE}\s(?P<phrase>[^,.;:\n!?()–—\d]{{3,60}})"
)
TURN = re.compile(
    r"\s(?:in|at|on|near|from|based|called|named|with|that|who|which|where|and|for|to|working|living|"
    r"located|offering|selling|run|speciali\w+|spéciali\w+|dans|à|au|aux|en|avec|qui|sur|près|pour|et|"
    r"con|que|cerca|llamad[oa]|para|y|em|"
    r"chamad[oa]|com|e|n[oa]s?(?= [A-ZÀ-Þ])|a(?= [A-ZÀ-Þ])|nel\w*|che|chiamat[oa]|vicino|aus|bei|mit|"
    r"für|und|auf|namens|te|uit|met|voor|"
    r"genaamd|\w*[A-ZÀ-Þ]\w*)(?=\s|$)"
)
GERMAN_TURN = re.compile(
    r"\s(?:in|aus|bei|mit|für|und|auf|namens|am|an|im|von|die|der|das|welche\w*)(?=\s|$)"
)
PROFESSION = re.compile(
    r"\b(?:[Jj]e suis|[Ss]oy|[Ss]ono|[Ss]ou|[Ii]ch bin|[Ii]k ben)\s([^\W\d_][\w-]{3,}(?:\s[^\W\d_]\w+){0,2})"
)
# What any of them is.
VAGUE = {"company", "business", "firm", "brand", "team", "startup", "start-up", "unternehmen", "firma",
         "empresa", "entreprise", "negocio", "azienda", "bedrijf", "product", "project"}  # fmt: skip
BEFORE_NAME = re.compile(
    r"\b(?:site|website|sito|sitio|p[áa]gina|page|web)\b[^.\n]{0,14} (?:de la|du|de l['’]|del|della|"
    r"do|da|for the|of the|pour la|"
    r"pour le|para el|para la|per la|per il)\s?([a-zà-ÿ][a-zà-ÿ'’ -]{3,30}) [\"“«]?$",
    re.IGNORECASE,
)
GOODS = re.compile(
    r"\b(?:shop|store|boutique) (?:for|selling|with|of) (?:(?:my|our|"
    r"the) )?((?:[a-z][a-z-]+ ){0,4}?[a-z-]{3,}s)(?=[,.;:\n]|$| (?:in|from|called|named|by|and)\b)"
)
# “beatmaker page”: what the page is of.
OF_PAGE = re.compile(
    r"^(?:an? |my |our )?((?:[A-Za-z][\w-]+ ){0,2}?[a-z][\w-]{3,}) (?:website|web ?site|site|homepage|"
    r"page|portfolio)(?=[,.;:\n]|$)",
    re.IGNORECASE,
)


def said_to_be(prompt: Prompt, language: str, name_span: tuple[int, int] | None) -> str:
    """The noun phrase that the prompt puts behind “we are a” or “a site for my”; empty if there is none."""
    for match in SAID.finditer(prompt.clean):
        phrase = match.group("phrase")
        end = len(phrase)
        if name_span and match.start("phrase") < name_span[0] < match.end("phrase"):
            end = name_span[0] - match.start("phrase")
        turn = (GERMAN_TURN if language == "de" else TURN).search(phrase, 1)
        phrase = phrase[: min(end, turn.start() if turn else end)].strip(" \"'“”„«")
        if _says_something(phrase, language):
            return phrase
    return _profession(prompt, language) or _before_name(prompt, language, name_span)


def _profession(prompt: Prompt, language: str) -> str:
    """“Sou tatuador no Rio”, “Ich bin Logopädin”: a trade without an article."""
    match = PROFESSION.search(prompt.clean)
    if match is None or not fold(match.group(1).split()[0]).endswith(doers(language)):
        return ""
    phrase = match.group(1) if language != "de" else match.group(1).split()[0]
    turn = TURN.search(phrase)
    phrase = phrase[: turn.start()] if turn else phrase
    return phrase if language == "de" or phrase.islower() else ""


def _before_name(prompt: Prompt, language: str, name_span: tuple[int, int] | None) -> str:
    """“Site officiel de la chorale Les Voix d'Azur”: what stands between “of the” and the name."""
    match = BEFORE_NAME.search(prompt.clean[: name_span[0]]) if name_span else None
    phrase = match.group(1).strip() if match else ""
    return phrase if phrase and _says_something(phrase, language) else ""


def goods_of(prompt: Prompt) -> str:
    """“shop for handmade leather dog collars”: what a shop sells, in the singular."""
    match = GOODS.search(prompt.clean)
    if match is None or set(fold(match.group(1)).split()) & (word_set("people") | word_set("request")):
        return ""
    return one_of(match.group(1))


def of_page(prompt: Prompt, name_span: tuple[int, int] | None) -> str:
    """“falconry page”: what stands before the website that the prompt begins with."""
    match = OF_PAGE.match(prompt.clean)
    if match is None or (name_span and name_span[0] < match.end(1)):
        return ""
    phrase = match.group(1).lower()
    talk = (
        word_set("request")
        | word_set("website")
        | FILLER
        | {"business", "company", "landing", "start", "front", "main"}
    )
    return "" if set(re.split(r"[\s-]", fold(phrase))) & talk else phrase


def _says_something(phrase: str, language: str) -> bool:
    words = fold(phrase).split()
    empty = word_set("website") | FILLER | word_set("stop")
    head = words[0] if words and language in {"es", "fr", "it", "pt"} else words[-1] if words else ""
    return (
        1 <= len(words) <= 5
        and not is_place(phrase)
        and not set(words) <= empty
        and not (len(words) == 1 and words[0] in VAGUE)
        and head not in empty | VERBS | {"people", "couple", "person"}
        and (language == "de" or not any(word[0].isupper() for word in phrase.split()[1:]))
    )
