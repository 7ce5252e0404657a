"""What the books and the builds must agree on; part of ``check_ledger`` by ``settings.LEDGER_CHECKS``."""

from __future__ import annotations

from credits.audit import Check

CHECKS = (
    Check(
        "builds under way hold their price",
        "builds_build",
        """
        select 'build ' || b.id, 'a pending hold of ' || (b.quote ->> 'total'),
               coalesce(h.state || ' hold of ' || h.amount, 'no hold')
        from builds_build b left join credits_hold h on h.id = b.hold_id
        where b.status in ('QUEUED', 'RUNNING') and b.hold_id is not null
          and (h.id is null or h.account_id <> b.owner_id or h.amount > (b.quote ->> 'total')::bigint
               or (h.state <> 'pending' and coalesce(h.expires_at, 'infinity') > now()))
        """,
    ),
    Check(
        "builds cost what their hold was charged",
        "builds_build",
        """
        select 'build ' || b.id, b.credits_used || ' charged',
               coalesce(h.state || ' hold, ' || coalesce(h.captured, 0) || ' charged', 'no hold')
        from builds_build b left join credits_hold h on h.id = b.hold_id
        where b.status not in ('QUEUED', 'RUNNING') and b.hold_id is not null
          and (h.id is null or h.account_id <> b.owner_id or h.state = 'pending'
               or coalesce(h.captured, 0) <> b.credits_used)
        """,
    ),
    Check(
        "holds of builds have a build under way",
        "credits_hold",
        """
        select 'hold ' || h.id, 'build ' || h.reference || ' under way', coalesce(b.status, 'no build')
        from credits_hold h left join builds_build b on b.hold_id = h.id
        where h.state = 'pending' and h.key ~ '^build:[0-9a-f]{8}-[0-9a-f-]{27}$'
          and (b.id is null or b.status not in ('QUEUED', 'RUNNING'))
        """,
    ),
)
