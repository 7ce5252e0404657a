"""Settings of a web process that is impatient with slow readers and lets one user open many sockets."""

from autowebiq.settings import *  # noqa: F403

WS_SEND_SECONDS = 1
WS_SOCKETS_PER_USER = 300
EVENTS_WAITING_PER_USER = 300
