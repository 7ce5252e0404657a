"""How fast the books are: one hold and its settlement, through the services and as bare SQL, in one run.

    .venv/bin/python manage.py stack_exec --temporary -- .venv/bin/python bench/ledger.py --seconds 3

Three ways to do the same work:

* services   credits.services.place_hold + settle_hold
* statement  the two statements they send, by psycopg alone: what Python and Django cost
* by hand    the same rows by bare SQL in tables without triggers: BEGIN, conditional UPDATE, choose and
             UPDATE the grant, INSERT hold and use, COMMIT; BEGIN, four UPDATEs, INSERT the entry, COMMIT

Each client is a process with a connection of its own. The ratio is to the work by hand.
Makes a database of its own beside the one that is configured, and drops it.
"""

from __future__ import annotations

import argparse
import itertools
import multiprocessing
import os
import random
import statistics
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "autowebiq.settings")

import django

django.setup()  # models can be imported only after it

import psycopg  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from psycopg.conninfo import make_conninfo  # noqa: E402

from accounts.models import User  # noqa: E402
from credits import audit, services  # noqa: E402

Work = Callable[[uuid.UUID, str], None]
WALLETS = 1000
RICHES = 1_000_000_000

BY_HAND_TABLES = """
create table hand_account (id uuid primary key, balance bigint not null, held bigint not null,
    last_seq bigint not null default 0, check (held >= 0 and held <= balance)) with (fillfactor = 50);
create table hand_hold (id uuid primary key, account_id uuid not null, amount bigint not null,
    captured bigint, state text not null, key text not null unique, created_at timestamptz default now());
create table hand_grant (id uuid primary key, account_id uuid not null, amount bigint not null,
    remaining bigint not null, held bigint not null default 0, priority int not null default 50,
    expires_at timestamptz, created_at timestamptz default now(),
    check (held >= 0 and held <= remaining)) with (fillfactor = 50);
create index on hand_grant (account_id, priority, expires_at);
create table hand_use (id bigserial primary key, grant_id uuid not null, hold_id uuid not null,
    nth int not null, amount bigint not null, captured bigint, unique (hold_id, nth));
create table hand_entry (account_id uuid not null, seq bigint not null, amount bigint not null,
    balance_after bigint not null, hold_id uuid unique, key text not null unique,
    created_at timestamptz default now(), primary key (account_id, seq));
"""
HOLD = "select * from credits_place_hold(%s, %s, 31, 31, %s, '', '', null)"
SETTLE = (
    "update credits_hold set state = 'posted', captured = 28"
    " where id = %s and state = 'pending' and amount >= 28 returning *"
)


def through_services(user_id: uuid.UUID, key: str) -> None:
    hold = services.place_hold(user_id=user_id, credits=31, key=key, reference="", description="")
    services.settle_hold(hold_id=hold.pk, credits=28)


def as_statements(raw: psycopg.Connection) -> Work:
    def work(user_id: uuid.UUID, key: str) -> None:
        hold_id = uuid.uuid4()
        raw.execute(HOLD, (hold_id, user_id, key))
        raw.execute(SETTLE, (hold_id,))

    return work


def by_hand(raw: psycopg.Connection) -> Work:
    def work(user_id: uuid.UUID, key: str) -> None:
        hold_id = uuid.uuid4()
        with raw.transaction():
            raw.execute(
                "update hand_account set held = held + 31 where id = %s and balance - held >= 31", (user_id,)
            )
            grant_id, _ = raw.execute(
                "select id, remaining - held from hand_grant where account_id = %s and remaining > held"
                " and (expires_at is null or expires_at > now())"
                " order by priority, expires_at nulls last, created_at limit 1",
                (user_id,),
            ).fetchone() or (None, 0)
            raw.execute("update hand_grant set held = held + 31 where id = %s", (grant_id,))
            raw.execute(
                "insert into hand_hold (id, account_id, amount, state, key)"
                " values (%s, %s, 31, 'pending', %s)",
                (hold_id, user_id, key),
            )
            raw.execute(
                "insert into hand_use (grant_id, hold_id, nth, amount) values (%s, %s, 1, 31)",
                (grant_id, hold_id),
            )
        with raw.transaction():
            raw.execute("update hand_hold set state = 'posted', captured = 28 where id = %s", (hold_id,))
            seq, balance = raw.execute(
                "update hand_account set held = held - 31, balance = balance - 28, last_seq = last_seq + 1"
                " where id = %s returning last_seq, balance",
                (user_id,),
            ).fetchone() or (0, 0)
            raw.execute("update hand_use set captured = 28 where hold_id = %s", (hold_id,))
            raw.execute(
                "update hand_grant set held = held - 31, remaining = remaining - 28 where id = %s",
                (grant_id,),
            )
            raw.execute(
                "insert into hand_entry (account_id, seq, amount, balance_after, hold_id, key)"
                " values (%s, %s, -28, %s, %s, %s)",
                (user_id, seq, balance, hold_id, key),
            )

    return work


WAYS: dict[str, Callable[[psycopg.Connection], Work]] = {
    "by hand": by_hand,
    "statement": as_statements,
    "services": lambda raw: through_services,
}


def client(
    way: str, wallets: list[uuid.UUID], seconds: float, gate: Barrier, out: Queue[list[float]]
) -> None:
    took: list[float] = []
    with psycopg.connect(conninfo(), autocommit=True) as raw:
        work = WAYS[way](raw)
        connection.ensure_connection()
        gate.wait()
        end = time.perf_counter() + seconds
        for number in itertools.count():
            begin = time.perf_counter()
            if begin > end:
                break
            work(random.choice(wallets), f"{way}:{os.getpid()}:{number}:{begin}")
            took.append(time.perf_counter() - begin)
    out.put(took)


def measure(way: str, wallets: list[uuid.UUID], clients: int, seconds: float) -> tuple[float, float, float]:
    """Cycles per second, and the median and 99th percentile of one cycle in milliseconds."""
    connection.close()  # a connection does not survive a fork
    context = multiprocessing.get_context("fork")
    gate, out = context.Barrier(clients), context.Queue()
    processes = [
        context.Process(target=client, args=(way, wallets, seconds, gate, out)) for _ in range(clients)
    ]
    for process in processes:
        process.start()
    took = sorted(t for _ in processes for t in out.get())
    for process in processes:
        process.join()
    return len(took) / seconds, statistics.median(took) * 1000, took[int(len(took) * 0.99)] * 1000


def conninfo() -> str:
    settings = connection.settings_dict
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    return make_conninfo("", **{ours: settings[theirs] for ours, theirs in names.items()})


@contextmanager
def scratch_database() -> Iterator[None]:
    name = f"bench_ledger_{os.getpid()}"
    with psycopg.connect(conninfo(), autocommit=True) as server:
        server.execute(f'create database "{name}"')
        connection.close()
        connection.settings_dict["NAME"] = name
        try:
            call_command("migrate", verbosity=0)
            yield
        finally:
            connection.close()
            server.execute(f'drop database "{name}" with (force)')


def make_wallets() -> list[uuid.UUID]:
    users = User.objects.bulk_create([User(email=f"{n}@bench.example") for n in range(WALLETS)])
    for user in users:
        services.open_account(user_id=user.pk)
        services.grant(
            user_id=user.pk, credits=RICHES, kind=services.EntryKind.PURCHASE, key=f"bench:{user.pk}"
        )
    with connection.cursor() as cursor:
        cursor.execute(BY_HAND_TABLES)
        cursor.execute("insert into hand_account select user_id, balance, held from credits_account")
        cursor.execute(
            "insert into hand_grant"
            " select id, account_id, amount, remaining, held, priority from credits_grant"
        )
    return [user.pk for user in users]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seconds", type=float, default=3, help="how long each cell is measured")
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 8, 32])
    arguments = parser.parse_args()
    with scratch_database():
        wallets = make_wallets()
        print(
            f"{'wallets':>8} {'clients':>8}  {'way':<10} {'cycles/s':>9} {'p50 ms':>8} {'p99 ms':>8}  ratio"
        )
        for chosen, clients in itertools.product((wallets[:1], wallets), arguments.clients):
            base = 0.0
            for way in WAYS:
                rate, p50, p99 = measure(way, chosen, clients, arguments.seconds)
                base = base or rate
                row = f"{len(chosen):>8} {clients:>8}  {way:<10} {rate:>9.0f} {p50:>8.2f} {p99:>8.2f}"
                print(f"{row}  {rate / base:.2f}", flush=True)
        differences = [d for result in audit.audit() for d in result.differences]
        print(differences or "the books add up")


if __name__ == "__main__":
    main()
