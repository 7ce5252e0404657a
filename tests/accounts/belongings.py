"""Something of everything that a user can have."""

from __future__ import annotations

import json
import uuid
import zipfile
from datetime import timedelta
from typing import IO, Any

from django.utils import timezone

from accounts.models import User
from projects import services as project_services
from projects.models import Project, ProjectMessage
from publishing import form_tokens, intake, publication
from publishing.form_files import Upload
from publishing.models import Form
from tests.publishing.stored_forms import ANN, CONTACT, spec

PDF = b"%PDF-1.4\n%%EOF\n"


def belong(user: User, *, slug: str = "oak") -> Project:
    """A published project with a share link, a conversation, and a submission with a file."""
    now = timezone.now()
    project = project_services.create_project(owner_id=user.pk, name="Oak", description="A workshop")
    version = project_services.store_version(
        project=project, spec=spec(CONTACT), files={"index.html": b"<h1>Oak"}, quality={}, pages=[]
    )
    project.refresh_from_db()
    project_services.build_succeeded(project, version=version, template_id="t", seconds=1, name="")
    project_services.add_message(project_id=project.pk, role=ProjectMessage.Role.USER, text="Build it")
    project_services.create_share(owner_id=user.pk, project_id=project.pk, now=now)
    publication.publish(user_id=user.pk, project_id=project.pk, slug=slug, now=now)
    form = Form.objects.get(project=project)
    issued = form_tokens.issue(form_id=form.pk, now=now - timedelta(seconds=10))
    post = intake.Post(ANN, uploads=[Upload("plan", "plan.pdf", PDF)], token=issued)
    intake.receive(form=form, post=post, address=uuid.uuid4().hex, now=now)
    return project


def files_of(archive: IO[bytes]) -> dict[str, Any]:
    """The files of an export by path; JSON is read."""
    with archive, zipfile.ZipFile(archive) as packed:
        return {
            path: json.loads(packed.read(path)) if path.endswith(".json") else packed.read(path)
            for path in packed.namelist()
        }
