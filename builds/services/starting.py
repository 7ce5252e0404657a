"""Starting a build: one transaction holds the credits and stores build, first events and message."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import IntegrityError, transaction

from autowebiq.common.errors import InvalidInput, NotFound
from builds import events, outbox, queue, tongue
from builds.errors import BuildActive, NotRetryable, OverCap, UnknownTemplate
from builds.models import Build, StageOutput
from builds.services import images, wallet_events
from builds.services.quoting import full_quote, quote_json
from credits import services as credit_services
from projects import selectors as project_selectors
from projects import services as project_services
from projects.models import Project, ProjectMessage
from templates_catalog import services as catalog_services

NAME_FROM_PROMPT = 60
OUTSIDE_REASONS = ("", "worker_lost", "time_limit", "hold_expired")
"""Error codes of builds whose finished stages are not to blame; a cancelled one has none."""


def start_site(
    *,
    user_id: UUID,
    prompt: str,
    template_id: str | None = None,
    new_id: UUID | None = None,
    now: datetime,
) -> Build:
    """Create a project, named after the prompt until the planner knows better, and start its first build.

    With a ``new_id`` that a build of the user from the same prompt bears already, that build is returned: the
    button was pressed twice. Raises what ``start_build`` raises; then the project is not kept.
    """
    order = {"prompt": checked_prompt(prompt), "template_id": _checked_template(template_id)}
    if new_id and (earlier := _earlier(user_id, new_id)):
        if earlier.prompt == order["prompt"]:
            return earlier
        new_id = None  # an old page was brought back, and another prompt typed into it
    try:
        with transaction.atomic(durable=True):
            project = project_services.create_project(
                owner_id=user_id,
                name=_short_name(order["prompt"]),
                description=order["prompt"],
                name_is_provisional=True,
            )
            return _start(user_id, project.pk, order, now, new_id)
    except IntegrityError:
        # The twin of this request was quicker; what this one stored is gone with its transaction.
        if new_id and (earlier := _earlier(user_id, new_id)):
            return earlier
        raise


def prepare_site(
    *, user_id: UUID, prompt: str, template_id: str | None = None, new_id: UUID | None = None
) -> Project:
    """Create a project for the prompt without building it yet, so that pictures can be added first.

    With a ``new_id`` that a project of the user for the same prompt bears already, that one is returned: the
    button was pressed twice. Raises InvalidInput, UnknownTemplate.
    """
    prompt, template_id = checked_prompt(prompt), _checked_template(template_id)
    try:
        with transaction.atomic():
            return project_services.create_project(
                owner_id=user_id,
                name=_short_name(prompt),
                # The whole prompt: it waits here for its pictures.
                description=prompt,
                template_id=template_id,
                name_is_provisional=True,
                new_id=new_id,
            )
    except IntegrityError:
        if new_id is None:
            raise
        mine = project_selectors.owned_projects(owner_id=user_id)
        earlier = mine.filter(pk=new_id, description=prompt).first()
        # Otherwise an old page was brought back and another prompt typed into it, or the id is a stranger's.
        return earlier or prepare_site(user_id=user_id, prompt=prompt, template_id=template_id)


def _earlier(user_id: UUID, build_id: UUID) -> Build | None:
    return Build.objects.filter(pk=build_id, owner_id=user_id).first()


def start_build(
    *,
    user_id: UUID,
    project_id: UUID,
    prompt: str,
    uploaded_images: Sequence[str] = (),
    template_id: str | None = None,
    options: Mapping[str, Any] | None = None,
    new_id: UUID | None = None,
    now: datetime,
) -> Build:
    """Accept a build: credits are held, and a worker is told once that is committed.

    ``prompt`` has 1–20,000 characters after stripping; ``uploaded_images`` are at most ten ids or addresses
    of the project's pictures (see ``images``); ``options`` may hold ``seed``, ``language`` (else the
    project's, if any), ``keep_partial`` and ``max_credits``. The build speaks the language that is active:
    the reader's. With a ``new_id`` that a build of the project bears already, an earlier try was accepted
    unheard, and that build is returned. Raises InvalidInput, UnknownTemplate, ProjectNotFound, BuildActive
    (member ``task_id``), QuotaExceeded, OverCap and InsufficientCredits; then nothing is stored.
    Locks the project, then the wallet.
    """
    options = dict(options or {})
    order = {
        "prompt": checked_prompt(prompt),
        "uploaded_images": images.checked(uploaded_images),
        "template_id": _checked_template(template_id),
        "options": options,
        "seed": options.get("seed"),
    }
    with transaction.atomic(durable=True):
        return _start(user_id, project_id, order, now, new_id)


def _start(
    user_id: UUID, project_id: UUID, order: dict[str, Any], now: datetime, new_id: UUID | None = None
) -> Build:
    project = project_services.lock_owned_project(owner_id=user_id, project_id=project_id)
    if new_id and (earlier := Build.objects.filter(pk=new_id, project=project).first()):
        return earlier
    newest = events.latest_build(project_id=project.pk)
    _refuse_second(newest)
    if project.language and "retry_of" not in order:
        # Kept with the order: a retry gives the same site, whatever the project says by then.
        order = {**order, "options": {"language": project.language, **order["options"]}}
    if order.get("uploaded_images"):
        order = {**order, "uploaded_images": images.found(order["uploaded_images"], project)}
    # Before the hold: the version of a build that was accepted is kept, whatever the room by then.
    project_services.refuse_over_quota(owner_id=user_id)
    quote = full_quote()
    _refuse_over_cap(quote.total, order.get("options", {}).get("max_credits"))
    build_id = new_id or uuid4()
    hold = credit_services.place_hold(
        user_id=user_id,
        credits=quote.total,
        quoted=quote.total,
        expires_at=now + timedelta(seconds=settings.BUILD_HOLD_SECONDS),
        key=f"build:{build_id}",
        reference=str(build_id),
        description=f"Build of {project.name}"[:500],
    )
    build = Build.objects.create(
        id=build_id,
        project=project,
        owner_id=user_id,
        hold_id=hold.pk,
        quote=quote_json(quote),
        queued_at=_after(newest, now),
        **{"locale": tongue.of_reader(), **order},
    )
    project_services.build_started(project, build_id=build_id)
    project_services.add_message(
        project_id=project_id, role=ProjectMessage.Role.USER, text=build.prompt, build_id=build_id
    )
    call_a_worker(build)
    wallet_events.record(build, kind="deduction", status="pending", amount=-quote.total)
    return build


def _refuse_over_cap(total: int, cap: int | None) -> None:
    if cap is not None and total > cap:
        detail = f"This build costs {total} credits, and max_credits allows {cap}; nothing was held."
        raise OverCap(detail, need=total, cap=cap)


def retry_build(
    *, user_id: UUID, project_id: UUID, build_id: UUID, new_id: UUID | None = None, now: datetime
) -> Build:
    """Order a failed or cancelled build again, under the present prices; ``new_id`` as for ``start_build``.

    It goes on after the stages that were finished, unless they may be the reason of the failure, and speaks
    the language that is active, as a new build does. Raises NotFound, NotRetryable (it is under way or
    succeeded) and what ``start_build`` raises.
    """
    with transaction.atomic(durable=True):
        return order_again(user_id=user_id, project_id=project_id, build_id=build_id, new_id=new_id, now=now)


def order_again(
    *,
    user_id: UUID,
    project_id: UUID,
    build_id: UUID,
    new_id: UUID | None = None,
    locale: str | None = None,
    now: datetime,
) -> Build:
    """``retry_build`` in the caller's transaction, and in another language than the active one."""
    project = project_services.lock_owned_project(owner_id=user_id, project_id=project_id)
    old = Build.objects.filter(pk=build_id, project=project).first()
    if old is None:
        raise NotFound("This project has no such build.")
    if old.is_active or old.status == Build.Status.SUCCEEDED:
        state = old.status.lower()
        raise NotRetryable(f"Only failed and cancelled builds can be retried; this one is {state}.")
    kept = images.still_there(old)
    order = {
        "prompt": old.prompt,
        "uploaded_images": kept,
        "template_id": _checked_template(old.template_id),
        "options": old.options,
        "seed": old.seed,
        "retry_of": old,
        "locale": locale or tongue.of_reader(),
    }
    build = _start(user_id, project_id, order, now, new_id)
    if old.error_code in OUTSIDE_REASONS:
        # Moved, not copied: only one build goes on from them.
        stages = StageOutput.objects.filter(build=old, output__isnull=False)
        if kept != old.uploaded_images:
            # A picture was deleted since, and the finished site shows it.
            stages = stages.exclude(stage="testing")
        stages.update(build=build)
    return build


def call_a_worker(build: Build) -> None:
    """Tell subscribers that a locked build waits and ask for a worker, in the caller's transaction."""
    message = outbox.enqueue(
        task=outbox.RUN_BUILD, task_id=str(build.pk), payload={"build_id": str(build.pk)}
    )
    tell_position(build, position=queue.position(build), pace=queue.pace())
    transaction.on_commit(lambda: outbox.publish_soon(message.pk))


def tell_position(build: Build, *, position: int, pace: queue.Pace) -> None:
    """Store where a locked queued build stands, for its subscribers."""
    start = queue.estimated_start(position, pace)
    events.record(
        build=build,
        type="build_queued",
        position=position,
        estimated_start_at=start and start.isoformat(timespec="seconds").replace("+00:00", "Z"),
    )
    Build.objects.filter(pk=build.pk).update(told_position=position)


def hand_over(*, build_id: UUID, attempt: int) -> bool:
    """Put a running build back into the queue for another worker; False if the attempt was overtaken."""
    with transaction.atomic(durable=True):
        rows = Build.objects.select_for_update(no_key=True)
        build = rows.filter(pk=build_id, attempt=attempt, status=Build.Status.RUNNING).first()
        if build is None:
            return False
        queue_again(build)
    return True


def queue_again(build: Build) -> None:
    """Queue a locked running build once more, in the caller's transaction."""
    build.status, build.lease_until = Build.Status.QUEUED, None
    build.save(update_fields=["status", "lease_until", "lost_count"])
    call_a_worker(build)


def wake_owner(owner_id: UUID) -> None:
    """Ask for a worker for the owner's oldest waiting build, if there is one. Not inside a transaction."""
    waiting = Build.objects.filter(owner_id=owner_id, status=Build.Status.QUEUED).order_by("queued_at")
    build_id = waiting.values_list("pk", flat=True).first()
    if build_id is not None and outbox.send_again(task_ids=[str(build_id)], after_seconds=0):
        outbox.publish()


def _refuse_second(newest: Build | None) -> None:
    # The project's lock makes this certain; the unique constraint stands behind it.
    if newest is not None and newest.is_active:
        raise BuildActive(
            "This project is being built already; wait for that build or cancel it.", task_id=str(newest.pk)
        )


def _after(newest: Build | None, now: datetime) -> datetime:
    """When a project's next build is queued: after its last one, even by a clock that runs behind.

    Subscribers step from build to build by this time.
    """
    return now if newest is None else max(now, newest.queued_at + timedelta(microseconds=1))


def checked_prompt(prompt: str) -> str:
    """The prompt without space around it; raises InvalidInput unless it has 1–20,000 characters."""
    prompt = prompt.strip()
    if not prompt:
        raise InvalidInput.at("prompt", "Say in the prompt what the website should be.", code="blank")
    if len(prompt) > settings.PROMPT_MAX_LENGTH:
        detail = f"The prompt may have at most {settings.PROMPT_MAX_LENGTH:,} characters."
        raise InvalidInput.at("prompt", detail, code="max_length")
    return prompt


def _checked_template(template_id: str | None) -> str:
    if not template_id:
        return ""
    if template_id not in catalog_services.current_catalog().templates:
        raise UnknownTemplate(
            f"There is no template “{template_id[:60]}”; GET /api/v2/templates lists them.",
            errors=[
                {"field": "template_id", "code": "unknown_template", "detail": "There is no such template."}
            ],
        )
    return template_id


def _short_name(prompt: str) -> str:
    words = " ".join(prompt.split())
    if len(words) <= NAME_FROM_PROMPT:
        return words
    return words[:NAME_FROM_PROMPT].rsplit(" ", 1)[0] + "…"
