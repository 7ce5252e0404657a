"""The public addresses of many projects at once are those of each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from projects import services as project_services
from projects.models import Project, SiteVersion
from publishing import publication
from publishing.models import CustomHost

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def published(alice: User, store: Callable[..., SiteVersion]) -> list[Project]:
    """A site with an address, one with two hosts of its own, one that is down and one that never was up."""
    projects = [store().project]
    for name in ("Own host", "Down", "Draft"):
        copy = project_services.fork_project(owner_id=alice.pk, project_id=projects[0].pk, name=name)
        projects.append(copy)
    now = timezone.now()
    for project in projects[:3]:
        publication.publish(user_id=alice.pk, project_id=project.pk, now=now)
    publication.unpublish(user_id=alice.pk, project_id=projects[2].pk, now=now)
    for host, age in (("second.example", 1), ("first.example", 2), ("claimed.example", None)):
        verified_at = None if age is None else now - timedelta(days=age)
        CustomHost.objects.create(project=projects[1], host=host, verified_at=verified_at)
    return projects


def test_they_are_those_of_each(published: list[Project]) -> None:
    found = publication.published_urls(project.pk for project in published)

    assert found == {
        project.pk: address for project in published if (address := publication.published_url(project.pk))
    }
    assert len(found) == 2
    assert "first.example" in found[published[1].pk]


def test_it_asks_two_queries_for_many(
    published: list[Project], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        publication.published_urls(project.pk for project in published)
