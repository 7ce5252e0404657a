"""Somebody who may switch triggers off tampers; the recomputation must name the row."""

from __future__ import annotations

import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from accounts.models import User
from credits import services
from credits.models import Account, Entry, Hold

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _the_books_are_right_afterwards() -> None:
    """Not here."""


@pytest.fixture
def hold(alice: User) -> Hold:
    """Alice: 80 granted, 20 charged, 10 held."""
    settled, pending = (
        services.place_hold(user_id=alice.pk, credits=credits, key=key, reference="", description="")
        for key, credits in (("settled", 20), ("pending", 10))
    )
    services.settle_hold(hold_id=settled.pk, credits=20)
    return pending


def tamper(table: str, change: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute(f"alter table {table} disable trigger user")
        cursor.execute(f"alter table {table} drop constraint if exists account_covers_its_holds")
        cursor.execute(change)
        cursor.execute(f"alter table {table} enable trigger user")


def report() -> tuple[str, int]:
    out = StringIO()
    try:
        call_command("check_ledger", stdout=out)
    except SystemExit as stop:
        return out.getvalue(), int(str(stop.code))
    return out.getvalue(), 0


def test_it_is_content_with_honest_books(hold: Hold) -> None:
    text, code = report()

    assert code == 0
    assert "differ" not in text
    assert re.search(r"balance = sum of entries +1 rows   ok", text)


def test_it_is_content_with_no_books_at_all() -> None:
    assert report()[1] == 0


def test_it_names_a_wallet_with_a_raised_balance(alice: User, hold: Hold) -> None:
    tamper("credits_account", "update credits_account set balance = 1000")

    text, code = report()
    assert code == 1
    assert f"account {alice.pk}: expected 60, found 1000" in text


def test_it_names_a_wallet_that_forgot_a_hold(alice: User, hold: Hold) -> None:
    tamper("credits_account", "update credits_account set held = 0")

    text, code = report()
    assert code == 1
    assert f"account {alice.pk}: expected 10, found 0" in text


def test_it_names_a_wallet_that_holds_more_than_it_has(alice: User, hold: Hold) -> None:
    tamper("credits_account", "update credits_account set held = 61")

    assert f"account {alice.pk}: expected held from 0 to 60, found 61" in report()[0]


def test_it_names_a_raised_entry(hold: Hold) -> None:
    entry = Entry.objects.get(seq=1)
    tamper("credits_entry", "update credits_entry set amount = 90 where seq = 1")

    text, code = report()
    assert code == 1
    assert f"entry {entry.pk}: expected number 1, balance 90, found number 1, balance 80" in text


def test_it_names_what_a_deleted_entry_leaves_behind(alice: User, hold: Hold) -> None:
    settled = Hold.objects.get(key="settled")
    tamper("credits_entry", "delete from credits_entry where seq = 2")

    text, code = report()
    assert code == 1
    assert f"hold {settled.pk}: expected -20, found no entry" in text
    assert f"account {alice.pk}: expected 1, found 2" in text


def test_it_names_a_hold_that_was_reopened(hold: Hold) -> None:
    settled = Hold.objects.get(key="settled")
    tamper(
        "credits_hold",
        "update credits_hold set state = 'pending', captured = null, closed_at = null, closed_seq = null"
        " where key = 'settled'",
    )

    assert f"hold {settled.pk}: expected no entry, found -20" in report()[0]


def test_it_names_a_user_without_a_wallet(hold: Hold) -> None:
    stray = User.objects.bulk_create([User(email="stray@example.com")])[0]

    assert f"user {stray.pk}: expected a wallet, found none" in report()[0]
    assert Account.objects.count() == 1


def test_it_says_when_a_guard_sleeps(hold: Hold) -> None:
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table credits_entry disable trigger user")

    text, code = report()
    assert code == 1
    assert "entry_stays" in text
    assert "expected switched on, found switched off" in text
