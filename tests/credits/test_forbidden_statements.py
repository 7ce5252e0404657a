"""Raw SQL by somebody who owns the tables: the database itself must refuse it."""

# ruff: noqa: S608 - raw SQL is what is tried here

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models import User
from credits import selectors, services
from credits.models import Entry, EntryKind
from credits.selectors import Wallet

ACCOUNT = "user_id = %(user)s"
HOLD_COLUMNS = "id, account_id, amount, state, key, reference, description"
ENTRY_COLUMNS = "id, account_id, kind, amount, key, reference, description, extra"


def new_hold(values: str) -> str:
    return f"insert into credits_hold ({HOLD_COLUMNS}) values (gen_random_uuid(), {values}, '', '')"


def new_entry(values: str) -> str:
    return f"insert into credits_entry ({ENTRY_COLUMNS}) values (gen_random_uuid(), {values}, '', '', '{{}}')"


FORBIDDEN = {
    "raise a balance": f"update credits_account set balance = 1000 where {ACCOUNT}",
    "raise a balance through a writable CTE": (
        f"with x as (update credits_account set balance = 1000 where {ACCOUNT} returning 1) select * from x"
    ),
    "forget what is held": f"update credits_account set held = 0 where {ACCOUNT}",
    "renumber an account": f"update credits_account set last_seq = 0 where {ACCOUNT}",
    "give an account away": f"update credits_account set user_id = gen_random_uuid() where {ACCOUNT}",
    "delete an account": f"delete from credits_account where {ACCOUNT}",
    "truncate accounts": "truncate credits_account cascade",
    "open an account with money in it": (
        "insert into credits_account (user_id, balance, held, last_seq) values (%(other)s, 5, 0, 0)"
        " on conflict (user_id) do update set balance = 5"
    ),
    "raise an entry": "update credits_entry set amount = 1000 where seq = 1",
    "rewrite an entry's reason": "update credits_entry set description = 'x' where seq = 1",
    "delete an entry": "delete from credits_entry where seq = 1",
    "truncate entries": "truncate credits_entry",
    "truncate everything": "truncate credits_entry, credits_hold, credits_account cascade",
    "grant nothing": new_entry("%(user)s, 'purchase', 0, 'k'"),
    "grant less than nothing": new_entry("%(user)s, 'purchase', -1, 'k'"),
    "grant under a key that was used": new_entry("%(user)s, 'purchase', 5, %(entry_key)s"),
    "grant for no reason we know": new_entry("%(user)s, 'gift', 5, 'k'"),
    "take more than there is": new_entry("%(user)s, 'adjustment', -81, 'k'"),
    "take what is held": new_entry("%(user)s, 'adjustment', -51, 'k'"),
    "deduct without a hold": new_entry("%(user)s, 'deduction', -1, 'k'"),
    "deduct without a hold under a hold's key": new_entry("%(user)s, 'deduction', -1, 'hold:k'"),
    "take the key of a hold's entry": new_entry("%(user)s, 'purchase', 1, 'hold:k'"),
    "write a hold's entry by hand": (
        f"insert into credits_entry ({ENTRY_COLUMNS}, hold_id)"
        " values (gen_random_uuid(), %(user)s, 'deduction', -1, 'hold:x', '', '', '{}', %(pending)s)"
    ),
    "write two entries of one account in one statement": (
        f"insert into credits_entry ({ENTRY_COLUMNS})"
        " select gen_random_uuid(), %(user)s, 'purchase', 1, 'k' || n, '', '', '{}'"
        " from generate_series(1, 2) n"
    ),
    "hold more than there is": new_hold("%(user)s, 51, 'pending', 'k'"),
    "hold nothing": new_hold("%(user)s, 0, 'pending', 'k'"),
    "hold less than nothing": new_hold("%(user)s, -5, 'pending', 'k'"),
    "begin with a settled hold": new_hold("%(user)s, 5, 'posted', 'k'"),
    "hold under a key that was used": new_hold("%(user)s, 5, 'pending', 'pending'"),
    "make a hold cheaper": "update credits_hold set amount = 1 where id = %(pending)s",
    "give a hold to somebody else": "update credits_hold set account_id = %(other)s where id = %(pending)s",
    "rename a hold": "update credits_hold set key = 'new' where id = %(pending)s",
    "touch a pending hold": "update credits_hold set description = 'x' where id = %(pending)s",
    "delete a pending hold": "delete from credits_hold where id = %(pending)s",
    "settle for more than was held": (
        "update credits_hold set state = 'posted', captured = 31 where id = %(pending)s"
    ),
    "settle for less than nothing": (
        "update credits_hold set state = 'posted', captured = -1 where id = %(pending)s"
    ),
    "settle for no amount": "update credits_hold set state = 'posted' where id = %(pending)s",
    "release and charge": "update credits_hold set state = 'voided', captured = 5 where id = %(pending)s",
    "resolve to a state we do not know": "update credits_hold set state = 'gone' where id = %(pending)s",
    "reopen a settled hold": (
        "update credits_hold set state = 'pending', captured = null, closed_at = null, closed_seq = null"
        " where id = %(settled)s"
    ),
    "release a settled hold": (
        "update credits_hold set state = 'voided', captured = null where id = %(settled)s"
    ),
    "reprice a settled hold": "update credits_hold set captured = 1 where id = %(settled)s",
    "delete a settled hold": "delete from credits_hold where id = %(settled)s",
}


@pytest.fixture
def rows(alice: User, bob: User) -> dict[str, Any]:
    """Alice has 110 − 30 settled = 80, of which 30 are held."""
    entry = services.grant(user_id=alice.pk, credits=30, kind=EntryKind.PURCHASE, key="invoice:1")
    settled, pending = (
        services.place_hold(user_id=alice.pk, credits=30, key=key, reference="", description="")
        for key in ("settled", "pending")
    )
    services.settle_hold(hold_id=settled.pk, credits=30)
    return {
        "user": alice.pk,
        "other": bob.pk,
        "settled": settled.pk,
        "pending": pending.pk,
        "entry_key": entry.key,
    }


def execute(*statements: str, rows: dict[str, Any]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, rows)


@pytest.mark.parametrize("statement", FORBIDDEN.values(), ids=FORBIDDEN.keys())
def test_the_database_refuses_to(rows: dict[str, Any], statement: str) -> None:
    with pytest.raises(IntegrityError):
        # Otherwise TRUNCATE would be refused for checks that wait for the commit, not for our reason.
        execute("set constraints all immediate", statement, rows=rows)
    assert selectors.wallet(user_id=rows["user"]) == Wallet(50, 30, 80)


def test_switching_pgtrigger_off_for_the_session_does_not_help(rows: dict[str, Any]) -> None:
    ignore = "set local pgtrigger.ignore = '{pgtrigger_account_guard_cb1fe,credits.Account:account_guard}'"

    with pytest.raises(IntegrityError):
        execute(ignore, FORBIDDEN["raise a balance"], rows=rows)


@pytest.mark.parametrize(
    "decoys",
    [
        "create schema evil; set local search_path = evil, public; "
        "create table evil.credits_account (like public.credits_account including all); "
        "create table evil.credits_entry (like public.credits_entry including all)",
        "create temp table credits_account (like public.credits_account including all) on commit drop; "
        "create temp table credits_entry (like public.credits_entry including all) on commit drop",
    ],
    ids=["a schema in front", "temporary tables in front"],
)
def test_a_hostile_search_path_does_not_divert_the_triggers(rows: dict[str, Any], decoys: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(decoys)
        cursor.execute(
            "update public.credits_hold set state = 'posted', captured = 10 where id = %(pending)s", rows
        )
        cursor.execute("set local search_path = public")
        cursor.execute("select balance, held from public.credits_account where user_id = %(user)s", rows)
        assert cursor.fetchone() == (70, 0)
        cursor.execute("select count(*) from public.credits_entry where hold_id = %(pending)s", rows)
        assert cursor.fetchone() == (1,)
        cursor.execute("drop schema if exists evil cascade; drop table if exists pg_temp.credits_account;"
                       "drop table if exists pg_temp.credits_entry")  # fmt: skip


@pytest.mark.parametrize(
    "statement",
    [
        new_entry("%(user)s, 'purchase', 5, %(entry_key)s") + " on conflict do nothing",
        new_hold("%(user)s, 5, 'pending', 'pending'") + " on conflict do nothing",
    ],
    ids=["entry", "hold"],
)
def test_a_skipped_insert_moves_nothing(rows: dict[str, Any], statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, rows)

    assert selectors.wallet(user_id=rows["user"]) == Wallet(50, 30, 80)


def test_the_numbers_of_an_entry_are_the_databases_own(alice: User) -> None:
    forged = Entry(account_id=alice.pk, kind=EntryKind.PURCHASE, amount=5, key="k", seq=99, balance_after=999)
    forged.save(force_insert=True)

    entry = Entry.objects.get(key="k")
    assert (entry.seq, entry.balance_after) == (2, 85)


def test_nobody_can_hang_our_functions_on_a_table_of_theirs(alice: User) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from pg_proc p, lateral aclexplode(p.proacl) acl"
            " where p.proname like 'pgtrigger_%%' and p.prosecdef and acl.grantee = 0"
        )
        assert cursor.fetchone() == (0,)


def test_deleting_a_user_does_not_take_the_books_along(alice: User) -> None:
    with pytest.raises(IntegrityError):
        execute(
            "set constraints all immediate",
            "delete from accounts_user where id = %(user)s",
            rows={"user": alice.pk},
        )
