"""What the books keep about a user; part of ``settings.USER_DATA``. They are append-only: nothing goes."""

from __future__ import annotations

from dataclasses import asdict
from uuid import UUID

from autowebiq.common.personal import Files, Part, as_json
from credits import selectors

PAGE = 1000


def export(user_id: UUID) -> Files:
    total = selectors.history_count(user_id=user_id)
    lines = [
        asdict(line)
        for offset in range(0, total, PAGE)
        for line in selectors.history(user_id=user_id, limit=PAGE, offset=offset)
    ]
    yield (
        "credits.json",
        as_json({"wallet": asdict(selectors.wallet(user_id=user_id)), "transactions": lines}),
    )


PART = Part("credits", export)
