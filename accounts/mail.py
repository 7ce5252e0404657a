"""E-mails about accounts. They are sent beside the request, so that its duration tells nothing."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings
from django.core.mail import send_mail

logger = logging.getLogger(__name__)
POOL = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mail")
RESET_TEXT = """Hello,

somebody, hopefully you, asked for a new password at {site}.
To choose one, send this within an hour:

POST {site}/api/auth/password/reset
{{"uid": "{uid}", "token": "{token}", "password": "<the new one>"}}

If it was not you, there is nothing to do: your password stays as it is.
"""


def send_reset(*, to: str, uid: str, token: str) -> None:
    """Send the e-mail with which a password can be reset; failures are logged, and asking again helps."""
    body = RESET_TEXT.format(site=settings.PUBLIC_URL, uid=uid, token=token)
    POOL.submit(_send, "Choose a new password", body, to)


def _send(subject: str, body: str, to: str) -> None:
    try:
        send_mail(subject, body, None, [to])
    except Exception:
        logger.exception("An e-mail could not be sent")
