"""Language and theme are chosen in the footer and right from the first byte."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_chosen_language_stays() -> None:
    visitor = Client()
    assert b'<html lang="en"' in visitor.get("/").content

    assert visitor.post("/language", {"language": "es", "next": "/sign-up"})["Location"] == "/sign-up"

    page = visitor.get("/sign-up", headers={"accept-language": "en"}).content.decode()
    assert '<html lang="es"' in page
    assert "Crea tu cuenta" in page


def test_without_a_choice_the_browser_is_followed() -> None:
    assert b'<html lang="es"' in Client().get("/", headers={"accept-language": "es-MX,es;q=0.9"}).content


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_chosen_theme_stays_until_the_device_decides_again(theme: str) -> None:
    visitor = Client()
    assert b"data-theme=" not in visitor.get("/").content

    answer = visitor.post("/theme", {"theme": theme, "next": "/sign-in"})

    assert answer["Location"] == "/sign-in"
    assert f'data-theme="{theme}"' in visitor.get("/").content.decode()
    visitor.post("/theme", {"theme": ""})
    assert b"data-theme=" not in visitor.get("/").content


def test_a_made_up_theme_is_nothing() -> None:
    visitor = Client()
    visitor.cookies["theme"] = '"><script>'
    assert b"data-theme=" not in visitor.get("/").content


def test_switching_never_leads_to_another_host() -> None:
    for path in ("/theme", "/language"):
        answer = Client().post(path, {"theme": "dark", "language": "es", "next": "https://evil.example/"})
        assert answer["Location"] == "/"
