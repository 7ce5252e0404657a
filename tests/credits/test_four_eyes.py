"""Large corrections need a second operator; everything that operators do is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import User
from autowebiq.common.errors import InvalidInput
from credits import selectors, services
from credits.errors import AlreadyDecided, InsufficientCredits, KeyConflict, OwnRequest
from credits.models import Adjustment, OperatorAction


@pytest.fixture(autouse=True)
def _limit(settings: Any) -> None:
    settings.CREDITS_FOUR_EYES_LIMIT = 100


@pytest.fixture
def make_operator(make_user: Callable[[str], User], operator_groups: None) -> Callable[[str], User]:
    def make(name: str) -> User:
        user = make_user(name)
        user.is_staff = True
        user.save()
        user.groups.add(Group.objects.get(name="Operators"))
        return user

    return make


@pytest.fixture
def olga(make_operator: Callable[[str], User]) -> User:
    return make_operator("olga")


@pytest.fixture
def pavel(make_operator: Callable[[str], User]) -> User:
    return make_operator("pavel")


def ask(user: User, operator: User, credits: int = 500, key: str = "k") -> Adjustment:
    return services.request_adjustment(
        operator_id=operator.pk,
        user_id=user.pk,
        credits=credits,
        reason="Contract",
        reference="contract 7",
        key=key,
        now=timezone.now(),
    )


def approve(adjustment: Adjustment, operator: User) -> Adjustment:
    return services.approve_adjustment(
        adjustment_id=adjustment.pk, operator_id=operator.pk, now=timezone.now()
    )


def decline(adjustment: Adjustment, operator: User) -> Adjustment:
    return services.decline_adjustment(
        adjustment_id=adjustment.pk, operator_id=operator.pk, now=timezone.now()
    )


def credits_of(user: User) -> int:
    return selectors.wallet(user_id=user.pk).credits


def trail() -> list[tuple[str, str]]:
    return list(OperatorAction.objects.order_by("pk").values_list("actor__name", "action"))


@pytest.mark.parametrize("credits", [100, -60])
def test_a_small_one_is_booked_at_once(alice: User, olga: User, credits: int) -> None:
    ask(alice, olga, credits)

    assert credits_of(alice) == 80 + credits
    assert trail() == [("Olga", "credits adjusted")]


def test_a_large_one_waits_and_is_booked_by_somebody_else(alice: User, olga: User, pavel: User) -> None:
    adjustment = ask(alice, olga)
    assert (adjustment.state, credits_of(alice)) == ("waiting", 80)

    approved = approve(adjustment, pavel)
    assert (approved.state, credits_of(alice)) == ("applied", 580)
    assert approved.entry
    assert approved.entry.extra == {"operator_id": str(olga.pk)}
    assert trail() == [("Olga", "adjustment requested"), ("Pavel", "adjustment approved")]


def test_nobody_approves_their_own(alice: User, olga: User) -> None:
    with pytest.raises(OwnRequest):
        approve(ask(alice, olga), olga)
    assert credits_of(alice) == 80


def test_the_database_knows_of_the_four_eyes_too(alice: User, olga: User) -> None:
    adjustment = ask(alice, olga)
    entry = services.adjust(
        user_id=alice.pk, credits=500, key="direct", reason="r", reference="7", operator_id=olga.pk
    )

    with pytest.raises(IntegrityError, match="four_eyes"), transaction.atomic():
        Adjustment.objects.filter(pk=adjustment.pk).update(
            state="applied", decided_by=olga, decided_at=timezone.now(), entry=entry
        )


def test_on_ones_own_wallet_even_a_small_one_waits(olga: User, pavel: User) -> None:
    adjustment = ask(olga, olga, 5)
    assert (adjustment.state, credits_of(olga)) == ("waiting", 80)

    approve(adjustment, pavel)
    assert credits_of(olga) == 85


def test_declining_books_nothing_and_is_the_end(alice: User, olga: User, pavel: User) -> None:
    adjustment = ask(alice, olga)
    for _ in range(2):
        assert decline(adjustment, pavel).state == "declined"

    with pytest.raises(AlreadyDecided):
        approve(adjustment, pavel)
    assert credits_of(alice) == 80


def test_who_asked_may_withdraw(alice: User, olga: User) -> None:
    assert decline(ask(alice, olga), olga).state == "declined"
    assert trail()[-1] == ("Olga", "adjustment withdrawn")


def test_approving_twice_books_once(alice: User, olga: User, pavel: User) -> None:
    adjustment = ask(alice, olga)
    for _ in range(2):
        approve(adjustment, pavel)

    assert credits_of(alice) == 580
    with pytest.raises(AlreadyDecided):
        decline(adjustment, pavel)


def test_what_cannot_be_paid_any_more_stays_waiting(
    alice: User, olga: User, pavel: User, settings: Any
) -> None:
    settings.CREDITS_FOUR_EYES_LIMIT = 10
    adjustment = ask(alice, olga, -80)
    services.place_hold(user_id=alice.pk, credits=31, key="h", reference="", description="")

    with pytest.raises(InsufficientCredits):
        approve(adjustment, pavel)
    assert Adjustment.objects.get().state == "waiting"


def test_the_same_form_twice_asks_once(alice: User, olga: User) -> None:
    assert ask(alice, olga).pk == ask(alice, olga).pk
    with pytest.raises(KeyConflict):
        ask(alice, olga, 499)


@pytest.mark.parametrize("missing", ["reason", "reference"])
def test_a_reason_and_a_reference_are_needed(alice: User, olga: User, missing: str) -> None:
    order = {"reason": "r", "reference": "7", missing: " "}
    with pytest.raises(InvalidInput):
        services.request_adjustment(
            operator_id=olga.pk, user_id=alice.pk, credits=5, key="k", now=timezone.now(), **order
        )


@pytest.mark.parametrize(
    "statement",
    [
        "update credits_operatoraction set detail = 'x'",
        "delete from credits_operatoraction",
        "delete from credits_adjustment",
        "update credits_adjustment set credits = 1",
        "update credits_adjustment set four_eyes = false",
    ],
)
def test_the_trail_cannot_be_changed(alice: User, olga: User, statement: str) -> None:
    ask(alice, olga, 5)

    with pytest.raises(Exception, match="Cannot"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_pages_lead_through_it(alice: User, olga: User, pavel: User) -> None:
    adjustment = ask(alice, olga)
    page = f"/admin/credits/adjustment/{adjustment.pk}/change/"
    first, second = Client(), Client()
    first.force_login(olga)
    second.force_login(pavel)

    assert "Approve and book" not in first.get(page).content.decode()
    answer = first.post(page, {"decision": "approve"}, follow=True)
    assert "Nobody decides about credits of their own or what they asked for" in answer.content.decode()
    assert "Approve and book" in second.get(page).content.decode()
    second.post(page, {"decision": "approve"})
    assert credits_of(alice) == 580


def test_support_looks_and_touches_nothing(alice: User, olga: User, bob: User) -> None:
    adjustment = ask(alice, olga)
    bob.is_staff = True
    bob.save()
    bob.groups.add(Group.objects.get(name="Support"))
    client = Client()
    client.force_login(bob)

    page = f"/admin/credits/adjustment/{adjustment.pk}/change/"
    wallet = client.get(f"/admin/credits/account/{alice.pk}/change/").content.decode()
    assert "Balance over 90 days" in wallet
    assert "Adjust credits" not in wallet
    assert "Export CSV" not in wallet
    assert client.get(page).status_code == 200
    assert client.post(page, {"decision": "approve"}).status_code == 403
    assert client.get(f"/admin/credits/account/{alice.pk}/statement/").status_code == 403
    assert client.get(f"/admin/credits/account/{alice.pk}/adjust/").status_code == 403


def test_an_operator_voids_a_grant_with_a_reason(alice: User, olga: User) -> None:
    grant = services.grant(
        user_id=alice.pk, credits=20, kind=services.EntryKind.PROMOTION, key="promo", description="Launch"
    )
    client = Client()
    client.force_login(olga)

    client.post(f"/admin/credits/account/grants/{grant.pk}/void/", {"reason": "Given twice"})
    assert credits_of(alice) == 80
    assert OperatorAction.objects.get().detail == "grant of 20 credits (Promotion): Given twice"


def test_what_is_exported_is_csv_and_is_kept_in_the_trail(alice: User, olga: User) -> None:
    ask(alice, olga, 5)
    client = Client()
    client.force_login(olga)

    month = f"{timezone.now():%Y-%m}"
    answer = client.get(f"/admin/credits/account/{alice.pk}/statement/", {"month": month})
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    rows = answer.content.decode().splitlines()
    assert [row.split(",")[2] for row in rows] == [
        "type", "opening_balance", "signup_bonus", "adjustment", "closing_balance",
    ]  # fmt: skip
    chosen = {"action": "export_csv", "_selected_action": [str(alice.pk)]}
    listed = client.post("/admin/credits/account/", chosen).content.decode()
    assert "alice@example.com,Alice,85,0,2" in listed
    assert [action for _, action in trail()] == ["credits adjusted", "exported", "exported"]


@pytest.mark.parametrize(
    "model", ["account", "grant", "hold", "entry", "adjustment", "operatoraction", "ledgercheck"]
)
def test_every_list_opens_and_can_be_searched(alice: User, olga: User, model: str) -> None:
    ask(alice, olga)
    services.place_hold(user_id=alice.pk, credits=5, key="h", reference="", description="")
    services.check_books(now=timezone.now())
    client = Client()
    client.force_login(olga)

    page = client.get(f"/admin/credits/{model}/", {"q": "alice"} if model != "ledgercheck" else {})
    assert page.status_code == 200
    assert "'unsafe-inline'" not in page["Content-Security-Policy"].split("script-src")[1].split(";")[0]
