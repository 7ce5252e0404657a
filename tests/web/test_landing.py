"""What a visitor is shown, and what is made of the examples."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from accounts.models import User
from credits import pricing
from web import examples

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor() -> Client:
    return Client()


def test_the_price_is_that_of_the_books(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(pricing.PRICES, "planner", 7)

    page = visitor.get("/").content.decode()

    foot = re.search(r"<tfoot>.*?<td>(\d+)</td>", page, re.DOTALL)
    assert foot
    assert int(foot[1]) == pricing.quote(pricing.FULL_BUILD).total == 33


def test_the_first_websites_are_what_the_bonus_pays_for(visitor: Client, settings: object) -> None:
    settings.SIGNUP_BONUS = 100  # type: ignore[attr-defined]
    assert b"Your first 3 websites are on the house." in visitor.get("/").content
    settings.SIGNUP_BONUS = 0  # type: ignore[attr-defined]
    assert b"on the house" not in visitor.get("/").content


def test_an_example_fills_the_box_without_a_script(visitor: Client) -> None:
    page = visitor.get("/?example=nishiki")

    assert page.context["form"]["prompt"].value() == examples.SITES["nishiki"].prompt
    assert visitor.get("/?example=nobody").context["form"]["prompt"].value() == ""


def test_a_typed_prompt_is_still_there_on_coming_back(visitor: Client) -> None:
    visitor.post("/start", {"prompt": "A bakery in Bath"})

    assert visitor.get("/").context["form"]["prompt"].value() == "A bakery in Bath"
    assert b"A bakery in Bath" in visitor.get("/sign-in").content


def test_an_example_is_a_whole_site_behind_a_sandbox(visitor: Client) -> None:
    home = visitor.get("/examples/nishiki/")

    assert home.status_code == 200
    assert home["Content-Security-Policy"].startswith("sandbox ")
    assert "Set-Cookie" not in home
    page = home.content.decode()
    assert "Nishiki" in page
    files = [name for name in re.findall(r'(?:href|src)="([^":#?]+)["#?]', page)]
    assert files
    for name in set(files):
        assert visitor.get(f"/examples/nishiki/{name}").status_code == 200, name


def test_an_example_without_a_page_shows_its_own_404(visitor: Client) -> None:
    missing = visitor.get("/examples/nishiki/no-such-page")

    assert missing.status_code == 404
    assert b"Nishiki" in missing.content
    assert visitor.get("/examples/nobody/").status_code == 404


def test_the_same_example_gives_the_same_bytes(visitor: Client) -> None:
    first = visitor.get("/examples/casa-loto/")
    examples._files.cache_clear()

    assert visitor.get("/examples/casa-loto/")["ETag"] == first["ETag"]


def test_who_is_signed_in_goes_to_their_projects(visitor: Client, alice: User) -> None:
    visitor.force_login(alice)
    assert visitor.get("/")["Location"] == "/projects"


def test_search_engines_are_kept_from_what_is_private(visitor: Client) -> None:
    lines = visitor.get("/robots.txt").content.decode().splitlines()

    assert lines[0] == "User-agent: *"
    assert {"Disallow: /projects", "Disallow: /share/", "Disallow: /reset-password/"} <= set(lines)
