"""Give a database role what the application needs, and nothing with which the books could be bent."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction
from psycopg import sql

BOOKS = (
    "credits_account", "credits_grant", "credits_hold", "credits_entry", "credits_grantuse",
)  # fmt: skip
FUNCTIONS = (
    "credits_place_hold(uuid, uuid, bigint, bigint, text, text, text, timestamptz)",
    "credits_take_back(uuid, bigint, text, text, text, jsonb)",
    "credits_turn_grant(uuid, text, text)",
)
# Row locks need UPDATE on some column; these are the ones that triggers guard against everything else.
COLUMNS = {
    "credits_account": "user_id",
    "credits_grant": "state",
    "credits_hold": "state, captured",
}


class Command(BaseCommand):
    help = "Let a role (made before) run the application without owning its tables; run it as their owner."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("role")

    def handle(self, *args: Any, role: str, **options: Any) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select rolsuper from pg_roles where rolname = %s", [role])
            found = cursor.fetchone()
            if found is None or found[0]:
                raise CommandError(f"{role} must be a role that exists and is no superuser.")
            for statement in _statements():
                cursor.execute(sql.SQL(statement).format(role=sql.Identifier(role)))
        self.stdout.write(f"{role} may run the application.")


def _statements() -> list[str]:
    return [
        "grant usage on schema public to {role}",
        "grant select, insert, update, delete on all tables in schema public to {role}",
        "grant usage on all sequences in schema public to {role}",
        *(f"revoke insert, update, delete on {table} from {{role}}" for table in BOOKS),
        *(f"grant insert on {table} to {{role}}" for table in BOOKS if table != "credits_grantuse"),
        *(f"grant update ({columns}) on {table} to {{role}}" for table, columns in COLUMNS.items()),
        *(f"grant execute on function {function} to {{role}}" for function in FUNCTIONS),
    ]
