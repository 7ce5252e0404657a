from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from autowebiq.common.errors import DomainError
from builds import events, services
from builds.feed import Cursor, read_on
from builds.models import Build, BuildEvent, OutboxMessage
from credits import selectors as credit_selectors
from credits import services as credit_services
from credits.models import Hold
from projects import services as project_services
from projects.models import Project

PROMPT = "A ramen restaurant called Nishiki in Portland"


def url(project: Project) -> str:
    return f"/api/v2/projects/{project.pk}/build"


def test_it_accepts_the_build(alice_api: APIClient, project: Project) -> None:
    answer = alice_api.post(url(project), {"prompt": PROMPT}, format="json")
    body = answer.json()
    assert answer.status_code == 202
    build = Build.objects.get()
    assert answer["Location"] == f"/api/v2/projects/{project.pk}/build/status/{build.pk}"
    assert body.pop("quote")["total"] == 31
    assert body == {
        "status": "building",
        "task_id": str(build.pk),
        "project_id": str(project.pk),
        "message": "The build has begun; 31 credits are held for it.",
        "websocket_url": f"ws://localhost:8001/api/v2/ws/build/{project.pk}",
    }
    assert (build.status, build.prompt) == ("QUEUED", PROMPT)


def test_it_holds_the_price(alice: User, start: Callable[..., Build]) -> None:
    build = start()
    wallet = credit_selectors.wallet(user_id=alice.pk)
    assert (wallet.credits, wallet.held, wallet.balance) == (49, 31, 80)
    assert Hold.objects.get(key=f"build:{build.pk}").pk == build.hold_id


def test_it_tells_subscribers(start: Callable[..., Build]) -> None:
    build = start()
    first, second = events.after(build_id=build.pk)
    assert (first["type"], first["seq"], first["position"], first["epoch"]) == ("build_queued", 1, 1, 0)
    assert (second["type"], second["credits"], second["held"]) == ("credits_update", 49, 31)
    assert second["transaction"] == {"transaction_type": "deduction", "status": "pending", "amount": -31}


def test_it_leaves_a_message_for_a_worker(start: Callable[..., Build]) -> None:
    build = start()
    message = OutboxMessage.objects.get()
    assert (message.task, message.task_id) == ("builds.run_build", str(build.pk))
    assert message.payload == {"build_id": str(build.pk)}


def test_it_marks_the_project_and_keeps_the_prompt(
    alice_api: APIClient, project: Project, start: Callable[..., Build]
) -> None:
    build = start()
    body = alice_api.get(f"/api/v2/projects/{project.pk}").json()
    assert (body["status"], body["active_build"]) == ("building", str(build.pk))
    messages = alice_api.get(f"/api/v2/projects/{project.pk}/messages").json()
    assert [(row["role"], row["text"]) for row in messages] == [("user", build.prompt)]


def test_a_second_build_is_refused_and_names_the_first(
    alice_api: APIClient, project: Project, start: Callable[..., Build]
) -> None:
    build = start()
    answer = alice_api.post(url(project), {"prompt": PROMPT}, format="json")
    body = answer.json()
    assert (answer.status_code, body["code"], body["task_id"]) == (409, "build_active", str(build.pk))


def test_a_clock_that_went_back_leaves_builds_in_their_order(
    project: Project, start: Callable[..., Build]
) -> None:
    first = start()
    services.fail_build(build_id=first.pk, code="time_limit", error="It took too long.")
    second = start(now=first.queued_at - timedelta(seconds=5))

    seen = Cursor(str(first.pk), first.queued_at, seq=Build.objects.get(pk=first.pk).last_seq)
    assert read_on(project_id=project.pk, cursor=seen).cursor.build_id == str(second.pk)
    assert events.latest_build(project_id=project.pk) == second


def test_too_few_credits_are_named(
    alice_api: APIClient, alice: User, project: Project, start: Callable[..., Build]
) -> None:
    for name in ("one", "two"):
        start(project_id=project_services.create_project(owner_id=alice.pk, name=name).pk)
    body = alice_api.post(url(project), {"prompt": PROMPT}, format="json").json()
    assert (body["status"], body["code"], body["need"], body["have"]) == (402, "insufficient_credits", 31, 18)
    assert Build.objects.filter(project=project).count() == 0


def test_one_key_starts_one_build(alice_api: APIClient, project: Project) -> None:
    headers = {"Idempotency-Key": "k1"}
    first = alice_api.post(url(project), {"prompt": PROMPT}, format="json", headers=headers)
    again = alice_api.post(url(project), {"prompt": PROMPT}, format="json", headers=headers)
    other = alice_api.post(url(project), {"prompt": "Another"}, format="json", headers=headers)
    assert (first.status_code, first.json()) == (again.status_code, again.json())
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    assert Build.objects.count() == 1


def test_a_build_is_in_the_project_s_language_unless_it_asks_for_another(
    alice_api: APIClient, alice: User, project: Project
) -> None:
    assert (
        alice_api.patch(f"/api/v2/projects/{project.pk}", {"language": "es"}, format="json").status_code
        == 200
    )
    first = Build.objects.get(
        pk=alice_api.post(url(project), {"prompt": PROMPT}, format="json").json()["task_id"]
    )
    assert first.options == {"language": "es"}

    services.cancel_build(user_id=alice.pk, project_id=project.pk, build_id=first.pk)
    alice_api.patch(f"/api/v2/projects/{project.pk}", {"language": "pl"}, format="json")
    again = services.retry_build(
        user_id=alice.pk, project_id=project.pk, build_id=first.pk, now=timezone.now()
    )
    assert again.options == {"language": "es"}

    services.cancel_build(user_id=alice.pk, project_id=project.pk, build_id=again.pk)
    order = {"prompt": PROMPT, "options": {"language": "ja"}}
    third = alice_api.post(url(project), order, format="json").json()["task_id"]
    assert Build.objects.get(pk=third).options == {"language": "ja"}


def test_a_stranger_starts_nothing(bob_api: APIClient, bob: User, project: Project) -> None:
    answer = bob_api.post(url(project), {"prompt": PROMPT}, format="json")
    assert answer.status_code == 404
    assert credit_selectors.wallet(user_id=bob.pk).held == 0


BAD_ORDERS = [
    ({}, "prompt", "required"),
    ({"prompt": None}, "prompt", "null"),
    ({"prompt": ""}, "prompt", "blank"),
    ({"prompt": " \n\t "}, "prompt", "blank"),
    ({"prompt": "x" * 20_001}, "prompt", "max_length"),
    ({"prompt": "a\0b"}, "prompt", "null_characters_not_allowed"),
    ({"prompt": ["x"]}, "prompt", "invalid"),
    ({"prompt": PROMPT, "template_id": "no-such"}, "template_id", "unknown_template"),
    ({"prompt": PROMPT, "uploaded_images": "x"}, "uploaded_images", "not_a_list"),
    ({"prompt": PROMPT, "uploaded_images": ["https://e.org/a.png"] * 11}, "uploaded_images", "max_length"),
    ({"prompt": PROMPT, "uploaded_images": ["ftp://e.org/a"]}, "uploaded_images.0", "invalid_url"),
    ({"prompt": PROMPT, "uploaded_images": ["javascript:alert(1)"]}, "uploaded_images.0", "invalid_url"),
    ({"prompt": PROMPT, "uploaded_images": ["https:///a"]}, "uploaded_images.0", "invalid_url"),
    ({"prompt": PROMPT, "uploaded_images": ["http://e.org:x/"]}, "uploaded_images.0", "invalid_url"),
    ({"prompt": PROMPT, "uploaded_images": ["http://[::1"]}, "uploaded_images.0", "invalid_url"),
    ({"prompt": PROMPT, "options": {"seed": -1}}, "options.seed", "min_value"),
    ({"prompt": PROMPT, "options": {"seeed": 1}}, "options.seeed", "invalid"),
    ({"prompt": PROMPT, "options": {"language": "tlh"}}, "options.language", "invalid_choice"),
]


@pytest.mark.parametrize(("order", "field", "code"), BAD_ORDERS)
def test_it_refuses_bad_orders_and_stores_nothing(
    alice_api: APIClient, alice: User, project: Project, order: dict[str, Any], field: str, code: str
) -> None:
    answer = alice_api.post(url(project), order, format="json")
    body = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert (body["errors"][0]["field"], body["errors"][0]["code"]) == (field, code)
    assert body["detail"].endswith((".", "!", "?"))
    assert credit_selectors.wallet(user_id=alice.pk).held == 0
    assert not Build.objects.exists()
    assert not BuildEvent.objects.exists()


@pytest.mark.parametrize("text", ["{", "", "[]", '"x"', "{'prompt': 1}"])
def test_it_refuses_what_is_no_json_object(alice_api: APIClient, project: Project, text: str) -> None:
    answer = alice_api.post(url(project), text, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["code"] in ("parse_error", "invalid")


def test_the_longest_prompt_is_taken(alice_api: APIClient, project: Project) -> None:
    answer = alice_api.post(url(project), {"prompt": "é" * 20_000}, format="json")
    assert answer.status_code == 202


def test_a_site_can_be_started_without_a_project(alice: User) -> None:
    build = services.start_site(
        user_id=alice.pk, prompt=f"  {PROMPT} " + "and more " * 20, now=timezone.now()
    )
    project = build.project
    assert project.name == "A ramen restaurant called Nishiki in Portland and more and…"
    assert (project.name_is_provisional, project.status) == (True, "building")


def test_a_site_that_waits_for_pictures_keeps_its_whole_prompt_and_is_made_once(alice: User) -> None:
    prompt, key = "x" * 19_999, uuid4()
    project = services.prepare_site(user_id=alice.pk, prompt=prompt, new_id=key)

    assert (project.description, project.status, Build.objects.count()) == (prompt, "draft", 0)
    assert services.prepare_site(user_id=alice.pk, prompt=prompt, new_id=key) == project
    assert services.prepare_site(user_id=alice.pk, prompt=PROMPT, new_id=key) != project


def test_a_key_that_is_a_stranger_s_opens_nothing_of_theirs(alice: User, bob: User) -> None:
    project_key, build_key = uuid4(), uuid4()
    services.prepare_site(user_id=bob.pk, prompt=PROMPT, new_id=project_key)
    services.start_site(user_id=bob.pk, prompt=PROMPT, new_id=build_key, now=timezone.now())

    prepared = services.prepare_site(user_id=alice.pk, prompt=PROMPT, new_id=project_key)
    with pytest.raises(DomainError) as refused:
        services.start_site(user_id=alice.pk, prompt=PROMPT, new_id=build_key, now=timezone.now())

    assert (prepared.owner_id, refused.value.code) == (alice.pk, "key_conflict")
    assert [project.pk for project in Project.objects.filter(owner=alice)] == [prepared.pk]


def test_a_site_that_cannot_be_paid_leaves_no_project(
    alice: User, alice_api: APIClient, start: Callable[..., Build]
) -> None:
    start()
    services.start_site(user_id=alice.pk, prompt=PROMPT, now=timezone.now())
    with pytest.raises(DomainError) as refused:
        services.start_site(user_id=alice.pk, prompt=PROMPT, now=timezone.now())
    assert refused.value.code == "insufficient_credits"
    assert len(alice_api.get("/api/v2/projects").json()) == 2


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_against_credits_for_five_start_exactly_five(
    alice: User, api_for: Callable[[User], APIClient]
) -> None:
    credit_services.grant(
        user_id=alice.pk, credits=5 * 31 - 80, kind=credit_services.EntryKind.PURCHASE, key="enough-for-five"
    )
    projects = [project_services.create_project(owner_id=alice.pk, name=f"Site {n}") for n in range(20)]
    statuses = []

    def one(client: APIClient, project: Project) -> None:
        statuses.append(client.post(url(project), {"prompt": PROMPT}, format="json").status_code)
        connection.close()

    threads = [threading.Thread(target=one, args=(api_for(alice), project)) for project in projects]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [202] * 5 + [402] * 15
    assert Build.objects.count() == BuildEvent.objects.filter(type="build_queued").count() == 5
    wallet = credit_selectors.wallet(user_id=alice.pk)
    assert (wallet.balance, wallet.held, wallet.credits) == (155, 155, 0)


@pytest.mark.django_db(transaction=True)
def test_ten_at_once_on_one_project_start_exactly_one(alice: User, project: Project) -> None:
    codes = []

    def one() -> None:
        try:
            services.start_build(user_id=alice.pk, project_id=project.pk, prompt=PROMPT, now=timezone.now())
            codes.append("accepted")
        except DomainError as error:
            codes.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(codes) == ["accepted"] + ["build_active"] * 9
    assert credit_selectors.wallet(user_id=alice.pk).held == 31
