"""Pages for the goods of a shop: each product has one, and shelf, page and order form share a cart."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest
from playwright.sync_api import Browser, Page

from sitegen.brief import Offer
from sitegen.catalog import Catalog
from sitegen.content import Product, ProductPage, Products, Related
from sitegen.copy.wares import FOLDER, sorts_for
from sitegen.engine import GeneratedSite, generate
from tests.chromium import chromium
from tests.sitegen.conftest import TODAY
from tests.sitegen.copy import cases

CANDLES = (
    "Online shop for candles called Low Tide in Whitby: sea fog candle £18, beeswax pair £12, "
    "gift box £34.50, wick trimmer £9"
)
FILES = ["beeswax-pair.html", "gift-box.html", "sea-fog-candle.html", "wick-trimmer.html"]


@pytest.fixture(scope="module")
def shop(catalog: Catalog) -> GeneratedSite:
    return generate(CANDLES, catalog, today=TODAY)


def pages_of(site: GeneratedSite) -> list[ProductPage]:
    return [
        section.content
        for page in site.spec.pages
        for section in page.sections
        if isinstance(section.content, ProductPage)
    ]


def test_every_product_of_the_shelf_has_a_page_that_its_tiles_lead_to(shop: GeneratedSite) -> None:
    tiles: list[Product] = [
        tile
        for page in shop.spec.pages
        for section in page.sections
        if isinstance(section.content, Products)
        for tile in section.content.items
    ]

    assert sorted(path for path in FILES if path in shop.files) == FILES
    assert {tile.link.href for tile in tiles if tile.link} == {
        f"page:{path.removesuffix('.html')}" for path in FILES
    }
    assert shop.report.findings == ()


def test_a_product_page_says_the_price_of_the_prompt_and_more_than_its_tile(shop: GeneratedSite) -> None:
    found = {page.name: page for page in pages_of(shop)}

    assert {name: (page.price, page.price_cents, page.currency) for name, page in found.items()} == {
        "Sea fog candle": ("£18", 1800, "GBP"),
        "Beeswax pair": ("£12", 1200, "GBP"),
        "Gift box": ("£34.50", 3450, "GBP"),
        "Wick trimmer": ("£9", 900, "GBP"),
    }
    candle = found["Sea fog candle"]
    assert ("Care", "Trim the wick to 5 mm") in [(pair.label, pair.value) for pair in candle.details]
    assert not candle.example
    sentences = [text for page in found.values() for text in (page.lead, *page.paragraphs)]
    assert len(sentences) == len(set(sentences)) >= 8


def test_structured_data_names_product_offer_and_breadcrumbs(shop: GeneratedSite) -> None:
    html = lxml.html.document_fromstring(shop.files["gift-box.html"].decode())
    blocks = [script for script in html.iter("script") if script.get("type") == "application/ld+json"]
    product, crumbs = [json.loads(block.text or "") for block in blocks]

    assert (product["@type"], product["name"]) == ("Product", "Gift box")
    assert product["offers"] == {
        "@type": "Offer",
        "price": "34.50",
        "priceCurrency": "GBP",
        "url": "https://low-tide.example/gift-box.html",
    }
    assert product["image"].removeprefix("https://low-tide.example/") in shop.files
    assert [(step["position"], step["name"], step["item"]) for step in crumbs["itemListElement"]] == [
        (1, "Home", "https://low-tide.example/"),
        (2, "Shop", "https://low-tide.example/shop.html"),
        (3, "Gift box", "https://low-tide.example/gift-box.html"),
    ]


def test_product_pages_are_in_the_sitemap_and_not_in_the_navigation(shop: GeneratedSite) -> None:
    sitemap = shop.files["sitemap.xml"].decode()
    home = lxml.html.document_fromstring(shop.files["index.html"].decode())
    menu = {link.get("href") for nav in home.iter("nav") for link in nav.iter("a")}

    assert all(f"/{path}<" in sitemap for path in FILES)
    assert not menu & set(FILES)


def test_neighbours_show_the_pictures_of_the_shelf(shop: GeneratedSite) -> None:
    page = next(page for page in shop.spec.pages if page.slug == "gift-box")
    own, related = page.sections

    assert isinstance(related.content, Related)
    assert own.pictures["main"].alt == "Gift box, candle shop"
    assert own.pictures["main"].path in shop.spec.files
    assert len(related.pictures) == len(related.content.items) == 3
    assert all("-products-item-" in picture.path for picture in related.pictures.values())


def test_example_prices_say_on_each_page_that_they_are_examples(catalog: Catalog) -> None:
    site = generate("A luxury skincare shop called Maison Verveine", catalog, today=TODAY)
    found = pages_of(site)

    assert len(found) == 8
    assert all(page.example for page in found)
    assert b"Example prices" in site.files[f"{found[0].slug}.html"]


def test_a_site_of_one_page_and_a_restaurant_get_none(catalog: Catalog) -> None:
    single = generate(f"One page site. {CANDLES}", catalog, today=TODAY)
    kitchen = generate("Bistro Olive in York: soup £6, steak £18, tart £7, menu", catalog, today=TODAY)

    assert [page.slug for page in single.spec.pages] == ["home"]
    assert pages_of(kitchen) == []


def test_a_baker_with_prices_sells_on_a_shelf(catalog: Catalog) -> None:
    prompt = "Bakery Morgenrot in Leipzig, sourdough loaf 6.50 €, croissant 2.40 €, cheesecake 32 €"
    site = generate(prompt, catalog, today=TODAY)

    assert [page.slug for page in pages_of(site)] == ["sourdough-loaf", "croissant", "cheesecake"]
    assert "shop.html" in site.files


def test_a_name_that_another_page_has_leaves_it_its_address(catalog: Catalog) -> None:
    prompt = "Online shop for paper called Quire: contact £4, notebook £9, pencil £2"
    site = generate(prompt, catalog, today=TODAY)
    slugs = [page.slug for page in site.spec.pages]

    assert len(slugs) == len(set(slugs))
    assert {"contact", "notebook", "pencil"} <= set(slugs)


@pytest.mark.parametrize("language", ["de", "en", "es", "fr", "it", "ja", "nl", "pl", "pt"])
def test_goods_have_words_in_every_language_with_packs(language: str) -> None:
    data = json.loads((FOLDER / f"{language}.json").read_text(encoding="utf-8"))
    texts = [text for sort in [*data["sorts"], data["any"], data["lasting"]] for text in sort["texts"]]

    assert len(texts) == len(set(texts)) >= 35 - 5 * (language == "ja")
    assert "!" not in json.dumps(data)


def test_the_last_word_of_a_name_says_of_which_sort_a_thing_is() -> None:
    brief = cases.bare_brief("ecommerce", language="de", subject="Laden für Keramik")
    names = {"Teeschale": "Eigenart", "Apfelkuchen": "Haltbarkeit", "Helles": "Trinken"}

    found = {name: sorts_for(brief, (), name)[0].details[0][0] for name in names}

    assert found == names
    # “Schale” ends neither in ale nor in a scarf.
    assert sorts_for(brief, (), "Schale")[0].details[0][0] == "Eigenart"


def test_a_shop_without_prices_fills_a_shelf_of_its_trade_with_a_picture_for_each(catalog: Catalog) -> None:
    # Three offers without prices once left five of eight tiles without a picture.
    prompt = "Small online shop for handmade ceramics by Tomoko Arai, bowls, cups, vases"
    site = generate(prompt, catalog, today=TODAY)
    assert site.plan.brief.offers[0] == Offer(name="bowls")
    page = next(page for page in site.spec.pages if page.slug == "shop")
    shelf = next(section for section in page.sections if isinstance(section.content, Products))

    assert isinstance(shelf.content, Products)
    assert len(shelf.pictures) == len(shelf.content.items) == 8
    assert {"Soup bowl", "Tall vase"} & {item.name for item in shelf.content.items}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def folder(shop: GeneratedSite, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("shop")
    for path, data in shop.files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    return root


def fill_on_two_pages(page: Page, folder: Path) -> str:
    """What the order form says after three boxes from their page and a candle from the shelf."""
    page.goto((folder / "gift-box.html").as_uri())
    page.get_by_label("Quantity").fill("3")
    page.get_by_role("button", name="Add to cart").click()
    assert page.locator("[data-added]").inner_text().startswith("In your cart: 3")
    page.locator("[data-open]").click()
    page.wait_for_url("**/shop.html*")
    page.locator("[data-slug=sea-fog-candle] [data-add]").click()
    return page.locator("form[data-form=order] [name=order]").input_value()


def test_the_cart_goes_from_a_product_page_to_the_order(browser: Browser, folder: Path) -> None:
    page = browser.new_page()

    assert fill_on_two_pages(page, folder) == "3 × Gift box\n1 × Sea fog candle\n£121.50"


def test_the_cart_goes_along_where_storage_is_refused(browser: Browser, folder: Path) -> None:
    # Previews are sandboxed: sessionStorage throws there.
    page = browser.new_page()
    page.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new Error('refused'); } });"
    )

    assert fill_on_two_pages(page, folder) == "3 × Gift box\n1 × Sea fog candle\n£121.50"


def test_without_a_script_a_product_leads_to_the_order_form(browser: Browser, folder: Path) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto((folder / "gift-box.html").as_uri())

    assert not page.get_by_label("Quantity").is_visible()
    page.get_by_text("Add to cart").click()
    page.wait_for_url("**/shop.html#*")
    assert page.locator("form[data-form=order] [name=order]").is_visible()
