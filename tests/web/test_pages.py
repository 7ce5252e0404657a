"""The pages without a browser: who sees what, and what bad input gets."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from builds.models import Build
from projects import services as project_services
from projects.models import Project


@pytest.fixture
def visitor() -> Client:
    return Client()


@pytest.fixture
def alice_web(alice: User) -> Client:
    client = Client()
    client.force_login(alice)
    return client


@pytest.fixture
def charlie_web(charlie: User) -> Client:
    client = Client()
    client.force_login(charlie)
    return client


@pytest.mark.django_db
def test_a_visitor_sees_the_landing_page_under_a_strict_policy(visitor: Client) -> None:
    response = visitor.get("/")

    assert response.status_code == 200
    assert "script-src 'self'" in response["Content-Security-Policy"]
    assert all(b"src=" in tag for tag in re.findall(rb"<script[^>]*>", response.content))


@pytest.mark.django_db
def test_a_visitor_is_sent_to_sign_in_and_back(visitor: Client) -> None:
    response = visitor.get(reverse("web:projects"))
    assert response["Location"] == "/sign-in?next=/projects"


def test_signing_in_leads_to_where_one_wanted_to_go(visitor: Client, alice: User, password: str) -> None:
    form = {"username": "ALICE@example.com", "password": password, "next": "/projects?x=1"}
    assert visitor.post("/sign-in", form)["Location"] == "/projects?x=1"


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_signing_in_never_leads_to_another_host(
    visitor: Client, alice: User, password: str, target: str
) -> None:
    form = {"username": alice.email, "password": password, "next": target}
    assert visitor.post("/sign-in", form)["Location"] == "/projects"


def test_a_wrong_password_is_told_without_saying_which_part(visitor: Client, alice: User) -> None:
    response = visitor.post("/sign-in", {"username": alice.email, "password": "wrong"})

    assert response.status_code == 400
    assert "_auth_user_id" not in visitor.session


@pytest.mark.django_db
def test_a_weak_password_is_shown_beside_its_field(visitor: Client) -> None:
    response = visitor.post("/sign-up", {"name": "Mika", "email": "m@example.org", "password": "12345678"})

    assert response.status_code == 400
    assert response.context["form"].errors["password"]
    assert not User.objects.exists()


@pytest.mark.django_db
def test_a_typed_prompt_is_kept_through_sign_up(visitor: Client) -> None:
    assert visitor.post("/start", {"prompt": "A bakery in Bath"})["Location"] == "/sign-up"
    visitor.post("/sign-up", {"name": "Mika", "email": "m@example.org", "password": "correct horse battery"})

    assert b"A bakery in Bath" in visitor.get("/projects").content


@pytest.mark.django_db(transaction=True)
def test_a_prompt_starts_a_build_and_opens_its_workspace(alice_web: Client) -> None:
    response = alice_web.post("/start", {"prompt": "A bakery in Bath"})

    build = Build.objects.get()
    assert response["Location"] == reverse("web:project", args=[build.project_id])
    assert build.prompt == "A bakery in Bath"
    assert alice_web.get(response["Location"]).status_code == 200


@pytest.mark.parametrize("prompt", ["", "   ", "x" * 20_001])
def test_a_bad_prompt_stores_nothing(alice_web: Client, prompt: str) -> None:
    assert alice_web.post("/start", {"prompt": prompt}).status_code == 400
    assert not Project.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_too_few_credits_are_told_and_nothing_is_stored(alice_web: Client) -> None:
    for _ in range(2):
        alice_web.post("/start", {"prompt": "A bakery in Bath"})

    response = alice_web.post("/start", {"prompt": "One too many"})

    assert response.status_code == 402
    assert Project.objects.count() == 2
    assert b"One too many" in response.content


def test_a_stranger_does_not_find_the_workspace(alice: User, charlie_web: Client) -> None:
    project = project_services.create_project(owner_id=alice.pk, name="Private")

    response = charlie_web.get(reverse("web:project", args=[project.pk]))

    assert response.status_code == 404
    assert b"Private" not in response.content


def test_names_and_prompts_are_shown_as_text(alice: User, alice_web: Client) -> None:
    project = project_services.create_project(owner_id=alice.pk, name="<script>alert(1)</script>")

    body = alice_web.get(reverse("web:project", args=[project.pk])).content

    assert b"<script>alert(1)" not in body
    assert b"&lt;script&gt;alert(1)" in body
