"""What services refuse is told in the reader's language."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape

import pytest
from django.test import Client
from django.utils import translation

from autowebiq.common.errors import DomainError
from projects.models import Project
from publishing.errors import SlugTaken
from web import refusals

# What no page of ours can meet: tokens of programs, forms of users' sites, and the operators' English pages.
ELSEWHERE = {
    "token_not_valid", "token_reused", "login_ended", "not_signed_in",
    "password_needed", "submission_not_found", "unsupported_media_type", "form_not_found",
    "already_decided", "grant_closed", "hold_closed", "key_conflict", "needs_four_eyes", "nothing_to_refund",
    "own_request", "wallet_missing", "component_not_found", "version_not_raised",
}  # fmt: skip
# These name what is wrong in rows or in the text itself.
SAID_IN_DETAIL = {"invalid", "conflict", "weak_password"}


def kinds(base: type[DomainError] = DomainError) -> Iterator[type[DomainError]]:
    for kind in base.__subclasses__():
        yield kind
        yield from kinds(kind)


def test_every_refusal_that_a_page_can_meet_has_a_sentence() -> None:
    codes = {kind.code for kind in kinds() if not kind.__module__.startswith("tests.")}

    assert codes - ELSEWHERE - SAID_IN_DETAIL - set(refusals.SENTENCES) == set()


def test_every_sentence_is_translated_and_keeps_its_members() -> None:
    with translation.override("en"):
        english = refusals.sentences()
    with translation.override("es"):
        spanish = refusals.sentences()

    for code, text in english.items():
        assert spanish[code] != text
        assert sorted(re.findall(r"{\w+}", spanish[code])) == sorted(re.findall(r"{\w+}", text))


def test_a_member_that_is_missing_leaves_what_the_service_said() -> None:
    free = SlugTaken("Another site has the address “nishiki”; “nishiki-2” is free.", suggestion="nishiki-2")
    none = SlugTaken("Another site has the address “nishiki”.")

    with translation.override("es"):
        assert "“nishiki-2”" in refusals.sentence(free)
        assert refusals.sentence(none) == none.detail


@pytest.mark.django_db(transaction=True)
def test_scripts_of_the_workspace_know_the_sentences(alice_web: Client, project: Project) -> None:
    page = alice_web.get(f"/projects/{project.pk}", headers={"accept-language": "es"}).content.decode()
    found = re.search(r'data-refusals="(.+?)"', page)

    assert found
    with translation.override("es"):
        assert json.loads(unescape(found[1])) == refusals.sentences()
