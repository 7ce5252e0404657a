"""Small pictures of the gallery's entries, taken with a Chromium that is installed beside the project.

A tool for operators and CI: playwright comes with requirements-dev.txt, and a site never needs it.
"""

from __future__ import annotations

import os
import shutil
from base64 import b64decode
from pathlib import Path
from typing import Any

from sitegen.gallery.writing import THUMBNAILS, Gallery, write_index

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
WIDTH, HEIGHT, SCALE, QUALITY = 1280, 800, 0.5, 78
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)


class NoBrowser(Exception):
    """Thumbnails need playwright and a Chromium; the message says how to come by them."""


def take_thumbnails(gallery: Gallery) -> None:
    """Write ``thumbnails/<id>.webp`` of 640 × 400 px for every card, and the index anew. Raises NoBrowser."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError as error:
        raise NoBrowser("Thumbnails need playwright: pip install -r requirements-dev.txt") from error
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=find_browser(), args=list(FLAGS))
        except Error as error:
            raise NoBrowser(f"Chromium does not start: {error.message.splitlines()[0]}") from error
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, reduced_motion="reduce")
        session = page.context.new_cdp_session(page)
        (gallery.folder / THUMBNAILS).mkdir(exist_ok=True)
        for card in gallery.cards:
            address, _, query = card.frame.partition("?")
            page.goto(f"{(gallery.folder / address).resolve().as_uri()}?{query}")
            page.evaluate("document.fonts.ready.then(() => null)")
            (gallery.folder / THUMBNAILS / f"{card.id}.webp").write_bytes(_picture(session))
        browser.close()
    write_index(gallery.folder, gallery.cards)


def find_browser() -> str | None:
    """The browser that ``CHROMIUM`` names, or one on the path; None leaves the choice to playwright's own."""
    named = os.environ.get("CHROMIUM")
    if named:
        if not Path(named).exists():
            raise NoBrowser(f"CHROMIUM={named}: there is no such file.")
        return named
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def _picture(session: Any) -> bytes:
    """A WebP, which playwright's own screenshots cannot be."""
    clip = {"x": 0, "y": 0, "width": WIDTH, "height": HEIGHT, "scale": SCALE}
    answer = session.send("Page.captureScreenshot", {"format": "webp", "quality": QUALITY, "clip": clip})
    return b64decode(answer["data"])
