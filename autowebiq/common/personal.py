"""What apps keep about a user: how it is taken away as files, and how it is erased.

Accounts stand beside builds and publishing and may not import them. So each app describes its part and
``settings.USER_DATA`` names the parts, as ``settings.LEDGER_CHECKS`` names the checks of the books.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.module_loading import import_string

Files = Iterator[tuple[str, bytes]]


def _nothing(user_id: UUID, now: datetime) -> None:
    """For what the books must keep."""


@dataclass(frozen=True)
class Part:
    """One app's share of a user's data.

    ``export`` gives path and bytes of files, one at a time. ``erase`` deletes, in transactions of its own;
    doing so again changes nothing, and what appeared meanwhile goes, too.
    """

    name: str
    export: Callable[[UUID], Files]
    erase: Callable[[UUID, datetime], None] = _nothing


def parts() -> list[Part]:
    """All parts in the order in which they are erased: what is under way ends first."""
    return [import_string(name) for name in settings.USER_DATA]


def as_json(value: Any) -> bytes:
    """Readable JSON; times as ISO 8601, ids as text."""
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1).encode()
