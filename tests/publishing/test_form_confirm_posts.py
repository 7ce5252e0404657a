"""Tokens, the one more click without them, and floods: honest posts get through, nothing is thrown away."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from autowebiq.common import redis_client
from publishing import form_tokens, intake
from publishing.models import Form, Notice, Submission
from tests.publishing.stored_forms import ANN, JSON, received, send, token

pytestmark = pytest.mark.django_db


@pytest.fixture
def limits(settings: Any) -> Any:
    """Sets limits; they begin with nothing counted."""
    keys = redis_client.client().keys(f"{redis_client.PREFIX}limit:form-*")
    if keys:
        redis_client.client().delete(*keys)
    return lambda **limits: setattr(
        settings, "RATE_LIMITS", {k.replace("_", "-"): v for k, v in limits.items()}
    )


def only() -> Submission:
    return Submission.objects.get()


def pressed(visitor: Client, form: Form, value: str) -> Any:
    return visitor.post(f"/f/{form.pk}/confirm", {"value": value})


def asked(form: Form, seconds: float) -> str:
    """The button's value on a page that was made so many seconds ago."""
    return form_tokens.ask(submission_id=only().pk, now=timezone.now() - timedelta(seconds=seconds))


def test_a_script_gets_a_token_and_its_post_goes_through_once_that_has_some_age(
    visitor: Client, form: Form
) -> None:
    body = visitor.get(f"/f/{form.pk}", headers=JSON).json()
    assert (body["wait"], body["expires"]) == (2, 86400)
    later = timezone.now() + timedelta(seconds=2)
    intake.receive(form=form, post=intake.Post(ANN, token=body["token"]), address="a", now=later)
    assert not only().is_spam


def test_without_a_token_one_more_click_sends_it(visitor: Client, form: Form) -> None:
    answer = visitor.post(f"/f/{form.pk}", ANN)
    assert answer.status_code == 303
    assert (only().is_spam, only().doubt) == (True, "unconfirmed")
    page = visitor.get(answer["Location"])
    assert "One more click" in page.text
    assert re.search(r'name="value" value="([^"]+)"', page.text)
    # The page was read for a while.
    answer = pressed(visitor, form, asked(form, 5))
    assert answer["Location"] == f"/f/{form.pk}/sent"
    assert (only().is_spam, only().doubt) == (False, "")
    assert Notice.objects.count() == 1


def test_confirming_twice_changes_nothing(visitor: Client, form: Form) -> None:
    visitor.post(f"/f/{form.pk}", ANN)
    value = asked(form, 5)
    assert [pressed(visitor, form, value).status_code for _ in range(2)] == [303, 303]
    assert Notice.objects.count() == 1


def test_a_button_pressed_at_once_shows_the_page_again(visitor: Client, form: Form) -> None:
    visitor.post(f"/f/{form.pk}", ANN)
    answer = pressed(visitor, form, asked(form, 0))
    assert "/confirm?value=" in answer["Location"]
    assert only().is_spam


@pytest.mark.parametrize("age", [0, 24 * 3600 + 60])
def test_a_token_too_young_or_too_old_needs_the_click(visitor: Client, form: Form, age: float) -> None:
    answer = send(visitor, form, {**ANN, "_token": token(form, age=age)}, headers=JSON)
    assert answer.status_code == 202
    assert answer.json()["confirm_url"].endswith(f"/f/{form.pk}/confirm")
    assert only().doubt == "unconfirmed"


def test_a_token_is_good_for_one_post(visitor: Client, form: Form) -> None:
    used = token(form)
    assert send(visitor, form, {**ANN, "_token": used}, headers=JSON).status_code == 200
    again = send(visitor, form, {**ANN, "message": "Buy pills", "_token": used}, headers=JSON)
    assert again.status_code == 202
    assert list(Submission.objects.filter(is_spam=True).values_list("data__message", flat=True)) == [
        "Buy pills"
    ]


@pytest.mark.parametrize("forged", ["x", "a.b.c", "a.b.c:signature"])
def test_forged_values_are_worth_nothing(visitor: Client, form: Form, forged: str) -> None:
    assert send(visitor, form, {**ANN, "_token": forged}, headers=JSON).status_code == 202
    assert pressed(visitor, form, forged).status_code == 404
    assert only().is_spam


def test_a_token_of_another_form_is_worth_nothing(visitor: Client, form: Form) -> None:
    other = Form.objects.create(project=form.project, slug="other", fields=form.fields, language="en")
    send(visitor, form, {**ANN, "_token": token(other)})
    assert only().doubt == "unconfirmed"


def test_a_button_of_another_form_is_worth_nothing(visitor: Client, form: Form) -> None:
    visitor.post(f"/f/{form.pk}", ANN)
    other = Form.objects.create(project=form.project, slug="other", fields=form.fields, language="en")
    assert pressed(visitor, other, asked(form, 5)).status_code == 404


def test_a_retry_with_a_token_takes_the_doubt_away(visitor: Client, form: Form) -> None:
    visitor.post(f"/f/{form.pk}", ANN)
    assert send(visitor, form).status_code == 303
    assert not only().is_spam
    assert Notice.objects.count() == 1


def test_a_burst_of_one_address_is_refused_and_what_was_typed_is_kept(
    visitor: Client, form: Form, limits: Any
) -> None:
    limits(form_address=(20, 60))
    answers = [send(visitor, form, {**ANN, "message": f"No. {n}"}) for n in range(50)]
    assert [answer.status_code for answer in answers] == [303] * 20 + [429] * 30
    assert int(answers[-1]["Retry-After"]) > 0
    assert "No. 49" in answers[-1].text
    # Somebody else is not kept waiting.
    assert send(visitor, form, REMOTE_ADDR="192.0.2.9").status_code == 303
    assert Submission.objects.filter(is_spam=False).count() == 21


def test_a_flood_of_many_addresses_must_confirm_and_loses_nothing(
    visitor: Client, form: Form, limits: Any
) -> None:
    limits(form_all=(5, 60))
    for n in range(8):
        send(visitor, form, {**ANN, "message": f"No. {n}"}, REMOTE_ADDR=f"192.0.2.{n}")
    assert Submission.objects.filter(is_spam=False).count() == 5
    assert Submission.objects.filter(doubt="unconfirmed").count() == 3


def test_posts_get_through_while_redis_is_away(
    visitor: Client, form: Form, limits: Any, settings: Any
) -> None:
    limits(form_address=(1, 60), form_all=(1, 60))
    redis_client.client.cache_clear()
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    try:
        assert [send(visitor, form, {**ANN, "message": str(n)}).status_code for n in range(3)] == [303] * 3
    finally:
        redis_client.client.cache_clear()
    assert Submission.objects.filter(is_spam=False).count() == 3


def test_the_spam_folder_stays_small_and_the_inbox_is_not_touched(
    form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "MAX_SPAM", 3)
    good = received(form)
    now = timezone.now()
    for n in range(5):
        post = intake.Post({**ANN, "message": str(n), "website": "x"})
        intake.receive(form=form, post=post, address="a", now=now + timedelta(seconds=n))
    assert Submission.objects.filter(pk=good.pk).exists()
    kept = Submission.objects.filter(is_spam=True).order_by("created_at")
    assert [row.data["message"] for row in kept] == ["2", "3", "4"]
