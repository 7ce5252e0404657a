"""What can go wrong while a site is made. Callers match ``code``, never the text."""

from __future__ import annotations


class SitegenError(Exception):
    """Base of the generator's errors: a stable ``code`` and whether trying again can help (it cannot)."""

    code = "sitegen_error"
    permanent = True


class CatalogError(SitegenError):
    """A catalog document is wrong; the message names the file and, where it can be had, the line."""

    code = "invalid_catalog"


class UnknownTemplate(SitegenError):
    """The template asked for is not in the catalog."""

    code = "unknown_template"

    def __init__(self, template_id: str) -> None:
        super().__init__(f"There is no template “{template_id}”.")
        self.template_id = template_id


class RenderError(SitegenError):
    """A component could not be rendered with its content."""

    code = "render_failed"


class ComponentVersionMissing(SitegenError):
    """A site was made with a component that is neither in the catalog nor among its kept versions."""

    code = "component_version_missing"

    def __init__(self, component_id: str, pin: str) -> None:
        version = pin.partition("+")[0]
        super().__init__(
            f"The site was made with version {version} of the component “{component_id}”, which this "
            "installation does not have any more."
        )
        self.component_id = component_id
        self.pin = pin


class CatalogUnreachable(SitegenError):
    """An old component is needed, and the database that keeps it does not answer; trying later can help."""

    code = "catalog_unreachable"
    permanent = False
