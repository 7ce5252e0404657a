"""`manage.py up` as a person runs it: servers, preparation, web, worker and beat."""

from __future__ import annotations

import http.client
import os
import signal
from collections.abc import Iterator

import pytest

from autowebiq.devstack import leftovers, stackfile

from .conftest import Up, passable_folder, until

pytestmark = pytest.mark.processes


@pytest.fixture(scope="module")
def everything() -> Iterator[Up]:
    port = next(port for port in stackfile.PORTS if stackfile.port_is_free(port))
    with passable_folder() as folder:
        stack = Up(folder / "data", "up", PORT=str(port))
        stack.wait_for(f"AutoWebIQ is ready at http://localhost:{port}")
        yield stack
        if stack.process.poll() is None:
            stack.end()


def test_it_says_where_and_answers_there(everything: Up) -> None:
    assert f"up       | AutoWebIQ is ready at http://localhost:{everything.port}" in everything.lines
    assert (_status(everything, "/livez"), _status(everything, "/readyz")) == (200, 200)


def test_every_line_carries_the_name_of_its_process(everything: Up) -> None:
    names = {line.split("|")[0].strip() for line in everything.lines}

    assert names <= {"up", "postgres", "valkey", "mongo", "prepare", "web", "worker", "beat"}


def test_the_demo_user_can_sign_in(everything: Up) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", everything.port, timeout=30)
    body = '{"email": "demo@test.com", "password": "Demo123456"}'
    connection.request("POST", "/api/auth/login", body, {"Content-Type": "application/json"})

    assert connection.getresponse().status == 200


@pytest.mark.parametrize("part", ["daphne", "celery -A autowebiq beat", "celery -A autowebiq worker"])
def test_a_killed_process_comes_back(everything: Up, part: str) -> None:
    killed = everything.pids_of(part)[0]
    os.kill(killed, signal.SIGKILL)
    name = part.split()[-1].replace("daphne", "web")
    everything.wait_for(f"up       | {name} ended with signal 9; starting it again in 0.1 s")

    until(lambda: bool(set(everything.pids_of(part)) - {killed}), lambda: everything.text)
    until(lambda: _status(everything, "/readyz") == 200, lambda: everything.text)


def test_ctrl_c_ends_all_of_them_and_says_so(everything: Up) -> None:
    # Three servers, web, beat, and the worker with its two.
    until(lambda: len(leftovers.find(everything.data_dir)) == 8, lambda: everything.text)
    children = leftovers.find(everything.data_dir)

    assert everything.end(signal.SIGINT) == 0

    assert [pid for pid in children if leftovers.is_running(pid)] == []
    assert everything.lines[-1] == "up       | AutoWebIQ has stopped"


def _status(stack: Up, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", stack.port, timeout=30)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()
