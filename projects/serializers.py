"""What the API takes and gives for projects."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from rest_framework import serializers

from projects.models import Project, ProjectMessage
from sitegen import texts


class LanguageField(serializers.ChoiceField):
    """A language in which sites have their texts; empty: the one of the prompt."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            choices=sorted(texts.languages()),
            allow_blank=True,
            help_text="of the site's texts, for builds to come (ISO 639-1); empty: as the prompt says",
            **options,
        )


class ProjectIn(serializers.Serializer[Any]):
    """A new project."""

    name = serializers.CharField(max_length=200)
    description = serializers.CharField(
        max_length=settings.PROMPT_MAX_LENGTH, required=False, allow_blank=True, default=""
    )
    language = LanguageField(required=False, default="")


class ProjectChanges(serializers.Serializer[Any]):
    """Fields to change; those left out stay."""

    name = serializers.CharField(max_length=200, required=False)
    description = serializers.CharField(
        max_length=settings.PROMPT_MAX_LENGTH, required=False, allow_blank=True
    )
    archived = serializers.BooleanField(required=False)
    language = LanguageField(required=False)


class ProjectFilter(serializers.Serializer[Any]):
    """Which projects: by default archived ones and others, but no deleted ones."""

    archived = serializers.BooleanField(required=False, allow_null=True, default=None)
    deleted = serializers.BooleanField(
        required=False, default=False, help_text="those that can still be restored"
    )


class ProjectRow(serializers.Serializer[Any]):
    """A project in a list."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    description = serializers.CharField()
    status = serializers.ChoiceField(choices=Project.Status.choices)
    template_id = serializers.CharField(allow_null=True)
    language = serializers.CharField(help_text="of builds to come; empty: as the prompt says")
    build_time = serializers.FloatField(allow_null=True, help_text="seconds")
    archived = serializers.BooleanField()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class PageOut(serializers.Serializer[Any]):
    slug = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # a field may be called label
    path = serializers.CharField()


class VersionOut(serializers.Serializer[Any]):
    """The version that is shown now."""

    id = serializers.UUIDField()
    number = serializers.IntegerField()
    label = serializers.CharField()  # type: ignore[assignment]  # a field may be called label
    quality = serializers.DictField()
    created_at = serializers.DateTimeField()


class ProjectDetail(ProjectRow):
    """A project with its site: ``generated_code`` maps paths of HTML, CSS and JavaScript to their text."""

    generated_code = serializers.DictField(child=serializers.CharField(), allow_null=True)
    preview_url = serializers.CharField(allow_null=True)
    published_url = serializers.CharField(allow_null=True)
    current_version = VersionOut(allow_null=True)
    pages = PageOut(many=True)
    active_build = serializers.UUIDField(allow_null=True)


class MessageOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    role = serializers.CharField()
    text = serializers.CharField()
    build_id = serializers.UUIDField(allow_null=True)
    created_at = serializers.DateTimeField()


def message_row(message: ProjectMessage) -> dict[str, Any]:
    return {
        "id": message.pk,
        "role": message.role,
        "text": message.text,
        "build_id": message.build_id,
        "created_at": message.created_at,
    }


def project_row(row: dict[str, Any]) -> dict[str, Any]:
    """A row of ``values(*LIST_FIELDS)`` as the API gives it."""
    return {**row, "template_id": row["template_id"] or None}


def project_detail(
    project: Project, *, code: dict[str, str] | None, preview_url: str | None, published_url: str | None
) -> dict[str, Any]:
    """A project as the API gives it; see ProjectDetail."""
    version = project.current_version
    return {
        "id": project.pk,
        "name": project.name,
        "description": project.description,
        "status": project.status,
        "template_id": project.template_id or None,
        "language": project.language,
        "build_time": project.build_time,
        "archived": project.archived,
        "created_at": project.created_at,
        "updated_at": project.updated_at,
        "generated_code": code,
        "preview_url": preview_url,
        "published_url": published_url,
        "current_version": version
        and {
            "id": version.pk,
            "number": version.number,
            "label": version.label,
            "quality": version.quality,
            "created_at": version.created_at,
        },
        "pages": version.pages if version else [],
        "active_build": project.active_build,
    }
