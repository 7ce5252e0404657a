"""Forms of a generated site in real Chromium: on another host, sandboxed, from a folder, in a preview."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from projects import links
from projects import services as project_services
from projects.models import Project, SiteVersion
from publishing import forms, headers
from publishing.models import Submission
from sitegen.catalog import default_catalog
from sitegen.engine import GeneratedSite, generate
from tests.flows import processes

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.django_db(transaction=True)]

PROMPT = "Zahnarztpraxis in Berlin namens Zahnhaus Mitte, Kontaktformular, Telefon +49 30 901820"
TYPED = {"name": "Ann", "email": "ann@example.org", "message": "Guten Tag\nund danke"}
FORM = "form[data-form=contact]"
STATUS = f"{FORM} .form-status"
SCRIPTS = pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])


@pytest.fixture(scope="module")
def site() -> GeneratedSite:
    return generate(PROMPT, default_catalog(), today=date(2026, 11, 24))


@pytest.fixture
def version(project: Project, site: GeneratedSite) -> SiteVersion:
    return project_services.store_version(
        project=project, spec=site.spec.model_dump(mode="json"), files=site.files, quality={}, pages=[]
    )


@pytest.fixture
def folder(
    project: Project, site: GeneratedSite, version: SiteVersion, address: str, tmp_path: Path, settings: Any
) -> Path:
    """The site as it is exported: a folder whose forms post to the web process."""
    settings.PUBLIC_URL = address
    folder = tmp_path / "site"
    actions = forms.forms_of(project=project, version=version)
    for path, data in site.files.items():
        for slug, action in actions.items() if path.endswith(".html") else ():
            data = data.replace(f'action="forms/{slug}"'.encode(), f'action="{action}"'.encode())
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def page_of_form(site: GeneratedSite) -> str:
    return next(
        path for path, data in site.files.items() if path.endswith(".html") and b'data-form="contact"' in data
    )


@contextmanager
def served(folder: Path, policy: str = "") -> Iterator[str]:
    """The folder on another port, which is another origin; ``policy`` sandboxes it as publishing does."""

    class Handler(SimpleHTTPRequestHandler):
        def end_headers(self) -> None:
            if policy:
                self.send_header("Content-Security-Policy", policy)
                self.send_header("Access-Control-Allow-Origin", "*")
            super().end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[[str, bool], Page]]:
    contexts = []

    def open_page(url: str, script: bool) -> Page:
        contexts.append(browser.new_context(java_script_enabled=script))
        page = contexts[-1].new_page()
        page.goto(url)
        return page

    yield open_page
    for context in contexts:
        context.close()


def fill(page: Page) -> None:
    for name, value in TYPED.items():
        page.fill(f"{FORM} [name={name}]", value)


def send(page: Page) -> None:
    page.click(f"{FORM} [type=submit]")


def fill_and_send(page: Page, script: bool, site: GeneratedSite) -> None:
    """As an honest visitor does, up to the thanks."""
    fill(page)
    send(page)
    thanks = next(form.success_message for form in site.spec.forms if form.id == "contact")
    if script:
        expect(page.locator(STATUS)).to_have_text(thanks)
        expect(page.locator(f"{FORM} .field").first).to_be_hidden()
        return
    expect(page.locator("h1")).to_have_text("Noch ein Klick")
    # Whoever presses it within a second gets the page again.
    processes.until(lambda: pressed(page) == "Gesendet", what="the thanks")
    assert thanks in page.inner_text("main")


def pressed(page: Page) -> str:
    """The heading after the button was pressed, if it still was there."""
    if page.inner_text("h1") == "Noch ein Klick":
        page.click("main button")
    return page.inner_text("h1")


def delivered() -> dict[str, str]:
    """What is in the inbox: one post, out of doubt; empty fields left out."""
    row = Submission.objects.get()
    assert (row.is_spam, row.doubt) == (False, "")
    return {name: value for name, value in row.data.items() if value}


@SCRIPTS
def test_it_delivers_from_another_host(
    folder: Path, site: GeneratedSite, open_page: Callable[[str, bool], Page], script: bool
) -> None:
    with served(folder) as host:
        page = open_page(f"{host}/{page_of_form(site)}", script)
        fill_and_send(page, script, site)
        assert page.url.startswith(host) is script
    assert delivered() == TYPED


@SCRIPTS
def test_it_delivers_from_a_sandboxed_page(
    folder: Path, site: GeneratedSite, open_page: Callable[[str, bool], Page], address: str, script: bool
) -> None:
    with served(folder, headers.site_policy(f"{address}/f/")) as host:
        page = open_page(f"{host}/{page_of_form(site)}", script)
        fill_and_send(page, script, site)
    assert delivered() == TYPED


@SCRIPTS
def test_it_delivers_from_a_folder(
    folder: Path, site: GeneratedSite, open_page: Callable[[str, bool], Page], script: bool
) -> None:
    page = open_page((folder / page_of_form(site)).as_uri(), script)
    fill_and_send(page, script, site)
    assert delivered() == TYPED


def test_where_the_script_may_not_ask_the_plain_form_sends(
    folder: Path, site: GeneratedSite, open_page: Callable[[str, bool], Page], address: str
) -> None:
    # A host of the exported site with a strict policy of its own.
    policy = headers.site_policy(f"{address}/f/").replace(f"connect-src {address}/f/", "connect-src 'none'")
    with served(folder, policy) as host:
        page = open_page(f"{host}/{page_of_form(site)}", True)
        fill_and_send(page, False, site)
    assert delivered() == TYPED


def test_mistakes_are_told_beside_the_fields_and_read_out(
    folder: Path, site: GeneratedSite, open_page: Callable[[str, bool], Page]
) -> None:
    with served(folder) as host:
        page = open_page(f"{host}/{page_of_form(site)}", True)
        page.fill(f"{FORM} [name=email]", "nowhere")
        send(page)
        name = page.locator(f"{FORM} [name=name]")
        expect(name).to_be_focused()
        expect(name).to_have_attribute("aria-invalid", "true")
        expect(page.locator(f"#{name.get_attribute('aria-describedby')}")).to_have_text(
            "Bitte füllen Sie dieses Feld aus."
        )
        expect(page.locator(f"{FORM} .field--email .field-error")).to_contain_text("name@domain.com")
        expect(page.locator(STATUS)).to_have_text("Bitte prüfen Sie die markierten Felder.")
        # What only the server knows is told in the same way.
        fill(page)
        page.fill(f"{FORM} [name=message]", "x" * 20_001)
        send(page)
        expect(page.locator(f"{FORM} .field--textarea .field-error")).to_have_text("Das ist zu lang.")
        assert not Submission.objects.exists()
        fill_and_send(page, True, site)
    assert delivered() == TYPED


def test_impatient_clicks_are_one_post(
    folder: Path, site: GeneratedSite, open_page: Callable[[str, bool], Page]
) -> None:
    with served(folder) as host:
        page = open_page(f"{host}/{page_of_form(site)}", True)
        fill(page)
        page.locator(f"{FORM} [type=submit]").dblclick()
        expect(page.locator(f"{FORM} .field").first).to_be_hidden()
    assert delivered() == TYPED


def test_mistakes_without_a_script_keep_what_was_typed(
    folder: Path, site: GeneratedSite, open_page: Callable[[str, bool], Page]
) -> None:
    with served(folder) as host:
        page = open_page(f"{host}/{page_of_form(site)}", False)
        fill(page)
        page.fill(f"{FORM} [name=email]", "ann@home")  # which browsers take for an address
        send(page)
        expect(page.locator("h1")).to_have_text("Noch nicht gesendet")
        assert page.input_value("[name=message]") == TYPED["message"]
        page.fill("[name=email]", TYPED["email"])
        page.click("main button")
        expect(page.locator("h1")).to_have_text("Noch ein Klick")
    assert Submission.objects.get().data["message"] == TYPED["message"]


@SCRIPTS
def test_a_preview_stores_nothing_and_says_so(
    site: GeneratedSite,
    version: SiteVersion,
    open_page: Callable[[str, bool], Page],
    address: str,
    script: bool,
) -> None:
    page = open_page(f"{address}{links.preview_url(version)}{page_of_form(site)}", script)
    fill(page)
    send(page)
    told = page.locator(STATUS if script else "main")
    expect(told).to_contain_text("nothing was sent or stored")
    assert not Submission.objects.exists()
