"""Pages for the goods of the shelf: which product stands on which page is for the words to say."""

from __future__ import annotations

from collections.abc import Sequence

from sitegen.brief import Brief
from sitegen.catalog import Catalog, TemplateSection
from sitegen.choice import Chooser
from sitegen.planning.pages import Outline
from sitegen.planning.rhythm import dress_page
from sitegen.spec import PagePlan, Tone

ROLE = "product"
# The shelf of examples holds no more; who names more goods with prices gets a page for each.
EXAMPLES, MOST = 8, 12


def product_pages(
    brief: Brief,
    outlines: Sequence[Outline],
    *,
    catalog: Catalog,
    chooser: Chooser,
    used: dict[str, int],
    below: tuple[Tone, ...],
) -> list[PagePlan]:
    """As many pages as the shelf may have goods, all dressed alike; none on a site of one page.

    ``below`` are the grounds of the footer.
    """
    shelves = any("products" in outline.kinds() for outline in outlines)
    if brief.one_page or not shelves or "product" not in catalog.shown_kinds:
        return []
    kinds = [kind for kind in ("product", "related") if kind in catalog.shown_kinds]
    sections = [TemplateSection.model_validate({"content": kind}) for kind in kinds]
    outline = Outline(ROLE, ROLE, in_nav=False, sections=sections)
    dressed = dress_page(outline, brief=brief, catalog=catalog, chooser=chooser, used=used, below=below)
    named = sum(1 for offer in brief.offers if offer.price)
    return [
        PagePlan(
            slug=f"{ROLE}-{number}",
            role=ROLE,
            in_nav=False,
            sections=tuple(
                section.model_copy(update={"id": section.id.replace(ROLE, f"{ROLE}-{number}", 1)})
                for section in dressed
            ),
        )
        for number in range(1, min(MOST, max(EXAMPLES, named)) + 1)
    ]
