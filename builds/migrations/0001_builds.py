import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("projects", "0001_projects"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Build",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("kind", models.CharField(choices=[("build", "Build")], default="build", max_length=10)),
                ("prompt", models.TextField()),
                ("uploaded_images", models.JSONField(default=list)),
                ("template_id", models.CharField(blank=True, max_length=60)),
                ("options", models.JSONField(default=dict)),
                ("seed", models.BigIntegerField(help_text="None: derived from the prompt", null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("QUEUED", "Queued"),
                            ("RUNNING", "Running"),
                            ("SUCCEEDED", "Succeeded"),
                            ("FAILED", "Failed"),
                            ("CANCELLED", "Cancelled"),
                        ],
                        default="QUEUED",
                        max_length=10,
                    ),
                ),
                ("attempt", models.PositiveSmallIntegerField(default=0)),
                ("lease_until", models.DateTimeField(null=True)),
                ("lease_owner", models.CharField(blank=True, max_length=100)),
                ("cancel_requested_at", models.DateTimeField(null=True)),
                ("hold_id", models.UUIDField(null=True)),
                ("quote", models.JSONField(default=dict)),
                ("credits_used", models.PositiveIntegerField(default=0)),
                ("credits_refunded", models.PositiveIntegerField(default=0)),
                ("stage", models.CharField(default="queued", max_length=20)),
                ("progress", models.PositiveSmallIntegerField(default=0)),
                ("last_seq", models.PositiveIntegerField(default=0)),
                ("result", models.JSONField(null=True)),
                ("error_code", models.CharField(blank=True, max_length=50)),
                ("error", models.TextField(blank=True)),
                ("queued_at", models.DateTimeField()),
                ("started_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="builds",
                        to="projects.project",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BuildEvent",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "build_id", "seq", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("seq", models.PositiveIntegerField()),
                ("type", models.CharField(max_length=30)),
                ("data", models.JSONField()),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "build",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="events", to="builds.build"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OutboxMessage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("task", models.CharField(max_length=100)),
                ("task_id", models.CharField(max_length=64)),
                ("payload", models.JSONField(default=dict)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("published_at", models.DateTimeField(null=True)),
                ("locked_until", models.DateTimeField(null=True)),
                ("attempts", models.PositiveIntegerField(default=0)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("published_at", None)), fields=["id"], name="outbox_waiting"
                    ),
                    models.Index(fields=["task_id"], name="outbox_of_task"),
                ],
            },
        ),
        migrations.CreateModel(
            name="StageOutput",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stage", models.CharField(max_length=20)),
                ("output", models.JSONField(null=True)),
                ("credits", models.PositiveIntegerField(default=0)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "build",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="stages", to="builds.build"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="build",
            index=models.Index(fields=["project", "-queued_at"], name="build_of_project"),
        ),
        migrations.AddIndex(
            model_name="build",
            index=models.Index(
                condition=models.Q(("status", "QUEUED")), fields=["queued_at"], name="build_in_queue"
            ),
        ),
        migrations.AddIndex(
            model_name="build",
            index=models.Index(
                condition=models.Q(("status", "RUNNING")), fields=["lease_until"], name="build_lease"
            ),
        ),
        migrations.AddConstraint(
            model_name="build",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ["QUEUED", "RUNNING"])),
                fields=("project",),
                name="build_one_active_per_project",
            ),
        ),
        migrations.AddConstraint(
            model_name="build",
            constraint=models.CheckConstraint(
                condition=models.Q(("progress__lte", 100)), name="build_progress_in_percent"
            ),
        ),
        migrations.AddConstraint(
            model_name="build",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["QUEUED", "RUNNING"]), ("finished_at__isnull", False), _connector="OR"
                ),
                name="build_end_has_a_time",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="buildevent",
            trigger=pgtrigger.compiler.Trigger(
                name="event_is_immutable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="128744dcf0a2c28724c3e2e037f7cd9f761a9cdd",
                    operation="UPDATE",
                    pgid="pgtrigger_event_is_immutable_43495",
                    table="builds_buildevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="stageoutput",
            constraint=models.UniqueConstraint(fields=("build", "stage"), name="stage_once_a_build"),
        ),
    ]
