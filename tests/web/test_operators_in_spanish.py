"""The administration in Spanish: every page that an operator can open, beside the same page in English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import turbohtml
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.utils import timezone

from accounts.models import Login, User
from builds import services as build_services
from credits import services as credit_services
from credits.models import Entry, Grant, Hold, LedgerCheck, OperatorAction

pytestmark = pytest.mark.django_db(transaction=True)

PROMPT = "A ramen restaurant called Nishiki in Portland"
SAID = ("aria-label", "placeholder", "title")
# What is data, or the same in both languages.
SAME = re.compile(
    r"[^a-z]*|[a-z]|esc|.*@example\.com.*|AutoWebIQ( .*)?|English|Español|en|es|UTC|id|no|csv|general|error|"
    r".*nishiki.*|.*ticket 12.*|olga|root|support|operators|.*[0-9a-f]{8}-[0-9a-f]{4}-.*|[a-z]+_[a-z_]+|"
    r": argon2(id)?|: .*\*{9,}|"
    r"[\d.,]+ (s|%|bytes|kb|mb)|\d{1,2} [a-z]{3}( \d{4})?( \d\d:\d\d.*)?|house-table|test|\d{4}-\d\d.*",
    re.IGNORECASE,
)


@pytest.fixture
def root() -> User:
    return User.objects.create_superuser("root@example.com", "x", name="Root")


@pytest.fixture
def world(alice: User, root: User) -> dict[str, Any]:
    """One row at least of everything that the administration shows."""
    build = build_services.start_site(user_id=alice.pk, prompt=PROMPT, now=timezone.now())
    build_services.run_next_build(worker="test")
    build_services.note_worker(name="w1", slots=2, is_stopping=False)
    failed = build_services.start_site(user_id=alice.pk, prompt=PROMPT, now=timezone.now())
    build_services.fail_build(build_id=failed.pk, code="time_limit", error="Nishiki took too long.")
    waiting = credit_services.request_adjustment(
        operator_id=root.pk, user_id=alice.pk, credits=5000, reason="Ticket 12", reference="Ticket 12",
        key="five-thousand", now=timezone.now(),
    )  # fmt: skip
    LedgerCheck.objects.create(checked_at=timezone.now(), seconds=1, examined=9, differences=0)
    return {
        "build": build,
        "failed": failed,
        "waiting": waiting,
        "alice": alice,
        "login": Login.objects.create(user=alice),
        "group": Group.objects.get_or_create(name="Support")[0],
    }


def addresses(world: dict[str, Any]) -> Iterator[str]:
    yield from ("", "login/", "password_change/", "catalog/", "accounts/user/add/", "auth/group/add/")
    yield from (f"{app}/" for app in ("accounts", "builds", "credits", "projects"))
    for model in admin.site._registry:
        if model._meta.app_label in ("accounts", "auth", "builds", "credits", "projects"):
            yield f"{model._meta.app_label}/{model._meta.model_name}/"
    build, alice = world["build"], world["alice"].pk
    yield from (f"builds/build/{row.pk}/change/" for row in (build, world["failed"]))
    yield from (f"builds/build/{build.pk}/{name}/" for name in ("retry", "cancel", "refund"))
    yield f"projects/project/{build.project_id}/change/"
    yield from (f"credits/account/{alice}/{page}/" for page in ("change", "adjust"))
    yield from (f"accounts/user/{alice}/{page}/" for page in ("change", "password", "history"))
    yield f"accounts/login/{world['login'].pk}/change/"
    yield f"auth/group/{world['group'].pk}/change/"
    grant = Grant.objects.filter(account_id=alice).first()
    assert grant
    yield f"credits/account/grants/{grant.pk}/void/"
    for row in (grant, Hold.objects.first(), Entry.objects.first(), OperatorAction.objects.first()):
        assert row
        yield f"credits/{row._meta.model_name}/{row.pk}/change/"
    yield f"credits/adjustment/{world['waiting'].pk}/change/"
    check = LedgerCheck.objects.get()
    yield f"credits/ledgercheck/{check.pk}/change/"


def client_of(user: User, language: str) -> Client:
    client = Client()
    client.force_login(user)
    client.cookies["django_language"] = language
    return client


def pieces(html: str) -> set[str]:
    """Everything that a page says but for cells, which show data, and rights, which Django names."""
    page = turbohtml.parse(html)
    for part in page.select(
        "script, style, code, td, .ops-prompt, .material-symbols-outlined, select[multiple], template"
    ):
        part.decompose()
    found = {" ".join(text.split()) for text in page.stripped_strings}
    for element in page.select(", ".join(f"[{name}]" for name in SAID)):
        found |= {str(element.attrs[name]) for name in SAID if name in element.attrs}
    found |= {str(button.attrs["value"]) for button in page.select("input[type=submit][value]")}
    return found - {""}


def test_every_page_is_spanish_in_spanish(root: User, world: dict[str, Any]) -> None:
    english, spanish = client_of(root, "en"), client_of(root, "es")
    left: dict[str, list[str]] = {}
    for path in addresses(world):
        answers = [client.get(f"/admin/{path}", follow=True) for client in (english, spanish)]
        assert [answer.status_code for answer in answers] == [200, 200], path
        assert 'lang="es"' in answers[1].content.decode(), path
        shared = pieces(answers[0].content.decode()) & pieces(answers[1].content.decode())
        if same := sorted(piece for piece in shared if not SAME.fullmatch(piece)):
            left[path] = same
    assert not left, "\n".join(f"{path}: {same}" for path, same in left.items())


def test_states_and_kinds_in_cells_are_spanish(root: User, world: dict[str, Any]) -> None:
    client = client_of(root, "es")

    def page(path: str) -> str:
        return str(client.get(f"/admin/{path}").content.decode())

    assert "Fallida" in page("builds/build/")
    assert "Terminado" in page("projects/project/")
    assert "Créditos de bienvenida" in page("credits/grant/")
    assert "cobrada" in page("credits/hold/")
    assert "ajuste pedido" in page("credits/operatoraction/")
    assert "Espera a un segundo operador" in page("credits/adjustment/")
    assert "cuadran" in page("credits/ledgercheck/")
    timeline = page(f"builds/build/{world['build'].pk}/change/")
    assert "puesto 1 en la cola" in timeline
    assert "planificador" in timeline


def test_what_is_stored_stays_english(root: User, world: dict[str, Any]) -> None:
    client = client_of(root, "es")
    grant = Grant.objects.get(account=world["alice"].pk, kind="signup_bonus")
    client.post(f"/admin/credits/account/grants/{grant.pk}/void/", {"reason": "Ticket 12"})
    rows = {"action": "export_csv", "_selected_action": [str(grant.pk)]}
    answer = client.post("/admin/credits/grant/", rows)

    assert answer["Content-Disposition"] == 'attachment; filename="credits-grants.csv"'
    trail = OperatorAction.objects.order_by("pk").values_list("action", "detail")
    assert list(trail)[-2:] == [
        ("grant voided", f"grant of {grant.amount} credits (Signup Bonus): Ticket 12"),
        ("exported", "1 grants as CSV"),
    ]
    rights = set(Permission.objects.values_list("name", flat=True))
    assert rights >= {"Can view build", "Can adjust credits"}


def test_refusals_of_the_api_stay_english_whatever_the_language(alice: User, world: dict[str, Any]) -> None:
    client = client_of(alice, "es")
    build = world["failed"]
    answer = client.post(f"/api/v2/projects/{build.project_id}/build/{build.pk}/cancel")
    assert answer.json()["detail"] == "The build has failed already."


def test_what_a_service_refuses_is_told_in_spanish(root: User, world: dict[str, Any]) -> None:
    client = client_of(root, "es")
    page = client.get(f"/admin/builds/build/{world['build'].pk}/retry/").content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key
    sent = {"reason": "Ticket 12", "key": key[1]}
    answer = client.post(f"/admin/builds/build/{world['build'].pk}/retry/", sent)
    assert "Solo se pueden repetir las creaciones que fallaron o se cancelaron." in answer.content.decode()


def test_the_language_is_chosen_in_the_administration(root: User) -> None:
    client = Client()
    client.force_login(root)
    page = client.get("/admin/").content.decode()
    assert 'action="/language"' in page
    answer = client.post("/language", {"language": "es", "next": "/admin/"})
    assert answer["Location"] == "/admin/"
    assert "Creaciones por hora" in client.get("/admin/").content.decode()
