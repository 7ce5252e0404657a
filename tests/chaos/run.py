"""The storm: builds of many users run while everything they need is killed, frozen and restarted.

    make chaos                      the long one, on servers of its own
    make chaos SEED=7 BUILDS=100 MINUTES=10

What is done to whom follows from the seed; when exactly it hits is up to the machine. Ends with 0 if nothing
was lost, doubled or charged wrongly, and with 1 and the list of faults otherwise.
"""

from __future__ import annotations

import argparse
import io
import logging
import os
import random
import secrets
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.chaos.settings"

import django

django.setup()  # models can be imported only after it

from django.core.management import call_command  # noqa: E402
from django.db import Error, connection  # noqa: E402

from autowebiq.devstack.output import PrefixedOutput  # noqa: E402
from autowebiq.devstack.supervisor import Stopped, Supervisor  # noqa: E402
from builds.models import Build, BuildEvent, OutboxMessage  # noqa: E402
from tests.chaos import company as companies  # noqa: E402
from tests.chaos import customers, strikes, verdict  # noqa: E402
from tests.chaos.agents import failing_agent  # noqa: E402
from tests.chaos.company import Company  # noqa: E402
from tests.chaos.customers import Customers  # noqa: E402
from tests.chaos.subscribers import Audience, Subscriber  # noqa: E402
from tests.flows.processes import free_port  # noqa: E402

CALM_SECONDS = 120
"""How long, after the last strike, builds may take to come to an end."""


@dataclass(frozen=True)
class Weather:
    """How big the storm is."""

    seed: str
    builds: int
    users: int
    projects_each: int
    subscribers: int
    plan: list[str]
    minutes: float
    pause: float
    cancelled: float
    failing: float
    thinking: float


class Storm:
    """One storm, told on a thread of its own; the main thread is the supervisor's."""

    def __init__(self, weather: Weather, company: Company, notes: Path) -> None:
        self.weather = weather
        self.struck: Counter[str] = Counter()
        self.faults: list[str] = []
        self.error: BaseException | None = None
        self.connections = 0
        self.met = 0
        self._company = company
        self._notes = notes
        self._end = time.monotonic() + weather.minutes * 60
        self._off = threading.Event()

    def call_off(self) -> None:
        """Send the customers home: the interpreter does not exit before the threads of their pool do."""
        self._off.set()

    def tell(self) -> None:
        """Everything from the first order to the verdict; never raises."""
        try:
            self._tell()
        except BaseException as error:
            self.error = error

    def _tell(self) -> None:
        self._company.ready("web")
        arrived = self._arrive()
        audience = self._audience(arrived)
        ordering = threading.Thread(target=self._order, args=(arrived,), name="customers", daemon=True)
        audience.begin()
        ordering.start()
        try:
            self._strike(arrived)
            self._wait(lambda: not ordering.is_alive(), "all orders to end")
            self._wait(_is_quiet, "everything to come to rest")
            audience.until_all_have(_lengths(), self._wait)
        finally:
            audience.leave()
            self.connections = sum(one.connections for one in audience.subscribers)
        self.faults += audience.failures()
        self.faults += verdict.all_faults(
            projects=arrived.projects,
            subscribers=audience.subscribers,
            notes=self._notes,
            failing=self._failing(arrived),
        )

    def _arrive(self) -> Customers:
        weather = self.weather
        projects = customers.arrive(
            address=self._company.address,
            builds=weather.builds,
            users=weather.users,
            projects_each=weather.projects_each,
        )
        return Customers(
            address=self._company.address,
            seed=weather.seed,
            cancelled=weather.cancelled,
            rest=len(weather.plan) * weather.pause * len(projects) / weather.builds,
            patience=self._end + CALM_SECONDS,
            off=self._off,
            projects=projects,
        )

    def _audience(self, arrived: Customers) -> Audience:
        projects = [project for project in arrived.projects if project.tags]
        followed = [projects[n % len(projects)] for n in range(self.weather.subscribers)]
        return Audience(
            base=self._company.address,
            subscribers=[
                Subscriber(project, random.Random(f"{self.weather.seed}:subscriber:{number}"))
                for number, project in enumerate(followed)
            ],
        )

    def _order(self, arrived: Customers) -> None:
        try:
            arrived.order_everything()
        except BaseException as error:
            self.faults.append(f"A customer was let down: {error!r}")

    def _strike(self, arrived: Customers) -> None:
        """Carry the plan out, as far as the minutes reach."""
        chance = random.Random(f"{self.weather.seed}:strikes")
        for name in self.weather.plan:
            if time.monotonic() > self._end:
                return
            time.sleep(chance.uniform(0.2, 1.8) * self.weather.pause)
            say(f"{name.replace('_', ' ')}")
            self.met += arrived.is_anybody_waiting
            strikes.STRIKES[name](self._company, chance)
            self.struck[name] += 1

    def _wait(self, true: Callable[[], bool], what: str) -> None:
        """Wait for something, at most for CALM_SECONDS; what does not come is a fault."""
        end = time.monotonic() + CALM_SECONDS + 5
        while not true():
            if time.monotonic() > end:
                self.faults.append(f"waited in vain for {what}")
                return
            time.sleep(0.2)

    def _failing(self, arrived: Customers) -> set[str]:
        tags = [tag for project in arrived.projects for tag in project.tags]
        seed, share = self.weather.seed, self.weather.failing
        return {tag for tag in tags if failing_agent(seed=seed, share=share, tag=tag)}


def _is_quiet() -> bool:
    """Nothing active and nothing to send; a database that restarts is not quiet."""
    try:
        active = Build.objects.filter(status__in=Build.ACTIVE).exists()
        return not active and not OutboxMessage.objects.filter(published_at=None).exists()
    except Error:
        connection.close()
        return False


def _lengths() -> dict[str, int]:
    return {str(pk): last_seq for pk, last_seq in Build.objects.values_list("pk", "last_seq")}


def say(line: str) -> None:
    sys.stdout.write(f"storm    | {line}\n")
    sys.stdout.flush()


def main() -> int:
    logging.getLogger("httpx").setLevel(logging.WARNING)
    weather, folder = _weather()
    try:
        companies.refuse_foreign_servers()
    except companies.NoServersOfOurOwn as error:
        sys.stderr.write(f"{error}\n")
        return 2
    say(f"seed {weather.seed}: {weather.builds} builds, {len(weather.plan)} strikes")
    say(f"servers in {os.environ['DATA_DIR']}")
    call_command("migrate", verbosity=0)
    call_command("load_catalog", stdout=io.StringIO())
    connection.close()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(dir=folder) as scratch, (Path(scratch) / "log").open("w+") as log:
        try:
            storm = _endure(weather, Path(scratch), PrefixedOutput(log))
        except Stopped:
            say("stopped")
            return 130
        _summary(storm, time.monotonic() - began)
        if folder and (storm.faults or storm.error):
            (folder / f"storm-{weather.seed}.log").write_text((Path(scratch) / "log").read_text())
    return 1 if storm.faults or storm.error else 0


def _endure(weather: Weather, scratch: Path, write: Callable[[str, str], None]) -> Storm:
    """Run the storm; on the way out, whatever the reason, every process is ended."""
    port, notes = free_port(), scratch / "notes"
    environ = {
        **os.environ,
        "PORT": str(port),
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "SIGNUP_BONUS": "100000",
        "TESTING": "1",
        "PYTHONUNBUFFERED": "1",
        "STORM_SEED": weather.seed,
        "STORM_THINKING_SECONDS": str(weather.thinking),
        "STORM_FAILING": str(weather.failing),
        "STORM_NOTES": str(notes),
    }
    with Supervisor(environ=environ, write=write) as supervisor:
        storm = Storm(weather, companies.start(supervisor, port=port, folder=scratch), notes)
        told = threading.Thread(target=storm.tell, name="storm", daemon=True)
        told.start()
        bound = weather.minutes * 60 + 5 * CALM_SECONDS
        try:
            supervisor.wait_until(lambda: not told.is_alive(), seconds=bound, what="The storm")
        finally:
            storm.call_off()
    return storm


def _summary(storm: Storm, seconds: float) -> None:
    builds = list(Build.objects.all())
    ends = Counter(build.get_status_display().lower() for build in builds)
    attempts = [build.attempt for build in builds]
    say(f"seed {storm.weather.seed}, {seconds:.0f} s")
    say("strikes   " + ", ".join(f"{name.replace('_', ' ')} {n}" for name, n in sorted(storm.struck.items())))
    say(f"of these  {storm.met} met builds under way")
    say("builds    " + ", ".join(f"{name} {count}" for name, count in sorted(ends.items())))
    say(f"attempts  {sum(attempts)} in all, {max(attempts, default=0)} at most,"
        f" {sum(attempt > 1 for attempt in attempts)} builds resumed")  # fmt: skip
    say(f"events    {BuildEvent.objects.count()} stored; subscribers connected {storm.connections} times")
    for fault in storm.faults:
        say(f"FAULT     {fault}")
    if storm.error:
        say(f"FAULT     the storm itself: {storm.error!r}")
    say("everything is accounted for" if not storm.faults and not storm.error else "faults were found")


def _weather() -> tuple[Weather, Path | None]:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seed", default="", help="what the storm follows from; chosen if not given")
    parser.add_argument("--builds", type=int, default=50)
    parser.add_argument("--users", type=int, default=5)
    parser.add_argument("--projects", type=int, default=2, help="projects of each user")
    parser.add_argument("--subscribers", type=int, default=20)
    parser.add_argument("--minutes", type=float, default=6, help="how long strikes go on at most")
    parser.add_argument("--strikes", type=int, default=60, help="how many at most")
    parser.add_argument("--only", nargs="+", choices=sorted(strikes.STRIKES), help="these strikes, in order")
    parser.add_argument("--pause", type=float, default=3, help="mean seconds between strikes")
    parser.add_argument("--cancelled", type=float, default=0.15, help="share of builds that are cancelled")
    parser.add_argument("--failing", type=float, default=0.06, help="share of builds with a failing agent")
    parser.add_argument("--thinking", type=float, default=4, help="most seconds that an agent thinks")
    parser.add_argument("--keep", type=Path, help="a folder for the log of a storm that found faults")
    given = parser.parse_args()
    seed = given.seed or secrets.token_hex(3)
    weather = Weather(
        seed=seed,
        builds=given.builds,
        users=given.users,
        projects_each=given.projects,
        subscribers=given.subscribers,
        plan=given.only or strikes.plan(seed=seed, count=given.strikes),
        minutes=given.minutes,
        pause=given.pause,
        cancelled=given.cancelled,
        failing=given.failing,
        thinking=given.thinking,
    )
    return weather, given.keep


if __name__ == "__main__":
    sys.exit(main())
