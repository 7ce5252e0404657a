"""The outbox: messages for the broker, stored with the change that wants them sent, and sent after it.

A message says no more than “look at build X”, so sending it twice is harmless and losing it costs only time.
"""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Sequence
from typing import Any

from django.db import connection
from kombu import Connection, Producer
from kombu.exceptions import OperationalError as BrokerError
from redis.exceptions import RedisError

from autowebiq.celery import app
from builds.models import OutboxMessage

logger = logging.getLogger(__name__)

SENDING_SECONDS = 20
"""For how long a message counts as being sent by the process that took it."""
BROKER_SECONDS = 1.0
PAUSE_SECONDS = 5.0
RUN_BUILD = "builds.run_build"

# SKIP LOCKED and the lock's time let any number of processes publish side by side without a
# transaction that stays open while the broker answers.
_TAKE = """
UPDATE builds_outboxmessage
SET attempts = attempts + 1, locked_until = now() + make_interval(secs => %(lock)s)
WHERE id IN (
  SELECT id FROM builds_outboxmessage
  WHERE published_at IS NULL AND (locked_until IS NULL OR locked_until < now())
    AND (%(only)s::bigint IS NULL OR id = %(only)s)
  ORDER BY id LIMIT %(limit)s FOR UPDATE SKIP LOCKED
)
RETURNING id, task, task_id, payload::text
"""
_SENT = "UPDATE builds_outboxmessage SET published_at = now(), locked_until = NULL WHERE id = ANY(%s)"
_RETURN = "UPDATE builds_outboxmessage SET locked_until = NULL WHERE id = ANY(%s)"
_SEND_AGAIN = """
UPDATE builds_outboxmessage SET published_at = NULL, locked_until = NULL
WHERE task_id = ANY(%(tasks)s)
  AND published_at < now() - make_interval(secs => %(age)s * power(2, LEAST(attempts, 5) - 1))
"""


class Broker:
    """One connection for sending, apart from Celery's own: it gives up after a second and never retries.

    Celery's pool retries inside redis-py and kombu, and a hung broker would hold a web request for 20 s.
    """

    def __init__(self, url: str | None = None) -> None:
        """``url`` is Celery's own unless given."""
        self._url = url
        self._local = threading.local()
        self._quiet_until = 0.0

    @property
    def is_out(self) -> bool:
        """Whether it failed moments ago, so that a web request should leave sending to the periodic job."""
        return time.monotonic() < self._quiet_until

    def send(self, task: str, *, task_id: str, payload: dict[str, Any]) -> None:
        """Raises BrokerError, RedisError or OSError."""
        try:
            app.send_task(
                task,
                kwargs=payload,
                task_id=task_id,
                producer=self._producer(),
                retry=False,
            )
        except (BrokerError, RedisError, OSError):
            self._quiet_until = time.monotonic() + PAUSE_SECONDS
            self._drop()
            raise

    def _producer(self) -> Producer:
        connection: Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            options = {
                **(app.conf.broker_transport_options or {}),
                "socket_timeout": BROKER_SECONDS,
                "socket_connect_timeout": BROKER_SECONDS,
                "max_retries": 0,
            }
            self._local.connection = connection = Connection(
                self._url or app.conf.broker_url, transport_options=options
            )
            # Unlike channel(), this heeds max_retries: no pause before a refused connection is told.
            self._local.producer = Producer(connection.default_channel)
        producer: Producer = self._local.producer
        return producer

    def _drop(self) -> None:
        connection: Connection | None = getattr(self._local, "connection", None)
        self._local.connection = None
        if connection is not None:
            connection.release()


_broker = Broker()


def enqueue(*, task: str, task_id: str, payload: dict[str, Any]) -> OutboxMessage:
    """Store a message in the caller's transaction."""
    return OutboxMessage.objects.create(task=task, task_id=task_id, payload=payload)


def send_again(*, task_ids: Sequence[str], after_seconds: float) -> int:
    """Mark the sent messages of these tasks as unsent if they were sent long ago; return how many.

    ``after_seconds`` doubles with each sending: a long queue is no reason to fill the broker with copies.
    """
    with connection.cursor() as cursor:
        cursor.execute(_SEND_AGAIN, {"tasks": list(task_ids), "age": after_seconds})
        return int(cursor.rowcount)


def forget(*, task_id: str) -> None:
    """Remove the messages of a task that needs nobody any more, in the caller's transaction."""
    OutboxMessage.objects.filter(task_id=task_id).delete()


def publish_soon(message_id: int) -> None:
    """Try to send one message now; if the broker is down, the periodic job will. Never raises for that."""
    if not _broker.is_out:
        publish(limit=1, only=message_id)


def publish(*, limit: int = 100, only: int | None = None) -> int:
    """Send up to ``limit`` waiting messages, oldest first; return how many the broker took.

    Not to be called inside a transaction. A broker that does not answer ends it: the rest waits.
    """
    rows = _run(_TAKE, {"lock": SENDING_SECONDS, "limit": limit, "only": only})
    sent: list[int] = []
    try:
        for message_id, task, task_id, payload in sorted(rows):
            _broker.send(task, task_id=task_id, payload=_decoded(payload))
            sent.append(message_id)
    except (BrokerError, RedisError, OSError) as error:
        logger.warning("The broker does not take messages (%s); they wait in the outbox.", error)
        _run(_RETURN, [[row[0] for row in rows if row[0] not in sent]])
    if sent:
        _run(_SENT, [sent])
    return len(sent)


def _run(statement: str, parameters: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall() if cursor.description else []


def _decoded(payload: str) -> dict[str, Any]:
    decoded: dict[str, Any] = json.loads(payload)
    return decoded
