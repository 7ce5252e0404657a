"""Posts to the real web process: large bodies, bursts, and what a browser elsewhere may read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from publishing.models import Form, Submission
from tests.flows import processes
from tests.publishing.stored_forms import ANN, JSON, token

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]

PNG = b"\x89PNG\r\n\x1a\n"
MB = 1024 * 1024


@pytest.fixture
def url(form: Form, tmp_path: Path) -> Iterator[str]:
    """Where the form is, in a process that takes 20 posts of an address."""
    with processes.web(tmp_path, DJANGO_SETTINGS_MODULE="tests.publishing.limited_settings") as address:
        yield f"{address}/f/{form.pk}"


def test_of_fifty_posts_in_a_burst_twenty_are_taken(form: Form, url: str) -> None:
    def post(number: int) -> int:
        data = {**ANN, "message": f"No. {number}", "_token": token(form)}
        return httpx.post(url, data=data, headers=JSON, timeout=60).status_code

    with ThreadPoolExecutor(10) as pool:
        answers = Counter(pool.map(post, range(50)))
    assert answers == {200: 20, 429: 30}
    assert Submission.objects.filter(is_spam=False).count() == 20


def test_files_up_to_the_limit_are_taken_and_larger_bodies_refused(form: Form, url: str) -> None:
    typed = {**ANN, "_token": token(form)}
    large = [("plan", (f"{n}.png", PNG + bytes(int(4.9 * MB)))) for n in range(2)]
    answer = httpx.post(url, data=typed, files=large, headers=JSON, timeout=60)
    assert answer.status_code == 200
    assert Submission.objects.get().files.count() == 2
    larger = [*large, ("plan", ("3.png", PNG + bytes(MB)))]
    answer = httpx.post(url, data=typed, files=larger, headers=JSON, timeout=60)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    assert answer.json()["detail"] == "That is too much at once: 10 MB in all are allowed."


def test_no_cookie_is_set_and_any_origin_may_read(form: Form, url: str) -> None:
    headers = {**JSON, "Origin": "https://elsewhere.example", "Cookie": "sessionid=somebody; csrftoken=x"}
    answer = httpx.post(url, data={**ANN, "_token": token(form)}, headers=headers)
    assert answer.json()["status"] == "sent"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in answer.headers
    assert "Access-Control-Allow-Credentials" not in answer.headers
