from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import redis
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from autowebiq.common import redis_client
from projects.models import Project, SiteVersion
from publishing import publication, visits
from publishing.models import DailyVisits
from publishing.tasks import collect_visits

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
ODD = ["not a url", "https://[", f"https://x{'y' * 300}.example/", "/local", ""]
pytestmark = pytest.mark.usefixtures("site")


@pytest.fixture
def site(alice: User, project: Project, store: Callable[..., SiteVersion]) -> Iterator[None]:
    client = redis_client.client()
    for key in client.scan_iter(f"{redis_client.PREFIX}visits:*"):
        client.delete(key)
    store()
    publication.publish(user_id=alice.pk, project_id=project.pk, now=timezone.now())
    yield
    visits.write_waiting()


def look(client: Client, path: str = "", browser: str = FIREFOX, **headers: str) -> None:
    client.get(f"/s/nishiki/{path}", headers={"user-agent": browser, **headers})


def figures(api: APIClient, project: Project, days: int = 1) -> dict[str, Any]:
    visits.write_waiting()
    collect_visits()
    body: dict[str, Any] = api.get(f"/api/v2/projects/{project.pk}/visits", {"days": days}).json()
    return body


def test_it_counts_pages_visitors_and_where_they_came_from(
    alice_api: APIClient, client: Client, project: Project
) -> None:
    look(client, referer="https://www.search.example/?q=secret")
    look(client, "menu.html", referer="http://testserver/s/nishiki/")
    look(client, "menu", browser=f"{FIREFOX} other")
    today = timezone.now().date().isoformat()
    assert figures(alice_api, project) == {
        "visits": 3,
        "days": [{"date": today, "visits": 3, "visitors": 2}],
        "pages": [{"path": "/menu.html", "visits": 2}, {"path": "/", "visits": 1}],
        "referrers": [{"host": "search.example", "visits": 1}],
    }


def test_later_visits_are_added(alice_api: APIClient, client: Client, project: Project) -> None:
    for _ in range(3):
        look(client)
        body = figures(alice_api, project, days=7)
    assert (body["visits"], len(body["days"]), body["days"][-1]["visitors"]) == (3, 7, 1)
    assert sum(day["visits"] for day in body["days"][:-1]) == 0


@pytest.mark.parametrize(
    "headers",
    [
        {"user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
        {"user-agent": "curl/8.5.0"},
        {"user-agent": ""},
        {"user-agent": FIREFOX, "dnt": "1"},
        {"user-agent": FIREFOX, "sec-gpc": "1"},
        {"user-agent": FIREFOX, "sec-purpose": "prefetch;prerender"},
        {"user-agent": FIREFOX, "sec-fetch-dest": "iframe"},
    ],
)
def test_machines_and_who_minds_are_not_counted(
    alice_api: APIClient, client: Client, project: Project, headers: dict[str, str]
) -> None:
    client.get("/s/nishiki/", headers=headers)
    assert figures(alice_api, project)["visits"] == 0


def test_only_pages_that_were_shown_count(alice_api: APIClient, client: Client, project: Project) -> None:
    for path in ("assets/site.css", "nothing", "404.html"):
        look(client, path)
    client.head("/s/nishiki/", headers={"user-agent": FIREFOX})
    assert figures(alice_api, project)["visits"] == 0
    tag = client.get("/s/nishiki/")["ETag"]
    look(client, **{"if-none-match": tag})
    assert figures(alice_api, project)["visits"] == 1


def test_nothing_about_a_visitor_is_kept(client: Client, settings: Any) -> None:
    client.get("/s/nishiki/", headers={"user-agent": FIREFOX}, REMOTE_ADDR="203.0.113.77")
    visits.write_waiting()
    raw = redis.Redis.from_url(settings.REDIS_URL)
    kept = b"".join(key + (raw.dump(key) or b"") for key in raw.scan_iter(f"{redis_client.PREFIX}visits:*"))
    assert kept
    assert b"203.0.113" not in kept
    assert b"Firefox" not in kept


def test_a_collector_that_dies_before_it_cleans_up_adds_nothing_twice(
    alice_api: APIClient, client: Client, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    look(client)
    visits.write_waiting()

    class Killed(BaseException):
        pass

    def die(*_: Any) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(redis.Redis, "delete", die)
        with pytest.raises(Killed):
            collect_visits()
    assert DailyVisits.objects.get().visits == 1
    assert figures(alice_api, project)["visits"] == 1


def test_a_batch_that_was_taken_but_not_stored_is_stored_later(
    alice_api: APIClient, client: Client, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    look(client)
    visits.write_waiting()

    def away(*_: Any) -> int:
        raise ConnectionError

    with monkeypatch.context() as patch:
        patch.setattr(visits, "_store", away)
        with pytest.raises(ConnectionError):
            collect_visits()
    assert figures(alice_api, project)["visits"] == 1


def test_invented_referrers_do_not_fill_the_table(
    alice_api: APIClient, client: Client, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visits, "MOST_REFERRERS", 10)
    for number in range(visits.MOST_REFERRERS + 20):
        look(client, referer=f"https://made-up-{number}.example/")
    figures(alice_api, project)
    look(client, referer="https://yet-another.example/")
    body = figures(alice_api, project)
    assert body["visits"] == visits.MOST_REFERRERS + 21
    assert DailyVisits.objects.count() == visits.MOST_REFERRERS
    assert body["referrers"][0] == {"host": visits.OTHERS, "visits": 22}


@pytest.mark.parametrize("referer", ODD)
def test_odd_referrers_count_as_none(
    alice_api: APIClient, client: Client, project: Project, referer: str
) -> None:
    look(client, referer=referer)
    body = figures(alice_api, project)
    assert (body["visits"], body["referrers"]) == (1, [])


def test_a_deleted_projects_visits_are_dropped(client: Client, project: Project) -> None:
    look(client)
    visits.write_waiting()
    client_of_redis = redis_client.client()
    client_of_redis.hset(
        visits.WAITING, '["00000000-0000-0000-0000-000000000000", "2026-01-01", "/", ""]', "5"
    )
    assert collect_visits() == 1


@pytest.mark.parametrize("days", ["0", "367", "x"])
def test_the_time_is_bounded(alice_api: APIClient, project: Project, days: str) -> None:
    assert alice_api.get(f"/api/v2/projects/{project.pk}/visits", {"days": days}).status_code == 400


def test_earlier_days_stay_where_they_are(alice_api: APIClient, project: Project) -> None:
    yesterday = timezone.now().date() - timedelta(days=1)
    DailyVisits.objects.create(project=project, day=yesterday, path="/", visits=4)
    body = figures(alice_api, project, days=2)
    assert [day["visits"] for day in body["days"]] == [4, 0]
    assert figures(alice_api, project)["visits"] == 0


def test_strangers_see_nothing(bob_api: APIClient, project: Project) -> None:
    assert bob_api.get(f"/api/v2/projects/{project.pk}/visits").status_code == 404
