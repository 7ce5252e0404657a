import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import credits.triggers


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_users"),
    ]

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("seq", models.BigIntegerField(default=0, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("signup_bonus", "Signup Bonus"),
                            ("purchase", "Purchase"),
                            ("monthly_reset", "Monthly Reset"),
                            ("promotion", "Promotion"),
                            ("adjustment", "Adjustment"),
                            ("deduction", "Deduction"),
                            ("refund", "Refund"),
                            ("expiry", "Expiry"),
                        ],
                        max_length=20,
                    ),
                ),
                ("amount", models.BigIntegerField(help_text="credits; negative when they leave")),
                ("balance_after", models.BigIntegerField(default=0, editable=False)),
                (
                    "key",
                    models.CharField(help_text="what it is for; one entry per key, for ever", max_length=200),
                ),
                ("reference", models.CharField(blank=True, max_length=200)),
                ("description", models.CharField(blank=True, max_length=500)),
                ("extra", models.JSONField(blank=True, default=dict)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "verbose_name_plural": "entries",
            },
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("amount", models.BigIntegerField()),
                (
                    "captured",
                    models.BigIntegerField(
                        blank=True, help_text="credits charged when it was settled", null=True
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("pending", "Pending"), ("posted", "Posted"), ("voided", "Voided")],
                        default="pending",
                        max_length=10,
                    ),
                ),
                (
                    "key",
                    models.CharField(help_text="what it is for; one hold per key, for ever", max_length=200),
                ),
                ("reference", models.CharField(blank=True, max_length=200)),
                ("description", models.CharField(blank=True, max_length=500)),
                ("expires_at", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("closed_at", models.DateTimeField(blank=True, help_text="set by the database", null=True)),
                (
                    "closed_seq",
                    models.BigIntegerField(
                        blank=True,
                        help_text="the account's last entry when it closed; set by the database",
                        null=True,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Account",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("balance", models.BigIntegerField(default=0, editable=False)),
                ("held", models.BigIntegerField(default=0, editable=False)),
                ("last_seq", models.BigIntegerField(default=0, editable=False)),
            ],
            options={
                "permissions": [("adjust_account", "Can adjust credits")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("held__gte", 0), ("held__lte", models.F("balance"))),
                        name="account_covers_its_holds",
                    )
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="account",
            trigger=pgtrigger.compiler.Trigger(
                name="account_guard",
                sql=credits.triggers.LedgerTriggerSql(
                    func="\n        if tg_op = 'INSERT' then\n            if new.balance <> 0 or new.held <> 0 or new.last_seq <> 0 then\n                raise restrict_violation using message = 'An account opens empty: write an entry.';\n            end if;\n        elsif pg_trigger_depth() < 2 or new.user_id <> old.user_id then\n            raise restrict_violation using message = 'Accounts move by entries and holds only.';\n        end if;\n        return new;\n    ",
                    hash="0d0fa21a48771d27b35deec25d2535f172cf12ed",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_account_guard_cb1fe",
                    table="credits_account",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="account",
            trigger=pgtrigger.compiler.Trigger(
                name="account_stays",
                sql=credits.triggers.LedgerTriggerSql(
                    func="raise restrict_violation using message = 'An account is never deleted.';",
                    hash="d8c315312ebbc8a9f4814ce8080fd96cfb35213f",
                    operation="DELETE",
                    pgid="pgtrigger_account_stays_36e25",
                    table="credits_account",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddField(
            model_name="entry",
            name="account",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="credits.account"
            ),
        ),
        migrations.AddField(
            model_name="hold",
            name="account",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="holds", to="credits.account"
            ),
        ),
        migrations.AddField(
            model_name="entry",
            name="hold",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="entries",
                to="credits.hold",
            ),
        ),
        migrations.AddIndex(
            model_name="hold",
            index=models.Index(fields=["account", "created_at"], name="hold_history"),
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=models.UniqueConstraint(fields=("key",), name="hold_once_per_key"),
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)), name="hold_amount_positive"
            ),
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["pending", "posted", "voided"])), name="hold_state_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("captured", None),
                    models.Q(("captured__gte", 0), ("captured__lte", models.F("amount"))),
                    _connector="OR",
                ),
                name="hold_captured_within_amount",
            ),
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("captured__isnull", False), ("state", "posted")),
                    models.Q(models.Q(("state", "posted"), _negated=True), ("captured", None)),
                    _connector="OR",
                ),
                name="hold_captured_when_posted",
            ),
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at", None), ("closed_seq", None), ("state", "pending")),
                    models.Q(
                        models.Q(("state", "pending"), _negated=True),
                        ("closed_at__isnull", False),
                        ("closed_seq__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="hold_closed_when_resolved",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="hold",
            trigger=pgtrigger.compiler.Trigger(
                name="hold_open",
                sql=credits.triggers.LedgerTriggerSql(
                    func="\n        if new.state <> 'pending' then\n            raise restrict_violation using message = 'A hold begins pending.';\n        end if;\n        update credits_account set held = held + new.amount where user_id = new.account_id;\n        if not found then\n            raise foreign_key_violation using message = 'There is no such account.';\n        end if;\n        return null;\n    ",
                    hash="d89550e52f633b184dbd696e7394d2d51f8f5334",
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
                sql=credits.triggers.LedgerTriggerSql(
                    func="\n        if old.state <> 'pending' then\n            raise restrict_violation using message = 'A hold resolves once.';\n        end if;\n        if new.state = 'pending'\n            or (new.id, new.account_id, new.amount, new.key, new.reference, new.description,\n                new.expires_at, new.created_at)\n               is distinct from\n               (old.id, old.account_id, old.amount, old.key, old.reference, old.description,\n                old.expires_at, old.created_at)\n        then\n            raise restrict_violation using message = 'A hold can only be settled or released.';\n        end if;\n        update credits_account set held = held - old.amount where user_id = old.account_id\n            returning last_seq into new.closed_seq;\n        new.closed_at := clock_timestamp();\n        if new.state = 'posted' and new.captured > 0 then\n            insert into credits_entry (account_id, kind, amount, hold_id, key, reference, description, extra)\n            values (new.account_id, 'deduction', -new.captured, new.id, 'hold:' || new.id,\n                    new.reference, new.description, '{}')\n            returning seq into new.closed_seq;\n        end if;\n        return new;\n    ",
                    hash="b3747ce5d0c12baf79513e1e1998caba0ed2d326",
                    operation="UPDATE",
                    pgid="pgtrigger_hold_close_5c2ee",
                    table="credits_hold",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="hold",
            trigger=pgtrigger.compiler.Trigger(
                name="hold_stays",
                sql=credits.triggers.LedgerTriggerSql(
                    func="raise restrict_violation using message = 'A hold is never deleted: release it.';",
                    hash="b73d7fbcc65a8b67cece230c018b49979b297d1a",
                    operation="DELETE",
                    pgid="pgtrigger_hold_stays_0c73b",
                    table="credits_hold",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(fields=("account", "seq"), name="entry_once_per_number"),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(fields=("key",), name="entry_once_per_key"),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(fields=("hold",), name="entry_once_per_hold"),
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
                        ],
                    )
                ),
                name="entry_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(("balance_after__gte", 0)), name="entry_balance_not_negative"
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
                    models.Q(("amount__lt", 0), ("kind__in", ("deduction", "expiry"))),
                    models.Q(("kind", "adjustment"), models.Q(("amount", 0), _negated=True)),
                    _connector="OR",
                ),
                name="entry_sign_fits_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("hold__isnull", False), ("key__startswith", "hold:"), ("kind", "deduction")),
                    models.Q(
                        models.Q(("kind", "deduction"), _negated=True),
                        ("hold", None),
                        models.Q(("key__startswith", "hold:"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="entry_of_hold_is_deduction",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="entry",
            trigger=pgtrigger.compiler.Trigger(
                name="entry_number",
                sql=credits.triggers.LedgerTriggerSql(
                    declare="DECLARE wallet record;",
                    func="\n        if new.hold_id is not null and pg_trigger_depth() < 2 then\n            raise restrict_violation using message = 'Only settling a hold writes its entry.';\n        end if;\n        select balance, last_seq into wallet from credits_account\n            where user_id = new.account_id for no key update;\n        if not found then\n            raise foreign_key_violation using message = 'There is no such account.';\n        end if;\n        new.id := gen_random_uuid();\n        new.seq := wallet.last_seq + 1;\n        new.balance_after := wallet.balance + new.amount;\n        new.created_at := clock_timestamp();\n        return new;\n    ",
                    hash="aede95c8db5e6522558c9c71dc689a00ccc128da",
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
                sql=credits.triggers.LedgerTriggerSql(
                    func="\n        update credits_account set balance = new.balance_after, last_seq = new.seq\n            where user_id = new.account_id\n              and last_seq = new.seq - 1 and balance = new.balance_after - new.amount;\n        if not found then\n            raise restrict_violation using message = 'The entry does not continue its account.';\n        end if;\n        return null;\n    ",
                    hash="29d4d1220a805b1d695e6276623e1d2ed0246fc7",
                    operation="INSERT",
                    pgid="pgtrigger_entry_apply_be524",
                    table="credits_entry",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="entry",
            trigger=pgtrigger.compiler.Trigger(
                name="entry_stays",
                sql=credits.triggers.LedgerTriggerSql(
                    func="raise restrict_violation using message = 'Entries are never changed: write another one.';",
                    hash="a7e84dc272ed6a0cb9457393bd7bc1c12515388c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_entry_stays_8ac5f",
                    table="credits_entry",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="entry",
            trigger=pgtrigger.compiler.Trigger(
                name="entries_stay",
                sql=credits.triggers.LedgerTriggerSql(
                    func="raise restrict_violation using message = 'Entries are never removed.';",
                    hash="74e77c7fc9c7da184bf4f7908802e3ba31e044c7",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_entries_stay_b9855",
                    table="credits_entry",
                    when="BEFORE",
                ),
            ),
        ),
        # Half-empty pages let the updates of a busy account stay on their page (HOT), off the indexes.
        migrations.RunSQL(
            "ALTER TABLE credits_account SET (fillfactor = 50)",
            reverse_sql="ALTER TABLE credits_account RESET (fillfactor)",
        ),
    ]
