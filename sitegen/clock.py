"""Times and opening hours as the site's language and country print them."""

from __future__ import annotations

from itertools import groupby

from sitegen.brief import Brief

NARROW = "\u202f"


def clock(time: str, brief: Brief) -> str:
    """“17:30” as “17:30”, “5:30 pm” or “17 h 30”; the space does not break."""
    hour, _, minute = time.partition(":")
    if brief.language.startswith("fr"):
        return f"{int(hour)}{NARROW}h" + (f"{NARROW}{minute}" if minute != "00" else "")
    if brief.twelve_hours:
        short = (int(hour) - 1) % 12 + 1
        half = "am" if int(hour) % 24 < 12 else "pm"
        return f"{short}:{minute}\u00a0{half}" if minute != "00" else f"{short}\u00a0{half}"
    return time


def span(opens: str, closes: str, brief: Brief) -> str:
    """“17:00–22:00”, “8 am–6 pm”."""
    return f"{clock(opens, brief)}–{clock(closes, brief)}"


def hours_rows(brief: Brief, closed: str) -> list[tuple[str, str]]:
    """Days and their times, ready to print; a day without times gets the word ``closed``."""
    rows = []
    for days, openings in groupby(brief.hours, key=lambda row: row.days):
        times = [span(row.opens, row.closes, brief) for row in openings if row.opens]
        rows.append((days[:1].upper() + days[1:], ", ".join(times) or closed))
    return rows
