"""Forms in the pages of a site: they post without a script, and carry what the script says."""

from __future__ import annotations

import lxml.html

from sitegen.catalog import Catalog
from sitegen.engine import GeneratedSite
from sitegen.render import form_script, render_site
from sitegen.spec import FormField, SiteSpec


def forms_of(files: dict[str, bytes]) -> list[lxml.html.HtmlElement]:
    pages = [data for path, data in files.items() if path.endswith(".html")]
    return [form for page in pages for form in lxml.html.fromstring(page).iter("form")]


def test_forms_post_to_their_ids_and_carry_the_words_of_the_script(dentist_site: GeneratedSite) -> None:
    forms = forms_of(dentist_site.files)
    assert forms
    for form in forms:
        assert (form.get("method"), form.get("action")) == ("post", f"forms/{form.get('data-form')}")
        assert form.get("enctype") is None
        for word in ("success", "sending", "wrong", "failed", "required", "email"):
            assert form.get(f"data-{word}")
        assert [status.get("role") for status in form.find_class("form-status")] == ["status"]
        assert form.find_class("form-trap")


def test_a_site_with_forms_has_their_script_on_every_page(dentist_site: GeneratedSite) -> None:
    assert form_script() in dentist_site.files["assets/site.js"].decode()
    page = dentist_site.files["index.html"].decode()
    assert '<script src="assets/site.js" defer></script>' in page


def test_a_form_with_files_is_sent_in_parts(dentist_site: GeneratedSite, catalog: Catalog) -> None:
    plan = FormField(name="plan", label="Plan", type="file", required=True)
    with_files = [
        form.model_copy(update={"fields": (*form.fields, plan)}) for form in dentist_site.spec.forms
    ]
    spec: SiteSpec = dentist_site.spec.model_copy(update={"forms": tuple(with_files)})
    for form in forms_of(render_site(spec, catalog)):
        assert form.get("enctype") == "multipart/form-data"
        (control,) = form.xpath(".//input[@type='file']")
        assert (control.get("name"), control.get("required") is not None) == ("plan", True)
        assert ".pdf" in control.get("accept")
