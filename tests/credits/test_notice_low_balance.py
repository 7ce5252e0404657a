"""Owners are told once for each threshold that their balance comes down to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import User
from credits import services, tasks
from credits.models import EntryKind, LowBalance


def spend(user: User, credits: int) -> None:
    key = f"{user.pk}:{timezone.now()}"
    hold = services.place_hold(user_id=user.pk, credits=credits, key=key, reference="", description="")
    services.settle_hold(hold_id=hold.pk, credits=credits)


def note(user: User) -> int | None:
    return services.note_low_balance(user_id=user.pk, now=timezone.now())


def test_each_threshold_is_told_once_on_the_way_down(alice: User) -> None:
    told = []
    for credits in (20, 10, 10, 25, 15):  # 80 → 60 → 50 → 40 → 15 → 0
        spend(alice, credits)
        told += [note(alice), note(alice)]

    assert told == [None, None, 50, None, None, None, 20, None, 0, None]


def test_a_wallet_that_was_never_higher_has_not_come_down(alice: User) -> None:
    assert note(alice) is None


def test_of_several_thresholds_at_once_the_lowest_is_told(alice: User) -> None:
    spend(alice, 65)

    assert note(alice) == 20


def test_a_hold_alone_is_no_spending(alice: User) -> None:
    services.place_hold(user_id=alice.pk, credits=80, key="k", reference="", description="")

    assert note(alice) is None


def test_a_refill_arms_the_thresholds_again(alice: User) -> None:
    spend(alice, 40)
    assert note(alice) == 50
    services.grant(user_id=alice.pk, credits=100, kind=EntryKind.PURCHASE, key="k")
    assert note(alice) is None

    spend(alice, 100)
    assert note(alice) == 50


def test_the_thresholds_can_be_set(alice: User, settings: Any) -> None:
    settings.CREDITS_LOW_BALANCE = (79,)
    spend(alice, 1)

    assert note(alice) == 79


def test_the_job_sends_one_e_mail(alice: User, bob: User) -> None:
    tasks.notice_low_balances()
    spend(alice, 40)

    assert [tasks.notice_low_balances(), tasks.notice_low_balances()] == [1, 0]
    [message] = mail.outbox
    assert (message.to, message.subject) == (["alice@example.com"], "40 credits left")
    assert "40 credits are left" in message.body


def test_an_e_mail_that_cannot_be_sent_is_tried_again(alice: User, settings: Any) -> None:
    spend(alice, 40)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert tasks.notice_low_balances() == 0

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert tasks.notice_low_balances() == 1
    assert LowBalance.objects.get(account_id=alice.pk).to_email is None


@pytest.mark.django_db(transaction=True)
def test_of_sixteen_who_look_at_once_one_tells(alice: User, at_once: Callable[..., Any]) -> None:
    spend(alice, 40)

    assert sorted(at_once(16, lambda n: note(alice)), key=str) == [50, *[None] * 15]
