"""The owner's pictures: what each shows, what it is for, and which versions were built with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from builds import selectors as build_selectors
from projects import selectors as project_selectors
from projects import services as project_services
from projects.models import Asset, Project
from sitegen.uploads import roles_of

MOST_TOLD = 6
"""Versions that are named beside a picture, the newest first."""


@dataclass(frozen=True)
class Row:
    """One picture; ``roles`` are the choices of what it may be for, each with its label."""

    picture: Asset
    roles: list[tuple[str, str]]
    versions: list[int]


def pictures(project: Project) -> dict[str, Any]:
    """All pictures of a project, in the order in which they came. Three queries."""
    shown_in = _versions_by_picture(project)
    return {
        "rows": [
            Row(picture, _roles(picture), shown_in.get(str(picture.pk), []))
            for picture in project_selectors.asset_rows(project=project)
        ],
        "most_bytes": project_services.PICTURE_BYTES,
        "most_pictures": project_services.MOST_ASSETS,
    }


def _versions_by_picture(project: Project) -> dict[str, list[int]]:
    numbers = project_selectors.versions_by_build(project_id=project.pk)
    found: dict[str, list[int]] = {}
    for build_id, images in build_selectors.pictured(project_id=project.pk).items():
        if build_id in numbers:
            for image in images:
                found.setdefault(image, []).append(numbers[build_id])
    return {image: sorted(versions, reverse=True)[:MOST_TOLD] for image, versions in found.items()}


def _roles(picture: Asset) -> list[tuple[str, str]]:
    roles = Asset.Role
    labels: dict[str, str] = {
        roles.LOGO: _("Logo"),
        roles.HERO: _("First screen"),
        roles.PEOPLE: _("Portrait"),
        roles.PRODUCTS: _("Product or service"),
        roles.GALLERY: _("Gallery"),
        roles.ANY: _("Anywhere"),
    }
    told = next((labels[role] for role in labels if role in roles_of(picture.name)), labels[roles.ANY])
    return [("", _("By its name: %(role)s") % {"role": told}), *labels.items()]
