"""Faults put into a typed spec are mended there by the testing agent; sections go only when nothing else
helps.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from builds.agents.base import AgentReport
from builds.agents.testing import MeasuredSite, MeasureInputs, Testing
from sitegen.catalog import Catalog
from sitegen.checks import run_checks
from sitegen.engine import GeneratedSite
from sitegen.palette import contrast
from sitegen.render import render_site
from sitegen.repairs import REPAIRERS
from sitegen.repairs.titles import shortened
from sitegen.spec import Page, Section, SiteSpec

Fault = Callable[[SiteSpec], SiteSpec]


def on_page(spec: SiteSpec, slug: str, **changes: Any) -> SiteSpec:
    pages = tuple(page.model_copy(update=changes) if page.slug == slug else page for page in spec.pages)
    return spec.model_copy(update={"pages": pages})


def page_of(spec: SiteSpec, slug: str) -> Page:
    return next(page for page in spec.pages if page.slug == slug)


def with_content(spec: SiteSpec, slug: str, kind: str, change: Callable[[dict[str, Any]], None]) -> SiteSpec:
    """The first section of ``kind`` with its content changed as JSON."""
    page = page_of(spec, slug)
    number = next(n for n, section in enumerate(page.sections) if section.kind == kind)
    data = page.sections[number].model_dump(mode="json")
    change(data["content"])
    section = Section.model_validate(data)
    return on_page(spec, slug, sections=(*page.sections[:number], section, *page.sections[number + 1 :]))


def pale_ink(spec: SiteSpec) -> SiteSpec:
    palettes = {
        tone: palette.model_copy(update={"ink_soft": palette.line, "on_accent": palette.accent})
        for tone, palette in spec.theme.palettes.items()
    }
    return spec.model_copy(update={"theme": spec.theme.model_copy(update={"palettes": palettes})})


def same_titles(spec: SiteSpec) -> SiteSpec:
    first = spec.pages[0]
    for page in spec.pages[1:]:
        spec = on_page(spec, page.slug, title=first.title, description=first.description)
    return spec


def long_titles(spec: SiteSpec) -> SiteSpec:
    return on_page(
        spec,
        "about",
        title="About us and everything that we do all day long " * 3,
        description="Everything. " * 40,
    )


def no_words(spec: SiteSpec) -> SiteSpec:
    return on_page(spec, "about", title="", description="")


def huge_pictures(spec: SiteSpec) -> SiteSpec:
    page = page_of(spec, "home")
    sections = tuple(
        section.model_copy(
            update={
                "pictures": {
                    slot: picture.model_copy(update={"width": 6000, "height": 4800})
                    for slot, picture in section.pictures.items()
                }
            }
        )
        for section in page.sections
    )
    return on_page(spec, "home", sections=sections)


def heavy_picture(spec: SiteSpec) -> SiteSpec:
    path = next(iter(page_of(spec, "home").sections[0].pictures.values())).path
    noise = "".join(f"<!--{number * 7919}-->" for number in range(60_000))
    return spec.model_copy(
        update={"files": {**spec.files, path: spec.files[path].replace("</svg>", f"{noise}</svg>")}}
    )


def file_names_as_alt(spec: SiteSpec) -> SiteSpec:
    page = page_of(spec, "home")
    sections = tuple(
        section.model_copy(
            update={
                "pictures": {
                    slot: picture.model_copy(update={"alt": "IMG_20411.jpg"})
                    for slot, picture in section.pictures.items()
                }
            }
        )
        for section in page.sections
    )
    return on_page(spec, "home", sections=sections)


def link_to(href: str) -> Fault:
    def change(content: dict[str, Any]) -> None:
        content["actions"][0]["href"] = href

    return lambda spec: with_content(spec, "home", "hero", change)


def vague_link(spec: SiteSpec) -> SiteSpec:
    def change(content: dict[str, Any]) -> None:
        content["actions"][0] |= {"label": "Click here", "href": "page:about"}

    return with_content(spec, "home", "hero", change)


def said_twice(spec: SiteSpec) -> SiteSpec:
    def change(content: dict[str, Any]) -> None:
        content["lead"] = "We look at every tooth twice, and then at the whole smile once more."
        content["items"][0]["text"] = content["lead"]

    return with_content(spec, "home", "services", change)


def placeholder(spec: SiteSpec) -> SiteSpec:
    def change(content: dict[str, Any]) -> None:
        content["lead"] = "Hello {{ name }}, welcome. Costs are discussed before a treatment begins."

    return with_content(spec, "home", "services", change)


def stock_phrase(spec: SiteSpec) -> SiteSpec:
    def change(content: dict[str, Any]) -> None:
        content["items"][0]["text"] = "We use cutting-edge drills. They are quiet."

    return with_content(spec, "home", "services", change)


def twin_sections(spec: SiteSpec) -> SiteSpec:
    page = page_of(spec, "home")
    twin = page.sections[2].model_copy(update={"id": "twin"})
    return on_page(spec, "home", sections=(*page.sections[:3], twin, *page.sections[3:]))


def same_ids(spec: SiteSpec) -> SiteSpec:
    page = page_of(spec, "home")
    renamed = page.sections[2].model_copy(update={"id": page.sections[1].id})
    return on_page(spec, "home", sections=(*page.sections[:2], renamed, *page.sections[3:]))


def no_first_heading(spec: SiteSpec) -> SiteSpec:
    return on_page(spec, "about", sections=page_of(spec, "about").sections[1:])


def nameless_data(spec: SiteSpec) -> SiteSpec:
    return on_page(spec, "home", json_ld=({"@context": "https://schema.org", "@type": "Dentist"},))


def plain_mail_field(spec: SiteSpec) -> SiteSpec:
    forms = tuple(
        form.model_copy(
            update={
                "fields": tuple(
                    field.model_copy(update={"type": "text", "autocomplete": None})
                    if field.name == "email"
                    else field
                    for field in form.fields
                )
            }
        )
        for form in spec.forms
    )
    return spec.model_copy(update={"forms": forms})


# What is put in, the rule that must see it, and what the agent must say that it did.
FAULTS: list[tuple[Fault, str, str]] = [
    (pale_ink, "token-contrast", "raised the contrast of colours"),
    (same_titles, "same-title", "rewrote a page's title"),
    (same_titles, "same-description", "rewrote a description"),
    (long_titles, "title-length", "rewrote a page's title"),
    (long_titles, "description-length", "rewrote a description"),
    (no_words, "no-title", "rewrote a page's title"),
    (no_words, "no-description", "rewrote a description"),
    (huge_pictures, "oversized-image", "reduced a picture to a size that screens show"),
    (file_names_as_alt, "image-alt-text", "corrected the alt text of a picture"),
    (heavy_picture, "heavy-file", "left out a picture that was too heavy"),
    (link_to("#sevices"), "broken-anchor", "led a broken link to the nearest place"),
    (link_to("page:services#gone"), "broken-anchor", "led a broken link to the nearest place"),
    (link_to("tel:later"), "dead-link", "led a broken link to the nearest place"),
    (vague_link, "vague-link", "called a link by its page's name"),
    (said_twice, "repeated-text", "left out words that did not belong"),
    (placeholder, "left-over-text", "left out words that did not belong"),
    (stock_phrase, "stock-phrase", "left out words that did not belong"),
    (twin_sections, "same-section", "left out a section that was there twice"),
    (same_ids, "duplicate-id", "gave a section an id of its own"),
    (no_first_heading, "one-h1", "gave a page its first heading"),
    (nameless_data, "json-ld-fields", "completed structured data"),
    (plain_mail_field, "keyboard", "corrected a form's fields"),
]


def measured(spec: SiteSpec, catalog: Catalog) -> tuple[MeasuredSite, list[AgentReport]]:
    said: list[AgentReport] = []
    return Testing().run(MeasureInputs(spec, catalog), said.append), said


@pytest.mark.parametrize(("fault", "rule", "done"), FAULTS, ids=[f"{n}-{f[1]}" for n, f in enumerate(FAULTS)])
def test_a_fault_is_mended_in_the_spec_and_told(
    dentist_site: GeneratedSite, catalog: Catalog, fault: Fault, rule: str, done: str
) -> None:
    faulty = fault(dentist_site.spec)
    before = run_checks(render_site(faulty, catalog))
    assert rule in {finding.rule for finding in before.findings}

    site, said = measured(faulty, catalog)

    assert [(finding["rule"], finding["message"]) for finding in site.quality["evidence"]] == []
    assert site.quality["score"] == 100
    assert done in site.quality["repairs"]
    assert any(report.status == "warning" and done in str(report.message) for report in said)
    assert site.files == render_site(site.spec, catalog)
    sections = {section.id for page in dentist_site.spec.pages for section in page.sections}
    kept = {section.id for page in site.spec.pages for section in page.sections}
    assert len(kept) >= len(sections) - (fault is no_first_heading) - (fault is same_ids)


def test_links_to_pages_that_are_not_there_are_led_before_the_site_is_rendered(
    dentist_site: GeneratedSite, catalog: Catalog
) -> None:
    site, said = measured(link_to("page:abuot")(dentist_site.spec), catalog)

    assert site.quality["repairs"] == ["led a broken link to the nearest place"]
    assert site.quality["score"] == 100
    assert any("led a broken link" in str(report.message) for report in said)


def test_a_link_goes_where_its_name_is_nearest(dentist_site: GeneratedSite, catalog: Catalog) -> None:
    def target(href: str) -> str:
        site, _ = measured(link_to(href)(dentist_site.spec), catalog)
        hero = page_of(site.spec, "home").sections[0].content.model_dump()
        return str(hero["actions"][0]["href"])

    assert target("page:abuot") == "page:about"
    assert target("#sevices") == "#services"
    assert target("page:services#gone") == "page:services"
    assert target("page:xyz") == "page:home"


def test_colours_keep_their_hue_and_reach_the_ratio(dentist_site: GeneratedSite, catalog: Catalog) -> None:
    site, _ = measured(pale_ink(dentist_site.spec), catalog)

    for tone, palette in site.spec.theme.palettes.items():
        assert contrast(palette.ink_soft, palette.ground) >= 4.5
        assert contrast(palette.on_accent, palette.accent) >= 4.5
        assert palette.ground == dentist_site.spec.theme.palettes[tone].ground


def test_a_good_site_is_left_as_it_is(dentist_site: GeneratedSite, catalog: Catalog) -> None:
    site, said = measured(dentist_site.spec, catalog)

    assert site.spec is dentist_site.spec
    assert site.quality["repairs"] == []
    assert "warning" not in {report.status for report in said}


def test_what_cannot_be_mended_goes_with_its_section_and_that_is_told(
    dentist_site: GeneratedSite, catalog: Catalog
) -> None:
    """Here a component's own markup is at fault, which no spec can mend."""
    section = next(s for s in page_of(dentist_site.spec, "home").sections if s.kind == "features")
    good = catalog.components[section.component]
    broken = good.model_copy(update={"markup": good.markup + '<a href="gone.html">the menu</a>'})
    spoilt = Catalog(components={**catalog.components, good.id: broken}, templates=catalog.templates)

    # Without pins: the site takes the component as the spoilt catalog has it.
    site, said = measured(dentist_site.spec.model_copy(update={"components": {}}), spoilt)

    gone = section.id
    assert gone not in {section.id for section in page_of(site.spec, "home").sections}
    assert any("Took out" in str(report.message) and f"#{gone}" in str(report.message) for report in said)
    assert any("took out" in done for done in site.quality["repairs"])
    assert site.quality["errors"] == 0


def test_texts_are_cut_between_sentences_or_words() -> None:
    assert shortened("One two three. Four five six. Seven.", 30) == "One two three. Four five six."
    assert shortened("One two three four five six seven", 20) == "One two three four…"
    assert shortened("Short", 20) == "Short"


def test_each_repairer_is_tried_by_a_fault() -> None:
    told = {done for _, _, done in FAULTS}

    assert {repairer.done for repairer in REPAIRERS} == told
