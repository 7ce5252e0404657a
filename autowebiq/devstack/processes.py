"""The command lines of AutoWebIQ, written once: `manage.py up` and docker-compose.yml run the same."""

from __future__ import annotations

import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
PREPARE_STEPS = ("compile_texts", "migrate", "load_catalog", "collectstatic")
DEMO_STEP = "ensure_demo_user"


def web(port: int) -> tuple[str, ...]:
    """The site, the API and the sockets. Proxy headers stay unread: Django decides whom to believe."""
    limits = ("--websocket-max-message-size", "65536", "--websocket-max-frame-size", "65536")
    bind = ("-b", "0.0.0.0", "-p", str(port))  # noqa: S104 - other machines may look at the site
    return ("python", "-m", "daphne", *bind, *limits, "--no-server-name", "autowebiq.asgi:application")


def worker() -> tuple[str, ...]:
    """Runs builds; which queues it reads is in the settings."""
    # Gossip and mingle make a lone worker wait for others at its start.
    pool = ("-P", "prefork", "-c", "2", "--without-gossip", "--without-mingle")
    return ("python", "-m", "celery", "-A", "autowebiq", "worker", "-l", "INFO", *pool)


def beat(schedule: Path) -> tuple[str, ...]:
    """Sends the periodic jobs; ``schedule`` is the file where it notes when each was last due."""
    # An empty pid file: after kill -9 a left-over one would keep beat from starting.
    return ("python", "-m", "celery", "-A", "autowebiq", "beat", "--schedule", str(schedule), "--pidfile=")


def prepare(*, demo_user: bool) -> tuple[str, ...]:
    """Migrations, catalog and static files; to be run to its end before the others start."""
    return ("python", "manage.py", "prepare", *(("--demo-user",) if demo_user else ()))


def flower(port: int = 5555) -> tuple[str, ...]:
    """The operator's view of Celery; in containers only."""
    return ("python", "-m", "celery", "-A", "autowebiq", "flower", f"--port={port}")


def here(args: tuple[str, ...]) -> tuple[str, ...]:
    """The same command line for this very interpreter, whatever PATH says."""
    return (sys.executable, *args[1:])
