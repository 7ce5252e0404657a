"""What the bell says of a stored frame: its text, and what a web process needs to pass it on."""

from __future__ import annotations

import json
from typing import Any

from autowebiq.common import bell

BUILD_EVENT = "build.event"

flush = bell.flush


def ring(frame: dict[str, Any], *, owner_id: str) -> None:
    """Announce a frame that is committed. Its text is made here, once for all processes and sockets."""
    bell.ring(
        {
            "type": BUILD_EVENT,
            "owner_id": owner_id,
            "project_id": frame["project_id"],
            "build_id": frame["build_id"],
            "seq": frame["seq"],
            "epoch": frame["epoch"],
            "event": frame["type"],
            "text": encoded(frame),
        }
    )


def encoded(frame: dict[str, Any]) -> str:
    """A frame as subscribers get it."""
    return json.dumps(frame, separators=(",", ":"), ensure_ascii=False)
