"""Share links: given out and taken back."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from projects import services as project_services
from web.forms import ShareForm, first_error
from web.owners import id_of_press, owners_action
from web.people import person_id


@owners_action("web:versions", "share")
def create(request: HttpRequest, project_id: UUID) -> None:
    form = ShareForm(request.POST)
    if not form.is_valid():
        messages.error(request, first_error(form))
        return
    wanted, now = form.cleaned_data, timezone.now()
    project_services.create_share(
        owner_id=person_id(request),
        project_id=project_id,
        number=wanted["version"],
        label=wanted["label"],
        password=wanted["password"],
        expires_at=now + timedelta(days=int(wanted["days"])),
        new_id=id_of_press(request),
        now=now,
    )
    messages.success(request, _("The link is made; copy it from the list."))


@owners_action("web:versions", "share")
def revoke(request: HttpRequest, project_id: UUID, share_id: UUID) -> None:
    project_services.revoke_share(owner_id=person_id(request), project_id=project_id, share_id=share_id)
    messages.success(request, _("The link has ended; nobody can open it any more."))
