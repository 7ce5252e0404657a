"""Pictures of product pages: another view of what the shelf shows, and the shelf's own for its neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sitegen.artwork.draw import DrawnSize, Order, Painter
from sitegen.artwork.subjects import things_for
from sitegen.files import DRAWN
from sitegen.spec import Picture, SectionPlan, SiteArtwork, SitePlan

SIZE = DrawnSize(960, 960)

Written = Sequence[tuple[SectionPlan, Mapping[str, Any]]]


@dataclass(frozen=True)
class Tile:
    slug: str
    number: int
    picture: Picture
    things: list[str]

    @property
    def is_drawn(self) -> bool:
        return self.picture.path.startswith(DRAWN)


def draw_products(plan: SitePlan, artwork: SiteArtwork, written: Written) -> SiteArtwork:
    """The artwork with the pictures of product pages; ``written`` are all sections with their contents.

    A product that one shelf shows with the owner's own picture has that on the others and on its page, too. A
    site without pictures stays so.
    """
    painter = Painter(plan)
    tiles = list(_tiles(painter, artwork, written))
    own = {tile.slug: tile for tile in tiles if not tile.is_drawn}
    shelf = {tile.slug: tile for tile in tiles} | own
    pictures, files = dict(artwork.pictures), dict(artwork.files)
    for section, content in written:
        if section.content == "related":
            pictures[section.id] = _of_items(content, shelf)
        elif section.content == "products":
            pictures[section.id] = {**pictures.get(section.id, {}), **_of_items(content, own)}
        elif section.content == "product" and (tile := shelf.get(content["slug"])):
            pictures[section.id] = {"main": tile.picture}
            if tile.is_drawn:
                order = Order(section, "main", SIZE, tile.number)
                files[order.path] = painter.draw_view(order, tile.things)
                picture = Picture(path=order.path, width=SIZE.width, height=SIZE.height)
                pictures[section.id] = {"main": picture}
    return artwork.model_copy(update={"pictures": pictures, "files": files})


def _of_items(content: Mapping[str, Any], tiles: Mapping[str, Tile]) -> dict[str, Picture]:
    return {
        f"item-{number}": tiles[item["slug"]].picture
        for number, item in enumerate(content["items"])
        if item["slug"] in tiles
    }


def _tiles(painter: Painter, artwork: SiteArtwork, written: Written) -> Iterator[Tile]:
    """The products of all shelves with what their tiles show, as ``fit_to_words`` has drawn them."""
    for section, content in written:
        if section.content != "products":
            continue
        for number, item in enumerate(content["items"]):
            picture = artwork.pictures.get(section.id, {}).get(f"item-{number}")
            if picture is None:
                continue
            order = Order(section, f"item-{number}", DrawnSize(picture.width, picture.height), number)
            things = painter.ranked(order, things_for(item["name"], painter.subject))
            yield Tile(item["slug"], number, picture, things)
