"""Planning a site: template, pages, components, tones and the look, from the brief and a seed alone."""

from sitegen.choice import seed_of
from sitegen.errors import UnknownTemplate
from sitegen.planning.plan import make_plan
from sitegen.planning.scoring import Fit, fit_of

__all__ = ["Fit", "UnknownTemplate", "fit_of", "make_plan", "seed_of"]
