"""The API of credits."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from autowebiq.common.api import add_page_headers, window
from credits import pricing, selectors, statements
from credits.serializers import (
    HistoryOutput,
    PricingOutput,
    StatementOutput,
    SummaryOutput,
    quote_body,
    summary_body,
)

PAGE = [
    OpenApiParameter("limit", OpenApiTypes.INT, description="1–100, default 50"),
    OpenApiParameter("offset", OpenApiTypes.INT, description="from 0"),
]


class HistoryView(APIView):
    @extend_schema(parameters=PAGE, responses=HistoryOutput, tags=["credits"])
    def get(self, request: Request) -> Response:
        """Every movement of the wallet, newest first; `X-Total-Count` and `Link` tell of further pages."""
        user_id, (limit, offset) = _user_id(request), window(request)
        rows = selectors.history(user_id=user_id, limit=limit, offset=offset)
        balance = selectors.wallet(user_id=user_id).credits
        response = Response(HistoryOutput({"current_balance": balance, "transactions": rows}).data)
        add_page_headers(response, request, total=selectors.history_count(user_id=user_id))
        return response


class PricingView(APIView):
    permission_classes = [AllowAny]

    @extend_schema(responses=PricingOutput, tags=["credits"])
    def get(self, request: Request) -> Response:
        """What each agent costs, the discount, and the price of a full build."""
        body = {
            "agents": [{"agent": agent, "credits": price} for agent, price in pricing.PRICES.items()],
            "discount": {
                "percent": pricing.DISCOUNT_PERCENT,
                "from_agents": pricing.DISCOUNT_FROM_AGENTS,
            },
            "full_build": quote_body(pricing.quote(pricing.FULL_BUILD)),
            "signup_bonus": settings.SIGNUP_BONUS,
        }
        return Response(body)


class SummaryView(APIView):
    @extend_schema(responses=SummaryOutput, tags=["credits"])
    def get(self, request: Request) -> Response:
        """The wallet and what went through it so far."""
        return Response(summary_body(selectors.summary(user_id=_user_id(request))))


class CsvRenderer(BaseRenderer):
    """Sends text as it is; what is no text (a problem) as JSON, whatever was asked for."""

    media_type = "text/csv"
    format = "csv"
    charset = "utf-8"

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None
    ) -> str | bytes:
        return data if isinstance(data, str) else bytes(JSONRenderer().render(data))


class StatementView(APIView):
    renderer_classes = [JSONRenderer, CsvRenderer]

    @extend_schema(
        parameters=[
            OpenApiParameter("month", OpenApiTypes.STR, description="YYYY-MM (UTC); this month by default"),
            OpenApiParameter("format", OpenApiTypes.STR, enum=["json", "csv"], description="or by Accept"),
        ],
        responses={(200, "application/json"): StatementOutput, (200, "text/csv"): OpenApiTypes.STR},
        tags=["credits"],
    )
    def get(self, request: Request) -> Response:
        """A month of the wallet: opening balance, every entry, closing balance."""
        now = timezone.now()
        month = request.query_params.get("month") or f"{now:%Y-%m}"
        found = statements.statement(user_id=_user_id(request), month=month, now=now)
        if isinstance(request.accepted_renderer, CsvRenderer):
            name = f'attachment; filename="autowebiq-credits-{found.month}.csv"'
            return Response(statements.statement_csv(found), headers={"Content-Disposition": name})
        return Response(StatementOutput(found).data)


def _user_id(request: Request) -> UUID:
    return cast(UUID, request.user.pk)  # the default permission let only users in
