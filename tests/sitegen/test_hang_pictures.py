"""The owner's pictures on a site: where they stand, what is said of them, how much they weigh."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageFilter

from sitegen.catalog import Catalog
from sitegen.checks import run_checks
from sitegen.checks.documents import read_site
from sitegen.checks.performance import parts_of
from sitegen.engine import GeneratedSite, generate
from sitegen.render import render_site
from sitegen.spec import Picture, SiteSpec
from sitegen.uploads import Upload
from sitegen.uploads.names import caption_of, roles_of
from tests.made_pictures import SVG, encoded, opened

TODAY = date(2026, 11, 24)
PROMPT = (
    "A bakery called Hartley's in Bristol with sourdough, rye bread and seeded rolls. "
    "Team: Maria Lopez (head baker), Tom Hill (pastry). Gallery, contact form"
)
SHOP = "An online shop for leather bags called Fold: field satchel €240, tote €180, card wallet €60"
NAMES = [
    "IMG_2041.JPG", "sourdough-loaf.jpg", "maria-lopez.jpg", "DSC_0007.jpg", "Ovens at night.png",
    "shelf.webp", "PXL_20240501_091500.jpg", "0b7f9c2e.png",
]  # fmt: skip


@cache
def photo(name: str, width: int = 1200, height: int = 900, alt: str = "") -> Upload:
    """A picture with grain, which weighs as photographs do."""
    tone = sum(name.encode()) % 200
    image = Image.new("RGB", (width, height), (tone, 120, 255 - tone))
    ImageDraw.Draw(image).ellipse((tone, tone, tone + 500, tone + 500), fill="#f2d8a0")
    grain = Image.effect_noise((width, height), 60).convert("RGB").filter(ImageFilter.GaussianBlur(1))
    data = encoded(Image.blend(image, grain, 0.15), "WEBP", quality=80)
    return Upload(name, "image/webp", width, height, data, alt)


def logo(name: str = "logo.png", size: tuple[int, int] = (400, 400), colour: str = "#fdfdfd") -> Upload:
    image = Image.new("RGBA", size)
    ImageDraw.Draw(image).ellipse((20, 20, size[0] - 20, size[1] - 20), fill=colour)
    return Upload(name, "image/webp", *size, encoded(image, "WEBP", lossless=True))


def made(catalog: Catalog, *uploads: Upload, prompt: str = PROMPT) -> GeneratedSite:
    return generate(prompt, catalog, today=TODAY, uploads=uploads)


def own(spec: SiteSpec) -> dict[str, tuple[str, Picture]]:
    """Section id and slot → kind of content and picture, of the owner's pictures."""
    return {
        f"{section.id} {slot}": (section.kind, picture)
        for page in spec.pages
        for section in page.sections
        for slot, picture in section.pictures.items()
        if picture.path.startswith("assets/photos/")
    }


@pytest.fixture(scope="module")
def site(catalog: Catalog) -> GeneratedSite:
    """A site with eight photographs and a logo."""
    return made(catalog, *(photo(name) for name in NAMES), logo())


def test_every_picture_stands_on_the_site_once(site: GeneratedSite) -> None:
    hung = own(site.spec)
    assert len({picture.path for _, picture in hung.values()}) == len(hung) == len(NAMES)
    assert all(picture.path in site.files for _, picture in hung.values())
    assert any(kind == "hero" for kind, _ in hung.values())


def test_a_site_with_pictures_passes_its_checks(site: GeneratedSite) -> None:
    assert [(finding.rule, finding.file) for finding in site.report.findings] == []


def test_pages_stay_light(site: GeneratedSite) -> None:
    pages = read_site(site.files)
    for page in pages.documents:
        assert sum(len(site.files[path]) for path in parts_of(pages, page) if "photos" in path) < 260_000


def test_the_same_pictures_give_the_same_bytes(site: GeneratedSite, catalog: Catalog) -> None:
    assert made(catalog, *(photo(name) for name in NAMES), logo()).files == site.files


def test_a_stored_spec_renders_the_same_site(site: GeneratedSite, catalog: Catalog) -> None:
    spec = SiteSpec.model_validate(site.spec.model_dump(mode="json"))
    assert render_site(spec, catalog) == site.files
    assert run_checks(render_site(spec, catalog)).score == site.report.score


def test_names_lead_pictures_to_what_they_show(site: GeneratedSite, catalog: Catalog) -> None:
    alts = {picture.alt: kind for kind, picture in own(site.spec).values()}
    assert any(alt.startswith("Maria Lopez") and kind == "team" for alt, kind in alts.items())
    shop = made(catalog, photo("field-satchel.jpg"), prompt=SHOP)
    assert {kind for kind, _ in own(shop.spec).values()} == {"products", "product", "related"}


def test_the_owner_says_what_a_picture_is_for(catalog: Catalog) -> None:
    loaf = replace(photo("sourdough-loaf.jpg", alt="A loaf"), role="hero")
    front = photo("IMG_2041.JPG", alt="The front")
    plain = replace(logo("logo.png"), role="any")
    site = made(catalog, front, loaf, plain)

    heroes = [picture.alt for kind, picture in own(site.spec).values() if kind == "hero"]
    assert heroes[0] == "A loaf"
    assert site.spec.logo is None
    assert made(catalog, replace(logo("IMG_1.png"), role="logo")).spec.logo is not None


def test_nobody_gets_the_face_of_a_picture_without_a_name(catalog: Catalog) -> None:
    hung = own(made(catalog, *(photo(f"IMG_{number}.jpg", 400, 300) for number in range(10))).spec)
    assert len(hung) == 10
    assert "team" not in {kind for kind, _ in hung.values()}


def test_a_gallery_keeps_the_shape_of_pictures(catalog: Catalog) -> None:
    site = made(catalog, *(photo(f"gallery_IMG_{at}.jpg", 450, 800) for at in range(3)))
    shapes = [
        picture.height / picture.width for kind, picture in own(site.spec).values() if kind == "gallery"
    ]
    assert [round(shape, 2) for shape in shapes[1:]] == [1.33, 1.33]
    alts = [picture.alt for _, picture in own(site.spec).values()]
    assert len(set(alts)) == len(alts)


def test_no_alternative_text_is_the_name_of_a_file(site: GeneratedSite) -> None:
    alts = [picture.alt for _, picture in own(site.spec).values()]
    assert all(alts)
    for sign in ("IMG", "DSC", "PXL", "2041", "0b7f", "_", ".", "jpg", "png"):
        assert not [alt for alt in alts if sign in alt]


def test_what_the_owner_says_of_a_picture_is_said(catalog: Catalog) -> None:
    said = "The shop at eight in the morning"
    hung = own(made(catalog, photo("IMG_1.jpg", alt=said)).spec)
    assert [picture.alt for _, picture in hung.values()] == [said]


def test_a_gallery_shows_own_pictures_alone_with_their_words(catalog: Catalog) -> None:
    names = [f"gallery {word}.jpg" for word in ("dough", "flour", "counter")]
    site = made(catalog, *(photo(name, 400, 300) for name in [*names, "gallery_IMG_4.jpg"]))
    section = next(s for page in site.spec.pages for s in page.sections if s.kind == "gallery")
    items = section.content.items  # type: ignore[attr-defined]  # a gallery has items
    captions = [item.caption for item in items]
    assert set(captions) <= {"Dough", "Flour", "Counter", None}
    assert len(section.pictures) == len(captions) >= 3
    assert all("photos" in picture.path for picture in section.pictures.values())
    assert site.report.findings == ()


def test_a_product_shows_the_owner_s_picture_wherever_it_stands(catalog: Catalog) -> None:
    site = made(catalog, photo("field-satchel.jpg", 1600, 1200), prompt=SHOP)
    shown = [
        (section.kind, picture.path)
        for page in site.spec.pages
        for section in page.sections
        for slot, picture in section.pictures.items()
        if _product_at(section.content, slot) == "field-satchel"
    ]

    assert {kind for kind, _ in shown} == {"products", "product", "related"}
    assert len({path for _, path in shown}) == 1
    assert shown[0][1].startswith("assets/photos/")
    assert site.report.findings == ()


def _product_at(content: Any, slot: str) -> str:
    """The slug of the product whose picture stands there; empty for anything else."""
    if slot == "main":
        return getattr(content, "slug", "")
    number, items = slot.removeprefix("item-"), getattr(content, "items", ())
    return getattr(items[int(number)], "slug", "") if number.isdecimal() else ""


def test_the_first_screen_is_eager_and_the_rest_lazy(site: GeneratedSite) -> None:
    text = site.files["index.html"].decode()
    for kind, picture in own(site.spec).values():
        at = text.find(f'src="{picture.path}"')
        if at >= 0:
            tag = text[at : text.index(">", at)]
            assert ("lazy" in tag) == (kind != "hero")
            assert f'width="{picture.width}" height="{picture.height}"' in tag


def test_large_pictures_come_in_two_widths(catalog: Catalog) -> None:
    site = made(
        catalog, photo("IMG_1.jpg", 2000, 1500), prompt="Guided hiking tours in Slovenia for families"
    )
    [(_, picture)] = own(site.spec).values()
    assert picture.narrow is not None
    assert f"{picture.narrow} 720w, {picture.path} {picture.width}w" in site.files["index.html"].decode()
    assert opened(site.files[picture.narrow]).size[0] == 720


def test_a_picture_is_cut_to_its_place_and_never_blown_up(catalog: Catalog) -> None:
    small = made(catalog, photo("IMG_1.jpg", 300, 200))
    [(_, picture)] = own(small.spec).values()
    assert picture.width <= 300
    assert opened(small.files[picture.path]).size == (picture.width, picture.height)


def test_a_square_logo_stands_beside_the_name_and_in_the_tab(site: GeneratedSite) -> None:
    assert site.spec.logo is not None
    header = site.files["index.html"].decode().split("<header")[1].split("</header>")[0]
    assert '<img src="assets/logo.webp" width="44" height="44" alt="">' in header
    assert site.spec.brief.name.replace("'", "&#39;") in header
    assert b"data:image/png;base64," in site.files["favicon.svg"]


def test_a_wide_logo_says_the_name(catalog: Catalog) -> None:
    wide = made(catalog, logo("Hartleys_Logo.png", (600, 150), "#203040"))
    header = wide.files["index.html"].decode().split("<header")[1].split("</header>")[0]
    assert f'alt="{wide.spec.brief.name}"'.replace("'", "&#39;") in header
    assert b"base64" not in wide.files["favicon.svg"]
    assert wide.report.findings == ()


def test_a_logo_in_svg_stays_one(catalog: Catalog) -> None:
    site = made(catalog, Upload("logo.svg", "image/svg+xml", 120, 40, SVG))
    assert site.files["assets/logo.svg"] == SVG
    assert own(site.spec) == {}
    assert site.report.findings == ()


def test_a_pale_logo_gets_a_ground_of_its_own(site: GeneratedSite, catalog: Catalog) -> None:
    # The ground of this site is pale, too.
    corner = opened(site.files["assets/logo.webp"]).convert("RGB").getpixel((1, 1))
    assert max(corner) < 60  # type: ignore[arg-type]  # RGB
    dark = made(catalog, logo(colour="#101010"))
    assert opened(dark.files["assets/logo.webp"]).mode == "RGBA"


def test_a_prompt_without_pictures_still_shows_those_that_were_given(catalog: Catalog) -> None:
    site = made(catalog, photo("IMG_1.jpg"), prompt="Personal site of a data consultant, no images")
    assert len(own(site.spec)) == 1


def test_without_pictures_nothing_changes(catalog: Catalog) -> None:
    spec = made(catalog).spec
    assert (spec.logo, own(spec)) == (None, {})


@pytest.mark.parametrize(
    ("name", "caption"),
    [
        ("IMG_2041.JPG", ""),
        ("DSCF0012.jpg", ""),
        ("PXL_20240501_091500123.MP.jpg", ""),
        ("WhatsApp Image 2024-05-01 at 12.00.00.jpeg", ""),
        ("Screenshot 2026-01-02.png", ""),
        ("0b7f9c2e-41aa.png", ""),
        ("picture", ""),
        ("sourdough-loaf_v2 (1).jpg", "Sourdough loaf"),
        ("OurNewOven.png", "Our New Oven"),
        ("SHOP WINDOW.JPG", "Shop window"),
        ("hero-bread on the shelf.jpg", "Bread on the shelf"),
        ("équipe en terrasse.webp", "En terrasse"),
        ("寿司.jpg", "寿司"),
    ],
)
def test_names_become_captions_only_if_people_wrote_them(name: str, caption: str) -> None:
    assert caption_of(name) == caption


def test_names_tell_what_a_picture_is_for() -> None:
    assert roles_of("Hartleys_Logo-final.svg") == {"logo"}
    assert roles_of("team-portrait.jpg") == {"people"}
    assert roles_of("catalogo.png") == set()
