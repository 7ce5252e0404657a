"""The triggers of grants, beside those of accounts, holds and entries in ``triggers.py``.

A grant's INSERT writes the entry that brings its credits (at once, or when it begins); its one later UPDATE
by anybody but a trigger begins, voids or expires it. How much of it is held and what remains moves only with
holds and entries. The account is locked before any of its grants, so the rows of one account never deadlock.
"""

from __future__ import annotations

import pgtrigger

from credits.trigger_sql import LedgerTrigger

GRANT_TERMS = LedgerTrigger(
    name="grant_terms",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func="""
        new.remaining := new.amount;
        new.held := 0;
        new.created_at := clock_timestamp();
        new.closed_at := null;
        new.spent_at := null;
        new.state := case when new.effective_at > clock_timestamp() then 'scheduled' else 'active' end;
        return new;
    """,
)

GRANT_OPEN = LedgerTrigger(
    name="grant_open",
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    func="""
        if new.state = 'active' then
            insert into credits_entry (account_id, kind, amount, grant_id, key, reference, description, extra)
            values (new.account_id, new.kind, new.amount, new.id, new.key,
                    new.reference, new.description, new.extra);
        end if;
        return null;
    """,
)

GRANT_MOVE = LedgerTrigger(
    name="grant_move",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    declare=[("loose", "bigint")],
    func="""
        if (new.id, new.account_id, new.kind, new.amount, new.priority, new.effective_at, new.expires_at,
            new.period, new.key, new.reference, new.description, new.extra, new.created_at)
           is distinct from
           (old.id, old.account_id, old.kind, old.amount, old.priority, old.effective_at, old.expires_at,
            old.period, old.key, old.reference, old.description, old.extra, old.created_at)
        then
            raise restrict_violation using message = 'The terms of a grant never change.';
        end if;
        if pg_trigger_depth() < 2 then
            if (new.remaining, new.held, new.closed_at, new.spent_at)
               is distinct from (old.remaining, old.held, old.closed_at, old.spent_at)
            then
                raise restrict_violation using message = 'A grant is used by holds and entries only.';
            end if;
            perform 1 from credits_account where user_id = old.account_id for no key update;
            if old.state = 'scheduled' and new.state = 'active' and old.effective_at <= clock_timestamp() then
                insert into credits_entry
                    (account_id, kind, amount, grant_id, key, reference, description, extra)
                values (old.account_id, old.kind, old.amount, old.id, old.key,
                        old.reference, old.description, old.extra);
            elsif old.state = 'scheduled' and new.state = 'voided' then
                new.remaining := 0;
                new.closed_at := clock_timestamp();
            elsif old.state = 'active'
                and (new.state = 'voided' or new.state = 'expired' and old.expires_at <= clock_timestamp())
            then
                loose := old.remaining - old.held;
                new.remaining := old.held;
                new.closed_at := clock_timestamp();
                if loose > 0 then
                    insert into credits_entry
                        (account_id, kind, amount, grant_id, key, reference, description, extra)
                    values (old.account_id, case new.state when 'expired' then 'expiry' else 'void' end,
                            -loose, old.id,
                            case new.state when 'expired' then 'expiry:' else 'void:' end || old.id,
                            old.reference, old.description, '{}');
                end if;
            else
                raise restrict_violation using message = 'A grant begins once and ends once.';
            end if;
        elsif (new.state, new.closed_at) is distinct from (old.state, old.closed_at) then
            raise restrict_violation using message = 'Using a grant does not end it.';
        end if;
        if new.remaining = 0 and old.remaining > 0 then
            new.spent_at := clock_timestamp();
        end if;
        return new;
    """,
)

GRANT_STAYS = LedgerTrigger(
    name="grant_stays",
    when=pgtrigger.Before,
    operation=pgtrigger.Delete,
    func="raise restrict_violation using message = 'A grant is never deleted: void it.';",
)

USE_GUARD = LedgerTrigger(
    name="use_guard",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func="""
        if pg_trigger_depth() < 2 then
            raise restrict_violation using message = 'Only holds and entries use grants.';
        end if;
        if tg_op = 'UPDATE' and (old.captured is not null or new.captured is null
            or (new.grant_id, new.hold_id, new.entry_id, new.nth, new.amount)
               is distinct from (old.grant_id, old.hold_id, old.entry_id, old.nth, old.amount))
        then
            raise restrict_violation using message = 'A use of a grant is settled once.';
        end if;
        return new;
    """,
)

USE_STAYS = LedgerTrigger(
    name="use_stays",
    when=pgtrigger.Before,
    operation=pgtrigger.Delete,
    func="raise restrict_violation using message = 'A use of a grant is never deleted.';",
)

USES_STAY = LedgerTrigger(
    name="uses_stay",
    level=pgtrigger.Statement,
    when=pgtrigger.Before,
    operation=pgtrigger.Truncate,
    func="raise restrict_violation using message = 'Uses of grants are never removed.';",
)
