"""What axe-core finds on a page, in the light and in the dark; the rules come with the package."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def findings(page: Page) -> list[str]:
    """Every violated rule with the elements that violate it, in both colour schemes; empty if all is well."""
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        # Colours may be under way from one scheme to the other.
        page.evaluate("Promise.all(document.getAnimations().map(a => a.finished.catch(() => null)))")
        for rule in Axe().run(page).response["violations"]:
            nodes = "; ".join(node["html"][:160] for node in rule["nodes"][:4])
            found.append(f"{scheme} {rule['id']}: {nodes}")
    page.emulate_media(color_scheme=None, reduced_motion=None)
    return found


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
