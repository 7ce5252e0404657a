"""Whatever is done to projects, every version stays as it was made, to the byte.

VERSION_EXAMPLES in the environment sets how many stories are told.
"""

from __future__ import annotations

import itertools
import json
import os
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from accounts.models import User
from projects import selectors, services, specs
from projects.models import Blob, Project, SiteVersion
from projects.services.keeping import BLOB_GRACE

EXAMPLES = int(os.environ.get("VERSION_EXAMPLES", "30"))
PATHS = ("index.html", "menu.html", "assets/site.css", "assets/art/hero.svg")
# Few contents, so that versions share them, in one project and across projects.
CHANGES = st.dictionaries(
    st.sampled_from(PATHS), st.sampled_from(("", "a", "b", "é\n", "<svg/>")), min_size=1
)
_numbers = itertools.count()


@dataclass(frozen=True)
class State:
    """What a version must be for ever."""

    files: dict[str, bytes]
    spec: str


@dataclass
class Site:
    """A project in the model: its versions in order, and the current one."""

    id: UUID
    versions: list[State] = field(default_factory=list)
    current: int = 0


class Histories(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.savepoint()
        self.user = User.objects.create_user(f"author{next(_numbers)}@example.com")
        self.sites: list[Site] = []

    @initialize(changes=CHANGES)
    def first_site(self, changes: dict[str, str]) -> None:
        project = services.create_project(owner_id=self.user.pk, name="Nishiki")
        self.sites.append(Site(project.pk))
        self._edit(self.sites[0], changes)

    @rule(data=st.data(), changes=CHANGES)
    def edit(self, data: st.DataObject, changes: dict[str, str]) -> None:
        self._edit(data.draw(st.sampled_from(self.sites)), changes)

    def _edit(self, site: Site, changes: dict[str, str]) -> None:
        before = site.versions[site.current - 1].files if site.versions else {}
        files = {**before, **{path: text.encode() for path, text in changes.items()}}
        pictures = {path: data.decode() for path, data in files.items() if path.endswith(".svg")}
        # Keys out of order, as structured data has them.
        spec = {
            "zeta": 1,
            "b": list(changes),
            "files": {**pictures, "off.svg": "<svg>off</svg>"},
            "a": {"y": 1, "x": 2},
        }
        project = Project.objects.get(pk=site.id)
        version = services.store_version(project=project, spec=spec, files=files, quality={}, pages=[])
        services.build_succeeded(project, version=version, template_id="t", seconds=1.0, name="")
        self._made(site, version.number, State(files, json.dumps(spec)))

    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        site, number = self._any_version(data)
        made = services.restore_version(owner_id=self.user.pk, project_id=site.id, number=number)
        self._made(site, made.number, site.versions[number - 1])

    @rule(data=st.data())
    def fork(self, data: st.DataObject) -> None:
        site, number = self._any_version(data)
        project = services.fork_project(owner_id=self.user.pk, project_id=site.id, number=number)
        self.sites.append(Site(project.pk))
        self._made(self.sites[-1], 1, site.versions[number - 1])

    @rule(data=st.data(), label=st.sampled_from(["", "Before summer"]))
    def name(self, data: st.DataObject, label: str) -> None:
        site, number = self._any_version(data)
        services.label_version(owner_id=self.user.pk, project_id=site.id, number=number, label=label)

    @rule()
    def collect_a_day_later(self) -> None:
        services.keep_files({"lost": b"of a build that failed"})
        Blob.objects.update(kept_at=Now() - BLOB_GRACE - timedelta(minutes=1))
        services.collect_blobs()

    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        if len(self.sites) > 1:
            site = self.sites.pop(data.draw(st.integers(0, len(self.sites) - 1)))
            services.delete_project(owner_id=self.user.pk, project_id=site.id, now=timezone.now())

    @invariant()
    def every_version_is_as_it_was_made(self) -> None:
        for site in self.sites:
            rows = SiteVersion.objects.filter(project_id=site.id).order_by("number")
            assert [version.number for version in rows] == list(range(1, len(site.versions) + 1))
            for version, state in zip(rows, site.versions, strict=True):
                assert selectors.version_files(version) == state.files
                assert json.dumps(specs.read_spec(version)) == state.spec
            project = Project.objects.select_related("current_version").get(pk=site.id)
            assert project.current_version == rows[site.current - 1]

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.savepoint)

    def _any_version(self, data: st.DataObject) -> tuple[Site, int]:
        site = data.draw(st.sampled_from(self.sites))
        return site, data.draw(st.integers(1, len(site.versions)))

    def _made(self, site: Site, number: int, state: State) -> None:
        assert number == len(site.versions) + 1
        site.versions.append(state)
        site.current = number


def test_any_history_leaves_every_version_as_it_was_made(db: None) -> None:
    rules = settings(
        max_examples=EXAMPLES,
        stateful_step_count=15,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
        database=None,
    )
    run_state_machine_as_test(Histories, settings=rules)
