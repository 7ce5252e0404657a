"""What the live feed costs above a bare limit: Redis pub/sub straight into the websockets library.

    python manage.py stack_exec --temporary -- python bench/events.py [--sockets 1,100,500] [--seconds 8]
        [--burst 400] [--servers daphne,uvicorn]

For each number of subscribers of one project, one after the other in this run: paced events (latency from
before the event is stored, by another process, to its arrival), then a burst (frames per second, and the
share that arrived in order). At last the memory of an idle socket. It ends by itself; each part has a
deadline.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import os
import socket
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "autowebiq.settings")

import django  # noqa: E402

django.setup()  # models can be imported only after it

from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts import tokens  # noqa: E402
from accounts.models import User  # noqa: E402
from builds.models import Build  # noqa: E402
from projects import services as project_services  # noqa: E402

PATIENCE_SECONDS = 60
MOST_SOCKETS, MOST_SECONDS, MOST_BURST = 1_000, 30, 2_000
IDLE_SOCKETS = 200
FILLER = "x" * 100
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
    async with websockets.serve(serve, "127.0.0.1", int(sys.argv[1]), compression=None, ping_interval=None):
        async with redis.asyncio.from_url(os.environ["REDIS_URL"]).pubsub() as pubsub:
            await pubsub.subscribe(sys.argv[2])
            async for message in pubsub.listen():
                if message["type"] == "message":
                    websockets.broadcast(sockets, message["data"].decode())
asyncio.run(main())
"""
# Both read lines "count per_second" (0: as a burst) and answer with the milliseconds that storing took.
ANNOUNCE_TO_FLOOR = """
import json, os, sys, time
import redis
client, channel = redis.Redis.from_url(os.environ["REDIS_URL"]), sys.argv[1]
seq = 0
for line in sys.stdin:
    count, pause = int(line.split()[0]), float(line.split()[1])
    for number in range(count):
        seq += 1
        client.publish(channel, json.dumps({"seq":seq,"sent_at":time.monotonic(),"filler":sys.argv[2]},
                       separators=(",", ":")))
        time.sleep(pause)
    print(0.0, flush=True)
"""
ANNOUNCE_EVENTS = """
import statistics, sys, time
import django
django.setup()
from django.db import transaction
from builds import bell, events
from builds.models import Build
build = Build.objects.get(pk=sys.argv[1])
events.append(build_id=build.pk, attempt=1, type="agent_message", sent_at=time.monotonic())
for line in sys.stdin:
    count, pause = int(line.split()[0]), float(line.split()[1])
    took = []
    if not pause:
        with transaction.atomic():
            for number in range(count):
                events.record(build=build, type="agent_message", sent_at=time.monotonic(), filler=sys.argv[2])
    for number in range(count if pause else 0):
        began = time.monotonic()
        events.append(build_id=build.pk, attempt=1, type="agent_message", sent_at=began, filler=sys.argv[2])
        took.append(time.monotonic() - began)
        time.sleep(pause)
    bell.flush(seconds=10)
    print(1000 * statistics.median(took) if took else 0.0, flush=True)
"""


@dataclass
class Result:
    """Milliseconds; ``frames`` a second in the burst; shares of 1."""

    p50: float
    p99: float
    stored: float
    delivered: float
    frames: float
    in_order: float


class Subscriber(asyncio.Protocol):
    """A client that costs little: the measured server must be the slow part, not this process."""

    def __init__(self, path: str) -> None:
        self.latencies: list[float] = []
        self.seqs: list[int] = []
        self.open: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.last_at = 0.0
        self._path = path
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        key = base64.b64encode(os.urandom(16)).decode()
        transport.write(
            f"GET {self._path} HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if not self.open.done():
            head, found, rest = self._buffer.partition(b"\r\n\r\n")
            if not found:
                return
            assert b" 101 " in head, head
            self._buffer = rest
            self.open.set_result(None)
        now = time.monotonic()
        while payload := self._frame():
            if b'"sent_at":' in payload:
                self.last_at = now
                self.latencies.append(now - float(_number_after(payload, b'"sent_at":')))
                self.seqs.append(int(_number_after(payload, b'"seq":')))

    def _frame(self) -> bytes:
        """The next whole frame's payload; servers do not mask (RFC 6455 §5.2)."""
        buffer = self._buffer
        if len(buffer) < 2:
            return b""
        size, start = buffer[1], 2
        if size >= 126:
            start = 4 if size == 126 else 10
            size = int.from_bytes(buffer[2:start], "big")
        if len(buffer) < start + size:
            return b""
        self._buffer = buffer[start + size :]
        return buffer[start : start + size] or b"-"

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.open.done():
            self.open.set_exception(ConnectionError("refused"))


def _number_after(payload: bytes, name: bytes) -> bytes:
    start = payload.index(name) + len(name)
    end = start
    while end < len(payload) and payload[end] in b"0123456789.e-+":
        end += 1
    return payload[start:end]


@dataclass
class Contender:
    """A server to measure, and the process whose announcements it relays."""

    name: str
    server: tuple[str, ...]
    announcer: tuple[str, ...]
    path: str
    port: int
    processes: list[subprocess.Popen[str]] = field(default_factory=list)

    def start(self) -> None:
        for words in (self.server, self.announcer):
            self.processes.append(_start(*words))

    def stop(self) -> None:
        for process in self.processes:
            process.kill()
            process.communicate()

    @property
    def server_pid(self) -> int:
        return self.processes[0].pid

    def announce(self, count: int, pause: float) -> float:
        announcer = self.processes[1]
        assert announcer.stdin
        assert announcer.stdout
        announcer.stdin.write(f"{count} {pause}\n")
        announcer.stdin.flush()
        return float(announcer.stdout.readline() or "nan")


def main() -> None:
    options = _options()
    call_command("migrate", verbosity=0)
    for name in options.servers.split(","):
        for sockets in (int(word) for word in options.sockets.split(",")):
            floor = asyncio.run(_measured(_floor(), sockets, options))
            relay = asyncio.run(_measured(_relay(name), sockets, options))
            _show(name, sockets, floor, relay)
        print(f"{name}: {asyncio.run(_idle_kib(_relay(name))):.1f} KiB an idle socket\n", flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--sockets", default="1,100,500")
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--burst", type=int, default=400)
    parser.add_argument("--servers", default="uvicorn,daphne")
    options = parser.parse_args()
    if not 1 <= max(map(int, options.sockets.split(","))) <= MOST_SOCKETS:
        parser.error(f"At most {MOST_SOCKETS} sockets.")
    options.seconds = min(options.seconds, MOST_SECONDS)
    options.burst = min(options.burst, MOST_BURST)
    return options


def _show(name: str, sockets: int, floor: Result, relay: Result) -> None:
    head = f"{sockets} subscribers, {name}"
    columns = ("p50 ms", "p99 ms", "stored ms", "delivered", "frames/s", "in order")
    print(f"{head:27}{'{:>9}{:>9}{:>11}{:>11}{:>10}{:>10}'.format(*columns)}")
    for label, one in (("bare limit", floor), ("relay", relay)):
        print(
            f"  {label:25}{one.p50:>9.2f}{one.p99:>9.2f}{one.stored:>11.2f}"
            f"{one.delivered:>11.1%}{one.frames:>10.0f}{one.in_order:>10.1%}"
        )
    print(
        f"  {'ratio':25}{relay.p50 / floor.p50:>8.2f}×{relay.p99 / floor.p99:>8.2f}×{'':>22}"
        f"{relay.frames / floor.frames:>9.2f}×\n",
        flush=True,
    )


def _floor() -> Contender:
    port = _free_port()
    return Contender(
        "bare limit",
        (sys.executable, "-c", FLOOR, str(port), FLOOR_CHANNEL),
        (sys.executable, "-c", ANNOUNCE_TO_FLOOR, FLOOR_CHANNEL, FILLER + "x" * 180),
        "/",
        port,
    )


def _relay(server: str) -> Contender:
    user = User.objects.create_user(email=f"bench-{time.time_ns()}@example.com", password=None)
    project = project_services.create_project(owner_id=user.pk, name="Bench")
    now = timezone.now()
    build = Build.objects.create(
        project=project, owner=user, prompt="x", status="RUNNING", attempt=1, queued_at=now, started_at=now
    )
    port = _free_port()
    command = {
        "daphne": ("daphne", "-b", "127.0.0.1", "-p", str(port), "-v", "0"),
        "uvicorn": ("uvicorn", "--host", "127.0.0.1", "--port", str(port), "--log-level", "warning"),
    }[server]
    path = f"/api/v2/ws/build/{project.pk}?token={tokens.begin(user).access}"
    return Contender(
        server,
        (sys.executable, "-m", *command, "autowebiq.asgi:application"),
        (sys.executable, "-c", ANNOUNCE_EVENTS, str(build.pk), FILLER),
        path,
        port,
    )


async def _measured(contender: Contender, sockets: int, options: argparse.Namespace) -> Result:
    contender.start()
    try:
        await _reachable(contender.port)
        subscribers = await _connected(contender, sockets)
        # The first one is for warming up: greetings, replays and first queries are over after it.
        await asyncio.to_thread(contender.announce, 5, 0.05)
        await asyncio.sleep(2)
        for one in subscribers:
            one.latencies.clear()
            one.seqs.clear()
        per_second = min(20.0, 2_500 / sockets)
        count = int(options.seconds * per_second)
        stored = await asyncio.to_thread(contender.announce, count, 1 / per_second)
        await _all_have(subscribers, count)
        latencies = sorted(latency for one in subscribers for latency in one.latencies)
        frames, in_order = await _burst(contender, subscribers, options.burst)
        for one in subscribers:
            one.transport.close()
    finally:
        contender.stop()
    return Result(
        p50=statistics.median(latencies) * 1000,
        p99=latencies[int(len(latencies) * 0.99)] * 1000,
        stored=stored,
        delivered=len(latencies) / (sockets * count),
        frames=frames,
        in_order=in_order,
    )


async def _burst(contender: Contender, subscribers: list[Subscriber], count: int) -> tuple[float, float]:
    """(frames a second, share that arrived in order and once)"""
    last = {id(one): one.seqs[-1] for one in subscribers}
    for one in subscribers:
        one.seqs.clear()
    announcing = asyncio.create_task(asyncio.to_thread(contender.announce, count, 0))
    while not any(one.seqs for one in subscribers):
        await asyncio.sleep(0.001)
        if announcing.done() and announcing.exception():
            announcing.result()
    began = time.monotonic()
    await _all_have(subscribers, count)
    await announcing
    ended = max(one.last_at for one in subscribers)
    right = 0
    for one in subscribers:
        expected = range(last[id(one)] + 1, last[id(one)] + 1 + count)
        right += sum(got == want for got, want in zip(one.seqs, expected, strict=False))
    frames = sum(len(one.seqs) for one in subscribers)
    return frames / max(ended - began, 1e-6), right / (count * len(subscribers))


async def _all_have(subscribers: list[Subscriber], count: int) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and any(len(one.seqs) < count for one in subscribers):
        await asyncio.sleep(0.02)


async def _connected(contender: Contender, sockets: int) -> list[Subscriber]:
    loop = asyncio.get_running_loop()
    opened: list[Subscriber] = []
    for first in range(0, sockets, 20):
        batch = [
            (await loop.create_connection(lambda: Subscriber(contender.path), "127.0.0.1", contender.port))[1]
            for _ in range(min(20, sockets - first))
        ]
        async with asyncio.timeout(PATIENCE_SECONDS):
            await asyncio.gather(*(one.open for one in batch))
        opened += batch
    return opened


async def _idle_kib(contender: Contender) -> float:
    contender.start()
    try:
        await _reachable(contender.port)
        # What the process needs once, for the first sockets, is not the sockets'.
        first = await _connected(contender, 20)
        await asyncio.sleep(2)
        before = _resident_kib(contender.server_pid)
        opened = await _connected(contender, IDLE_SOCKETS)
        await asyncio.sleep(3)
        after = _resident_kib(contender.server_pid)
        for one in (*first, *opened):
            one.transport.close()
    finally:
        contender.stop()
    return (after - before) / IDLE_SOCKETS


async def _reachable(port: int) -> None:
    for _ in range(PATIENCE_SECONDS * 10):
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.1)
        else:
            writer.close()
            return
    sys.exit("The server did not start.")


def _start(*words: str) -> subprocess.Popen[str]:
    environ = {**os.environ, "DJANGO_SETTINGS_MODULE": "bench.events_settings"}
    return subprocess.Popen(
        words, cwd=ROOT, env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _resident_kib(pid: int) -> int:
    """Memory of a process (Linux)."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
    raise ProcessLookupError(pid)


if __name__ == "__main__":
    main()
