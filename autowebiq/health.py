"""Whether the parts of the system answer: for people (`/api/health`) and for orchestrators.

Every part is probed on a thread of its own, so one that hangs costs a second and no more, and says so.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from functools import cache
from http import HTTPStatus
from typing import Any

import psycopg
import redis
from django.conf import settings
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from autowebiq.celery import app as celery_app
from templates_catalog import services as catalog_services

logger = logging.getLogger(__name__)

PROBE_SECONDS = 1.0
HEALTHY = "healthy"
NO_ANSWER = "does not answer"

Probe = Callable[[], str]
"""Returns what to say of the part; raises whatever goes wrong."""


class Unhealthy(Exception):
    """The part answers, and what it says is not good; the message is shown."""


@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """State of every part. 503 and ``degraded`` as soon as one is down."""
    answers = _ask_all(
        {"mongodb": _mongodb, "postgresql": _postgresql, "redis": _redis, "celery": _celery},
    )
    good = all(is_good for is_good, _ in answers.values())
    said = {name: text for name, (_, text) in answers.items()}
    body = {
        "status": HEALTHY if good else "degraded",
        "databases": {name: said[name] for name in ("mongodb", "postgresql")},
        "services": {name: said[name] for name in ("redis", "celery")},
        "version": settings.VERSION,
    }
    return _answer(body, good=good)


@never_cache
@require_safe
def livez(request: HttpRequest) -> HttpResponse:
    """The process lives; nothing else is asked, so a dead database restarts nobody."""
    return _answer({"status": "alive", "version": settings.VERSION}, good=True)


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Whether this process can serve: database with all migrations, and Redis. The catalog may be a copy."""
    answers = _ask_all({"postgresql": _migrated, "redis": _redis})
    good = all(is_good for is_good, _ in answers.values())
    checks = {name: text for name, (_, text) in answers.items()}
    return _answer({"status": "ready" if good else "not ready", "checks": checks}, good=good)


def _answer(body: Mapping[str, Any], *, good: bool) -> HttpResponse:
    return JsonResponse(dict(body), status=HTTPStatus.OK if good else HTTPStatus.SERVICE_UNAVAILABLE)


def _ask_all(probes: Mapping[str, Probe]) -> dict[str, tuple[bool, str]]:
    """Ask side by side for at most ``PROBE_SECONDS``; each part with whether it is well and a word on it."""
    futures = {name: _threads().submit(probe) for name, probe in probes.items()}
    wait_for(futures.values(), timeout=PROBE_SECONDS)
    return {name: _outcome(name, future) for name, future in futures.items()}


def _outcome(name: str, future: Future[str]) -> tuple[bool, str]:
    if not future.done():
        future.cancel()
        return False, NO_ANSWER
    error = future.exception()
    if error is None:
        return True, future.result()
    # The text of a driver's error names hosts and users: it is for the log, not for everybody.
    logger.warning("Health: %s: %s", name, error)
    return False, str(error) if isinstance(error, Unhealthy) else NO_ANSWER


@cache
def _threads() -> ThreadPoolExecutor:
    # Room for a few questions at once; a probe ends by its own time limit, so threads come back.
    return ThreadPoolExecutor(max_workers=12, thread_name_prefix="health")


def _postgresql() -> str:
    with _database() as connection:
        connection.execute("SELECT 1")
    return HEALTHY


def _migrated() -> str:
    with _database() as connection:
        try:
            rows = connection.execute("SELECT app, name FROM django_migrations").fetchall()
        except psycopg.errors.UndefinedTable:
            raise Unhealthy("no migrations are applied") from None
    missing = _migrations_on_disk() - {(app, name) for app, name in rows}
    if missing:
        raise Unhealthy(f"{len(missing)} migrations are not applied")
    return HEALTHY


def _database() -> psycopg.Connection[Any]:
    """A connection of its own: those of the threads may hang on whatever is wrong."""
    parameters = connections["default"].get_connection_params()
    for name in ("cursor_factory", "context", "prepare_threshold"):
        parameters.pop(name, None)
    timeouts = {"connect_timeout": 2, "options": "-c statement_timeout=1000"}
    return psycopg.connect(**{**parameters, **timeouts}, autocommit=True)


@cache
def _migrations_on_disk() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


def _redis() -> str:
    limits = {"socket_timeout": PROBE_SECONDS, "socket_connect_timeout": PROBE_SECONDS}
    with redis.Redis.from_url(settings.REDIS_URL, **limits) as connection:
        connection.ping()
    return HEALTHY


def _mongodb() -> str:
    catalog_services.ping(seconds=PROBE_SECONDS)
    return HEALTHY


def _celery() -> str:
    """Workers that answer a ping within half a second; the broker must be there, too."""
    limits = {"socket_timeout": PROBE_SECONDS, "socket_connect_timeout": PROBE_SECONDS, "max_retries": 0}
    options = {**settings.CELERY_BROKER_TRANSPORT_OPTIONS, **limits}
    connection = celery_app.connection_for_write(settings.CELERY_BROKER_URL, transport_options=options)
    try:
        replies = celery_app.control.ping(timeout=PROBE_SECONDS / 2, connection=connection)
    finally:
        # It waits for the end of a blocking read that lasts a second.
        _threads().submit(connection.release)
    if not replies:
        raise Unhealthy("0 workers active")
    return f"{len(replies)} workers active"
