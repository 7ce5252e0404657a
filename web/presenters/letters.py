"""The inbox as its pages show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from publishing import forms, inbox
from publishing.form_serializers import submission_row
from publishing.models import Form, Notice, Submission

ROWS = 30
DELIVERIES = 10
MOST_SEARCH = 200
SHORT = 140


@dataclass(frozen=True)
class View:
    """What of the inbox is looked at: ``box`` is empty, ``unread`` or ``spam``; ``form`` a slug or empty."""

    form: str
    box: str
    search: str

    @property
    def query(self) -> str:
        """As it stands in an address."""
        return self.with_()

    def with_(self, **changes: str) -> str:
        values = {"form": self.form, "box": self.box, "search": self.search, **changes}
        return urlencode({name: value for name, value in values.items() if value})


@dataclass(frozen=True)
class Letter:
    """A submission: who wrote, as far as its fields tell, and what."""

    row: Submission
    sender: str
    address: str
    summary: str
    fields: list[tuple[str, str]]
    files: list[dict[str, Any]]


def view_of(asked: Mapping[str, str]) -> View:
    box = asked.get("box", "")
    return View(
        form=asked.get("form", "")[:60].replace("\0", ""),
        box=box if box in ("unread", "spam") else "",
        search=asked.get("search", "").strip()[:MOST_SEARCH].replace("\0", ""),
    )


def uuid_of(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def box(*, user_id: UUID, project_id: UUID, view: View, page: int) -> dict[str, Any]:
    """A page of the inbox with the forms and their counts. Raises ProjectNotFound."""
    search = inbox.Search(
        form=view.form,
        text=view.search,
        spam=view.box == "spam",
        unread=True if view.box == "unread" else None,
    )
    rows = inbox.submissions(user_id=user_id, project_id=project_id, search=search)
    known: list[Any] = list(forms.owned_forms(user_id=user_id, project_id=project_id))
    opened = next((form for form in known if form.slug == view.form), None)
    total, first = rows.count(), (page - 1) * ROWS
    return {
        "view": view,
        "forms": known,
        "letters": [letter(row) for row in rows[first : first + ROWS]],
        "total": total,
        "counts": {
            "inbox": sum(form.total for form in known),
            "unread": sum(form.unread for form in known),
            "spam": sum(form.spam for form in known),
        },
        "opened_form": opened,
        "deliveries": _deliveries(user_id, project_id, view.form) if opened else [],
        "newer_page": page - 1 if page > 1 else None,
        "older_page": page + 1 if first + ROWS < total else None,
        "csv_query": _csv_query(view),
    }


def _deliveries(user_id: UUID, project_id: UUID, slug: str) -> list[Notice]:
    return list(forms.deliveries(user_id=user_id, project_id=project_id, slug=slug)[:DELIVERIES])


def _csv_query(view: View) -> str:
    """What is looked at, as the API of the inbox is asked for it."""
    asked = {"format": "csv", "form": view.form, "search": view.search}
    asked |= {"unread": {"unread": "true"}, "spam": {"spam": "true"}}.get(view.box, {})
    return urlencode({name: value for name, value in asked.items() if value})


def letter(row: Submission) -> Letter:
    shown = submission_row(row)
    kinds = _kinds(row.form)
    address = next((text for name, text in row.data.items() if kinds.get(name) == "email" and text), "")
    name = next((row.data[name] for name in ("name", "full_name", "your_name") if row.data.get(name)), "")
    words = " · ".join(
        text for key, text in row.data.items() if text and text not in (name, address)
    ).replace("\n", " ")
    fields = [(shown["labels"][key], text) for key, text in row.data.items()]
    return Letter(row, name or address or row.form.slug, address, words[:SHORT], fields, shown["files"])


def _kinds(form: Form) -> dict[str, str]:
    return {item["name"]: item["type"] for item in [*form.earlier_fields, *form.fields]}
