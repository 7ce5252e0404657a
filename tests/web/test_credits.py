"""The credits page: what is there, how it came, and what it buys."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from credits import services
from credits.models import EntryKind
from web import books, offers


@pytest.fixture
def alice_web(alice: User) -> Client:
    client = Client()
    client.force_login(alice)
    return client


@pytest.fixture
def story(alice: User) -> None:
    """One build was charged, one failed, one is under way."""
    for name in ("charged", "failed", "runs"):
        hold = services.place_hold(
            user_id=alice.pk, credits=20, key=name, reference=f"build:{name}", description=name
        )
        if name == "charged":
            services.settle_hold(hold_id=hold.pk, credits=18)
        elif name == "failed":
            services.release_hold(hold_id=hold.pk)


@pytest.mark.usefixtures("story")
def test_it_tells_what_is_there_and_what_is_set_aside(alice_web: Client) -> None:
    page = alice_web.get("/credits")

    wallet = page.context["wallet"]
    assert (wallet.credits, wallet.held) == (42, 20)
    assert [line.transaction.description for line in page.context["lines"]] == [
        "runs",
        "failed",
        "charged",
        "",
    ]
    assert [str(line.status) for line in page.context["lines"]] == [
        "set aside",
        "given back",
        "booked",
        "booked",
    ]
    assert page.context["chart"].last == 62


@pytest.mark.usefixtures("story")
def test_the_history_is_narrowed_by_type_and_month(alice_web: Client) -> None:
    now = timezone.now()

    builds = alice_web.get("/credits", {"type": "deduction", "month": f"{now:%Y-%m}"})
    assert builds.context["total"] == 3
    assert alice_web.get("/credits", {"type": "purchase"}).context["total"] == 0
    assert alice_web.get("/credits", {"month": "2020-01"}).context["total"] == 0
    assert f"month={now:%Y-%m}&amp;format=csv" in builds.content.decode()


@pytest.mark.parametrize("query", ["type=x&month=2026-13&page=x", "page=-1", "page=99999999", "month=%00"])
def test_what_makes_no_sense_is_not_asked_for(alice_web: Client, query: str) -> None:
    page = alice_web.get(f"/credits?{query}")

    assert page.status_code == 200
    assert page.context["total"] == 1


def test_long_histories_have_pages_that_keep_the_choice(alice: User, alice_web: Client) -> None:
    for number in range(45):
        services.grant(user_id=alice.pk, credits=1, kind=EntryKind.PROMOTION, key=f"p{number}")

    page = alice_web.get("/credits?type=adjustment&page=2")

    assert (page.context["page"], page.context["pages"]) == (2, 3)
    assert page.context["newer"] == "?type=adjustment"
    assert page.context["older"] == "?type=adjustment&page=3"
    assert len(alice_web.get(f"/credits{page.context['older']}").context["lines"]) == 5
    assert alice_web.get("/credits?type=adjustment&page=7").context["page"] == 3


def test_the_statement_of_the_month_can_be_had(alice_web: Client) -> None:
    month = f"{timezone.now():%Y-%m}"

    csv = alice_web.get(f"/api/v2/credits/statement?month={month}&format=csv")

    assert csv["Content-Type"].startswith("text/csv")
    assert alice_web.get(f"/api/v2/credits/statement?month={month}&format=json").json()["month"] == month


def test_it_tells_what_the_balance_buys(alice_web: Client) -> None:
    price = offers.offer().total

    assert books.purse(2 * price + 1, offers.offer()) == {"builds": 2, "missing": 0}
    assert books.purse(price - 1, offers.offer()) == {"builds": 0, "missing": 1}
    assert (
        f"Enough for 2 more websites of {price} credits each." in alice_web.get("/credits").content.decode()
    )


def test_the_months_go_back_to_the_first_movement() -> None:
    now = datetime(2026, 2, 3, tzinfo=UTC)

    assert [key for key, _ in books._months(now - timedelta(days=70), now)] == [
        "2026-02",
        "2026-01",
        "2025-12",
        "2025-11",
    ]
    assert [key for key, _ in books._months(now, now)] == ["2026-02"]


def test_dates_and_words_follow_the_language(alice: User, alice_web: Client) -> None:
    services.place_hold(
        user_id=alice.pk, credits=3, key="b", reference="build:b", description="Build of Crumb & Co"
    )
    page = alice_web.get("/credits", headers={"accept-language": "es"}).content.decode()

    assert "Creación de Crumb &amp; Co" in page
    assert "Créditos de bienvenida" in page
    assert 'lang="es"' in page
    # Numbers inside the drawing stay as SVG writes them.
    assert 'y1="212.0"' in page or 'y1="212"' in page


def test_it_shows_only_ones_own(bob: User, alice_web: Client) -> None:
    services.grant(user_id=bob.pk, credits=7, kind=EntryKind.PROMOTION, key="b", description="for Bob")

    assert b"for Bob" not in alice_web.get("/credits").content
