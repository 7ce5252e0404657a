"""The whole way from a prompt to the files of a site, in one call and without any server."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sitegen.artwork import draw_artwork
from sitegen.assembly import assemble
from sitegen.backend import make_backend
from sitegen.catalog import Catalog
from sitegen.checks import Report, run_checks
from sitegen.copy import write_copy
from sitegen.planning import make_plan, seed_of
from sitegen.reading import read_brief
from sitegen.render import render_site
from sitegen.spec import SitePlan, SiteSpec
from sitegen.uploads import Upload, brief_for, hang


@dataclass(frozen=True)
class GeneratedSite:
    """A finished site: the plan with its reasons, the spec to store, the files to serve, and what was
    checked.
    """

    plan: SitePlan
    spec: SiteSpec
    files: dict[str, bytes]
    report: Report


def generate(
    prompt: str,
    catalog: Catalog,
    *,
    today: date,
    seed: int | None = None,
    template_id: str | None = None,
    name: str | None = None,
    base_url: str | None = None,
    uploads: Sequence[Upload] = (),
) -> GeneratedSite:
    """Plan, write, draw, render and check a site; ``uploads`` are the owner's pictures.

    Without ``seed`` the prompt's own hash is taken, so that the same prompt gives the same bytes. Raises
    UnknownTemplate.
    """
    brief = brief_for(read_brief(prompt, name=name, today=today), uploads)
    plan = make_plan(brief, catalog, seed=seed_of(prompt) if seed is None else seed, template_id=template_id)
    hung = hang(uploads, plan, write_copy(plan, catalog), draw_artwork(plan, catalog), catalog)
    spec = assemble(plan, hung.copy, make_backend(plan), hung.artwork)
    files = render_site(spec, catalog, base_url=base_url)
    return GeneratedSite(plan=plan, spec=spec, files=files, report=run_checks(files))
