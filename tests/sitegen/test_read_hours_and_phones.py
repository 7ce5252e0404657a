"""Opening hours, telephone numbers and prices in the many ways in which people write them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sitegen.brief import Brief
from sitegen.clock import hours_rows

Read = Callable[[str], Brief]

HOURS = {
    "Cafe in Leeds. Mon closed\nTue-Thu 12:00-14:30, 17:30-22:00": [
        ("Mon", "Closed"),
        ("Tue–Thu", "12:00–14:30, 17:30–22:00"),
    ],
    "Gym in Leeds, Mon–Fri 9–5, Sat 10–2, closed Sundays": [
        ("Mon–Fri", "09:00–17:00"),
        ("Sat", "10:00–14:00"),
        ("Sun", "Closed"),
    ],
    "Gym in Leeds, 8am to 6pm weekdays": [("Mon–Fri", "8 am–6 pm")],
    "Takeaway in Leeds, every day 5pm-11pm except Tuesday": [
        ("Wed–Mon", "5 pm–11 pm"),
        ("Tue", "Closed"),
    ],
    "Shop in Leeds, open Sunday to Thursday 10:00-18:00": [("Sun–Thu", "10:00–18:00")],
}


@pytest.mark.parametrize(("prompt", "rows"), HOURS.items())
def test_it_prints_hours_as_the_prompt_means_them(
    read: Read, prompt: str, rows: list[tuple[str, str]]
) -> None:
    found = [(days, time.replace("\u00a0", " ")) for days, time in hours_rows(read(prompt), "Closed")]

    assert found == rows


@pytest.mark.parametrize(
    ("prompt", "days"),
    [
        ("Winkel in Gent, open di t/m za 9:00-18:00", (1, 2, 3, 4, 5)),
        ("Salon w Krakowie, czynne pn–pt 11–19", (0, 1, 2, 3, 4)),
        ("Сайт для студии, Пн–Пт 8:00–21:00", (0, 1, 2, 3, 4)),
        ("موقع لعيادة، مفتوح من الأحد إلى الخميس 9:00-17:00", (0, 1, 2, 3, 6)),
        ("베이커리 홈페이지. 화-일 09:00-19:00", (1, 2, 3, 4, 5, 6)),
        ("taller en Sevilla, L-V 8:30-19:00", (0, 1, 2, 3, 4)),
    ],
)
def test_it_knows_the_days_of_other_languages(read: Read, prompt: str, days: tuple[int, ...]) -> None:
    assert read(prompt).hours[0].on == days


def test_a_class_at_a_certain_time_is_no_opening_hour(read: Read) -> None:
    assert read("Climbing club in Innsbruck, training Tuesday and Thursday 16:00-18:00").hours == ()


@pytest.mark.parametrize(
    ("prompt", "dialled"),
    [
        ("Plumber in Bristol, call 0117 496 0147", "+441174960147"),
        ("Electrician in Tucson, (520) 555-0147", "+15205550147"),
        ("Cleaner in Dublin, phone 01 555 0147", "+35315550147"),
        ("Schreinerei in Winterthur. Gegründet 1978. 052 555 01 47", "+41525550147"),
        ("京都の旅館。電話 075-555-0147", "+81755550147"),
    ],
)
def test_a_number_is_dialled_as_in_its_own_country(read: Read, prompt: str, dialled: str) -> None:
    assert [phone.link for phone in read(prompt).phones] == [dialled]


def test_the_end_of_a_word_is_no_telephone(read: Read) -> None:
    # “rewiring” ends in “ring”, which made the word a cue for a number and took it from the offers.
    brief = read("Electrician in Tucson, panel upgrades, EV chargers, rewiring. (520) 555-0147")

    assert [offer.name for offer in brief.offers] == ["panel upgrades", "EV chargers", "rewiring"]


def test_a_price_without_a_separator_is_read_to_its_end(read: Read) -> None:
    # “₹1500” was read as “₹150”.
    assert read("Music school in Jaipur, fee ₹1500 per month").prices == ("₹1500 per month",)


def test_a_registration_is_no_telephone(read: Read) -> None:
    assert read("Charity 'Wells', registered charity no. 1187734").phones == ()


def test_a_deadline_is_no_date_of_the_event(read: Read) -> None:
    brief = read("Wedding website for Sofía & Mateo, 5 June 2027 in Ronda. RSVP before 1 April")

    assert [day.text for day in brief.dates] == ["5 June 2027"]
    assert "RSVP before 1 April" in brief.extra_facts


@pytest.mark.parametrize(
    ("prompt", "link"),
    [
        ("Site para um restaurante no Porto chamado La Scala, reservas 22 555 0199", "+351225550199"),
        ("Site para padaria no Porto chamada Pão Meu, 22 555 0199", "+351225550199"),
        ("Ferme-auberge en Savoie, Les Trois Vaches, réservations au 04 79 55 50 19", "+33479555019"),
        ("Restaurant in Oslo called Fisk, 22 55 50 19", "+4722555019"),
        ("Sitio para un taller en Zaragoza, Rueda, 976 555 014", "+34976555014"),
        ("Bakery in Athens called Fournos 210 555 0199", "+302105550199"),
        ("Hotel in Copenhagen called Havn, 33 55 01 22", "+4533550122"),
        ("Dentist in Mumbai called Smile, 98765 43210", "+919876543210"),
        ("Bar in Brooklyn New York called Nook, 555-0199", "5550199"),
    ],
)
def test_a_number_that_nobody_was_given_is_dialled_all_the_same(read: Read, prompt: str, link: str) -> None:
    assert [phone.link for phone in read(prompt).phones] == [link]


@pytest.mark.parametrize(
    "prompt",
    [
        "A charity in Kraków that raised 120 000 000 for 25 000 people",
        "A foundation in Warsaw with 12 345 678 trees, VAT 22 555 01 99",
    ],
)
def test_sums_and_register_numbers_are_no_telephones(read: Read, prompt: str) -> None:
    assert read(prompt).phones == ()
