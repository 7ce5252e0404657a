"""The names that a component's markup sees: its content, the site, the page, and a few functions."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from sitegen.brief import Brief, Phone
from sitegen.clock import hours_rows
from sitegen.content import Link
from sitegen.errors import RenderError
from sitegen.rendering.icons import icon
from sitegen.rendering.words import direction, fixed_texts
from sitegen.spec import FormField, FormSpec, Page, Picture, Section, SiteSpec

BLANK_LINES = re.compile(r"\n\s*\n")
# Names of sections that are called otherwise than their kind.
SECTION_NAMES = {
    "products": "shop",
    "listing": "listings",
    "posts": "blog",
    "steps": "process",
    "form": "none",
}
MOST_SECTION_LINKS = 6
MULTIPART = Markup(' enctype="multipart/form-data"')
FILE_KINDS = ".pdf,.png,.jpg,.jpeg,.gif,.webp,.avif,.heic,.txt,.docx,.xlsx"
# Attribute of the form → key of the fixed text.
SCRIPT_TEXTS = {
    "sending": "form_sending",
    "wrong": "form_error",
    "failed": "form_failed",
    "required": "error_required",
    "email": "error_email",
}
SIZES = "(width < 56rem) 100vw, 60vw"
NOTHING = Markup()
INPUT_MODES = {"tel": "tel", "email": "email", "number": "numeric"}


@dataclass(frozen=True)
class NavItem:
    label: str
    href: str
    current: bool


@dataclass(frozen=True)
class SiteView:
    """``site`` in markup. ``action`` is the link that most visitors come for, if there is one.

    ``logo`` is the owner's, empty without one; where ``logo_names`` it says the name itself.
    """

    name: str
    tagline: str
    lang: str
    dir: str
    nav: tuple[NavItem, ...]
    home: str
    brief: Brief
    action: Link | None
    hours: tuple[tuple[str, str], ...] = ()
    phones: tuple[Phone, ...] = ()
    emails: tuple[str, ...] = ()
    logo: Markup = NOTHING
    logo_names: bool = False


@dataclass(frozen=True)
class PageView:
    slug: str
    role: str
    title: str
    nav_label: str


@dataclass(frozen=True)
class SectionView:
    id: str
    component: str
    variant: str
    tone: str


def file_name(slug: str) -> str:
    """The page's file in the site's folder: flat, so that every link is relative."""
    return "index.html" if slug == "home" else f"{slug}.html"


class PageContext:
    """Everything markup needs on one page; ``for_section`` adds what belongs to one section."""

    def __init__(self, spec: SiteSpec, page: Page, *, forms_url: str) -> None:
        self.spec = spec
        self.page = page
        self.forms_url = forms_url
        self.slugs = {item.slug for item in spec.pages}
        self.forms = {form.id: form for form in spec.forms}
        self.words: Mapping[str, str] = fixed_texts(spec.brief.language)

    def for_section(self, section: Section) -> dict[str, Any]:
        view = SectionView(
            id=section.id, component=section.component, variant=section.variant, tone=section.tone
        )
        return {
            **self.for_chrome(section.id),
            "content": section.content,
            "section": view,
            "picture": self._picture(section.pictures),
            "has_picture": lambda slot: slot in section.pictures,
        }

    def for_chrome(self, prefix: str) -> dict[str, Any]:
        """Names for a header, a footer or, with its id as ``prefix``, a section."""
        return {
            "site": self.site,
            "page": PageView(
                slug=self.page.slug, role=self.page.role, title=self.page.title, nav_label=self.page.nav_label
            ),
            "href": self.href,
            "link": self.link,
            "icon": icon,
            "form": self._form(prefix),
            "t": self.text,
            "paragraphs": paragraphs,
        }

    @property
    def site(self) -> SiteView:
        nav = self._page_links() if len(self.spec.pages) > 1 else self._section_links()
        brief = self.spec.brief
        return SiteView(
            name=brief.name,
            tagline=self.spec.tagline,
            lang=brief.language,
            dir=direction(brief.language),
            nav=tuple(nav),
            home=self.href("page:home"),
            brief=brief,
            action=main_action(self.spec),
            hours=tuple(hours_rows(brief, self.text("closed"))),
            phones=phones_of(brief),
            emails=brief.emails if brief.email in brief.emails else tuple(filter(None, [brief.email])),
            logo=_logo(self.spec.logo),
            logo_names=bool(self.spec.logo and self.spec.logo.alt),
        )

    def _page_links(self) -> list[NavItem]:
        return [
            NavItem(
                label=item.nav_label,
                href=self.href(f"page:{item.slug}"),
                current=item.slug == self.page.slug,
            )
            for item in self.spec.pages
            if item.in_nav
        ]

    def _section_links(self) -> list[NavItem]:
        """The navigation of a site of one page: its main sections by their usual names."""
        links: list[NavItem] = []
        for section in self.page.sections:
            label = self.words.get(f"page_{SECTION_NAMES.get(section.kind, section.kind)}")
            if label and label not in {link.label for link in links} and len(links) < MOST_SECTION_LINKS:
                links.append(NavItem(label=label, href=f"#{section.id}", current=False))
        return links

    def text(self, key: str) -> str:
        """A fixed text in the site's language; the key's last words where there is none."""
        return self.words.get(key) or key.rsplit(".", 1)[-1].replace("_", " ").capitalize()

    def href(self, target: Link | str) -> str:
        """The address of a ``Link.href`` relative to this page; raises RenderError for an unknown page."""
        address = target if isinstance(target, str) else target.href
        if address.startswith("tel:"):
            written = address.removeprefix("tel:").strip()
            known = (phone.link for phone in self.spec.brief.phones if phone.text == written)
            return "tel:" + next(known, _digits(written))
        if not address.startswith("page:"):
            return address
        slug, _, fragment = address.removeprefix("page:").partition("#")
        if slug not in self.slugs:
            raise RenderError(f"A link on page “{self.page.slug}” leads to “{slug}”, which is no page.")
        if slug == self.page.slug and fragment:
            return f"#{fragment}"
        return file_name(slug) + (f"#{fragment}" if fragment else "")

    def link(self, target: Link, css: str = "button", **options: str) -> Markup:
        """An ``<a>`` for a Link; ``class`` may be passed by name."""
        css = options.get("class", css)
        css_attribute = Markup(' class="{}"').format(css) if css else Markup()
        return Markup('<a{} href="{}">{}</a>').format(css_attribute, self.href(target), target.label)

    def _picture(self, pictures: dict[str, Picture]) -> Callable[..., Markup]:
        def picture(slot: str, css: str = "", sizes: str = "", eager: bool = False, **options: str) -> Markup:
            item = pictures.get(slot)
            css = options.get("class", css)
            return _image(item, css=css, sizes=sizes, eager=eager) if item else Markup()

        return picture

    def _form(self, prefix: str) -> Callable[..., Markup]:
        def form(form_id: str, css: str = "", **options: str) -> Markup:
            spec = self.forms.get(form_id)
            if spec is None:
                raise RenderError(f"There is no form “{form_id}” on this site.")
            return self._render_form(spec, prefix=prefix, css=options.get("class", css))

        return form

    def _render_form(self, spec: FormSpec, *, prefix: str, css: str) -> Markup:
        fields = Markup("\n").join(self._field(field, prefix) for field in spec.fields)
        trap = Markup(
            '<div class="form-trap" aria-hidden="true"><label for="{0}-website">{1}</label>'
            '<input id="{0}-website" name="website" type="text" tabindex="-1" autocomplete="off"></div>'
        ).format(prefix, self.text("form_trap"))
        return Markup(
            '<form class="form form--{id}{css}" id="{prefix}-form" action="{url}/{id}" method="post" '
            'data-form="{id}" data-success="{success}"{texts}{multipart}>\n{fields}\n{trap}\n'
            '<div class="form-actions"><button class="button" type="submit">{submit}</button>'
            '<p class="form-status" role="status"></p></div>\n</form>'
        ).format(
            id=spec.id,
            css=f" {css}" if css else "",
            prefix=prefix,
            url=self.forms_url,
            success=spec.success_message,
            texts=self._script_texts(),
            multipart=MULTIPART if any(field.type == "file" for field in spec.fields) else "",
            fields=fields,
            trap=trap,
            submit=spec.submit_label,
        )

    def _script_texts(self) -> Markup:
        """What the script of forms says (assets/form.js)."""
        return Markup("").join(
            Markup(' data-{}="{}"').format(name, self.text(key)) for name, key in SCRIPT_TEXTS.items()
        )

    def _field(self, field: FormField, prefix: str) -> Markup:
        control_id = f"{prefix}-field-{field.name}"
        control = _control(field, control_id, choose=self.text("choose"))
        if field.type == "checkbox":
            return Markup('<div class="field field--checkbox">{}<label for="{}">{}</label></div>').format(
                control, control_id, field.label
            )
        optional = Markup()
        if not field.required:
            optional = Markup(' <span class="optional">({})</span>').format(self.text("optional"))
        return Markup('<div class="field field--{}"><label for="{}">{}{}</label>{}</div>').format(
            field.type, control_id, field.label, optional, control
        )


def phones_of(brief: Brief) -> tuple[Phone, ...]:
    """All numbers that one can ring; a brief whose first was changed by hand has only that one."""
    if brief.phone is None or any(phone.text == brief.phone for phone in brief.phones):
        return tuple(phone for phone in brief.phones if phone.label != "Fax") if brief.phone else ()
    return (Phone(text=brief.phone, link=_digits(brief.phone)),)


def _digits(number: str) -> str:
    return re.sub(r"[^\d+]", "", number)


def main_action(spec: SiteSpec) -> Link | None:
    """The first button of the start page's hero, for headers that repeat it."""
    for section in spec.pages[0].sections:
        actions = getattr(section.content, "actions", ())
        if section.kind == "hero" and actions:
            action: Link = actions[0]
            if action.href.startswith("#"):
                return action.model_copy(update={"href": f"page:home{action.href}"})
            return action
    return None


def paragraphs(text: str) -> Markup:
    """Escaped text; blank lines separate paragraphs."""
    parts = [part.strip() for part in BLANK_LINES.split(text) if part.strip()]
    return Markup("\n").join(Markup("<p>{}</p>").format(part) for part in parts)


def _logo(item: Picture | None) -> Markup:
    if item is None:
        return Markup()
    return Markup('<img src="{}" width="{}" height="{}" alt="{}">').format(
        item.path, item.width, item.height, item.alt
    )


def _image(item: Picture, *, css: str, sizes: str, eager: bool) -> Markup:
    loading = 'fetchpriority="high"' if eager else 'loading="lazy" decoding="async"'
    return Markup(
        '<img{css} src="{src}"{srcset} width="{width}" height="{height}" alt="{alt}" {loading}>'
    ).format(
        css=Markup(' class="{}"').format(css) if css else "",
        src=item.path,
        srcset=_srcset(item, sizes or SIZES),
        width=item.width,
        height=item.height,
        alt=item.alt,
        loading=Markup(loading),  # noqa: S704 - one of two literals above
    )


def _srcset(item: Picture, sizes: str) -> Markup:
    if not (item.narrow and item.narrow_width):
        return Markup()
    return Markup(' srcset="{} {}w, {} {}w" sizes="{}"').format(
        item.narrow, item.narrow_width, item.path, item.width, sizes
    )


def _control(field: FormField, control_id: str, *, choose: str) -> Markup:
    common = Markup('id="{}" name="{}"{}{}').format(
        control_id,
        field.name,
        Markup(" required") if field.required else "",
        Markup(' autocomplete="{}"').format(field.autocomplete) if field.autocomplete else "",
    )
    if field.type == "textarea":
        return Markup('<textarea {} rows="5"></textarea>').format(common)
    if field.type == "select":
        options = Markup("").join(Markup("<option>{}</option>").format(option) for option in field.options)
        return Markup('<select {}><option value="">{}</option>{}</select>').format(common, choose, options)
    if field.type == "checkbox":
        return Markup('<input {} type="checkbox" value="yes">').format(common)
    if field.type == "file":
        return Markup('<input {} type="file" accept="{}" multiple>').format(common, FILE_KINDS)
    mode = INPUT_MODES.get(field.type)
    extra = Markup(' inputmode="{}"').format(mode) if mode else ""
    if field.type == "number":
        extra += Markup(' min="1"')
    return Markup('<input {} type="{}"{}>').format(common, field.type, extra)
