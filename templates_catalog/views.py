"""The gallery's API. Public: visitors look at templates before they sign up, and nothing in it is private."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.cache import patch_cache_control
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.authentication import BaseAuthentication
from rest_framework.permissions import AllowAny, BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from autowebiq.common.api import list_response
from templates_catalog import services
from templates_catalog.serializers import (
    ComponentDetail,
    ComponentRow,
    FiltersInput,
    TemplateDetail,
    TemplateRow,
    VersionInput,
)
from templates_catalog.services import Filters

PAGING = [
    OpenApiParameter("limit", OpenApiTypes.INT, description="1–100, default 50"),
    OpenApiParameter("offset", OpenApiTypes.INT, description="from 0"),
]


class PublicView(APIView):
    """Anybody may read; a token is not looked at, so an expired one does no harm."""

    permission_classes: Sequence[type[BasePermission]] = [AllowAny]
    authentication_classes: Sequence[type[BaseAuthentication]] = []

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Response:
        done: Response = super().finalize_response(request, response, *args, **kwargs)
        if done.status_code == 200:
            patch_cache_control(done, public=True, max_age=60)
        return done


class TemplateListView(PublicView):
    @extend_schema(parameters=[FiltersInput, *PAGING], responses=TemplateRow(many=True), tags=["catalog"])
    def get(self, request: Request) -> Response:
        filters = _filters(request)
        rows = services.cached_answer(
            f"templates {filters!r}",
            lambda: [TemplateRow(item).data for item in services.list_templates(filters)],
        )
        return list_response(request, rows, dict)


class TemplateDetailView(PublicView):
    @extend_schema(parameters=[VersionInput], responses=TemplateDetail, tags=["catalog"])
    def get(self, request: Request, template_id: str) -> Response:
        version = _version(request)
        if version is None:
            template = services.get_template(template_id)
        else:
            template = services.template_version(template_id=template_id, version=version)
        return Response(TemplateDetail(template).data)


class ComponentListView(PublicView):
    @extend_schema(parameters=[FiltersInput, *PAGING], responses=ComponentRow(many=True), tags=["catalog"])
    def get(self, request: Request) -> Response:
        filters = _filters(request)
        rows = services.cached_answer(
            f"components {filters!r}",
            lambda: [ComponentRow(item).data for item in services.list_components(filters)],
        )
        return list_response(request, rows, dict)


class ComponentDetailView(PublicView):
    @extend_schema(parameters=[VersionInput], responses=ComponentDetail, tags=["catalog"])
    def get(self, request: Request, component_id: str) -> Response:
        version = _version(request)
        if version is not None:
            old = services.component_version(component_id=component_id, version=version)
            return Response(ComponentDetail(old).data)
        component = services.get_component(component_id)
        answer = services.cached_answer(f"component {component_id}", lambda: ComponentDetail(component).data)
        return Response(answer)


def _filters(request: Request) -> Filters:
    given = FiltersInput(data=request.query_params)
    given.is_valid(raise_exception=True)
    return Filters(**given.validated_data)


def _version(request: Request) -> int | None:
    given = VersionInput(data=request.query_params)
    given.is_valid(raise_exception=True)
    version: int | None = given.validated_data.get("version")
    return version
