"""The wallet of one user: what is in it and why, and the doors to correct it."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from autowebiq.common.errors import DomainError
from autowebiq.common.operators import refusal
from credits import charts, selectors, services, statements
from credits.admin.read_only import ReadOnlyAdmin, csv_response
from credits.forms import AdjustForm, VoidForm
from credits.models import Account, AdjustmentState, Grant

SHOWN = 25


@admin.register(Account)
class AccountAdmin(ReadOnlyAdmin):
    list_display = ["user", "name", "spendable", "held", "balance", "last_seq"]
    list_select_related = ["user"]
    search_fields = ["user__email", "user__name"]
    search_help_text = gettext_lazy("E-mail address or name")
    ordering = ["-user__created_at"]
    export_fields = ("user__email", "user__name", "balance", "held", "last_seq")

    @display(description=gettext_lazy("name"), ordering="user__name")
    def name(self, account: Account) -> str:
        return account.user.name

    @display(description=gettext_lazy("available"))
    def spendable(self, account: Account) -> int:
        return account.available

    def get_urls(self) -> list[URLPattern]:
        pages = {"adjust": self.adjust_view, "statement": self.statement_view}
        own = [
            path(f"<uuid:user_id>/{name}/", self.admin_site.admin_view(view), name=f"credits_account_{name}")
            for name, view in pages.items()
        ]
        void = path(
            "grants/<uuid:grant_id>/void/",
            self.admin_site.admin_view(self.void_view),
            name="credits_grant_void",
        )
        return [*own, void, *super().get_urls()]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The wallet; there is nothing on it to send."""
        if not self.has_view_permission(request) or request.method not in ("GET", "HEAD"):
            raise PermissionDenied
        account = self._account(object_id)
        context = {
            **self._context(request, account, _("Wallet of %(user)s") % {"user": account.user}),
            **_wallet_page(account),
        }
        return render(request, "credits/admin/wallet.html", context)

    def adjust_view(self, request: HttpRequest, user_id: UUID) -> HttpResponse:
        """Adjust the credits of one wallet."""
        _require(request, "credits.adjust_account")
        account = self._account(user_id)
        form = AdjustForm(request.POST or None)
        if request.method == "POST" and form.is_valid() and self._adjusted(request, account, form):
            return redirect("admin:credits_account_change", account.pk)
        context = {
            **self._context(request, account, _("Adjust credits of %(user)s") % {"user": account.user}),
            "form": form,
        }
        context["limit"] = settings.CREDITS_FOUR_EYES_LIMIT
        return render(request, "credits/admin/adjust.html", context)

    def statement_view(self, request: HttpRequest, user_id: UUID) -> HttpResponse:
        """A month of the wallet as CSV."""
        _require(request, "credits.export_books")
        account, now = self._account(user_id), timezone.now()
        month = request.GET.get("month") or f"{now:%Y-%m}"
        try:
            found = statements.statement(user_id=account.pk, month=month, now=now)
        except DomainError as error:
            messages.error(request, refusal(error))
            return redirect("admin:credits_account_change", account.pk)
        services.export_recorded(
            operator_id=_operator_id(request),
            what=f"entries of {account.user}",
            rows=len(found.lines),
            now=now,
        )
        return csv_response(statements.statement_csv(found), name=f"{account.user}-{found.month}")

    def void_view(self, request: HttpRequest, grant_id: UUID) -> HttpResponse:
        """Void one grant."""
        _require(request, "credits.void_grant")
        grant = get_object_or_404(Grant.objects.select_related("account__user"), pk=grant_id)
        form = VoidForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            self._void(request, grant, form.cleaned_data["reason"])
            return redirect("admin:credits_account_change", grant.account_id)
        title = _("Void a grant of %(credits)s credits (%(kind)s)") % {
            "credits": f"{grant.amount:,}",
            "kind": grant.get_kind_display(),
        }
        context = {**self._context(request, grant.account, title), "form": form, "grant": grant}
        return render(request, "credits/admin/void.html", context)

    def _void(self, request: HttpRequest, grant: Grant, reason: str) -> None:
        try:
            services.void_by_operator(
                grant_id=grant.pk, operator_id=_operator_id(request), reason=reason, now=timezone.now()
            )
        except DomainError as error:
            messages.error(request, refusal(error))
        else:
            messages.success(request, _("Voided; what is held of it goes when it is released."))

    def _adjusted(self, request: HttpRequest, account: Account, form: AdjustForm) -> bool:
        data = form.cleaned_data
        try:
            adjustment = services.request_adjustment(
                operator_id=_operator_id(request),
                user_id=account.pk,
                credits=data["credits"],
                reason=data["reason"],
                reference=data["reference"],
                key=str(data["key"]),
                now=timezone.now(),
            )
        except DomainError as error:
            form.add_error(None, refusal(error))
            return False
        if adjustment.state == AdjustmentState.WAITING:
            messages.warning(request, _("A second operator must approve this; nothing is booked yet."))
            return True
        summary = f"{adjustment.credits:+d} credits: {adjustment.reason} ({adjustment.reference})"
        self.log_change(request, account, summary)
        messages.success(
            request, _("%(credits)s credits were booked.") % {"credits": f"{adjustment.credits:+,}"}
        )
        return True

    def _account(self, user_id: Any) -> Account:
        try:
            key = UUID(str(user_id))
        except ValueError:
            key = UUID(int=0)
        return get_object_or_404(Account.objects.select_related("user"), pk=key)

    def _context(self, request: HttpRequest, account: Account, title: str) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "account": account,
        }


def _wallet_page(account: Account) -> dict[str, Any]:
    now = timezone.now()
    points = selectors.balances(user_id=account.pk, since=charts.begin(now))
    grants = Grant.objects.filter(account=account)
    return {
        "summary": selectors.summary(user_id=account.pk),
        "chart": charts.balance_chart(points, now=now),
        "grants": grants.order_by(*selectors.ORDER_OF_SPENDING)[:SHOWN],
        "holds": account.holds.order_by("-created_at")[:SHOWN],
        "entries": account.entries.order_by("-seq")[:SHOWN],
        "waiting": account.adjustments.filter(state=AdjustmentState.WAITING).select_related("requested_by"),
        "actions": account.operator_actions.select_related("actor").order_by("-pk")[:SHOWN],
        "month": f"{now:%Y-%m}",
        "shown": SHOWN,
    }


def _require(request: HttpRequest, permission: str) -> None:
    if not request.user.has_perm(permission):
        raise PermissionDenied


def _operator_id(request: HttpRequest) -> UUID:
    return cast(UUID, request.user.pk)  # admin_view let only staff in
