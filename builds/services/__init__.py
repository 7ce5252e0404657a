"""What can be done with builds. Doors call these and nothing else.

Locks are taken in the order project → build → hold → account, everywhere.
"""

from builds.events import latest_build
from builds.services.cancelling import cancel_build
from builds.services.ending import fail_build, finish_build
from builds.services.images import MAX_IMAGES
from builds.services.operating import cancel_for_owner, refund_build, retry_for_owner
from builds.services.quoting import full_quote, quote_build
from builds.services.running import run_next_build
from builds.services.starting import prepare_site, retry_build, start_build, start_site
from builds.services.sweeping import note_worker, publish_outbox, reap_stale_builds, sweep, tell_places

__all__ = [
    "MAX_IMAGES",
    "cancel_build",
    "cancel_for_owner",
    "fail_build",
    "finish_build",
    "full_quote",
    "latest_build",
    "note_worker",
    "prepare_site",
    "publish_outbox",
    "quote_build",
    "reap_stale_builds",
    "refund_build",
    "retry_build",
    "retry_for_owner",
    "run_next_build",
    "start_build",
    "start_site",
    "sweep",
    "tell_places",
]
