"""Telling owners, once per threshold, that few credits are left.

What counts is the balance after charges: a hold that comes back must not look like spending. A threshold that
the balance rises above again is armed anew.
"""

from __future__ import annotations

import logging
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.db import connection, transaction

from autowebiq.common import bell
from credits import pricing
from credits.models import Account, LowBalance

logger = logging.getLogger(__name__)

BATCH = 500
TEXT = """Hello {name},

{left} left in your AutoWebIQ wallet; a full build costs at most {price}.
Nothing is charged for builds that fail or are cancelled.

{site}
"""

# A wallet that is looked at for the first time starts at its highest balance so far: a new one of 80
# credits has not come down to 100. One statement, so that of many lookers one gets the notice.
_NOTE = """
    with seen as (
        select a.user_id, a.balance,
               (select min(t) from unnest(%(thresholds)s::bigint[]) t where a.balance <= t) as reached,
               (select min(t) from unnest(%(thresholds)s::bigint[]) t where t >= coalesce(
                    (select max(e.balance_after) from credits_entry e where e.account_id = a.user_id), 0)
               ) as began
        from credits_account a
        left join credits_lowbalance b on b.account_id = a.user_id
        where (%(user)s::uuid is null or a.user_id = %(user)s)
          and a.last_seq > 0
          and (b.account_id is null or b.threshold is distinct from
               (select min(t) from unnest(%(thresholds)s::bigint[]) t where a.balance <= t))
        order by a.user_id
        limit %(limit)s
    )
    insert into credits_lowbalance as low (account_id, threshold, to_email, noticed_at)
    select user_id, reached,
           case when reached < coalesce(began, reached + 1) then reached end,
           case when reached < coalesce(began, reached + 1) then %(now)s::timestamptz end
    from seen
    on conflict (account_id) do update set
        threshold = excluded.threshold,
        to_email = case when excluded.threshold < coalesce(low.threshold, excluded.threshold + 1)
                        then excluded.threshold else low.to_email end,
        noticed_at = case when excluded.threshold < coalesce(low.threshold, excluded.threshold + 1)
                          then %(now)s::timestamptz else low.noticed_at end
    where low.threshold is distinct from excluded.threshold
    returning account_id, case when noticed_at = %(now)s::timestamptz then threshold end
"""


def note_low_balance(*, user_id: UUID, now: datetime) -> int | None:
    """The threshold that this wallet has just come down to, or None; in the caller's transaction.

    It is told once: the next call answers None. The e-mail is sent by a periodic job.
    """
    return _note(user_id, now).get(user_id)


def note_low_balances(*, now: datetime) -> int:
    """Look at all wallets that moved over a threshold; return how many notices are due."""
    return sum(threshold is not None for threshold in _note(None, now).values())


def send_low_balance_mails() -> int:
    """Send the e-mails of due notices; return how many went out. What fails is tried again."""
    due = LowBalance.objects.filter(to_email__isnull=False).select_related("account__user")[:BATCH]
    return sum(_send(notice) for notice in due)


def _note(user_id: UUID | None, now: datetime) -> dict[UUID, int | None]:
    values = {
        "thresholds": list(settings.CREDITS_LOW_BALANCE),
        "user": user_id,
        "now": now,
        "limit": BATCH,
    }
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, values)
        noted: dict[UUID, int | None] = dict(cursor.fetchall())
    for owner_id in [user_id for user_id, threshold in noted.items() if threshold is not None]:
        transaction.on_commit(lambda owner_id=owner_id: bell.ring_wallet(owner_id))  # type: ignore[misc]
    return noted


def _send(notice: LowBalance) -> bool:
    threshold = notice.to_email
    # Taken first, so that two jobs do not send twice; given back when the mail server refuses.
    rows = LowBalance.objects.filter(pk=notice.pk)
    if not rows.filter(to_email=threshold).update(to_email=None):
        return False
    account: Account = notice.account
    left = "1 credit is" if account.available == 1 else f"{account.available} credits are"
    body = TEXT.format(
        name=account.user.get_short_name(), left=left, price=pricing.CEILING, site=settings.PUBLIC_URL
    )
    try:
        send_mail(f"{account.available} credits left", body, None, [account.user.email])
    except Exception:
        logger.exception("A low-balance e-mail could not be sent; it is tried again.")
        rows.filter(to_email=None).update(to_email=threshold)
        return False
    return True
