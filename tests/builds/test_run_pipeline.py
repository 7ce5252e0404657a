"""The pipeline with the real agents, written down in a notebook instead of the database."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pytest

from builds import pipeline
from builds.agents.base import Agent, AgentReport, Order, Report
from builds.agents.testing import MeasuredSite
from sitegen.catalog import Catalog, default_catalog
from sitegen.errors import ComponentVersionMissing
from sitegen.uploads import Upload
from tests.made_pictures import encoded

ORDER = Order("A ramen restaurant called Nishiki in Portland", today=date(2026, 11, 24))
STAGES = ["planner", "frontend", "backend", "image", "testing"]


@dataclass
class Notebook:
    """A journal in memory; ``stop_at`` ends the run when that stage has been kept."""

    kept: dict[str, Any] = field(default_factory=dict)
    said: list[AgentReport] = field(default_factory=list)
    overall: list[int] = field(default_factory=list)
    threads: set[int] = field(default_factory=set)
    stop_at: str = ""

    def finished(self, stage: str) -> Mapping[str, Any] | None:
        return self.kept.get(stage)

    def keep(self, stage: str, output: Mapping[str, Any]) -> None:
        self.kept[stage] = output
        if stage == self.stop_at:
            raise KeyboardInterrupt

    def tell(self, report: AgentReport) -> None:
        self.said.append(report)
        self.threads.add(threading.get_ident())

    def advance(self, stage: str, progress: int) -> None:
        self.overall.append(progress)

    def check(self) -> None:
        pass

    def pause(self) -> None:
        pass


@dataclass(frozen=True)
class Counting:
    """An agent that notes that it ran."""

    inner: Agent[Any, Any]
    ran: list[str]

    @property
    def name(self) -> str:
        return self.inner.name

    def run(self, inputs: Any, report: Report) -> Any:
        self.ran.append(self.name)
        return self.inner.run(inputs, report)


def counting(ran: list[str]) -> pipeline.Agents:
    agents = pipeline.Agents()
    return replace(agents, **{stage: Counting(getattr(agents, stage), ran) for stage in STAGES})


def run(notebook: Notebook, ran: list[str] | None = None) -> MeasuredSite:
    return pipeline.run(ORDER, default_catalog(), notebook, counting([] if ran is None else ran))


def test_five_agents_make_a_site() -> None:
    notebook = Notebook()
    tested = run(notebook)
    assert b"Nishiki" in tested.files["index.html"]
    done = [said.agent for said in notebook.said if said.status == "completed"]
    assert (sorted(done), done[0], done[-1]) == (sorted(STAGES), "planner", "testing")
    assert notebook.overall == sorted(notebook.overall)
    assert set(tested.quality) == {"score", "checks", "errors", "findings", "repairs", "evidence"}


def test_what_is_said_comes_from_one_thread_in_each_agents_order() -> None:
    notebook = Notebook()
    run(notebook)
    assert notebook.threads == {threading.get_ident()}
    for stage in STAGES:
        progress = [said.progress for said in notebook.said if said.agent == stage]
        assert (progress, progress[-1]) == (sorted(progress), 100)


@pytest.mark.parametrize("stage", STAGES)
def test_a_run_that_died_resumes_after_the_last_kept_stage(stage: str) -> None:
    notebook = Notebook(stop_at=stage)
    with pytest.raises(KeyboardInterrupt):
        run(notebook)
    kept = set(notebook.kept)
    notebook.stop_at = ""
    again: list[str] = []
    resumed = run(notebook, again)
    assert set(again) == set(STAGES) - kept
    assert resumed.files == run(Notebook()).files


def test_a_run_that_resumes_shows_the_owners_pictures_as_before() -> None:
    photo = Upload("front.jpg", "image/webp", 640, 480, encoded(kind="WEBP"))
    order = replace(ORDER, uploads=(photo,))
    notebook = Notebook(stop_at="testing")
    with pytest.raises(KeyboardInterrupt):
        pipeline.run(order, default_catalog(), notebook, pipeline.Agents())
    # The bytes are read anew for each attempt.
    assert "base64" not in json.dumps(notebook.kept)
    notebook.stop_at = ""
    resumed = pipeline.run(order, default_catalog(), notebook, pipeline.Agents())
    assert resumed.files == pipeline.run(order, default_catalog(), Notebook(), pipeline.Agents()).files
    assert [path for path in resumed.files if path.startswith("assets/photos/")]


@pytest.mark.parametrize("stage", STAGES)
def test_a_run_that_resumes_under_another_catalog_makes_the_site_that_was_planned(stage: str) -> None:
    old = default_catalog()
    notebook = Notebook(stop_at=stage)
    with pytest.raises(KeyboardInterrupt):
        run(notebook)
    notebook.stop_at = ""

    new = updated(old)
    resumed = pipeline.run(
        ORDER, new, notebook, pipeline.Agents(), fetch=lambda name, _: old.components[name]
    )

    assert resumed.files == run(Notebook()).files
    assert resumed.files != pipeline.run(ORDER, new, Notebook(), pipeline.Agents()).files


def test_a_run_that_cannot_have_its_components_again_says_so() -> None:
    notebook = Notebook(stop_at="planner")
    with pytest.raises(KeyboardInterrupt):
        run(notebook)

    with pytest.raises(ComponentVersionMissing, match="version 1 of the component"):
        pipeline.run(ORDER, updated(default_catalog()), notebook, pipeline.Agents())


def updated(catalog: Catalog) -> Catalog:
    """The catalog with every component in a new version that looks otherwise."""
    newer = {
        name: item.model_copy(update={"version": item.version + 1, "style": f"{item.style}\n/* newer */"})
        for name, item in catalog.components.items()
    }
    return Catalog(components=newer, templates=catalog.templates)


def test_an_agents_error_ends_the_run() -> None:
    class Broken:
        name = "image"

        def run(self, inputs: Any, report: Report) -> Any:
            raise RuntimeError("no ink")

    agents = replace(pipeline.Agents(), image=Broken())
    with pytest.raises(RuntimeError, match="no ink"):
        pipeline.run(ORDER, default_catalog(), Notebook(), agents)


def test_whoever_must_stop_is_told_while_agents_are_silent() -> None:
    waiting = threading.Event()

    class Silent:
        name = "image"

        def run(self, inputs: Any, report: Report) -> Any:
            waiting.wait(20)
            raise RuntimeError("nobody stopped the run")

    class Ended(Notebook):
        def check(self) -> None:
            if {"frontend", "backend"} <= set(self.kept):
                raise KeyboardInterrupt

    agents = replace(pipeline.Agents(), image=Silent())
    with pytest.raises(KeyboardInterrupt):
        pipeline.run(ORDER, default_catalog(), Ended(), agents)
    waiting.set()


@pytest.mark.parametrize("alone", ["planner", "testing"])
def test_an_agent_that_works_alone_is_left_in_its_silence_too(alone: str) -> None:
    begun, waiting = threading.Event(), threading.Event()

    class Silent:
        name = alone

        def run(self, inputs: Any, report: Report) -> Any:
            begun.set()
            waiting.wait(20)
            raise RuntimeError("nobody stopped the run")

    class Ended(Notebook):
        def check(self) -> None:
            if begun.is_set():
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pipeline.run(ORDER, default_catalog(), Ended(), replace(pipeline.Agents(), **{alone: Silent()}))
    waiting.set()


def test_a_run_pauses_only_where_another_can_go_on() -> None:
    class Stopping(Notebook):
        def pause(self) -> None:
            paused_after.append(set(self.kept))

    paused_after: list[set[str]] = []
    run(Stopping())
    assert paused_after == [{"planner"}, {"planner", "frontend", "backend", "image"}]
