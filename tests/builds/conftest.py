"""Builds of Alice's project. The agents come in where a test needs them: most ends need only their result."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from builds import leases, services
from builds.models import Build
from builds.services.ending import Site
from credits import services as credit_services
from projects import services as project_services
from projects.models import Project

PROMPT = "A ramen restaurant called Nishiki in Portland, menu, Tue-Sun 17:00-22:00, reservations"


@pytest.fixture
def project(alice: User) -> Project:
    return project_services.create_project(owner_id=alice.pk, name="Nishiki")


@pytest.fixture
def start(alice: User, project: Project) -> Callable[..., Build]:
    """Start a build of Alice's project, or of another one."""

    def start(**order: Any) -> Build:
        values = {"user_id": alice.pk, "project_id": project.pk, "prompt": PROMPT, "now": timezone.now()}
        return services.start_build(**{**values, **order})

    return start


@pytest.fixture
def claimed(start: Callable[..., Build]) -> Build:
    """A build that a worker has taken."""
    build = start()
    assert leases.claim(build_id=build.pk, worker="test")
    build.refresh_from_db()
    return build


@pytest.fixture
def site() -> Site:
    """What a run gives."""
    return Site(
        name="Nishiki",
        template_id="hearth",
        spec={"format": 1},
        files={"index.html": b"<h1>Nishiki</h1>", "404.html": b"<h1>Not here</h1>"},
        quality={"score": 98, "checks": {"html": 98}},
        pages=[{"slug": "home", "label": "Home", "path": ""}],
    )


@pytest.fixture
def spend() -> Callable[[User, int], None]:
    """Takes credits from somebody's wallet."""

    def spend(user: User, credits: int) -> None:
        hold = credit_services.place_hold(
            user_id=user.pk,
            credits=credits,
            quoted=credits,
            expires_at=None,
            key=f"spend:{user.pk}:{credits}",
            reference="",
            description="",
        )
        credit_services.settle_hold(hold_id=hold.pk, credits=credits)

    return spend
