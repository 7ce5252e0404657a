"""Pictures in real Chromium: dropped into the composer, described, built into the site and seen on it."""

from __future__ import annotations

import base64
import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, FilePayload, Page, expect

from projects.models import Asset
from tests import axe
from tests.made_pictures import drawn, encoded

pytestmark = [
    pytest.mark.browser,
    pytest.mark.processes,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(300),
]

PROMPT = "A bakery called Krume in Leipzig with sourdough, rye bread and a contact form"
FILES = """files => {
  const transfer = new DataTransfer();
  for (const [name, type, data] of files)
    transfer.items.add(new File([Uint8Array.from(atob(data), (c) => c.charCodeAt(0))], name, { type }));
  return transfer;
}"""


def drop(page: Page, *files: tuple[str, bytes]) -> None:
    """Drop files onto the composer as from a desktop; all of them say that they are PNG."""
    packed = [(name, "image/png", base64.b64encode(data).decode()) for name, data in files]
    transfer = page.evaluate_handle(FILES, packed)
    for event in ("dragenter", "dragover", "drop"):
        page.dispatch_event(".composer", event, {"dataTransfer": transfer})


def test_dropped_pictures_stand_on_the_site(context: BrowserContext) -> None:
    page = context.new_page()  # one that may log what is refused
    page.set_default_timeout(30_000)
    page.goto("/sign-up")
    page.get_by_label("Name").fill("Mika")
    page.get_by_label("Email").fill("mika@example.org")
    page.get_by_label("Password").fill("correct horse battery")
    page.get_by_role("button", name="Create account").click()
    page.get_by_label("What should the website be?").fill(PROMPT)
    page.get_by_role("button", name="Add pictures first").click()
    expect(page.locator("#prompt")).to_have_value(PROMPT)

    front, spare = encoded(drawn(1200, 900)), encoded(drawn(300, 300, "#336699"))
    drop(page, ("IMG_2041.png", front), ("spare.png", spare), ("text.png", b"This is a text."))
    rows = page.locator("[data-picture-list] .picture")
    expect(rows).to_have_count(3)
    expect(rows.nth(0).get_by_label("What IMG_2041.png shows")).to_be_visible()
    expect(rows.nth(0).locator("progress")).to_be_hidden()
    expect(rows.nth(1).get_by_role("checkbox", name="Use spare.png")).to_be_checked()
    expect(rows.nth(2)).to_contain_text("This is no picture that can be read.")
    expect(rows.nth(2).get_by_role("checkbox")).to_be_disabled()

    # By keyboard: describe the first, leave out the second, remove the third.
    rows.nth(0).get_by_label("What IMG_2041.png shows").focus()
    with page.expect_response(lambda answer: answer.request.method == "PATCH"):
        page.keyboard.type("The counter in the morning")
        page.keyboard.press("Enter")
    rows.nth(1).get_by_role("checkbox").press("Space")
    rows.nth(2).get_by_role("button", name="Remove text.png").press("Enter")
    expect(rows).to_have_count(2)
    expect(page.get_by_role("button", name="Remove spare.png")).to_be_focused()
    assert Asset.objects.count() == 2
    page.set_viewport_size({"width": 375, "height": 740})
    assert (axe.overflow(page), axe.findings(page)) == (0, [])
    page.set_viewport_size({"width": 1280, "height": 860})

    page.get_by_role("button", name="Build", exact=True).click()
    expect(page.locator("[data-pulse]")).to_have_text(re.compile("^Version 1"))
    picture = page.frame_locator("[data-frame]").get_by_alt_text("The counter in the morning")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth > 300)")

    # They are there again for the next build.
    page.goto(urlsplit(page.url).path)
    expect(rows).to_have_count(2)
    expect(rows.nth(0).get_by_label("What IMG_2041.png shows")).to_have_value("The counter in the morning")

    # In the Files tab each is told where it belongs, and more are added.
    page.get_by_role("link", name="Files", exact=True).click()
    page.get_by_role("link", name="Your pictures").click()
    shots = page.locator(".shot")
    expect(shots).to_have_count(2)
    expect(shots.nth(0)).to_contain_text("Version 1")
    page.locator("[data-files]").set_input_files(
        [
            FilePayload(name="team.png", mimeType="image/png", buffer=encoded(drawn(600, 600, "#aa3344"))),
            FilePayload(name="text.png", mimeType="image/png", buffer=b"This is a text."),
        ]
    )
    expect(shots).to_have_count(3)
    expect(page.locator("[data-picture-list]")).to_contain_text("This is no picture that can be read.")
    expect(shots.nth(2).get_by_label("Where it belongs").locator("option:checked")).to_have_text(
        "By its name: Portrait"
    )
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert axe.findings(page) == []
    page.set_viewport_size({"width": 375, "height": 740})
    assert axe.overflow(page) == 0
    shots.nth(2).get_by_label("Where it belongs").select_option("Gallery")
    shots.nth(2).get_by_role("button", name="Save team.png").click()
    expect(page.locator(".toast").last).to_contain_text("“team.png” is saved.")
    expect(shots.nth(2).get_by_label("Where it belongs").locator("option:checked")).to_have_text("Gallery")
    page.wait_for_load_state()  # only the script asks first
    shots.nth(1).get_by_role("button", name="Delete spare.png").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete the picture").click()
    expect(shots).to_have_count(2)
