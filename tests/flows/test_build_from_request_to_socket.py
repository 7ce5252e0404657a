"""The main job as a client lives it: HTTP, a worker process, a socket."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from tests.flows import processes

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]

PROMPT = (
    "A ramen restaurant called Nishiki in Portland, menu, opening hours Tue-Sun 17:00-22:00, reservations"
)
AGENTS = ["planner", "frontend", "backend", "image", "testing"]


@pytest.fixture(scope="module")
def site(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a web process with a worker behind it."""
    folder = tmp_path_factory.mktemp("site")
    with processes.worker(folder), processes.web(folder) as address:
        yield address


def registered(site: str, email: str) -> httpx.Client:
    body = {"email": email, "password": "correct horse battery", "name": "Alice"}
    answer = httpx.post(f"{site}/api/auth/register", json=body)
    assert answer.status_code == 201, answer.text
    return httpx.Client(base_url=site, headers={"Authorization": f"Bearer {answer.json()['token']}"})


def frames_until_the_end(socket_url: str, token: str) -> list[dict[str, Any]]:
    frames: list[dict[str, Any]] = []
    with connect(f"{socket_url}?token={token}&after=0") as socket:
        while not frames or frames[-1]["type"] not in ("build_complete", "build_error"):
            frames.append(json.loads(socket.recv(timeout=30)))
    return frames


def test_a_prompt_becomes_a_website_live(site: str) -> None:
    with registered(site, "alice@example.com") as alice:
        project = alice.post("/api/v2/projects", json={"name": "Nishiki"}).json()["id"]
        base = f"/api/v2/projects/{project}"
        quote = alice.post(f"{base}/build/quote").json()

        started = alice.post(f"{base}/build", json={"prompt": PROMPT})
        assert started.status_code == 202
        task = started.json()["task_id"]
        token = alice.headers["Authorization"].split()[1]
        frames = frames_until_the_end(started.json()["websocket_url"], token)

        told = [
            frame for frame in frames if "seq" in frame and frame["type"] not in ("connection", "snapshot")
        ]
        assert [frame["seq"] for frame in told] == list(range(1, len(told) + 1))
        assert {frame["build_id"] for frame in told} == {task}
        said = [frame for frame in told if frame["type"] == "agent_message"]
        done = [frame["agent_type"] for frame in said if frame["status"] == "completed"]
        assert sorted(done) == sorted(AGENTS)
        assert (done[0], done[-1]) == ("planner", "testing")
        overall = [frame["data"]["progress"] for frame in told if frame["type"] == "build_progress"]
        assert overall == sorted(overall)
        assert "Nishiki" in " ".join(frame["message"] for frame in said)
        assert "Reading the prompt" in [frame["message"] for frame in said]

        result = told[-1]["result"]
        assert told[-1]["type"] == "build_complete"
        assert (result["credits_used"], result["credits_refunded"]) == (quote["total"], 0)
        assert alice.get(f"{base}/build/status/{task}").json()["status"] == "SUCCESS"

        page = httpx.get(site + result["preview_url"])
        assert page.status_code == 200
        assert "Nishiki" in page.text
        assert httpx.get(f"{site}{result['preview_url']}assets/site.css").status_code == 200
        for other in result["pages"]:
            assert httpx.get(site + result["preview_url"] + other["path"]).status_code == 200

        credits = alice.get("/api/v2/user/credits").json()
        assert (credits["credits"], credits["held"]) == (80 - quote["total"], 0)
        archive = zipfile.ZipFile(io.BytesIO(alice.get(f"{base}/download").content))
        assert "index.html" in archive.namelist()


def test_a_build_ordered_in_spanish_speaks_spanish_and_codes_stay(site: str) -> None:
    with registered(site, "alice@example.com") as alice:
        project = alice.post("/api/v2/projects", json={"name": "Nishiki"}).json()["id"]
        base = f"/api/v2/projects/{project}"
        spanish = {"Accept-Language": "es-MX,es;q=0.9,en;q=0.5"}
        started = alice.post(f"{base}/build", json={"prompt": PROMPT}, headers=spanish).json()
        assert started["message"] == "La creación ha empezado; se han reservado 31 créditos."
        token = alice.headers["Authorization"].split()[1]
        frames = frames_until_the_end(started["websocket_url"], token)

        # Asked for without the header: what was said stays as it was said.
        told = [row["text"] for row in alice.get(f"{base}/messages").json()]
        assert any(text.startswith("Nishiki está listo: ") for text in told)
        said = [frame for frame in frames if frame["type"] == "agent_message"]
        done = {frame["agent_type"]: frame["message"] for frame in said if frame["status"] == "completed"}
        assert set(done) == set(AGENTS)
        assert done["planner"].partition(" ")[2].startswith("páginas planificadas: inicio, ")
        assert done["frontend"].startswith("Textos escritos: ")
        assert " formularios conectados. Los buscadores saben de qué se trata: " in done["backend"]
        assert " imágenes dibujadas en " in done["image"]
        assert done["testing"].startswith("9 aspectos de calidad medidos: HTML ")


def test_a_strangers_socket_gets_nothing(site: str) -> None:
    with registered(site, "alice@example.com") as alice, registered(site, "charlie@example.com") as charlie:
        project = alice.post("/api/v2/projects", json={"name": "Nishiki"}).json()["id"]
        started = alice.post(f"/api/v2/projects/{project}/build", json={"prompt": PROMPT}).json()
        token = charlie.headers["Authorization"].split()[1]
        address = f"{started['websocket_url']}?token={token}"
        with connect(address) as socket, pytest.raises(ConnectionClosed, match="4404"):
            socket.recv(timeout=10)
