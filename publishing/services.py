"""What the world may see of a site: previews behind a signed link, its files as a ZIP, and how good they
are.
"""

from __future__ import annotations

import hashlib
import json
import logging
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from redis.exceptions import RedisError

from projects import selectors as project_selectors
from projects import services as project_services
from projects.errors import VersionNotFound
from projects.selectors import ServedFile
from sitegen.bundle import make_zip
from sitegen.checks import Report, run_checks
from sitegen.rendering.sitefiles import slug_of

NOT_FOUND_PAGE = "404.html"
REPORT_SECONDS = 24 * 3600
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Found:
    """A file to send and the HTTP status that goes with it: the site's own 404 page has 404."""

    file: ServedFile
    status: int


@dataclass(frozen=True)
class Archive:
    name: str
    data: bytes


def find_preview(*, token: str, path: str) -> Found | None:
    """The file that a preview link and a path name; None for a bad link. One query.

    A path is only ever compared with the paths of the version, so ``..`` leads nowhere.
    """
    link = project_services.read_preview_token(token)
    if link is None:
        return None
    wanted = _possible(path)
    files = project_selectors.find_files(
        version_id=link.version_id, paths=[*wanted, NOT_FOUND_PAGE], epoch=link.epoch
    )
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


def bundle_site(*, user_id: UUID, project_id: UUID) -> Archive:
    """The current version as a ZIP, the same bytes each time. Raises ProjectNotFound, VersionNotFound."""
    project = project_selectors.owned_project(owner_id=user_id, project_id=project_id)
    if project.current_version is None:
        raise VersionNotFound("This project has no site yet; build it first.")
    files = project_selectors.version_files(project.current_version)
    name = f"{slug_of(project.name) or 'site'}-v{project.current_version.number}.zip"
    return Archive(name, make_zip(files))


def measure_site(*, user_id: UUID, project_id: UUID, number: int | None) -> tuple[int, Report]:
    """Number and report of a version of the user's project, the current one without ``number``.

    The report is kept in Redis by the files' digest, so that equal files are measured once a day. Three
    queries at most; raises ProjectNotFound, VersionNotFound.
    """
    version = project_selectors.owned_version(owner_id=user_id, project_id=project_id, number=number)
    hashes = project_selectors.version_hashes(version)
    digest = hashlib.sha256(json.dumps(hashes, sort_keys=True).encode()).hexdigest()
    key = f"report:{settings.VERSION}:{digest}"
    try:
        known = cache.get(key)
    except RedisError:
        known = None
    if known is not None:
        return version.number, Report.model_validate_json(known)
    report = run_checks(project_selectors.version_files(version))
    try:
        cache.set(key, report.model_dump_json(), timeout=REPORT_SECONDS)
    except RedisError:
        logger.warning("Redis is away; a report was not kept.")
    return version.number, report
