"""Quality."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.authentication import BaseAuthentication
from rest_framework.permissions import AllowAny, BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from publishing import serializers, services


class ChecksView(APIView):
    """What is measured. Public: the rules are no secret."""

    permission_classes: Sequence[type[BasePermission]] = [AllowAny]
    authentication_classes: Sequence[type[BaseAuthentication]] = []

    @extend_schema(responses=serializers.ChecksOut)
    def get(self, request: Request) -> Response:
        """The nine checks with their rules and sources, and the formula of the scores."""
        return Response(serializers.all_checks())


class ValidateView(APIView):
    """Measuring a site."""

    @extend_schema(request=serializers.WebsiteIn, responses=serializers.WebsiteOut)
    def post(self, request: Request) -> Response:
        """Measure a version of one's project by the nine checks; each finding carries its evidence."""
        data = serializers.WebsiteIn(data=request.data)
        data.is_valid(raise_exception=True)
        project_id, number = data.validated_data["project_id"], data.validated_data.get("version")
        version, report = services.measure_site(
            user_id=cast(UUID, request.user.pk), project_id=project_id, number=number
        )
        answer = {"project_id": project_id, "version": version, **serializers.measured(report)}
        return Response(answer)
