"""Why a build failed, in sentences for its owner. Programs match the code; the log has the particulars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sitegen.errors import SitegenError

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

REASONS: dict[str, _StrPromise] = {
    "time_limit": _("The build took too long and was stopped; nothing was charged."),
    "internal_error": _("Something failed on our side; it was logged, and nothing was charged."),
    "hold_expired": _("The build was not finished within a day and was given up; nothing was charged."),
    "sitegen_error": _("The site could not be made; it was logged, and nothing was charged."),
    "invalid_catalog": _("The templates of this installation are damaged; nothing was charged."),
    "unknown_template": _("There is no such template any more; nothing was charged."),
    "render_failed": _("A part of the site could not be drawn; it was logged, and nothing was charged."),
    "component_version_missing": _(
        "The site was begun with a version of a component that is not there any more. Build it anew; nothing "
        "was charged."
    ),
    "catalog_unreachable": _(
        "A component of the site could not be read at the moment. Try again later; nothing was charged."
    ),
}


def of_generator(error: SitegenError) -> _StrPromise:
    """The sentence for an error of the generator."""
    return REASONS.get(error.code, REASONS["sitegen_error"])


def _stopped(times: int) -> str:
    sentence = ngettext(
        "The build stopped without a word %(times)s time and was given up; nothing was charged.",
        "The build stopped without a word %(times)s times and was given up; nothing was charged.",
        times,
    )
    return sentence % {"times": times}


stopped = lazy(_stopped, str)
"""The sentence for a build whose workers fell silent so many times."""
