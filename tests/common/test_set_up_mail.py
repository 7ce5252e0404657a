from __future__ import annotations

import os
import subprocess
import sys

import pytest
from pydantic import ValidationError

from autowebiq import env, mail_server
from autowebiq.mail_server import MailServer

SMTP = "django.core.mail.backends.smtp.EmailBackend"


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("", MailServer("django.core.mail.backends.console.EmailBackend")),
        ("smtp://mail.example.org", MailServer(SMTP, host="mail.example.org", port=25)),
        ("smtp://localhost:1025", MailServer(SMTP, host="localhost", port=1025)),
        (
            "smtp://ann%40example.org:p%3Aw%2F%40@mail.example.org:587?tls=true",
            MailServer(
                SMTP,
                host="mail.example.org",
                port=587,
                user="ann@example.org",
                password="p:w/@",
                use_tls=True,
            ),
        ),
        (
            "smtps://ann:word@mail.example.org",
            MailServer(SMTP, host="mail.example.org", port=465, user="ann", password="word", use_ssl=True),
        ),
    ],
)
def test_an_address_names_the_server(url: str, server: MailServer) -> None:
    assert mail_server.parse(url) == server


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("mail.example.org:587", "must begin with smtp:// or smtps://"),
        ("http://mail.example.org", "must begin with smtp:// or smtps://"),
        ("smtp://", "must name the host"),
        ("smtp://mail.example.org/inbox", "must name the host"),
        ("smtp://mail.example.org:many", "must name a host and a port"),
        ("smtp://ann@mail.example.org?tls=true", "a user and a password or neither"),
        ("smtp://ann:word@mail.example.org", "would send the password in the clear"),
        ("smtp://mail.example.org?tls=perhaps", "no other option"),
        ("smtp://mail.example.org?ssl=true", "no other option"),
        ("smtps://mail.example.org?tls=true", "encrypted from the beginning"),
    ],
)
def test_a_wrong_address_is_refused_with_a_sentence(url: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence.replace("?", r"\?")):
        mail_server.parse(url)


@pytest.mark.parametrize(
    "sender", ["nobody", "a@b@c", "A <a@example.org>, b@example.org", "a@example.org\nBcc: b"]
)
def test_a_sender_is_one_address(sender: str) -> None:
    with pytest.raises(ValidationError, match="must be one address"):
        env.Env(mail_from=sender)


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"EMAIL_URL": "smtp://ann:se-cret@mail.example.org"}, "EMAIL_URL is wrong: would send the password"),
        ({"EMAIL_URL": "smtp://mail.example.org", "PUBLIC_URL": "http://localhost:8001"}, "set MAIL_FROM"),
        ({"MAIL_FROM": "nobody"}, "MAIL_FROM is wrong: must be one address"),
    ],
)
def test_a_wrong_setting_stops_the_start(variables: dict[str, str], sentence: str) -> None:
    environment = {**os.environ, **variables}
    started = subprocess.run(
        [sys.executable, "manage.py", "check"], env=environment, capture_output=True, text=True, check=False
    )

    assert started.returncode != 0
    assert sentence in started.stderr
    assert "se-cret" not in started.stderr


def test_a_good_setting_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMAIL_URL", "smtp://mail.example.org")
    monkeypatch.setenv("PUBLIC_URL", "https://sites.example.org")
    found = env.load()

    assert (found.email_url, found.mail_from) == (
        "smtp://mail.example.org",
        "AutoWebIQ <no-reply@sites.example.org>",
    )
