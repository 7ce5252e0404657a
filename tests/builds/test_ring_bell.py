from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from channels.layers import get_channel_layer

from autowebiq.common.bell import GROUP, Bell

PROJECT = Path(__file__).resolve().parents[2]
RING_AND_FORK = """
import os, django
django.setup()
from autowebiq.common import bell
bell.ring({"type": "x", "from": "parent"})
bell.flush()
child = os.fork()
bell.ring({"type": "x", "from": "child" if child == 0 else "parent again"})
bell.flush()
if child == 0:
    os._exit(0)
os.waitpid(child, 0)
"""


async def listening() -> Any:
    """A function that gives the next message."""
    layer = get_channel_layer()
    channel = await layer.new_channel()
    await layer.group_add(GROUP, channel)

    async def heard() -> dict[str, Any]:
        async with asyncio.timeout(20):
            message: dict[str, Any] = await layer.receive(channel)
        return message

    return heard


async def test_messages_arrive_in_the_order_of_ringing() -> None:
    heard, bell = await listening(), Bell()
    for number in range(50):
        bell.ring({"type": "x", "seq": number})
    assert [(await heard())["seq"] for _ in range(50)] == list(range(50))


async def test_a_forked_worker_rings_for_itself() -> None:
    heard = await listening()
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "autowebiq.settings"}
    ringing = await asyncio.create_subprocess_exec(sys.executable, "-c", RING_AND_FORK, cwd=PROJECT, env=env)
    messages = [(await heard())["from"] for _ in range(3)]
    assert await ringing.wait() == 0
    assert sorted(messages) == ["child", "parent", "parent again"]


def test_nobody_waits_for_a_dead_redis(settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    dead = "redis://127.0.0.1:9/0"
    layers = {"default": {**settings.CHANNEL_LAYERS["default"], "CONFIG": {"hosts": [dead]}}}
    settings.CHANNEL_LAYERS = layers
    bell = Bell()
    for number in range(20):
        bell.ring({"type": "x", "seq": number})
    bell.flush()
    assert caplog.text.count("not delivered") == 1
