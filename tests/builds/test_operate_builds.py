"""What operators do for owners: once, with a reason, and kept in the audit trail."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import connections
from django.utils import timezone

from accounts.models import User
from autowebiq.common.errors import InvalidInput, NotFound
from builds import services
from builds.errors import BuildActive, BuildEnded, NothingToRefund, NotRetryable
from builds.models import Build
from builds.services.ending import Site
from credits import selectors as credit_selectors
from credits import services as credit_services
from credits.errors import InsufficientCredits, KeyConflict, NeedsFourEyes, OwnRequest
from credits.models import OperatorAction
from projects import services as project_services

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def olga(make_user: Callable[[str], User]) -> User:
    return make_user("olga")


@pytest.fixture
def failed(claimed: Build) -> Build:
    services.fail_build(build_id=claimed.pk, code="time_limit", error="Too slow.")
    return claimed


@pytest.fixture
def succeeded(claimed: Build, site: Site) -> Build:
    return services.finish_build(build_id=claimed.pk, attempt=1, site=site)


def retry(build: Build, operator: User, **changes: Any) -> Build:
    values = {"build_id": build.pk, "operator_id": operator.pk, "reason": "Ticket 12", "new_id": uuid4()}
    return services.retry_for_owner(**{**values, "now": timezone.now(), **changes})


def cancel(build: Build, operator: User) -> Build:
    return services.cancel_for_owner(
        build_id=build.pk, operator_id=operator.pk, reason="Hangs", now=timezone.now()
    )


def refund(build: Build, operator: User, credits: int = 31, reason: str = "Wrong language") -> Any:
    return services.refund_build(
        build_id=build.pk, operator_id=operator.pk, credits=credits, reason=reason, now=timezone.now()
    )


def trail() -> list[tuple[str, str]]:
    return list(OperatorAction.objects.order_by("pk").values_list("action", "actor__name"))


def test_a_retry_is_the_owners_build_at_the_owners_price(failed: Build, alice: User, olga: User) -> None:
    build = retry(failed, olga)

    assert (build.owner_id, build.retry_of_id, build.prompt) == (alice.pk, failed.pk, failed.prompt)
    assert credit_selectors.wallet(user_id=alice.pk).held == 31
    assert credit_selectors.wallet(user_id=olga.pk).held == 0
    assert trail() == [("build retried", "Olga")]
    assert OperatorAction.objects.get().detail == f"build {failed.pk} as {build.pk}: Ticket 12"


def test_the_owner_is_told_who_started_it(failed: Build, olga: User) -> None:
    retry(failed, olga)
    assert failed.project.messages.filter(text__startswith="An operator of this site").count() == 1


def test_pressing_retry_twice_is_one_build_and_one_line_of_the_trail(failed: Build, olga: User) -> None:
    key = uuid4()
    first, second = (retry(failed, olga, new_id=key) for _ in range(2))

    assert first == second
    assert trail() == [("build retried", "Olga")]


def test_two_presses_at_the_same_moment_are_one_build(failed: Build, olga: User) -> None:
    key, built, barrier = uuid4(), [], threading.Barrier(2)

    def press() -> None:
        barrier.wait()
        built.append(retry(failed, olga, new_id=key).pk)
        connections.close_all()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert built == [key, key]
    assert trail() == [("build retried", "Olga")]


def test_a_second_operator_finds_it_under_way(failed: Build, olga: User, bob: User) -> None:
    retry(failed, olga)
    with pytest.raises(BuildActive):
        retry(failed, bob)
    assert trail() == [("build retried", "Olga")]


def test_an_owner_who_cannot_pay_is_not_charged(
    failed: Build, alice: User, olga: User, spend: Callable[[User, int], None]
) -> None:
    spend(alice, 70)
    with pytest.raises(InsufficientCredits):
        retry(failed, olga)
    assert trail() == []


def test_what_succeeded_is_not_retried(succeeded: Build, olga: User) -> None:
    with pytest.raises(NotRetryable):
        retry(succeeded, olga)


@pytest.mark.parametrize("reason", ["", "  "])
def test_nothing_is_done_without_a_reason(failed: Build, olga: User, reason: str) -> None:
    with pytest.raises(InvalidInput):
        retry(failed, olga, reason=reason)
    assert Build.objects.count() == 1


def test_what_is_not_there_is_not_found(olga: User) -> None:
    with pytest.raises(NotFound):
        services.cancel_for_owner(build_id=uuid4(), operator_id=olga.pk, reason="x", now=timezone.now())


def test_cancelling_returns_the_credits_and_twice_is_once(claimed: Build, alice: User, olga: User) -> None:
    for _ in range(2):
        assert cancel(claimed, olga).status == Build.Status.CANCELLED

    assert credit_selectors.wallet(user_id=alice.pk).credits == 80
    assert trail() == [("build cancelled", "Olga")]


def test_what_has_ended_is_not_cancelled(failed: Build, olga: User) -> None:
    with pytest.raises(BuildEnded):
        cancel(failed, olga)


def test_a_refund_gives_back_what_was_charged_once(succeeded: Build, alice: User, olga: User) -> None:
    for _ in range(2):
        refund(succeeded, olga)

    assert credit_selectors.wallet(user_id=alice.pk).credits == 80
    assert credit_selectors.spent(user_id=alice.pk) == 0
    assert credit_selectors.refunded(reference=str(succeeded.pk)) == 31
    line = credit_selectors.history(user_id=alice.pk, limit=1, offset=0)[0]
    assert (line.transaction_type, line.amount, line.description) == ("refund", 31, "Wrong language")
    assert trail() == [("credits refunded", "Olga")]
    assert credit_services.check_books(now=timezone.now())[1].differences == 0


def test_a_part_can_be_given_back_but_not_a_second_time(succeeded: Build, olga: User) -> None:
    refund(succeeded, olga, credits=10)
    with pytest.raises(KeyConflict):
        refund(succeeded, olga, credits=21)


@pytest.mark.parametrize("credits", [0, -5, 32])
def test_no_more_than_was_charged_is_given_back(succeeded: Build, olga: User, credits: int) -> None:
    with pytest.raises(InvalidInput):
        refund(succeeded, olga, credits=credits)


def test_what_cost_nothing_is_not_refunded(failed: Build, olga: User) -> None:
    with pytest.raises(NothingToRefund):
        refund(failed, olga, credits=1)


def test_nobody_refunds_themselves(succeeded: Build, alice: User) -> None:
    with pytest.raises(OwnRequest):
        refund(succeeded, alice)
    assert credit_selectors.wallet(user_id=alice.pk).credits == 49


def test_above_the_limit_it_takes_two(succeeded: Build, olga: User, settings: Any) -> None:
    settings.CREDITS_FOUR_EYES_LIMIT = 20
    with pytest.raises(NeedsFourEyes):
        refund(succeeded, olga)


def test_a_build_of_a_deleted_project_can_still_be_cancelled(claimed: Build, olga: User) -> None:
    type(claimed.project).objects.filter(pk=claimed.project_id).update(deleted_at=timezone.now())
    assert cancel(claimed, olga).status == Build.Status.CANCELLED


def test_pressing_build_twice_at_the_same_moment_is_one_website(alice: User) -> None:
    key, built, barrier = uuid4(), [], threading.Barrier(2)

    def press() -> None:
        barrier.wait()
        built.append(
            services.start_site(user_id=alice.pk, prompt="A bakery", new_id=key, now=timezone.now()).pk
        )
        connections.close_all()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert built == [key, key]
    assert credit_selectors.wallet(user_id=alice.pk).held == 31
    assert alice.projects.count() == 1
    assert project_services.quota(owner_id=alice.pk).versions == 0
