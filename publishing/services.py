"""Previews of sites behind a signed link."""

from __future__ import annotations

from dataclasses import dataclass

from projects import selectors as project_selectors
from projects import services as project_services
from projects.selectors import ServedFile

NOT_FOUND_PAGE = "404.html"


@dataclass(frozen=True)
class Found:
    """A file to send and the HTTP status that goes with it: the site's own 404 page has 404."""

    file: ServedFile
    status: int


def find_preview(*, token: str, path: str) -> Found | None:
    """The file that a preview link and a path name; None for a bad link. One query.

    A path is only ever compared with the paths of the version, so ``..`` leads nowhere.
    """
    version_id = project_services.version_of_token(token)
    if version_id is None:
        return None
    wanted = _possible(path)
    files = project_selectors.find_files(version_id=version_id, paths=[*wanted, NOT_FOUND_PAGE])
    for name in wanted:
        if name in files:
            return Found(files[name], 200)
    return Found(files[NOT_FOUND_PAGE], 404) if NOT_FOUND_PAGE in files else None


def _possible(path: str) -> list[str]:
    """Names that a path may stand for, the likeliest first."""
    if "\0" in path:
        return []  # PostgreSQL has no such text
    if not path or path.endswith("/"):
        return [f"{path}index.html"]
    return [path] if "." in path.rsplit("/", 1)[-1] else [path, f"{path}.html"]
