"""Sites name the components that they were made with, and come out of them byte for byte."""

from __future__ import annotations

from datetime import date

import pytest

from sitegen.catalog import Catalog, Component
from sitegen.engine import GeneratedSite, generate
from sitegen.errors import ComponentVersionMissing
from sitegen.pins import pinned_catalog, with_pins
from sitegen.render import render_site
from sitegen.spec import SiteSpec

PROMPT = "A bakery called Krume in Leipzig"


@pytest.fixture(scope="module")
def site(catalog: Catalog) -> GeneratedSite:
    return generate(PROMPT, catalog, today=date(2026, 11, 24))


def without(catalog: Catalog, name: str) -> Catalog:
    components = {key: item for key, item in catalog.components.items() if key != name}
    return Catalog(components=components, templates=catalog.templates)


def changed(catalog: Catalog, name: str, **changes: object) -> Catalog:
    component = catalog.components[name].model_copy(update={"style": "/* other */", **changes})
    return Catalog(components={**catalog.components, name: component}, templates=catalog.templates)


def test_a_site_pins_what_it_uses_and_nothing_else(site: GeneratedSite, catalog: Catalog) -> None:
    used = {section.component for page in site.spec.pages for section in page.sections}

    assert set(site.spec.components) == used | {site.spec.header, site.spec.footer}
    assert site.spec.components[site.spec.header] == catalog.components[site.spec.header].pin


def test_it_survives_being_stored_and_read(site: GeneratedSite, catalog: Catalog) -> None:
    again = SiteSpec.model_validate_json(site.spec.model_dump_json())

    assert render_site(again, catalog) == site.files


def test_a_component_that_was_changed_or_removed_is_taken_as_it_was(
    site: GeneratedSite, catalog: Catalog
) -> None:
    for newer in (changed(catalog, site.spec.header, version=2), without(catalog, site.spec.header)):
        then = pinned_catalog(newer, site.spec.components, lambda name, _: catalog.components[name])
        assert render_site(site.spec, then) == site.files


def test_rendering_with_another_content_of_the_same_version_is_refused(
    site: GeneratedSite, catalog: Catalog
) -> None:
    version = catalog.components[site.spec.header].version
    told = f"version {version} of the component “{site.spec.header}”"
    with pytest.raises(ComponentVersionMissing, match=told):
        render_site(site.spec, changed(catalog, site.spec.header))


def test_a_catalog_that_has_all_pins_is_taken_as_it_is(site: GeneratedSite, catalog: Catalog) -> None:
    assert pinned_catalog(catalog, site.spec.components) is catalog


def test_a_site_from_before_there_were_pins_takes_the_present_components(
    site: GeneratedSite, catalog: Catalog
) -> None:
    old = site.spec.model_copy(update={"components": {}})

    assert render_site(old, catalog) == site.files


def test_an_edit_keeps_the_pins_that_are_there_and_adds_those_that_are_not(
    site: GeneratedSite, catalog: Catalog
) -> None:
    newer = changed(catalog, site.spec.header, version=2)
    then = pinned_catalog(newer, site.spec.components, lambda name, _: catalog.components[name])
    footer = next(item for item in catalog.of_category("footer") if item.id != site.spec.footer)
    edited = with_pins(site.spec.model_copy(update={"footer": footer.id}), then)

    assert edited.components[site.spec.header] == site.spec.components[site.spec.header]
    assert edited.components[footer.id] == footer.pin


def test_a_field_that_a_later_program_knows_does_not_change_the_digest(catalog: Catalog) -> None:
    class Later(Component):
        weight: int = 1

    component = catalog.components["hero-split"]

    assert Later.model_validate(component.model_dump()).digest == component.digest
