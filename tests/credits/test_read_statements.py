"""What went through a wallet in a month, for its owner, a spreadsheet and the command line."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from credits import services, statements
from credits.models import EntryKind

URL = "/api/v2/credits/statement"
NOW = datetime(2026, 4, 2, tzinfo=UTC)


@pytest.fixture
def alice(make_user: Callable[[str], User]) -> User:
    """February: 80 bonus. March: a build for 31, 100 bought. April: 5 more. The dates are set afterwards."""
    user = make_user("alice")
    hold = services.place_hold(
        user_id=user.pk, credits=31, key="h", reference="", description="Build of =cmd|' /C calc'!A0"
    )
    services.settle_hold(hold_id=hold.pk, credits=31)
    for credits, key in ((100, "=1+1"), (5, "later")):
        services.grant(user_id=user.pk, credits=credits, kind=EntryKind.PURCHASE, key=key, reference=key)
    dates = ["2026-02-11", "2026-03-01 00:00:00+00", "2026-03-31 23:59:59+00", "2026-04-01 00:00:00+00"]
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate; alter table credits_entry disable trigger user")
        for seq, date in enumerate(dates, start=1):
            cursor.execute(
                "update credits_entry set created_at = %s where account_id = %s and seq = %s",
                [date, user.pk, seq],
            )
        cursor.execute("alter table credits_entry enable trigger user")
    return user


def test_a_month_has_its_opening_its_entries_and_its_closing(alice_api: APIClient) -> None:
    body = alice_api.get(URL, {"month": "2026-03"}).json()

    assert (body["opening_balance"], body["received"], body["spent"], body["closing_balance"]) == (
        80, 100, 31, 149,
    )  # fmt: skip
    assert [(row["number"], row["type"], row["amount"], row["balance"]) for row in body["entries"]] == [
        (2, "deduction", -31, 49),
        (3, "purchase", 100, 149),
    ]
    assert body["opening_balance"] + sum(row["amount"] for row in body["entries"]) == body["closing_balance"]


def test_each_month_opens_with_what_the_last_one_closed(alice: User) -> None:
    months = [f"2026-0{number}" for number in range(1, 6)]
    found = [statements.statement(user_id=alice.pk, month=month, now=NOW) for month in months]

    assert [s.closing_balance for s in found] == [0, 80, 149, 154, 154]
    assert [s.opening_balance for s in found] == [0, 0, 80, 149, 154]
    assert [s.is_final for s in found] == [True, True, True, False, False]


@pytest.mark.parametrize("query", [{"format": "csv"}, {}])
def test_as_csv_it_opens_safely_in_a_spreadsheet(alice_api: APIClient, query: dict[str, str]) -> None:
    accept = {} if query else {"accept": "text/csv"}
    answer = alice_api.get(URL, {"month": "2026-03", **query}, headers=accept)

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="autowebiq-credits-2026-03.csv"'
    rows = list(csv.reader(io.StringIO(answer.content.decode())))
    assert [row[2] for row in rows] == ["type", "opening_balance", "deduction", "purchase", "closing_balance"]
    assert rows[3][4] == "'=1+1"
    assert [row[5:] for row in rows[1:]] == [["", "80"], ["-31", "49"], ["100", "149"], ["", "149"]]


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@a", "\t=1", "\r=1", " =1", "＝1"])
def test_no_text_is_taken_for_a_formula(cell: str) -> None:
    assert next(csv.reader(io.StringIO(statements.csv_text([[cell, -1]]), newline="")))[0] == f"'{cell}"


@pytest.mark.parametrize("month", ["2026-13", "2026-3", "1999-01", "٢٠٢٦-٠٣", "x"])
def test_a_month_that_is_none_is_refused(alice_api: APIClient, month: str) -> None:
    answer = alice_api.get(URL, {"month": month, "format": "csv"})

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert answer.json()["errors"][0]["field"] == "month"


def test_without_a_month_it_is_the_present_one(alice_api: APIClient) -> None:
    assert alice_api.get(URL).json()["month"] == f"{timezone.now():%Y-%m}"


def test_nobody_sees_the_statement_of_somebody_else(alice: User, bob_api: APIClient) -> None:
    assert bob_api.get(URL, {"month": "2026-03"}).json()["entries"] == []


def test_the_command_prints_it(alice: User) -> None:
    out = StringIO()
    call_command("statement", "Alice@Example.com", "2026-03", stdout=out)

    lines = out.getvalue().splitlines()
    assert lines[0].startswith("alice@example.com, 2026-03")
    assert lines[1].split() == ["opening", "balance", "80"]
    assert lines[2].endswith("-31        49")
    assert lines[-1].split() == ["closing", "balance", "149"]


@pytest.mark.parametrize(
    ("email", "month"), [("nobody@example.com", "2026-03"), ("alice@example.com", "March")]
)
def test_the_command_says_what_is_wrong(alice: User, email: str, month: str) -> None:
    with pytest.raises(CommandError):
        call_command("statement", email, month)
