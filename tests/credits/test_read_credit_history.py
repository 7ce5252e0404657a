from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from credits import selectors, services
from credits.models import EntryKind

URL = "/api/v2/credits/history"


@pytest.fixture
def story(alice: User) -> None:
    """One build of each ending, a promotion between them; one build still runs."""
    for name, credits in (("charged", 31), ("failed", 31), ("free", 10)):
        hold = services.place_hold(
            user_id=alice.pk, credits=credits, key=name, reference=f"build:{name}", description=name
        )
        if name == "charged":
            services.settle_hold(hold_id=hold.pk, credits=28)
        elif name == "failed":
            services.release_hold(hold_id=hold.pk)
        else:
            services.settle_hold(hold_id=hold.pk, credits=0)
    services.grant(user_id=alice.pk, credits=5, kind=EntryKind.PROMOTION, key="p", description="spring")
    services.place_hold(user_id=alice.pk, credits=31, key="runs", reference="build:runs", description="runs")


def lines(body: dict[str, Any]) -> list[tuple[Any, ...]]:
    names = ("description", "transaction_type", "status", "amount", "balance_before", "balance_after")
    return [tuple(row[name] for name in names) for row in body["transactions"]]


@pytest.mark.usefixtures("story")
def test_it_tells_the_story_newest_first(alice_api: APIClient) -> None:
    body = alice_api.get(URL).json()

    assert body["current_balance"] == 26
    assert lines(body) == [
        ("runs", "deduction", "pending", -31, 57, 26),
        ("spring", "adjustment", "completed", 5, 52, 57),
        ("free", "deduction", "refunded", 0, 52, 52),
        ("failed", "deduction", "refunded", 0, 52, 52),
        ("charged", "deduction", "completed", -28, 80, 52),
        ("", "signup_bonus", "completed", 80, 0, 80),
    ]


@pytest.mark.usefixtures("story")
def test_all_amounts_together_are_what_can_be_spent(alice: User, alice_api: APIClient) -> None:
    body = alice_api.get(URL).json()

    assert sum(row["amount"] for row in body["transactions"]) == body["current_balance"]
    assert body["current_balance"] == selectors.wallet(user_id=alice.pk).credits


@pytest.mark.usefixtures("story")
def test_a_line_says_what_was_held_and_returned(alice_api: APIClient) -> None:
    rows = {row["description"]: row for row in alice_api.get(URL).json()["transactions"]}

    assert rows["charged"]["extra_data"] == {"reference": "build:charged", "held": 31, "returned": 3}
    assert rows["failed"]["extra_data"] == {"reference": "build:failed", "held": 31, "returned": 31}
    assert rows["runs"]["extra_data"] == {"reference": "build:runs", "held": 31, "returned": 0}


def test_a_line_keeps_its_id_when_the_hold_is_settled(alice: User, alice_api: APIClient) -> None:
    hold = services.place_hold(user_id=alice.pk, credits=9, key="k", reference="", description="")
    pending = alice_api.get(URL).json()["transactions"][0]
    services.settle_hold(hold_id=hold.pk, credits=9)

    assert alice_api.get(URL).json()["transactions"][0]["id"] == pending["id"] == str(hold.pk)


@pytest.mark.usefixtures("story")
def test_it_comes_in_pages(alice_api: APIClient) -> None:
    whole = alice_api.get(URL)
    pages = [alice_api.get(URL, {"limit": 2, "offset": offset}) for offset in (0, 2, 4)]

    assert [page["X-Total-Count"] for page in pages] == ["6"] * 3
    assert 'rel="next"' in pages[0]["Link"]
    rows = [row for page in pages for row in page.json()["transactions"]]
    assert rows == whole.json()["transactions"]


@pytest.mark.parametrize("query", [{"limit": -1}, {"limit": 101}, {"limit": "x"}, {"offset": -1}])
def test_a_page_that_cannot_be_is_refused(alice_api: APIClient, query: dict[str, Any]) -> None:
    answer = alice_api.get(URL, query)

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.usefixtures("story")
def test_nobody_sees_the_history_of_somebody_else(charlie_api: APIClient) -> None:
    body = charlie_api.get(URL).json()

    assert lines(body) == [("", "signup_bonus", "completed", 80, 0, 80)]


@pytest.mark.parametrize("path", [URL, "/api/v2/credits/summary"])
@pytest.mark.django_db
def test_who_is_not_signed_in_gets_401(api: APIClient, path: str) -> None:
    assert api.get(path).status_code == 401


@pytest.mark.usefixtures("story")
def test_the_summary_adds_it_up(alice_api: APIClient) -> None:
    assert alice_api.get("/api/v2/credits/summary").json() == {
        "credits": 26,
        "held": 31,
        "balance": 57,
        "received": 85,
        "spent": 28,
        "adjusted": 0,
        "pending_count": 1,
        "grants": [
            {"kind": "promotion", "remaining": 5, "held": 5, "expires_at": None},
            {"kind": "signup_bonus", "remaining": 52, "held": 26, "expires_at": None},
        ],
    }


@pytest.mark.django_db
def test_prices_are_public(api: APIClient) -> None:
    body = api.get("/api/v2/credits/pricing").json()

    assert body["discount"] == {"percent": 10, "from_agents": 4}
    assert (body["full_build"]["total"], body["full_build"]["discount"]) == (31, 4)
    assert sum(agent["credits"] for agent in body["agents"]) == 35


@pytest.mark.usefixtures("story")
def test_a_type_is_chosen_as_the_api_names_it(alice: User) -> None:
    def told(kind: str) -> list[str]:
        chosen = selectors.HistoryChoice(kind)
        rows = selectors.history(user_id=alice.pk, limit=50, offset=0, chosen=chosen)
        assert selectors.history_count(user_id=alice.pk, chosen=chosen) == len(rows)
        return [row.description for row in rows]

    assert told("deduction") == ["runs", "free", "failed", "charged"]
    assert told("adjustment") == ["spring"]
    assert told("purchase") == []


@pytest.mark.usefixtures("story")
def test_a_time_is_chosen_and_every_line_stays_as_it_is(alice: User) -> None:
    everything = selectors.history(user_id=alice.pk, limit=50, offset=0)
    since, until = everything[3].created_at, everything[1].created_at

    chosen = selectors.HistoryChoice(begins_at=since, ends_at=until)

    assert selectors.history(user_id=alice.pk, limit=50, offset=0, chosen=chosen) == everything[2:4]
    assert selectors.history(user_id=alice.pk, limit=1, offset=1, chosen=chosen) == everything[3:4]
    assert selectors.history_count(user_id=alice.pk, chosen=chosen) == 2


def test_the_first_movement_is_known(alice: User) -> None:
    newcomer = User.objects.add(User(email="new@example.com"))

    first = selectors.history(user_id=alice.pk, limit=1, offset=0)[0]
    assert selectors.first_moved_at(user_id=alice.pk) == first.created_at
    assert selectors.first_moved_at(user_id=newcomer.pk) is None
