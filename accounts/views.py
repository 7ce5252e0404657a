"""The API of accounts: parse, call one service, shape the answer."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.http import FileResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from accounts import personal, selectors, services
from accounts.models import User
from accounts.serializers import (
    CloseInput,
    CreditsOutput,
    MeInput,
    MessageOutput,
    PasswordChangeInput,
    PasswordForgotInput,
    PasswordResetInput,
    RefreshInput,
    RegisterInput,
    SessionOutput,
    SignInInput,
    SignInOutput,
    StatsOutput,
    TicketOutput,
    UserOutput,
    VerifiedOutput,
    VerifyInput,
    session_body,
    sign_in_row,
    user_body,
)
from accounts.services import Session
from autowebiq.common import tickets
from autowebiq.common.api import list_response
from autowebiq.common.throttle import AddressThrottle, UserThrottle, client_address
from credits import selectors as credit_selectors

PAGING = [
    OpenApiParameter("limit", int, description="1–100, default 50"),
    OpenApiParameter("offset", int, description="0 or more"),
]
RESEND_ANSWER = "An e-mail with a link is on its way."
FORGOT_ANSWER = "If this address has an account, an e-mail with a link is on its way."


class RegisterThrottle(AddressThrottle):
    limit = "register-address"


class RefreshThrottle(AddressThrottle):
    limit = "refresh-address"


class ForgotThrottle(AddressThrottle):
    limit = "password-forgot-address"


class ResetThrottle(AddressThrottle):
    limit = "password-reset-address"


class ExportThrottle(UserThrottle):
    limit = "export-user"


class VerifyThrottle(AddressThrottle):
    limit = "verify-email-address"


class TicketThrottle(UserThrottle):
    limit = "ticket-user"


class PublicView(APIView):
    """For who is not signed in (yet): a stale token in the header must not stand in the way."""

    authentication_classes: list[Any] = []
    permission_classes = [AllowAny]


class RegisterView(PublicView):
    throttle_classes = [RegisterThrottle]

    @extend_schema(request=RegisterInput, responses={201: SessionOutput}, tags=["auth"])
    def post(self, request: Request) -> Response:
        """Create an account with its wallet and the signup bonus, and sign in."""
        user = services.register(**_parsed(RegisterInput, request))
        headers = {"Location": "/api/v2/user/me"}
        return Response(
            _shaped(services.open_session(user=user, device=_device(request))), status=201, headers=headers
        )


class SignInView(PublicView):
    @extend_schema(request=SignInInput, responses=SessionOutput, tags=["auth"])
    def post(self, request: Request) -> Response:
        """Sign in with e-mail (in whatever case) and password."""
        data = _parsed(SignInInput, request)
        return Response(
            _shaped(services.sign_in(**data, address=client_address(request), device=_device(request)))
        )


class RefreshView(PublicView):
    throttle_classes = [RefreshThrottle]

    @extend_schema(request=RefreshInput, responses=SessionOutput, tags=["auth"])
    def post(self, request: Request) -> Response:
        """Exchange a refresh token for new tokens. It works once: a second use ends the whole sign-in."""
        return Response(_shaped(services.refresh_session(**_parsed(RefreshInput, request))))


class LogOutView(PublicView):
    @extend_schema(request=RefreshInput, responses={204: None}, tags=["auth"])
    def post(self, request: Request) -> Response:
        """End a sign-in: its refresh tokens work no more; the access token ends within minutes."""
        services.log_out(**_parsed(RefreshInput, request))
        return Response(status=204)


class SignInsView(APIView):
    @extend_schema(
        operation_id="sign_ins_list", parameters=PAGING, responses=SignInOutput(many=True), tags=["auth"]
    )
    def get(self, request: Request) -> Response:
        """The sign-ins that still count, the last used first."""
        rows = selectors.open_logins(user_id=_user(request).pk, now=timezone.now())
        return list_response(request, rows, sign_in_row)


class OneSignInView(APIView):
    @extend_schema(responses={204: None}, tags=["auth"])
    def delete(self, request: Request, login_id: UUID) -> Response:
        """End a sign-in: its refresh tokens or its session work no more."""
        services.revoke_login(user=_user(request), login_id=login_id)
        return Response(status=204)


class PasswordChangeView(APIView):
    @extend_schema(request=PasswordChangeInput, responses=SessionOutput, tags=["auth"])
    def post(self, request: Request) -> Response:
        """Set a new password. Every other sign-in ends; the answer holds new tokens for this one."""
        data = _parsed(PasswordChangeInput, request)
        session = services.change_password(
            user=_user(request),
            current=data["current_password"],
            new=data["new_password"],
            address=client_address(request),
        )
        return Response(_shaped(session))


class PasswordForgotView(PublicView):
    throttle_classes = [ForgotThrottle]

    @extend_schema(request=PasswordForgotInput, responses={202: MessageOutput}, tags=["auth"])
    def post(self, request: Request) -> Response:
        """Ask for an e-mail to reset the password; the answer is the same for every address."""
        services.request_password_reset(**_parsed(PasswordForgotInput, request))
        return Response({"message": FORGOT_ANSWER}, status=202)


class PasswordResetView(PublicView):
    throttle_classes = [ResetThrottle]

    @extend_schema(request=PasswordResetInput, responses={204: None}, tags=["auth"])
    def post(self, request: Request) -> Response:
        """Set a password with the uid and token of that e-mail. Every sign-in ends."""
        services.reset_password(**_parsed(PasswordResetInput, request))
        return Response(status=204)


class EmailVerifyView(PublicView):
    throttle_classes = [VerifyThrottle]

    @extend_schema(request=VerifyInput, responses=VerifiedOutput, tags=["auth"])
    def post(self, request: Request) -> Response:
        """Confirm an e-mail address with the token of the link that was sent there."""
        user = services.verify_email(**_parsed(VerifyInput, request))
        return Response(VerifiedOutput(user).data)


class EmailResendView(APIView):
    @extend_schema(request=None, responses={202: MessageOutput}, tags=["auth"])
    def post(self, request: Request) -> Response:
        """Ask for the link again; refused once the address is confirmed."""
        services.resend_verification(user=_user(request))
        return Response({"message": RESEND_ANSWER}, status=202)


class MeView(APIView):
    @extend_schema(responses=UserOutput, tags=["user"])
    def get(self, request: Request) -> Response:
        """The signed-in user."""
        return Response(_me(_user(request)))


class ProfileView(MeView):
    @extend_schema(request=MeInput, responses=UserOutput, tags=["user"])
    def patch(self, request: Request) -> Response:
        """Change the name. The e-mail address cannot be changed here."""
        data, user = _parsed(MeInput, request), _user(request)
        if "email" in data:
            services.refuse_other_email(user=user, email=data["email"])
        if "name" in data:
            services.change_name(user=user, name=data["name"])
        return Response(_me(user))

    @extend_schema(request=CloseInput, responses={204: None}, tags=["user"])
    def delete(self, request: Request) -> Response:
        """Close the account for good: everything that belongs to it is erased, but for the books."""
        data = _parsed(CloseInput, request)
        personal.close_account(
            user=_user(request), **data, address=client_address(request), now=timezone.now()
        )
        return Response(status=204)


class ExportView(APIView):
    throttle_classes = [ExportThrottle]

    @extend_schema(responses={(200, "application/zip"): OpenApiTypes.BINARY}, tags=["user"])
    def get(self, request: Request) -> FileResponse:
        """Everything that belongs to the account, as a ZIP of JSON files and of what visitors sent."""
        archive = personal.export_account(user=_user(request))
        response = FileResponse(archive, as_attachment=True, filename="autowebiq-account.zip")
        response["Cache-Control"] = "private, no-store"
        return response


class CreditsView(APIView):
    @extend_schema(responses=CreditsOutput, tags=["user"])
    def get(self, request: Request) -> Response:
        """The wallet: `credits` can be spent now, `held` is set aside for work under way."""
        wallet = credit_selectors.wallet(user_id=_user(request).pk)
        row = {"credits": wallet.credits, "held": wallet.held, "balance": wallet.balance}
        return Response(CreditsOutput({"user_id": _user(request).pk, **row}).data)


class StatsView(APIView):
    @extend_schema(responses=StatsOutput, tags=["user"])
    def get(self, request: Request) -> Response:
        """Projects made and credits spent so far."""
        return Response(StatsOutput(selectors.stats(user=_user(request))).data)


class TicketView(APIView):
    throttle_classes = [TicketThrottle]

    @extend_schema(request=None, responses=TicketOutput, tags=["user"])
    def post(self, request: Request) -> Response:
        """A one-time ticket for a WebSocket, for browsers: they cannot send headers with it."""
        ticket = tickets.issue(_user(request).pk)
        return Response({"ticket": ticket, "expires_in": settings.WS_TICKET_SECONDS})


def _parsed(shape: type[Serializer[Any]], request: Request) -> dict[str, Any]:
    serializer = shape(data=request.data)
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)


def _device(request: Request) -> str:
    return request.headers.get("User-Agent", "")


def _user(request: Request) -> User:
    return cast(User, request.user)


def _me(user: User) -> dict[str, Any]:
    return user_body(user, credit_selectors.wallet(user_id=user.pk))


def _shaped(session: Session) -> dict[str, Any]:
    return session_body(session, credit_selectors.wallet(user_id=session.user.pk))
