"""When: programmes, class plans, dates."""

from __future__ import annotations

import re
from typing import Any

from sitegen.brief import Brief, DateFact
from sitegen.clock import clock
from sitegen.copy.sections.base import Data, NothingToSay, compact, heading, lead, role_action
from sitegen.copy.writer import Writer
from sitegen.spec import PagePlan, SectionPlan

# Days of one month: “14–16 May 2027”, “14.–16. Mai 2027”.
RANGE = re.compile(r"^\d{1,2}(?P<dot>\.?)\s*[–-]\s*\d{1,2}\.?\s+(?P<rest>\D.*)$")


def schedule(w: Writer, page: PagePlan, section: SectionPlan) -> Data:
    """A plan by days with a note that it is an example; days carry the dates of the prompt."""
    if len(w.brief.moments) >= 2:
        return _own_day(w, page, section)
    block = w.block("schedule", section.id, role=page.role, again=True)
    if block is None:
        raise NothingToSay
    dated = _dated_days(w.brief) if w.brief.kind == "event" else []
    days = []
    for number, day in enumerate(block["days"][: len(dated) or 7]):
        title = w.texts[day["title"]] if day["title"] in w.texts else day["title"]
        date = dated[number] if number < len(dated) else None
        sessions = [_session(row) for row in day["sessions"]]
        days.append(compact({"title": title[:1].upper() + title[1:], "date": date, "sessions": sessions}))
    return compact(
        {
            "heading": block.get("heading") or heading(w, page, section),
            "lead": block.get("lead"),
            "days": days,
            "note": w.line("schedule.note", section.id, limit=240),
        }
    )


def _own_day(w: Writer, page: PagePlan, section: SectionPlan) -> Data:
    """The day as the prompt tells it, in the order of the clock, without any example."""
    moments = sorted(w.brief.moments, key=lambda moment: moment.time)
    sessions = [{"time": clock(moment.time, w.brief), "title": moment.title[:90]} for moment in moments]
    day = w.brief.dates[0].text if w.brief.dates else None
    title = w.line("schedule.heading", section.id, fresh=False) or w.texts["page_schedule"]
    days = [compact({"title": day or title, "sessions": sessions[:10]})]
    return compact({"heading": title, "lead": lead(w, page, section), "days": days})


def dates(w: Writer, page: PagePlan, section: SectionPlan) -> Data:
    """Dates and places of the prompt; a place without a day stands alone."""
    rows = [_date_row(w, day) for day in w.brief.dates]
    named = {row["place"] for row in rows}
    places = [place for place in w.brief.places if place not in named]
    if not rows or w.brief.kind == "music":
        rows += [{"place": place} for place in places]
    rows = [row for row in rows if row.get("place")][:16]
    if not rows:
        raise NothingToSay
    action = role_action(w, page, "tickets", "newsletter", "contact")
    if action and "action.dates.row" in {key for pack in w.chain for key in pack.lines}:
        action = {**action, "label": w.line("action.dates.row", "row", fresh=False) or action["label"]}
    items = [compact({**row, "action": action}) for row in rows]
    undated = any("date" not in row for row in rows)
    note = w.line("dates.undated", section.id, limit=240) if undated else None
    return compact(
        {"heading": heading(w, page, section), "lead": lead(w, page, section), "items": items, "note": note}
    )


def _session(row: list[Any]) -> Data:
    time, title, *rest = row
    text = rest[0] if rest else None
    place = rest[1] if len(rest) > 1 else None
    return compact({"time": time, "title": title, "text": text, "place": place})


def _date_row(w: Writer, day: DateFact) -> Data:
    place = day.place or w.brief.place or w.brief.name
    row = {"date": day.text[:90], "place": (day.title or place)[:90]}
    return {**row, "detail": place[:90]} if day.title else row


def _dated_days(brief: Brief) -> list[str]:
    """Up to three days of the first date in its own words: “14 May 2027” of “14–16 May 2027”."""
    if not brief.dates or brief.dates[0].start is None:
        return []
    day = brief.dates[0]
    span = RANGE.match(day.text)
    if span is None or day.start is None or day.end is None:
        return [day.text]
    dot = span.group("dot")
    count = min((day.end - day.start).days + 1, 3)
    return [f"{day.start.day + number}{dot} {span.group('rest')}" for number in range(count)]
