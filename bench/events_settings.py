"""The settings of the servers that bench/events.py measures: one user opens all the sockets."""

from autowebiq.settings import *  # noqa: F403

WS_SOCKETS_PER_USER = 2_000
LOGGING = {"version": 1, "disable_existing_loggers": False}
