from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sitegen.assembly import assemble, repaired
from sitegen.backend import form_ids, make_backend, structured_data
from sitegen.brief import Brief
from sitegen.catalog import Catalog
from sitegen.copy import write_copy
from sitegen.planning import make_plan
from sitegen.spec import PageCopy, SiteArtwork, SiteCopy, SitePlan

Read = Callable[[str], Brief]
NO_ARTWORK = SiteArtwork(pictures={}, files={})


@pytest.fixture
def plan(read: Read, catalog: Catalog) -> SitePlan:
    return make_plan(read("A dental clinic in Berlin named Zahnhaus, phone +49 30 901820"), catalog, seed=4)


def changed(copy: SiteCopy, slug: str, **changes: Any) -> SiteCopy:
    page = copy.pages[slug].model_copy(update=changes)
    return copy.model_copy(update={"pages": {**copy.pages, slug: page}})


def test_sections_without_words_are_left_out(plan: SitePlan, catalog: Catalog) -> None:
    copy = write_copy(plan, catalog)
    contents = {key: value for key, value in copy.pages["home"].contents.items() if key != "faq"}

    spec = assemble(plan, changed(copy, "home", contents=contents), make_backend(plan), NO_ARTWORK)

    assert "faq" not in {section.id for section in spec.pages[0].sections}


def test_a_page_without_words_is_left_out_and_links_to_it_lead_home(plan: SitePlan, catalog: Catalog) -> None:
    copy = write_copy(plan, catalog)
    pages = {slug: page for slug, page in copy.pages.items() if slug != "services"}

    spec = assemble(plan, copy.model_copy(update={"pages": pages}), make_backend(plan), NO_ARTWORK)

    assert "services" not in {page.slug for page in spec.pages}
    assert "page:services" not in spec.model_dump_json()


def test_links_are_repaired() -> None:
    targets = {"home": {"menu"}, "contact": set[str]()}
    content = {
        "actions": [
            {"label": "A", "href": "#menu"},
            {"label": "B", "href": "#gone"},
            {"label": "C", "href": "page:contact#gone"},
            {"label": "D", "href": "page:gone"},
            {"label": "E", "href": "tel:+49"},
        ]
    }

    links = [link["href"] for link in repaired(content, "home", targets)["actions"]]

    assert links == ["#menu", "page:home", "page:contact", "page:home", "tel:+49"]


def test_titles_are_made_unique(plan: SitePlan, catalog: Catalog) -> None:
    copy = write_copy(plan, catalog)
    copy = changed(copy, "services", title=copy.pages["home"].title)

    spec = assemble(plan, copy, make_backend(plan), NO_ARTWORK)

    assert len({page.title for page in spec.pages}) == len(spec.pages)


def test_an_inner_page_without_its_heading_is_left_out(plan: SitePlan, catalog: Catalog) -> None:
    copy = write_copy(plan, catalog)
    page: PageCopy = copy.pages["about"]
    contents = {key: value for key, value in page.contents.items() if not key.endswith("page-header")}

    spec = assemble(plan, changed(copy, "about", contents=contents), make_backend(plan), NO_ARTWORK)

    assert "about" not in {page.slug for page in spec.pages}


def test_the_forms_that_copy_may_name_exist(plan: SitePlan) -> None:
    backend = make_backend(plan)

    assert tuple(form.id for form in backend.forms) == form_ids(plan)
    assert form_ids(plan)[:2] == ("booking", "contact")


def test_structured_data_says_only_what_the_prompt_says(read: Read) -> None:
    brief = read("Dental clinic in Berlin named Zahnhaus, phone +49 30 901820, open Mon-Fri 9am-5pm")

    assert structured_data(brief) == [
        {
            "@context": "https://schema.org",
            "@type": "Dentist",
            "name": "Zahnhaus",
            "telephone": "+4930901820",
            "address": {"@type": "PostalAddress", "addressLocality": "Berlin", "addressCountry": "DE"},
            "openingHoursSpecification": [
                {
                    "@type": "OpeningHoursSpecification",
                    "dayOfWeek": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"],
                    "opens": "09:00",
                    "closes": "17:00",
                }
            ],
        }
    ]


def test_an_event_has_its_days(read: Read) -> None:
    event = structured_data(read("Conference website: PyAlps 2027, 14-16 May 2027 in Innsbruck"))[0]

    assert (event["@type"], event["startDate"], event["endDate"]) == ("Event", "2027-05-14", "2027-05-16")
