from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from sitegen.brief import Brief, Opening
from sitegen.reading import read_brief

Read = Callable[[str], Brief]

NAMES = {
    "Create a luxury skincare e-commerce website called Maison Verveine with products": "Maison Verveine",
    "Modern SaaS landing page for LogLantern, a log analytics tool for small teams": "LogLantern",
    "A portfolio for Inês Duarte, a wedding photographer in Lisbon": "Inês Duarte",
    "Tour site for the rock band Copper Wolves: dates in Leeds and Turin": "Copper Wolves",
    "Non-profit that teaches coding to refugees, name: Second Keyboard. Pages: home": "Second Keyboard",
    "Law firm website for Okafor & Lindqvist, employment law": "Okafor & Lindqvist",
    "Sitio web para un estudio de yoga en Valencia llamado Casa Loto": "Casa Loto",
    "Conference website: PyAlps 2027, 14-16 May 2027 in Innsbruck": "PyAlps 2027",
    "Nishiki is a ramen bar in Portland": "Nishiki",
    "make me a site for joe's plumbing in chicago": "Joe's Plumbing",
    "WEBSITE FOR MY BARBER SHOP CALLED FADE FACTORY IN DETROIT": "Fade Factory",
    "a site about my band the midnight foxes with gigs and merch": "The Midnight Foxes",
    'Podcast site for "Night Shift Stories", dark and moody': "Night Shift Stories",
    "A website for Anna & Tom's wedding on June 12, 2027": "Anna & Tom",
    "Hundeschule Pfotenglück in Hamburg, Welpenkurse, Einzeltraining 45 €": "Hundeschule Pfotenglück",
    "Créer un site pour la boulangerie Au Levain Doux à Lyon": "Au Levain Doux",
    "Site for Café Zoë, specialty coffee $3.50": "Café Zoë",
    "Build A Website For Sweet Rose Bakery In Boston With Online Ordering": "Sweet Rose Bakery",
    "اريد موقع لمطعم شاورما في دبي اسمه بيت الشام": "بيت الشام",
    "We are Harbor & Pine, an architecture studio from Bergen": "Harbor & Pine",
    "Food truck Tacos El Güero, Los Angeles, tacos $4": "Tacos El Güero",
    "Immobilienmakler Hamburg Elbblick": "Elbblick",
    "Riverlight music festival, 12-14 June": "Riverlight",
    "Hotel Seehof in Zell am See, 24 rooms": "Hotel Seehof",
    "B&B in Cornwall, 5 rooms. Called The Gull's Nest": "The Gull's Nest",
}
KINDS = {
    "A bakery in Bristol": "restaurant",
    "electrician Leeds": "trades",
    "Vineyard website: Domaine des Ormes": "restaurant",
    "daycare for toddlers": "education",
    "podcast about trains": "music",
    "Website for a mosque in Birmingham": "nonprofit",
    "kennel & cattery near York": "trades",
    "barber shop": "beauty",
    "Landing page for a book club app": "app",
    "Zahnarztpraxis in Köln": "medical",
    "create an AI resume builder saas": "saas",
    "bufete de abogados en Madrid": "legal",
    "gîte en Bretagne": "hotel",
    "Steuerkanzlei in München": "finance",
    "hot air balloon rides in Cappadocia": "travel",
    "website pls": "landing",
}


@pytest.mark.parametrize(("prompt", "name"), NAMES.items())
def test_it_finds_the_name(read: Read, prompt: str, name: str) -> None:
    brief = read(prompt)

    assert (brief.name, brief.name_given) == (name, True)


@pytest.mark.parametrize(("prompt", "kind"), KINDS.items())
def test_it_tells_the_kind_of_site_and_why(read: Read, prompt: str, kind: str) -> None:
    brief = read(prompt)

    assert brief.kind == kind
    assert brief.kind_evidence


def test_it_invents_a_name_only_when_there_is_none(read: Read) -> None:
    first, second = read("a bakery in bristol"), read("a bakery in leeds, please")

    assert not first.name_given
    assert first.name != second.name
    assert first == read("a bakery in bristol")


@pytest.mark.parametrize(
    "prompt",
    [
        "Restaurant\n\n\nMenu:\n- Soup 5€\n- Steak 22€\nOpen Mon-Fri 11-14, 18-22",
        "Strona dla studia tatuażu w Krakowie",
        "Kotisivut kahvilalle Helsingissä",
        "Webové stránky pro kavárnu v Brně",
        "Сайт для кофейни в Москве",
        "Ιστοσελίδα για ένα καφέ στην Αθήνα",
        "SELECT * FROM users; DROP TABLE",
        "Escape room with 3 rooms: The Vault, The Lab, The Attic",
        "Annual music festival, 12-14 June",
        "plumber 24/7 Manchester call 0161 496 0123",
    ],
)
def test_it_takes_no_price_place_or_command_for_a_name(read: Read, prompt: str) -> None:
    assert not read(prompt).name_given


@pytest.mark.parametrize(
    ("prompt", "subject", "place"),
    [
        ("Coworking space in Ghent with hot desks and team rooms", "coworking space", "Ghent"),
        ("Architecture practice in Copenhagen doing timber houses", "architecture practice", "Copenhagen"),
        ("Used cars from £4,995, car dealership in Leeds", "car dealership", "Leeds"),
        ("Escape room with 3 rooms: The Vault, The Lab, The Attic", "escape room", None),
    ],
)
def test_it_tells_what_it_is_and_where(read: Read, prompt: str, subject: str, place: str | None) -> None:
    brief = read(prompt)

    assert (brief.subject, brief.place) == (subject, place)


def test_rooms_with_names_are_what_is_offered(read: Read) -> None:
    brief = read("Escape room with 3 rooms: The Vault, The Lab, The Attic")

    assert [offer.name for offer in brief.offers] == ["The Vault", "The Lab", "The Attic"]


def test_a_word_that_describes_another_asks_for_no_page(read: Read) -> None:
    brief = read("Coworking space in Ghent with hot desks and team rooms")

    assert "team" not in (*brief.pages, *brief.sections)


def test_places_and_the_audience_are_no_topics(read: Read) -> None:
    brief = read("Guided hiking tours in Slovenia for families")

    assert not {"slovenia", "families"} & set(brief.topics)


def test_a_name_given_beside_the_prompt_wins(read: Read) -> None:
    brief = read_brief("A café called Amber", name="Onyx", today=date(2026, 1, 1))

    assert brief.name == "Onyx"


def test_a_language_given_beside_the_prompt_wins(read: Read) -> None:
    prompt = "A café called Amber, in French, open Mon-Fri 9-17"
    brief = read_brief(prompt, language="es", today=date(2026, 1, 1))

    assert (read(prompt).language, brief.language) == ("fr", "es")


def test_it_keeps_offers_with_their_prices(read: Read) -> None:
    brief = read('Dog salon "Wag", price list: bath $40, full groom $75, nails $15')

    assert [(offer.name, offer.price) for offer in brief.offers] == [
        ("bath", "$40"),
        ("full groom", "$75"),
        ("nails", "$15"),
    ]


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        (
            "opening hours Tue-Sun 17:00-22:00",
            Opening(days="Tue–Sun", opens="17:00", closes="22:00", on=(1, 2, 3, 4, 5, 6)),
        ),
        (
            "open Mon–Fri 9am to 5pm",
            Opening(days="Mon–Fri", opens="09:00", closes="17:00", on=(0, 1, 2, 3, 4)),
        ),
        ("open Sat 10-4", Opening(days="Sat", opens="10:00", closes="16:00", on=(5,))),
        ("open daily 8-6", Opening(days="Daily", opens="08:00", closes="18:00", on=(0, 1, 2, 3, 4, 5, 6))),
        (
            "from 6am-11pm weekdays",
            Opening(days="Mon–Fri", opens="06:00", closes="23:00", on=(0, 1, 2, 3, 4)),
        ),
    ],
)
def test_it_reads_opening_hours(read: Read, text: str, opening: Opening) -> None:
    assert read(f"A gym in Leeds, {text}").hours == (opening,)


def test_opening_days_are_named_in_the_site_s_language(read: Read) -> None:
    brief = read('Kindergarten "Kleine Füchse" in Köln, Mo-Fr 7:30-16:30 Uhr')

    assert brief.hours == (Opening(days="Mo–Fr", opens="07:30", closes="16:30", on=(0, 1, 2, 3, 4)),)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("14-16 May 2027", date(2027, 5, 14), date(2027, 5, 16)),
        ("May 14-16, 2027", date(2027, 5, 14), date(2027, 5, 16)),
        ("2027-05-14", date(2027, 5, 14), None),
        ("14.05.2027", date(2027, 5, 14), None),
        ("June 3rd", date(2027, 6, 3), None),
        ("30 April to 2 May 2027", date(2027, 4, 30), date(2027, 5, 2)),
    ],
)
def test_it_reads_dates(read: Read, text: str, start: date, end: date | None) -> None:
    fact = read(f"Conference website: PyAlps, {text} in Innsbruck").dates[0]

    assert (fact.start, fact.end) == (start, end)


def test_tour_dates_keep_their_places(read: Read) -> None:
    brief = read("Jazz pianist Tomás Iglesias. Concert dates: 3 June 2027 Madrid, 5 June 2027 Porto")

    assert [fact.place for fact in brief.dates] == ["Madrid", "Porto"]


def test_it_reads_every_way_to_reach_the_business(read: Read) -> None:
    brief = read(
        "Physio. Name: Move Well. hello@movewell.example +44 20 7946 0123. Address: 120 Main Street, Austin"
    )

    assert (brief.email, brief.phone, brief.address) == (
        "hello@movewell.example",
        "+44 20 7946 0123",
        "120 Main Street, Austin",
    )


def test_it_reads_people_and_their_roles(read: Read) -> None:
    brief = read("Dental practice Molar. Team: Dr. Maria Santos (dentist), Dr. Lee Wong (orthodontist)")

    assert [(person.name, person.role) for person in brief.people] == [
        ("Dr. Maria Santos", "dentist"),
        ("Dr. Lee Wong", "orthodontist"),
    ]


def test_it_reads_the_look_that_is_asked_for(read: Read) -> None:
    brief = read("Luxury shop called Maison Verveine, in deep green and gold, dark mode")

    assert brief.moods[0] == "luxury"
    assert [colour.name for colour in brief.colours] == ["deep green", "gold"]
    assert brief.dark is True


def test_colour_words_inside_names_and_things_are_not_colours(read: Read) -> None:
    assert read("Green tea shop in Leeds called Copper Wolves, with flat white coffee").colours == ()


def test_it_reads_pages_and_sections(read: Read) -> None:
    brief = read("Charity called Aid. Pages: home, programmes, donate, contact")

    assert brief.pages == ("home", "programmes", "donate", "contact")
    assert read("Law firm X & Y, with team page").pages == ("team",)
    assert read("SaaS for Foo, a tool for small teams, with features and pricing section").sections == (
        "features",
        "pricing",
    )


def test_no_images_means_none(read: Read) -> None:
    brief = read("I'm a freelance data consultant, 10 years in retail. No images, black and white")

    assert (brief.pictures, brief.experience) == (False, "10 years in retail")
    assert [colour.name for colour in brief.colours] == ["black", "white"]


@pytest.mark.parametrize(
    ("prompt", "language"),
    [
        ("Sitio web para un estudio de yoga en Valencia", "es"),
        ("A bakery in Lyon, in French please", "fr"),
        ("Kanzlei Brandt, Arbeitsrecht und Familienrecht, Berlin", "de"),
        ("موقع لمقهى", "ar"),
        ("Spanish lessons in Leeds", "en"),
        ("Food truck Tacos El Güero, Los Angeles, tacos $4", "en"),
        ("Immobilienmakler Hamburg Elbblick", "de"),
        ("Abogada laboralista Marta Ríos, Zaragoza", "es"),
        ("Strona dla studia tatuażu w Krakowie", "pl"),
        ("Sito web per una pizzeria a Napoli", "it"),
        ("Site para uma padaria no Porto", "pt"),
        ("Website voor een bakkerij in Gent", "nl"),
        ("Hemsida för en frisör i Malmö", "sv"),
        ("Hjemmeside til en frisør i Aarhus", "da"),
        ("Nettside for en kafé i Bergen", "nb"),
        ("Kotisivut kahvilalle Helsingissä", "fi"),
        ("Webové stránky pro kavárnu v Brně", "cs"),
        ("İstanbul'da bir kahve dükkanı için web sitesi", "tr"),
        ("Site web pentru o cafenea din Cluj", "ro"),
        ("Weboldal egy pécsi pékségnek", "hu"),
        ("Сайт для кав'ярні у Львові", "uk"),
        ("Сайт для кофейни в Москве", "ru"),
        ("Ιστοσελίδα για ένα καφέ στην Αθήνα", "el"),
    ],
)
def test_it_tells_the_language_of_the_site(read: Read, prompt: str, language: str) -> None:
    assert read(prompt).language == language


def test_markup_in_a_prompt_is_not_part_of_any_name(read: Read) -> None:
    brief = read(
        "Shop for \"><script>alert(1)</script> {{ 7*7 }} {% include 'x' %} called O'Brien & Sons <b>bold</b>"
    )

    assert brief.name == "O'Brien & Sons"
    assert "script" not in brief.model_dump_json(exclude={"prompt"})


@pytest.mark.parametrize(
    "prompt", ["", "   ", "🍜🍜🍜", "\x00\ud800x", "called", "name:", "a" * 20_000, "«" * 400]
)
def test_any_text_gives_a_brief(read: Read, prompt: str) -> None:
    brief = read(prompt)

    assert brief.name
    assert Brief.model_validate_json(brief.model_dump_json()) == brief
