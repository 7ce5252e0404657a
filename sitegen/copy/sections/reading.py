"""What is read and looked at: questions, galleries, posts, articles."""

from __future__ import annotations

from sitegen.copy.sections.base import Data, NothingToSay, compact, heading, lead
from sitegen.copy.writer import Writer
from sitegen.spec import PagePlan, SectionPlan


def faq(w: Writer, page: PagePlan, section: SectionPlan) -> Data:
    count = w.count(section, 6 if page.role == "faq" else 5, least=3)
    rows = w.rows(f"faq@{page.role}", section.id, count, limits=(90, 1000))
    if len(rows) < count:
        rows += w.rows("faq", section.id, count - len(rows), limits=(90, 1000))
    if len(rows) < 3:
        raise NothingToSay
    items = [{"question": question, "answer": answer} for question, answer in rows]
    return compact({"heading": heading(w, page, section), "lead": lead(w, page, section), "items": items})


def gallery(w: Writer, page: PagePlan, section: SectionPlan) -> Data:
    rows = w.rows("gallery", section.id, w.count(section, 6, least=3), limits=(80, 80), own=3)
    if len(rows) < 3:
        raise NothingToSay
    items = [compact({"caption": row[0], "detail": row[1] if len(row) > 1 else None}) for row in rows]
    return compact({"heading": heading(w, page, section), "lead": lead(w, page, section), "items": items})


def posts(w: Writer, page: PagePlan, section: SectionPlan) -> Data:
    """Teasers for the articles that the plan has pages for."""
    articles = w.articles()
    items = [
        {
            "title": article["title"],
            "excerpt": article["excerpt"],
            "page": slug,
            "minutes": article["minutes"],
        }
        for slug, article in articles.items()
        if slug != page.slug
    ]
    if len(items) < 2:
        raise NothingToSay
    return compact({"heading": heading(w, page, section), "lead": lead(w, page, section), "items": items[:9]})


def article(w: Writer, page: PagePlan, section: SectionPlan) -> Data:
    found = w.articles().get(page.slug) or w.block("article", section.id, role=page.role)
    if found is None:
        raise NothingToSay
    return {"parts": [compact(part) for part in found["parts"]]}
