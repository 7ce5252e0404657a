"""What operators do for the owner of a build. Each is once, with a reason, and kept in the audit trail.

They act on the owner's wallet as the owner would: nobody builds on the operator's account, and nobody refunds
their own.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from autowebiq.common.errors import InvalidInput, NotFound
from builds.errors import NothingToRefund
from builds.models import Build
from builds.services import cancelling, starting
from credits import services as credit_services
from credits.models import Grant
from projects import services as project_services
from projects.models import ProjectMessage


def retry_for_owner(*, build_id: UUID, operator_id: UUID, reason: str, new_id: UUID, now: datetime) -> Build:
    """Order a failed or cancelled build again in its owner's name and at its owner's price.

    ``new_id`` is one press of the button: pressed twice, it is one build. Raises what ``retry_build`` raises.
    """
    old, reason = _build(build_id), _checked(reason)
    with transaction.atomic(durable=True):
        project_services.lock_owned_project(owner_id=old.owner_id, project_id=old.project_id)
        if earlier := Build.objects.filter(pk=new_id, retry_of=old).first():
            return earlier
        build = starting.order_again(
            user_id=old.owner_id,
            project_id=old.project_id,
            build_id=old.pk,
            new_id=new_id,
            locale=old.locale,  # not the operator's
            now=now,
        )
        with translation.override(build.locale):
            said = _("An operator of this site has started the build again for you.")
        project_services.add_message(
            project_id=old.project_id, role=ProjectMessage.Role.ASSISTANT, text=said, build_id=build.pk
        )
        _record(old, operator_id, "build retried", f"as {build.pk}: {reason}", now)
    return build


def cancel_for_owner(*, build_id: UUID, operator_id: UUID, reason: str, now: datetime) -> Build:
    """End a build under way and return its credits; asking again changes nothing.

    Raises NotFound, BuildEnded when it succeeded or failed before.
    """
    found, reason = _build(build_id), _checked(reason)
    with transaction.atomic(durable=True):
        # Also of a deleted project: what runs can always be stopped.
        project = project_services.lock_project(project_id=found.project_id)
        build, ended = cancelling.end_early(project, build_id=build_id)
        if ended:
            _record(build, operator_id, "build cancelled", reason, now)
    return build


def refund_build(*, build_id: UUID, operator_id: UUID, credits: int, reason: str, now: datetime) -> Grant:
    """Give back what a build cost, or a part of it, once. The owner sees the reason in the history.

    Raises NothingToRefund, InvalidInput for more than it cost, and what ``refund_by_operator`` raises.
    """
    build, reason = _build(build_id), _checked(reason)
    if not build.credits_used:
        raise NothingToRefund("This build was not charged, so there is nothing to give back.")
    if not 1 <= credits <= build.credits_used:
        raise InvalidInput(f"Between 1 and {build.credits_used} credits can be given back.")
    return credit_services.refund_by_operator(
        operator_id=operator_id,
        user_id=build.owner_id,
        credits=credits,
        reason=reason,
        reference=str(build.pk),
        key=f"refund:build:{build.pk}",
        now=now,
    )


def _build(build_id: UUID) -> Build:
    build = Build.objects.filter(pk=build_id).first()
    if build is None:
        raise NotFound("There is no such build.")
    return build


def _checked(reason: str) -> str:
    if not reason.strip():
        raise InvalidInput("Say why: the reason is kept.")
    return reason.strip()


def _record(build: Build, operator_id: UUID, action: str, detail: str, now: datetime) -> None:
    credit_services.record_action(
        operator_id=operator_id,
        action=action,
        account_id=build.owner_id,
        detail=f"build {build.pk} {detail}",
        now=now,
    )
