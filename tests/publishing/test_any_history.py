"""Whatever is done to projects in whatever order: versions stay as they were made, to the byte, the world
sees one version of each site at most, and bytes stay as long as anything can show them, and no longer.

VERSION_EXAMPLES in the environment sets how many stories are told.
"""

from __future__ import annotations

import itertools
import json
import os
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

import pytest
from django.db import transaction
from django.db.models.functions import Now
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from accounts.models import User
from projects import selectors, services, specs
from projects.errors import ProjectNotFound
from projects.models import Blob, Project, SiteVersion
from projects.services.keeping import BLOB_GRACE
from publishing import publication, shelf
from publishing.errors import NotPublished, SlugTaken
from publishing.models import Publication, PublishedSite, SiteAddress

EXAMPLES = int(os.environ.get("VERSION_EXAMPLES", "12"))
PATHS = ("index.html", "menu.html", "assets/site.css", "assets/art/hero.svg")
# Few contents, so that versions share them, in one project and across projects.
CHANGES = st.dictionaries(
    st.sampled_from(PATHS), st.sampled_from(("", "a", "b", "é\n", "<svg/>")), min_size=1
)
SLUGS = st.sampled_from(["ramen", "udon", "soba"])
_numbers = itertools.count()


@dataclass(frozen=True)
class State:
    """What a version must be for ever."""

    files: dict[str, bytes]
    spec: str


@dataclass
class Site:
    """A project in the model: versions in order, the current one and what the world sees.

    ``shown`` is the number of the published version, 0 for none; ``slugs`` all addresses, ``slug`` the
    present one.
    """

    id: UUID
    versions: list[State] = field(default_factory=list)
    current: int = 0
    shown: int = 0
    slug: str = ""
    slugs: set[str] = field(default_factory=set)
    history: int = 0


class Histories(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.savepoint()
        self.user = User.objects.create_user(f"author{next(_numbers)}@example.com")
        self.sites: list[Site] = []
        self.deleted: list[Site] = []
        self.gone: list[Site] = []

    @initialize(changes=CHANGES)
    def first_site(self, changes: dict[str, str]) -> None:
        self.new_site(changes)

    @rule(changes=CHANGES)
    def new_site(self, changes: dict[str, str]) -> None:
        project = services.create_project(owner_id=self.user.pk, name="Nishiki")
        self.sites.append(Site(project.pk))
        self._edit(self.sites[-1], changes)

    @precondition(lambda self: self.sites)
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

    @precondition(lambda self: self.sites)
    @rule(data=st.data())
    def restore_version(self, data: st.DataObject) -> None:
        site, number = self._any_version(data)
        made = services.restore_version(owner_id=self.user.pk, project_id=site.id, number=number)
        self._made(site, made.number, site.versions[number - 1])

    @precondition(lambda self: self.sites)
    @rule(data=st.data())
    def fork(self, data: st.DataObject) -> None:
        site, number = self._any_version(data)
        project = services.fork_project(owner_id=self.user.pk, project_id=site.id, number=number)
        self.sites.append(Site(project.pk))
        self._made(self.sites[-1], 1, site.versions[number - 1])

    @precondition(lambda self: self.sites)
    @rule(data=st.data(), label=st.sampled_from(["", "Before summer"]))
    def name(self, data: st.DataObject, label: str) -> None:
        site, number = self._any_version(data)
        services.label_version(owner_id=self.user.pk, project_id=site.id, number=number, label=label)

    @precondition(lambda self: self.sites)
    @rule(data=st.data(), slug=st.none() | SLUGS)
    def publish_or_roll_back(self, data: st.DataObject, slug: str | None) -> None:
        site, number = self._any_version(data)
        taken = {name for other in [*self.sites, *self.deleted] if other is not site for name in other.slugs}
        if slug in taken:
            # Also that of a deleted project, while it can be restored.
            with pytest.raises(SlugTaken):
                self._publish(site, slug, number)
            return
        state = self._publish(site, slug, number)
        assert (state.version, bool(state.slug)) == (number, True)
        assert slug in (None, state.slug)
        site.shown, site.slug, site.history = number, state.slug or "", site.history + 1
        site.slugs = {site.slug, *state.former_slugs}

    def _publish(self, site: Site, slug: str | None, number: int) -> publication.Published:
        return publication.publish(
            user_id=self.user.pk, project_id=site.id, slug=slug, number=number, now=timezone.now()
        )

    @precondition(lambda self: self.sites)
    @rule(data=st.data())
    def unpublish(self, data: st.DataObject) -> None:
        site = data.draw(st.sampled_from(self.sites))
        if not site.shown:
            with pytest.raises(NotPublished):
                publication.unpublish(user_id=self.user.pk, project_id=site.id, now=timezone.now())
            return
        publication.unpublish(user_id=self.user.pk, project_id=site.id, now=timezone.now())
        site.shown, site.history = 0, site.history + 1

    @precondition(lambda self: self.sites)
    @rule(data=st.data())
    def delete_project(self, data: st.DataObject) -> None:
        site = self.sites.pop(data.draw(st.integers(0, len(self.sites) - 1)))
        services.delete_project(owner_id=self.user.pk, project_id=site.id, now=timezone.now())
        self.deleted.append(site)

    @precondition(lambda self: self.deleted)
    @rule(data=st.data())
    def restore_project(self, data: st.DataObject) -> None:
        site = self.deleted.pop(data.draw(st.integers(0, len(self.deleted) - 1)))
        services.restore_project(owner_id=self.user.pk, project_id=site.id, now=timezone.now())
        self.sites.append(site)

    @rule()
    def a_month_passes_for_what_is_deleted(self) -> None:
        long_ago = timezone.now() - timedelta(days=31)
        Project.objects.filter(pk__in=[site.id for site in self.deleted]).update(deleted_at=long_ago)
        self.gone += self.deleted
        self.deleted = []
        for site in self.gone:
            with pytest.raises(ProjectNotFound):
                services.restore_project(owner_id=self.user.pk, project_id=site.id, now=timezone.now())
        publication.forget_deleted_sites(now=timezone.now())
        services.free_deleted(now=timezone.now())

    @rule()
    def collect_a_day_later(self) -> None:
        services.keep_files({"lost": b"of a build that failed"})
        Blob.objects.update(kept_at=Now() - BLOB_GRACE - timedelta(minutes=1))
        services.collect_blobs()
        wanted = {
            sha256(data).hexdigest()
            for site in [*self.sites, *self.deleted]
            for version in site.versions
            for data in version.files.values()
        }
        assert set(Blob.objects.values_list("pk", flat=True)) == wanted

    @invariant()
    def every_version_is_as_it_was_made(self) -> None:
        for site in [*self.sites, *self.deleted]:
            rows = SiteVersion.objects.filter(project_id=site.id).order_by("number")
            assert [version.number for version in rows] == list(range(1, len(site.versions) + 1))
            for version, state in zip(rows, site.versions, strict=True):
                assert selectors.version_files(version) == state.files
                assert json.dumps(specs.read_spec(version)) == state.spec
            project = Project.objects.select_related("current_version").get(pk=site.id)
            assert project.current_version == rows[site.current - 1]

    @invariant()
    def the_world_sees_what_was_published_last(self) -> None:
        # A commit says so to the process; here nothing is committed.
        shelf.forget_names()
        for site in [*self.sites, *self.deleted]:
            shown = site.shown if site in self.sites else 0
            page = site.versions[shown - 1].files.get("index.html") if shown else None
            if site.slug:
                answer = Client().get(f"/s/{site.slug}/")
                assert (answer.status_code, answer.content if page is not None else None) == (
                    404 if page is None else 200,
                    page,
                )

    @invariant()
    def there_is_one_pointer_at_most(self) -> None:
        for site in [*self.sites, *self.deleted]:
            pointers = PublishedSite.objects.filter(project_id=site.id).exclude(version=None)
            assert (
                list(pointers.values_list("version__number", flat=True)) == [site.shown][: bool(site.shown)]
            )
            addresses = SiteAddress.objects.filter(site_id=site.id)
            assert set(addresses.values_list("slug", flat=True)) == site.slugs
            assert addresses.filter(is_current=True).count() == bool(site.slug)
            assert Publication.objects.filter(site_id=site.id).count() == site.history

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.savepoint)
        shelf.forget_names()

    def _any_version(self, data: st.DataObject) -> tuple[Site, int]:
        site = data.draw(st.sampled_from(self.sites))
        return site, data.draw(st.integers(1, len(site.versions)))

    def _made(self, site: Site, number: int, state: State) -> None:
        assert number == len(site.versions) + 1
        site.versions.append(state)
        site.current = number


def test_any_history_keeps_versions_pointers_and_bytes(db: None) -> None:
    rules = settings(
        max_examples=EXAMPLES,
        stateful_step_count=15,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
        database=None,
    )
    run_state_machine_as_test(Histories, settings=rules)
