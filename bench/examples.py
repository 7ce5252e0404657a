"""The pictures of the landing page's gallery: the sites of ``web/examples.py``, as a desktop shows them.

    .venv/bin/python manage.py stack_exec --temporary -- .venv/bin/python bench/examples.py

Needs Chromium, as ``bench/gallery.py`` does.
"""

from __future__ import annotations

import os
import sys
import tempfile
from base64 import b64decode
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "autowebiq.settings")

import django
from playwright.sync_api import Browser, sync_playwright

django.setup()

# Django must be set up before anything below reads settings.
# ruff: noqa: E402
from bench.gallery import LOAD_ALL
from sitegen.catalog import default_catalog
from sitegen.engine import generate
from web.examples import SITES, TODAY

ROOT = Path(__file__).resolve().parent.parent
WIDTH, HEIGHT = 1440, 2100
# Width in pixels of each picture: phones and plain screens take the small one.
SIZES = (480, 800)
QUALITY = 68


def main() -> None:
    target = ROOT / "web" / "static" / "web" / "examples"
    target.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="examples-") as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox", "--disable-gpu"],
        )
        for site in SITES.values():
            place = Path(folder) / site.name
            for path, data in generate(site.prompt, default_catalog(), today=TODAY).files.items():
                (place / path).parent.mkdir(parents=True, exist_ok=True)
                (place / path).write_bytes(data)
            for width in SIZES:
                data = photograph(browser, place / "index.html", width)
                (target / f"{site.name}-{width}.webp").write_bytes(data)
                print(f"{site.name}-{width}.webp  {len(data) / 1000:.0f} kB")
        browser.close()


def photograph(browser: Browser, page_file: Path, width: int) -> bytes:
    """The upper part of a page as WebP, ``width`` pixels wide."""
    context = browser.new_context(viewport={"width": WIDTH, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(page_file.as_uri())
    page.evaluate(LOAD_ALL)
    clip = {"x": 0, "y": 0, "width": WIDTH, "height": HEIGHT, "scale": width / WIDTH}
    shot = context.new_cdp_session(page).send(
        "Page.captureScreenshot",
        {"format": "webp", "quality": QUALITY, "clip": clip, "captureBeyondViewport": True},
    )
    context.close()
    return b64decode(shot["data"])


if __name__ == "__main__":
    main()
