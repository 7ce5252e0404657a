"""Where buttons lead: pages and sections that the plan has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sitegen.backend import form_ids
from sitegen.spec import PagePlan, SectionPlan, SitePlan

# Pages whose form is another than the site's main form.
ROLE_FORMS = {
    "booking": "booking",
    "reservations": "reservation",
    "proposals": "proposal",
    "donate": "donate",
    "tickets": "signup",
    "shop": "order",
    "newsletter": "newsletter",
}
# Forms that stand in sections of their own.
OWN_SECTIONS = {"order": "products", "donate": "donate", "newsletter": "newsletter"}
# Which section of a one-page site stands for which page.
SECTION_OF_ROLE = {
    "menu": "menu",
    "shop": "products",
    "pricing": "pricing",
    "tickets": "pricing",
    "services": "services",
    "gallery": "gallery",
    "schedule": "schedule",
    "classes": "schedule",
    "dates": "dates",
    "events": "dates",
    "team": "team",
    "speakers": "team",
    "features": "features",
    "faq": "faq",
    "contact": "contact",
    "work": "listing",
    "listings": "listing",
    "rooms": "listing",
    "tours": "listing",
    "courses": "listing",
    "programmes": "services",
    "blog": "posts",
    "donate": "donate",
    "about": "story",
    "process": "steps",
    "newsletter": "newsletter",
}
FORM_LABELS = {"order": "shop"}


class Links:
    """Targets of one plan, as ``Link.href`` values seen from a page."""

    def __init__(self, plan: SitePlan) -> None:
        self.plan = plan
        self.forms = form_ids(plan)
        self.main_form = plan.brief.form

    def form_of(self, page: PagePlan) -> str:
        """The form that a form section on this page shows."""
        wanted = ROLE_FORMS.get(page.role)
        here = {OWN_SECTIONS.get(form_id) for form_id in (wanted, self.main_form) if form_id}
        if any(section.content in here for section in page.sections):
            return "contact"
        if wanted in self.forms:
            return str(wanted)
        own = OWN_SECTIONS.get(self.main_form)
        if own and any(section.content == own for section in self._sections()):
            return "contact"
        if page.role == "contact" and self._elsewhere(self.main_form, page):
            return "contact"
        # Who wants a ticket has no talk to propose.
        if page.role == "tickets" and self.main_form == "proposal":
            return "contact"
        return self.main_form

    def to_form(self, form_id: str, seen_from: PagePlan) -> str | None:
        """Where the form stands, on this page if it is here."""
        own = OWN_SECTIONS.get(form_id)
        pages = sorted(self.plan.pages, key=lambda page: page.slug != seen_from.slug)
        for page in pages:
            for section in page.sections:
                holds = section.content == "form" and self.form_of(page) == form_id
                if holds or section.content == own:
                    return self._href(page, section, seen_from)
        return None

    def to_role(self, role: str, seen_from: PagePlan) -> str | None:
        """The page of that role, else the section that stands for it; None for the page one is on."""
        if role == seen_from.role:
            return None
        for page in self.plan.pages:
            if page.role == role:
                return f"page:{page.slug}"
        kind = SECTION_OF_ROLE.get(role)
        for page in sorted(self.plan.pages, key=lambda page: page.slug != seen_from.slug):
            for section in page.sections:
                if section.content == kind:
                    return self._href(page, section, seen_from)
        return None

    def first_role(self, roles: Iterable[str], seen_from: PagePlan) -> tuple[str, str] | None:
        """The first of ``roles`` that the site has, with its address."""
        for role in roles:
            if href := self.to_role(role, seen_from):
                return role, href
        return None

    def _elsewhere(self, form_id: str, page: PagePlan) -> bool:
        return any(
            other.slug != page.slug
            and other.role != "contact"
            and any(section.content == "form" for section in other.sections)
            and ROLE_FORMS.get(other.role, self.main_form) == form_id
            for other in self.plan.pages
        )

    def _sections(self) -> Iterator[SectionPlan]:
        for page in self.plan.pages:
            yield from page.sections

    @staticmethod
    def _href(page: PagePlan, section: SectionPlan, seen_from: PagePlan) -> str:
        return f"#{section.id}" if page.slug == seen_from.slug else f"page:{page.slug}#{section.id}"
