from __future__ import annotations

from uuid import uuid4

from rest_framework.test import APIClient

from accounts.models import User
from credits import selectors as credit_selectors
from projects.models import Project


def url(project: Project) -> str:
    return f"/api/v2/projects/{project.pk}/build/quote"


def test_it_says_the_price_and_holds_nothing(alice_api: APIClient, alice: User, project: Project) -> None:
    body = alice_api.post(url(project)).json()
    assert body.pop("expires_at")
    assert body == {
        "total": 31,
        "discount": 4,
        "breakdown": [
            {"agent": "planner", "credits": 5},
            {"agent": "frontend", "credits": 8},
            {"agent": "backend", "credits": 6},
            {"agent": "image", "credits": 12},
            {"agent": "testing", "credits": 4},
        ],
    }
    assert credit_selectors.wallet(user_id=alice.pk).held == 0


def test_a_stranger_cannot_tell_it_from_nothing(bob_api: APIClient, project: Project) -> None:
    theirs = bob_api.post(url(project))
    nothing = bob_api.post(f"/api/v2/projects/{uuid4()}/build/quote")
    assert (theirs.status_code, theirs.json()) == (404, nothing.json())
