"""What the storm does to the company, and in which order: a plan that follows from the seed."""

from __future__ import annotations

import random
import signal
import time
from collections.abc import Callable
from itertools import chain, islice, repeat

from tests.chaos.company import WORKERS, Company, send

Strike = Callable[[Company, random.Random], None]
BEYOND_LEASE = 1.5
"""A frozen worker sleeps for so many leases, so that another one takes its builds."""


def kill_worker(company: Company, chance: random.Random) -> None:
    company.kill(chance.choice(WORKERS))


def kill_pool_child(company: Company, chance: random.Random) -> None:
    """As the kernel does when memory runs out: the worker itself lives on."""
    children = sorted(company.pool_children(chance.choice(WORKERS)))
    if children:
        send(chance.choice(children), signal.SIGKILL)


def stop_worker(company: Company, chance: random.Random) -> None:
    """A deployment: the worker is asked to end, the supervisor starts another."""
    send(company.pid(chance.choice(WORKERS)), signal.SIGTERM)


def freeze_worker(company: Company, chance: random.Random) -> None:
    from django.conf import settings

    _freeze(company, chance.choice(WORKERS), settings.BUILD_LEASE_SECONDS * BEYOND_LEASE)


def kill_beat(company: Company, chance: random.Random) -> None:
    company.kill("beat")


def kill_web(company: Company, chance: random.Random) -> None:
    company.kill("web")


def kill_redis(company: Company, chance: random.Random) -> None:
    company.kill("valkey")


def freeze_redis(company: Company, chance: random.Random) -> None:
    _freeze(company, "valkey", chance.uniform(1, 4))


def empty_redis(company: Company, chance: random.Random) -> None:
    company.lose_the_brokers_data()


def restart_postgres(company: Company, chance: random.Random) -> None:
    """PostgreSQL's "immediate": all sessions are cut, the next start recovers."""
    company.kill("postgres", signal.SIGQUIT)


def kill_postgres(company: Company, chance: random.Random) -> None:
    company.kill("postgres")


def kill_mongo(company: Company, chance: random.Random) -> None:
    company.kill("mongo")


def _freeze(company: Company, name: str, seconds: float) -> None:
    pid, group = company.pid(name), name in company.children
    send(pid, signal.SIGSTOP, group=group)
    try:
        time.sleep(seconds)
    finally:
        send(pid, signal.SIGCONT, group=group)


STRIKES: dict[str, Strike] = {
    strike.__name__: strike
    for strike in (
        kill_worker, kill_pool_child, stop_worker, freeze_worker, kill_beat, kill_web, kill_redis,
        freeze_redis, empty_redis, restart_postgres, kill_postgres, kill_mongo,
    )
}  # fmt: skip
OFTEN = ("kill_worker", "kill_worker", "kill_pool_child", "kill_web", "freeze_worker")


def plan(*, seed: str, count: int) -> list[str]:
    """``count`` names of strikes in shuffled rounds: each kind once, and in later rounds some oftener."""
    chance = random.Random(f"{seed}:plan")
    rounds = chain([[*STRIKES]], repeat([*STRIKES, *OFTEN]))
    flat = chain.from_iterable(chance.sample(names, len(names)) for names in rounds)
    return list(islice(flat, count))
