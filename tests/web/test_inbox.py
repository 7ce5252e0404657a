"""The inbox in the workspace."""

from __future__ import annotations

from django.test import Client

from projects.models import Project
from publishing.models import Form, Submission
from tests.publishing.stored_forms import form, publish, received

__all__ = ["form", "publish"]


def inbox(client: Client, project: Project, query: str = "") -> str:
    response = client.get(f"/projects/{project.pk}/forms{query}")
    assert response.status_code == 200
    return response.content.decode()


def post(client: Client, project: Project, path: str, **data: object) -> int:
    return client.post(f"/projects/{project.pk}/forms/{path}", data, follow=True).status_code


def test_a_message_is_shown_as_text_and_counted(alice_web: Client, project: Project, form: Form) -> None:
    received(form, name="<b>Ann</b>", message="Is there a table?")
    text = inbox(alice_web, project)

    assert "&lt;b&gt;Ann&lt;/b&gt;" in text
    assert "Is there a table?" in text
    assert 'class="tabs__count">1<' in text


def test_opening_a_message_marks_it_as_read_and_it_can_be_marked_back(
    alice_web: Client, project: Project, form: Form
) -> None:
    row = received(form)

    text = alice_web.get(f"/projects/{project.pk}/forms/{row.pk}").content.decode()
    row.refresh_from_db()
    assert row.read_at
    assert 'href="mailto:ann@example.org"' in text

    assert post(alice_web, project, f"{row.pk}/mark", mark="unread") == 200
    row.refresh_from_db()
    assert row.read_at is None


def test_a_message_goes_into_the_spam_folder_and_out_of_it(
    alice_web: Client, project: Project, form: Form
) -> None:
    row = received(form, message="Cheap watches")
    post(alice_web, project, f"{row.pk}/mark", mark="spam")
    assert "Cheap watches" not in inbox(alice_web, project)
    assert "Cheap watches" in inbox(alice_web, project, "?box=spam")

    post(alice_web, project, f"{row.pk}/mark", mark="good")
    assert "Cheap watches" in inbox(alice_web, project)


def test_search_form_and_folder_narrow_what_is_shown(alice_web: Client, project: Project, form: Form) -> None:
    received(form, message="Noodles, please"), received(form, message="Only soup")

    assert "Only soup" not in inbox(alice_web, project, "?search=NOODLES")
    assert "Noodles, please" not in inbox(alice_web, project, "?form=other")
    assert "Nothing holds “gyoza”." in inbox(alice_web, project, "?search=gyoza")
    assert "search=NOODLES" in inbox(alice_web, project, "?search=NOODLES&form=contact")


def test_what_is_ticked_is_deleted_and_nothing_else(alice_web: Client, project: Project, form: Form) -> None:
    first, second, third = (received(form, message=text) for text in ("one", "two", "three"))

    post(alice_web, project, "delete", id=[str(first.pk), str(third.pk), "no id"])

    assert list(Submission.objects.values_list("pk", flat=True)) == [second.pk]


def test_a_strangers_message_is_out_of_reach(
    alice_web: Client, charlie_web: Client, project: Project, form: Form
) -> None:
    row = received(form)
    assert charlie_web.get(f"/projects/{project.pk}/forms/{row.pk}").status_code == 404
    row.refresh_from_db()
    assert row.read_at is None


def test_an_owner_sets_who_is_told_and_how_long_messages_stay(
    alice_web: Client, project: Project, form: Form
) -> None:
    post(alice_web, project, "contact/settings", keep_days="90", webhook_url="https://hooks.example.org/x")
    form.refresh_from_db()

    assert (form.notify, form.keep_days, form.webhook_url) == (False, 90, "https://hooks.example.org/x")
    assert form.webhook_secret in inbox(alice_web, project, "?form=contact")


def test_settings_that_cannot_be_are_refused(alice_web: Client, project: Project, form: Form) -> None:
    for wrong in ({"keep_days": "0"}, {"webhook_url": "http://127.0.0.1/x"}, {"webhook_url": "no address"}):
        assert post(alice_web, project, "contact/settings", **wrong) == 200
    form.refresh_from_db()
    assert (form.notify, form.keep_days, form.webhook_url) == (True, None, "")
