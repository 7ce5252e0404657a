from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from projects import services as project_services
from projects.models import Project, SiteVersion
from publishing import hosts, publication
from publishing.models import CustomHost
from publishing.tasks import recheck_hosts
from tests.publishing.name_server import NameServer, name_server

HOST = "www.nishiki-ramen.com"
RECORD = f"_autowebiq.{HOST}"


@pytest.fixture
def dns(settings: Any) -> Iterator[NameServer]:
    with name_server() as server:
        settings.DNS_SERVERS = (server.address,)
        yield server


@pytest.fixture
def url(alice: User, project: Project, store: Callable[..., SiteVersion]) -> str:
    """Where the hosts of Alice's published project are."""
    store(
        {"index.html": b'<!doctype html><link rel="canonical" href="https://nishiki.example/"><h1>Ramen</h1>'}
    )
    publication.publish(user_id=alice.pk, project_id=project.pk, now=timezone.now())
    return f"/api/v2/projects/{project.pk}/hosts"


def add(api: APIClient, url: str, host: str = HOST) -> dict[str, Any]:
    body: dict[str, Any] = api.post(url, {"host": host}, format="json").json()
    return body


def check(api: APIClient, url: str, claim: dict[str, Any]) -> Any:
    return api.post(f"{url}/{claim['id']}/check")


def prove(api: APIClient, url: str, dns: NameServer, host: str = HOST) -> dict[str, Any]:
    claim = add(api, url, host)
    dns.records.setdefault(claim["record"]["name"], []).append(f'"{claim["record"]["value"]}"')
    assert check(api, url, claim).json()["verified_at"]
    return claim


def shown(client: Client, path: str = "/", host: str = HOST) -> Any:
    return client.get(path, headers={"host": host})


def test_a_host_shows_the_site_once_its_record_is_there(
    alice_api: APIClient, client: Client, url: str, dns: NameServer
) -> None:
    claim = add(alice_api, url)
    assert (claim["host"], claim["verified_at"], claim["record"]["name"]) == (HOST, None, RECORD)
    assert shown(client).status_code == 400
    told = check(alice_api, url, claim).json()
    assert (told["verified_at"], told["problem"]) == (None, f"There is no TXT record at {RECORD} yet.")
    dns.records[RECORD] = ['"something else"', f'"{claim["record"]["value"]}"']
    told = check(alice_api, url, claim).json()
    assert told["verified_at"]
    assert told["problem"] is None
    answer = shown(client)
    assert answer.status_code == 200
    assert b"<h1>Ramen</h1>" in answer.content
    assert alice_api.get(url).json() == [told]


def test_the_site_names_its_own_host_from_then_on(
    alice_api: APIClient, client: Client, project: Project, url: str, dns: NameServer
) -> None:
    prove(alice_api, url, dns)
    canonical = f'<link rel="canonical" href="http://{HOST}:8001/">'.encode()
    assert canonical in shown(client).content
    assert canonical in client.get("/s/nishiki/").content
    detail = alice_api.get(f"/api/v2/projects/{project.pk}").json()
    assert detail["published_url"] == f"http://{HOST}:8001/"


def test_a_host_of_a_site_never_runs_the_application(
    alice_api: APIClient, client: Client, settings: Any, url: str, dns: NameServer
) -> None:
    prove(alice_api, url, dns)
    settings.ALLOWED_HOSTS = ["*"]
    for path in ("/api/health", "/sign-in", "/admin/", "/s/nishiki/", "/f/x"):
        answer = shown(client, path)
        assert (answer.status_code, bool(answer.cookies)) == (404, False)
        assert b"csrf" not in answer.content
    assert "sandbox" not in shown(client)["Content-Security-Policy"]
    # Also while nothing is published.
    alice_api.delete(url.replace("/hosts", "/publish"))
    assert shown(client, "/sign-in").status_code == 404
    assert shown(client, "/sign-in", host="other.nishiki-ramen.com").status_code == 200


@pytest.mark.parametrize("values", [[], ['"autowebiq-00000000000000000000000000000000"'], ['""']])
def test_other_records_prove_nothing(
    alice_api: APIClient, client: Client, url: str, dns: NameServer, values: list[str]
) -> None:
    claim = add(alice_api, url)
    dns.records[RECORD] = values
    assert check(alice_api, url, claim).json()["verified_at"] is None
    assert shown(client).status_code == 400


def test_a_host_can_be_given_up(alice_api: APIClient, client: Client, url: str, dns: NameServer) -> None:
    claim = prove(alice_api, url, dns)
    assert alice_api.delete(f"{url}/{claim['id']}").status_code == 204
    assert shown(client).status_code == 400
    assert alice_api.delete(f"{url}/{claim['id']}").json()["code"] == "host_not_found"


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("WWW.Nishiki-Ramen.com.", HOST),
        ("bücher.de", "xn--bcher-kva.de"),
        ("www.例え.jp", "www.xn--r8jz45g.jp"),
    ],
)
def test_hosts_are_kept_as_they_are_asked_for(text: str, host: str) -> None:
    assert hosts.allowed_host(text) == host


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "[::1]", "2001:db8::1", "localhost", "app.localhost", "printer.local", "dotless",
        "a..com", "-a.com", "a_b.com", "a b.com", "https://a.com", "a.com:80", "a.com/x", "1.2.3",
        f"{'a.' * 125}com",
        "testserver.internal", "a.sites.ours.net", "sites.ours.net", "app.ours.net", "x.y.ours.org",
    ],
)  # fmt: skip
def test_what_is_no_host_of_a_customer_is_refused(
    alice_api: APIClient, url: str, settings: Any, host: str
) -> None:
    settings.SITES_HOST, settings.PUBLIC_URL = "sites.ours.net", "https://app.ours.net"
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, ".ours.org"]
    answer = alice_api.post(url, {"host": host}, format="json")
    assert (answer.status_code, answer.json()["code"]) == (400, "host_not_allowed")
    assert not CustomHost.objects.exists()


def test_the_database_keeps_names_and_one_owner(
    alice: User, alice_api: APIClient, url: str, dns: NameServer
) -> None:
    prove(alice_api, url, dns)
    with pytest.raises(IntegrityError, match="host_is_a_name"), transaction.atomic():
        CustomHost.objects.update(host="10.0.0.1")
    now, other = timezone.now(), project_services.create_project(owner_id=alice.pk, name="Other")
    with pytest.raises(IntegrityError, match="host_verified_once"), transaction.atomic():
        CustomHost.objects.create(project=other, host=HOST, verified_at=now)


def test_the_same_host_twice_and_too_many_are_refused(alice_api: APIClient, url: str) -> None:
    add(alice_api, url)
    assert add(alice_api, url)["code"] == "host_known"
    for number in range(hosts.MOST_HOSTS - 1):
        add(alice_api, url, f"{number}.example.org")
    assert add(alice_api, url, "one-more.example.org")["code"] == "too_many_hosts"


def test_a_claim_without_proof_blocks_nobody_and_a_proved_one_stays(
    alice_api: APIClient, bob_api: APIClient, bob: User, url: str, dns: NameServer
) -> None:
    other = project_services.create_project(owner_id=bob.pk, name="Other")
    bobs = f"/api/v2/projects/{other.pk}/hosts"
    claim = add(bob_api, bobs)
    prove(alice_api, url, dns)
    assert check(bob_api, bobs, claim).json()["verified_at"] is None
    # Both records are there: who came first keeps it.
    dns.records[RECORD].append(f'"{claim["record"]["value"]}"')
    answer = check(bob_api, bobs, claim)
    assert (answer.status_code, answer.json()["code"]) == (409, "host_taken")
    # The host was sold: only the new owner's record is left.
    dns.records[RECORD] = [f'"{claim["record"]["value"]}"']
    assert check(bob_api, bobs, claim).json()["verified_at"]
    assert alice_api.get(url).json()[0]["problem"] == "The host has another owner now."


def test_a_lost_record_ends_it_after_three_days(
    alice_api: APIClient, client: Client, url: str, dns: NameServer
) -> None:
    prove(alice_api, url, dns)
    del dns.records[RECORD]
    now = timezone.now()
    for hours, verified in ((0, 0), (7, 1), (70, 1), (80, 0)):
        assert hosts.recheck_hosts(now=now + timedelta(hours=hours)) == verified
    assert shown(client).status_code == 400


def test_name_servers_that_fail_end_nothing(
    alice_api: APIClient, client: Client, url: str, dns: NameServer
) -> None:
    prove(alice_api, url, dns)
    dns.fails = True
    for days in range(1, 6):
        assert hosts.recheck_hosts(now=timezone.now() + timedelta(days=days)) == 1
    assert "did not answer" in alice_api.get(url).json()[0]["problem"]
    assert shown(client).status_code == 200


def test_new_claims_are_looked_at_by_themselves(alice_api: APIClient, url: str, dns: NameServer) -> None:
    claim = add(alice_api, url)
    dns.records[RECORD] = [f'"{claim["record"]["value"]}"']
    assert recheck_hosts() == 1
    assert recheck_hosts() == 0  # nothing is due


def test_strangers_see_and_change_nothing(
    alice_api: APIClient, bob_api: APIClient, bob: User, url: str
) -> None:
    claim = add(alice_api, url)
    other = project_services.create_project(owner_id=bob.pk, name="Other")
    assert bob_api.get(url).status_code == 404
    assert bob_api.post(url, {"host": HOST}, format="json").status_code == 404
    for place in (url, f"/api/v2/projects/{other.pk}/hosts"):
        assert bob_api.delete(f"{place}/{claim['id']}").status_code == 404
        assert check(bob_api, place, claim).status_code == 404
