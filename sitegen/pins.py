"""Which content of each component a site was made with, so that it can be made again as it was.

A pin is ``<version>+<digest>``. The number is for people; the digest names the content itself, so a site
comes out byte for byte even where somebody changed a component without raising its version.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from sitegen.catalog import Catalog, Component
from sitegen.errors import ComponentVersionMissing
from sitegen.spec import SiteSpec

Pins = Mapping[str, str]
"""Component id → pin."""
Fetch = Callable[[str, str], Component]
"""(id, pin) → that component; raises ComponentVersionMissing."""


def nowhere(component_id: str, pin: str) -> Component:
    """A Fetch for where only the present catalog is at hand."""
    raise ComponentVersionMissing(component_id, pin)


def pins_of(component_ids: Iterable[str], catalog: Catalog) -> dict[str, str]:
    """Pins of these components as ``catalog`` has them, in id order; raises KeyError for an unknown id."""
    return {name: catalog.pins[name] for name in sorted(set(component_ids))}


def with_pins(spec: SiteSpec, catalog: Catalog) -> SiteSpec:
    """``spec`` with a pin for each component in use, as an edit leaves it; pins that are there stay.

    ``catalog`` is the one that the site was edited with: that of ``pinned_catalog``.
    """
    in_use = {section.component for page in spec.pages for section in page.sections}
    pins = {**pins_of({*in_use, spec.header, spec.footer}, catalog), **spec.components}
    return spec.model_copy(update={"components": dict(sorted(pins.items()))})


def pinned_catalog(catalog: Catalog, pins: Pins, fetch: Fetch = nowhere) -> Catalog:
    """``catalog`` with the pinned components in the place of what became of them, or of nothing.

    All else stays: an edited site may take up new components, and what it was made with keeps its looks.
    Returns ``catalog`` itself if nothing differs. Raises ComponentVersionMissing.
    """
    past = {name: fetch(name, pin) for name, pin in pins.items() if not has_pinned(catalog, name, pin)}
    if not past:
        return catalog
    return Catalog(
        components={**catalog.components, **past},
        templates=catalog.templates,
        pins={**catalog.pins, **{name: pins[name] for name in past}},
    )


def has_pinned(catalog: Catalog, component_id: str, pin: str) -> bool:
    return catalog.pins.get(component_id) == pin
