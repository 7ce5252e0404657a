"""Whatever is published, rolled back, renamed and taken down in whatever order: one pointer, unchanged
versions.
"""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from accounts.models import User
from projects import selectors as project_selectors
from projects import services as project_services
from projects.models import SiteVersion
from publishing import publication
from publishing.errors import NotPublished
from publishing.models import Publication, PublishedSite, SiteAddress

SLUGS = st.sampled_from(["ramen", "udon", "soba"])


class Publishing(RuleBasedStateMachine):
    """Knows what should be shown, and compares."""

    owner: User

    def __init__(self) -> None:
        super().__init__()
        self.project = project_services.create_project(owner_id=self.owner.pk, name="Nishiki")
        self.versions: list[dict[str, bytes]] = []
        self.shown: int | None = None
        self.slug: str | None = None
        self.former: set[str] = set()
        self.history = 0

    @rule(text=st.text(min_size=1, max_size=20))
    def build(self, text: str) -> None:
        files = {"index.html": f"{len(self.versions)}:{text}".encode(), "a.txt": text.encode()}
        version = project_services.store_version(
            project=self.project, spec={}, files=files, quality={}, pages=[]
        )
        self.project.refresh_from_db()
        project_services.build_succeeded(self.project, version=version, template_id="x", seconds=1, name="")
        self.versions.append(files)

    @precondition(lambda self: self.versions)
    @rule(data=st.data(), slug=st.none() | SLUGS)
    def publish(self, data: st.DataObject, slug: str | None) -> None:
        number = data.draw(st.none() | st.integers(1, len(self.versions)))
        state = publication.publish(
            user_id=self.owner.pk, project_id=self.project.pk, slug=slug, number=number, now=timezone.now()
        )
        self.shown = number or len(self.versions)
        assert state.version == self.shown
        assert state.slug
        if self.slug and state.slug != self.slug:
            self.former = (self.former | {self.slug}) - {state.slug}
        assert set(state.former_slugs) == self.former
        self.slug = state.slug
        self.history += 1

    @rule()
    def unpublish(self) -> None:
        if self.shown is None:
            with pytest.raises(NotPublished):
                self._unpublish()
            return
        self._unpublish()
        self.shown = None
        self.history += 1

    def _unpublish(self) -> None:
        publication.unpublish(user_id=self.owner.pk, project_id=self.project.pk, now=timezone.now())

    @invariant()
    def the_world_sees_what_was_published_last(self) -> None:
        if self.slug is None:
            return
        answer = Client().get(f"/s/{self.slug}/")
        expected = (404, None) if self.shown is None else (200, self.versions[self.shown - 1]["index.html"])
        assert (answer.status_code, answer.content if self.shown else None) == expected

    @invariant()
    def there_is_one_pointer_at_most(self) -> None:
        sites = PublishedSite.objects.filter(project=self.project)
        pointed = list(sites.exclude(version=None).values_list("version__number", flat=True))
        assert pointed == ([self.shown] if self.shown else [])
        assert SiteAddress.objects.filter(site_id=self.project.pk, is_current=True).count() == bool(self.slug)
        assert Publication.objects.filter(site_id=self.project.pk).count() == self.history

    @invariant()
    def no_version_changes(self) -> None:
        kept = SiteVersion.objects.filter(project=self.project).order_by("number")
        assert [project_selectors.version_files(version) for version in kept] == self.versions

    def teardown(self) -> None:
        # The next run begins with the same names.
        SiteAddress.objects.filter(site_id=self.project.pk).delete()


def test_any_order_keeps_versions_and_one_pointer(alice: User) -> None:
    machine = type("AlicesPublishing", (Publishing,), {"owner": alice})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=20, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
