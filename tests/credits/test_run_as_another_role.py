"""The application's own role can do its work and cannot bend the books."""

from __future__ import annotations

import os
from collections.abc import Iterator

import psycopg
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from psycopg.conninfo import make_conninfo

from accounts.models import User
from autowebiq.devstack import stackfile
from credits import selectors, services
from credits.models import EntryKind
from credits.selectors import Wallet


@pytest.fixture(scope="module")
def role() -> Iterator[str]:
    """A role as an administrator makes it; the tests' own user may not make any."""
    name = f"books_test_{os.getpid()}"
    stack = stackfile.resolve(settings.ENV.data_dir)
    own = settings.DATABASES["default"]
    admin = make_conninfo(
        host=str(own["HOST"]),
        port=str(own["PORT"]),
        dbname="postgres",
        user="postgres",
        password=stack.postgres_admin_password,
    )
    with psycopg.connect(admin, autocommit=True) as server:
        server.execute(f"create role {name}")
        server.execute(f"grant {name} to {own['USER']}")
        yield name
        server.execute(f"drop role {name}")


@pytest.fixture
def as_runtime_role(alice: User, role: str) -> Iterator[None]:
    with connection.cursor() as cursor:
        call_command("grant_runtime_role", role)
        cursor.execute(f"set local role {role}")
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
        pytest.raises(DatabaseError, match=r"permission denied|must be owner"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.django_db
def test_a_role_that_is_not_there_is_refused() -> None:
    with pytest.raises(CommandError, match="must be a role that exists"):
        call_command("grant_runtime_role", "nobody_of_that_name")
