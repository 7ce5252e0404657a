"""``/metrics`` for Prometheus: what the tables say at the moment of asking, the same from every process.

It is answered to this machine, and to whoever sends ``METRICS_TOKEN`` as a bearer token; to others there is
nothing here.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from http import HTTPStatus

from django.conf import settings
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.registry import Collector

LOOPBACK = frozenset({"127.0.0.1", "::1"})

_BOOKS = """
    select coalesce(sum(balance), 0), coalesce(sum(held), 0), count(*) from credits_account
"""
_HOLDS = """
    select count(*), count(*) filter (where expires_at < now()) from credits_hold where state = 'pending'
"""
_CHECK = """
    select extract(epoch from checked_at), differences, seconds, examined
    from credits_ledgercheck order by checked_at desc limit 1
"""
_BUILDS = "select status, count(*) from builds_build group by status"
_OUTBOX = "select count(*) from builds_outboxmessage where published_at is null"
_WAITING = "select count(*) from credits_adjustment where state = 'waiting'"


class Tables(Collector):
    """Gauges read from the database, six short queries a scrape."""

    def collect(self) -> Iterable[Metric]:
        with connection.cursor() as cursor:
            yield from _books(cursor)
            yield from _ledger_check(cursor)
            yield from _work(cursor)
        yield InfoMetricFamily("autowebiq", "What runs here.", {"version": settings.VERSION})


def _books(cursor: CursorWrapper) -> Iterable[Metric]:
    balance, held, wallets = _row(cursor, _BOOKS)
    pending, overdue = _row(cursor, _HOLDS)
    (waiting,) = _row(cursor, _WAITING)
    yield _gauge("autowebiq_credits_balance", "Credits in all wallets.", balance)
    yield _gauge("autowebiq_credits_held", "Credits held for work under way.", held)
    yield _gauge("autowebiq_credits_wallets", "Wallets.", wallets)
    yield _gauge("autowebiq_credits_holds_pending", "Open holds.", pending)
    yield _gauge("autowebiq_credits_holds_overdue", "Open holds past their expiry.", overdue)
    yield _gauge("autowebiq_credits_adjustments_waiting", "Adjustments without a second operator.", waiting)


def _ledger_check(cursor: CursorWrapper) -> Iterable[Metric]:
    row = _row(cursor, _CHECK)
    if not row:
        return
    checked_at, differences, seconds, examined = row
    yield _gauge("autowebiq_ledger_check_timestamp_seconds", "When the books were recomputed.", checked_at)
    yield _gauge("autowebiq_ledger_check_differences", "Rows that differ: must be 0.", differences)
    yield _gauge("autowebiq_ledger_check_duration_seconds", "How long recomputing took.", seconds)
    yield _gauge("autowebiq_ledger_check_rows", "Rows that were recomputed.", examined)


def _work(cursor: CursorWrapper) -> Iterable[Metric]:
    builds = GaugeMetricFamily("autowebiq_builds", "Builds by status.", labels=["status"])
    for status, count in _rows(cursor, _BUILDS):
        builds.add_metric([str(status)], float(count))
    yield builds
    (waiting,) = _row(cursor, _OUTBOX)
    yield _gauge("autowebiq_outbox_waiting", "Messages that the broker has not taken yet.", waiting)


def _gauge(name: str, text: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, text, value=float(value))


def _rows(cursor: CursorWrapper, sql: str) -> list[tuple[float, ...]]:
    cursor.execute(sql)
    found: list[tuple[float, ...]] = cursor.fetchall()
    return found


def _row(cursor: CursorWrapper, sql: str) -> tuple[float, ...]:
    return next(iter(_rows(cursor, sql)), ())


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """The state of the books and of the work, in Prometheus' text format."""
    if not _may_read(request):
        raise Http404
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Tables())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST, status=HTTPStatus.OK)


def _may_read(request: HttpRequest) -> bool:
    if settings.METRICS_TOKEN:
        given = request.headers.get("Authorization", "")
        return hmac.compare_digest(given.encode(), f"Bearer {settings.METRICS_TOKEN}".encode())
    # A proxy on this machine speaks for others: then there must be a token.
    return request.META.get("REMOTE_ADDR") in LOOPBACK and "X-Forwarded-For" not in request.headers
