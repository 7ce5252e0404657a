"""The settings of the server that bench/relay.py measures: one user opens all the sockets."""

from autowebiq.settings import *  # noqa: F403

WS_SOCKETS_PER_USER = 1_000
