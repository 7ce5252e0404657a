"""The triggers that keep the books, so that no Python (and no raw SQL of the runtime role) can corrupt them.

How they share the work: writing a hold or an entry is the only way to move an account. A hold's INSERT raises
``held``; its one UPDATE lowers it and writes the entry; an entry's INSERT moves ``balance`` and ``last_seq``.

Three choices that are easy to undo by accident:

* Accounts move in AFTER INSERT triggers, so ``ON CONFLICT DO NOTHING`` moves nothing.
* ``search_path`` is fixed: without it a session could put tables of its own in place of ours.
* The functions run as their owner. With a runtime role that may not UPDATE accounts, the triggers are the
  only way to move one, and the depth check in ``account_guard`` is the second lock, not the first.
"""

from __future__ import annotations

import pgtrigger
from django.db import models
from pgtrigger import compiler


class LedgerTriggerSql(compiler.UpsertTriggerSql):
    """The SQL that installs one trigger. Migrations name this class, so a changed template needs a new one.

    Unlike pgtrigger's own it cannot be switched off by the session variable ``pgtrigger.ignore``. EXECUTE is
    revoked, so that nobody can attach an owner's function to a table of theirs.
    """

    def get_template(self) -> str:
        return """
            CREATE OR REPLACE FUNCTION {pgid}() RETURNS TRIGGER AS $$
                {declare}
                BEGIN
                    {func}
                END;
            $$ LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp;
            REVOKE EXECUTE ON FUNCTION {pgid}() FROM PUBLIC;

            DROP TRIGGER IF EXISTS {pgid} ON {table};
            CREATE TRIGGER {pgid} {when} {operation} ON {table}
                FOR EACH {level} {condition} EXECUTE FUNCTION {execute};

            COMMENT ON TRIGGER {pgid} ON {table} IS '{hash}';
        """


class LedgerTrigger(pgtrigger.Trigger):
    """A trigger of the books; declared like any other of django-pgtrigger."""

    def compile(self, model: models.Model) -> compiler.Trigger:
        return compiler.Trigger(
            name=self.name,
            sql=LedgerTriggerSql(
                pgid=self.get_pgid(model),
                declare=self.render_declare(model),
                func=self.render_func(model),
                table=model._meta.db_table,
                when=self.when,
                operation=self.operation,
                level=self.level,
                condition=self.render_condition(model),
            ),
        )


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
        return null;
    """,
)

HOLD_CLOSE = LedgerTrigger(
    name="hold_close",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func="""
        if old.state <> 'pending' then
            raise restrict_violation using message = 'A hold resolves once.';
        end if;
        if new.state = 'pending'
            or (new.id, new.account_id, new.amount, new.key, new.reference, new.description,
                new.expires_at, new.created_at)
               is distinct from
               (old.id, old.account_id, old.amount, old.key, old.reference, old.description,
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
        if new.hold_id is not null and pg_trigger_depth() < 2 then
            raise restrict_violation using message = 'Only settling a hold writes its entry.';
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
