"""The goods of a site's shelves, in the order in which they were written, and the pages that they get."""

from __future__ import annotations

from dataclasses import dataclass

from sitegen.spec import SitePlan

# Names of files that every site has.
TAKEN = {"index", "404", "forms", "assets"}
NAMELESS = "item"


@dataclass(frozen=True)
class Goods:
    """A product as its tile shows it; ``example`` tells whether its price is one."""

    slug: str
    name: str
    text: str
    price: str
    price_cents: int
    page: str
    detail: str | None = None
    example: bool = False


class Shelf:
    """Hands out the plan's product pages to goods, first come first served."""

    def __init__(self, plan: SitePlan) -> None:
        self._free = [page.slug for page in plan.pages if page.role == "product"]
        self._taken = TAKEN | {page.slug for page in plan.pages}
        self._by_slug: dict[str, Goods] = {}

    def place(
        self,
        *,
        slug: str,
        name: str,
        text: str,
        price: str,
        price_cents: int,
        detail: str | None,
        example: bool,
    ) -> Goods | None:
        """The product with its page, the same one for a product that is there already; None when pages ran
        out.
        """
        if slug in self._by_slug:
            return self._by_slug[slug]
        if not self._free:
            return None
        goods = Goods(slug, name, text, price, price_cents, self._free.pop(0), detail, example)
        self._by_slug[slug] = goods
        return goods

    def on(self, page: str) -> Goods | None:
        """The product whose page this is."""
        return next((goods for goods in self._by_slug.values() if goods.page == page), None)

    def beside(self, goods: Goods, most: int) -> list[Goods]:
        """The goods that follow on the shelf, round its end."""
        row = list(self._by_slug.values())
        at = row.index(goods)
        return [*row[at + 1 :], *row[:at]][:most]

    def address(self, page: str) -> str | None:
        """The slug of the page by the product's name; None where the name gives none or it is taken."""
        goods = self.on(page)
        if goods is None or goods.slug.startswith(NAMELESS) or goods.slug in self._taken:
            return None
        return goods.slug
