"""Forms of the site: what visitors sent, and what the owner sets about them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publishing import forms as form_services
from publishing import inbox
from web.forms import FormSettingsForm, first_error
from web.owners import number_of, owners_action, owners_page
from web.people import person_id
from web.presenters import letters
from web.presenters.shell import shell


@owners_page
def inbox_page(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """The inbox; ``form``, ``box`` (unread, spam), ``search`` and ``page`` narrow it."""
    context = shell(user_id=person_id(request), project_id=project_id, tab="inbox")
    view = letters.view_of(request.GET)
    page = number_of(request.GET.get("page")) or 1
    context |= letters.box(user_id=person_id(request), project_id=project_id, view=view, page=page)
    return render(request, "web/project/inbox.html", context)


@owners_page
def submission(request: HttpRequest, project_id: UUID, submission_id: UUID) -> HttpResponse:
    """One submission; opening it here marks it as read."""
    user_id = person_id(request)
    row = inbox.mark(
        user_id=user_id, project_id=project_id, submission_id=submission_id, now=timezone.now(), read=True
    )
    context = shell(user_id=user_id, project_id=project_id, tab="inbox")
    context |= {"letter": letters.letter(row), "back": letters.view_of(request.GET)}
    return render(request, "web/project/submission.html", context)


@owners_action("web:inbox")
def mark(request: HttpRequest, project_id: UUID, submission_id: UUID) -> HttpResponse | None:
    """Unread again, into the spam folder or out of it."""
    wanted = request.POST.get("mark", "")
    marks = {"unread": {"read": False}, "spam": {"spam": True}, "good": {"spam": False}}
    told = {
        "unread": _("Marked as unread."),
        "spam": _("Moved into the spam folder, where it is kept for a while."),
        "good": _("Moved into the inbox."),
    }
    if wanted in marks:
        inbox.mark(
            user_id=person_id(request),
            project_id=project_id,
            submission_id=submission_id,
            now=timezone.now(),
            **marks[wanted],
        )
        messages.success(request, told[wanted])
    return None


@owners_action("web:inbox")
def delete(request: HttpRequest, project_id: UUID, submission_id: UUID) -> None:
    _delete(request, project_id, [submission_id])


@owners_action("web:inbox")
def delete_marked(request: HttpRequest, project_id: UUID) -> HttpResponse | None:
    """Delete the submissions that were ticked."""
    ids = [found for text in request.POST.getlist("id")[: letters.ROWS] if (found := letters.uuid_of(text))]
    _delete(request, project_id, ids)
    query = letters.view_of(request.POST).query
    return redirect(f"{reverse('web:inbox', args=[project_id])}?{query}") if query else None


def _delete(request: HttpRequest, project_id: UUID, ids: list[UUID]) -> None:
    count = inbox.delete(user_id=person_id(request), project_id=project_id, submission_ids=ids)
    if not count:
        messages.info(request, _("Nothing was ticked, so nothing was deleted."))
        return
    told = ngettext("%(count)s message was deleted.", "%(count)s messages were deleted.", count)
    messages.success(request, told % {"count": count})


@owners_action("web:inbox", "form-settings")
def set_up(request: HttpRequest, project_id: UUID, slug: str) -> None:
    form = FormSettingsForm(request.POST)
    if not form.is_valid():
        messages.error(request, first_error(form))
        return
    form_services.set_up_form(
        user_id=person_id(request), project_id=project_id, slug=slug, changes=form.cleaned_data
    )
    messages.success(request, _("The settings of the form are saved."))
