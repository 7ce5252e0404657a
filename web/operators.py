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
from django.views.decorators.http import require_safe

from autowebiq.common import charts
from autowebiq.common.charts import Chart, Column
from builds import figures
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
    """A chart with its numbers: ``heads`` and ``rows`` of a table, ``keys`` of its colours."""

    id: str
    title: str
    about: str
    chart: Chart
    keys: tuple[str, ...]
    heads: tuple[str, ...]
    rows: list[tuple[str, ...]]


def overview(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """The context of the administration's first page; Unfold calls it (DASHBOARD_CALLBACK)."""
    user, now = request.user, timezone.now()
    context |= {"title": "Overview", "panels": [], "now": now}
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
    kinds = ("succeeded", "failed", "cancelled", "active")
    columns = [
        Column(f"{hour.begin:%d %b %H}:00", _hour_tick(hour.begin), {k: getattr(hour, k) for k in kinds})
        for hour in hours
    ]
    total = sum(sum(int(v or 0) for v in column.values.values()) for column in columns)
    summary = f"Builds by the hour over {HOURS} hours: {total:,} in all, " + ", ".join(
        f"{sum(getattr(hour, kind) for hour in hours):,} {kind}" for kind in kinds
    )
    return Panel(
        id="builds",
        title="Builds per hour",
        about=f"the last {HOURS} hours, by when they were ordered, UTC",
        chart=charts.stacked(columns, summary=summary),
        keys=kinds,
        heads=("Hour", *map(str.capitalize, kinds)),
        rows=[(c.label, *(f"{v:,.0f}" for v in c.values.values())) for c in reversed(columns)],
    )


def _waits_panel(hours: Sequence[figures.Hour]) -> Panel:
    columns = [
        Column(
            f"{hour.begin:%d %b %H}:00",
            _hour_tick(hour.begin),
            {"95th percentile": hour.wait_p95, "median": hour.wait_median},
        )
        for hour in hours
    ]
    longest = max((hour.wait_p95 or 0 for hour in hours), default=0)
    return Panel(
        id="waits",
        title="Wait for a worker",
        about="from the order to the first attempt, in seconds",
        chart=charts.curves(
            columns,
            summary=f"Seconds that builds waited, by the hour: the highest 95th percentile is {longest:.1f}.",
            unit=" s",
        ),
        keys=("median", "95th percentile"),
        heads=("Hour", "95th percentile", "Median"),
        rows=[
            (c.label, *("–" if v is None else f"{v:.1f} s" for v in c.values.values()))
            for c in reversed(columns)
        ],
    )


def _stages_panel(stages: Sequence[figures.Stage]) -> Panel:
    # The median from the left, and on from there to the 95th percentile.
    rows = [
        span
        for stage in stages
        for span in (
            charts.Span(stage.agent, 0, stage.median, "median"),
            charts.Span("", stage.median, max(stage.p95, stage.median), "95th percentile"),
        )
    ]
    told = ", ".join(f"{stage.agent} {stage.median:.1f} s" for stage in stages)
    return Panel(
        id="stages",
        title="Slowest stages",
        about=f"median and 95th percentile over the last {max(stage.count for stage in stages)} builds",
        chart=charts.spans(rows, summary=f"Median time of each agent, the slowest first: {told}."),
        keys=("median", "95th percentile"),
        heads=("Agent", "Builds", "Median", "95th percentile"),
        rows=[(s.agent, f"{s.count:,}", f"{s.median:.2f} s", f"{s.p95:.2f} s") for s in stages],
    )


def _credits_panel(days: Sequence[credit_selectors.Day]) -> Panel:
    columns = [
        Column(
            f"{day.date:%d %b}",
            f"{day.date:%d %b}" if (len(days) - 1 - at) % TICK_DAYS == 0 else "",
            {"issued": day.issued, "spent": day.spent},
        )
        for at, day in enumerate(days)
    ]
    issued, spent = sum(day.issued for day in days), sum(day.spent for day in days)
    return Panel(
        id="credits",
        title="Credits issued and spent",
        about=f"the last {DAYS} days, all wallets, net of refunds",
        chart=charts.side_by_side(
            columns, summary=f"Credits by the day over {DAYS} days: {issued:,} issued, {spent:,} spent."
        ),
        keys=("issued", "spent"),
        heads=("Day", "Issued", "Spent", "Corrected"),
        rows=[
            (f"{day.date:%d %b %Y}", f"{day.issued:,}", f"{day.spent:,}", f"{day.corrected:+,}")
            for day in reversed(days)
        ],
    )


def _hour_tick(begin: datetime) -> str:
    if begin.hour % TICK_HOURS:
        return ""
    return f"{begin:%d %b}" if begin.hour == 0 else f"{begin:%H}:00"


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
        "title": "Catalog",
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
