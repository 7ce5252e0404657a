from __future__ import annotations

import json
import re

import pytest

from sitegen.catalog import Catalog
from sitegen.engine import GeneratedSite
from sitegen.errors import RenderError
from sitegen.render import render_site
from sitegen.rendering.context import paragraphs
from sitegen.rendering.icons import icon
from sitegen.spec import SiteSpec


def test_a_site_has_everything_that_a_server_is_asked_for(dentist_site: GeneratedSite) -> None:
    assert {
        "index.html", "404.html", "sitemap.xml", "robots.txt", "favicon.svg", "site.webmanifest",
        "assets/site.css",
    } <= set(dentist_site.files)  # fmt: skip


def test_every_address_is_relative(dentist_site: GeneratedSite) -> None:
    html = dentist_site.files["index.html"].decode()

    assert not re.findall(r"(?:href|src|action)=\"/", html)


def test_the_stored_spec_renders_to_the_same_bytes(dentist_site: GeneratedSite, catalog: Catalog) -> None:
    stored = SiteSpec.model_validate_json(dentist_site.spec.model_dump_json())

    assert render_site(stored, catalog) == dentist_site.files


def test_the_base_url_is_in_canonical_sitemap_and_share_image(
    dentist_site: GeneratedSite, catalog: Catalog
) -> None:
    files = render_site(dentist_site.spec, catalog, base_url="https://zahnhaus.test/praxis/")

    assert b'rel="canonical" href="https://zahnhaus.test/praxis/"' in files["index.html"]
    assert b"<loc>https://zahnhaus.test/praxis/services.html</loc>" in files["sitemap.xml"]
    assert b'href="/praxis/"' in files["404.html"]


def test_text_is_escaped_and_structured_data_cannot_end_its_script(
    dentist_site: GeneratedSite, catalog: Catalog
) -> None:
    hostile = "</script><script>alert(1)</script>{{ 7*7 }}"
    page = dentist_site.spec.pages[0].model_copy(update={"title": hostile, "json_ld": ({"name": hostile},)})
    spec = dentist_site.spec.model_copy(update={"pages": (page, *dentist_site.spec.pages[1:])})

    html = render_site(spec, catalog)["index.html"].decode()

    assert "<script>alert" not in html
    data = re.search(r"ld\+json\">(.*?)</script>", html)
    assert data is not None
    assert json.loads(data.group(1))["name"] == hostile


def test_a_link_to_a_page_that_is_not_there_is_an_error(
    dentist_site: GeneratedSite, catalog: Catalog
) -> None:
    home = dentist_site.spec.pages[0]
    spec = dentist_site.spec.model_copy(update={"pages": (home,)})

    with pytest.raises(RenderError, match="which is no page"):
        render_site(spec, catalog)


def test_a_component_that_has_gone_is_an_error(dentist_site: GeneratedSite, catalog: Catalog) -> None:
    spec = dentist_site.spec.model_copy(update={"header": "header-gone"})

    with pytest.raises(RenderError, match="header-gone"):
        render_site(spec, catalog)


def test_forms_have_labels_and_a_trap(dentist_site: GeneratedSite) -> None:
    html = dentist_site.files["booking.html"].decode()

    assert 'action="forms/booking" method="post"' in html
    assert 'class="form-trap"' in html
    assert 'autocomplete="email"' in html


def test_blank_lines_become_paragraphs_and_markup_stays_text() -> None:
    assert paragraphs("One\n\n<b>two</b>") == "<p>One</p>\n<p>&lt;b&gt;two&lt;/b&gt;</p>"


def test_an_unknown_icon_is_nothing() -> None:
    assert icon("no-such-icon") == ""
    assert 'aria-hidden="true"' in icon("leaf", 20)
