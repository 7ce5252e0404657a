"""Builds for operators: what happened, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from unfold.contrib.filters.admin import RangeDateTimeFilter
from unfold.decorators import display

from autowebiq.common import charts
from autowebiq.common.errors import DomainError
from autowebiq.common.operators import (
    LookAdmin,
    ReasonForm,
    RefundForm,
    operator_id,
    refusal,
    uuid_of,
    wallet_link,
)
from builds import figures, services, words
from builds.models import Build
from credits import selectors as credit_selectors

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

COLOURS = {
    Build.Status.QUEUED: "info",
    Build.Status.RUNNING: "info",
    Build.Status.SUCCEEDED: "success",
    Build.Status.FAILED: "danger",
    Build.Status.CANCELLED: "warning",
}


@dataclass(frozen=True)
class Action:
    """Something an operator may do; ``done`` is said afterwards."""

    name: str
    title: _StrPromise
    button: _StrPromise
    about: _StrPromise
    permission: str
    done: _StrPromise
    act: Callable[[Build, UUID, dict[str, Any]], object]


def _retry(build: Build, operator: UUID, data: dict[str, Any]) -> Build:
    return services.retry_for_owner(
        build_id=build.pk,
        operator_id=operator,
        reason=data["reason"],
        new_id=data["key"],
        now=timezone.now(),
    )


def _cancel(build: Build, operator: UUID, data: dict[str, Any]) -> Build:
    return services.cancel_for_owner(
        build_id=build.pk, operator_id=operator, reason=data["reason"], now=timezone.now()
    )


def _refund(build: Build, operator: UUID, data: dict[str, Any]) -> object:
    return services.refund_build(
        build_id=build.pk,
        operator_id=operator,
        credits=data["credits"],
        reason=data["reason"],
        now=timezone.now(),
    )


ACTIONS = {
    action.name: action
    for action in (
        Action(
            "retry",
            gettext_lazy("Retry the build"),
            gettext_lazy("Retry"),
            gettext_lazy(
                "The build is ordered again in its owner's name, from the same prompt. It holds its price in "
                "their wallet as every build does, and costs nothing if it fails again."
            ),
            "builds.change_build",
            gettext_lazy("The build is ordered again; this is it."),
            _retry,
        ),
        Action(
            "cancel",
            pgettext_lazy("administration", "Cancel the build"),
            pgettext_lazy("administration", "Cancel the build"),
            gettext_lazy(
                "It ends at once, whatever its worker does, and all credits that are held for it come back."
            ),
            "builds.change_build",
            gettext_lazy("The build has ended; its credits came back."),
            _cancel,
        ),
        Action(
            "refund",
            gettext_lazy("Refund the build"),
            gettext_lazy("Refund"),
            gettext_lazy(
                "Gives back what was charged, or a part of it, once. The site stays with its owner."
            ),
            "credits.adjust_account",
            gettext_lazy("The credits are back in the wallet."),
            _refund,
        ),
    )
}


@admin.register(Build)
class BuildAdmin(LookAdmin):
    list_display = [
        "ordered", "project_name", "owner_link", "state", "percent", "waited", "took", "credits_used",
        "error_code",
    ]  # fmt: skip
    list_filter = ["status", "error_code", "template_id", ("queued_at", RangeDateTimeFilter)]
    list_select_related = ["project", "owner"]
    search_fields = ["owner__email", "project__name", "=id", "=project__id"]
    search_help_text = gettext_lazy("E-mail address, project, or the id of a build or project")
    ordering = ["-queued_at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Build]:
        rows: QuerySet[Build] = super().get_queryset(request)
        return rows.defer("prompt", "result", "project__description")

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        return lookup in ("project__id__exact", "owner__id__exact") or super().lookup_allowed(
            lookup, value, request
        )

    @display(description=gettext_lazy("ordered"), ordering="queued_at")
    def ordered(self, build: Build) -> str:
        return f"{build.queued_at:%Y-%m-%d %H:%M:%S}"

    @display(description=gettext_lazy("project"), ordering="project__name")
    def project_name(self, build: Build) -> str:
        return build.project.name

    @display(description=gettext_lazy("owner"), ordering="owner__email")
    def owner_link(self, build: Build) -> str:
        return wallet_link(build.owner)

    @display(description=gettext_lazy("state"), label=COLOURS, ordering="status")
    def state(self, build: Build) -> tuple[str, str]:
        return build.status, build.get_status_display()

    @display(description=gettext_lazy("progress"), ordering="progress")
    def percent(self, build: Build) -> str:
        return f"{build.progress} %"

    @display(description=gettext_lazy("waited"))
    def waited(self, build: Build) -> str:
        return _between(build.queued_at, build.started_at)

    @display(description=gettext_lazy("took"))
    def took(self, build: Build) -> str:
        return _between(build.started_at, build.finished_at)

    def get_urls(self) -> list[URLPattern]:
        act = path(
            "<uuid:build_id>/<slug:name>/",
            self.admin_site.admin_view(self.act_view),
            name="builds_build_act",
        )
        urls: list[URLPattern] = super().get_urls()
        # After the pages that every model has, which would be taken for actions else.
        return [*urls[:-1], act, urls[-1]]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """One build with its timeline; there is nothing on it to send."""
        if not self.has_view_permission(request) or request.method not in ("GET", "HEAD"):
            raise PermissionDenied
        build = self._found(uuid_of(object_id))
        context = {**self.admin_site.each_context(request), "opts": self.opts, **_build_page(build)}
        context["doable"] = [
            action
            for action in _doable(build, context["refunded"])
            if request.user.has_perm(action.permission)
        ]
        return render(request, "builds/admin/build.html", context)

    def act_view(self, request: HttpRequest, build_id: UUID, name: str) -> HttpResponse:
        """Ask for a reason, and do it."""
        action = ACTIONS.get(name)
        if action is None:
            raise Http404
        if not self.has_view_permission(request) or not request.user.has_perm(action.permission):
            raise PermissionDenied
        build = self._found(build_id)
        form = _form(action, build, request)
        if request.method == "POST" and form.is_valid():
            try:
                done = action.act(build, operator_id(request), form.cleaned_data)
            except DomainError as error:
                form.add_error(None, refusal(error))
            else:
                messages.success(request, action.done)
                shown = done.pk if isinstance(done, Build) else build.pk
                return redirect("admin:builds_build_change", shown)
        context = {
            **self.admin_site.each_context(request),
            "title": _("%(action)s of %(project)s") % {"action": action.title, "project": build.project},
            "opts": self.opts,
            "build": build,
            "action": action,
            "form": form,
        }
        return render(request, "builds/admin/act.html", context)

    def _found(self, build_id: UUID) -> Build:
        return get_object_or_404(Build.objects.select_related("project", "owner", "retry_of"), pk=build_id)


def _form(action: Action, build: Build, request: HttpRequest) -> ReasonForm:
    data = request.POST if request.method == "POST" else None
    return RefundForm(data, most=build.credits_used) if action.name == "refund" else ReasonForm(data)


def _doable(build: Build, refunded: int) -> list[Action]:
    """What makes sense for a build as it stands."""
    if build.is_active:
        return [ACTIONS["cancel"]]
    if build.status == Build.Status.SUCCEEDED:
        return [ACTIONS["refund"]] if build.credits_used and not refunded else []
    return [ACTIONS["retry"]]


def _build_page(build: Build) -> dict[str, Any]:
    moments = figures.timeline(build)
    agents = figures.agent_spans(moments)
    rows = [
        charts.Span(words.agent(row.agent), row.begin, row.end, row.status, words.state(row.status))
        for row in agents
    ]
    told = ", ".join(f"{words.agent(row.agent)} {row.end - row.begin:.1f} s" for row in agents)
    return {
        "title": _("Build of %(project)s") % {"project": build.project},
        "build": build,
        "stage": words.stage(build.stage),
        "moments": moments,
        "agents": agents,
        "chart": charts.spans(rows, summary=_("How long the agents worked: %(told)s.") % {"told": told})
        if rows
        else None,
        "retries": figures.retries_of(build.pk),
        "refunded": credit_selectors.refunded(reference=str(build.pk)),
        "waited": _between(build.queued_at, build.started_at),
        "took": _between(build.started_at, build.finished_at),
    }


def _between(begin: Any, end: Any) -> str:
    return f"{(end - begin).total_seconds():.1f} s" if begin and end else "–"
