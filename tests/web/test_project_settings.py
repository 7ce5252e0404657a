"""Settings of a project: name, publishing, visits, and the end of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from projects import services as project_services
from projects.models import Project, SiteVersion
from publishing import publication
from publishing.models import CustomHost, DailyVisitors, DailyVisits
from tests.publishing.name_server import name_server
from web.presenters.world import bars

pytestmark = pytest.mark.django_db(transaction=True)

Store = Callable[..., SiteVersion]


def post(client: Client, project: Project, path: str, **data: str) -> str:
    """Press a button; what the page says afterwards."""
    response = client.post(f"/projects/{project.pk}/{path}", data, follow=True)
    return " ".join(str(message) for message in response.context["messages"])


def test_a_new_name_stays(alice_web: Client, project: Project) -> None:
    post(alice_web, project, "settings/name", name=" Noodles & Co ", description="For Tom")
    project.refresh_from_db()

    assert (project.name, project.description) == ("Noodles & Co", "For Tom")
    assert "1 to 200 characters" in post(alice_web, project, "settings/name", name=" ")


def test_a_language_is_chosen_by_its_own_name(alice_web: Client, project: Project) -> None:
    post(alice_web, project, "settings/language", language="pl")
    project.refresh_from_db()
    page = alice_web.get(f"/projects/{project.pk}/settings").content.decode()

    assert project.language == "pl"
    assert '<option value="pl" lang="pl" selected>Polski</option>' in page
    assert "cannot be written" in post(alice_web, project, "settings/language", language="tlh")
    post(alice_web, project, "settings/language", language="")
    project.refresh_from_db()
    assert project.language == ""


def test_a_site_is_published_moved_rolled_back_and_taken_down(
    alice_web: Client, project: Project, store: Store
) -> None:
    store(), store({"index.html": b"<!doctype html><title>New</title>"})

    def state() -> publication.Published:
        return publication.state_of(project_id=project.pk)

    assert "Version 2 is live" in post(alice_web, project, "publish", slug="nishiki")
    post(alice_web, project, "publish", slug="noodles", version="2")
    assert (state().slug, state().former_slugs) == ("noodles", ("nishiki",))
    assert "Redirecting now:" in alice_web.get(f"/projects/{project.pk}/settings").content.decode()
    post(alice_web, project, "publish", version="1")
    assert (state().slug, state().version) == ("noodles", 1)
    post(alice_web, project, "unpublish")
    assert (state().slug, state().version) == ("noodles", None)


def test_an_address_that_cannot_be_is_told_beside_what_would_do(
    alice_web: Client, project: Project, store: Store, bob: object
) -> None:
    store()
    other = project_services.create_project(owner_id=project.owner_id, name="Other")
    assert "reserved" in post(alice_web, project, "publish", slug="admin")
    post(alice_web, project, "publish", slug="nishiki")
    version = project_services.store_version(
        project=other, spec={"format": 1}, files={"index.html": b"x"}, quality={}, pages=[]
    )
    project_services.build_succeeded(other, version=version, template_id="", seconds=1, name="")

    assert "“nishiki-2” is free" in post(alice_web, other, "publish", slug="nishiki")
    assert publication.state_of(project_id=other.pk).version is None


def test_visits_are_drawn_and_told(alice_web: Client, project: Project) -> None:
    today = timezone.now().date()
    DailyVisits.objects.create(
        project=project, day=today, path="/menu.html", referrer="news.example", visits=7
    )
    DailyVisitors.objects.create(project=project, day=today, visitors=3)
    text = alice_web.get(f"/projects/{project.pk}/settings").content.decode()

    assert "7 page views in 30 days, 7 on the busiest day" in text
    assert "/menu.html" in text
    assert "news.example" in text


def test_the_highest_bar_is_as_high_as_the_chart() -> None:
    day = timezone.now().date()
    days = [{"date": day - timedelta(days=at), "visits": at, "visitors": at} for at in (0, 5, 10)]
    drawn = bars(days)

    assert drawn[0].height == 0
    assert drawn[2].height == 2 * drawn[1].height
    assert all(bar.y >= 0 for bar in drawn)
    assert [bar.height for bar in bars([{"date": day, "visits": 0, "visitors": 0}])] == [0]


def test_ending_preview_links_ends_them(alice_web: Client, project: Project, store: Store) -> None:
    address = project_services.preview_url(store())
    assert Client().get(address).status_code == 200
    post(alice_web, project, "preview-links")
    assert Client().get(address).status_code == 404


def test_a_project_is_deleted_only_if_its_name_is_typed(alice_web: Client, project: Project) -> None:
    assert "not the name" in post(alice_web, project, "settings/delete", typed="nishiki")
    project.refresh_from_db()
    assert project.deleted_at is None

    response = alice_web.post(f"/projects/{project.pk}/settings/delete", {"typed": " Nishiki "})
    assert response["Location"] == "/projects"
    assert alice_web.get(f"/projects/{project.pk}/settings").status_code == 404


def test_a_host_is_claimed_with_its_record_and_given_up(alice_web: Client, project: Project) -> None:
    assert "www.nishiki-ramen.com is noted" in post(alice_web, project, "hosts", host="WWW.nishiki-ramen.com")
    claim = CustomHost.objects.get()
    text = alice_web.get(f"/projects/{project.pk}/settings").content.decode()

    assert claim.record_name in text
    assert claim.token in text
    assert "IP address" in post(alice_web, project, "hosts", host="127.0.0.1")
    post(alice_web, project, f"hosts/{claim.pk}/remove")
    assert not CustomHost.objects.exists()


def test_looking_for_a_record_tells_what_was_found(
    alice_web: Client, project: Project, settings: Any
) -> None:
    post(alice_web, project, "hosts", host="www.nishiki-ramen.com")
    claim = CustomHost.objects.get()
    with name_server() as dns:
        settings.DNS_SERVERS = (dns.address,)
        assert "shows the site" not in post(alice_web, project, f"hosts/{claim.pk}/check")
        dns.records[claim.record_name] = [f'"{claim.token}"']
        assert post(alice_web, project, f"hosts/{claim.pk}/check") == "www.nishiki-ramen.com shows the site."
