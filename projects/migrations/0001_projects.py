import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Blob",
            fields=[
                ("sha256", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("data", models.BinaryField()),
                ("size", models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Project",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=200)),
                ("name_is_provisional", models.BooleanField(default=False)),
                ("description", models.TextField(blank=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("building", "Building"),
                            ("completed", "Completed"),
                            ("failed", "Failed"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("template_id", models.CharField(blank=True, max_length=60)),
                (
                    "build_time",
                    models.FloatField(help_text="seconds that the last successful build took", null=True),
                ),
                ("active_build", models.UUIDField(null=True)),
                ("archived", models.BooleanField(default=False)),
                ("deleted_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
        ),
        migrations.CreateModel(
            name="ProjectMessage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("user", "User"), ("assistant", "Assistant"), ("agent", "Agent")],
                        max_length=10,
                    ),
                ),
                ("text", models.TextField()),
                ("build_id", models.UUIDField(null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name="SiteVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.PositiveIntegerField()),
                ("spec", models.JSONField()),
                ("quality", models.JSONField(default=dict)),
                ("pages", models.JSONField(default=list)),
                ("build_id", models.UUIDField(null=True)),
                ("label", models.CharField(blank=True, max_length=200)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name="VersionFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("path", models.CharField(max_length=255)),
                ("content_type", models.CharField(max_length=100)),
            ],
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="blob",
            trigger=pgtrigger.compiler.Trigger(
                name="blob_is_immutable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="be5ec03dc888f1aef892c3498346511eaf40857d",
                    operation="UPDATE",
                    pgid="pgtrigger_blob_is_immutable_d8e05",
                    table="projects_blob",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddField(
            model_name="project",
            name="owner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="projects",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="projectmessage",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="messages", to="projects.project"
            ),
        ),
        migrations.AddField(
            model_name="siteversion",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="projects.project"
            ),
        ),
        migrations.AddField(
            model_name="project",
            name="current_version",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="projects.siteversion",
            ),
        ),
        migrations.AddField(
            model_name="versionfile",
            name="blob",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="projects.blob"
            ),
        ),
        migrations.AddField(
            model_name="versionfile",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="files", to="projects.siteversion"
            ),
        ),
        migrations.AddIndex(
            model_name="projectmessage",
            index=models.Index(fields=["project", "id"], name="message_of_project"),
        ),
        migrations.AddConstraint(
            model_name="siteversion",
            constraint=models.UniqueConstraint(fields=("project", "number"), name="version_number_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="siteversion",
            trigger=pgtrigger.compiler.Trigger(
                name="version_is_immutable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."project_id" IS DISTINCT FROM (NEW."project_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."spec" IS DISTINCT FROM (NEW."spec") OR OLD."quality" IS DISTINCT FROM (NEW."quality") OR OLD."pages" IS DISTINCT FROM (NEW."pages") OR OLD."build_id" IS DISTINCT FROM (NEW."build_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="2e7bbe994ed137ad2df5e2c73bc14392ffe27e5b",
                    operation="UPDATE",
                    pgid="pgtrigger_version_is_immutable_7074a",
                    table="projects_siteversion",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="project",
            index=models.Index(
                condition=models.Q(("deleted_at", None)),
                fields=["owner", "-created_at"],
                name="project_of_owner",
            ),
        ),
        migrations.AddConstraint(
            model_name="project",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["draft", "building", "completed", "failed"])),
                name="project_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="versionfile",
            constraint=models.UniqueConstraint(fields=("version", "path"), name="version_path_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="versionfile",
            trigger=pgtrigger.compiler.Trigger(
                name="file_is_immutable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="d4d6ad471d4467fc54badbbb363cea03f480ab1c",
                    operation="UPDATE",
                    pgid="pgtrigger_file_is_immutable_f5883",
                    table="projects_versionfile",
                    when="BEFORE",
                ),
            ),
        ),
    ]
