"""Settings of the storm's processes: short leases, watched agents, and no limits."""

from datetime import timedelta

from autowebiq.settings import *  # noqa: F403
from autowebiq.settings import CELERY_BEAT_SCHEDULE, SIMPLE_JWT

BUILD_AGENTS = "tests.chaos.agents.make_agents"
BUILD_LEASE_SECONDS = 3
# More than in life: the storm kills a worker every few seconds, and we want to see builds resume.
BUILD_MAX_ATTEMPTS = 6
RATE_LIMITS = {}
WS_SOCKETS_PER_USER = 1_000
WS_POLL_SECONDS = 2
SIMPLE_JWT = {**SIMPLE_JWT, "ACCESS_TOKEN_LIFETIME": timedelta(hours=6)}
for _name in ("publish-outbox", "reap-stale-builds"):
    if _name in CELERY_BEAT_SCHEDULE:
        CELERY_BEAT_SCHEDULE[_name] = {**CELERY_BEAT_SCHEDULE[_name], "schedule": 2.0}
