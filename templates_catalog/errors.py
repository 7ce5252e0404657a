"""What can go wrong with the catalog."""

from __future__ import annotations

from autowebiq.common.errors import NotFound, Unavailable


class TemplateNotFound(NotFound):
    code = "template_not_found"
    title = "There is no such template"


class ComponentNotFound(NotFound):
    code = "component_not_found"
    title = "There is no such component"


class StoreUnavailable(Unavailable):
    """MongoDB does not answer, or not as it should."""

    code = "catalog_unavailable"
    title = "The catalog's database does not answer"
