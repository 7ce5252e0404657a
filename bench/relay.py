"""What the relay costs above a bare floor: one Redis subscription and the websockets library, nothing else.

    python manage.py stack_exec --temporary -- python bench/relay.py [sockets] [events]

Both get the same number of events at the same pace, one after the other in this run. Latency is from before
the event is stored and announced (floor: announced) to its arrival; CPU is the serving process's, per frame.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "autowebiq.settings")

import django  # noqa: E402

django.setup()  # models can be imported only after it

import redis.asyncio  # noqa: E402
import websockets  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts import tokens  # noqa: E402
from accounts.models import User  # noqa: E402
from builds import bell, events  # noqa: E402
from builds.models import Build  # noqa: E402
from projects import services as project_services  # noqa: E402

PER_SECOND = 20
FLOOR_CHANNEL = "bench:floor"
FLOOR = """
import asyncio, os, sys
import redis.asyncio, websockets
sockets = set()
async def serve(socket):
    sockets.add(socket)
    await socket.wait_closed()
    sockets.discard(socket)
async def main():
    async with websockets.serve(serve, "127.0.0.1", int(sys.argv[1]), compression=None):
        async with redis.asyncio.from_url(os.environ["REDIS_URL"]).pubsub() as pubsub:
            await pubsub.subscribe(sys.argv[2])
            async for message in pubsub.listen():
                if message["type"] == "message":
                    websockets.broadcast(sockets, message["data"].decode())
asyncio.run(main())
"""


@dataclass(frozen=True)
class Result:
    """Latencies in milliseconds, CPU in microseconds a frame."""

    delivered: float
    p50: float
    p99: float
    cpu: float


def main() -> None:
    sockets, count = (int(word) for word in (*sys.argv[1:], "50", "200")[:2])
    call_command("migrate", verbosity=0)
    build, token = prepare()
    floor = asyncio.run(measure_floor(min(sockets, 200), min(count, 2_000)))
    relay = asyncio.run(measure_relay(build, token, min(sockets, 200), min(count, 2_000)))
    print(f"{'':8}{'delivered':>10}{'p50 ms':>9}{'p99 ms':>9}{'CPU µs/frame':>14}")
    for name, result in (("floor", floor), ("relay", relay)):
        print(f"{name:8}{result.delivered:>10.1%}{result.p50:>9.2f}{result.p99:>9.2f}{result.cpu:>14.1f}")
    ratios = (relay.p50 / floor.p50, relay.p99 / floor.p99, relay.cpu / floor.cpu)
    print(f"{'ratio':8}{'':>10}" + "{:>8.1f}×{:>8.1f}×{:>13.1f}×".format(*ratios))


def prepare() -> tuple[Build, str]:
    user = User.objects.create_user(email=f"bench-{time.time_ns()}@example.com", password=None)
    project = project_services.create_project(owner_id=user.pk, name="Bench")
    now = timezone.now()
    build = Build.objects.create(
        project=project, owner=user, prompt="x", status="RUNNING", attempt=1, queued_at=now, started_at=now
    )
    return build, tokens.begin(user).access


async def measure_floor(sockets: int, count: int) -> Result:
    port = free_port()
    server = start(sys.executable, "-c", FLOOR, str(port), FLOOR_CHANNEL)
    async with redis.asyncio.from_url(settings.REDIS_URL) as client:

        async def announce() -> None:
            text = json.dumps({"sent_at": time.monotonic(), "filler": "x" * 200})
            await client.publish(FLOOR_CHANNEL, text)

        return await measure(server, f"ws://127.0.0.1:{port}", announce, sockets, count)


async def measure_relay(build: Build, token: str, sockets: int, count: int) -> Result:
    port = free_port()
    where = ("-b", "127.0.0.1", "-p", str(port), "-v", "0")
    server = start(sys.executable, "-m", "daphne", *where, "autowebiq.asgi:application")
    address = f"ws://127.0.0.1:{port}/api/v2/ws/build/{build.project_id}?token={token}"

    def append() -> None:
        events.append(
            build_id=build.pk, attempt=1, type="agent_message", message="x" * 60, sent_at=time.monotonic()
        )

    async def announce() -> None:
        await asyncio.to_thread(append)

    result = await measure(server, address, announce, sockets, count)
    bell.flush()
    return result


async def measure(
    server: subprocess.Popen[bytes],
    address: str,
    announce: Callable[[], Awaitable[None]],
    sockets: int,
    count: int,
) -> Result:
    try:
        await reachable(address)
        opened = [await websockets.connect(address, compression=None) for _ in range(sockets)]
        await asyncio.sleep(2)  # greetings are over
        readers = [asyncio.create_task(read(one, count)) for one in opened]
        before = cpu_seconds(server.pid)
        for _ in range(count):
            await announce()
            await asyncio.sleep(1 / PER_SECOND)
        latencies = sorted(itertools.chain.from_iterable(await asyncio.gather(*readers)))
        used = cpu_seconds(server.pid) - before
        for one in opened:
            await one.close()
    finally:
        server.kill()
        server.wait()
    return Result(
        delivered=len(latencies) / (sockets * count),
        p50=statistics.median(latencies) * 1000,
        p99=latencies[int(len(latencies) * 0.99)] * 1000,
        cpu=used / len(latencies) * 1e6,
    )


async def read(one: Any, count: int) -> list[float]:
    found: list[float] = []
    try:
        async with asyncio.timeout(count / PER_SECOND + 20):
            while len(found) < count:
                frame = json.loads(await one.recv())
                if "sent_at" in frame:
                    found.append(time.monotonic() - frame["sent_at"])
    except (TimeoutError, websockets.ConnectionClosed):
        pass
    return found


async def reachable(address: str) -> None:
    for _ in range(300):
        try:
            async with websockets.connect(address):
                return
        except OSError:
            await asyncio.sleep(0.1)
    sys.exit("The server did not start.")


def start(*words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        words, cwd=ROOT, env={**os.environ, "DJANGO_SETTINGS_MODULE": "bench.relay_settings"}
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def cpu_seconds(pid: int) -> float:
    """User and system time of a process so far (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
