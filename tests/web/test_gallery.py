"""The gallery without a browser: what it shows, and that a template reaches the build."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from builds.models import Build
from templates_catalog import services as catalog_services

PROMPT = "A ramen restaurant called Nishiki in Portland"
FORM = {"name": "Mika", "email": "mika@example.org", "password": "correct horse battery"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor() -> Client:
    return Client()


@pytest.fixture
def alice_web(alice: User) -> Client:
    client = Client()
    client.force_login(alice)
    return client


def names(page: str) -> list[str]:
    return re.findall(r'<span class="card__name">([^<]*)</span>', page)


def shown(client: Client, query: str = "") -> list[str]:
    return names(client.get(f"/templates{query}").content.decode())


def test_everybody_sees_all_templates_with_pictures(visitor: Client) -> None:
    page = visitor.get("/templates").content.decode()

    assert len(names(page)) == len(catalog_services.list_templates())
    assert "/templates/house-table/picture" in page


def test_it_narrows_by_category_tag_and_words(visitor: Client) -> None:
    assert shown(visitor, "?category=restaurant") == ["Corner Café", "House Table"]
    assert shown(visitor, "?tag=reservations") == ["House Table"]
    assert shown(visitor, "?category=restaurant&q=bakeries") == ["Corner Café"]
    assert shown(visitor, "?q=zzz") == []


@pytest.mark.parametrize("query", ["?category=%00", "?page=-1", "?page=99", "?tag=" + "x" * 100])
def test_a_mistyped_address_shows_the_gallery(visitor: Client, query: str) -> None:
    assert visitor.get(f"/templates{query}").status_code == 200


def test_it_asks_the_database_nothing_for_a_visitor(visitor: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        visitor.get("/templates")
        visitor.get("/templates/house-table")
        visitor.get("/components")


def test_a_template_shows_its_pages_in_a_sandboxed_frame(visitor: Client) -> None:
    page = visitor.get("/templates/house-table").content.decode()

    frame = re.search(r"<iframe[^>]*>", page)
    assert frame
    assert 'sandbox="allow-scripts allow-forms allow-popups"' in frame[0]
    assert 'src="/templates/house-table/site/"' in frame[0]
    assert 'value="menu.html"' in page


@pytest.mark.parametrize("path", ["/templates/nope", "/components/nope", "/templates/nope/picture"])
def test_what_the_catalog_lacks_is_not_found(visitor: Client, path: str) -> None:
    assert visitor.get(path).status_code == 404


def test_components_are_shown_by_category_in_looks(visitor: Client) -> None:
    assert "Split hero" in visitor.get("/components").content.decode()
    page = visitor.get("/components/hero-split?look=ink").content.decode()
    assert "/components/hero-split/shown/stages/ink/hero-split.html" in page
    assert "stages/studio/" in visitor.get("/components/hero-split?look=nope").content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_template_goes_through_sign_up_into_the_build(visitor: Client) -> None:
    form = {"prompt": PROMPT, "template_id": "corner-cafe"}
    assert visitor.post("/start", form)["Location"] == "/sign-up"
    visitor.post("/sign-up", FORM)
    page = visitor.get("/projects").content.decode()
    assert 'name="template_id" value="corner-cafe"' in page
    assert "Corner Café" in page

    visitor.post("/start", form)

    assert Build.objects.get().template_id == "corner-cafe"
    assert 'value="corner-cafe"' not in visitor.get("/projects").content.decode()


def test_who_is_signed_in_chooses_and_lets_go_of_a_template(alice_web: Client) -> None:
    assert "Corner Café" in alice_web.get("/projects?template=corner-cafe").content.decode()
    assert "Corner Café" in alice_web.get("/projects").content.decode()
    assert "Corner Café" not in alice_web.get("/projects?template=").content.decode()


def test_a_template_that_does_not_exist_is_not_kept(alice_web: Client) -> None:
    assert alice_web.get("/projects?template=nope").status_code == 200
    assert "template_id" not in alice_web.session


@pytest.mark.django_db(transaction=True)
def test_an_unknown_template_starts_nothing(alice_web: Client) -> None:
    answer = alice_web.post("/start", {"prompt": PROMPT, "template_id": "nope"})

    assert answer.status_code == 400
    assert not Build.objects.exists()
