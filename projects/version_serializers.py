"""What the API takes and gives for versions."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from projects import services
from projects.models import SiteVersion
from projects.selectors import FileRow
from projects.serializers import PageOut

CHANGES = [(name, name) for name in ("added", "removed", "moved", "changed")]
FILE_CHANGES = [(name, name) for name in ("added", "removed", "changed")]
WORD_CHANGES = [(name, name) for name in ("same", "removed", "added")]
HIGHEST = 2_147_483_647


class VersionRowOut(serializers.Serializer[Any]):
    """A version in a list; ``bytes`` counts each of its files in full."""

    number = serializers.IntegerField()
    label = serializers.CharField()  # type: ignore[assignment]  # a field may be called label
    created_at = serializers.DateTimeField()
    build_id = serializers.UUIDField(allow_null=True)
    restored_from = serializers.IntegerField(allow_null=True, help_text="the version that it repeats")
    pages = PageOut(many=True)
    score = serializers.IntegerField(allow_null=True, help_text="0–100")
    bytes = serializers.IntegerField()
    files_count = serializers.IntegerField()
    is_current = serializers.BooleanField()
    preview_url = serializers.CharField()
    thumbnail_url = serializers.CharField()


class VersionFileOut(serializers.Serializer[Any]):
    path = serializers.CharField()
    size = serializers.IntegerField(help_text="bytes")
    sha256 = serializers.CharField()
    content_type = serializers.CharField()


class VersionDetailOut(VersionRowOut):
    """One version with its files and the scores of its checks."""

    quality = serializers.DictField()
    files = VersionFileOut(many=True)


class LabelIn(serializers.Serializer[Any]):
    """The version's name; empty takes it away."""

    label = serializers.CharField(max_length=200, allow_blank=True)  # type: ignore[assignment]  # a field may be called label


class ForkIn(serializers.Serializer[Any]):
    """The version to begin with, the current one if it is left out, and the new project's name."""

    version = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=HIGHEST)
    name = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class WordOut(serializers.Serializer[Any]):
    change = serializers.ChoiceField(choices=WORD_CHANGES)
    text = serializers.CharField()


class TextChangeOut(serializers.Serializer[Any]):
    field = serializers.CharField()
    words = WordOut(many=True)


class SettingChangeOut(serializers.Serializer[Any]):
    field = serializers.CharField(help_text="as in theme.palettes.plain.accent")
    before = serializers.JSONField(allow_null=True)
    after = serializers.JSONField(allow_null=True)


class SectionChangeOut(serializers.Serializer[Any]):
    id = serializers.CharField()
    kind = serializers.CharField()
    change = serializers.ChoiceField(choices=CHANGES)
    texts = TextChangeOut(many=True)
    settings = SettingChangeOut(many=True)


class PageChangeOut(serializers.Serializer[Any]):
    slug = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # a field may be called label
    change = serializers.ChoiceField(choices=CHANGES)
    texts = TextChangeOut(many=True)
    settings = SettingChangeOut(many=True)
    sections = SectionChangeOut(many=True)


class FileChangeOut(serializers.Serializer[Any]):
    path = serializers.CharField()
    change = serializers.ChoiceField(choices=FILE_CHANGES)
    size_before = serializers.IntegerField(allow_null=True)
    size_after = serializers.IntegerField(allow_null=True)


class DiffOut(serializers.Serializer[Any]):
    """What is different in version ``number``, compared with version ``against``."""

    number = serializers.IntegerField()
    against = serializers.IntegerField()
    settings = SettingChangeOut(many=True)
    pages = PageChangeOut(many=True)
    files = FileChangeOut(many=True)


def version_row(version: SiteVersion, *, bytes_total: int, files_count: int) -> dict[str, Any]:
    """A version that knows its project as the API gives it; see VersionRowOut."""
    project = version.project
    return {
        "number": version.number,
        "label": version.label,
        "created_at": version.created_at,
        "build_id": version.build_id,
        "restored_from": version.restored_from,
        "pages": version.pages,
        "score": version.quality.get("score"),
        "bytes": bytes_total,
        "files_count": files_count,
        "is_current": project.current_version_id == version.pk,
        "preview_url": services.preview_url(version),
        "thumbnail_url": f"/api/v2/projects/{project.pk}/versions/{version.number}/thumbnail",
    }


def version_detail(version: SiteVersion, files: list[FileRow]) -> dict[str, Any]:
    """See VersionDetailOut."""
    row = version_row(version, bytes_total=sum(file.size for file in files), files_count=len(files))
    return {**row, "quality": version.quality, "files": [vars(file) for file in files]}
