"""Navigation labels, titles and descriptions of pages, and the tagline."""

from __future__ import annotations

from sitegen.copy import phrases
from sitegen.copy.writer import Writer
from sitegen.spec import PagePlan

TITLE_MOST, DESCRIPTION_LEAST, DESCRIPTION_MOST = 70, 50, 170


def nav_label(w: Writer, page: PagePlan) -> str:
    article = w.articles().get(page.slug)
    if article:
        return str(article["title"])[:90]
    if goods := w.shelf.on(page.slug):
        return goods.name
    own = (
        w.line("nav", page.slug, role=page.role, fresh=False, limit=24) if _own_label(w, page.role) else None
    )
    return own or w.texts.get(f"page_{page.role}") or phrases.capital(page.slug.replace("-", " "))


def title(w: Writer, page: PagePlan, label: str) -> str:
    """“Menu · Nishiki, ramen restaurant in Portland”, as much of it as fits into 70 characters."""
    name = w.brief.name.strip()
    subject, place = w.slots.get("Subject") or "", w.brief.place or ""
    if page.slug == "home":
        wanted = [f"{name} · {subject} · {place}", f"{name} · {subject}", f"{name} · {place}", name]
        options = [option for option in wanted if " ·  " not in option and not option.endswith(" · ")]
    else:
        options = [f"{label} · {name} · {place}"] if place else []
        options += [f"{label} · {name}", name]
    fitting = [option for option in options if len(option) <= TITLE_MOST]
    chosen = fitting[0] if fitting else _cut(name, TITLE_MOST)
    return chosen if len(chosen) >= 10 else f"{chosen} · {w.texts['page_home']}"


def description(w: Writer, page: PagePlan, lead: str, names: list[str]) -> str:
    """The page's first sentence and what stands on it, with the name in front; 50–170 characters."""
    name, place = w.brief.name, w.brief.place
    start = name[:60] if not place or len(name) + len(place) > 58 else f"{name}, {place}"
    body = lead if name.lower() in lead.lower() else f"{start}: {lead}" if lead else start
    found = _cut_sentence(body, DESCRIPTION_MOST)
    extras = [*names, w.slots.get("Subject", ""), w.slots.get("Offers", "")]
    for extra in extras:
        if len(found) >= 110 or not extra or extra.lower() in found.lower():
            continue
        longer = f"{found} {extra}." if found.endswith((".", "?")) else f"{found} · {extra}"
        found = longer if len(longer) <= DESCRIPTION_MOST else found
    if len(found) < DESCRIPTION_LEAST:
        label = w.texts.get(f"page_{page.role}", page.slug)
        found = f"{found.rstrip(' .')} · {label} · {w.texts['contact']} · {w.texts['pages']}"
    return found[:DESCRIPTION_MOST].strip()


def tagline(w: Writer) -> str:
    """One line for the footer and the share image."""
    subject, place = w.slots.get("Subject"), w.brief.place
    line = w.line("tagline", "tagline", limit=110)
    if line:
        return line
    return " · ".join(part for part in (subject, place) if part) or w.brief.name


def _cut_sentence(text: str, limit: int) -> str:
    """Whole sentences up to the limit, at least one."""
    while len(text) > limit and ". " in text:
        text = text.rsplit(". ", 1)[0] + "."
    return _cut(text, limit)


def _cut(text: str, limit: int) -> str:
    """The text up to the last whole word within the limit."""
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"


def _own_label(w: Writer, role: str) -> bool:
    return any(f"nav@{role}" in pack.lines for pack in w.chain)
