"""What is told of a site: its files as a ZIP, and how good they are."""

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
from projects.errors import VersionNotFound
from sitegen.bundle import make_zip
from sitegen.checks import Report, run_checks
from sitegen.rendering.sitefiles import slug_of

REPORT_SECONDS = 24 * 3600
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Archive:
    name: str
    data: bytes


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
