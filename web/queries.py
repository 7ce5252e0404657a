"""What addresses of lists may ask for. What makes no sense is left out: a link may be old or mistyped."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

STATUSES = [
    ("building", _("Building")),
    ("completed", _("Ready")),
    ("draft", _("Draft")),
    ("failed", _("Failed")),
    ("archived", _("Archived")),
    ("deleted", _("Recently deleted")),
]
ORDERS = [("recent", _("Last changed")), ("name", _("Name")), ("created", _("Newest first"))]
MOST_PAGES = 10_000


class ListQuery(forms.Form):
    """A search and the page of a list."""

    q = forms.CharField(required=False, max_length=100)
    page = forms.IntegerField(required=False, min_value=1, max_value=MOST_PAGES)

    def known(self) -> dict[str, Any]:
        """The values that make sense; the others are empty."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in self.fields}


class ProjectsQuery(ListQuery):
    status = forms.ChoiceField(required=False, choices=STATUSES)
    sort = forms.ChoiceField(required=False, choices=ORDERS)


class TemplatesQuery(ListQuery):
    category = forms.CharField(required=False, max_length=60)
    tag = forms.CharField(required=False, max_length=60)
