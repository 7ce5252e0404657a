"""The order of the agents: planner, then frontend, backend and image side by side, then assembly and testing.

It knows no database: what it reports and what it must remember goes to a Journal.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from queue import Empty, SimpleQueue
from threading import Event
from typing import Any, Protocol, TypeVar, cast

from pydantic import BaseModel

from builds.agents.backend import Backend
from builds.agents.base import Agent, AgentReport, MakeInputs, Order, PlanInputs, Report
from builds.agents.frontend import Frontend
from builds.agents.image import Image
from builds.agents.planner import Planner
from builds.agents.sayings import say
from builds.agents.testing import MeasuredSite, MeasureInputs, Testing
from sitegen.assembly import assemble
from sitegen.catalog import Catalog
from sitegen.pins import Fetch, nowhere, pinned_catalog
from sitegen.render import render_site
from sitegen.spec import SiteArtwork, SiteBackend, SiteCopy, SitePlan, SiteSpec
from sitegen.uploads import hang

STAGES = {"planner": 15, "frontend": 30, "backend": 10, "image": 25, "assembly": 5, "testing": 15}
"""The share of each stage in the overall progress, in percent."""
LOOK_UP_SECONDS = 0.5
T = TypeVar("T")
EMPTY: Mapping[str, BaseModel] = {
    "backend": SiteBackend(forms=(), json_ld={}),
    "image": SiteArtwork(pictures={}, files={}),
}
"""What a site has of an agent that failed, when its owner keeps the rest."""
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Agents:
    """The agents of a build; tests and later engines bring their own."""

    planner: Agent[PlanInputs, SitePlan] = field(default_factory=Planner)
    frontend: Agent[MakeInputs, SiteCopy] = field(default_factory=Frontend)
    backend: Agent[MakeInputs, SiteBackend] = field(default_factory=Backend)
    image: Agent[MakeInputs, SiteArtwork] = field(default_factory=Image)
    testing: Agent[MeasureInputs, MeasuredSite] = field(default_factory=Testing)


class Journal(Protocol):
    """Where a run is written down. Every method may raise to end the run: it was overtaken, or has ended."""

    def finished(self, stage: str) -> Mapping[str, Any] | None:
        """What an earlier attempt kept for a stage."""

    def keep(self, stage: str, output: Mapping[str, Any]) -> None:
        """Keep the output of a finished stage as JSON."""

    def tell(self, report: AgentReport) -> None:
        """An agent says something."""

    def advance(self, stage: str, progress: int) -> None:
        """The whole build has come to ``progress`` percent."""

    def check(self) -> None:
        """Called often while agents are silent."""

    def pause(self) -> None:
        """Called between two stages, where another worker could go on."""


class Stopped(Exception):
    """Raised inside an agent when its report is no longer wanted."""


def run(
    order: Order,
    catalog: Catalog,
    journal: Journal,
    agents: Agents,
    *,
    keep_partial: bool = False,
    fetch: Fetch = nowhere,
) -> MeasuredSite:
    """Make the site that ``order`` asks for; stages that the journal has are not run again.

    A kept plan names the components that it was made with; ``fetch`` gives those that the catalog lost.

    With ``keep_partial`` a failure of the backend, image or testing agent does not end the build: the site is
    made without them, and ``unfinished`` of the result names them.
    """
    meter = _Meter(journal, keep_partial=keep_partial)
    plan = _planned(meter, PlanInputs(order, catalog), agents.planner)
    journal.pause()
    # An earlier attempt may have planned with a catalog that was replaced since.
    catalog = pinned_catalog(catalog, plan.components, fetch)
    made = _side_by_side(meter, MakeInputs(plan, catalog, order.uploads, order.elsewhere), agents)
    journal.pause()
    # Nothing is kept of it: the same parts and pictures give the same site, in a moment or two.
    hung = hang(order.uploads, plan, made.copy, made.artwork, catalog)
    spec = assemble(plan, hung.copy, made.backend, hung.artwork)
    meter.move("assembly", 100)
    tested = _tested(meter, MeasureInputs(spec, catalog), agents.testing)
    return replace(tested, unfinished=tuple(meter.unfinished))


def _planned(meter: _Meter, inputs: PlanInputs, agent: Agent[PlanInputs, SitePlan]) -> SitePlan:
    kept = meter.journal.finished("planner")
    if kept is not None:
        meter.skip("planner")
        return SitePlan.model_validate(kept)
    for _, done in _ended(meter, {"planner": partial(agent.run, inputs)}):
        plan = done.result()
        meter.finish("planner", plan.model_dump(mode="json"))
    return plan


@dataclass(frozen=True)
class _Made:
    copy: SiteCopy
    backend: SiteBackend
    artwork: SiteArtwork


def _side_by_side(meter: _Meter, inputs: MakeInputs, agents: Agents) -> _Made:
    """Run what is missing of the three at the same time."""
    models: dict[str, tuple[type[BaseModel], Agent[MakeInputs, BaseModel]]] = {
        "frontend": (SiteCopy, agents.frontend),
        "backend": (SiteBackend, agents.backend),
        "image": (SiteArtwork, agents.image),
    }
    outputs: dict[str, BaseModel] = {}
    for stage, (model, _) in models.items():
        kept = meter.journal.finished(stage)
        if kept is not None:
            meter.skip(stage)
            outputs[stage] = model.model_validate(kept)
    missing = {
        stage: partial(agent.run, inputs) for stage, (_, agent) in models.items() if stage not in outputs
    }
    for stage, done in _ended(meter, missing):
        outputs[stage] = _received(meter, stage, done)
    return _Made(
        cast(SiteCopy, outputs["frontend"]),
        cast(SiteBackend, outputs["backend"]),
        cast(SiteArtwork, outputs["image"]),
    )


def _received(meter: _Meter, stage: str, done: Future[BaseModel]) -> BaseModel:
    try:
        output = done.result()
    except Exception:
        if not meter.keep_partial or stage not in EMPTY:
            raise
        logger.exception("The %s agent failed; the site is made without it", stage)
        meter.go_without(stage)
        return EMPTY[stage]
    meter.finish(stage, output.model_dump(mode="json"))
    return output


def _tested(meter: _Meter, inputs: MeasureInputs, agent: Agent[MeasureInputs, MeasuredSite]) -> MeasuredSite:
    kept = meter.journal.finished("testing")
    if kept is not None:
        # Rendered files are not kept: the same spec and components give the same bytes.
        pictures = {path: inputs.spec.files[path] for path in kept["pictures"]}
        spec = SiteSpec.model_validate({**kept["spec"], "files": pictures})
        meter.skip("testing")
        return MeasuredSite(spec, render_site(spec, inputs.catalog), kept["quality"])
    for _, done in _ended(meter, {"testing": partial(agent.run, inputs)}):
        try:
            tested = done.result()
        except Exception:
            if not meter.keep_partial:
                raise
            logger.exception("The testing agent failed; the site is kept unmeasured")
            meter.go_without("testing")
            return MeasuredSite(inputs.spec, render_site(inputs.spec, inputs.catalog), {})
    # The pictures come out of the assembly again, where some were drawn anew to fit the words.
    spec_json = tested.spec.model_dump(mode="json", exclude={"files"})
    meter.finish(
        "testing", {"spec": spec_json, "pictures": list(tested.spec.files), "quality": dict(tested.quality)}
    )
    return tested


def _ended(meter: _Meter, work: Mapping[str, Callable[[Report], T]]) -> Iterator[tuple[str, Future[T]]]:
    """Run agents on threads and give each one's future as it ends; what they say is written down here.

    So events keep their order, agents need no database connection, and a silent agent, be it the only one,
    does not keep the run from noticing that it must end.
    """
    if not work:
        return
    meter.journal.check()
    inbox: SimpleQueue[AgentReport | tuple[str, Future[T]]] = SimpleQueue()
    over = Event()

    def report(said: AgentReport) -> None:
        if over.is_set():
            raise Stopped
        inbox.put(said)

    def deliver(stage: str) -> Callable[[Future[T]], None]:
        return lambda done: inbox.put((stage, done))

    pool = ThreadPoolExecutor(len(work), thread_name_prefix="agent")
    try:
        for stage, run_agent in work.items():
            pool.submit(run_agent, report).add_done_callback(deliver(stage))
        waiting = set(work)
        while waiting:
            meter.journal.check()
            try:
                item = inbox.get(timeout=LOOK_UP_SECONDS)
            except Empty:
                continue
            if isinstance(item, AgentReport):
                meter.tell(item)
            else:
                waiting.remove(item[0])
                yield item
    finally:
        over.set()
        # Not waiting: an agent that hangs must not keep a cancelled build alive.
        pool.shutdown(wait=False, cancel_futures=True)


class _Meter:
    """Adds the agents' progress up to the build's, which never falls and is announced in steps."""

    STEP = 3

    def __init__(self, journal: Journal, *, keep_partial: bool) -> None:
        self.journal = journal
        self.keep_partial = keep_partial
        self.unfinished: list[str] = []
        self._of_stage = dict.fromkeys(STAGES, 0)
        self._announced = 0

    def tell(self, report: AgentReport) -> None:
        self.journal.tell(report)
        self.move(report.agent, report.progress)

    def go_without(self, stage: str) -> None:
        """Say that an agent did not finish, and that it costs nothing."""
        self.unfinished.append(stage)
        said = say("This could not be finished; the site is kept without it, and it is not charged.")
        self.tell(AgentReport(stage, "error", said, 100))

    def skip(self, stage: str) -> None:
        """Count a stage that an earlier attempt finished."""
        self._of_stage[stage] = 100

    def finish(self, stage: str, output: Mapping[str, Any]) -> None:
        self.journal.keep(stage, output)
        self.move(stage, 100)

    def move(self, stage: str, progress: int) -> None:
        """A stage has come to ``progress`` percent of its own."""
        self._of_stage[stage] = max(self._of_stage.get(stage, 0), progress)
        # 100 is said by the end of the build alone.
        total = min(99, sum(share * self._of_stage[name] for name, share in STAGES.items()) // 100)
        if total >= self._announced + self.STEP:
            self._announced = total
            self.journal.advance(stage, total)
