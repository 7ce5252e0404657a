"""The pictures of ``docs/gallery``: the start pages of ten sites, as a desktop and a phone show them.

    .venv/bin/python bench/gallery.py

Needs Chromium (``CHROMIUM`` names another executable) and the shared prompts beside the checkout, as
``bench/sitecheck.py`` does.
"""

from __future__ import annotations

import os
import sys
import tempfile
from base64 import b64decode
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.sitecheck import ROOT, prompt_files, read_prompts, write_sites
from sitegen.catalog import default_catalog

SHOWN = (
    "ramen", "logs-saas", "photo-lisbon", "dentist", "rock-band", "skincare", "bnb", "consultant", "podcast",
    "plumber",
)  # fmt: skip
# Name: width of the window, height of what is shown, scale of the picture.
SCREENS = {"desktop": (1440, 2250, 0.56), "phone": (375, 1350, 0.7)}
QUALITY = 74
# Lazy pictures below the window must be there before the camera is.
LOAD_ALL = """async () => {
  for (const image of document.images) image.loading = 'eager';
  await document.fonts.ready;
  await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
}"""


def main() -> None:
    target = ROOT / "docs" / "gallery"
    prompts = [prompt for prompt in read_prompts(prompt_files()) if prompt["id"] in SHOWN]
    with tempfile.TemporaryDirectory(prefix="gallery-") as folder, sync_playwright() as playwright:
        sites = write_sites(prompts, default_catalog(), Path(folder))
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox", "--disable-gpu"],
        )
        for site in sites:
            for screen in SCREENS:
                data = photograph(browser, site / "index.html", screen)
                (target / f"{site.name}-{screen}.webp").write_bytes(data)
                print(f"{site.name}-{screen}.webp  {len(data) / 1000:.0f} kB")
        browser.close()


def photograph(browser: Browser, page_file: Path, screen: str) -> bytes:
    """The upper part of a page as WebP."""
    width, height, scale = SCREENS[screen]
    context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(page_file.as_uri())
    page.evaluate(LOAD_ALL)
    clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": scale}
    shot = context.new_cdp_session(page).send(
        "Page.captureScreenshot",
        {"format": "webp", "quality": QUALITY, "clip": clip, "captureBeyondViewport": True},
    )
    context.close()
    return b64decode(shot["data"])


if __name__ == "__main__":
    main()
