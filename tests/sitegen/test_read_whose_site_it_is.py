"""Sites of people, bodies and shops as very different people ask for them; each prompt was once misread."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sitegen.brief import Brief

Read = Callable[[str], Brief]

# Prompt, name, subject, place.
PEOPLE = [
    (
        "Portfolio of Ana Lopez, data scientist in Madrid. Projects, talks, contact",
        "Ana Lopez",
        "data scientist",
        "Madrid",
    ),
    (
        "CV of Pieter Janssens, structural engineer. Experience, contact",
        "Pieter Janssens",
        "structural engineer",
        None,
    ),
    ("Homepage of Mira Okonkwo, opera singer in Vienna", "Mira Okonkwo", "opera singer", "Vienna"),
    ("Site for Tom Weber, translator from German to English", "Tom Weber", "translator", None),
    ("Personal page for Ken Adeyemi, PhD student in robotics", "Ken Adeyemi", "PhD student", None),
    ("Webseite von Julia Brandt, Übersetzerin in Köln", "Julia Brandt", "Übersetzerin", "Köln"),
    ("Portfolio von Lena Fischer, Bühnenbildnerin aus Leipzig", "Lena Fischer", "Bühnenbildnerin", "Leipzig"),
    (
        "Webseite für Dr. med. dent. Jana Sommer, Zahnärztin in Jena",
        "Dr. med. dent. Jana Sommer",
        "Zahnärztin",
        "Jena",
    ),
    ("Site de Claire Dubois, avocate à Lyon", "Claire Dubois", "avocate", "Lyon"),
    ("Página de Lucía Romero, fotógrafa en Sevilla", "Lucía Romero", "fotógrafa", "Sevilla"),
    (
        "Sitio para Federico Salas, guía de montaña en Bariloche",
        "Federico Salas",
        "guía de montaña",
        "Bariloche",
    ),
    ("Sito di Marco Bianchi, architetto a Torino", "Marco Bianchi", "architetto", "Torino"),
    (
        "Curriculum online di Giulia Ferri, biologa marina a Genova",
        "Giulia Ferri",
        "biologa marina",
        "Genova",
    ),
    ("Página de João Almeida, psicólogo em Coimbra", "João Almeida", "psicólogo", "Coimbra"),
    ("Website van Sanne de Vries, illustrator in Utrecht", "Sanne de Vries", "illustrator", "Utrecht"),
    ("Strona Anny Kowalskiej, psycholog w Poznaniu", "Anna Kowalska", "psycholog", "Poznań"),
    (
        "Soy Marta Vidal, nutricionista deportiva en Málaga",
        "Marta Vidal",
        "nutricionista deportiva",
        "Málaga",
    ),
    ("Sou tatuador no Rio de Janeiro, Caio Prado", "Caio Prado", "tatuador", "Rio de Janeiro"),
    ("Furniture restorer Agnes Holm. Workshop in Ystad.", "Agnes Holm", "furniture restorer", "Ystad"),
    ("Sex therapist, LGBTQ friendly, online, Dr. Robin Vance", "Dr. Robin Vance", "sex therapist", None),
    ("I'm Sam. I fix bikes. Sam's Spokes, Dundee.", "Sam's Spokes", "bike repair shop", "Dundee"),
]
BODIES = [
    (
        "Site for the parish council of Little Wenlock: contact the clerk",
        "Parish Council of Little Wenlock",
        "parish council",
        "Little Wenlock",
    ),
    (
        "Tenants union of Lewisham. Know your rights, donate",
        "Tenants Union of Lewisham",
        "tenants union",
        "Lewisham",
    ),
    (
        "Pagina web para el ayuntamiento de Villarrubia: noticias",
        "Ayuntamiento de Villarrubia",
        "ayuntamiento",
        "Villarrubia",
    ),
    (
        "Comune di Montefiore: uffici, avvisi, eventi, contatti",
        "Comune di Montefiore",
        "comune",
        "Montefiore",
    ),
    (
        "Câmara Municipal de Vale Verde: serviços, notícias",
        "Câmara Municipal de Vale Verde",
        "câmara municipal",
        "Vale Verde",
    ),
    ("Bestattungshaus Ahrens in Kiel, seit 1954", "Bestattungshaus Ahrens", "Bestattungshaus", "Kiel"),
    (
        "Wir sind die Freiwillige Feuerwehr Niederau. Kontakt",
        "Freiwillige Feuerwehr Niederau",
        "Feuerwehr",
        None,
    ),
    (
        "Neue Webseite für die Musikkapelle Unterwald, Blasmusik",
        "Musikkapelle Unterwald",
        "Musikkapelle",
        None,
    ),
    (
        "Wedding of Priya & Daniel, 18 September 2027, Villa Cimbrone, Ravello. RSVP",
        "Priya & Daniel",
        "wedding",
        "Ravello",
    ),
]
BUSINESSES = [
    (
        "MAKE A SITE FOR MY TAXIDERMY SHOP IN BOISE. SECOND LIFE TAXIDERMY. BIRDS $200",
        "Second Life Taxidermy",
        "taxidermy shop",
        "Boise",
    ),
    (
        "Escape the ordinary!! I need a webpage for my skydiving centre DropZone Elsinore.",
        "DropZone Elsinore",
        "skydiving centre",
        None,
    ),
    (
        "Nous sommes une ferme apicole dans le Vercors, Les Ruchers du Plateau. Miel 12 €",
        "Les Ruchers du Plateau",
        "ferme apicole",
        "Vercors",
    ),
    ("Sito per un liutaio a Cremona, Stefano Conti. Violini, viole", "Stefano Conti", "liutaio", "Cremona"),
    (
        "shop for handmade leather dog collars, brand Rufus & Roe, free uk shipping",
        "Rufus & Roe",
        "handmade leather dog collar shop",
        None,
    ),
    (
        "Our family makes cider in Somerset. Name is Orchard Hollow.",
        "Orchard Hollow",
        "cider maker",
        "Somerset",
    ),
    (
        "Online-Shop für handgefärbte Wolle, Marke Wollwerk",
        "Wollwerk",
        "Online-Shop für handgefärbte Wolle",
        None,
    ),
    (
        "Moving company Two Brothers & A Van. London. Insured.",
        "Two Brothers & A Van",
        "moving company",
        "London",
    ),
    (
        "Hi, I teach the cello to adults. I live in Galway. My name is Fionnuala Ryan.",
        "Fionnuala Ryan",
        "cello teacher",
        "Galway",
    ),
    ("beatmaker page. name: KOLLAPS. beats from 30€", "KOLLAPS", "beatmaker", None),
    (
        "Mortgage broker Simon Achebe, Croydon. First-time buyers",
        "Simon Achebe",
        "mortgage broker",
        "Croydon",
    ),
    ("A site for a restaurant in Leeds called Oliva", "Oliva", "restaurant", "Leeds"),
    (
        "Baker's dozen - donuts & coffee, Tulsa OK. dozen glazed $12",
        "Baker's dozen",
        "donuts restaurant",
        "Tulsa",
    ),
]

MORE = [
    ("Site officiel de la chorale Les Voix d'Azur, Nice. Concerts", "Les Voix d'Azur", "chorale", "Nice"),
    ("Associazione culturale Il Faro, Rimini: corsi, eventi", "Il Faro", "associazione", "Rimini"),
    ("Shop. Wild Fen Soap. soap bar £6, gift set £22. Wisbech.", "Wild Fen Soap", "soap shop", "Wisbech"),
    ("app that finds dog friendly cafés. called Woofle. free, no ads", "Woofle", "app", None),
    (
        "Beratungsstelle für Schuldner in Dortmund, Name: Neustart e.V.",
        "Neustart e.V.",
        "Beratungsstelle",
        "Dortmund",
    ),
    (
        "Dr Oliver Grant, orthopaedic surgeon, Harley Street London. Knee",
        "Dr Oliver Grant",
        "orthopaedic surgeon",
        "London",
    ),
    (
        "Homepage for Emily & Jack, a couple who restore narrowboats near Oxford",
        "Emily & Jack",
        "narrowboat restorer",
        "Oxford",
    ),
    (
        "my dad repairs old radios in his garage, he's called Earl's Radio Repair",
        "Earl's Radio Repair",
        "radio repair shop",
        None,
    ),
]


@pytest.mark.parametrize(("prompt", "name", "subject", "place"), [*PEOPLE, *BODIES, *BUSINESSES, *MORE])
def test_it_tells_whose_site_it_is_what_they_are_and_where(
    read: Read, prompt: str, name: str, subject: str, place: str | None
) -> None:
    brief = read(prompt)

    assert (brief.name, brief.subject, brief.place) == (name, subject, place)
    assert subject not in {offer.name for offer in brief.offers}


@pytest.mark.parametrize(
    ("prompt", "pages"),
    [
        ("Podcast Night Shift Radio, a weekly show. Episodes, hosts, newsletter", ("team",)),
        ("Portfolio of Ana Lopez, data scientist. Projects, talks, contact", ("talks",)),
        ("Website for our choir Cantus in Bath: concerts, singers, contact", ("dates", "team")),
        ("Restaurant site for Oliva. Menu, chef, reservations", ("team",)),
        ("Venture studio Nab. Projects, founders, press", ("press", "team")),
        ("Roller derby league Bay City Bruisers: schedule, skaters, join, merch", ("team",)),
        ("Podcast network called Static Bloom. Advertise, about, contact", ("about", "advertise")),
        ("CV of Pieter Janssens, engineer. Experience, education, contact", ("experience", "education")),
        ("Site of Weiss & Sohn, Vienna. Photos, story, letters", ("gallery", "about", "letters")),
        ("Szkoła Podstawowa nr 4 w Nowym Targu. Aktualności, plan lekcji, kontakt", ("blog", "plan-lekcji")),
        ("Association Les Lilas, Lyon: événements, bénévoles, contact", ("events", "benevoles")),
    ],
)
def test_a_list_of_parts_of_a_site_asks_for_pages(read: Read, prompt: str, pages: tuple[str, ...]) -> None:
    brief = read(prompt)

    assert (brief.pages, brief.offers, brief.people) == (pages, (), ())


@pytest.mark.parametrize(
    ("prompt", "offers"),
    [
        (
            "Physio in Leeds called Kin: dry needling, acupuncture, prices, contact",
            [("dry needling", None), ("acupuncture", None)],
        ),
        ("API Kitewire. Plans: Hobby free, Pro $29/month", [("Hobby", "free"), ("Pro", "$29/month")]),
        (
            "Conference DataDock in Rotterdam. Tickets €299 early bird, €399 regular",
            [("early bird", "€299"), ("regular", "€399")],
        ),
        (
            "Author R. J. Hollis. Books: The Quiet Clerk, Dead Letters, A Fair Hearing",
            [("The Quiet Clerk", None), ("Dead Letters", None), ("A Fair Hearing", None)],
        ),
        ('Nail bar "Polished" - gel £28, acrylics £40', [("gel", "£28"), ("acrylics", "£40")]),
        (
            "Skydiving centre called Drop. tandem jump $229, video $99",
            [("tandem jump", "$229"), ("video", "$99")],
        ),
        (
            "金沢の陶芸教室「土と手」。体験レッスン3,500円、月謝8,000円。火曜定休",
            [("体験レッスン", "3,500円"), ("月謝", "8,000円")],
        ),
        ("Driving instructor Kofi Boateng, Luton, block of 10 £360", [("block of 10", "£360")]),
        (
            "Grafikdesignerin Mia Neumann, Hamburg. Logos ab 450 €. Kunden: Otto, Beiersdorf",
            [("Logos", "ab 450 €")],
        ),
        ("Notary Rosa Delgado in Queens, weekends too. Spanish & English.", []),
        ("Archaeologist Dr. Nadia Haddad, University of Malta.", []),
    ],
)
def test_only_what_is_offered_is_an_offer(
    read: Read, prompt: str, offers: list[tuple[str, str | None]]
) -> None:
    assert [(offer.name, offer.price) for offer in read(prompt).offers] == offers


@pytest.mark.parametrize(
    ("prompt", "people"),
    [
        ("A museum of typewriters in Basel. Curator: Beat Muggli", [("Beat Muggli", "Curator")]),
        ("Gemeinde Oberbach. Bürgermeister Franz Huber, Formulare", [("Franz Huber", "Bürgermeister")]),
        ("Comune di Montefiore: eventi. Sindaco Paolo Gatti", [("Paolo Gatti", "Sindaco")]),
        ('Page for my book "Bread for Beginners" by Ida Holm, £18.99', [("Ida Holm", "author")]),
        ("Gîte rural Le Pressoir, hôtes Anne et Paul Lemaire", [("Anne", "hôte"), ("Paul Lemaire", "hôte")]),
    ],
)
def test_a_name_behind_a_word_for_a_doer_is_that_of_somebody(
    read: Read, prompt: str, people: list[tuple[str, str]]
) -> None:
    assert [(person.name, person.role) for person in read(prompt).people] == people


@pytest.mark.parametrize(
    ("prompt", "kind"),
    [
        ("CV of Pieter Janssens, structural engineer. Education, publications, contact", "portfolio"),
        ("Site for Fatima El Idrissi, wedding henna artist, Brussels", "beauty"),
        ("we're two sisters who bake cakes in Derry. Sugar Rush. birthday cakes from £35", "restaurant"),
        ("Author R. J. Hollis. Books: The Quiet Clerk, A Fair Hearing", "blog"),
        ('Page for my book "Bread for Beginners" by Ida Holm', "blog"),
    ],
)
def test_what_somebody_is_weighs_more_than_what_is_on_the_site(read: Read, prompt: str, kind: str) -> None:
    assert read(prompt).kind == kind


@pytest.mark.parametrize(
    ("prompt", "language"),
    [
        ("A site for a restaurant in Leeds", "en"),  # was Romanian
        ("Página de Lucía Romero, fotógrafa en Sevilla", "es"),  # was Dutch
        ("Hundepension Waldpfote, 24 Plätze, Übernachtung 28 €", "de"),
        ("Câmara Municipal de Vale Verde: serviços, notícias, contactos", "pt"),
        ("金沢の陶芸教室「土と手」。火曜定休", "ja"),
    ],
)
def test_nouns_alone_tell_the_language(read: Read, prompt: str, language: str) -> None:
    assert read(prompt).language == language


def test_the_room_where_somebody_works_is_not_what_they_do(read: Read) -> None:
    # A mender of radios “in his garage” got the words of a car repair shop.
    brief = read("my dad repairs old radios in his garage, he's called Earl's Radio Repair")

    assert "garage" not in (*brief.topics, " ".join(brief.kind_evidence))


def test_an_undertaker_is_no_tradesman(read: Read) -> None:
    # “Feuerbestattung: Bei einer Störung rufen Sie an.”
    kinds = [read(prompt).kind for prompt in ("Funeral director in Leeds", "Bestattungshaus Ahrens in Kiel")]

    assert kinds == ["landing", "landing"]


def test_what_is_said_of_a_product_is_no_wish_for_the_look(read: Read) -> None:
    shop = read("Boutique La Feuille Bleue. Thé vert 9 €, Earl Grey 8,50 €")
    app = read("App called PillPal, premium $2.99/month")

    assert (shop.colours, app.moods) == ((), ())


def test_a_length_of_a_warranty_is_no_experience(read: Read) -> None:
    assert read("Solar panel installer SunHarvest, 10 year warranty").experience is None


def test_two_spans_of_a_french_day_need_no_comma(read: Read) -> None:
    spans = [(row.opens, row.closes) for row in read("Garage Morel à Limoges. Lun-Ven 8h-12h 14h-18h").hours]

    assert spans == [("08:00", "12:00"), ("14:00", "18:00")]


def test_a_street_ends_in_a_town_of_two_words(read: Read) -> None:
    brief = read('Nail bar "Polished" - 14 Market Street, Hebden Bridge - Mon to Sat 9.30 till 6')

    assert (brief.address, brief.place) == ("14 Market Street, Hebden Bridge", "Hebden Bridge")


@pytest.mark.parametrize(
    ("prompt", "name", "offers"),
    [
        (
            "Website for a gym in Leeds, trainers Amir and Beth, boxing, spinning",
            None,
            ("boxing", "spinning"),
        ),
        ("Escuela de surf en Somo, Cantabria: alquiler de tablas", None, ("alquiler de tablas",)),
        ("Ferienwohnung an der Ostsee, Haus Möwe in Zingst, Hund erlaubt, Buchungsanfrage", "Haus Möwe", ()),
        (
            "Tessmer Pumpen GmbH in Chemnitz, Datenblätter, Ansprechpartner",
            "Tessmer Pumpen GmbH",
            ("Datenblätter",),
        ),
        ("I make candles and sell them. Name: Lys & Lune. Instagram only so far", "Lys & Lune", ("candles",)),
        (
            "Accountant in Dublin, Figgis Accounts, annual accounts, book a call",
            "Figgis Accounts",
            ("annual accounts",),
        ),
    ],
)
def test_staff_regions_and_calls_to_act_are_neither_names_nor_offers(
    read: Read, prompt: str, name: str | None, offers: tuple[str, ...]
) -> None:
    brief = read(prompt)
    assert (brief.name if brief.name_given else None) == name
    assert tuple(offer.name for offer in brief.offers) == offers


@pytest.mark.parametrize("price", ["15 euros", "15 euro", "15 EUR", "15 €"])
def test_a_currency_is_read_to_its_last_letter(read: Read, price: str) -> None:
    assert read(f"Choir in Graz, tickets {price}").prices == (price,)


def test_whom_it_is_for_ends_before_what_else_is_done(read: Read) -> None:
    assert read("A choir in Graz looking for members and announcing its concert").audience == "members"
