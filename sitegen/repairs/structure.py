"""Ids, headings, structured data and forms."""

from __future__ import annotations

from sitegen.checks import Finding
from sitegen.content import PAGE_TITLES
from sitegen.repairs.reach import page_of, with_page
from sitegen.spec import FormField, FormSpec, Section, SiteSpec


def mend_ids(finding: Finding, spec: SiteSpec) -> SiteSpec | None:
    """Give the second section of an id another one."""
    page = page_of(finding, spec)
    if page is None:
        return None
    taken: set[str] = set()
    sections = []
    for section in page.sections:
        name, number = section.id, 2
        while name in taken:
            name, number = f"{section.id}-{number}", number + 1
        taken.add(name)
        sections.append(section if name == section.id else section.model_copy(update={"id": name}))
    return with_page(spec, page, sections=tuple(sections))


def mend_headings(finding: Finding, spec: SiteSpec) -> SiteSpec | None:
    """Bring the section with the h1 to the top, or begin the page as others of the site begin."""
    page = page_of(finding, spec)
    if page is None or page.sections[0].kind in PAGE_TITLES:
        return None
    own = next((section for section in page.sections if section.kind in PAGE_TITLES), None)
    if own is not None:
        return with_page(spec, page, sections=(own, *(s for s in page.sections if s is not own)))
    pattern = next((s for other in spec.pages for s in other.sections if s.kind == "page_header"), None)
    if pattern is None:
        return None
    head = {**pattern.model_dump(mode="json"), "id": f"{page.slug}-head"[:60].rstrip("-"), "pictures": {}}
    head["content"] = {"headline": page.nav_label}
    return with_page(spec, page, sections=(Section.model_validate(head), *page.sections))


def mend_json_ld(finding: Finding, spec: SiteSpec) -> SiteSpec | None:
    """Complete structured data, or leave out what says nothing about anything."""
    page = page_of(finding, spec)
    if page is None:
        return None
    blocks = tuple(
        {
            **block,
            "@context": "https://schema.org",
            **({} if block.get("name") else {"name": spec.brief.name}),
        }
        for block in page.json_ld
        if block.get("@type")
    )
    return with_page(spec, page, json_ld=blocks)


def mend_forms(finding: Finding, spec: SiteSpec) -> SiteSpec | None:
    """Fields get the type and the purpose that their names promise, and names that differ."""

    def of(form: FormSpec) -> FormSpec:
        fields: dict[str, FormField] = {}
        for field in form.fields:
            kind = {"email": "email", "phone": "tel", "tel": "tel"}.get(field.name, field.type)
            purpose = field.autocomplete or {"email": "email", "tel": "tel"}.get(kind)
            fields.setdefault(field.name, field.model_copy(update={"type": kind, "autocomplete": purpose}))
        return form.model_copy(update={"fields": tuple(fields.values())})

    return spec.model_copy(update={"forms": tuple(of(form) for form in spec.forms)})
