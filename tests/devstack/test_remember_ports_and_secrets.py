from __future__ import annotations

import multiprocessing
import os
import socket
import stat
from pathlib import Path

import pytest

from autowebiq.devstack import stackfile
from autowebiq.devstack.stackfile import StackFileError


def test_the_first_answer_is_the_answer_for_ever(tmp_path: Path) -> None:
    first = stackfile.resolve(tmp_path / "data")

    assert stackfile.resolve(tmp_path / "data") == first


def test_ports_differ_and_secrets_differ(tmp_path: Path) -> None:
    stack = stackfile.resolve(tmp_path / "data")

    assert len({stack.postgres_port, stack.valkey_port, stack.mongo_port}) == 3
    secrets = {stack.postgres_password, stack.postgres_admin_password, stack.valkey_password}
    assert len({*secrets, stack.secret_key, stack.jwt_secret_key}) == 5


def test_urls_name_this_machine_only(tmp_path: Path) -> None:
    stack = stackfile.resolve(tmp_path / "data")

    assert stack.database_url == (
        f"postgresql://autowebiq:{stack.postgres_password}@127.0.0.1:{stack.postgres_port}/autowebiq"
    )
    assert stack.redis_url == f"redis://:{stack.valkey_password}@127.0.0.1:{stack.valkey_port}/0"
    assert stack.mongo_url == f"mongodb://127.0.0.1:{stack.mongo_port}/autowebiq?directConnection=true"


def test_nobody_else_may_read_it(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        stackfile.resolve(tmp_path / "data")
    finally:
        os.umask(old)

    assert stat.S_IMODE((tmp_path / "data" / "stack.json").stat().st_mode) == 0o600
    # Root's folder may be passed through, because PostgreSQL runs as another user then.
    passable = 0o711 if os.geteuid() == 0 else 0o700
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == passable


def test_folders_that_exist_keep_their_permissions(tmp_path: Path) -> None:
    project = tmp_path / "project"
    project.mkdir(mode=0o700)
    (project / "data").mkdir(mode=0o750)

    stackfile.resolve(project / "data")

    assert stat.S_IMODE(project.stat().st_mode) == 0o700
    assert stat.S_IMODE((project / "data").stat().st_mode) == 0o750


def test_processes_that_start_together_agree(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        answers = pool.map(stackfile.resolve, [tmp_path / "data"] * 8)

    assert len(set(answers)) == 1


def test_a_taken_port_is_given_up_and_the_others_stay(tmp_path: Path) -> None:
    before = stackfile.resolve(tmp_path / "data")
    with socket.create_server(("127.0.0.1", before.valkey_port)):
        after = stackfile.move_taken_ports(before, ["postgres", "valkey", "mongo"])

    assert after.valkey_port != before.valkey_port
    assert (after.postgres_port, after.mongo_port) == (before.postgres_port, before.mongo_port)
    assert stackfile.resolve(tmp_path / "data") == after


def test_a_taken_port_of_a_server_that_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    before = stackfile.resolve(tmp_path / "data")
    with socket.create_server(("127.0.0.1", before.valkey_port)):
        assert stackfile.move_taken_ports(before, ["postgres"]) == before


def test_a_damaged_file_is_named_and_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "stack.json").write_text('{"postgres_port": ')

    with pytest.raises(StackFileError, match=r"stack\.json is damaged"):
        stackfile.resolve(tmp_path)
    assert (tmp_path / "stack.json").read_text() == '{"postgres_port": '


def test_a_folder_that_cannot_be_made_says_what_to_set(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(StackFileError, match="set DATA_DIR to a folder"):
        stackfile.resolve(tmp_path / "file" / "data")
