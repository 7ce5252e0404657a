import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_users"),
        ("credits", "0001_books"),
    ]

    operations = [
        migrations.CreateModel(
            name="Adjustment",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("credits", models.BigIntegerField(help_text="signed")),
                ("reason", models.CharField(help_text="the user sees it", max_length=500)),
                ("reference", models.CharField(max_length=200)),
                ("key", models.CharField(max_length=100)),
                ("four_eyes", models.BooleanField(help_text="a second operator must decide")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waits for a second operator"),
                            ("applied", "Applied"),
                            ("declined", "Declined"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("requested_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Grant",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
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
                            ("void", "Void"),
                        ],
                        max_length=20,
                    ),
                ),
                ("amount", models.BigIntegerField()),
                (
                    "remaining",
                    models.BigIntegerField(default=0, editable=False, help_text="set by the database"),
                ),
                ("held", models.BigIntegerField(default=0, editable=False, help_text="set by the database")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("scheduled", "Scheduled"),
                            ("active", "Active"),
                            ("expired", "Expired"),
                            ("voided", "Voided"),
                        ],
                        default="active",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("priority", models.SmallIntegerField(default=50, help_text="0 is spent first, 100 last")),
                ("effective_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("expires_at", models.DateTimeField(blank=True, null=True)),
                (
                    "period",
                    models.CharField(
                        blank=True, help_text="YYYY-MM of a monthly refill", max_length=7, null=True
                    ),
                ),
                (
                    "key",
                    models.CharField(help_text="what it is for; one grant per key, for ever", max_length=200),
                ),
                ("reference", models.CharField(blank=True, max_length=200)),
                ("description", models.CharField(blank=True, max_length=500)),
                ("extra", models.JSONField(blank=True, default=dict)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "closed_at",
                    models.DateTimeField(blank=True, help_text="when it expired or was voided", null=True),
                ),
                (
                    "spent_at",
                    models.DateTimeField(blank=True, help_text="when nothing remained of it", null=True),
                ),
            ],
            options={
                "permissions": [("void_grant", "Can void grants")],
            },
        ),
        migrations.CreateModel(
            name="GrantUse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nth", models.PositiveSmallIntegerField(help_text="order of spending")),
                ("amount", models.BigIntegerField()),
                ("captured", models.BigIntegerField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="LedgerCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("checked_at", models.DateTimeField()),
                ("seconds", models.FloatField()),
                ("examined", models.BigIntegerField()),
                ("differences", models.PositiveIntegerField()),
                ("rows", models.JSONField(default=list)),
            ],
        ),
        migrations.CreateModel(
            name="LowBalance",
            fields=[
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="low_balance",
                        serialize=False,
                        to="credits.account",
                    ),
                ),
                ("threshold", models.BigIntegerField(null=True)),
                (
                    "to_email",
                    models.BigIntegerField(help_text="threshold of an e-mail not sent yet", null=True),
                ),
                ("noticed_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="OperatorAction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("action", models.CharField(max_length=40)),
                ("detail", models.CharField(blank=True, max_length=900)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
        migrations.AlterModelOptions(
            name="account",
            options={
                "permissions": [
                    ("adjust_account", "Can adjust credits"),
                    ("export_books", "Can export the books"),
                ],
                "verbose_name": "wallet",
            },
        ),
        migrations.AddField(
            model_name="hold",
            name="quoted",
            field=models.BigIntegerField(
                blank=True, help_text="the price promised; never less than held", null=True
            ),
        ),
        migrations.AlterField(
            model_name="entry",
            name="kind",
            field=models.CharField(
                choices=[
                    ("signup_bonus", "Signup Bonus"),
                    ("purchase", "Purchase"),
                    ("monthly_reset", "Monthly Reset"),
                    ("promotion", "Promotion"),
                    ("adjustment", "Adjustment"),
                    ("deduction", "Deduction"),
                    ("refund", "Refund"),
                    ("expiry", "Expiry"),
                    ("void", "Void"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddIndex(
            model_name="hold",
            index=models.Index(
                condition=models.Q(("state", "pending")), fields=["expires_at"], name="hold_expiring"
            ),
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=models.CheckConstraint(
                condition=models.Q(("quoted", None), ("amount__lte", models.F("quoted")), _connector="OR"),
                name="hold_within_quote",
            ),
        ),
        migrations.AddField(
            model_name="adjustment",
            name="account",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="adjustments", to="credits.account"
            ),
        ),
        migrations.AddField(
            model_name="adjustment",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="adjustment",
            name="entry",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="adjustment",
                to="credits.entry",
            ),
        ),
        migrations.AddField(
            model_name="adjustment",
            name="requested_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="grant",
            name="account",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="grants",
                to="credits.account",
            ),
        ),
        migrations.AddField(
            model_name="entry",
            name="grant",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="entries",
                to="credits.grant",
            ),
        ),
        migrations.AddField(
            model_name="grantuse",
            name="entry",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="uses",
                to="credits.entry",
            ),
        ),
        migrations.AddField(
            model_name="grantuse",
            name="grant",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="uses", to="credits.grant"
            ),
        ),
        migrations.AddField(
            model_name="grantuse",
            name="hold",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="uses",
                to="credits.hold",
            ),
        ),
        migrations.AddIndex(
            model_name="ledgercheck",
            index=models.Index(fields=["-checked_at"], name="ledger_check_latest"),
        ),
        migrations.AddIndex(
            model_name="lowbalance",
            index=models.Index(
                condition=models.Q(("to_email__isnull", False)),
                fields=["account"],
                name="low_balance_to_email",
            ),
        ),
        migrations.AddField(
            model_name="operatoraction",
            name="account",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="operator_actions",
                to="credits.account",
            ),
        ),
        migrations.AddField(
            model_name="operatoraction",
            name="actor",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddIndex(
            model_name="adjustment",
            index=models.Index(
                condition=models.Q(("state", "waiting")), fields=["requested_at"], name="adjustment_waiting"
            ),
        ),
        migrations.AddConstraint(
            model_name="adjustment",
            constraint=models.UniqueConstraint(fields=("key",), name="adjustment_once_per_key"),
        ),
        migrations.AddConstraint(
            model_name="adjustment",
            constraint=models.CheckConstraint(
                condition=models.Q(("credits", 0), _negated=True), name="adjustment_not_zero"
            ),
        ),
        migrations.AddConstraint(
            model_name="adjustment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("four_eyes", False),
                    models.Q(("state", "applied"), _negated=True),
                    models.Q(("decided_by", models.F("requested_by")), _negated=True),
                    _connector="OR",
                ),
                name="adjustment_needs_four_eyes",
            ),
        ),
        migrations.AddConstraint(
            model_name="adjustment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decided_at", None),
                        ("decided_by", None),
                        ("entry", None),
                        ("four_eyes", True),
                        ("state", "waiting"),
                    ),
                    models.Q(
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                        ("entry__isnull", False),
                        ("state", "applied"),
                    ),
                    models.Q(
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                        ("entry", None),
                        ("state", "declined"),
                    ),
                    _connector="OR",
                ),
                name="adjustment_decided_once",
            ),
        ),
        migrations.AddIndex(
            model_name="grant",
            index=models.Index(
                condition=models.Q(("spent_at", None)),
                fields=["account", "priority", "expires_at", "effective_at"],
                name="grant_to_spend",
            ),
        ),
        migrations.AddIndex(
            model_name="grant",
            index=models.Index(
                condition=models.Q(("spent_at", None), ("state", "active")),
                fields=["expires_at"],
                name="grant_expiring",
            ),
        ),
        migrations.AddIndex(
            model_name="grant",
            index=models.Index(
                condition=models.Q(("state", "scheduled")), fields=["effective_at"], name="grant_beginning"
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.UniqueConstraint(fields=("key",), name="grant_once_per_key"),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.UniqueConstraint(fields=("account", "period"), name="grant_once_per_period"),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)), name="grant_amount_positive"
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        ("signup_bonus", "purchase", "monthly_reset", "promotion", "refund", "adjustment"),
                    )
                ),
                name="grant_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["scheduled", "active", "expired", "voided"])),
                name="grant_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(("priority__gte", 0), ("priority__lte", 100)),
                name="grant_priority_0_to_100",
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("held__gte", 0),
                    ("held__lte", models.F("remaining")),
                    ("remaining__lte", models.F("amount")),
                ),
                name="grant_covers_its_holds",
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("closed_at", None),
                        ("held", 0),
                        ("remaining", models.F("amount")),
                        ("state", "scheduled"),
                    ),
                    models.Q(("closed_at", None), ("state", "active")),
                    models.Q(
                        ("closed_at__isnull", False),
                        ("remaining", models.F("held")),
                        ("state__in", ("expired", "voided")),
                    ),
                    _connector="OR",
                ),
                name="grant_closed_keeps_only_holds",
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("remaining__gt", 0), ("spent_at", None)),
                    models.Q(("remaining", 0), ("spent_at__isnull", False)),
                    _connector="OR",
                ),
                name="grant_spent_when_nothing_remains",
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("expires_at", None),
                    models.Q(
                        ("expires_at__gt", models.F("effective_at")),
                        models.Q(("kind__in", ("purchase", "refund")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="grant_purchased_never_expires",
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("expires_at__isnull", False), ("kind", "monthly_reset"), ("period__isnull", False)
                    ),
                    models.Q(models.Q(("kind", "monthly_reset"), _negated=True), ("period", None)),
                    _connector="OR",
                ),
                name="grant_refill_has_a_period",
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("key__startswith", "hold:"), _negated=True),
                    models.Q(("key__startswith", "expiry:"), _negated=True),
                    models.Q(("key__startswith", "void:"), _negated=True),
                ),
                name="grant_key_not_reserved",
            ),
        ),
        migrations.AddConstraint(
            model_name="grantuse",
            constraint=models.UniqueConstraint(fields=("hold", "nth"), name="use_of_hold_in_order"),
        ),
        migrations.AddConstraint(
            model_name="grantuse",
            constraint=models.UniqueConstraint(
                condition=models.Q(("entry__isnull", False)),
                fields=("entry", "nth"),
                name="use_of_entry_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="grantuse",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)), name="use_amount_positive"
            ),
        ),
        migrations.AddConstraint(
            model_name="grantuse",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("captured", None),
                    models.Q(("captured__gte", 0), ("captured__lte", models.F("amount"))),
                    _connector="OR",
                ),
                name="use_captured_within_amount",
            ),
        ),
        migrations.AddConstraint(
            model_name="grantuse",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("entry", None), ("hold__isnull", False)),
                    models.Q(("captured", models.F("amount")), ("entry__isnull", False), ("hold", None)),
                    _connector="OR",
                ),
                name="use_of_hold_or_entry",
            ),
        ),
        # Half-empty pages let the updates of a busy grant stay on their page (HOT), off the indexes.
        migrations.RunSQL(
            "ALTER TABLE credits_grant SET (fillfactor = 50);"
            "ALTER TABLE credits_grantuse SET (fillfactor = 80)",
            reverse_sql="ALTER TABLE credits_grant RESET (fillfactor);"
            "ALTER TABLE credits_grantuse RESET (fillfactor)",
        ),
    ]
