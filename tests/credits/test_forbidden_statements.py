"""Raw SQL by somebody who owns the tables: the database itself must refuse it."""

# ruff: noqa: S608 - raw SQL is what is tried here

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.models import User
from credits import selectors, services
from credits.models import Entry, EntryKind, Grant
from credits.selectors import Wallet

ACCOUNT = "user_id = %(user)s"
HOLD_COLUMNS = "id, account_id, amount, state, key, reference, description"
ENTRY_COLUMNS = "id, account_id, kind, amount, key, reference, description, extra"
GRANT_COLUMNS = (
    "id, account_id, kind, amount, remaining, held, state, priority, effective_at, expires_at, period, key,"
    " reference, description, extra"
)


def new_hold(values: str) -> str:
    return f"insert into credits_hold ({HOLD_COLUMNS}) values (gen_random_uuid(), {values}, '', '')"


def new_entry(values: str) -> str:
    return f"insert into credits_entry ({ENTRY_COLUMNS}) values (gen_random_uuid(), {values}, '', '', '{{}}')"


def new_grant(
    kind: str = "purchase", amount: int = 5, terms: str = "50, now(), null, null", key: str = "k"
) -> str:
    return (
        f"insert into credits_grant ({GRANT_COLUMNS}) values (gen_random_uuid(), %(user)s, '{kind}',"
        f" {amount}, 0, 0, 'active', {terms}, '{key}', '', '', '{{}}')"
    )


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
    "truncate entries": "truncate credits_entry cascade",
    "truncate what grants were used for": "truncate credits_grantuse",
    "truncate grants": "truncate credits_grant cascade",
    "truncate holds": "truncate credits_hold cascade",
    "truncate everything": "truncate credits_entry, credits_hold, credits_account cascade",
    "grant nothing": new_grant(amount=0),
    "grant less than nothing": new_grant(amount=-1),
    "grant under a key that was used": new_grant(key="invoice:1"),
    "grant under the key of a hold's entry": new_grant(key="hold:k"),
    "grant for no reason we know": new_grant("gift"),
    "grant for work": new_grant("deduction"),
    "let what was bought expire": new_grant(terms="50, now(), now() + interval '1 day', null"),
    "end a grant before it begins": new_grant("promotion", terms="50, now(), now() - interval '1 day', null"),
    "refill without a period": new_grant("monthly_reset", terms="10, now(), now() + interval '1 day', null"),
    "refill a month that has no end": new_grant("monthly_reset", terms="10, now(), null, '2026-01'"),
    "call a purchase a refill": new_grant(terms="50, now(), null, '2026-01'"),
    "put a grant before all others": new_grant(terms="-1, now(), null, null"),
    "write the entry of a grant by hand": new_entry("%(user)s, 'purchase', 5, 'k'"),
    "bring credits back by an adjustment entry": new_entry("%(user)s, 'adjustment', 5, 'k'"),
    "let credits expire by hand": (
        f"insert into credits_entry ({ENTRY_COLUMNS}, grant_id)"
        " values (gen_random_uuid(), %(user)s, 'expiry', -1, 'k', '', '', '{}', %(grant)s)"
    ),
    "raise what remains of a grant": "update credits_grant set remaining = 500 where id = %(grant)s",
    "free what is held of grants": "update credits_grant set held = 0",
    "raise a grant": "update credits_grant set amount = 500 where id = %(grant)s",
    "give a grant to somebody else": "update credits_grant set account_id = %(other)s where id = %(grant)s",
    "spend a grant sooner": "update credits_grant set priority = 0 where id = %(grant)s",
    "prolong a grant": "update credits_grant set expires_at = '2100-01-01' where id = %(promotion)s",
    "rename a grant": "update credits_grant set key = 'new' where id = %(grant)s",
    "expire what has no end": "update credits_grant set state = 'expired' where id = %(grant)s",
    "expire what is not over": "update credits_grant set state = 'expired' where id = %(promotion)s",
    "begin a grant too early": "update credits_grant set state = 'active' where id = %(scheduled)s",
    "begin a grant twice": "update credits_grant set state = 'active' where id = %(grant)s",
    "bring a voided grant back": "update credits_grant set state = 'active' where id = %(voided)s",
    "void a grant twice": "update credits_grant set state = 'voided' where id = %(voided)s",
    "delete a grant": "delete from credits_grant where id = %(grant)s",
    "use a grant by hand": (
        "insert into credits_grantuse (grant_id, hold_id, nth, amount) values (%(grant)s, %(pending)s, 9, 1)"
    ),
    "forget what a hold stands on": "delete from credits_grantuse where hold_id = %(pending)s",
    "give a used part back": "update credits_grantuse set captured = 0 where hold_id = %(settled)s",
    "settle a part by hand": "update credits_grantuse set captured = 0 where hold_id = %(pending)s",
    "take grants without a hold": "select credits_take(%(user)s, 5, null, null)",
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
    "hold more than was quoted": (
        "insert into credits_hold (id, account_id, amount, quoted, state, key, reference, description)"
        " values (gen_random_uuid(), %(user)s, 6, 5, 'pending', 'k', '', '')"
    ),
    "raise a quote afterwards": "update credits_hold set quoted = 99 where id = %(pending)s",
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
    """Alice has 110 − 30 settled = 80, of which 30 are held, beside grants voided or to come."""
    promotion = EntryKind.PROMOTION
    tomorrow = timezone.now() + timedelta(days=1)
    voided = services.grant(user_id=alice.pk, credits=7, kind=promotion, key="voided")
    services.void_grant(grant_id=voided.pk)
    scheduled = services.grant(
        user_id=alice.pk, credits=7, kind=promotion, key="to come", effective_at=tomorrow
    )
    ending = services.grant(user_id=bob.pk, credits=7, kind=promotion, key="ends", expires_at=tomorrow)
    grant = services.grant(user_id=alice.pk, credits=30, kind=EntryKind.PURCHASE, key="invoice:1")
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
        "grant": grant.pk,
        "promotion": ending.pk,
        "voided": voided.pk,
        "scheduled": scheduled.pk,
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
        "create table evil.credits_entry (like public.credits_entry including all); "
        "create table evil.credits_grantuse (like public.credits_grantuse including all); "
        "create table evil.credits_grant (like public.credits_grant including all)",
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
        new_grant(key="invoice:1") + " on conflict do nothing",
        new_hold("%(user)s, 5, 'pending', 'pending'") + " on conflict do nothing",
    ],
    ids=["grant", "hold"],
)
def test_a_skipped_insert_moves_nothing(rows: dict[str, Any], statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, rows)

    assert selectors.wallet(user_id=rows["user"]) == Wallet(50, 30, 80)


def test_the_numbers_of_an_entry_are_the_databases_own(alice: User) -> None:
    forged = Entry(
        account_id=alice.pk, kind=EntryKind.ADJUSTMENT, amount=-5, key="k", seq=99, balance_after=999
    )
    forged.save(force_insert=True)

    entry = Entry.objects.get(key="k")
    assert (entry.seq, entry.balance_after) == (2, 75)


def test_the_numbers_of_a_grant_are_the_databases_own(alice: User) -> None:
    forged = Grant(account_id=alice.pk, kind=EntryKind.PURCHASE, amount=5, key="k", remaining=99, held=3)
    forged.save(force_insert=True)

    grant = Grant.objects.get(key="k")
    assert (grant.remaining, grant.held, grant.state) == (5, 0, "active")


def test_nobody_can_hang_our_functions_on_a_table_of_theirs(alice: User) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from pg_proc p, lateral aclexplode(p.proacl) acl"
            " where (p.proname like 'pgtrigger_%%' or p.proname like 'credits_%%')"
            " and p.prosecdef and acl.grantee = 0"
        )
        assert cursor.fetchone() == (0,)


def test_deleting_a_user_does_not_take_the_books_along(alice: User) -> None:
    with pytest.raises(IntegrityError):
        execute(
            "set constraints all immediate",
            "delete from accounts_user where id = %(user)s",
            rows={"user": alice.pk},
        )
