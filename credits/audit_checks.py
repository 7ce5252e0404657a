"""What must be true of the books, each as a query for the rows of which it is not."""

from __future__ import annotations

from credits.audit import Check

CHECKS = (
    Check(
        "balance = sum of entries",
        "credits_account",
        """
        select 'account ' || a.user_id, coalesce(sum(e.amount), 0), a.balance
        from credits_account a left join credits_entry e on e.account_id = a.user_id
        group by a.user_id having a.balance <> coalesce(sum(e.amount), 0)
        """,
    ),
    Check(
        "held = sum of pending holds",
        "credits_account",
        """
        select 'account ' || a.user_id, coalesce(sum(h.amount), 0), a.held
        from credits_account a left join credits_hold h on h.account_id = a.user_id and h.state = 'pending'
        group by a.user_id having a.held <> coalesce(sum(h.amount), 0)
        """,
    ),
    Check(
        "held within balance",
        "credits_account",
        """
        select 'account ' || user_id, 'held from 0 to ' || balance, held
        from credits_account where held < 0 or held > balance
        """,
    ),
    Check(
        "last number = number of entries",
        "credits_account",
        """
        select 'account ' || a.user_id, count(e.id), a.last_seq
        from credits_account a left join credits_entry e on e.account_id = a.user_id
        group by a.user_id having a.last_seq <> count(e.id) or a.last_seq <> coalesce(max(e.seq), 0)
        """,
    ),
    Check(
        "entries continue each other",
        "credits_entry",
        """
        select 'entry ' || id, 'number ' || nth || ', balance ' || running,
               'number ' || seq || ', balance ' || balance_after
        from (
            select id, seq, balance_after,
                   row_number() over (partition by account_id order by seq) as nth,
                   sum(amount) over (partition by account_id order by seq) as running
            from credits_entry
        ) chain
        where seq <> nth or balance_after <> running
        """,
    ),
    Check(
        "settled holds have their entry",
        "credits_hold",
        """
        select 'hold ' || h.id,
               case when h.state = 'posted' and h.captured > 0 then (-h.captured)::text else 'no entry' end,
               coalesce(e.amount || case when e.account_id = h.account_id then '' else ' elsewhere' end,
                        'no entry')
        from credits_hold h left join credits_entry e on e.hold_id = h.id
        where case when h.state = 'posted' and h.captured > 0
                   then e.id is null or e.amount <> -h.captured or e.account_id <> h.account_id
                        or e.seq <> h.closed_seq
                   else e.id is not null end
        """,
    ),
    Check(
        "charged within held",
        "credits_hold",
        """
        select 'hold ' || id, 'charged from 0 to ' || amount, coalesce(captured::text, 'nothing')
        from credits_hold
        where amount <= 0 or (state = 'posted') <> (captured is not null) or captured not between 0 and amount
           or (state = 'pending') <> (closed_at is null)
        """,
    ),
    Check(
        "every user has a wallet",
        "accounts_user",
        """
        select 'user ' || u.id, 'a wallet', 'none'
        from accounts_user u left join credits_account a on a.user_id = u.id where a.user_id is null
        """,
    ),
    Check(
        "balance = what remains of grants",
        "credits_account",
        """
        select 'account ' || a.user_id, coalesce(sum(g.remaining), 0), a.balance
        from credits_account a
        left join credits_grant g on g.account_id = a.user_id and g.state <> 'scheduled'
        group by a.user_id having a.balance <> coalesce(sum(g.remaining), 0)
        """,
    ),
    Check(
        "held = held of grants",
        "credits_account",
        """
        select 'account ' || a.user_id, coalesce(sum(g.held), 0), a.held
        from credits_account a left join credits_grant g on g.account_id = a.user_id
        group by a.user_id having a.held <> coalesce(sum(g.held), 0)
        """,
    ),
    Check(
        "what grants brought is in the book",
        "credits_grant",
        """
        select 'grant ' || g.id, case when g.state = 'scheduled' then 'no entry' else g.amount::text end,
               coalesce(e.amount || case when e.account_id = g.account_id then '' else ' elsewhere' end,
                        'no entry')
        from credits_grant g left join credits_entry e on e.grant_id = g.id and e.amount > 0
        where case when g.state = 'scheduled' or (g.state = 'voided' and g.closed_at < g.effective_at)
                   then e.id is not null
                   else e.id is null or e.amount <> g.amount or e.account_id <> g.account_id
                        or e.kind <> g.kind end
        """,
    ),
    Check(
        "grants remain as they were used",
        "credits_grant",
        """
        select 'grant ' || g.id, 'remaining ' || g.amount - u.used - l.lapsed || ', held ' || u.held,
               'remaining ' || g.remaining || ', held ' || g.held
        from credits_grant g
        cross join lateral (
            select coalesce(sum(captured), 0) as used,
                   coalesce(sum(amount) filter (where captured is null), 0) as held
            from credits_grantuse where grant_id = g.id
        ) u
        cross join lateral (
            select coalesce(-sum(amount), 0) as lapsed from credits_entry where grant_id = g.id and amount < 0
        ) l
        where g.held <> u.held
           or g.remaining <> case when g.state = 'voided' and g.closed_at < g.effective_at then 0
                                  else g.amount - u.used - l.lapsed end
        """,
    ),
    Check(
        "holds stand on grants",
        "credits_hold",
        """
        select 'hold ' || h.id,
               case h.state when 'pending' then h.amount || ' held'
                   else coalesce(h.captured, 0) || ' used' end,
               case h.state when 'pending' then u.held || ' held' else u.used || ' used' end
        from credits_hold h
        cross join lateral (
            select coalesce(sum(x.amount) filter (where x.captured is null), 0) as held,
                   coalesce(sum(x.captured), 0) as used,
                   count(*) filter (where g.account_id <> h.account_id) as foreign_grants
            from credits_grantuse x join credits_grant g on g.id = x.grant_id where x.hold_id = h.id
        ) u
        where u.held <> case h.state when 'pending' then h.amount else 0 end
           or u.used <> coalesce(h.captured, 0) or u.foreign_grants > 0
        """,
    ),
    Check(
        "what operators took came from grants",
        "credits_entry",
        """
        select 'entry ' || e.id, (-e.amount)::text, coalesce(sum(u.captured), 0)
        from credits_entry e left join credits_grantuse u on u.entry_id = e.id
        where e.kind = 'adjustment' and e.amount < 0
        group by e.id having -e.amount <> coalesce(sum(u.captured), 0)
        """,
    ),
    Check(
        "purchased credits never lapse",
        "credits_grant",
        """
        select 'grant ' || g.id, 'no end', 'expires ' || coalesce(g.expires_at::text, 'by entry')
        from credits_grant g
        where g.kind = 'purchase' and (g.expires_at is not null or g.state = 'expired'
            or exists (select from credits_entry e where e.grant_id = g.id and e.kind = 'expiry'))
        """,
    ),
    Check(
        "adjustments have two pairs of eyes",
        "credits_adjustment",
        """
        select 'adjustment ' || a.id, a.credits || ', decided by somebody else',
               coalesce(e.amount::text, 'no entry')
               || case when a.decided_by_id = a.requested_by_id then ', decided alone' else '' end
        from credits_adjustment a left join credits_entry e on e.id = a.entry_id
        where a.state = 'applied' and (e.id is null or e.amount <> a.credits or e.account_id <> a.account_id
            or (a.four_eyes and a.decided_by_id = a.requested_by_id))
        """,
    ),
)
