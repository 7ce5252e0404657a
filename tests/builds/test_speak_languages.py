"""What agents and builds say, in the language of who ordered the build."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import OperationalError
from django.utils import timezone, translation

from accounts.models import User
from builds import events, pipeline, services, tongue
from builds.agents import words
from builds.agents.base import AgentReport, Report
from builds.agents.image import HUES
from builds.agents.sayings import Listed, Sentences, say, say_counted
from builds.models import Build
from builds.services import reasons
from sitegen import backend
from sitegen.artwork.brush import BRUSHES
from sitegen.catalog import default_catalog
from sitegen.checks import CHECKS
from sitegen.errors import SitegenError
from sitegen.planning.pages import SAME_PAGE
from sitegen.planning.products import ROLE
from sitegen.reading.text import data
from tests.builds.test_run_build import run
from tests.builds.test_run_pipeline import ORDER, Notebook
from web import texts

# What is written alike in both languages, or is no word.
ALIKE = {
    "%(check)s %(score)s", "HTML", "CSS", "JavaScript", "SEO", "blog", "editorial", "bar", "hotel",
    "terracotta", "error", "no",
}  # fmt: skip
ENGLISH = re.compile(
    r"\b(the|and|of|with|for|is|are|on|at|to|that|page|section|picture|file|form|kind|build|more)s?\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def said() -> list[AgentReport]:
    """Everything that the five agents say while they make a site."""
    notebook = Notebook()
    pipeline.run(ORDER, default_catalog(), notebook, pipeline.Agents())
    return notebook.said


def test_every_sentence_is_another_one_in_spanish() -> None:
    spanish = texts.read(texts.po_path("es"), "es")
    checked = 0
    for message in texts.used():
        if not any(path.startswith(("builds/", "projects/", "sitegen/")) for path, _ in message.locations):
            continue
        english = [message.id] if isinstance(message.id, str) else list(message.id)
        found = spanish.get(english[0], message.context)
        assert found is not None
        assert found.string
        forms = [found.string] if isinstance(found.string, str) else list(found.string)
        assert [form for form in forms if form in english and form not in ALIKE] == []
        checked += 1
    assert checked > 350


def test_a_whole_run_says_nothing_in_english_to_who_reads_spanish(said: list[AgentReport]) -> None:
    spanish = [tongue.told(report.message, "es") for report in said]

    for text in spanish:
        # Names, and the owner's own words in quotes, stay as they are.
        assert not ENGLISH.search(re.sub(r"«[^»]*»", "", text)), text
    assert "Leyendo la descripción" in spanish
    assert any(text.startswith("Entendido: Nishiki, «") for text in spanish)
    scores = r"9 aspectos de calidad medidos: HTML \d+, CSS \d+, .+ y móvil \d+"
    assert any(re.fullmatch(scores, text) for text in spanish)


def test_a_whole_run_is_told_in_english_as_the_agents_wrote_it(said: list[AgentReport]) -> None:
    assert [tongue.told(report.message, "en") for report in said] == [str(report.message) for report in said]
    assert "Reading the prompt" in map(str, (report.message for report in said))


def test_there_is_a_word_for_every_name_that_a_site_can_have() -> None:
    planned = {page.role for template in default_catalog().templates.values() for page in template.pages}
    assert {*planned, *data("wishes")["pages"], *SAME_PAGE, ROLE} <= set(words.PAGES)
    assert {*backend.FIELDS} == set(words.FORMS)
    types = {"Event", "Organization", "WebSite", "LocalBusiness"}
    for table in (backend.LOCAL_TYPES, backend.OTHER_TYPES, backend.SUBJECT_TYPES):
        types |= set(table.values())
    assert types == set(words.BUSINESSES)
    assert set(data("wishes")["moods"]) == set(words.MOODS)
    assert set(words.DRAWING_STYLES) == set(BRUSHES)
    assert set(words.CHECKS) == set(CHECKS)
    hues = {f"{shade}{name}" for shade in ("", "deep ", "pale ") for _, name in HUES}
    assert hues | {"near-black", "near-white", "grey"} == set(words.COLOURS)


def test_what_is_in_no_table_is_told_as_it_is_written() -> None:
    assert words.named(words.PAGES, "our-old_mill") == "our old mill"
    assert tongue.told("An agent of another engine: 100 %", "es") == "An agent of another engine: 100 %"


@pytest.mark.parametrize(
    ("items", "english", "spanish"),
    [
        ([], "", ""),
        (["pan"], "pan", "pan"),
        (["pan", "vino"], "pan and vino", "pan y vino"),
        (["a", "b", "c"], "a, b and c", "a, b y c"),
        (["agujas", "hilo"], "agujas and hilo", "agujas e hilo"),
        (["madera", "hierro"], "madera and hierro", "madera y hierro"),
        (list("abcdef"), "a, b, c, d and 2 more", "a, b, c, d y 2 más"),
    ],
)
def test_lists_are_joined_as_the_language_does(items: list[str], english: str, spanish: str) -> None:
    told = say("On offer: %(offers)s.", offers=Listed(items))
    assert tongue.told(told, "en") == f"On offer: {english}."
    assert tongue.told(told, "es") == f"Se ofrece: {spanish}."


def test_sentences_take_the_plural_of_their_number() -> None:
    def two(count: int) -> Sentences:
        wired = say_counted("Wired %(count)s form.", "Wired %(count)s forms.", count)
        return Sentences([wired, say("No structured data is needed.")])

    assert tongue.told(two(1), "en") == "Wired 1 form. No structured data is needed."
    assert tongue.told(two(1), "es") == "1 formulario conectado. No hacen falta datos estructurados."
    assert tongue.told(two(2), "es") == "2 formularios conectados. No hacen falta datos estructurados."


def test_threads_that_speak_at_the_same_time_keep_their_languages(said: list[AgentReport]) -> None:
    alone = {locale: [tongue.told(report.message, locale) for report in said] for locale in ("en", "es")}

    def all_told(locale: str) -> list[str]:
        return [tongue.told(report.message, locale) for report in said]

    with translation.override("en"), ThreadPoolExecutor(4) as pool:
        languages = ["en", "es"] * 8
        for locale, told in zip(languages, pool.map(all_told, languages), strict=True):
            assert told == alone[locale]


def test_every_error_of_the_generator_has_a_sentence() -> None:
    def kinds(base: type[SitegenError]) -> Iterator[type[SitegenError]]:
        yield base
        for kind in base.__subclasses__():
            yield from kinds(kind)

    assert {kind.code for kind in kinds(SitegenError)} <= set(reasons.REASONS)


# Builds in the database.


def messages(build: Build) -> list[str]:
    return list(build.project.messages.order_by("created_at", "id").values_list("text", flat=True))


def agents_said(build: Build) -> list[tuple[int, str]]:
    """Attempt and words."""
    frames = events.after(build_id=build.pk)
    return [(frame["epoch"], frame["message"]) for frame in frames if frame["type"] == "agent_message"]


@pytest.fixture
def spanish(start: Callable[..., Build]) -> Build:
    """A build that was ordered in Spanish."""
    with translation.override("es"):
        return start()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("asked", "spoken"), [("es", "es"), ("es-ar", "es"), ("en", "en"), ("fr", "en"), (None, "en")]
)
def test_a_build_remembers_the_language_of_who_ordered_it(
    start: Callable[..., Build], asked: str | None, spoken: str
) -> None:
    with translation.override(asked):
        build = start()
    assert Build.objects.get(pk=build.pk).locale == spoken


@pytest.mark.django_db(transaction=True)
def test_another_attempt_speaks_as_the_first_one_whatever_the_worker_speaks(spanish: Build) -> None:
    def begin(report: Report) -> Any:
        report(AgentReport("planner", "thinking", say("Reading the prompt"), 10))
        raise OperationalError("gone")

    def fail(report: Report) -> Any:
        report(AgentReport("planner", "thinking", say("Reading the prompt"), 20))
        raise RuntimeError("no")

    assert run(spanish, begin)
    Build.objects.filter(pk=spanish.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    services.reap_stale_builds(now=timezone.now())
    assert run(spanish, fail)

    told = [row for row in agents_said(spanish) if row[1] != "Reading"]
    assert told == [(1, "Leyendo la descripción"), (2, "Leyendo la descripción")]
    assert spanish.error_code == "internal_error"
    assert spanish.error.startswith("Algo ha fallado por nuestra parte; ha quedado registrado")
    assert messages(spanish)[-1] == f"La creación falló: {spanish.error}"


@pytest.mark.django_db(transaction=True)
def test_agents_that_run_side_by_side_all_speak_the_builds_language(spanish: Build) -> None:
    assert services.run_next_build(worker="test", agents=pipeline.Agents())

    told = [message for _, message in agents_said(spanish)]
    for begun in ("Componiendo los títulos", "Pensando qué querrán enviar", "Eligiendo motivos"):
        assert any(message.startswith(begun) for message in told), begun
    assert not [text for text in told if ENGLISH.search(re.sub(r"«[^»]*»", "", text))]
    assert re.fullmatch(r"Nishiki está listo: \d páginas en \d+,\d s\.", messages(spanish)[-1])


@pytest.mark.django_db(transaction=True)
def test_a_silent_worker_and_an_operator_speak_to_the_owner_in_the_builds_language(
    spanish: Build, make_user: Callable[[str], User]
) -> None:
    olga = make_user("olga").pk
    Build.objects.filter(pk=spanish.pk).update(
        status="RUNNING", attempt=3, lost_count=2, lease_until=timezone.now() - timedelta(seconds=1)
    )
    services.reap_stale_builds(now=timezone.now())
    assert "La creación se ha interrumpido sin aviso 3 veces" in messages(spanish)[-1]

    again = services.retry_for_owner(
        build_id=spanish.pk, operator_id=olga, reason="A fault", new_id=uuid4(), now=timezone.now()
    )
    assert again.locale == "es"
    assert messages(spanish)[-1] == "Un operador de este sitio ha vuelto a iniciar la creación por ti."
    services.cancel_for_owner(build_id=again.pk, operator_id=olga, reason="A fault", now=timezone.now())
    assert messages(spanish)[-1] == "La creación se ha cancelado; no se ha cobrado nada."


@pytest.mark.django_db(transaction=True)
def test_who_tries_again_is_spoken_to_in_their_present_language(alice: User, spanish: Build) -> None:
    services.fail_build(build_id=spanish.pk, code="time_limit", error=reasons.REASONS["time_limit"])
    assert messages(spanish)[-1].startswith("La creación falló: La creación ha tardado demasiado")

    again = services.retry_build(
        user_id=alice.pk, project_id=spanish.project_id, build_id=spanish.pk, now=timezone.now()
    )
    assert again.locale == "en"
