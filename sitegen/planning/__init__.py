"""Planning a site: template, pages, components, tones and the look, from the brief and a seed alone."""

from sitegen.choice import seed_of
from sitegen.errors import UnknownTemplate
from sitegen.planning.plan import make_plan

__all__ = ["UnknownTemplate", "make_plan", "seed_of"]
