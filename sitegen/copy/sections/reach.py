"""How to reach them: contact facts, forms, newsletters."""

from __future__ import annotations

from sitegen.brief import Phone
from sitegen.clock import hours_rows
from sitegen.copy.sections.base import Data, NothingToSay, compact, heading, lead
from sitegen.copy.writer import Writer
from sitegen.spec import PagePlan, SectionPlan


def contact(w: Writer, page: PagePlan, section: SectionPlan) -> Data:
    """Facts of the prompt; without any the section has nothing to add to the form."""
    brief = w.brief
    hours = [
        {"days": days[:90], "time": time[:90]} for days, time in hours_rows(brief, w.texts["closed"])[:7]
    ]
    address = brief.address
    if address and brief.place and brief.place.lower() not in address.lower():
        address = f"{address}, {brief.place}"
    facts = {
        "phone": brief.phone,
        "email": brief.email,
        "address": address or brief.place,
        "hours": hours or None,
        "more": _more(w) or None,
    }
    if not any(facts.values()):
        raise NothingToSay
    return compact(
        {
            "heading": heading(w, page, section),
            "lead": lead(w, page, section),
            **facts,
            "note": w.line("contact.note", section.id, limit=240),
        }
    )


def _more(w: Writer) -> list[Data]:
    """Numbers and e-mail addresses after the first, and profiles; a number says what it is for."""
    ways = [
        {
            "label": f"{phone.text} ({phone.label})" if _says_what_for(w, phone) else phone.text,
            "href": f"tel:{phone.text}",
        }
        for phone in w.brief.phones[1:]
    ]
    ways += [{"label": email, "href": f"mailto:{email}"} for email in w.brief.emails[1:]]
    ways += [
        {"label": handle, "href": href}
        for handle in w.brief.handles
        if (href := _profile(handle, w.brief.prompt))
    ]
    return ways[:6]


def _says_what_for(w: Writer, phone: Phone) -> bool:
    """Whether the label of a number is in the language of the site."""
    return phone.label is not None and (w.english or phone.label not in ENGLISH_LABELS)


ENGLISH_LABELS = {"Emergency", "Out of hours", "Office", "Mobile"}
# A name alone is only an address if the prompt says of which network.
NETWORKS = {
    "instagram": "https://www.instagram.com/{}/",
    "tiktok": "https://www.tiktok.com/@{}",
    "youtube": "https://www.youtube.com/@{}",
}


def _profile(handle: str, prompt: str) -> str | None:
    if not handle.startswith("@"):
        return handle if handle.startswith("http") else f"https://{handle}"
    before = prompt[: prompt.find(handle)].lower()[-24:]
    return next(
        (
            form.format(handle[1:])
            for network, form in NETWORKS.items()
            if network in before or network[:5] in before
        ),
        None,
    )


def form(w: Writer, page: PagePlan, section: SectionPlan) -> Data:
    form_id = w.links.form_of(page)
    words = w.block(f"form.{form_id}", section.id) or {
        "heading": heading(w, page, section),
        "lead": lead(w, page, section),
    }
    points = words.pop("points", None) or [
        row[0] for row in w.rows("form.points", section.id, 3, limits=(90,))
    ]
    return compact({**words, "form_id": form_id, "points": points[:5]})


def newsletter(w: Writer, page: PagePlan, section: SectionPlan) -> Data:
    if "newsletter" not in w.links.forms:
        raise NothingToSay
    return compact(
        {"heading": heading(w, page, section), "lead": lead(w, page, section), "form_id": "newsletter"}
    )
