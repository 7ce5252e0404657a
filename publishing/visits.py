"""Count visits of published sites without cookies, and without keeping anything about a visitor.

A visit waits in this process for a second, then in Redis as a sum, and every half minute the sums move to the
database. Who a visitor is matters only for counting different ones: a hash of address and browser with a
salt that
changes every day goes into a HyperLogLog, which holds no members. Who asks not to be tracked (``DNT``,
``Sec-GPC``) is not counted at all.
"""

from __future__ import annotations

import atexit
import hashlib
import json
import logging
import re
import secrets
import threading
from collections import Counter
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import redis
from django.db import connection, transaction
from django.db.models import Sum
from django.utils import timezone

from autowebiq.common import redis_client
from autowebiq.common.throttle import trusted_address
from projects import selectors as project_selectors
from projects.models import Project
from publishing.models import CountedBatch, DailyVisitors, DailyVisits
from publishing.serving import Answer, Asked

BOTS = re.compile(
    r"bot\b|bot/|crawl|spider|slurp|preview|monitor|headless|lighthouse|curl|wget|python|java/|go-http|okhttp|"
    r"axios|node-fetch|libwww|scrapy|facebookexternalhit|embedly|whatsapp|archive|validator|scan|httpx|feed",
    re.IGNORECASE,
)
WRITE_SECONDS = 1.0
MOST_WAITING = 20_000
MOST_SUMS = 50_000
MOST_REFERRERS = 200
OTHERS = "(others)"
SALT_SECONDS = 48 * 3600
KEEP_BATCHES = timedelta(days=7)
TOP = 20
WAITING = f"{redis_client.PREFIX}visits:waiting"
BATCHES = f"{redis_client.PREFIX}visits:batches"
logger = logging.getLogger(__name__)


class Visit(NamedTuple):
    """What is counted of a page that somebody saw."""

    project_id: UUID
    day: date
    path: str
    referrer: str


class Visitor(NamedTuple):
    """Who saw it; lives for a second in this process, until it is hashed, and is not written anywhere."""

    project_id: UUID
    day: date
    remote: str
    chain: str
    browser: str


def note(asked: Asked, answer: Answer) -> None:
    """Count an answer if it showed a page to a person who does not mind. Neither waits nor raises."""
    if answer.seen is None or answer.target is None or answer.status not in (200, 304):
        return
    if _is_uncounted(asked):
        return
    headers, project_id, day = asked.headers, answer.target.project_id, timezone.now().date()
    path = "/" if answer.seen == "index.html" else f"/{answer.seen}"[:256]
    visit = Visit(project_id, day, path, _referrer(headers.get("referer", ""), asked.host))
    chain, browser = headers.get("x-forwarded-for", ""), headers.get("user-agent", "")
    _tally.add(visit, Visitor(project_id, day, asked.remote, chain, browser))


def _is_uncounted(asked: Asked) -> bool:
    headers = asked.headers
    browser = headers.get("user-agent", "")
    if _is_machine(browser):
        return True
    if headers.get("dnt") == "1" or headers.get("sec-gpc") == "1":
        return True
    ahead = "prefetch" in headers.get("sec-purpose", headers.get("purpose", ""))
    return ahead or headers.get("sec-fetch-dest", "document") != "document"


@lru_cache(maxsize=1_000)
def _is_machine(browser: str) -> bool:
    return not browser or BOTS.search(browser) is not None


def _referrer(url: str, own_host: str) -> str:
    """The host of another site that led here; empty for none and for this one."""
    if not url:
        return ""
    try:
        host = (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    own = own_host.rsplit(":", 1)[0].lower().removeprefix("www.")
    known = re.fullmatch(r"[a-z0-9.:-]{1,100}", host)
    return host if known and host != own else ""


class Tally:
    """Visits that wait in this process as sums; a thread writes them to Redis every second."""

    def __init__(self) -> None:
        self._sums: Counter[Visit] = Counter()
        self._visitors: set[Visitor] = set()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._some = threading.Event()

    def add(self, visit: Visit, visitor: Visitor) -> None:
        """Dropped if too many wait: a dead Redis must not fill the memory."""
        with self._lock:
            if len(self._sums) >= MOST_WAITING or len(self._visitors) >= MOST_WAITING:
                return
            self._sums[visit] += 1
            self._visitors.add(visitor)
            # A forked process has the object but not the thread.
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._write_for_ever, name="visits", daemon=True)
                self._thread.start()
        if not self._some.is_set():
            self._some.set()

    def write(self) -> None:
        """Move what waits to Redis; what cannot be written is lost, once and with a line in the log."""
        with self._lock:
            sums, self._sums = self._sums, Counter()
            visitors, self._visitors = self._visitors, set()
        if not sums:
            return
        try:
            _write(sums, visitors)
        except redis.RedisError as error:
            logger.warning("%d visits were not counted (%s).", sums.total(), error)

    def _write_for_ever(self) -> None:
        stop = threading.Event()
        while True:
            self._some.wait()
            self._some.clear()
            stop.wait(WRITE_SECONDS)  # others join meanwhile
            self.write()


_tally = Tally()
write_waiting = _tally.write
atexit.register(_tally.write)


def _write(sums: Counter[Visit], visitors: set[Visitor]) -> None:
    client = redis_client.client()
    if client.hlen(WAITING) > MOST_SUMS:
        logger.warning("Visits are not collected; %d were not counted.", sums.total())
        return
    salts = {day: _salt(client, day) for day in {visit.day for visit in sums}}
    pipe = client.pipeline(transaction=False)
    for visit, count in sums.items():
        key = (str(visit.project_id), visit.day.isoformat(), visit.path, visit.referrer)
        pipe.hincrby(WAITING, json.dumps(key), count)
    for visitor in visitors:
        name = _visitors_key(str(visitor.project_id), visitor.day.isoformat())
        pipe.pfadd(name, _hashed(visitor, salts[visitor.day]))
        pipe.expire(name, SALT_SECONDS)
    pipe.execute()


def _salt(client: redis.Redis, day: date) -> str:
    """The day's salt, the same for all processes; thrown away after two days."""
    key = f"{redis_client.PREFIX}visits:salt:{day.isoformat()}"
    client.set(key, secrets.token_hex(16), nx=True, ex=SALT_SECONDS)
    return str(client.get(key))


def _hashed(visitor: Visitor, salt: str) -> str:
    address = trusted_address(remote=visitor.remote, chain=visitor.chain)
    told = f"{salt}\n{visitor.project_id}\n{address}\n{visitor.browser}"
    return hashlib.sha256(told.encode()).hexdigest()[:24]


def _visitors_key(project_id: str, day: str) -> str:
    return f"{redis_client.PREFIX}visits:visitors:{day}:{project_id}"


def collect(*, now: datetime) -> int:
    """Move the sums from Redis to the database, each exactly once, whoever dies meanwhile; return how many.

    Several may run at a time. Raises redis.RedisError.
    """
    client = redis_client.client()
    if client.exists(WAITING):
        batch = str(uuid4())
        # Noted first: a batch that nobody knows of would be lost, one that does not exist is empty.
        client.sadd(BATCHES, batch)
        try:
            client.rename(WAITING, _batch_key(batch))
        except redis.ResponseError:
            logger.debug("Somebody else took the visits.")
    return sum(_collect_batch(client, str(batch), now) for batch in client.smembers(BATCHES))


def _batch_key(batch: str) -> str:
    return f"{redis_client.PREFIX}visits:batch:{batch}"


def _collect_batch(client: redis.Redis, batch: str, now: datetime) -> int:
    fields = client.hgetall(_batch_key(batch))
    rows = sorted((*json.loads(str(field)), int(count)) for field, count in fields.items())
    days = sorted({(row[0], row[1]) for row in rows})
    visitors = {day: client.pfcount(_visitors_key(*day)) for day in days}
    counted = _store(batch, rows, visitors, now) if rows else 0
    client.delete(_batch_key(batch))
    client.srem(BATCHES, batch)
    return counted


def _store(batch: str, rows: list[Any], visitors: dict[tuple[str, str], int], now: datetime) -> int:
    """Add a batch to the sums, unless that was done before. One transaction."""
    with transaction.atomic():
        CountedBatch.objects.filter(counted_at__lt=now - KEEP_BATCHES).delete()
        if not CountedBatch.objects.get_or_create(pk=UUID(batch), defaults={"counted_at": now})[1]:
            return 0
        projects = {row[0] for row in rows}
        there = {str(pk) for pk in Project.objects.filter(pk__in=projects).values_list("pk", flat=True)}
        kept = _without_many_referrers([row for row in rows if row[0] in there])
        with connection.cursor() as cursor:
            cursor.executemany(ADD_VISITS, kept)
            known = [(*day, count) for day, count in visitors.items() if day[0] in there]
            cursor.executemany(SET_VISITORS, known)
    return len(kept)


def _without_many_referrers(rows: list[Any]) -> list[tuple[Any, ...]]:
    """The rows with what goes beyond ``MOST_REFERRERS`` of a day put together: anybody can send any host."""
    seen: dict[tuple[str, str], set[str]] = {}
    sums: Counter[tuple[str, str, str, str]] = Counter()
    for project, day, path, referrer, count in rows:
        if (project, day) not in seen:
            known = DailyVisits.objects.filter(project_id=project, day=day).values_list("referrer", flat=True)
            seen[project, day] = {*known.distinct(), ""}
        hosts = seen[project, day]
        if referrer not in hosts and len(hosts) >= MOST_REFERRERS:
            referrer = OTHERS
        hosts.add(referrer)
        sums[project, day, path, referrer] += count
    return [(*key, count) for key, count in sorted(sums.items())]


ADD_VISITS = """
insert into publishing_dailyvisits (project_id, day, path, referrer, visits) values (%s, %s, %s, %s, %s)
on conflict (project_id, day, path, referrer)
do update set visits = publishing_dailyvisits.visits + excluded.visits
"""
SET_VISITORS = """
insert into publishing_dailyvisitors (project_id, day, visitors) values (%s, %s, %s)
on conflict (project_id, day)
do update set visitors = greatest(publishing_dailyvisitors.visitors, excluded.visitors)
"""


def figures(*, user_id: UUID, project_id: UUID, days: int, today: date) -> dict[str, Any]:
    """What was seen on the last ``days`` days (see ``VisitsOut``). Five queries; raises ProjectNotFound."""
    project = project_selectors.owned_project(owner_id=user_id, project_id=project_id)
    first = today - timedelta(days=days - 1)
    rows = DailyVisits.objects.filter(project=project, day__gte=first, day__lte=today)
    visits = dict(rows.values_list("day").annotate(Sum("visits")))
    people = DailyVisitors.objects.filter(project=project, day__gte=first, day__lte=today)
    visitors = dict(people.values_list("day", "visitors"))
    every_day = [first + timedelta(days=number) for number in range(days)]
    pages = rows.values_list("path").annotate(total=Sum("visits")).order_by("-total", "path")
    hosts = rows.exclude(referrer="").values_list("referrer").annotate(total=Sum("visits"))
    return {
        "visits": sum(visits.values()),
        "days": [
            {"date": day, "visits": visits.get(day, 0), "visitors": visitors.get(day, 0)} for day in every_day
        ],
        "pages": [{"path": path, "visits": total} for path, total in pages[:TOP]],
        "referrers": [
            {"host": host, "visits": total} for host, total in hosts.order_by("-total", "referrer")[:TOP]
        ],
    }
