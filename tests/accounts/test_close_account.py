"""Closing an account: everything goes that belongs to it, and the books stay without a name."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from accounts import personal, tokens
from accounts.models import User
from autowebiq.common.errors import DomainError
from builds import services as build_services
from builds.models import Build, BuildEvent
from credits import selectors as credit_selectors
from projects.models import Project, ProjectMessage, ShareLink, SiteVersion
from publishing import publication
from publishing.models import Form, Publication, PublishedSite, Submission
from tests.accounts.belongings import belong, files_of

ME = "/api/v2/user/me"


def close(api: APIClient, password: str) -> Any:
    return api.delete(ME, {"password": password}, format="json")


def begin(user: User) -> Build:
    return build_services.start_site(user_id=user.pk, prompt="A bakery in Bristol", now=timezone.now())


@pytest.mark.django_db(transaction=True)
def test_nothing_that_belonged_to_it_is_left(alice: User, alice_api: APIClient, password: str) -> None:
    belong(alice)
    assert close(alice_api, password).status_code == 204
    assert Client().get("/s/oak/").status_code == 404
    models = (SiteVersion, ShareLink, ProjectMessage, Form, Submission, Publication, BuildEvent)
    assert {model.__name__ for model in models if model._default_manager.exists()} == set()
    assert not PublishedSite.objects.exclude(version=None).exists()
    assert set(Project.objects.values_list("name", "description")) == {("Deleted", "")}
    assert not Project.objects.filter(deleted_at=None).exists()
    alice.refresh_from_db()
    assert (alice.email, alice.name, alice.is_active) == (f"{alice.pk}@closed.invalid", "", False)


@pytest.mark.django_db(transaction=True)
def test_the_books_stay_and_agree(alice: User, alice_api: APIClient, password: str) -> None:
    before = credit_selectors.wallet(user_id=alice.pk)
    build = begin(alice)
    close(alice_api, password)
    build.refresh_from_db()
    assert (build.status, build.prompt) == (Build.Status.CANCELLED, "")
    assert credit_selectors.wallet(user_id=alice.pk) == before
    assert credit_selectors.history_count(user_id=alice.pk) == 2
    call_command("check_ledger")


@pytest.mark.django_db(transaction=True)
def test_every_sign_in_ends_and_the_address_is_free(
    api: APIClient, alice: User, alice_api: APIClient, password: str
) -> None:
    session = tokens.begin(alice)
    close(alice_api, password)
    assert alice_api.get(ME).status_code == 401
    assert api.post("/api/auth/refresh", {"refresh": session.refresh}, format="json").status_code == 401
    who = {"email": "alice@example.com", "password": password}
    assert api.post("/api/auth/login", who, format="json").status_code == 401
    assert api.post("/api/auth/register", {**who, "name": "Alice"}, format="json").status_code == 201


def test_a_wrong_password_closes_nothing(alice: User, alice_api: APIClient) -> None:
    answer = close(alice_api, "a wrong one")
    assert (answer.status_code, answer.json()["code"]) == (401, "invalid_credentials")
    assert alice_api.delete(ME, {}, format="json").status_code == 400
    assert alice_api.get(ME).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_what_belongs_to_others_stays(alice: User, bob: User, alice_api: APIClient, password: str) -> None:
    belong(bob)
    before = files_of(personal.export_account(user=bob))
    close(alice_api, password)
    assert files_of(personal.export_account(user=bob)) == before
    assert Client().get("/s/oak/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_request_that_was_under_way_leaves_nothing_either(
    alice: User, alice_api: APIClient, password: str
) -> None:
    close(alice_api, password)
    build = begin(alice)  # as a request does that was let in just before
    now = timezone.now()
    assert personal.finish_closings(now=now) == 0
    assert personal.finish_closings(now=now + timedelta(minutes=11)) == 1
    build.refresh_from_db()
    assert build.status == Build.Status.CANCELLED
    assert credit_selectors.wallet(user_id=alice.pk).held == 0
    assert not Project.objects.filter(deleted_at=None).exists()
    assert personal.finish_closings(now=now + timedelta(hours=1)) == 0


@pytest.mark.django_db(transaction=True)
def test_builds_started_at_the_same_moment_hold_nothing(alice: User, password: str) -> None:
    alice_id, barrier = alice.pk, threading.Barrier(3)

    def alongside(act: Callable[[], object]) -> threading.Thread:
        def run() -> None:
            try:
                barrier.wait(30)
                act()
            except DomainError:
                pass  # refused, as it should be when the other was quicker
            finally:
                connection.close()

        thread = threading.Thread(target=run)
        thread.start()
        return thread

    def shut() -> None:
        personal.close_account(user=alice, password=password, address="192.0.2.1", now=timezone.now())

    threads = [alongside(shut), alongside(lambda: begin(alice)), alongside(lambda: begin(alice))]
    for thread in threads:
        thread.join(60)
    personal.finish_closings(now=timezone.now() + timedelta(minutes=11))
    assert not Build.objects.filter(owner_id=alice_id, status__in=Build.ACTIVE).exists()
    assert credit_selectors.wallet(user_id=alice_id).held == 0
    call_command("check_ledger")


@pytest.mark.django_db(transaction=True)
def test_its_addresses_go_to_nobody_else_at_once(
    alice: User, bob: User, alice_api: APIClient, bob_api: APIClient, password: str
) -> None:
    belong(alice)
    close(alice_api, password)
    project = belong(bob, slug="elm")
    answer = bob_api.post(f"/api/v2/projects/{project.pk}/publish", {"slug": "oak"}, format="json")
    assert answer.json()["code"] == "slug_taken"
    assert publication.state_of(project_id=project.pk).slug == "elm"
