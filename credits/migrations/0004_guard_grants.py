import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import credits.trigger_sql

FUNCTIONS = """
-- Takes credits from the grants of an account in the order of spending; called by triggers only, which
-- have locked the account.
create function credits_take(p_account uuid, p_credits bigint, p_hold uuid, p_entry uuid) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    source record;
    rest bigint := p_credits;
    part bigint;
    place smallint := 0;
begin
    for source in
        select id, remaining - held as loose from credits_grant
        where account_id = p_account and spent_at is null and state = 'active' and remaining > held
            and (expires_at is null or expires_at > clock_timestamp())
        order by priority, expires_at nulls last, effective_at, id
    loop
        part := least(rest, source.loose);
        rest := rest - part;
        place := place + 1;
        if p_hold is not null then
            update credits_grant set held = held + part where id = source.id;
        else
            update credits_grant set remaining = remaining - part where id = source.id;
        end if;
        insert into credits_grantuse (grant_id, hold_id, entry_id, nth, amount, captured)
        values (source.id, p_hold, p_entry, place, part, case when p_hold is null then part end);
        exit when rest = 0;
    end loop;
    if rest > 0 then
        raise check_violation using message = 'The grants of this account do not cover it.',
            constraint = 'grants_cover_what_is_taken';
    end if;
end $$;

-- Expires what is due of one account, which it locks; returns what it may spend, null if there is none.
create function credits_settle_terms(p_account uuid) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    loose bigint;
begin
    perform 1 from credits_account where user_id = p_account for no key update;
    update credits_grant set state = 'expired'
        where account_id = p_account and spent_at is null and state = 'active'
            and expires_at <= clock_timestamp();
    select balance - held into loose from credits_account where user_id = p_account;
    return loose;
end $$;

create function credits_place_hold(p_id uuid, p_account uuid, p_credits bigint, p_quoted bigint, p_key text,
    p_reference text, p_description text, p_expires timestamptz) returns setof credits_hold
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if credits_settle_terms(p_account) >= p_credits then
        return query
            insert into credits_hold
                (id, account_id, amount, quoted, state, key, reference, description, expires_at)
            values (p_id, p_account, p_credits, p_quoted, 'pending', p_key, p_reference, p_description, p_expires)
            on conflict (key) do nothing
            returning *;
    end if;
end $$;

create function credits_take_back(p_account uuid, p_credits bigint, p_key text, p_reference text,
    p_description text, p_extra jsonb) returns setof credits_entry
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if credits_settle_terms(p_account) >= p_credits then
        return query
            insert into credits_entry (account_id, kind, amount, key, reference, description, extra)
            values (p_account, 'adjustment', -p_credits, p_key, p_reference, p_description, p_extra)
            on conflict (key) do nothing
            returning *;
    end if;
end $$;

-- Begins, expires or voids one grant, once; its account is locked first, as everywhere.
create function credits_turn_grant(p_grant uuid, p_from text, p_to text) returns setof credits_grant
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform 1 from credits_account
        where user_id = (select account_id from credits_grant where id = p_grant) for no key update;
    return query update credits_grant set state = p_to where id = p_grant and state = p_from returning *;
end $$;

revoke execute on function credits_take(uuid, bigint, uuid, uuid), credits_settle_terms(uuid),
    credits_place_hold(uuid, uuid, bigint, bigint, text, text, text, timestamptz),
    credits_take_back(uuid, bigint, text, text, text, jsonb), credits_turn_grant(uuid, text, text) from public;
"""
DROP_FUNCTIONS = """
drop function credits_place_hold(uuid, uuid, bigint, bigint, text, text, text, timestamptz);
drop function credits_take_back(uuid, bigint, text, text, text, jsonb);
drop function credits_turn_grant(uuid, text, text);
drop function credits_settle_terms(uuid);
drop function credits_take(uuid, bigint, uuid, uuid);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("credits", "0003_grants_of_older_entries"),
    ]

    operations = [
        migrations.RunSQL(FUNCTIONS, reverse_sql=DROP_FUNCTIONS),
        pgtrigger.migrations.RemoveTrigger(
            model_name="entry",
            name="entry_number",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="entry",
            name="entry_apply",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="hold",
            name="hold_open",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="hold",
            name="hold_close",
        ),
        migrations.RemoveConstraint(
            model_name="entry",
            name="entry_kind_known",
        ),
        migrations.RemoveConstraint(
            model_name="entry",
            name="entry_sign_fits_kind",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="entry",
            trigger=pgtrigger.compiler.Trigger(
                name="entry_number",
                sql=credits.trigger_sql.LedgerTriggerSql(
                    declare="DECLARE wallet record;",
                    func="\n        if pg_trigger_depth() < 2\n            and (new.kind <> 'adjustment' or new.amount > 0\n                or new.hold_id is not null or new.grant_id is not null)\n        then\n            raise restrict_violation using message =\n                'Credits come by grants and leave by holds; by hand there is only an adjustment down.';\n        end if;\n        select balance, last_seq into wallet from credits_account\n            where user_id = new.account_id for no key update;\n        if not found then\n            raise foreign_key_violation using message = 'There is no such account.';\n        end if;\n        new.id := gen_random_uuid();\n        new.seq := wallet.last_seq + 1;\n        new.balance_after := wallet.balance + new.amount;\n        new.created_at := clock_timestamp();\n        return new;\n    ",
                    hash="2ae3d3f33463e73b3b4b677805e5a884c6d16902",
                    operation="INSERT",
                    pgid="pgtrigger_entry_number_95ef9",
                    table="credits_entry",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="entry",
            trigger=pgtrigger.compiler.Trigger(
                name="entry_apply",
                sql=credits.trigger_sql.LedgerTriggerSql(
                    func="\n        update credits_account set balance = new.balance_after, last_seq = new.seq\n            where user_id = new.account_id\n              and last_seq = new.seq - 1 and balance = new.balance_after - new.amount;\n        if not found then\n            raise restrict_violation using message = 'The entry does not continue its account.';\n        end if;\n        if new.kind = 'adjustment' and new.amount < 0 then\n            perform credits_take(new.account_id, -new.amount, null, new.id);\n        end if;\n        return null;\n    ",
                    hash="dbe41db3971d847e1603454e056404c394344d88",
                    operation="INSERT",
                    pgid="pgtrigger_entry_apply_be524",
                    table="credits_entry",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="hold",
            trigger=pgtrigger.compiler.Trigger(
                name="hold_open",
                sql=credits.trigger_sql.LedgerTriggerSql(
                    func="\n        if new.state <> 'pending' then\n            raise restrict_violation using message = 'A hold begins pending.';\n        end if;\n        update credits_account set held = held + new.amount where user_id = new.account_id;\n        if not found then\n            raise foreign_key_violation using message = 'There is no such account.';\n        end if;\n        perform credits_take(new.account_id, new.amount, new.id, null);\n        return null;\n    ",
                    hash="b7e1e7987649ce3cb25554634ef476e7c09e8682",
                    operation="INSERT",
                    pgid="pgtrigger_hold_open_44037",
                    table="credits_hold",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="hold",
            trigger=pgtrigger.compiler.Trigger(
                name="hold_close",
                sql=credits.trigger_sql.LedgerTriggerSql(
                    declare="DECLARE use record; ended text; rest bigint; part bigint;",
                    func="\n        if old.state <> 'pending' then\n            raise restrict_violation using message = 'A hold resolves once.';\n        end if;\n        if new.state = 'pending'\n            or (new.id, new.account_id, new.amount, new.quoted, new.key, new.reference, new.description,\n                new.expires_at, new.created_at)\n               is distinct from\n               (old.id, old.account_id, old.amount, old.quoted, old.key, old.reference, old.description,\n                old.expires_at, old.created_at)\n        then\n            raise restrict_violation using message = 'A hold can only be settled or released.';\n        end if;\n        update credits_account set held = held - old.amount where user_id = old.account_id\n            returning last_seq into new.closed_seq;\n        new.closed_at := clock_timestamp();\n        if new.state = 'posted' and new.captured > 0 then\n            insert into credits_entry (account_id, kind, amount, hold_id, key, reference, description, extra)\n            values (new.account_id, 'deduction', -new.captured, new.id, 'hold:' || new.id,\n                    new.reference, new.description, '{}')\n            returning seq into new.closed_seq;\n        end if;\n        rest := coalesce(new.captured, 0);\n        for use in select id, grant_id, amount from credits_grantuse where hold_id = old.id order by nth loop\n            part := least(rest, use.amount);\n            rest := rest - part;\n            update credits_grantuse set captured = part where id = use.id;\n            update credits_grant set held = held - use.amount,\n                remaining = remaining - case when state in ('expired', 'voided') then use.amount else part end\n            where id = use.grant_id returning state into ended;\n            if ended <> 'active' and part < use.amount then\n                insert into credits_entry\n                    (account_id, kind, amount, grant_id, key, reference, description, extra)\n                values (old.account_id, case ended when 'expired' then 'expiry' else 'void' end,\n                        part - use.amount, use.grant_id,\n                        case ended when 'expired' then 'expiry:' else 'void:' end\n                            || use.grant_id || ':' || old.id,\n                        old.reference, old.description, '{}');\n            end if;\n        end loop;\n        return new;\n    ",
                    hash="43d308f9228c3e99b89af75d4b479d04a653867b",
                    operation="UPDATE",
                    pgid="pgtrigger_hold_close_5c2ee",
                    table="credits_hold",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "signup_bonus",
                            "purchase",
                            "monthly_reset",
                            "promotion",
                            "adjustment",
                            "deduction",
                            "refund",
                            "expiry",
                            "void",
                        ],
                    )
                ),
                name="entry_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("amount__gt", 0),
                        ("kind__in", ("signup_bonus", "purchase", "monthly_reset", "promotion", "refund")),
                    ),
                    models.Q(("amount__lt", 0), ("kind__in", ("deduction", "expiry", "void"))),
                    models.Q(("kind", "adjustment"), models.Q(("amount", 0), _negated=True)),
                    _connector="OR",
                ),
                name="entry_sign_fits_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("amount__gt", 0)), fields=("grant",), name="entry_once_per_grant"
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("amount__gt", 0), ("grant__isnull", False)),
                    models.Q(("grant__isnull", False), ("kind__in", ("expiry", "void"))),
                    models.Q(
                        ("amount__lt", 0),
                        ("grant", None),
                        models.Q(("kind__in", ("expiry", "void")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="entry_of_grant_comes_or_lapses",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="adjustment",
            trigger=pgtrigger.compiler.Trigger(
                name="adjustment_is_decided_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NOT (OLD.\"state\" = 'waiting'))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="528b8ad422e6efc7db8229f2cfb733746eeb4753",
                    operation="UPDATE",
                    pgid="pgtrigger_adjustment_is_decided_once_f063d",
                    table="credits_adjustment",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="adjustment",
            trigger=pgtrigger.compiler.Trigger(
                name="adjustment_terms_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."account_id" IS DISTINCT FROM (NEW."account_id") OR OLD."credits" IS DISTINCT FROM (NEW."credits") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."reference" IS DISTINCT FROM (NEW."reference") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."four_eyes" IS DISTINCT FROM (NEW."four_eyes") OR OLD."requested_by_id" IS DISTINCT FROM (NEW."requested_by_id") OR OLD."requested_at" IS DISTINCT FROM (NEW."requested_at"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="9ea9700683a23719ad2f2761e2774843898420c7",
                    operation="UPDATE",
                    pgid="pgtrigger_adjustment_terms_stay_bcf1e",
                    table="credits_adjustment",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="adjustment",
            trigger=pgtrigger.compiler.Trigger(
                name="adjustment_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="89ddded9d7e27868d6357fd46c1c854055efd149",
                    operation="DELETE",
                    pgid="pgtrigger_adjustment_stays_c3753",
                    table="credits_adjustment",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="grant",
            trigger=pgtrigger.compiler.Trigger(
                name="grant_terms",
                sql=credits.trigger_sql.LedgerTriggerSql(
                    func="\n        new.remaining := new.amount;\n        new.held := 0;\n        new.created_at := clock_timestamp();\n        new.closed_at := null;\n        new.spent_at := null;\n        new.state := case when new.effective_at > clock_timestamp() then 'scheduled' else 'active' end;\n        return new;\n    ",
                    hash="a66e5137b6bcb7bcb1996d332adf50c4e57aef2e",
                    operation="INSERT",
                    pgid="pgtrigger_grant_terms_34db9",
                    table="credits_grant",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="grant",
            trigger=pgtrigger.compiler.Trigger(
                name="grant_open",
                sql=credits.trigger_sql.LedgerTriggerSql(
                    func="\n        if new.state = 'active' then\n            insert into credits_entry (account_id, kind, amount, grant_id, key, reference, description, extra)\n            values (new.account_id, new.kind, new.amount, new.id, new.key,\n                    new.reference, new.description, new.extra);\n        end if;\n        return null;\n    ",
                    hash="16136d17fe32cda2aea8e89f0c4d042b881ba2b4",
                    operation="INSERT",
                    pgid="pgtrigger_grant_open_efad5",
                    table="credits_grant",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="grant",
            trigger=pgtrigger.compiler.Trigger(
                name="grant_move",
                sql=credits.trigger_sql.LedgerTriggerSql(
                    declare="DECLARE loose bigint;",
                    func="\n        if (new.id, new.account_id, new.kind, new.amount, new.priority, new.effective_at, new.expires_at,\n            new.period, new.key, new.reference, new.description, new.extra, new.created_at)\n           is distinct from\n           (old.id, old.account_id, old.kind, old.amount, old.priority, old.effective_at, old.expires_at,\n            old.period, old.key, old.reference, old.description, old.extra, old.created_at)\n        then\n            raise restrict_violation using message = 'The terms of a grant never change.';\n        end if;\n        if pg_trigger_depth() < 2 then\n            if (new.remaining, new.held, new.closed_at, new.spent_at)\n               is distinct from (old.remaining, old.held, old.closed_at, old.spent_at)\n            then\n                raise restrict_violation using message = 'A grant is used by holds and entries only.';\n            end if;\n            perform 1 from credits_account where user_id = old.account_id for no key update;\n            if old.state = 'scheduled' and new.state = 'active' and old.effective_at <= clock_timestamp() then\n                insert into credits_entry\n                    (account_id, kind, amount, grant_id, key, reference, description, extra)\n                values (old.account_id, old.kind, old.amount, old.id, old.key,\n                        old.reference, old.description, old.extra);\n            elsif old.state = 'scheduled' and new.state = 'voided' then\n                new.remaining := 0;\n                new.closed_at := clock_timestamp();\n            elsif old.state = 'active'\n                and (new.state = 'voided' or new.state = 'expired' and old.expires_at <= clock_timestamp())\n            then\n                loose := old.remaining - old.held;\n                new.remaining := old.held;\n                new.closed_at := clock_timestamp();\n                if loose > 0 then\n                    insert into credits_entry\n                        (account_id, kind, amount, grant_id, key, reference, description, extra)\n                    values (old.account_id, case new.state when 'expired' then 'expiry' else 'void' end,\n                            -loose, old.id,\n                            case new.state when 'expired' then 'expiry:' else 'void:' end || old.id,\n                            old.reference, old.description, '{}');\n                end if;\n            else\n                raise restrict_violation using message = 'A grant begins once and ends once.';\n            end if;\n        elsif (new.state, new.closed_at) is distinct from (old.state, old.closed_at) then\n            raise restrict_violation using message = 'Using a grant does not end it.';\n        end if;\n        if new.remaining = 0 and old.remaining > 0 then\n            new.spent_at := clock_timestamp();\n        end if;\n        return new;\n    ",
                    hash="0438ca3863a732d3a92cc048d816b04792b9522f",
                    operation="UPDATE",
                    pgid="pgtrigger_grant_move_b5962",
                    table="credits_grant",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="grant",
            trigger=pgtrigger.compiler.Trigger(
                name="grant_stays",
                sql=credits.trigger_sql.LedgerTriggerSql(
                    func="raise restrict_violation using message = 'A grant is never deleted: void it.';",
                    hash="34003c12767478ae0a291781e4ea181b685138f5",
                    operation="DELETE",
                    pgid="pgtrigger_grant_stays_0297e",
                    table="credits_grant",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="grantuse",
            trigger=pgtrigger.compiler.Trigger(
                name="use_guard",
                sql=credits.trigger_sql.LedgerTriggerSql(
                    func="\n        if pg_trigger_depth() < 2 then\n            raise restrict_violation using message = 'Only holds and entries use grants.';\n        end if;\n        if tg_op = 'UPDATE' and (old.captured is not null or new.captured is null\n            or (new.grant_id, new.hold_id, new.entry_id, new.nth, new.amount)\n               is distinct from (old.grant_id, old.hold_id, old.entry_id, old.nth, old.amount))\n        then\n            raise restrict_violation using message = 'A use of a grant is settled once.';\n        end if;\n        return new;\n    ",
                    hash="1ae1dbc381b0efc93db3d2d226122c9ebbe3c51a",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_use_guard_4fa55",
                    table="credits_grantuse",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="grantuse",
            trigger=pgtrigger.compiler.Trigger(
                name="use_stays",
                sql=credits.trigger_sql.LedgerTriggerSql(
                    func="raise restrict_violation using message = 'A use of a grant is never deleted.';",
                    hash="b417f030b03e50095a0d08458b840b1e5c7f159d",
                    operation="DELETE",
                    pgid="pgtrigger_use_stays_8b784",
                    table="credits_grantuse",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="grantuse",
            trigger=pgtrigger.compiler.Trigger(
                name="uses_stay",
                sql=credits.trigger_sql.LedgerTriggerSql(
                    func="raise restrict_violation using message = 'Uses of grants are never removed.';",
                    hash="ded8961429f78604cbdf1b2673bd565ac46870be",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_uses_stay_6000b",
                    table="credits_grantuse",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="operatoraction",
            trigger=pgtrigger.compiler.Trigger(
                name="operator_action_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="963766f896c3e19979bb6e8a1ef55d08bb3e750a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_operator_action_stays_c4f88",
                    table="credits_operatoraction",
                    when="BEFORE",
                ),
            ),
        ),
    ]
