"""The language of a build: that of the person who ordered it, over all its attempts.

Everything that is stored for people (events, lines of the conversation, errors) is put into words when it is
stored, in ``Build.locale``. Codes, statuses and names of fields are English in every language.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from babel.lists import format_list
from django.conf import settings
from django.utils import translation

from builds.agents.sayings import Saying, Words, spoken

# English lists without a comma before “and”.
LISTS = {"en": "en_GB"}
_SOUNDS_LIKE_Y = re.compile(r"h?[ií](?!e)", re.IGNORECASE)


def of_reader() -> str:
    """The language of whoever asks just now: the request's, if the interface has it, else English."""
    try:
        return translation.get_supported_language_variant(translation.get_language() or "")
    except LookupError:
        return settings.LANGUAGE_CODE


def told(words: Words, locale: str) -> str:
    """What an agent says in a language; safe on any thread, whatever language is active there."""
    with translation.override(locale):
        return spoken(words, _Active(locale))


class _Active:
    """The language that is active on this thread."""

    def __init__(self, locale: str) -> None:
        self._locale = locale

    def pattern(self, saying: Saying) -> str:
        context = saying.context or None
        if saying.plural:
            return translation.ngettext(saying.text, saying.plural, saying.count)
        return translation.pgettext(context, saying.text) if context else translation.gettext(saying.text)

    def joined(self, items: Sequence[str]) -> str:
        if self._locale == "es" and len(items) > 1 and _SOUNDS_LIKE_Y.match(items[-1]):
            return f"{', '.join(items[:-1])} e {items[-1]}"
        return format_list(items, locale=LISTS.get(self._locale, self._locale))
