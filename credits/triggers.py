"""The triggers that keep the books, so that no Python (and no raw SQL of the runtime role) can corrupt them.

How they share the work: writing a hold or an entry is the only way to move an account. A hold's INSERT raises
``held`` and takes grants in the order of spending; its one UPDATE lowers it, gives back or uses up what it
took and writes the entry; an entry's INSERT moves ``balance`` and ``last_seq``.
For grants see ``grant_triggers.py``.

Three choices that are easy to undo by accident:

* Accounts move in AFTER INSERT triggers, so ``ON CONFLICT DO NOTHING`` moves nothing.
* ``search_path`` is fixed: without it a session could put tables of its own in place of ours.
* The functions run as their owner. With a runtime role that may not UPDATE accounts, the triggers are the
  only way to move one, and the depth check in ``account_guard`` is the second lock, not the first.
"""

from __future__ import annotations

import pgtrigger

from credits.trigger_sql import LedgerTrigger
from credits.trigger_sql import LedgerTriggerSql as LedgerTriggerSql  # migrations look for it here

ACCOUNT_GUARD = LedgerTrigger(
    name="account_guard",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func="""
        if tg_op = 'INSERT' then
            if new.balance <> 0 or new.held <> 0 or new.last_seq <> 0 then
                raise restrict_violation using message = 'An account opens empty: write an entry.';
            end if;
        elsif pg_trigger_depth() < 2 or new.user_id <> old.user_id then
            raise restrict_violation using message = 'Accounts move by entries and holds only.';
        end if;
        return new;
    """,
)

ACCOUNT_STAYS = LedgerTrigger(
    name="account_stays",
    when=pgtrigger.Before,
    operation=pgtrigger.Delete,
    func="raise restrict_violation using message = 'An account is never deleted.';",
)

HOLD_OPEN = LedgerTrigger(
    name="hold_open",
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    func="""
        if new.state <> 'pending' then
            raise restrict_violation using message = 'A hold begins pending.';
        end if;
        update credits_account set held = held + new.amount where user_id = new.account_id;
        if not found then
            raise foreign_key_violation using message = 'There is no such account.';
        end if;
        perform credits_take(new.account_id, new.amount, new.id, null);
        return null;
    """,
)

HOLD_CLOSE = LedgerTrigger(
    name="hold_close",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    declare=[("use", "record"), ("ended", "text"), ("rest", "bigint"), ("part", "bigint")],
    # What a closed grant gets back lapses at once, under an entry of its own.
    func="""
        if old.state <> 'pending' then
            raise restrict_violation using message = 'A hold resolves once.';
        end if;
        if new.state = 'pending'
            or (new.id, new.account_id, new.amount, new.quoted, new.key, new.reference, new.description,
                new.expires_at, new.created_at)
               is distinct from
               (old.id, old.account_id, old.amount, old.quoted, old.key, old.reference, old.description,
                old.expires_at, old.created_at)
        then
            raise restrict_violation using message = 'A hold can only be settled or released.';
        end if;
        update credits_account set held = held - old.amount where user_id = old.account_id
            returning last_seq into new.closed_seq;
        new.closed_at := clock_timestamp();
        if new.state = 'posted' and new.captured > 0 then
            insert into credits_entry (account_id, kind, amount, hold_id, key, reference, description, extra)
            values (new.account_id, 'deduction', -new.captured, new.id, 'hold:' || new.id,
                    new.reference, new.description, '{}')
            returning seq into new.closed_seq;
        end if;
        rest := coalesce(new.captured, 0);
        for use in select id, grant_id, amount from credits_grantuse where hold_id = old.id order by nth loop
            part := least(rest, use.amount);
            rest := rest - part;
            update credits_grantuse set captured = part where id = use.id;
            update credits_grant set held = held - use.amount,
                remaining = remaining - case when state in ('expired', 'voided') then use.amount else part end
            where id = use.grant_id returning state into ended;
            if ended <> 'active' and part < use.amount then
                insert into credits_entry
                    (account_id, kind, amount, grant_id, key, reference, description, extra)
                values (old.account_id, case ended when 'expired' then 'expiry' else 'void' end,
                        part - use.amount, use.grant_id,
                        case ended when 'expired' then 'expiry:' else 'void:' end
                            || use.grant_id || ':' || old.id,
                        old.reference, old.description, '{}');
            end if;
        end loop;
        return new;
    """,
)

HOLD_STAYS = LedgerTrigger(
    name="hold_stays",
    when=pgtrigger.Before,
    operation=pgtrigger.Delete,
    func="raise restrict_violation using message = 'A hold is never deleted: release it.';",
)

ENTRY_NUMBER = LedgerTrigger(
    name="entry_number",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    declare=[("wallet", "record")],
    # The row lock makes number, balance and time of entries of one account grow together.
    func="""
        if pg_trigger_depth() < 2
            and (new.kind <> 'adjustment' or new.amount > 0
                or new.hold_id is not null or new.grant_id is not null)
        then
            raise restrict_violation using message =
                'Credits come by grants and leave by holds; by hand there is only an adjustment down.';
        end if;
        select balance, last_seq into wallet from credits_account
            where user_id = new.account_id for no key update;
        if not found then
            raise foreign_key_violation using message = 'There is no such account.';
        end if;
        new.id := gen_random_uuid();
        new.seq := wallet.last_seq + 1;
        new.balance_after := wallet.balance + new.amount;
        new.created_at := clock_timestamp();
        return new;
    """,
)

ENTRY_APPLY = LedgerTrigger(
    name="entry_apply",
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    func="""
        update credits_account set balance = new.balance_after, last_seq = new.seq
            where user_id = new.account_id
              and last_seq = new.seq - 1 and balance = new.balance_after - new.amount;
        if not found then
            raise restrict_violation using message = 'The entry does not continue its account.';
        end if;
        if new.kind = 'adjustment' and new.amount < 0 then
            perform credits_take(new.account_id, -new.amount, null, new.id);
        end if;
        return null;
    """,
)

ENTRY_STAYS = LedgerTrigger(
    name="entry_stays",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func="raise restrict_violation using message = 'Entries are never changed: write another one.';",
)

ENTRIES_STAY = LedgerTrigger(
    name="entries_stay",
    level=pgtrigger.Statement,
    when=pgtrigger.Before,
    operation=pgtrigger.Truncate,
    func="raise restrict_violation using message = 'Entries are never removed.';",
)
