"""Settings of a worker whose agents wait, fail and leave notes as a test wants."""

from autowebiq.settings import *  # noqa: F403

BUILD_AGENTS = "tests.flows.slow_agents.make_agents"
BUILD_LEASE_SECONDS = 2
