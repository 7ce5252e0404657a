"""E-mails about accounts. They are sent beside the request, so that its duration tells nothing."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings
from django.core.mail import send_mail
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)
POOL = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mail")


def send_reset(*, to: str, uid: str, token: str) -> None:
    """Send the e-mail with which a password can be reset, in the language of the request.

    Failures are logged, and asking again helps.
    """
    body = _(
        "Hello,\n\n"
        "somebody, hopefully you, asked for a new password at {site}.\n"
        "Choose one here within an hour:\n\n"
        "{link}\n\n"
        "If it was not you, there is nothing to do: your password stays as it is.\n"
    )
    link = settings.PASSWORD_RESET_URL.format(uid=uid, token=token)
    POOL.submit(_send, _("Choose a new password"), body.format(site=settings.PUBLIC_URL, link=link), to)


def send_verification(*, to: str, token: str) -> None:
    """Send the e-mail that proves whose the address is, in the language of the request.

    Failures are logged, and asking again helps.
    """
    body = _(
        "Hello,\n\n"
        "somebody, hopefully you, made an account at {site} with this address.\n"
        "Confirm here within three days that it is yours:\n\n"
        "{link}\n\n"
        "If it was not you, there is nothing to do.\n"
    )
    link = settings.VERIFY_EMAIL_URL.format(token=token)
    POOL.submit(_send, _("Confirm your e-mail address"), body.format(site=settings.PUBLIC_URL, link=link), to)


def _send(subject: str, body: str, to: str) -> None:
    try:
        send_mail(subject, body, None, [to])
    except Exception:
        logger.exception("An e-mail could not be sent")
