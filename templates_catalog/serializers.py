"""What the catalog's API takes and gives."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from sitegen.catalog import Component, Template
from sitegen.content import MODELS
from templates_catalog import services


class FiltersInput(serializers.Serializer[Any]):
    """Query parameters of both lists."""

    category = serializers.CharField(required=False, allow_blank=True, max_length=60)
    tag = serializers.CharField(required=False, allow_blank=True, max_length=60)
    search = serializers.CharField(
        required=False, allow_blank=True, max_length=100, help_text="part of a name, description or tag"
    )


class VersionInput(serializers.Serializer[Any]):
    """Query parameters of both details."""

    version = serializers.IntegerField(required=False, min_value=1, help_text="an earlier version, as it was")


class TemplateRow(serializers.Serializer[Template]):
    template_id = serializers.CharField(source="id")
    version = serializers.IntegerField()
    name = serializers.CharField()
    kind = serializers.CharField()
    category = serializers.CharField()
    description = serializers.CharField()
    tags = serializers.ListField(child=serializers.CharField())
    pages = serializers.SerializerMethodField(help_text="what each page is for")

    def get_pages(self, template: Template) -> list[str]:
        return [page.role for page in template.pages]


class TemplateDetail(TemplateRow):
    kinds = serializers.ListField(child=serializers.CharField())
    keywords = serializers.ListField(child=serializers.CharField())
    moods = serializers.ListField(child=serializers.CharField())
    headers = serializers.ListField(child=serializers.CharField())
    footers = serializers.ListField(child=serializers.CharField())
    design = serializers.SerializerMethodField()
    versions = serializers.SerializerMethodField(help_text="numbers that can be asked for")
    pages = serializers.SerializerMethodField(help_text="pages with their sections, in order")

    def get_versions(self, template: Template) -> list[int]:
        return services.kept_versions(template)

    @extend_schema_field(serializers.DictField())
    def get_design(self, template: Template) -> dict[str, Any]:
        return template.design.model_dump(mode="json")

    @extend_schema_field(serializers.ListField(child=serializers.DictField()))
    def get_pages(self, template: Template) -> list[Any]:
        return [page.model_dump(mode="json") for page in template.pages]


class ComponentRow(serializers.Serializer[Component]):
    component_id = serializers.CharField(source="id")
    version = serializers.IntegerField()
    name = serializers.CharField()
    category = serializers.CharField()
    content = serializers.CharField(allow_null=True, help_text="kind of content; null: navigation or footer")
    description = serializers.CharField()
    tags = serializers.ListField(child=serializers.CharField())
    variants = serializers.ListField(child=serializers.CharField())
    tones = serializers.ListField(child=serializers.CharField())


class ComponentDetail(ComponentRow):
    versions = serializers.SerializerMethodField(help_text="numbers that can be asked for")
    layout = serializers.CharField()
    bleed = serializers.BooleanField()
    pictures = serializers.SerializerMethodField()
    item_pictures = serializers.SerializerMethodField()
    min_items = serializers.IntegerField(allow_null=True)
    max_items = serializers.IntegerField(allow_null=True)
    props_schema = serializers.SerializerMethodField(help_text="JSON Schema of the content that it shows")
    sample = serializers.JSONField(allow_null=True)
    markup = serializers.CharField(trim_whitespace=False)
    stylesheet = serializers.CharField(source="style", trim_whitespace=False)
    script = serializers.CharField(trim_whitespace=False, allow_null=True)

    def get_versions(self, component: Component) -> list[int]:
        return services.kept_versions(component)

    @extend_schema_field(serializers.ListField(child=serializers.DictField()))
    def get_pictures(self, component: Component) -> list[dict[str, Any]]:
        return [slot.model_dump(mode="json") for slot in component.pictures]

    @extend_schema_field(serializers.DictField(allow_null=True))
    def get_item_pictures(self, component: Component) -> dict[str, Any] | None:
        return component.item_pictures.model_dump(mode="json") if component.item_pictures else None

    @extend_schema_field(serializers.DictField(allow_null=True))
    def get_props_schema(self, component: Component) -> dict[str, Any] | None:
        return MODELS[component.content].model_json_schema() if component.content else None
