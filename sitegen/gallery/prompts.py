"""A prompt for each kind of site, as somebody could write it."""

from __future__ import annotations

from sitegen.brief import SiteKind

PROMPTS: dict[SiteKind, str] = {
    "ecommerce": "An online shop called Halden for {what} in Bergen, from €24, gift cards, quiet luxury",
    "saas": "A SaaS called Ledgerly for {what}, free plan, Pro €19 and Team €49 a month, modern and calm",
    "portfolio": "A portfolio for Mara Lindt, {what} in Leipzig, selected work, about and contact",
    "photography": "A website for Jonas Vale, {what} photographer in Lisbon, from €320, warm and airy",
    "agency": "A website for Nord & Reed, a studio for {what} in Copenhagen, selected projects, bold",
    "restaurant": "A {what} place called Nishiki in Portland, plate of the day $14, Tue-Sun 17:00-22:00",
    "fitness": "A {what} studio called Still in Austin, classes Mon-Sat, trial $12, membership $95 a month",
    "education": "A {what} called Meadow School in York, courses, term dates and enrolment",
    "realestate": "An agency called Quay Homes for {what} in Rotterdam, viewings by appointment",
    "event": "A {what} called Northlight in Tallinn on 12-13 June 2027, programme, venue, RSVP",
    "music": "A site for a {what} called Velvet Engine from Glasgow, dates and a mailing list",
    "nonprofit": "A {what} charity called Harbour Hands in Trieste, what donations do, how to volunteer",
    "medical": "A {what} practice called Linden in Zurich, services, Mon-Fri 8:00-17:00, appointments",
    "legal": "A {what} firm called Brandt & Osei in Hamburg, first consultation €150, serious",
    "travel": "Safaris with Slow Compass in Namibia, three journeys in small groups, dates in 2027, warm",
    "startup": "A start-up called Tidepool, what it will do, a {what}",
    "blog": "A {what} called Margin Notes about food and cities, newsletter, three recent articles",
    "beauty": "A {what} salon called Copper & Comb in Ghent, cuts from €38, colour €75, book online",
    "trades": "A {what} called Pruitt & Daughter in Leeds, repairs at fixed prices, phone 0113 496 0142",
    "hotel": "A {what} called Casa Alba in Ronda with nine rooms from €110, breakfast, terrace",
    "finance": "A firm called Plainsum for {what} in Utrecht, fixed fees, book a call",
    "consulting": "A {what} called Iris Feld in Vienna, offers for teams, first talk free",
    "app": "An app called Pocket Garden for {what}, free, Plus €3 a month",
    "community": "A {what} called Thursday Pages in Bristol, meets every Thursday 19:00, how to join",
    "landing": "A {what} called Oak & Line in Salzburg, what we do and how to reach us",
}  # fmt: skip


def prompt_for(kind: SiteKind, keywords: tuple[str, ...]) -> str:
    """The prompt of the kind about the template's first keyword."""
    return PROMPTS[kind].format(what=keywords[0] if keywords else kind)
