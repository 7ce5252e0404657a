"""The administration's own pages: the overview that it opens with, and the catalog as it is in force.

Everybody sees only what their rights cover; who has none sees an empty page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_safe

from autowebiq.common import charts
from autowebiq.common.charts import Chart, Column
from builds import figures, words
from credits import selectors as credit_selectors
from projects import selectors as project_selectors
from sitegen.catalog import Component, Template
from templates_catalog import services as catalog_services
from templates_catalog.services import Filters
from web.queries import TemplatesQuery

HOURS = 48
DAYS = 30
TICK_HOURS = 6
TICK_DAYS = 5


@dataclass(frozen=True)
class Panel:
    """A chart with its numbers: ``heads`` and ``rows`` of a table, ``keys`` of its colours with names."""

    id: str
    title: str
    about: str
    chart: Chart
    keys: tuple[tuple[str, str], ...]
    heads: tuple[str, ...]
    rows: list[tuple[str, ...]]


def overview(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """The context of the administration's first page; Unfold calls it (DASHBOARD_CALLBACK)."""
    user, now = request.user, timezone.now()
    context |= {"title": _("Overview"), "panels": [], "now": now}
    if user.has_perm("builds.view_build"):
        context |= _work(now, context["panels"])
    if user.has_perm("credits.view_entry"):
        context["panels"].append(_credits_panel(credit_selectors.days(now=now, count=DAYS)))
    if user.has_perm("projects.view_project"):
        context["storage"] = project_selectors.storage()
    return context


def _work(now: datetime, panels: list[Panel]) -> dict[str, Any]:
    hours = figures.hours(now=now, count=HOURS)
    stages = figures.stages()
    panels += [_builds_panel(hours), _waits_panel(hours), *([_stages_panel(stages)] if stages else [])]
    succeeded, failed = sum(hour.succeeded for hour in hours), sum(hour.failed for hour in hours)
    queue = figures.queue_now()
    workers = figures.workers(now=now)
    alive = [worker for worker in workers if worker.is_alive]
    return {
        "work": {
            "ended": succeeded + failed,
            "rate": 100 * succeeded / (succeeded + failed) if succeeded + failed else None,
            "failed": failed,
            "queue": queue,
            "oldest": now - queue.oldest if queue.oldest else None,
            "alive": len(alive),
            "slots": sum(worker.slots for worker in alive if not worker.is_stopping),
        },
        "workers": workers,
        "reasons": figures.failure_reasons(since=now - timedelta(hours=HOURS)),
    }


def _builds_panel(hours: Sequence[figures.Hour]) -> Panel:
    kinds = {
        "succeeded": pgettext("builds", "succeeded"),
        "failed": pgettext("builds", "failed"),
        "cancelled": pgettext("builds", "cancelled"),
        "active": pgettext("builds", "active"),
    }
    columns = [
        Column(_hour(hour.begin), _hour_tick(hour.begin), {kind: getattr(hour, kind) for kind in kinds})
        for hour in hours
    ]
    total = sum(sum(int(v or 0) for v in column.values.values()) for column in columns)
    parts = ", ".join(
        f"{sum(getattr(hour, kind) for hour in hours):,} {name}" for kind, name in kinds.items()
    )
    told = _("Builds by the hour over %(hours)s hours: %(total)s in all, %(parts)s")
    return Panel(
        id="builds",
        title=_("Builds per hour"),
        about=_("the last %(hours)s hours, by when they were ordered, UTC") % {"hours": HOURS},
        chart=charts.stacked(
            columns, summary=told % {"hours": HOURS, "total": f"{total:,}", "parts": parts}, names=kinds
        ),
        keys=tuple(kinds.items()),
        heads=(_("Hour"), *map(str.capitalize, kinds.values())),
        rows=[(c.label, *(f"{v:,.0f}" for v in c.values.values())) for c in reversed(columns)],
    )


def _waits_panel(hours: Sequence[figures.Hour]) -> Panel:
    columns = [
        Column(
            _hour(hour.begin),
            _hour_tick(hour.begin),
            {"95th percentile": hour.wait_p95, "median": hour.wait_median},
        )
        for hour in hours
    ]
    longest = max((hour.wait_p95 or 0 for hour in hours), default=0)
    told = _("Seconds that builds waited, by the hour: the highest 95th percentile is %(longest)s.")
    return Panel(
        id="waits",
        title=_("Wait for a worker"),
        about=_("from the order to the first attempt, in seconds"),
        chart=charts.curves(columns, summary=told % {"longest": f"{longest:.1f}"}, unit=" s"),
        keys=_percentiles(),
        heads=(_("Hour"), _("95th percentile"), _("Median")),
        rows=[
            (c.label, *("–" if v is None else f"{v:.1f} s" for v in c.values.values()))
            for c in reversed(columns)
        ],
    )


def _percentiles() -> tuple[tuple[str, str], ...]:
    return (("median", _("median")), ("95th percentile", _("95th percentile")))


def _stages_panel(stages: Sequence[figures.Stage]) -> Panel:
    median, high = (name for _key, name in _percentiles())
    # The median from the left, and on from there to the 95th percentile.
    rows = [
        span
        for stage in stages
        for span in (
            charts.Span(words.agent(stage.agent), 0, stage.median, "median", median),
            charts.Span("", stage.median, max(stage.p95, stage.median), "95th percentile", high),
        )
    ]
    parts = ", ".join(f"{words.agent(stage.agent)} {stage.median:.1f} s" for stage in stages)
    told = _("Median time of each agent, the slowest first: %(parts)s.")
    count = max(stage.count for stage in stages)
    about = ngettext(
        "median and 95th percentile of %(count)s build",
        "median and 95th percentile over the last %(count)s builds",
        count,
    )
    return Panel(
        id="stages",
        title=_("Slowest stages"),
        about=about % {"count": count},
        chart=charts.spans(rows, summary=told % {"parts": parts}),
        keys=_percentiles(),
        heads=(_("Agent"), _("Builds"), _("Median"), _("95th percentile")),
        rows=[(words.agent(s.agent), f"{s.count:,}", f"{s.median:.2f} s", f"{s.p95:.2f} s") for s in stages],
    )


def _credits_panel(days: Sequence[credit_selectors.Day]) -> Panel:
    kinds = {"issued": pgettext("credits", "issued"), "spent": pgettext("credits", "spent")}
    columns = [
        Column(
            date_format(day.date, "d M"),
            date_format(day.date, "d M") if (len(days) - 1 - at) % TICK_DAYS == 0 else "",
            {"issued": day.issued, "spent": day.spent},
        )
        for at, day in enumerate(days)
    ]
    issued, spent = sum(day.issued for day in days), sum(day.spent for day in days)
    told = _("Credits by the day over %(days)s days: %(issued)s issued, %(spent)s spent.")
    return Panel(
        id="credits",
        title=_("Credits issued and spent"),
        about=_("the last %(days)s days, all wallets, net of refunds") % {"days": DAYS},
        chart=charts.side_by_side(
            columns,
            summary=told % {"days": DAYS, "issued": f"{issued:,}", "spent": f"{spent:,}"},
            names=kinds,
        ),
        keys=tuple(kinds.items()),
        heads=(_("Day"), *map(str.capitalize, kinds.values()), _("Corrected")),
        rows=[
            (date_format(day.date, "d M Y"), f"{day.issued:,}", f"{day.spent:,}", f"{day.corrected:+,}")
            for day in reversed(days)
        ],
    )


def _hour(begin: datetime) -> str:
    return f"{date_format(begin, 'd M H')}:00"


def _hour_tick(begin: datetime) -> str:
    if begin.hour % TICK_HOURS:
        return ""
    return date_format(begin, "d M") if begin.hour == 0 else f"{begin:%H}:00"


def _staff_page(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """A page of the administration: others are led to its sign-in."""

    @wraps(view)
    def wrapper(request: HttpRequest) -> HttpResponse:
        # The site as it is at that time: Unfold takes its place while the apps are loaded.
        return admin.site.admin_view(view)(request)

    return wrapper


@_staff_page
@require_safe
def catalog(request: HttpRequest) -> HttpResponse:
    """Templates and components in force, with links to look at them. Files are what changes them."""
    if not request.user.has_perm("builds.view_build"):
        raise PermissionDenied
    asked = TemplatesQuery(request.GET).known()
    filters = Filters(category=asked["category"], tag=asked["tag"], search=asked["q"])
    templates = catalog_services.list_templates(filters)
    components = catalog_services.list_components(filters)
    context = {
        **admin.site.each_context(request),
        "title": _("Catalog"),
        "asked": asked,
        "digest": catalog_services.current_digest()[:12],
        "templates": [(item, catalog_services.kept_versions(item)) for item in templates],
        "components": [
            (item, catalog_services.kept_versions(item), _users(item, templates)) for item in components
        ],
    }
    return render(request, "web/admin/catalog.html", context)


def _users(component: Component, templates: Sequence[Template]) -> int:
    """How many of the templates name a component."""
    return sum(
        component.id in (*template.headers, *template.footers)
        or any(component.id in section.components for page in template.pages for section in page.sections)
        for template in templates
    )
