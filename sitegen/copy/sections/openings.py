"""Heroes, page headers, statements, bands and calls to action."""

from __future__ import annotations

from sitegen.clock import hours_rows
from sitegen.copy import phrases
from sitegen.copy.sections.base import (
    Data,
    NothingToSay,
    action_label,
    compact,
    contact_action,
    form_action,
    heading,
    lead,
    role_action,
)
from sitegen.copy.writer import Writer
from sitegen.spec import PagePlan, SectionPlan

# What a visitor of each kind of site wants to see first, by page role.
SEE_FIRST = {
    "ecommerce": ("shop", "gallery", "about"),
    "saas": ("features", "pricing", "process"),
    "app": ("features", "pricing"),
    "startup": ("features", "process", "about"),
    "restaurant": ("menu", "gallery", "about"),
    "hotel": ("rooms", "listings", "gallery"),
    "fitness": ("schedule", "classes", "pricing", "services"),
    "education": ("courses", "programmes", "services", "schedule", "about"),
    "photography": ("gallery", "work", "pricing", "services"),
    "portfolio": ("work", "services", "about"),
    "agency": ("work", "services", "process"),
    "realestate": ("listings", "services", "about"),
    "music": ("dates", "music", "shop"),
    "event": ("schedule", "tickets", "speakers", "dates"),
    "nonprofit": ("programmes", "services", "volunteer", "about"),
    "medical": ("services", "team", "faq"),
    "legal": ("services", "team", "about"),
    "travel": ("tours", "listings", "services"),
    "blog": ("blog", "about"),
    "beauty": ("services", "menu", "pricing"),
    "trades": ("services", "pricing", "process"),
    "finance": ("services", "pricing", "about"),
    "consulting": ("services", "process", "about"),
    "community": ("events", "dates", "about"),
    "landing": ("services", "features", "process", "about"),
}
ANY_ROLE = (
    "services",
    "features",
    "shop",
    "menu",
    "work",
    "gallery",
    "pricing",
    "process",
    "about",
    "faq",
    "blog",
    "team",
)
FIRST_IS_SEEING = {"ecommerce", "music", "blog"}


def hero(w: Writer, page: PagePlan, section: SectionPlan) -> Data:
    # Where the prompt names no trade, what it says they do is the best headline.
    deed = None if "subject" in w.slots else w.line("hero.deed", section.id, role="headline", limit=64)
    headline = deed or w.line("hero.headline", section.id, limit=64) or w.brief.name[:90]
    actions = _hero_actions(w, page)
    if not actions:
        raise NothingToSay
    return compact(
        {
            "eyebrow": _eyebrow(w, section, headline),
            "headline": headline,
            "lead": _hero_lead(w, section, headline),
            "actions": actions[:2],
            "facts": _facts(w),
        }
    )


def page_header(w: Writer, page: PagePlan, section: SectionPlan) -> Data:
    article = w.articles().get(page.slug)
    if article:
        return {"eyebrow": w.brief.name, "headline": article["title"], "lead": article["excerpt"]}
    title = w.line("header.headline", section.id, role=page.role) if _has_own(w, page.role) else None
    name = w.texts.get(f"page_{page.role}") or phrases.capital(page.slug.replace("-", " "))
    return compact(
        {
            "eyebrow": w.brief.name[:90],
            "headline": title or name,
            "lead": w.line("header.lead", section.id, role=page.role, limit=260),
        }
    )


def statement(w: Writer, page: PagePlan, section: SectionPlan) -> Data:
    text = w.line("statement", section.id, role=page.role, limit=300)
    if text is None:
        raise NothingToSay
    return {"text": text}


def band(w: Writer, page: PagePlan, section: SectionPlan) -> Data:
    """Offers of the prompt, else words of the trade."""
    label = w.line("band.label", section.id)
    names = [phrases.offer_title(offer) for offer in phrases.things(w.brief)][:8]
    if len(names) < 4:
        names += [row[0] for row in w.rows("band", section.id, 7 - len(names), limits=(60,))]
    if label is None or len(names) < 3:
        raise NothingToSay
    return {"label": label, "items": list(dict.fromkeys(names))[:10]}


def cta(w: Writer, page: PagePlan, section: SectionPlan) -> Data:
    actions = [form_action(w, page), contact_action(w, page), role_action(w, page, *_wishes(w))]
    distinct = _distinct(actions)
    if not distinct:
        raise NothingToSay
    block = w.block("cta", section.id, role=page.role)
    words = block or {"heading": heading(w, page, section), "lead": lead(w, page, section)}
    return compact({**words, "actions": distinct[:2]})


def _hero_actions(w: Writer, page: PagePlan) -> list[Data]:
    to_form, to_see = form_action(w, page), role_action(w, page, *_wishes(w))
    pair = [to_see, to_form] if w.brief.kind in FIRST_IS_SEEING else [to_form, to_see]
    if w.links.main_form == "proposal" and (href := w.links.to_form("proposal", page)):
        pair = [to_form, {"label": action_label(w, "proposal"), "href": href}]
    return _distinct([*pair, contact_action(w, page)])


def _distinct(actions: list[Data | None]) -> list[Data]:
    """Buttons that differ both in what they say and in where they lead."""
    by_target = {
        action["href"].partition("#")[0] or action["href"]: action for action in reversed(actions) if action
    }
    by_label = {action["label"]: action for action in by_target.values()}
    return [action for action in actions if action and by_label.get(action["label"]) == action]


def _wishes(w: Writer) -> tuple[str, ...]:
    return (*SEE_FIRST[w.brief.kind], *ANY_ROLE)


def _eyebrow(w: Writer, section: SectionPlan, headline: str) -> str | None:
    """A short line that says what the headline does not: the trade and the place, or the name."""
    shown = headline.lower()
    subject, place = w.slots.get("Subject"), w.brief.place
    parts = [part for part in (subject, place) if part and part.lower() not in shown]
    if parts:
        return " · ".join(parts)[:90]
    return None if w.brief.name.lower() in shown else w.brief.name[:90]


def _hero_lead(w: Writer, section: SectionPlan, headline: str) -> str:
    text = (
        w.line("hero.lead", section.id, limit=250)
        or w.slots.get("Offers")
        or w.slots.get("Subject")
        or w.brief.name
    )
    deed = w.slots.get("deed", "")
    said = deed.partition(" ")[2] in headline
    if deed and not said and (sentence := w.line("hero.deed", section.id, limit=120)):
        text = f"{sentence} {text}" if len(sentence) + len(text) < 310 else sentence
    for key in ("hero.audience", "hero.offers"):
        addition = w.line(key, section.id, limit=180)
        missing = (
            key == "hero.audience" and w.brief.audience and w.brief.audience.lower() not in text.lower()
        ) or (key == "hero.offers" and "offer" in w.slots and w.slots["offer"].lower() not in text.lower())
        if addition and missing and len(text) + len(addition) < 310:
            text = f"{text} {addition}"
    return text


def _facts(w: Writer) -> list[str]:
    """Place, date, hours, price and phone, as far as the prompt gives them."""
    brief = w.brief
    facts = [day.text for day in brief.dates[:1]]
    facts += [brief.address or brief.place or ""]
    facts += [f"{days} {time}" for days, time in hours_rows(brief, "") if time][:1]
    if loose := phrases.loose_prices(brief):
        label = w.texts["price" if len(loose) == 1 else "label_prices"]
        facts.append(f"{label}: {', '.join(loose[:3])}")
    elif price := w.slots.get("price"):
        facts.append(f"{w.texts['from']} {price}")
    if brief.experience:
        facts.append(phrases.capital(brief.experience))
    facts.append(brief.phone or brief.email or "")
    return [fact for fact in dict.fromkeys(facts) if fact and len(fact) <= 90][:4]


def _has_own(w: Writer, role: str) -> bool:
    return any(f"header.headline@{role}" in pack.lines for pack in w.chain)
