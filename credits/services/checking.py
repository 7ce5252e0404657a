"""The nightly look at the books, kept for whoever watches."""

from __future__ import annotations

import logging
import time
from datetime import datetime

from credits import audit
from credits.models import LedgerCheck

logger = logging.getLogger(__name__)


def check_books(*, now: datetime) -> tuple[list[audit.Result], LedgerCheck]:
    """Recompute the books, keep the outcome, and log every difference as an error."""
    began = time.monotonic()
    results = audit.audit()
    differences = [f"{r.name}: {d.row}" for r in results for d in r.differences]
    for difference in differences:
        logger.error("The books differ: %s", difference)
    kept = LedgerCheck.objects.create(
        checked_at=now,
        seconds=round(time.monotonic() - began, 3),
        examined=sum(r.examined for r in results),
        differences=len(differences),
        rows=differences[:100],
    )
    return results, kept
