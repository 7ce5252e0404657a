"""How fast builds are accepted and made, each beside a floor measured in the same run.

    .venv/bin/python manage.py stack_exec --temporary -- .venv/bin/python bench/builds.py

* builds a minute, by real worker processes of one build at a time, with real agents. The floor is the same
  generator in a bare loop in as many processes: no Django, no Celery, no database, nothing reported.
* POST of a build to a real web process. Two floors: an empty answer of the same server (GET /livez), and the
  rows of an order by bare SQL (BEGIN, conditional UPDATE of the wallet, seven INSERTs, COMMIT; no triggers).
* POST while the broker hangs: the first one waits for it, the next ones know.

Makes a database of its own beside the one that is configured, and drops it. Bounded by its counts.
"""

from __future__ import annotations

import argparse
import logging
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from threading import Barrier

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "autowebiq.settings")

import django  # noqa: E402

django.setup()  # models can be imported only after it

import httpx  # noqa: E402
import psycopg  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402
from psycopg.conninfo import make_conninfo  # noqa: E402
from psycopg.types.json import Jsonb  # noqa: E402

from accounts import tokens  # noqa: E402
from accounts.models import User  # noqa: E402
from builds import services as build_services  # noqa: E402
from builds.models import Build  # noqa: E402
from credits import services as credit_services  # noqa: E402
from projects import services as project_services  # noqa: E402
from tests.flows import processes  # noqa: E402

PROMPT = "A ramen restaurant called Nishiki {} in Portland, menu, opening hours, reservations"
RICHES = 1_000_000
PATIENCE_SECONDS = 300
CLIENT_SECONDS = 60
# The loop of the floor: warm up, say so, wait for the word, make ``count`` sites.
BARE_LOOP = """
import sys
from datetime import date
from sitegen.catalog import default_catalog
from sitegen.engine import generate
prompt, first, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
catalog = default_catalog()
generate(prompt.format("Warm"), catalog, today=date(2026, 1, 1))
print("ready", flush=True)
sys.stdin.readline()
for number in range(first, first + count):
    generate(prompt.format(f"No {number}"), catalog, today=date(2026, 1, 1))
"""
ORDER_TABLES = """
create table bare_account (id uuid primary key, balance bigint not null, held bigint not null,
    check (held >= 0 and held <= balance)) with (fillfactor = 50);
create table bare_hold (id uuid primary key, account_id uuid not null, amount bigint not null,
    state text not null, key text not null unique, created_at timestamptz default now());
create table bare_build (id uuid primary key, project_id uuid not null, status text not null,
    prompt text not null, quote jsonb not null, hold_id uuid not null, last_seq int not null,
    queued_at timestamptz not null);
create unique index on bare_build (project_id) where status in ('QUEUED', 'RUNNING');
create table bare_message (id bigserial primary key, project_id uuid not null, body text not null);
create table bare_outbox (id bigserial primary key, task_id text not null, payload jsonb not null);
create table bare_event (build_id uuid not null, seq int not null, data jsonb not null,
    primary key (build_id, seq));
create table bare_key (id bigserial primary key, account_id uuid not null, key text not null,
    body jsonb, unique (account_id, key));
"""


@dataclass(frozen=True)
class Latency:
    """Of one cell; milliseconds."""

    p50: float
    p99: float


# --- builds a minute


def bare_builds_a_minute(loops: int, builds: int) -> float:
    """Sites a minute of the generator alone, in ``loops`` processes."""
    each = builds // loops
    words = [(sys.executable, "-c", BARE_LOOP, PROMPT, str(n * each), str(each)) for n in range(loops)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    started = [subprocess.Popen(one, cwd=ROOT, text=True, **pipes) for one in words]  # type: ignore[call-overload]  # mypy does not see through **pipes
    try:
        for process in started:
            process.stdout.readline()
        begin = time.perf_counter()
        for process in started:
            process.stdin.close()
        for process in started:
            process.wait(PATIENCE_SECONDS)
        return each * loops / (time.perf_counter() - begin) * 60
    finally:
        for process in started:
            process.kill()
            process.wait()


def builds_a_minute(workers: int, builds: int, folder: Path) -> float:
    """Builds a minute of ``workers`` real worker processes, from the first order to the last end."""
    with ExitStack() as stack:
        for number in range(workers):
            worker = processes.new_worker(folder, f"bench-{number}", "-c", "1")
            stack.callback(worker.kill)
            worker.wait_for(worker.takes_builds)
        finished(order(workers * 2))  # warm: each has loaded the catalog by then
        builds_made = finished(order(builds))
    ends = [build.finished_at for build in builds_made if build.finished_at]
    assert len(ends) == builds
    seconds = (max(ends) - min(build.queued_at for build in builds_made)).total_seconds()
    return builds / seconds * 60


def order(count: int) -> list[uuid.UUID]:
    """Orders of as many users, so that nobody waits for a turn."""
    ids = []
    for number, (user, projects) in enumerate(customers(count, projects_each=1)):
        build = build_services.start_build(
            user_id=user.pk, project_id=projects[0], prompt=PROMPT.format(f"No {number}"), now=timezone.now()
        )
        ids.append(build.pk)
    return ids


def finished(ids: list[uuid.UUID]) -> list[Build]:
    end = time.monotonic() + PATIENCE_SECONDS
    while Build.objects.filter(pk__in=ids, status__in=Build.ACTIVE).exists():
        assert time.monotonic() < end, "the builds did not end"
        time.sleep(0.05)
    found = list(Build.objects.filter(pk__in=ids))
    assert {build.status for build in found} == {"SUCCEEDED"}
    return found


# --- how long a POST takes


def measured(work: Callable[[int], None], *, clients: int, count: int) -> Latency:
    """Latency of ``work(number)``, called ``count`` times in all by ``clients`` threads."""
    gate = Barrier(clients)
    each = count // clients

    def client(number: int) -> list[float]:
        took = []
        gate.wait()
        for one in range(number * each, (number + 1) * each):
            begin = time.perf_counter()
            work(one)
            took.append((time.perf_counter() - begin) * 1000)
        return took

    with ThreadPoolExecutor(clients) as pool:
        took = sorted(t for of_client in pool.map(client, range(clients)) for t in of_client)
    return Latency(statistics.median(took), took[int(len(took) * 0.99)])


def posts(client: httpx.Client, clients: int, count: int) -> Latency:
    """Orders, each for a project of its own; they stay queued and are cleared away afterwards."""
    targets = [
        (f"/api/v2/projects/{project}/build", {"Authorization": f"Bearer {tokens.begin(user).access}"})
        for user, projects in customers(8, projects_each=count // 8 + 1)
        for project in projects
    ]

    def post(number: int) -> None:
        path, headers = targets[number]
        body = {"prompt": PROMPT.format(number)}
        answer = client.post(path, json=body, headers={**headers, "Idempotency-Key": f"k-{number}"})
        assert answer.status_code == 202, answer.text

    found = measured(post, clients=clients, count=count)
    for build in Build.objects.filter(status=Build.Status.QUEUED):
        build_services.cancel_build(user_id=build.owner_id, project_id=build.project_id, build_id=build.pk)
    return found


def empty_answers(client: httpx.Client, clients: int, count: int) -> Latency:
    def get(number: int) -> None:
        assert client.get("/livez").status_code == 200

    return measured(get, clients=clients, count=count)


def bare_orders(clients: int, count: int) -> Latency:
    """The rows of an order by psycopg alone; eight wallets, as above."""
    wallets = [uuid.uuid4() for _ in range(8)]
    with ExitStack() as stack:
        raws = [stack.enter_context(closing(psycopg.connect(conninfo()))) for _ in range(clients)]
        raws[0].execute("drop table if exists bare_account, bare_hold, bare_build, bare_message, bare_outbox,"
                        " bare_event, bare_key")  # fmt: skip
        raws[0].execute(ORDER_TABLES)
        for wallet in wallets:
            raws[0].execute("insert into bare_account values (%s, %s, 0)", (wallet, RICHES))
        raws[0].commit()
        each = count // clients
        return measured(
            lambda number: bare_order(raws[number // each], wallets[number % 8], number),
            clients=clients,
            count=count,
        )


def bare_order(raw: psycopg.Connection, wallet: uuid.UUID, number: int) -> None:
    build, hold, project = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
    frame = Jsonb({"type": "build_queued", "filler": "x" * 200})
    with raw.transaction():
        raw.execute("insert into bare_key (account_id, key) values (%s, %s)", (wallet, str(number)))
        raw.execute(
            "update bare_account set held = held + 31 where id = %s and balance - held >= 31", (wallet,)
        )
        raw.execute(
            "insert into bare_hold (id, account_id, amount, state, key) values (%s, %s, 31, 'pending', %s)",
            (hold, wallet, f"build:{build}"),
        )
        raw.execute(
            "insert into bare_build values (%s, %s, 'QUEUED', %s, %s, %s, 2, now())",
            (build, project, PROMPT, frame, hold),
        )
        raw.execute("insert into bare_message (project_id, body) values (%s, %s)", (project, PROMPT))
        raw.execute("insert into bare_outbox (task_id, payload) values (%s, %s)", (str(build), frame))
        for seq in (1, 2):
            raw.execute("insert into bare_event values (%s, %s, %s)", (build, seq, frame))


def posts_while_the_broker_hangs(folder: Path) -> tuple[float, Latency]:
    """Milliseconds of the first POST after the broker froze, and of the next ones."""
    broker = processes.Broker(folder)
    broker.start()
    try:
        with processes.web(folder, REDIS_URL=broker.url) as address, client_of(address) as client:
            posts(client, 1, 8)
            assert broker.running
            broker.running.send(signal.SIGSTOP)
            first = posts(client, 1, 8)
            return first.p99, first
    finally:
        broker.thaw()
        broker.stop()


# --- what is needed for both


def customers(count: int, *, projects_each: int) -> Iterator[tuple[User, list[uuid.UUID]]]:
    """New users with credits and projects."""
    for _ in range(count):
        user = User.objects.create_user(email=f"{uuid.uuid4()}@bench.example", password=None)
        credit_services.grant(
            user_id=user.pk, credits=RICHES, kind=credit_services.EntryKind.PURCHASE, key=f"bench:{user.pk}"
        )
        names = [f"Project {number}" for number in range(projects_each)]
        yield user, [project_services.create_project(owner_id=user.pk, name=name).pk for name in names]


def client_of(address: str) -> httpx.Client:
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=64)
    return httpx.Client(base_url=address, timeout=CLIENT_SECONDS, limits=limits)


def conninfo() -> str:
    settings = connection.settings_dict
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    return make_conninfo("", **{ours: settings[theirs] for ours, theirs in names.items()})


@contextmanager
def scratch_database() -> Iterator[None]:
    name = f"bench_builds_{os.getpid()}"
    with psycopg.connect(conninfo(), autocommit=True) as server:
        server.execute(f'create database "{name}"')
        connection.close()
        connection.settings_dict["NAME"] = name
        try:
            call_command("migrate", verbosity=0)
            call_command("load_catalog", stdout=StringIO())
            yield
        finally:
            connection.close()
            server.execute(f'drop database "{name}" with (force)')


def show_builds(builds: int, folder: Path) -> None:
    print(f"{'workers':>8} {'builds/min':>11} {'bare loop':>10}  ratio")
    for workers in (1, 2):
        # On a shared machine the neighbours' load changes: the floor is the better of before and after.
        before = bare_builds_a_minute(workers, builds)
        made = builds_a_minute(workers, builds, folder)
        bare = max(before, bare_builds_a_minute(workers, builds))
        print(f"{workers:>8} {made:>11.1f} {bare:>10.1f}  {made / bare:.2f}", flush=True)


def show_posts(count: int, folder: Path) -> None:
    print(f"\n{'clients':>8}  {'what':<12} {'p50 ms':>8} {'p99 ms':>8}   POST to it, p50 and p99")
    with processes.web(folder) as address, client_of(address) as client:
        posts(client, 4, 32)
        for clients in (1, 16):
            post = posts(client, clients, count)
            floors = {
                "GET /livez": empty_answers(client, clients, count),
                "bare SQL": bare_orders(clients, count),
            }
            print(f"{clients:>8}  {'POST build':<12} {post.p50:>8.1f} {post.p99:>8.1f}")
            for name, floor in floors.items():
                ratios = f"{post.p50 / floor.p50:>6.1f} {post.p99 / floor.p99:>6.1f}"
                print(f"{'':>8}  {name:<12} {floor.p50:>8.1f} {floor.p99:>8.1f}   {ratios}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--builds", type=int, default=24, help="how many are made for each line")
    parser.add_argument("--posts", type=int, default=320, help="how many are sent for each line")
    arguments = parser.parse_args()
    logging.getLogger("httpx").setLevel(logging.WARNING)
    with scratch_database(), tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        show_builds(arguments.builds, folder)
        show_posts(arguments.posts, folder)
        first, rest = posts_while_the_broker_hangs(folder)
        print(f"\nPOST while the broker hangs: slowest {first:.0f} ms (at most 2,000), p50 {rest.p50:.1f} ms")


if __name__ == "__main__":
    main()
