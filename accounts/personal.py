"""Taking all data of an account away, and closing it."""

from __future__ import annotations

import tempfile
import zipfile
from datetime import datetime, timedelta
from typing import IO
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts import services, tokens
from accounts.errors import InvalidCredentials
from accounts.models import Login, LoginEnd, User
from autowebiq.common import personal

IN_FLIGHT = timedelta(minutes=10)
"""No request that began before an account was closed is still under way after so long."""
IN_MEMORY = 2_000_000


def export_account(*, user: User) -> IO[bytes]:
    """A ZIP file with everything that belongs to a user, at its beginning; the caller closes it.

    ``profile.json`` and what the parts of ``settings.USER_DATA`` give. One file is held at a time; the
    archive lies on disk when it is large.
    """
    archive = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the caller's to close
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("profile.json", personal.as_json(_profile(user)))
        for part in personal.parts():
            for path, data in part.export(user.pk):
                out.writestr(path, data)
    archive.seek(0)
    return archive


def close_account(*, user: User, password: str, address: str, now: datetime) -> None:
    """Close an account for good and erase what belongs to it. Raises InvalidCredentials, TooManyRequests.

    The row and the books stay without name and address. Sign-ins end first, so nothing new begins but by a
    request that is under way already; ``finish_closings`` finds what that left, and goes on where a process
    died.
    """
    services.guard_sign_in(email=user.email, address=address)
    if not user.check_password(password):
        raise InvalidCredentials("The password is wrong.")
    services.sign_in_succeeded(email=user.email, address=address)
    _shut(user.pk, now)
    _erase(user.pk, now)


def finish_closings(*, now: datetime) -> int:
    """Erase once more what belongs to accounts that were closed IN_FLIGHT ago; returns how many are done."""
    rows = User.objects.filter(closed_at__lt=now - IN_FLIGHT, erased_at=None)
    done = 0
    for user_id in rows.values_list("pk", flat=True):
        _erase(user_id, now)
        done += User.objects.filter(pk=user_id, erased_at=None).update(erased_at=now)
    return done


def _shut(user_id: UUID, now: datetime) -> None:
    unusable = make_password(None)
    with transaction.atomic(durable=True):
        user = User.objects.select_for_update(no_key=True).get(pk=user_id)
        if user.closed_at:
            return
        user.email, user.name = f"{user_id}@closed.invalid", ""
        user.password, user.is_active, user.closed_at = unusable, False, now
        user.is_staff = user.is_superuser = False
        user.save()
        tokens.end_all(user, LoginEnd.ACCOUNT_CLOSED)
        user.logins.update(device="")


def _erase(user_id: UUID, now: datetime) -> None:
    for part in personal.parts():
        part.erase(user_id, now)


def _profile(user: User) -> dict[str, object]:
    logins = Login.objects.filter(user=user).order_by("created_at")
    return {
        "id": user.pk,
        "email": user.email,
        "name": user.name,
        "created_at": user.created_at,
        "updated_at": user.updated_at,
        "sign_ins": list(logins.values("created_at", "used_at", "ended_at", "ended_by", "device")),
    }
