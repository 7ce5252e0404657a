"""How good a site is."""

from __future__ import annotations

import hashlib
import json
import logging
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from redis.exceptions import RedisError

from projects import selectors as project_selectors
from sitegen.checks import Report, run_checks

REPORT_SECONDS = 24 * 3600
logger = logging.getLogger(__name__)


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
