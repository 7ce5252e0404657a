"""Alice owns, Bob is invited, Charlie must not see it. Each has a wallet with the signup bonus."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.db.backends.postgresql.operations import DatabaseOperations
from rest_framework.test import APIClient

from accounts import tokens
from accounts.models import User
from credits import services as credit_services

PASSWORD = "correct horse battery"
BONUS = 80


@pytest.fixture(scope="session")
def password() -> str:
    """The password of everybody here."""
    return PASSWORD


@pytest.fixture(scope="session")
def password_hash() -> str:
    return make_password(PASSWORD)  # slow on purpose, so once


@pytest.fixture
def make_user(db: None, password_hash: str) -> Callable[[str], User]:
    """Makes users by name: ``make_user("dora")`` is dora@example.com with 80 credits."""

    def make(name: str) -> User:
        user = User(email=f"{name.lower()}@example.com", name=name.title(), password=password_hash)
        User.objects.add(user)
        credit_services.grant(
            user_id=user.pk,
            credits=BONUS,
            kind=credit_services.EntryKind.SIGNUP_BONUS,
            key=f"signup:{user.pk}",
        )
        return user

    return make


@pytest.fixture
def alice(make_user: Callable[[str], User]) -> User:
    return make_user("alice")


@pytest.fixture
def bob(make_user: Callable[[str], User]) -> User:
    return make_user("bob")


@pytest.fixture
def charlie(make_user: Callable[[str], User]) -> User:
    return make_user("charlie")


@pytest.fixture
def api() -> APIClient:
    """A client of nobody in particular."""
    return APIClient()


@pytest.fixture
def api_for() -> Callable[[User], APIClient]:
    """A client with a user's JWT."""

    def client(user: User) -> APIClient:
        return APIClient(headers={"authorization": f"Bearer {tokens.begin(user).access}"})

    return client


@pytest.fixture
def alice_api(alice: User, api_for: Callable[[User], APIClient]) -> APIClient:
    return api_for(alice)


@pytest.fixture
def bob_api(bob: User, api_for: Callable[[User], APIClient]) -> APIClient:
    return api_for(bob)


@pytest.fixture
def charlie_api(charlie: User, api_for: Callable[[User], APIClient]) -> APIClient:
    return api_for(charlie)


@pytest.fixture(autouse=True)
def _test_settings(settings: Any) -> None:
    """No limits but those a test sets itself, and static files without a manifest."""
    settings.RATE_LIMITS = {}
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(scope="session", autouse=True)
def _flush_may_empty_the_books() -> Iterator[None]:
    """Tests with real transactions end with TRUNCATE, which the books refuse: let that one through."""
    sql_flush = DatabaseOperations.sql_flush
    guarded = "select distinct tgrelid::regclass::text from pg_trigger where tgtype & 32 <> 0"

    def flush(self: DatabaseOperations, *args: Any, **kwargs: Any) -> list[str]:
        with self.connection.cursor() as cursor:
            cursor.execute(guarded)
            tables = [row[0] for row in cursor.fetchall()]
        off = [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in tables]
        on = [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in tables]
        return [*off, *sql_flush(self, *args, **kwargs), *on]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "sql_flush", flush)
        yield
