"""What only containers run: Flower and the health checks. The rest is what `manage.py up` runs."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import time

import pytest
from django.conf import settings

from autowebiq.devstack import processes, stackfile

pytestmark = pytest.mark.processes


def test_flower_starts_and_is_healthy() -> None:
    port = next(port for port in stackfile.PORTS if stackfile.port_is_free(port))
    flower = subprocess.Popen(
        processes.here(processes.flower(port)),
        cwd=processes.PROJECT,
        env={**os.environ, "REDIS_URL": settings.REDIS_URL, "FLOWER_BASIC_AUTH": "operator:a-long-password"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert (_status(port, "/healthcheck"), _status(port, "/workers")) == (200, 401)
    finally:
        flower.send_signal(signal.SIGTERM)
        said, _ = flower.communicate(timeout=30)
    assert "Traceback" not in said, said


def _status(port: int, path: str) -> int:
    deadline = time.monotonic() + 60
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except OSError:
            assert time.monotonic() < deadline, f"Flower does not answer on port {port}"
            time.sleep(0.1)
        finally:
            connection.close()
