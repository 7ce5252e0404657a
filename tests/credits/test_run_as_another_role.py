"""The application's own role can do its work and cannot bend the books."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from accounts.models import User
from credits import selectors, services
from credits.models import EntryKind
from credits.selectors import Wallet

ROLE = "books_test_app"


@pytest.fixture
def as_runtime_role(alice: User) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(f"create role {ROLE}")
        call_command("grant_runtime_role", ROLE)
        cursor.execute(f"set local role {ROLE}")
        yield
        cursor.execute("reset role")


@pytest.mark.usefixtures("as_runtime_role")
def test_it_moves_credits_as_the_services_do(alice: User) -> None:
    services.grant(user_id=alice.pk, credits=20, kind=EntryKind.PROMOTION, key="g")
    for key, credits in (("a", 31), ("b", 10)):
        hold = services.place_hold(user_id=alice.pk, credits=credits, key=key, reference="", description="")
        if key == "a":
            services.settle_hold(hold_id=hold.pk, credits=19)
        else:
            services.release_hold(hold_id=hold.pk)
    services.adjust(user_id=alice.pk, credits=-5, key="x", reason="r", reference="7", operator_id=alice.pk)

    assert selectors.wallet(user_id=alice.pk) == Wallet(credits=76, held=0, balance=76)


@pytest.mark.usefixtures("as_runtime_role")
@pytest.mark.parametrize(
    "statement",
    [
        "update credits_account set balance = 1000",
        "update credits_account set held = 0",
        "update credits_grant set remaining = 1000",
        "update credits_grantuse set captured = 0",
        "update credits_entry set amount = 1000",
        "delete from credits_entry",
        "truncate credits_entry cascade",
        "alter table credits_account disable trigger user",
        "alter table credits_account drop constraint account_covers_its_holds",
        "set session_replication_role = replica",
        "select credits_take(gen_random_uuid(), 5, null, null)",
    ],
)
def test_it_may_not(statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match="permission denied|must be owner"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.django_db
def test_a_role_that_is_not_there_is_refused() -> None:
    with pytest.raises(CommandError, match="must be a role that exists"):
        call_command("grant_runtime_role", "nobody_of_that_name")
