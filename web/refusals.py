"""What services refuse, said in the reader's language and beside the field it is about.

Clients of the API match the codes, so the services speak English; here each code that a page can show has its
sentence. A code without one is told as the service told it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.forms import BaseForm
from django.utils.translation import gettext_lazy as _

from autowebiq.common.errors import DomainError

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SENTENCES: dict[str, _StrPromise] = {
    "quota_exceeded": _("Your sites need more room than you have; delete a project to make room."),
    "build_active": _("This project is being built; try again when the build has ended."),
    "email_taken": _("There is an account with this e-mail address already; sign in instead."),
    "invalid_credentials": _("The e-mail address or the password is wrong."),
    "host_known": _("The project has this host already."),
    "not_found": _("There is nothing here, or it is not yours."),
    "not_published": _("This project is not published."),
    "reset_link_invalid": _("This link was used or is older than an hour; ask for a new one."),
    "slug_not_allowed": _(
        "An address has 1 to 63 letters a–z, digits and hyphens, begins with a letter and does not end with "
        "a hyphen; some names are reserved."
    ),
    "throttled": _("Too many tries; try again in {retry_after} seconds."),
    "unavailable": _("This cannot be answered at the moment; try again in a few seconds."),
}


def sentence(error: DomainError) -> str:
    """What went wrong and what helps, in the active language."""
    known = SENTENCES.get(error.code)
    return str(known).format(**error.members) if known else error.detail


def show(form: BaseForm, error: DomainError, fields: dict[str, str] | None = None) -> None:
    """Put a refusal beside the field it is about, or on top of the form.

    ``fields`` gives the form's name of a field where the service calls it otherwise.
    """
    rows = error.members.get("errors")
    for row in rows if isinstance(rows, list) else []:
        name = (fields or {}).get(row["field"], row["field"])
        text = str(SENTENCES.get(row["code"], row["detail"]))
        form.add_error(name if name in form.fields else None, text)
    if not form.errors:
        form.add_error(None, sentence(error))


def seconds_to_wait(error: DomainError) -> int:
    """How long trying again is pointless, 0 if it is not a matter of time."""
    seconds = error.members.get("retry_after", 0)
    return seconds if isinstance(seconds, int) else 0
