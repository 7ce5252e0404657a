"""Forms of a published site, and visitors who send them."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from projects import services as project_services
from projects.models import Project, SiteVersion
from publishing import form_tokens, forms, intake
from publishing.models import Form, Submission

CONTACT = {
    "id": "contact",
    "kind": "contact",
    "submit_label": "Send",
    "success_message": "Thank you. We have it.",
    "fields": [
        {"name": "name", "label": "Name", "type": "text", "required": True},
        {"name": "email", "label": "E-mail", "type": "email", "required": True},
        {"name": "phone", "label": "Phone", "type": "tel"},
        {"name": "topic", "label": "Topic", "type": "select", "options": ["A course", "An order"]},
        {"name": "guests", "label": "Guests", "type": "number"},
        {"name": "message", "label": "Message", "type": "textarea", "required": True},
        {"name": "plan", "label": "Plan", "type": "file"},
    ],
}
ANN = {"name": "Ann", "email": "ann@example.org", "message": "Hello\nthere"}
JSON = {"accept": "application/json"}

Publish = Callable[..., SiteVersion]


def spec(*forms: dict[str, Any], language: str = "en") -> dict[str, Any]:
    return {"format": 1, "brief": {"name": "Nishiki", "language": language}, "forms": list(forms)}


@pytest.fixture
def publish(project: Project) -> Publish:
    """Store a version with forms and let it go out into the world."""

    def publish(*specs: dict[str, Any], language: str = "en", site_url: str = "") -> SiteVersion:
        version = project_services.store_version(
            project=project, spec=spec(*specs, language=language), files={}, quality={}, pages=[]
        )
        forms.forms_of(project=project, version=version, site_url=site_url)
        return version

    return publish


@pytest.fixture
def form(publish: Publish) -> Form:
    """The contact form of Alice's site."""
    publish(CONTACT)
    return Form.objects.get()


@pytest.fixture
def visitor() -> Client:
    """A browser that checks for CSRF as the real one is checked."""
    return Client(enforce_csrf_checks=True)


def token(form: Form, *, age: float = 10, now: datetime | None = None) -> str:
    """A token that the page's script fetched ``age`` seconds ago."""
    return form_tokens.issue(form_id=form.pk, now=(now or timezone.now()) - timedelta(seconds=age))


def send(visitor: Client, form: Form, typed: dict[str, Any] | None = None, **options: Any) -> Any:
    """Post multipart/form-data, with a good token unless ``typed`` has one."""
    body = {"_token": token(form), **(ANN if typed is None else typed)}
    return visitor.post(f"/f/{form.pk}", body, **options)


def received(form: Form, now: datetime | None = None, **typed: str) -> Submission:
    """A submission in the inbox, straight through the service."""
    now = now or timezone.now()
    before = set(Submission.objects.values_list("pk", flat=True))
    post = intake.Post({**ANN, **typed}, token=token(form, now=now))
    intake.receive(form=form, post=post, address=uuid.uuid4().hex, now=now)
    return Submission.objects.exclude(pk__in=before).get()
