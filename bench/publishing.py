"""Requests a second of a published page, beside a bare ASGI application that sends the same bytes.

    python manage.py stack_exec --temporary -- python bench/publishing.py [seconds] [connections]

Both run under the same server, take turns in this run, and are asked by the same client over connections
that stay open. CPU is the serving process's, per request; on a small machine the client takes its share
of the rest.
"""

from __future__ import annotations

import asyncio
import importlib.util
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "autowebiq.settings")

import django  # noqa: E402

django.setup()  # models can be imported only after it

from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from projects import services as project_services  # noqa: E402
from publishing import publication, serving  # noqa: E402
from sitegen.catalog import default_catalog  # noqa: E402
from sitegen.engine import generate  # noqa: E402

ROUNDS = 3
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
APPS = {"floor": "bench.publishing_floor:application", "published": "autowebiq.asgi:application"}


@dataclass(frozen=True)
class Result:
    per_second: float
    p50_ms: float
    p99_ms: float
    cpu_us: float


def main() -> None:
    words = (*sys.argv[1:], *("4", "32")[len(sys.argv[1:]) :])
    seconds, connections = min(float(words[0]), 30.0), min(int(words[1]), 256)
    call_command("migrate", verbosity=0)
    path = publish_a_site()
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "answer.json"
        keep_answer(path, answer)
        os.environ["BENCH_ANSWER"] = str(answer)
        for server in ("daphne", "uvicorn"):
            if importlib.util.find_spec(server):
                compare(server, path, seconds, connections)


def publish_a_site() -> str:
    """Publish a generated site; return the path of its start page."""
    user = User.objects.create_user(email=f"bench-{time.time_ns()}@example.com", password=None)
    project = project_services.create_project(owner_id=user.pk, name="Bench")
    site = generate(
        "A ramen shop called Nishiki with reservations", default_catalog(), today=date(2026, 11, 25)
    )
    version = project_services.store_version(project=project, spec={}, files=site.files, quality={}, pages=[])
    project_services.build_succeeded(project, version=version, template_id="x", seconds=1, name="")
    state = publication.publish(user_id=user.pk, project_id=project.pk, now=timezone.now())
    return f"/s/{state.slug}/"


def keep_answer(path: str, file: Path) -> None:
    """Write down what the page's answer is, for the floor to send."""
    headers = {"accept-encoding": "gzip, br", "user-agent": BROWSER}
    asked = serving.Asked("GET", "localhost", path, "", headers)
    answer = serving.respond(asked, serving.DATABASE)
    assert answer is not None
    assert answer.status == 200
    told = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in answer.headers]
    file.write_text(json.dumps({"headers": told, "body": answer.body.decode("latin-1")}), encoding="latin-1")
    print(f"{len(answer.body)} bytes a page, compressed")


def compare(server: str, path: str, seconds: float, connections: int) -> None:
    results: dict[str, list[Result]] = {name: [] for name in APPS}
    running = {name: start(server, app) for name, app in APPS.items()}
    try:
        for _ in range(ROUNDS):
            for name, (process, port) in running.items():
                load = Load(port, path, connections)
                results[name].append(asyncio.run(load.measure(process.pid, seconds)))
    finally:
        for process, _ in running.values():
            process.kill()
            process.wait()
    show(server, {name: middle(found) for name, found in results.items()})


def middle(found: list[Result]) -> Result:
    return Result(
        *(statistics.median(getattr(one, name) for one in found) for name in Result.__annotations__)
    )


def show(server: str, results: dict[str, Result]) -> None:
    print(f"{server:12}{'requests/s':>12}{'p50 ms':>9}{'p99 ms':>9}{'CPU µs':>9}")
    for name, one in results.items():
        print(f"{name:12}{one.per_second:>12.0f}{one.p50_ms:>9.2f}{one.p99_ms:>9.2f}{one.cpu_us:>9.0f}")
    floor, ours = results["floor"], results["published"]
    print(
        f"{'ratio':12}{ours.per_second / floor.per_second:>11.2f}×{'':18}{ours.cpu_us / floor.cpu_us:>8.2f}×"
    )


class Load:
    """Connections that ask for a page again as soon as they have it."""

    def __init__(self, port: int, path: str, connections: int) -> None:
        self.port, self.connections = port, connections
        lines = (
            f"GET {path} HTTP/1.1",
            f"host: localhost:{port}",
            "accept-encoding: gzip, br",
            f"user-agent: {BROWSER}",
        )
        self.request = "\r\n".join((*lines, "", "")).encode()
        self.until = 0.0

    async def measure(self, pid: int, seconds: float) -> Result:
        await self.ask_for(1.0)  # what is cold gets warm
        before, began = cpu_seconds(pid), time.monotonic()
        latencies = sorted(await self.ask_for(seconds))
        took, used = time.monotonic() - began, cpu_seconds(pid) - before
        return Result(
            per_second=len(latencies) / took,
            p50_ms=statistics.median(latencies) * 1000,
            p99_ms=latencies[int(len(latencies) * 0.99)] * 1000,
            cpu_us=used / len(latencies) * 1e6,
        )

    async def ask_for(self, seconds: float) -> list[float]:
        self.until = time.monotonic() + seconds
        found = await asyncio.gather(*(self.one() for _ in range(self.connections)))
        return [latency for one in found for latency in one]

    async def one(self) -> list[float]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        latencies = []
        while (asked := time.monotonic()) < self.until:
            writer.write(self.request)
            head = await reader.readuntil(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 200"), head
            length = head.lower().split(b"content-length:")[1].split(b"\r\n")[0]
            await reader.readexactly(int(length))
            latencies.append(time.monotonic() - asked)
        writer.close()
        return latencies


def start(server: str, app: str) -> tuple[subprocess.Popen[bytes], int]:
    port = free_port()
    where = {
        "daphne": ("-b", "127.0.0.1", "-p", str(port), "-v", "0", "--no-server-name", app),
        "uvicorn": (
            "--host",
            "127.0.0.1",
            "--port",
            str(port),
            "--log-level",
            "error",
            "--lifespan",
            "off",
            app,
        ),
    }[server]
    process = subprocess.Popen((sys.executable, "-m", server, *where), cwd=ROOT)
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return process, port
        except OSError:
            time.sleep(0.1)
    process.kill()
    sys.exit("The server did not start.")


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
