"""Links under which others see a site without an account."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.core import signing
from django.db import transaction
from django.db.models import Q

from autowebiq.common import throttle
from autowebiq.common.errors import InvalidInput
from projects import selectors
from projects.errors import ShareNotFound, TooManyShares, WrongPassword
from projects.models import Project, ShareLink
from projects.services.changing import lock_owned_project

LIFE = timedelta(days=30)
LONGEST_LIFE = timedelta(days=366)
MOST_SHARES = 50
USE_STEP = timedelta(minutes=1)
"""How exact ``last_used_at`` is: a page view is not worth an update each."""
_TOKEN = signing.Signer(salt="projects.share", sep=".")
_PASS = signing.TimestampSigner(salt="projects.share.pass", sep=".")


def create_share(
    *,
    owner_id: UUID,
    project_id: UUID,
    number: int | None = None,
    label: str = "",
    password: str = "",
    expires_at: datetime | None = None,
    new_id: UUID | None = None,
    now: datetime,
) -> ShareLink:
    """A link to version ``number``, or always to the current one; it lasts 30 days if nothing is said.

    ``new_id`` as for ``restore_version``. Raises InvalidInput (``expires_at`` is past or more than 366 days
    away), ProjectNotFound, VersionNotFound, TooManyShares.
    """
    expires_at = expires_at or now + LIFE
    if not now < expires_at <= now + LONGEST_LIFE:
        detail = f"expires_at must be within the next {LONGEST_LIFE.days} days."
        raise InvalidInput.at("expires_at", detail, code="out_of_range")
    # It takes a tenth of a second on purpose; not while the project is locked.
    hashed = make_password(password) if password else ""
    with transaction.atomic(durable=True):
        project = lock_owned_project(owner_id=owner_id, project_id=project_id)
        if new_id and (earlier := project.shares.filter(pk=new_id).first()):
            return earlier
        if project.shares.filter(expires_at__gt=now).count() >= MOST_SHARES:
            raise TooManyShares(f"A project can have {MOST_SHARES} share links; revoke one first.")
        version = number and selectors.owned_version(owner_id=owner_id, project_id=project_id, number=number)
        return ShareLink.objects.create(
            id=new_id or uuid4(),
            project=project,
            version=version or None,
            label=label.strip(),
            password=hashed,
            expires_at=expires_at,
        )


def revoke_share(*, owner_id: UUID, project_id: UUID, share_id: UUID) -> None:
    """End a link at once. Raises ProjectNotFound, ShareNotFound."""
    project = selectors.owned_project(owner_id=owner_id, project_id=project_id)
    removed, _ = project.shares.filter(pk=share_id).delete()
    if not removed:
        raise ShareNotFound("This project has no such share link.")


def owned_share(*, project: Project, share_id: UUID) -> ShareLink:
    """A link of a project that the caller has found to be theirs. Raises ShareNotFound."""
    share = project.shares.select_related("version").defer("version__spec").filter(pk=share_id).first()
    if share is None:
        raise ShareNotFound("This project has no such share link.")
    return share


def share_url(share: ShareLink) -> str:
    """The whole address that is given to others."""
    return f"{settings.PUBLIC_URL}/share/{_TOKEN.sign(share.pk.hex)}/"


def find_share(*, token: str, now: datetime) -> ShareLink | None:
    """The link of a token, with its project; None if it is forged, revoked, over or its project deleted."""
    try:
        share_id = UUID(hex=_TOKEN.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    shares = ShareLink.objects.select_related("project").filter(project__deleted_at=None)
    return shares.filter(pk=share_id, expires_at__gt=now).first()


def open_share(*, share: ShareLink, password: str, address: str) -> str:
    """A pass that goes into the addresses of the shared files, good for SHARE_OPEN_SECONDS.

    ``address`` is the visitor's, to limit tries by. Raises WrongPassword, TooManyRequests, Unavailable.
    """
    tries = {"share-password-address": f"{share.pk}:{address}", "share-password-link": str(share.pk)}
    # Counted before the password is hashed: hashing is what costs.
    for name, subject in tries.items():
        throttle.hit(name=name, subject=subject)
    if not check_password(password, share.password):
        raise WrongPassword("That is not the password.")
    for name, subject in tries.items():
        throttle.give_back(name=name, subject=subject)
    value = _pass_value(share)
    return _PASS.sign(value).removeprefix(f"{value}.")


def is_open(*, share: ShareLink, opened: str, seconds: int | None = None) -> bool:
    """Whether a pass was given out for this link and its present password, and not more than ``seconds`` ago
    (SHARE_OPEN_SECONDS unless told).
    """
    max_age = settings.SHARE_OPEN_SECONDS if seconds is None else seconds
    try:
        _PASS.unsign(f"{_pass_value(share)}.{opened}", max_age=max_age)
    except signing.BadSignature:
        return False
    return True


def note_use(*, share: ShareLink, now: datetime) -> None:
    unused = Q(last_used_at=None) | Q(last_used_at__lt=now - USE_STEP)
    if share.last_used_at is None or share.last_used_at < now - USE_STEP:
        ShareLink.objects.filter(unused, pk=share.pk).update(last_used_at=now)


def _pass_value(share: ShareLink) -> str:
    return f"{share.pk.hex}-{hashlib.sha256(share.password.encode()).hexdigest()[:16]}"
