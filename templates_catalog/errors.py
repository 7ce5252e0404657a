"""What can go wrong with the catalog."""

from __future__ import annotations

from dataclasses import dataclass

from autowebiq.common.errors import Conflict, NotFound, Unavailable


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


@dataclass(frozen=True)
class KeptVersion:
    """A version that is kept with another content: “component”, its id, its number."""

    group: str
    id: str
    version: int


class VersionNotRaised(Conflict):
    """Documents were changed under a version that is kept already; ``kept`` names them."""

    code = "version_not_raised"
    title = "The version of a changed document was not raised"

    def __init__(self, kept: list[KeptVersion]) -> None:
        named = ", ".join(f"{item.group} {item.id} (version {item.version})" for item in kept)
        super().__init__(f"Changed without a new version: {named}.")
        self.kept = kept
