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
    "address_refused": _("That address is not reachable from the internet, so nothing is sent to it."),
    "asset_not_found": _("The project has no such picture any more."),
    "build_ended": _("The build has ended already."),
    "build_not_retryable": _("Only builds that failed or were cancelled can be tried again."),
    "catalog_unavailable": _("The templates cannot be read at the moment; try again in a few seconds."),
    "damaged_picture": _("The picture is damaged or empty. Send it again, or another copy of it."),
    "email_already_verified": _("This e-mail address is confirmed already."),
    "email_not_changeable": _("The e-mail address of an account cannot be changed."),
    "file_not_found": _("This version has no such file."),
    "host_not_allowed": _(
        "Give the name of a host of yours, such as www.example.com: no IP address, path, port or wildcard."
    ),
    "host_not_found": _("The project has no such host any more."),
    "host_taken": _("Another project shows its site on this host; remove its TXT record first."),
    "idempotency_in_progress": _("This was sent already and is under way; wait a moment."),
    "idempotency_key_reused": _("This form was sent already; load the page anew and try again."),
    "insufficient_credits": _("This needs {need} credits and {have} are available."),
    "login_unknown": _("That sign-in has ended already."),
    "no_export_store": _("No store for exports has been set up here."),
    "over_cap": _("This costs {need} credits, more than the {cap} that were allowed."),
    "project_not_found": _("There is no such project, or it is not yours."),
    "share_not_found": _("There is no such share link any more."),
    "slug_taken": _("Another site has this address; “{suggestion}” is free."),
    "template_not_found": _("There is no such template any more; choose another one."),
    "too_many_assets": _("A project cannot have more pictures; delete one first."),
    "too_large": _(
        "The picture is too large: at most 12 MB and 60 million pixels, a drawing at most 300 kB."
    ),
    "too_many_hosts": _("A project cannot have more hosts; remove one first."),
    "too_many_shares": _("A project cannot have more share links; revoke one first."),
    "unknown_template": _("There is no such template any more; choose another one."),
    "unsupported_media": _("This is no picture that can be read. PNG, JPEG, WebP, GIF, AVIF and SVG can."),
    "unreachable": _("That address does not answer; look whether it is right."),
    "verify_link_invalid": _("This link is not valid or too old; sign in and ask for a new one."),
    "version_not_found": _("The project has no such version any more."),
    "wrong_password": _("That is not the password."),
    "quota_exceeded": _("Your sites and pictures need more room than you have; delete some to make room."),
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
    try:
        return str(SENTENCES[error.code]).format(**error.members)
    except KeyError:  # no sentence, or one that needs a member which this error has not
        return error.detail


def sentences() -> dict[str, str]:
    """All sentences in the active language, for scripts that ask the API; members stand in braces."""
    return {code: str(text) for code, text in SENTENCES.items()}


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
