from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from tests.stored_sites import project, store

__all__ = ["project", "store"]


@pytest.fixture
def alice_web(alice: User) -> Client:
    """Alice's browser, signed in."""
    return _signed_in(alice)


@pytest.fixture
def charlie_web(charlie: User) -> Client:
    """The browser of somebody who must not see what is Alice's."""
    return _signed_in(charlie)


def _signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client
