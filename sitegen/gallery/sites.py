"""The site that a template makes from a sample prompt, without measuring it."""

from __future__ import annotations

from sitegen.artwork import draw_artwork
from sitegen.assembly import assemble
from sitegen.backend import make_backend
from sitegen.catalog import Catalog, Template
from sitegen.copy import write_copy
from sitegen.gallery.prompts import prompt_for
from sitegen.gallery.writing import TODAY
from sitegen.planning import make_plan, seed_of
from sitegen.reading import read_brief
from sitegen.render import render_site
from sitegen.spec import SiteSpec


def sample_site(template: Template, catalog: Catalog) -> tuple[SiteSpec, dict[str, bytes]]:
    """The spec and the files; the same catalog gives the same bytes."""
    prompt = prompt_for(template.kind, template.keywords)
    plan = make_plan(read_brief(prompt, today=TODAY), catalog, seed=seed_of(prompt), template_id=template.id)
    spec = assemble(plan, write_copy(plan, catalog), make_backend(plan), draw_artwork(plan, catalog))
    return spec, render_site(spec, catalog)
