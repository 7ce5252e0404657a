"""The API of credits."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.conf import settings
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from autowebiq.common.api import add_page_headers, window
from credits import pricing, selectors
from credits.serializers import HistoryOutput, PricingOutput, SummaryOutput, quote_body, summary_body

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


def _user_id(request: Request) -> UUID:
    return cast(UUID, request.user.pk)  # the default permission let only users in
