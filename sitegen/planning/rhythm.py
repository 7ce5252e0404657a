"""Which component shows each section, in which variant and on which ground, so that neighbours differ."""

from __future__ import annotations

from collections.abc import Callable

from sitegen.brief import Brief
from sitegen.catalog import Catalog, Component, TemplateSection
from sitegen.choice import Chooser
from sitegen.planning.pages import Outline
from sitegen.spec import SectionPlan, Tone

# How many items look right where the prompt does not say: chosen by the seed.
COUNTS: dict[str, tuple[int, ...]] = {
    "features": (3, 4, 6), "services": (3, 4, 6), "steps": (3, 4), "products": (4, 6), "gallery": (5, 6, 7),
    "listing": (3, 4), "posts": (3,), "team": (3, 4), "testimonials": (2, 3), "faq": (4, 5, 6),
    "pricing": (3,),
    "menu": (3,), "tabs": (3, 4), "timeline": (4, 5), "figures": (3, 4), "band": (6,), "dates": (4,),
}  # fmt: skip
OFFERED = {"services", "products"}
# Where the prompt names fewer, the words are filled up to a row of three.
FEWEST_OFFERS = 3
SHOP_PRODUCTS = 8
# Twenty requests a page, less the page itself, styles, script, fonts, icon and manifest.
MOST_PICTURES = 12
# The others are those of items.
MOST_SINGLE = 5
FEWEST_SHOWN = 3
# By how much chance may outweigh the template's taste in components.
NOISE = 3.0
# Any hero suits anybody, and it is what people remember of a site.
HERO_NOISE = 7.0
# Some sites live by pictures, some by words: points for components with pictures, one for a site.
PICTURES = (-1.3, 0.0, 1.3)
# How many strong bands a long page has, and how often a calm ground is tinted: one of each for a site.
BANDS = (1, 2, 2, 3)
LONG_PAGE = 8
TINTS = (0.12, 0.3, 0.65)
QUIET: tuple[Tone, ...] = ("plain", "tint")
LOUD: tuple[Tone, ...] = ("dark", "accent")
QUIET_MOODS = {"airy", "minimal", "serious", "warm"}
# Kinds that carry a strong ground well, best first.
BREAKS = (
    "cta",
    "statement",
    "testimonials",
    "figures",
    "newsletter",
    "steps",
    "band",
    "dates",
    "spotlight",
    "features",
)
CALM = {
    "products",
    "menu",
    "pricing",
    "faq",
    "form",
    "contact",
    "article",
    "gallery",
    "comparison",
    "donate",
    "listing",
}


def dress_page(
    outline: Outline,
    *,
    brief: Brief,
    catalog: Catalog,
    chooser: Chooser,
    used: dict[str, int],
    below: tuple[Tone, ...] = (),
) -> list[SectionPlan]:
    """The page's sections with components; ``used`` counts components over the whole site.

    ``below`` are the grounds of the footer, which the last section must not run into.
    """
    components = _choose_components(outline, brief=brief, catalog=catalog, chooser=chooser, used=used)
    tones = _choose_tones(outline, components, brief=brief, chooser=chooser, below=below)
    names: dict[str, int] = {}
    plans = []
    for number, (section, component) in enumerate(zip(outline.sections, components, strict=True)):
        purpose = f"{outline.slug} {number} {section.content}"
        plans.append(
            SectionPlan(
                id=_section_id(outline, section.content, names),
                content=section.content,
                component=component.id,
                variant=chooser.pick(component.variants, f"variant {purpose}"),
                tone=tones[number],
                item_count=_item_count(section, component, brief, chooser, purpose, outline),
            )
        )
    return _within_budget(plans, components)


def _within_budget(plans: list[SectionPlan], components: list[Component]) -> list[SectionPlan]:
    """Fewer items in the richest sections until the page's pictures are few enough to load: three at least,
    two where even these are too many.
    """
    for fewest in (FEWEST_SHOWN, 2):
        while _pictures_of(plans, components) > MOST_PICTURES:
            shrinkable = [
                number
                for number, component in enumerate(components)
                if component.item_pictures
                and (plans[number].item_count or 0) > max(fewest, component.min_items or 1)
            ]
            if not shrinkable:
                break
            richest = max(shrinkable, key=lambda number: plans[number].item_count or 0)
            count = (plans[richest].item_count or 0) - 1
            plans[richest] = plans[richest].model_copy(update={"item_count": count})
    return plans


def _pictures_of(plans: list[SectionPlan], components: list[Component]) -> int:
    single = sum(len(component.pictures) for component in components)
    items = zip(plans, components, strict=True)
    return single + sum(plan.item_count or 0 for plan, component in items if component.item_pictures)


def _section_id(outline: Outline, content: str, names: dict[str, int]) -> str:
    """“features”, “features-2”; on inner pages with the page before, so that ids are unique on the site."""
    base = content.replace("_", "-")
    if outline.slug != "home":
        base = f"{outline.slug}-{base}"
    names[base] = names.get(base, 0) + 1
    return base if names[base] == 1 else f"{base}-{names[base]}"


def _choose_components(
    outline: Outline, *, brief: Brief, catalog: Catalog, chooser: Chooser, used: dict[str, int]
) -> list[Component]:
    chosen: list[Component] = []
    liking = chooser.pick(PICTURES, "pictures of the site")
    for number, section in enumerate(outline.sections):
        there = catalog.showing(section.content)
        options = _fitting(_suitable(there, section), brief) or there
        before = chosen[-1] if chosen else None
        purpose = f"component {outline.slug} {number} {section.content}"
        ahead = sum(_needed(catalog.showing(later.content)) for later in outline.sections[number + 1 :])
        score = _score(section, before, used, chosen, pictures=brief.pictures, liking=liking, reserved=ahead)
        noise = HERO_NOISE if section.content == "hero" and brief.pictures else NOISE
        component = chooser.best(options, score, purpose, noise=noise)
        if before and component.layout == before.layout:
            others = [item for item in _fitting(there, brief) if item.layout != before.layout]
            if others:
                component = chooser.best(others, score, purpose, noise=noise)
        chosen.append(component)
        used[component.id] = used.get(component.id, 0) + 1
    return chosen


def _suitable(there: list[Component], section: TemplateSection) -> list[Component]:
    """What the template names, and what suits everybody: all but components that show screens."""
    return [
        component
        for component in there
        if component.id in section.components
        or not any(picture.purpose == "screen" for picture in component.pictures)
    ] or there


def _fitting(components: list[Component], brief: Brief) -> list[Component]:
    """Components that can be filled: none that live by pictures on a site without any."""
    if brief.pictures:
        return components
    return [component for component in components if not component.has_pictures]


def _score(
    section: TemplateSection,
    before: Component | None,
    used: dict[str, int],
    chosen: list[Component],
    *,
    pictures: bool,
    liking: float,
    reserved: int,
) -> Callable[[Component], float]:
    layouts = [component.layout for component in chosen]
    room = MOST_SINGLE - sum(len(component.pictures) for component in chosen)
    rest = MOST_PICTURES - reserved - sum(map(_least, chosen))

    def score(component: Component) -> float:
        points = 0.0
        if component.id in section.components:
            points += 1.5 - 0.3 * section.components.index(component.id)
        if before is not None and component.layout == before.layout:
            points -= 20
        if component.layout in layouts:
            points -= 1.2
        if not pictures and component.has_pictures and "type" in component.tags:
            points += 6
        points -= 1.6 * used.get(component.id, 0)
        if component.has_pictures and (len(component.pictures) > room or _least(component) > rest):
            points -= 8
        if component.has_pictures and before is not None and not before.has_pictures:
            points += 0.8
        if component.has_pictures and before is not None:
            points += liking
        return points

    return score


def _least(component: Component) -> int:
    """The pictures that a component shows at the very least."""
    items = max(FEWEST_SHOWN, component.min_items or 1) if component.item_pictures else 0
    return len(component.pictures) + items


def _needed(there: list[Component]) -> int:
    """The pictures that a section of a kind needs, whichever of ``there`` shows it."""
    return min(map(_least, there), default=0)


def _choose_tones(
    outline: Outline,
    components: list[Component],
    *,
    brief: Brief,
    chooser: Chooser,
    below: tuple[Tone, ...],
) -> list[Tone]:
    """Calm grounds that alternate, and one or two strong ones; two strong grounds never touch."""
    count = len(components)
    tones: list[Tone] = ["plain"] * count
    tones[0] = _first_tone(outline, components[0], brief, chooser)
    breaks = _strong_places(outline, components, chooser)
    for number in range(1, count):
        component, section = components[number], outline.sections[number]
        allowed = [tone for tone in (section.tones or component.tones) if tone in component.tones]
        allowed = allowed or list(component.tones)
        if number in breaks:
            strong = [tone for tone in LOUD if tone in allowed and tone != tones[number - 1]]
            # A dark band above a footer, which may be dark, would run into it.
            if number == count - 1:
                strong = [tone for tone in strong if tone == "accent" and tone not in below]
            if strong and tones[number - 1] not in LOUD:
                tones[number] = chooser.pick(strong, f"tone {outline.slug} {number}")
                continue
        quiet = [tone for tone in QUIET if tone in allowed]
        if not quiet:
            tones[number] = next((tone for tone in allowed if tone != tones[number - 1]), allowed[0])
            continue
        tones[number] = _quiet_tone(quiet, tones[:number], chooser, f"quiet {outline.slug} {number}")
    return tones


def _first_tone(outline: Outline, component: Component, brief: Brief, chooser: Chooser) -> Tone:
    options: list[Tone] = ["plain", "tint", "tint"]
    if {"dark", "loud", "luxury"} & set(brief.moods):
        options += ["dark", "dark"]
    if {"loud", "playful"} & set(brief.moods):
        options += ["accent", "accent"]
    # Where nothing asks for quiet, every third site or so opens on a strong ground.
    if not QUIET_MOODS & set(brief.moods):
        options += ["dark", "accent"]
    fitting = [tone for tone in options if tone in component.tones]
    return chooser.pick(
        fitting or list(component.tones), f"first tone {outline.slug if outline.slug == 'home' else 'inner'}"
    )


def _strong_places(outline: Outline, components: list[Component], chooser: Chooser) -> set[int]:
    """Where the page breaks into a dark or coloured band: once, on long pages up to three times, apart."""
    count = len(components)
    places = [
        number
        for number in range(1, count)
        if outline.sections[number].content not in CALM
        and any(tone in LOUD for tone in components[number].tones)
    ]
    if not places:
        return set()

    def rank(number: int) -> float:
        content = outline.sections[number].content
        return BREAKS.index(content) * -0.35 if content in BREAKS else -5.0

    wanted = chooser.pick(BANDS, "bands of the site") if count >= LONG_PAGE else 1
    chosen: set[int] = set()
    for turn in range(wanted):
        apart = [number for number in places if all(abs(number - other) >= 3 for other in chosen)]
        if apart:
            chosen.add(chooser.best(apart, rank, f"break {outline.slug} {turn}", noise=1.6))
    return chosen


def _quiet_tone(quiet: list[Tone], before: list[Tone], chooser: Chooser, purpose: str) -> Tone:
    """Plain mostly; a tint after two plain sections or by chance, never two tints in a row."""
    if "tint" not in quiet:
        return "plain"
    if before[-1] == "tint":
        return "plain" if "plain" in quiet else "tint"
    often = chooser.pick(TINTS, "tints of the site")
    wants_tint = before[-2:] == ["plain", "plain"] or chooser.number(purpose) < often
    return "tint" if wants_tint or "plain" not in quiet else "plain"


def _item_count(
    section: TemplateSection,
    component: Component,
    brief: Brief,
    chooser: Chooser,
    purpose: str,
    outline: Outline,
) -> int | None:
    if section.content not in COUNTS:
        return None
    count = section.items or chooser.pick(COUNTS[section.content], f"count {purpose}")
    # What has no price is not for the cart.
    goods = brief.offers if section.content == "services" else [item for item in brief.offers if item.price]
    if section.content in OFFERED and goods:
        count = max(len(goods), FEWEST_OFFERS)
    if section.content == "products" and outline.role == "shop" and not goods:
        # The words fill a shop's own page with so many; each needs its picture.
        count = SHOP_PRODUCTS
    if section.content == "team" and brief.people:
        count = len(brief.people)
    if section.content == "dates" and max(len(brief.places), len(brief.dates)) > 0:
        count = max(len(brief.places), len(brief.dates))
    if section.content == "faq" and outline.role == "faq":
        count = 8
    low, high = component.min_items or 1, component.max_items or 12
    return max(low, min(high, count))
