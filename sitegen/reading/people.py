"""People that the prompt names, with what they do."""

from __future__ import annotations

import re

from sitegen.brief import PersonFact
from sitegen.reading.kinds import has_kind_word
from sitegen.reading.ordinary import is_calendar_word, is_vocabulary
from sitegen.reading.owners import doers
from sitegen.reading.places import is_place
from sitegen.reading.text import Prompt, fold, word_before
from sitegen.reading.wishes import names_part

NAME = (
    r"[A-ZÀ-ÖØ-ÞŁŚŻČŠŽ][\w'’-]+(?: (?:de |van |von |der |da |di |la |al-|O')?[A-ZÀ-ÖØ-ÞŁŚŻČŠŽ](?:\.|"
    r"[\w'’-]*)){0,3}"
)
ROLE = (
    r"(?:head |executive |pastry |sous |lead |senior |co-|vice |managing |artistic |music |creative )?"
    r"(?:chef|owner|founder|director|coach|teacher|instructor|trainer|manager|ceo|cto|coo|cfo|president|"
    r"chair|partner|"
    r"architect|designer|dentist|orthodontist|hygienist|therapist|doctor|surgeon|lawyer|attorney|baker|"
    r"barista|sommelier|"
    r"brewer|photographer|guide|host|speaker|keynote|singer|vocals?|guitarist|guitar|bassist|bass|"
    r"drummer|drums|keys|pastor|imam|"
    r"rabbi|conductor|curator|editor|author|stylist|barber|midwife|vet|nurse|receptionist|engineer|"
    r"developer|plumber|electrician|"
    r"clerk|mayor|treasurer|secretary|vicar|priest|minister|deacon|head teacher|headteacher|"
    r"headmaster|headmistress|principal|"
    r"strategist|producer|hosts?|presenter|optometrist|optician|psychologist|osteopath|"
    r"physiotherapist|midwives|ranger|warden|"
    r"farmer|grower|potter|tutor|instructor|trainers?|founders?|owners?|lawyers?|teachers?|guides?|"
    r"dentists?|optometrists?|"
    r"physiotherapeut|physiotherapeutin|osteopathin|ärztin|arzt|zahnarzt|zahnärztin|anwalt|anwältin|"
    r"steuerberaterin|fotografin|"
    r"meister|meisterin|lehrerin|lehrer|geschäftsführer|geschäftsführerin|abogado|abogada|dentista|"
    r"médica|médico|"
    r"gründer|gründerin|inhaber|inhaberin|leiterin|leiter|trainerin|koch|köchin|chefin|propietaria|"
    r"propietario|fundadora|fundador|"
    r"sindac[oa]|alcaldesa|alcalde|maire|prefeit[oa]|burgemeester|hôtes?|gastgeber|"
    r"anfitri[oó]n(?:es)?|pr[ée]sidente?|"
    r"directora|profesora|profesor|fondatrice|fondateur|gérante|gérant|directrice|directeur)"
)
TITLED = re.compile(rf"\b((?:Dr|Prof|Prof\. Dr|Dra|Pr|Me)\.? {NAME})(?:,? \(?((?i:{ROLE}))\b\)?)?")
TITLE = r"(?:(?:Dr|Prof|Rev|Fr|Sr|Sra|Dra|Mr|Mrs|Ms|Me)\.? )?"
ROLE_FIRST = re.compile(
    rf"\b(?i:({ROLE}))(?: is| are| ist|:)? ({TITLE}{NAME})(?:(?:,? and | & | und | y | et )({TITLE}{NAME}))?"
)
ROLE_DASH = re.compile(rf"({NAME}) [-–—] ((?:[a-z]+ ){{0,2}}(?i:{ROLE}))\b")
ROLE_IN_BRACKETS = re.compile(rf"({NAME}) \(([^()\n]{{2,40}})\)")
ROLE_AFTER = re.compile(rf"({NAME}), (?:our |the |a |an )?(?i:({ROLE}))\b")
# “Curator: Beat Muggli”, “Bürgermeister Franz Huber”: a word for somebody who does something, and a name.
ANY_ROLE = re.compile(
    rf"(?:(?<=[.;!?] )|(?<=, )|(?<=\n))([A-ZÄÖÜa-zäöü][a-zäöü-]+(?: [a-z]+)?)(: | )"
    rf"({TITLE}[A-ZÀ-ÖØ-ÞŁŚŻ][\w'’-]+ {NAME})"
    rf"(?=\s*(?:[,.;\n(]|$))"
)
# “my book “Bread for Beginners” by Ida Holm”
BY_AUTHOR = re.compile(rf"\b(?:book|novel|memoir|album)\b[^.\n]{{0,60}}[\"”],? (?:by|von|de|di) ({NAME})")
# “a newsletter about money, by Marta Kowal”
BY = re.compile(rf"[,\"”»]\s+by ([A-ZÀ-ÞŁŚŻ][\w'’-]+ {NAME})(?=[,.;\n]|$)")
PEOPLE_LIST = re.compile(
    rf"\b(?i:speakers|team|people|staff|trainers|teachers|lawyers|coaches|members|hosts|founders|"
    rf"instructors)(?: are| include|"
    rf":)?\s*((?:{NAME}(?: \([^()\n]{{2,40}}\))?(?:, and |, | and | & |$|\.)?)+)"
)

MADE_BY = re.compile(
    rf"\b(?i:talks|lessons|classes|courses|music|recipes|photos|run|founded|led|hosted|taught|made|"
    rf"owned|written|edited|curated|drawn) by "
    rf"((?:{NAME}(?:, and |, | and | & |$|\.)?)+)"
)


# “My sister Hannah conducts”: what somebody does says what they are.
DOES = re.compile(
    r"\b([A-Z][a-z]{2,})\s(conducts|teaches|cooks|bakes|leads|hosts|brews|edits)\b(?! [a-z]+ing)"
)
DOERS = {"conducts": "conductor", "teaches": "teacher", "cooks": "cook", "bakes": "baker", "leads": "leader",
         "hosts": "host", "brews": "brewer", "edits": "editor"}  # fmt: skip


def find_people(prompt: Prompt, name: str, language: str = "en") -> tuple[PersonFact, ...]:
    """People in the order of the prompt, each once; the site's own name is not among them."""
    if prompt.clean.isupper():
        return ()
    found: dict[str, tuple[int, str | None]] = {}
    patterns = (
        (TITLED, 1, 2), (ROLE_IN_BRACKETS, 1, 2), (ROLE_DASH, 1, 2), (ROLE_AFTER, 1, 2), (ROLE_FIRST, 2, 1),
        (ROLE_FIRST, 3, 1),
    )  # fmt: skip
    for pattern, name_group, role_group in patterns:
        for match in pattern.finditer(prompt.clean):
            if not match.group(name_group):
                continue
            person = match.group(name_group).strip(" .,")
            role = match.group(role_group)
            dated = pattern is ROLE_IN_BRACKETS and (" " not in person or re.search(r"\d", role))
            if not dated and _is_person(person, name) and not _is_of_several(pattern, match, prompt):
                _add(found, person, match.start(name_group), role)
                prompt.take(*match.span())
    _add_by_trade(found, prompt, name, language)
    for pattern in (PEOPLE_LIST, MADE_BY):
        _add_listed(found, pattern, prompt, name)
    for match in DOES.finditer(prompt.clean):
        if _is_person(match.group(1), name) and not is_vocabulary(match.group(1)):
            _add(found, match.group(1), match.start(1), DOERS[match.group(2)])
            prompt.take(*match.span())
    people = sorted(found.items(), key=lambda entry: entry[1][0])
    return tuple(PersonFact(name=person, role=role) for person, (_, role) in people)[:12]


def _is_of_several(pattern: re.Pattern[str], match: re.Match[str], prompt: Prompt) -> bool:
    """“Projects, founders, press”: several are no role of one, unless “and” joins the name to others."""
    several = pattern is ROLE_AFTER and match.group(2).endswith("s") and not match.group(2).endswith("ss")
    return several and word_before(prompt.clean, match.start()) not in {"and", "&", "und", "y", "et"}


def _add_by_trade(found: dict[str, tuple[int, str | None]], prompt: Prompt, name: str, language: str) -> None:
    """Whoever wrote the book that is spoken of, and whoever stands behind a word for a doer."""
    for match in BY_AUTHOR.finditer(prompt.clean):
        if _is_person(match.group(1), name):
            _add(found, match.group(1), match.start(1), "author" if language == "en" else None)
            prompt.take(*match.span(1))
    for match in BY.finditer(prompt.clean):
        if _is_person(match.group(1), name):
            _add(found, match.group(1), match.start(1), None)
            prompt.take(*match.span())
    for match in ANY_ROLE.finditer(prompt.clean):
        role, person = match.group(1), match.group(3)
        doer = fold(role).endswith(doers("en") + doers("de")) and not has_kind_word(fold(person.split()[0]))
        if doer and not prompt.is_taken(*match.span(3)) and _is_person(person, name):
            german = language == "de"
            _add(found, person, match.start(3), role if german else role[:1].lower() + role[1:])
            prompt.take(*match.span())


def _add_listed(
    found: dict[str, tuple[int, str | None]], pattern: re.Pattern[str], prompt: Prompt, name: str
) -> None:
    for match in pattern.finditer(prompt.clean):
        for part in re.split(r", and |, | and | & ", re.sub(r" \([^()]*\)", "", match.group(1))):
            person = part.strip(" .,")
            if _is_person(person, name):
                _add(found, person, match.start(1), None)
        # The comma behind the last one begins what comes next.
        prompt.take(match.start(), match.start() + len(match.group().rstrip(" ,.")))


def _add(found: dict[str, tuple[int, str | None]], person: str, start: int, role: str | None) -> None:
    known = next((name for name in found if person in name or name in person), None)
    if known is None:
        found[person] = (start, _one(role) if role else None)
    elif found[known][1] is None and role:
        found[known] = (found[known][0], _one(role))


def _one(role: str) -> str:
    """“hosts” of one person is “host”."""
    role = role.strip()
    plural = re.fullmatch(
        r"(?i)(host|hôte|trainer|founder|owner|lawyer|teacher|guide|dentist|optometrist)s", role
    )
    return plural.group(1) if plural else role


def _is_person(person: str, name: str) -> bool:
    if not person or person in name or (name and name in person):
        return False
    # “Menu, chef, reservations”: parts of the site, and no people.
    if " " not in person and names_part(person):
        return False
    return not is_place(person) and not is_calendar_word(person.split()[0]) and len(person) <= 60
