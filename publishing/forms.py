"""Forms of a project's site: made when it is published or exported, and set up by the owner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q, QuerySet

from autowebiq.common import outbound
from projects import selectors as project_selectors
from projects import services as project_services
from projects.models import Project, SiteVersion
from publishing.form_errors import FormNotFound
from publishing.form_fields import Field
from publishing.models import Form, Notice
from publishing.models.forms import new_secret

SETTINGS = frozenset({"notify", "webhook_url", "keep_days"})


def forms_of(*, project: Project, version: SiteVersion, site_url: str = "") -> dict[str, str]:
    """Make or update the forms of a version that goes out into the world; return slug → absolute address.

    Ids stay the same over versions. Forms that the version no more has are kept: older copies of the site
    may still show them. Locks the project's row. ``site_url`` is where the site lives, if that is known.
    """
    specs: Sequence[Mapping[str, Any]] = version.spec.get("forms", [])
    with transaction.atomic():
        project_services.lock_project(project_id=project.pk)
        known = {form.slug: form for form in Form.objects.filter(project=project)}
        for spec in specs:
            form = known.get(spec["id"]) or _new_form(project, spec)
            _bring_up_to_date(form, _fields(spec))
            _describe(form, version, spec)
            form.site_url = site_url or form.site_url
            form.save()
            known[form.slug] = form
    return {spec["id"]: address_of(known[spec["id"]].pk) for spec in specs}


def form_action(*, project_id: UUID, form_slug: str, absolute: bool = True) -> str:
    """Where a form of a published or exported site posts to: known before there is a row. No query.

    ``form_slug`` is the form's id in the site's spec. Without ``absolute`` it is a path on the
    application's host.
    """
    address = address_of(id_of(project_id=project_id, form_slug=form_slug))
    return address if absolute else address.removeprefix(settings.PUBLIC_URL)


def id_of(*, project_id: UUID, form_slug: str) -> UUID:
    """The form's public id. It cannot be guessed: the project's id has 122 random bits and stays private."""
    return uuid5(NAMESPACE_URL, f"autowebiq:{project_id}/forms/{form_slug}")


def address_of(form_id: UUID) -> str:
    return f"{settings.PUBLIC_URL}/f/{form_id}"


def shared_form(*, project: Project, version: SiteVersion, slug: str, is_fixed: bool) -> Form:
    """The form as a shared version shows it, not to be saved: what the published site's form asks stays.

    The row is made if the project has published none, so that what is sent has an inbox. Fields that only
    this version has are noted in it as those of an older copy are. ``is_fixed`` tells that the link shows
    this version for good; otherwise a page may be open that is older than the version, and its visitor must
    not pay for it. Raises FormNotFound.
    """
    spec = next((item for item in version.spec.get("forms", ()) if item["id"] == slug), None)
    form = Form.objects.filter(project=project, slug=slug).first()
    if spec is None:
        if form is None:
            raise FormNotFound("There is no such form any more.")
        return form
    fields = _fields(spec)
    if form is None or _unknown(form, fields):
        form = _note_shared(project, version, spec)
    names = {field["name"] for field in fields}
    if form.fields != fields:
        others = [field for field in [*form.earlier_fields, *form.fields] if field["name"] not in names]
        form.earlier_fields = [] if is_fixed else others
        form.fields, form.revision = fields, 1 if is_fixed else 2
    _describe(form, version, spec)
    return form


def _note_shared(project: Project, version: SiteVersion, spec: Mapping[str, Any]) -> Form:
    """Make the row, or note the names of fields in it that it does not know. Locks the project's row."""
    with transaction.atomic():
        project_services.lock_project(project_id=project.pk)
        form = Form.objects.filter(project=project, slug=spec["id"]).first()
        if form is None:
            form = _new_form(project, spec)
            _describe(form, version, spec)
        form.earlier_fields = [*form.earlier_fields, *_unknown(form, _fields(spec))]
        form.save()
    return form


def _unknown(form: Form, fields: Sequence[Field]) -> list[Field]:
    known = {field["name"] for field in [*form.fields, *form.earlier_fields]}
    return [field for field in fields if field["name"] not in known]


def _describe(form: Form, version: SiteVersion, spec: Mapping[str, Any]) -> None:
    """What the form's own pages say, as the version says it."""
    brief: Mapping[str, Any] = version.spec.get("brief", {})
    form.submit_label, form.success_message = spec["submit_label"][:200], spec["success_message"]
    form.language = str(brief.get("language", "en"))[:20]
    form.site_name = str(brief.get("name", form.project.name))[:200]


def owned_forms(*, user_id: UUID, project_id: UUID) -> QuerySet[Form]:
    """Forms of the user's project by slug, with counts of submissions. Raises ProjectNotFound."""
    project = project_selectors.owned_project(owner_id=user_id, project_id=project_id)
    good = Q(submissions__is_spam=False)
    return (
        Form.objects.filter(project=project)
        .order_by("slug")
        .annotate(
            total=Count("submissions", filter=good),
            unread=Count("submissions", filter=good & Q(submissions__read_at=None)),
            spam=Count("submissions", filter=~good),
        )
    )


def owned_form(*, user_id: UUID, project_id: UUID, slug: str) -> Form:
    """Raises ProjectNotFound, FormNotFound."""
    try:
        return owned_forms(user_id=user_id, project_id=project_id).get(slug=slug)
    except Form.DoesNotExist:
        raise FormNotFound("This project has published no form of that name.") from None


def set_up_form(
    *, user_id: UUID, project_id: UUID, slug: str, changes: Mapping[str, Any], new_key: bool = False
) -> Form:
    """Change ``notify``, ``webhook_url``, ``keep_days``; ``new_key`` makes a new key for signing webhooks.

    Raises ProjectNotFound, FormNotFound, and Refused for an address that no webhook may have. The name's
    address is checked when it is called, each time.
    """
    form = owned_form(user_id=user_id, project_id=project_id, slug=slug)
    values = {name: value for name, value in changes.items() if name in SETTINGS}
    if url := values.get("webhook_url"):
        outbound.check_url(url)
    if new_key:
        values["webhook_secret"] = new_secret()
    if values:
        Form.objects.filter(pk=form.pk).update(**values)
    return owned_form(user_id=user_id, project_id=project_id, slug=slug)


def deliveries(*, user_id: UUID, project_id: UUID, slug: str) -> QuerySet[Notice]:
    """The log of e-mails and webhook calls of a form, newest first. Raises ProjectNotFound, FormNotFound."""
    form = owned_form(user_id=user_id, project_id=project_id, slug=slug)
    return Notice.objects.filter(submission__form=form).order_by("-created_at", "-id")


def back_to(form: Form) -> str:
    """The site's own address with ``#sent``, or nothing if it is not known."""
    return f"{form.site_url}#sent" if form.site_url else ""


def _new_form(project: Project, spec: Mapping[str, Any]) -> Form:
    pk = id_of(project_id=project.pk, form_slug=spec["id"])
    return Form(pk=pk, project=project, slug=spec["id"], fields=_fields(spec))


def _fields(spec: Mapping[str, Any]) -> list[Field]:
    return [
        Field(
            name=field["name"],
            label=field["label"],
            type=field["type"],
            required=bool(field.get("required", False)),
            options=list(field.get("options", ())),
        )
        for field in spec["fields"]
    ]


def _bring_up_to_date(form: Form, fields: list[Field]) -> None:
    if form.fields == fields:
        return
    names = {field["name"] for field in fields}
    earlier = {field["name"]: field for field in [*form.earlier_fields, *form.fields]}
    form.earlier_fields = [field for name, field in earlier.items() if name not in names]
    form.fields, form.revision = fields, form.revision + 1
