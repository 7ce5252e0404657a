from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from autowebiq.devstack import processes

COMPOSE = processes.PROJECT / "docker-compose.yml"
PROCESSES = {
    "prepare": processes.prepare(demo_user=False),
    "web": processes.web(8001),
    "worker": processes.worker(),
    "beat": processes.beat(Path("/tmp/celerybeat-schedule")),
    "flower": processes.flower(),
}


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(COMPOSE.read_text())["services"]
    return loaded


def test_it_is_valid_compose() -> None:
    check = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--builtin-schema",
        "vendor.compose-spec",
        str(COMPOSE),
    ]
    done = subprocess.run(check, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr


def test_it_has_the_servers_and_the_processes_of_up(services: dict[str, Any]) -> None:
    assert set(services) == {"postgres", "redis", "mongo", *PROCESSES}


@pytest.mark.parametrize("name", PROCESSES)
def test_a_process_has_the_command_line_of_up(services: dict[str, Any], name: str) -> None:
    assert tuple(services[name]["command"]) == PROCESSES[name]


@pytest.mark.parametrize("name", ["web", "worker", "beat", "flower"])
def test_a_process_waits_for_the_prepared_databases(services: dict[str, Any], name: str) -> None:
    waits_for = {other: how["condition"] for other, how in services[name]["depends_on"].items()}

    assert waits_for == {
        "prepare": "service_completed_successfully",
        "postgres": "service_healthy",
        "redis": "service_healthy",
        "mongo": "service_healthy",
    }


@pytest.mark.parametrize("name", ["postgres", "redis", "mongo"])
def test_a_server_keeps_its_data_and_says_when_it_is_ready(services: dict[str, Any], name: str) -> None:
    assert [volume.split(":")[0] for volume in services[name]["volumes"]] == [name]
    assert services[name]["healthcheck"]["test"]
    # Reachable for the other services, not for the world.
    assert "ports" not in services[name]


def test_redis_forgets_nothing(services: dict[str, Any]) -> None:
    command = services["redis"]["command"][-1]

    for option in ("--appendonly yes", "--maxmemory-policy noeviction", '--requirepass "$$REDISCLI_AUTH"'):
        assert option in command


def test_every_secret_comes_from_the_environment(services: dict[str, Any]) -> None:
    for service in services.values():
        for name, value in service.get("environment", {}).items():
            if re.search("PASSWORD|SECRET|AUTH", name):
                assert re.fullmatch(r"\$\{\w+:\?.+\}", value), name
            if "://" in value and "@" in value:
                assert re.search(r":\$\{\w+:\?[^}]+\}@", value), name


def test_every_variable_is_explained_in_the_example() -> None:
    variables = set(re.findall(r"(?<!\$)\$\{(\w+)", COMPOSE.read_text()))
    explained = set(re.findall(r"^#? ?(\w+)=", (processes.PROJECT / ".env.example").read_text(), re.M))

    assert variables <= explained
