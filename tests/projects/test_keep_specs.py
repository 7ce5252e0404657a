"""What is stored of a site makes the same site again, and no picture is kept twice."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.db.models import JSONField, Value

from projects import services, specs
from projects.models import Project, SiteVersion
from sitegen.catalog import Catalog, default_catalog
from sitegen.engine import GeneratedSite, generate
from sitegen.render import render_site
from sitegen.spec import SiteSpec
from sitegen.uploads import Upload
from tests.made_pictures import encoded


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return default_catalog()


@pytest.fixture(scope="module")
def site(catalog: Catalog) -> GeneratedSite:
    return generate("A bakery called Krume in Leipzig", catalog, today=date(2026, 11, 24))


def keep(project: Project, spec: SiteSpec, files: dict[str, bytes]) -> SiteVersion:
    made = services.store_version(
        project=project, spec=spec.model_dump(mode="json"), files=files, quality={}, pages=[]
    )
    return SiteVersion.objects.get(pk=made.pk)


def test_a_stored_spec_gives_the_same_pages_byte_for_byte(
    project: Project, site: GeneratedSite, catalog: Catalog
) -> None:
    version = keep(project, site.spec, dict(site.files))
    spec = SiteSpec.model_validate(specs.read_spec(version))
    assert json.dumps(spec.model_dump(mode="json")) == json.dumps(site.spec.model_dump(mode="json"))
    assert render_site(spec, catalog) == site.files


def test_photographs_come_back_as_they_were(project: Project, catalog: Catalog) -> None:
    photo = Upload("front.jpg", "image/webp", 640, 480, encoded(kind="WEBP"))
    site = generate("A bakery called Krume", catalog, today=date(2026, 11, 24), uploads=[photo])
    version = keep(project, site.spec, dict(site.files))
    assert "base64" not in str(version.spec)
    spec = SiteSpec.model_validate(specs.read_spec(version))
    assert render_site(spec, catalog) == site.files


def test_its_pictures_are_not_in_the_column(project: Project, site: GeneratedSite) -> None:
    version = keep(project, site.spec, dict(site.files))
    assert "<svg" not in str(version.spec)
    assert specs.read_spec(version)["files"] == site.spec.files


def test_a_picture_that_is_no_file_of_the_site_stays_in_the_spec(
    project: Project, site: GeneratedSite
) -> None:
    version = keep(project, site.spec, {"index.html": b"x", next(iter(site.spec.files)): b"another"})
    assert specs.read_spec(version) == site.spec.model_dump(mode="json")


def test_a_spec_from_before_is_read_as_it_is(project: Project) -> None:
    spec = {"format": 1, "files": {"a.svg": "<svg/>"}}
    # As a plain jsonb object.
    made = SiteVersion.objects.create(project=project, number=1, spec=Value(spec, JSONField()))
    assert specs.read_spec(SiteVersion.objects.get(pk=made.pk)) == spec


def test_what_is_loaded_has_its_keys_in_order(project: Project) -> None:
    services.store_version(project=project, spec={"zeta": 1, "b": 2}, files={}, quality={}, pages=[])
    version = SiteVersion.objects.get()
    assert list(version.spec) == ["zeta", "b"]
