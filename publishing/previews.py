"""What a preview link or a share link shows: stored versions, without other credentials."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from projects import selectors as project_selectors
from projects import services as project_services
from projects.models import ShareLink
from projects.selectors import ServedFile

NOT_FOUND_PAGE = "404.html"
FIXED = "private, max-age=600"
CHANGING = "private, no-cache"


@dataclass(frozen=True)
class Found:
    """A file to send, the HTTP status that goes with it (the site's own 404 page has 404), and how long a
    browser may keep it.
    """

    file: ServedFile
    status: int
    cache: str = CHANGING


def find_preview(*, token: str, path: str) -> Found | None:
    """The file that a preview link and a path name; None for a bad or revoked link. One query.

    A path is only ever compared with the paths of the version, so ``..`` leads nowhere.
    """
    link = project_services.read_preview_token(token)
    return None if link is None else _find(link.version_id, path, epoch=link.epoch, fixed=True)


def find_share(*, token: str) -> ShareLink | None:
    """The share link of an address; None if it is made up, over or revoked. One query."""
    return project_services.find_share(token=token, now=timezone.now())


def home_of(token: str, opened: str = "") -> str:
    """The path below which a share link's files are; ``opened`` is the pass of who knew its password."""
    return f"/share/{token}/~{opened}/" if opened else f"/share/{token}/"


def find_shared(*, share: ShareLink, path: str) -> Found | None:
    """The file that an open share link shows; None if there is no site yet. One query, two for pages."""
    version_id = share.version_id or share.project.current_version_id
    found = None if version_id is None else _find(version_id, path, fixed=share.version_id is not None)
    if found and found.file.content_type == "text/html":
        project_services.note_use(share=share, now=timezone.now())
    return found


def _find(version_id: UUID, path: str, *, epoch: int | None = None, fixed: bool) -> Found | None:
    wanted = possible_files(path)
    paths = [*wanted, NOT_FOUND_PAGE]
    files = project_selectors.find_files(version_id=version_id, paths=paths, epoch=epoch)
    for name in wanted:
        if name in files:
            # Pages are asked for again each time: a link may have been revoked.
            keep = fixed and files[name].content_type != "text/html"
            return Found(files[name], 200, FIXED if keep else CHANGING)
    return Found(files[NOT_FOUND_PAGE], 404) if NOT_FOUND_PAGE in files else None


def possible_files(path: str) -> list[str]:
    """Names that a path may stand for, the likeliest first."""
    if "\0" in path:
        return []  # PostgreSQL has no such text
    if not path or path.endswith("/"):
        return [f"{path}index.html"]
    return [path] if "." in path.rsplit("/", 1)[-1] else [path, f"{path}.html"]
