"""The typed plan of a site: everything the renderer needs, and nothing else. JSON in, JSON out."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SerializeAsAny, model_validator

from sitegen.brief import Brief
from sitegen.content import Content, ContentKind, parse_content

Tone = Literal["plain", "tint", "dark", "accent"]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Palette(Model):
    """Colours of one tone as sRGB hex. Text colours reach 4.5:1 on ``ground`` and ``surface`` (WCAG 1.4.3),
    ``line_strong`` and ``accent`` reach 3:1 on them (WCAG 1.4.11)."""

    ground: str
    surface: str
    ink: str
    ink_soft: str
    line: str
    line_strong: str
    accent: str
    on_accent: str
    accent_text: str


class Theme(Model):
    """The look: a palette for each tone, a type pairing of ``sitegen.fonts`` and a few scales.

    ``radius`` in px for the medium step; ``density`` scales section padding; ``rhythm`` names a layout temper
    that the stylesheet reads from ``<html data-rhythm>``. ``header`` is the ground of the site's header,
    ``bands`` whether strong grounds reach the edges or are inset panels, ``width`` that of the container.
    ``heads`` is where the headings above tiles stand, ``wash`` the light across the first screen; sites
    that were stored without them get both from their other values.
    """

    palettes: dict[Tone, Palette]
    dark: bool
    type_pairing: str
    radius: int = Field(ge=0, le=32)
    density: float = Field(ge=0.7, le=1.3)
    rhythm: Literal["classic", "editorial", "bold"]
    buttons: Literal["solid", "pill", "sharp"]
    artwork_style: str
    header: Tone = "plain"
    bands: Literal["full", "inset"] = "full"
    width: Literal["narrow", "usual", "wide"] = "usual"
    heads: Literal["start", "centre"] | None = None
    wash: int | None = Field(default=None, ge=0)


class Picture(Model):
    """A picture: path below the site's root, size in CSS pixels; ``alt`` is empty if it is decorative.

    ``narrow`` is the path of the same picture for small screens, ``narrow_width`` how many pixels wide it is.
    """

    path: str
    width: int
    height: int
    alt: str = ""
    narrow: str | None = None
    narrow_width: int | None = None


class FormField(Model):
    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    label: str
    type: Literal["text", "email", "tel", "date", "time", "number", "select", "textarea", "checkbox", "file"]
    required: bool = False
    autocomplete: str | None = None
    options: tuple[str, ...] = ()


class FormSpec(Model):
    """A form that delivers to the owner's inbox; ``id`` is unique on the site."""

    id: Slug
    kind: str
    fields: tuple[FormField, ...]
    submit_label: str
    success_message: str


class SectionPlan(Model):
    """Where a section stands and how it looks, before it has words: ``id`` is stable over edits."""

    id: Slug
    content: ContentKind
    component: str
    variant: str
    tone: Tone = "plain"
    item_count: int | None = None


class PagePlan(Model):
    """``role`` is what the page is for (“home”, “menu”, “contact”); slug ``home`` becomes ``index.html``."""

    slug: Slug
    role: str
    in_nav: bool = True
    sections: tuple[SectionPlan, ...]


class SitePlan(Model):
    """The planner's result: from here frontend, backend and image work independently of each other."""

    brief: Brief
    seed: int
    template_id: str
    template_version: int
    template_reason: str
    theme: Theme
    header: str
    footer: str
    pages: tuple[PagePlan, ...] = Field(min_length=1)
    components: dict[str, str] = Field(default={}, description="component → pin, see sitegen.pins")


class PageCopy(Model):
    """Words of a page: ``title`` 10–70 and ``description`` 50–170 characters; contents by section id.

    ``address`` is the slug that the finished page gets in the place of the planned one, where only the words
    know what it shows.
    """

    nav_label: str
    title: str
    description: str
    contents: dict[str, dict[str, Any]]
    address: Slug | None = None


class SiteCopy(Model):
    """The frontend agent's result, by page slug; ``dropped`` are section ids that had nothing true to say."""

    tagline: str
    pages: dict[str, PageCopy]
    dropped: tuple[str, ...] = ()


class SiteBackend(Model):
    """The backend agent's result: forms, structured data by page slug (JSON-LD), and the contact facts."""

    forms: tuple[FormSpec, ...]
    json_ld: dict[str, list[dict[str, Any]]]


class SiteArtwork(Model):
    """The image agent's result: pictures by section id and slot, and the files they point at, as texts of
    ``sitegen.files``.
    """

    pictures: dict[str, dict[str, Picture]]
    files: dict[str, str]
    logo: Picture | None = None


class Section(Model):
    """A section ready to render: its content is the typed model of its kind."""

    id: Slug
    kind: ContentKind
    component: str
    variant: str
    tone: Tone
    content: SerializeAsAny[Content]
    pictures: dict[str, Picture] = {}

    @model_validator(mode="before")
    @classmethod
    def _typed_content(cls, data: Any) -> Any:
        if isinstance(data, dict) and isinstance(data.get("content"), dict):
            return {**data, "content": parse_content(data["kind"], data["content"])}
        return data


class Page(Model):
    slug: Slug
    role: str
    nav_label: str
    in_nav: bool
    title: str
    description: str
    sections: tuple[Section, ...]
    json_ld: tuple[dict[str, Any], ...] = ()


class SiteSpec(Model):
    """A whole site. Rendering it again with the components that it pins gives the same bytes.

    Sites made before there were pins name none; they take the present components.
    """

    format: Literal[1] = 1
    brief: Brief
    seed: int
    template_id: str
    template_version: int
    theme: Theme
    header: str
    footer: str
    tagline: str
    pages: tuple[Page, ...] = Field(min_length=1)
    forms: tuple[FormSpec, ...] = ()
    files: dict[str, str] = Field(default={}, description="pictures, path → text as of sitegen.files")
    components: dict[str, str] = Field(default={}, description="component → pin, see sitegen.pins")
    logo: Picture | None = None
