"""A product on a page of its own, and what stands beside it on the shelf."""

from __future__ import annotations

from sitegen.copy.sections.base import Data, NothingToSay, compact
from sitegen.copy.shelf import Goods
from sitegen.copy.wares import Sort, sorts_for
from sitegen.copy.writer import MissingFact, Writer
from sitegen.spec import PagePlan, SectionPlan

PARAGRAPHS, DETAILS, BESIDE = 2, 5, 4


def product(w: Writer, page: PagePlan, section: SectionPlan) -> Data:
    """What its tile says, and what is true of every thing of its sort; nothing twice on the site."""
    goods = w.shelf.on(page.slug)
    if goods is None:
        raise NothingToSay
    sorts = _sorts(w, goods.name)
    texts = _texts(w, sorts, goods)
    return compact(
        {
            "slug": goods.slug,
            "name": goods.name,
            "price": goods.price,
            "price_cents": goods.price_cents,
            "currency": w.money.currency,
            "detail": goods.detail,
            "example": goods.example,
            "lead": " ".join([goods.text, *texts[:1]]),
            "paragraphs": texts[1:],
            "details": _details(sorts),
            "trail": _trail(w, page),
            "order": _order(w),
        }
    )


def related(w: Writer, page: PagePlan, section: SectionPlan) -> Data:
    goods = w.shelf.on(page.slug)
    beside = w.shelf.beside(goods, BESIDE) if goods else []
    if len(beside) < 2:
        raise NothingToSay
    items = [
        {"slug": item.slug, "name": item.name, "price": item.price, "link": link_to(item)} for item in beside
    ]
    return {"heading": w.texts["related_products"], "items": items}


def is_of_trade(w: Writer, name: str) -> bool:
    """Whether more can be said of a product of that name than of what any shop sells."""
    return any(sort.inside for sort in _sorts(w, name))


def _sorts(w: Writer, name: str) -> list[Sort]:
    return sorts_for(w.brief, tuple(pack.id for pack in w.chain), name)


def link_to(goods: Goods) -> Data:
    return {"label": goods.name, "href": f"page:{goods.page}"}


def _texts(w: Writer, sorts: list[Sort], goods: Goods) -> list[str]:
    """One text of each sort that was not said before, the most special first; more of the last sort if the
    others have none left.
    """
    chosen: list[str] = []
    for sort in [*sorts, *reversed(sorts)]:
        fresh = [text for line in sort.texts if (text := _filled(w, line)) and w.is_fresh(text)]
        if fresh and len(chosen) <= PARAGRAPHS:
            chosen.append(w.pick(fresh, f"ware {goods.slug} {len(chosen)}"))
            w.say(chosen[-1])
    return chosen


def _filled(w: Writer, line: str) -> str | None:
    try:
        return w.fill(line)
    except MissingFact:
        return None


def _details(sorts: list[Sort]) -> list[Data]:
    rows: dict[str, str] = {}
    for sort in sorts:
        for label, value in sort.details:
            rows.setdefault(label, value)
    return [{"label": label, "value": value} for label, value in list(rows.items())[:DETAILS]]


def _trail(w: Writer, page: PagePlan) -> list[Data]:
    trail = [{"label": w.texts["page_home"], "href": "page:home"}]
    shop = next((other for other in w.plan.pages if other.role == "shop"), None)
    if shop is not None:
        label = w.line("nav", shop.slug, role=shop.role, fresh=False, limit=24) or w.texts["page_shop"]
        trail.append({"label": label, "href": f"page:{shop.slug}"})
    return trail


def _order(w: Writer) -> Data | None:
    """The shelf with the order form: that of the shop's page before that of the start page."""
    if "order" not in w.links.forms:
        return None
    shelves = [
        (other, section)
        for other in sorted(w.plan.pages, key=lambda other: other.role != "shop")
        for section in other.sections
        if section.content == "products"
    ]
    other, section = shelves[0]
    return {"label": w.texts["to_order"], "href": f"page:{other.slug}#{section.id}"}
