"""The floor of bench/publishing.py: an ASGI application that sends the bytes of one answer from memory."""

from __future__ import annotations

import json
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

_answer = json.loads(Path(os.environ["BENCH_ANSWER"]).read_text(encoding="latin-1"))
HEADERS = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in _answer["headers"]]
BODY = _answer["body"].encode("latin-1")


async def application(
    scope: dict[str, Any], receive: object, send: Callable[[dict[str, Any]], Awaitable[None]]
) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    await send({"type": "http.response.body", "body": BODY})
