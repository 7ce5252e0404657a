"""Owners who order builds over HTTP, one after the other for each project, and do not give up.

Every order has an Idempotency-Key, so whatever an answer was lost to, asking again must not order twice.
"""

from __future__ import annotations

import random
import secrets
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import httpx

CLIENT_SECONDS = 30
PAUSE_SECONDS = 0.3
THINGS = ("A ramen restaurant", "A yoga studio", "A bakery", "A law firm", "An online shop for tea")


class GaveUp(Exception):
    """The storm lasted longer than a customer waits, or was called off."""


@dataclass
class Project:
    """A project, its owner's token and the builds that were ordered for it, in order."""

    id: str
    token: str
    tags: list[str]
    tasks: list[str] = field(default_factory=list)
    is_waiting: bool = False
    """Whether a build of it is ordered and has not ended."""


@dataclass(frozen=True)
class Customers:
    """All owners: they call off a share of their orders, rest for up to ``rest`` seconds before the next one,
    and give up at ``patience`` (monotonic) or as soon as the storm is called ``off``.
    """

    address: str
    seed: str
    cancelled: float
    rest: float
    patience: float
    off: threading.Event
    projects: list[Project]

    @property
    def is_anybody_waiting(self) -> bool:
        return any(project.is_waiting for project in self.projects)

    def order_everything(self) -> None:
        """Order all builds and wait for the end of each; raises GaveUp."""
        with ThreadPoolExecutor(len(self.projects), thread_name_prefix="customer") as pool:
            for _ in pool.map(self._order_all, self.projects):
                pass

    def _order_all(self, project: Project) -> None:
        with self._client(project.token) as client:
            for tag in project.tags:
                # Spread, so that the storm meets builds to its end.
                self.off.wait(random.Random(f"{self.seed}:{tag}:rest").uniform(0, self.rest))
                project.is_waiting = True
                self._order(client, project, tag)
                project.is_waiting = False

    def _order(self, client: httpx.Client, project: Project, tag: str) -> None:
        chance = random.Random(f"{self.seed}:{tag}:owner")
        base = f"/api/v2/projects/{project.id}/build"
        body = {"prompt": f"{chance.choice(THINGS)} called Tag {tag.split('-')[1]}, reference {tag}"}
        for answer in self._answers(client, "POST", base, json=body, headers={"Idempotency-Key": tag}):
            if answer.status_code == 202:
                break
        task = answer.json()["task_id"]
        project.tasks.append(task)
        if chance.random() < self.cancelled:
            self.off.wait(chance.uniform(0, 4))
            self._cancel(client, f"{base}/{task}/cancel")
        for answer in self._answers(client, "GET", f"{base}/status/{task}"):
            if answer.is_success and answer.json()["status"] in ("SUCCESS", "FAILURE", "REVOKED"):
                return

    def _cancel(self, client: httpx.Client, path: str) -> None:
        for answer in self._answers(client, "POST", path):
            if answer.status_code == 202 or answer.json().get("code") == "build_ended":
                return

    def _answers(self, client: httpx.Client, method: str, path: str, **more: Any) -> Iterator[httpx.Response]:
        """Ask again and again; what is not an answer for a client is an error of ours."""
        while time.monotonic() < self.patience and not self.off.is_set():
            try:
                answer = client.request(method, path, **more)
            except httpx.HTTPError:
                pass
            else:
                assert answer.status_code not in (400, 401, 402, 403, 404, 422), answer.text
                if answer.headers["content-type"].endswith("json"):
                    yield answer
            self.off.wait(PAUSE_SECONDS)
        raise GaveUp(f"{method} {path}")

    def _client(self, token: str) -> httpx.Client:
        return client_of(self.address, token)


def client_of(address: str, token: str) -> httpx.Client:
    headers = {"Authorization": f"Bearer {token}"}
    return httpx.Client(base_url=address, headers=headers, timeout=CLIENT_SECONDS)


def arrive(*, address: str, builds: int, users: int, projects_each: int) -> list[Project]:
    """Register users with projects and share ``builds`` out among them, before the storm."""
    projects = []
    for number in range(users):
        body = {"email": f"{number}@storm.example", "password": secrets.token_urlsafe(12), "name": "Alice"}
        answer = httpx.post(f"{address}/api/auth/register", json=body, timeout=CLIENT_SECONDS)
        answer.raise_for_status()
        token = answer.json()["token"]
        with client_of(address, token) as client:
            for each in range(projects_each):
                made = client.post("/api/v2/projects", json={"name": f"Project {number}-{each}"})
                projects.append(Project(made.raise_for_status().json()["id"], token, []))
    for number in range(builds):
        projects[number % len(projects)].tags.append(f"storm-{number:04}")
    return projects
