"""Where the owner's pictures stand: what their names say first, then the best places in the order given.

Pictures that are hung take the place of drawn ones; no picture stands twice. What a picture is hung beside is
known only when the words are written, so this comes after copy and artwork.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sitegen.artwork.draw import Order, PicturedCatalog, orders
from sitegen.brief import Brief
from sitegen.files import PHOTOS, to_text
from sitegen.spec import PageCopy, Picture, SiteArtwork, SiteCopy, SitePlan
from sitegen.uploads.logo import find_logo, logo_files
from sitegen.uploads.names import folded, stems
from sitegen.uploads.photos import Cut, Upload, cut, halved

ENOUGH_FOR_GALLERY = 5
FEWEST_OF_GALLERY = 3
MOST_OF_GALLERY = 12
ITEM_KEYS = ("items", "people", "groups", "tiers", "days", "amounts")
TITLES = ("title", "name", "caption", "label", "role")
# Kinds whose items are things with a name; a picture without a name fills their places last.
NAMED = ("products", "services", "listing", "features", "steps", "posts")
NEVER = ("map", "pattern")
# Bytes of the owner's pictures on one page, the first screen's share, and what any picture gets.
PAGE_BYTES, HERO_BYTES, MOST_BYTES, LEAST_BYTES = 230_000, 85_000, 45_000, 9_000
TALLEST, WIDEST = 0.75, 16 / 9
NARROW, NARROW_BYTES = 720, 40_000
NARROW_FROM = 1000


@dataclass(frozen=True)
class Hung:
    """Words and pictures of a site after the owner's pictures took their places; ``used`` of them."""

    copy: SiteCopy
    artwork: SiteArtwork
    used: int


@dataclass(frozen=True)
class Place:
    """A place for a picture. ``title`` is what stands beside it, ``page`` counts from 0."""

    order: Order
    page: int
    title: str

    @property
    def kind(self) -> str:
        return str(self.order.section.content)

    @property
    def purpose(self) -> str:
        return self.order.size.purpose

    @property
    def is_item(self) -> bool:
        return self.order.item is not None

    @property
    def ratio(self) -> float:
        return self.order.size.width / self.order.size.height


def brief_for(brief: Brief, uploads: Sequence[Upload]) -> Brief:
    """The brief of a site that shows these pictures: it has pictures, and a gallery for many of them."""
    photos = [upload for upload in uploads if "logo" not in upload.roles]
    if not photos:
        return brief
    changes: dict[str, Any] = {"pictures": True}
    if len(photos) >= ENOUGH_FOR_GALLERY and "gallery" not in brief.sections:
        changes["sections"] = (*brief.sections, "gallery")
    return brief.model_copy(update=changes)


def hang(
    uploads: Sequence[Upload],
    plan: SitePlan,
    copy: SiteCopy,
    artwork: SiteArtwork,
    catalog: PicturedCatalog,
) -> Hung:
    """Put the owner's pictures where a visitor would look for them. Depends on its arguments alone."""
    if not uploads:
        return Hung(copy, artwork, 0)
    logo = find_logo(tuple(uploads))
    rest = [upload for upload in uploads if upload is not logo]
    wall = _Wall(places=list(_places(plan, copy, catalog)), rest=rest)
    _by_title(wall)
    _by_role(wall)
    _opening(wall)
    gallery = _gallery(wall)
    _by_order(wall)
    copy = _captioned(copy, gallery)
    files, pictures = _cut(wall, plan)
    shown = {section: dict(slots) for section, slots in artwork.pictures.items()}
    for section, slots in pictures.items():
        # A gallery shows the owner's pictures alone.
        shown[section] = slots if section in gallery else {**shown.get(section, {}), **slots}
    changes: dict[str, Any] = {"pictures": shown, "files": {**artwork.files, **files}}
    if logo is not None:
        changes["logo"], own = logo_files(logo, plan.theme.palettes["plain"], plan.brief.name)
        changes["files"] |= own
    used = sum(len(slots) for slots in pictures.values()) + (logo is not None)
    return Hung(copy, artwork.model_copy(update=changes), used)


@dataclass
class _Wall:
    """Places and pictures that have not found each other yet, and those that have, in the order of pages."""

    places: list[Place]
    rest: list[Upload]
    hung: list[tuple[Place, Upload]] = field(default_factory=list)

    def hang(self, place: Place, upload: Upload) -> None:
        self.places.remove(place)
        self.rest = [other for other in self.rest if other is not upload]
        self.hung.append((place, upload))


def _places(plan: SitePlan, copy: SiteCopy, catalog: PicturedCatalog) -> Iterator[Place]:
    """Places of all sections that have words, in the order of the site."""
    titles: dict[str, list[str]] = {}
    pages: dict[str, int] = {}
    for number, page in enumerate(plan.pages):
        contents = copy.pages[page.slug].contents if page.slug in copy.pages else {}
        for section_id, content in contents.items():
            pages[section_id] = number
            titles[section_id] = _item_titles(content)
    for order in orders(plan, catalog):
        known = titles.get(order.section.id)
        if known is None or order.size.purpose in NEVER:
            continue
        if order.item is None:
            yield Place(order, pages[order.section.id], "")
        elif order.item < len(known):
            yield Place(order, pages[order.section.id], known[order.item])


def _item_titles(content: dict[str, Any]) -> list[str]:
    items: list[Any] = next((content[key] for key in ITEM_KEYS if content.get(key)), [])
    return [
        next((str(item[key]) for key in TITLES if item.get(key)), "")
        for item in items
        if isinstance(item, dict)
    ]


def _by_title(wall: _Wall) -> None:
    """“sourdough-loaf.jpg” stands beside “Sourdough loaf”, Maria's portrait beside Maria.

    What its owner wants to see elsewhere is not asked for its name.
    """
    for upload in [upload for upload in wall.rest if upload.role not in ("hero", "gallery")]:
        told = stems(f"{upload.name.rsplit('.', 1)[0]} {upload.alt}")
        best: tuple[float, Place] | None = None
        for place in wall.places:
            title = stems(place.title)
            if not place.is_item or place.kind == "gallery" or not title & told:
                continue
            fit = len(title & told) / len(title | told)
            if best is None or fit > best[0]:
                best = fit, place
        if best is not None:
            wall.hang(best[1], upload)


def _by_role(wall: _Wall) -> None:
    """What is called “hero” opens the site, portraits stand for people, products on the shelf."""
    for upload in list(wall.rest):
        place = next((place for place in wall.places if _suits_role(place, upload)), None)
        if place is not None:
            wall.hang(place, upload)


def _suits_role(place: Place, upload: Upload) -> bool:
    return (
        ("hero" in upload.roles and place.kind == "hero")
        or ("people" in upload.roles and place.purpose == "portrait")
        or ("products" in upload.roles and place.kind in ("products", "services") and place.is_item)
    )


def _opening(wall: _Wall) -> None:
    """The first screen: all its pictures are of one hand."""
    found = [upload for upload in wall.rest if not upload.is_drawing and "gallery" not in upload.roles]
    photos = [upload for upload in found if not upload.roles & {"people", "products"}] or found
    for place in [place for place in wall.places if place.kind == "hero"]:
        if not photos:
            return
        upload = _fitting(place, photos)
        photos.remove(upload)
        wall.hang(place, upload)


def _fitting(place: Place, uploads: Sequence[Upload]) -> Upload:
    """The first picture whose shape suits the place, else the first."""
    return next((upload for upload in uploads if 0.6 <= upload.ratio / place.ratio <= 1.7), uploads[0])


def _gallery(wall: _Wall) -> dict[str, list[Upload]]:
    """Fill the first gallery with what is left, if that is enough for one; its pictures by section id."""
    spare = [place for place in wall.places if _is_single(place) and place.page == 0][:1]
    marked = [upload for upload in wall.rest if "gallery" in upload.roles]
    others = [upload for upload in wall.rest if "gallery" not in upload.roles]
    # One picture more tells its own story beside a text, if enough are left for the gallery then.
    if spare and len(marked) + len(others) > FEWEST_OF_GALLERY and others:
        wall.hang(spare[0], _fitting(spare[0], others))
    chosen = wall.rest[:MOST_OF_GALLERY]
    first = next((place.order.section.id for place in wall.places if place.kind == "gallery"), None)
    if first is None or len(chosen) < FEWEST_OF_GALLERY:
        return {}
    here = [place for place in wall.places if place.order.section.id == first]
    template = here[0]
    wall.places = [place for place in wall.places if place.order.section.id != first]
    for number, upload in enumerate(chosen):
        order = Order(template.order.section, f"item-{number}", template.order.size, number)
        place = Place(order, template.page, upload.caption)
        wall.places.append(place)
        wall.hang(place, upload)
    return {first: chosen}


def _is_single(place: Place) -> bool:
    return not place.is_item and place.purpose != "portrait" and place.kind != "page_header"


def _by_order(wall: _Wall) -> None:
    """Whatever is left: beside texts first, on the heads of pages, then with things in their order.

    Never beside a person: whose face it is cannot be guessed.
    """
    ranked = [
        *(place for place in wall.places if _is_single(place)),
        *(place for place in wall.places if place.kind == "page_header"),
        *(place for place in wall.places if place.is_item and place.kind in NAMED),
    ]
    for place in ranked:
        if not wall.rest:
            return
        wall.hang(place, _fitting(place, wall.rest))


def _captioned(copy: SiteCopy, gallery: dict[str, list[Upload]]) -> SiteCopy:
    """The words with a gallery's items exchanged for those of the pictures: theirs told of drawn ones."""
    if not gallery:
        return copy
    pages = {slug: _recaptioned(page, gallery) for slug, page in copy.pages.items()}
    return copy.model_copy(update={"pages": pages})


def _recaptioned(page: PageCopy, gallery: dict[str, list[Upload]]) -> PageCopy:
    contents = {
        section: {**content, "items": [{"caption": upload.caption or None} for upload in gallery[section]]}
        if section in gallery
        else content
        for section, content in page.contents.items()
    }
    return page.model_copy(update={"contents": contents})


def _cut(wall: _Wall, plan: SitePlan) -> tuple[dict[str, str], dict[str, dict[str, Picture]]]:
    """Files by path and pictures by section id and slot, light enough for each page."""
    files: dict[str, str] = {}
    pictures: dict[str, dict[str, Picture]] = {}
    for (place, upload), alt in zip(wall.hung, _alts(wall, plan.brief), strict=True):
        section, limit = place.order.section.id, _limit(place, wall)
        width, height = _shape(place, upload)
        whole = cut(upload, width=width, height=height, most_bytes=limit)
        base = f"{PHOTOS}{section}-{place.order.slot}"
        path = f"{base}.{whole.ending}"
        files[path] = to_text(path, whole.data)
        picture = Picture(path=path, width=whole.width, height=whole.height, alt=alt)
        most = min(limit, NARROW_BYTES)
        if width >= NARROW_FROM and (narrow := halved(upload, whole, width=NARROW, most_bytes=most)):
            picture = _with_narrow(picture, f"{base}-{NARROW}.webp", narrow, files)
        pictures.setdefault(section, {})[place.order.slot] = picture
    return files, pictures


def _shape(place: Place, upload: Upload) -> tuple[int, int]:
    """Width and height to cut a picture to. In a gallery it keeps its own shape, for it opens large there;
    not so the first, whose tile is as tall as its picture.
    """
    width, height = place.order.size.width, place.order.size.height
    if place.kind != "gallery" or not place.order.item:
        return width, height
    longest, ratio = max(width, height), min(max(upload.ratio, TALLEST), WIDEST)
    return (longest, round(longest / ratio)) if ratio >= 1 else (round(longest * ratio), longest)


def _with_narrow(picture: Picture, path: str, narrow: Cut, files: dict[str, str]) -> Picture:
    files[path] = to_text(path, narrow.data)
    return picture.model_copy(update={"narrow": path, "narrow_width": narrow.width})


def _limit(place: Place, wall: _Wall) -> int:
    """How many bytes a picture may have, so that its page stays light."""
    beside = [other for other, _ in wall.hung if other.page == place.page]
    opening = [other for other in beside if other.kind in ("hero", "page_header")]
    if place in opening:
        return HERO_BYTES // len(opening)
    rest = PAGE_BYTES - (HERO_BYTES if opening else 0)
    return max(LEAST_BYTES, min(MOST_BYTES, rest // (len(beside) - len(opening))))


def _alts(wall: _Wall, brief: Brief) -> list[str]:
    """Alternative texts of what is hung; those that would be the same are counted."""
    seen: Counter[str] = Counter()
    alts = []
    for place, upload in wall.hung:
        alt = _alt(place, upload, brief)
        seen[alt] += 1
        alts.append(alt if seen[alt] == 1 else f"{alt} ({seen[alt]})")
    return alts


def _alt(place: Place, upload: Upload, brief: Brief) -> str:
    """The owner's words, else those of the file's name, else whose picture it is.

    What stands beside the picture anyway is not said twice (axe: image-redundant-alt).
    """
    said = upload.alt or upload.caption
    about = f"{brief.name}, {brief.subject}"
    if not said:
        said = place.title or about
    known = upload.alt and folded(said) != folded(place.title)
    if place.title and not known and stems(said) <= stems(place.title):
        return f"{place.title}, {brief.subject}"
    return said
