"""What a user may keep is limited, and said before anything is begun."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest
from django.conf import settings as project_settings
from django.db import connection, transaction
from django.utils import timezone
from pytest_django import Settings
from rest_framework.test import APIClient

from accounts.models import User
from credits import selectors as credit_selectors
from projects import services
from projects.errors import QuotaExceeded
from projects.models import Project, ShareLink, SiteVersion
from tests.flows.processes import until


def url(project: Project, rest: str) -> str:
    return f"/api/v2/projects/{project.pk}{rest}"


def test_each_content_counts_once(alice: User, store: Callable[..., SiteVersion]) -> None:
    store({"a": b"12345", "b": b"12345"})
    store({"a": b"12345", "b": b"123"})
    found = services.quota(owner_id=alice.pk)
    assert (found.bytes, found.versions) == (8, 2)


def test_deleted_projects_and_strangers_do_not_count(
    alice: User, bob: User, project: Project, store: Callable[..., SiteVersion]
) -> None:
    store()
    assert services.quota(owner_id=bob.pk).versions == 0
    services.delete_project(owner_id=alice.pk, project_id=project.pk, now=timezone.now())
    found = services.quota(owner_id=alice.pk)
    assert (found.bytes, found.versions) == (0, 0)


@pytest.mark.parametrize(
    ("setting", "limit", "resource", "used"),
    [("QUOTA_BYTES", 5, "bytes", 5), ("QUOTA_VERSIONS", 1, "versions", 1)],
)
@pytest.mark.parametrize(
    ("rest", "body"), [("/build", {"prompt": "A bakery"}), ("/versions/1/restore", {}), ("/fork", {})]
)
def test_nothing_is_begun_and_nothing_held_without_room(
    alice: User,
    alice_api: APIClient,
    project: Project,
    store: Callable[..., SiteVersion],
    settings: Settings,
    setting: str,
    limit: int,
    resource: str,
    used: int,
    rest: str,
    body: dict[str, str],
) -> None:
    store({"a": b"12345"})
    setattr(settings, setting, limit)
    answer = alice_api.post(url(project, rest), body, format="json")
    assert (answer.status_code, answer.json()["code"]) == (409, "quota_exceeded")
    told = answer.json()
    assert (told["resource"], told["used"], told["limit"]) == (resource, used, limit)
    assert credit_selectors.wallet(user_id=alice.pk).held == 0
    assert (project.versions.count(), Project.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("setting", "limit"), [("QUOTA_VERSIONS", 1), ("QUOTA_BYTES", project_settings.SITE_ROOM_BYTES)]
)
def test_builds_under_way_are_promised_their_room(
    alice: User, alice_api: APIClient, project: Project, settings: Settings, setting: str, limit: int
) -> None:
    setattr(settings, setting, limit)
    assert alice_api.post(url(project, "/build"), {"prompt": "A bakery"}, format="json").status_code == 202
    other = services.create_project(owner_id=alice.pk, name="Other")
    answer = alice_api.post(url(other, "/build"), {"prompt": "A bakery"}, format="json")
    assert answer.json()["code"] == "quota_exceeded"


def test_a_version_that_was_promised_is_kept_without_room(
    store: Callable[..., SiteVersion], settings: Settings
) -> None:
    settings.QUOTA_BYTES = settings.QUOTA_VERSIONS = 1
    assert [store().number, store().number] == [1, 2]


def test_nothing_is_pruned_unless_it_is_asked_for(store: Callable[..., SiteVersion]) -> None:
    for _ in range(3):
        store()
    assert services.prune_versions() == 0
    assert SiteVersion.objects.count() == 3


def test_pruning_spares_what_has_a_name_is_shared_or_current(
    alice: User, project: Project, store: Callable[..., SiteVersion], settings: Settings
) -> None:
    versions = [store() for _ in range(6)]
    services.label_version(owner_id=alice.pk, project_id=project.pk, number=1, label="First")
    ShareLink.objects.create(project=project, version=versions[1], expires_at=timezone.now())
    settings.PRUNE_VERSIONS_ABOVE = 2
    assert services.prune_versions() == 1
    assert list(project.versions.order_by("number").values_list("number", flat=True)) == [1, 2, 4, 5, 6]


@pytest.mark.django_db(transaction=True)
def test_two_at_once_do_not_pass_the_limit_together(
    alice: User, project: Project, store: Callable[..., SiteVersion], settings: Settings
) -> None:
    # Two projects, so that no lock of a project keeps the copies apart.
    store()
    other = services.fork_project(owner_id=alice.pk, project_id=project.pk)
    settings.QUOTA_VERSIONS = 3
    together = threading.Barrier(4)

    def fork(project_id: UUID) -> str:
        try:
            together.wait()
            services.fork_project(owner_id=alice.pk, project_id=project_id)
        except QuotaExceeded:
            return "refused"
        finally:
            connection.close()
        return "made"

    with ThreadPoolExecutor(4) as pool:
        answers = Counter(pool.map(fork, [project.pk, other.pk] * 2))
    assert answers == {"made": 1, "refused": 3}
    assert services.quota(owner_id=alice.pk).versions == 3


@pytest.mark.django_db(transaction=True)
def test_a_copy_waits_for_a_build_that_is_just_being_accepted(
    alice: User, project: Project, store: Callable[..., SiteVersion], settings: Settings
) -> None:
    store()
    building = services.create_project(owner_id=alice.pk, name="Other")
    settings.QUOTA_VERSIONS = 2

    def fork() -> str:
        try:
            services.fork_project(owner_id=alice.pk, project_id=project.pk)
        except QuotaExceeded:
            return "refused"
        finally:
            connection.close()
        return "made"

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            services.refuse_over_quota(owner_id=alice.pk)
            answer = pool.submit(fork)
            waits = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
            until(lambda: _count(waits) > 0, what="the copy to wait")
            services.build_started(building, build_id=uuid4())
        assert answer.result() == "refused"


def _count(question: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return int(cursor.fetchone()[0])
