"""The image agent's work: one picture for every slot of a plan, all different, all of this business."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Protocol

from sitegen.artwork.brush import BRUSHES
from sitegen.artwork.canvas import Canvas
from sitegen.artwork.colour import Hues, inks, oklch
from sitegen.artwork.frame import Frame
from sitegen.artwork.maps import town_map
from sitegen.artwork.marks import favicon_svg, og_image_svg
from sitegen.artwork.patterns import forms_repeat, things_repeat
from sitegen.artwork.portraits import portrait
from sitegen.artwork.scenes import SCENES
from sitegen.artwork.screens import SCREENS
from sitegen.artwork.settings import SETTINGS
from sitegen.artwork.shapes import rect
from sitegen.artwork.subjects import Subject, scene_for, subject_of, things_for
from sitegen.artwork.things import THINGS
from sitegen.files import DRAWN
from sitegen.spec import Picture, SectionPlan, SiteArtwork, SitePlan

MAX_ITEMS = 12
COMPOSITIONS: dict[str, Callable[[Frame], None]] = {
    **SCENES, **SETTINGS, **SCREENS,
    "portrait": portrait, "map": town_map, "things-repeat": things_repeat, "forms-repeat": forms_repeat,
}  # fmt: skip
DETAILS = ("sunlit", "close-up", "niche", "still-life", "split-ground", "window-light")
# A series of single things stands in one setting, so that a shelf looks like one shelf.
SERIES = ("niche", "split-ground", "sunlit", "disc")
# Kinds of content whose items are single things; all others show views.
# Only these show a screen where one is asked for: a plumber has no dashboard.
SOFTWARE = {"saas", "app", "startup", "finance"}
WORDS_FIRST = {"product", "related"}
SINGLES = {"products", "services", "menu", "pricing", "features", "steps", "figures", "donate"}
# What one orders by its picture.
GOODS = {"products", "menu"}
# Scenes that lose their sense when cropped.
WHOLE = (
    "hall",
    "vault",
    "airwaves",
    "beams",
    "facade",
    "bridge",
    "street",
    "skyline",
    "folds",
    "orbs",
    "meeting",
    "gallery",
    "table",
    "arcs",
    "network",
    "contours",
)


# Printed matter and screens have no light of their own direction.
UNLIT = {"map", "things-repeat", "forms-repeat", "mosaic", "flatlay", "arcs", "network", "contours", *SCREENS}


class PictureSize(Protocol):
    """What is asked of a slot: see ``sitegen.catalog.ItemPicture``."""

    @property
    def purpose(self) -> str: ...
    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...


class NamedSize(PictureSize, Protocol):
    @property
    def slot(self) -> str: ...


class PicturedComponent(Protocol):
    @property
    def pictures(self) -> tuple[NamedSize, ...]: ...
    @property
    def item_pictures(self) -> PictureSize | None: ...
    @property
    def max_items(self) -> int | None: ...


class PicturedCatalog(Protocol):
    """The part of the catalog that drawing needs."""

    @property
    def components(self) -> Mapping[str, PicturedComponent]: ...


@dataclass(frozen=True)
class Order:
    """A picture to draw; ``item`` counts from 0 in a series, None for a slot of its own."""

    section: SectionPlan
    slot: str
    size: PictureSize
    item: int | None = None

    @property
    def path(self) -> str:
        return f"{DRAWN}{self.section.id}-{self.slot}.svg"


def draw_artwork(plan: SitePlan, catalog: PicturedCatalog) -> SiteArtwork:
    """A picture for each slot that the plan's components declare, and the site's own marks.

    Depends on the plan and the components' slots alone. No two pictures of a site are equal. Alternative
    texts are left empty: only assembly knows what the words say. A site without pictures gets its marks only.
    """
    files = {"favicon.svg": favicon_svg(plan), "assets/share.svg": og_image_svg(plan)}
    pictures: dict[str, dict[str, Picture]] = {}
    if not plan.brief.pictures:
        return SiteArtwork(pictures=pictures, files=files)
    painter = Painter(plan)
    seen: set[str] = set()
    for order in orders(plan, catalog):
        text = painter.draw(order)
        retry = 0
        while text in seen:
            retry += 1
            text = painter.draw(order, retry=retry)
        seen.add(text)
        files[order.path] = text
        picture = Picture(path=order.path, width=order.size.width, height=order.size.height)
        pictures.setdefault(order.section.id, {})[order.slot] = picture
    return SiteArtwork(pictures=pictures, files=files)


def orders(plan: SitePlan, catalog: PicturedCatalog) -> Iterator[Order]:
    """Every picture that the plan's components declare, in the order of the site."""
    for page in plan.pages:
        for section in page.sections:
            # What a product page shows is known when the shelf has its words.
            if section.content in WORDS_FIRST:
                continue
            component = catalog.components[section.component]
            for wanted in component.pictures:
                yield Order(section, wanted.slot, wanted)
            if component.item_pictures is not None:
                count = min(section.item_count or component.max_items or 6, MAX_ITEMS)
                for item in range(count):
                    yield Order(section, f"item-{item}", component.item_pictures, item)


@dataclass(frozen=True)
class DrawnSize:
    """The size of a picture that is there already."""

    width: int
    height: int
    purpose: str = "detail"


class Painter:
    """Knows what the site's pictures have in common, and which views were used up already."""

    def __init__(self, plan: SitePlan) -> None:
        self.plan = plan
        self.subject = subject_of(plan.brief)
        self.hues = hues_of(plan, self.subject)
        self.style = plan.theme.artwork_style if plan.theme.artwork_style in BRUSHES else "flat"
        self.used: dict[str, int] = {}
        self.shown: dict[str, set[str]] = {}

    def draw(self, order: Order, *, retry: int = 0) -> str:
        """The SVG of a picture. Every other site opens with its view turned round."""
        random = Random(self._seed(order, retry))  # noqa: S311 - art, not secrets
        canvas = Canvas(order.size.width, order.size.height)
        brush = BRUSHES[self.style](canvas, inks(self.hues, self._scheme(order, random)), random)
        name = self._composition(order)
        again = self.used.get(name, 0)
        self.used[name] = again + 1
        things = tuple(THINGS[item] for item in self._things(order, retry))
        frame = Frame(canvas, brush, random, things, turn=self.plan.seed % 97 + again)
        COMPOSITIONS[name](frame)
        brush.finish()
        light_up(frame, name)
        if again and name in SCENES and name not in WHOLE:
            # A view that was shown before comes nearer and may be turned round.
            return canvas.svg(
                crop=random.uniform(0.56, 0.8),
                across=random.uniform(0.2, 0.8),
                down=random.uniform(0.5, 0.9),
                mirrored=random.random() < 0.5,
            )
        if order.section.content == "hero" and order.size.purpose == "hero" and name not in SCREENS:
            return canvas.svg(mirrored=self.plan.seed // 5 % 2 == 1)
        return canvas.svg()

    def draw_titled(self, order: Order, title: str) -> str | None:
        """The picture of an item of that title; None for a view whose title names nothing to draw."""
        named = things_for(title, self.subject)
        single = order.section.content in SINGLES
        scene = None if single else scene_for(title)
        if not single and scene is None and not named:
            return None
        turn = order.item or 0
        name = self._series(order.section) if single else scene or DETAILS[turn % 3]
        return self._shown(order, self.ranked(order, named), name)

    def draw_view(self, order: Order, things: list[str]) -> str:
        """Things seen in a setting that no series has, the same one for all such orders of a site."""
        views = [view for view in DETAILS if view not in SERIES]
        return self._shown(order, things, views[self.plan.seed % len(views)])

    def _shown(self, order: Order, names: list[str], composition: str) -> str:
        random = Random(self._seed(order, 0))  # noqa: S311 - art, not secrets
        canvas = Canvas(order.size.width, order.size.height)
        brush = BRUSHES[self.style](canvas, inks(self.hues, self._scheme(order, random)), random)
        things = tuple(THINGS[name] for name in names)
        frame = Frame(canvas, brush, random, things, turn=order.item or 0)
        COMPOSITIONS[composition](frame)
        brush.finish()
        light_up(frame, composition)
        return canvas.svg()

    def ranked(self, order: Order, named: list[str]) -> list[str]:
        """Things for an item, those not yet shown in its section first, so that neighbours differ."""
        shown = self.shown.setdefault(order.section.id, set())
        names = [*named, *(name for name in self.subject.things if name not in named)]
        # A second loaf is better than rye bread that looks like a cake.
        exact = named if order.section.content in GOODS else ()
        names.sort(key=lambda name: (name not in exact, name in shown))
        shown.add(names[0])
        return names

    def _seed(self, order: Order, retry: int) -> int:
        key = f"{self.plan.seed} {order.section.id} {order.slot} {retry}"
        return int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big")

    def _scheme(self, order: Order, random: Random) -> str:
        tone = order.section.tone
        if self.plan.theme.dark or tone == "dark":
            return random.choice(("dusk", "dusk", "dusk", "bold"))
        if tone == "accent":
            return random.choice(("dusk", "blush"))
        if order.item is not None:
            return ("tinted", "blush", "day")[order.item % 3]
        if order.size.purpose == "hero":
            return random.choice(("day", "tinted", "blush"))
        return random.choice(("day", "tinted", "blush", "tinted", "dusk"))

    def _composition(self, order: Order) -> str:
        purpose = order.size.purpose
        if purpose in ("portrait", "map"):
            return purpose
        own = [name for name in self.subject.worlds[0].scenes if name in SCREENS]
        # An app may be a game: its first picture is of its world, not of a dashboard.
        if (
            purpose == "screen"
            and self.plan.brief.kind in SOFTWARE
            and (own or self.plan.brief.kind == "saas")
        ):
            return self._least([*own, *(name for name in SCREENS if name not in own)])
        if purpose == "pattern":
            return self._least(["things-repeat", "forms-repeat"])
        if order.item is not None and order.section.content in SINGLES:
            return self._series(order.section)
        if purpose == "detail":
            return self._least(
                [*DETAILS, *(["mosaic", "flatlay"] if self.style in ("geometric", "flat") else [])]
            )
        first = list(self.subject.worlds[0].scenes)
        if purpose == "hero" or order.section.content == "hero":
            # Two businesses of one trade open with different views.
            openers = first[: self.subject.worlds[0].openers]
            turn = self.plan.seed // 7 % len(openers)
            return self._least(
                openers[turn:] + openers[:turn] if order.section.content == "hero" else first[:4]
            )
        return self._least([*self.subject.scenes[:9], "still-life", "close-up", "flatlay"])

    def _series(self, section: SectionPlan) -> str:
        """One setting for all items of a section; another section gets another."""
        ids = [item.id for page in self.plan.pages for item in page.sections if item.content in SINGLES]
        return SERIES[(self.plan.seed + ids.index(section.id)) % len(SERIES)]

    def _least(self, names: list[str]) -> str:
        """The first of those that were drawn least often."""
        return min(names, key=lambda name: self.used.get(name, 0))

    def _things(self, order: Order, retry: int) -> list[str]:
        names = list(self.subject.things)
        shift = 0
        if order.item is not None:
            offers = self.plan.brief.offers
            known = order.item < len(offers)
            named = things_for(offers[order.item].name, self.subject) if known else []
            names = self.ranked(order, named)
        elif order.size.purpose != "hero":
            shift = sum(self.used.values()) + retry
        shift %= len(names)
        return names[shift:] + names[:shift]


def light_up(frame: Frame, name: str) -> None:
    """Light from the upper left and shade in the far corner, over everything that was drawn.

    Drawings in ink, maps and screens stay as they are: they have no air.
    """
    if frame.brush.style == "line" or name in UNLIT:
        return
    inks, sheet = frame.inks, rect(-20, -20, frame.width + 40, frame.height + 40)
    shine = 0.22 if not inks.dark else 0.1
    light = frame.canvas.gradient(((0, inks.light, shine), (0.5, inks.light, 0)), angle=45)
    shade = frame.canvas.gradient(
        ((0.5, inks.ink, 0), (1, inks.ink, 0.16 if not inks.dark else 0.3)), angle=45
    )
    frame.brush.flat(sheet, light)
    frame.brush.flat(sheet, shade)


def fit_to_words(plan: SitePlan, artwork: SiteArtwork, titles: Mapping[str, Sequence[str]]) -> SiteArtwork:
    """The artwork with pictures of items drawn again where the written titles name something else.

    ``titles`` are those of a section's items, by section id. “Record on vinyl” must not stand below a guitar:
    the words were written while the pictures were drawn.
    """
    painter = Painter(plan)
    sections = {section.id: section for page in plan.pages for section in page.sections}
    files = dict(artwork.files)
    for section_id, names in titles.items():
        pictures = artwork.pictures.get(section_id, {})
        section = sections.get(section_id)
        if section is None or section.content not in SINGLES | {"gallery"}:
            continue
        for index, name in enumerate(names):
            picture = pictures.get(f"item-{index}")
            if picture is None:
                continue
            order = Order(section, f"item-{index}", DrawnSize(picture.width, picture.height), index)
            if picture.path != order.path:
                # The owner's own picture stays.
                continue
            text = painter.draw_titled(order, name)
            if text is not None and text not in files.values():
                files[picture.path] = text
    return artwork.model_copy(update={"files": files})


def hues_of(plan: SitePlan, subject: Subject) -> Hues:
    """The accent, a companion that goes with it, and how colourful the site is."""
    palette = plan.theme.palettes["plain"]
    accent, ground = oklch(palette.accent), oklch(palette.ground)
    neutral = ground.hue if ground.chroma > 0.004 else accent.hue
    wanted = [oklch(colour.hex) for colour in plan.brief.colours]
    wanted = [colour for colour in wanted if colour.chroma > 0.04 and _apart(colour.hue, accent.hue) > 25]
    strength = min(accent.chroma / 0.11, 1.0) if accent.chroma > 0.03 else accent.chroma
    if wanted:
        companion = wanted[0].hue
    elif subject.natural:
        companion = 62.0 if _apart(62, accent.hue) > 22 else 88.0
    else:
        companion = _companion(accent.hue, plan.seed, dark=plan.theme.dark)
    return Hues(
        accent=accent,
        companion=round(companion, 2),
        neutral=round(neutral, 2),
        strength=round(strength, 3),
        natural=subject.natural,
    )


def _companion(hue: float, seed: int, *, dark: bool) -> float:
    """A warm partner for cool accents and the other way round; sometimes a neighbour."""
    warm = 20 <= hue <= 115
    choices: tuple[float, ...]
    if dark:
        choices = (hue + 32, 78, hue - 28) if warm else (70, hue + 36, 48)
    else:
        choices = (hue + 36, 78, 195, 232) if warm else (70, 45, 88, hue - 45)
    return float(choices[seed % len(choices)] % 360)


def _apart(first: float, second: float) -> float:
    return abs((first - second + 180) % 360 - 180)
