"""What visitors of sites meet: the door of every form, and its few pages.

Cookies are not read, so there is nothing to forge a request with: these views are exempt from CSRF checks,
and any origin may read the answers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from autowebiq.common.errors import DomainError
from autowebiq.common.problems import CONTENT_TYPE, problem
from autowebiq.common.throttle import TooManyRequests, client_address
from projects import services as project_services
from publishing import form_files, form_tokens, forms, intake, previews
from publishing.form_errors import FieldsWrong, FormNotFound, PasswordNeeded, TooLarge, WrongContentType
from publishing.form_files import ACCEPT, Upload
from publishing.form_words import direction_of, words_of
from publishing.headers import protect_form
from publishing.models import Form, Submission

KINDS = ("application/x-www-form-urlencoded", "multipart/form-data")
# What Django raises for bodies that are none: BadRequest for another charset than UTF-8.
DAMAGED = (
    MultiPartParserError,
    SuspiciousOperation,
    BadRequest,
    UnreadablePostError,
    UnicodeError,
    LookupError,
)
TOKEN_FIELD = "_token"  # noqa: S105 - the name of a field


@dataclass(frozen=True)
class Door:
    """Where a form is met: ``at`` is its path here, ``back`` the address of its site, if that is known."""

    form: Form
    at: str
    back: str
    origin: intake.Origin = intake.FROM_SITE

    def page(self, name: str, **query: str) -> str:
        """A page of ours about the form: ``sent`` or ``confirm``; relative, as hosts may differ."""
        return f"{self.at}/{name}" + (f"?{urlencode(query)}" if query else "")


View = Callable[[HttpRequest, Door], HttpResponse]


def _published(*, form_id: UUID) -> Door:
    """The door of published sites and of copies of them."""
    form = intake.find_form(form_id)
    return Door(form, f"/f/{form_id}", forms.back_to(form))


def _shared(*, token: str, form_id: str, opened: str = "") -> Door:
    """The door of a share link, while that is good; ``form_id`` is the form's slug.

    Raises FormNotFound, and PasswordNeeded for who has not been asked for the link's password.
    """
    link = previews.find_share(token=token)
    version = (link.version or link.project.current_version) if link else None
    if link is None or version is None:
        raise FormNotFound("This link has ended.")
    seconds = settings.SHARE_SEND_SECONDS
    if link.password and not project_services.is_open(share=link, opened=opened, seconds=seconds):
        raise PasswordNeeded("Open the link again: it asks for a password.")
    form = forms.shared_form(
        project=link.project, version=version, slug=form_id, is_fixed=link.version_id is not None
    )
    home = previews.home_of(token, opened)
    origin = intake.Origin(Submission.Source.SHARE, version.number, link.pk)
    return Door(form, f"{home}forms/{form_id}", f"{home}#sent", origin)


def form_page(find: Callable[..., Door], view: View) -> Callable[..., HttpResponse]:
    """A view of a form: finds it, answers errors as page or problem, sets the headers."""

    @csrf_exempt
    @wraps(view)
    def wrapper(request: HttpRequest, **names: Any) -> HttpResponse:
        door = None
        try:
            door = find(**names)
            response = view(request, door)
        except DomainError as error:
            response = _refusal(request, door, error)
        # The middleware replaces a damaged cookie of ours by a new one; here none is set.
        request.META.pop("CSRF_COOKIE_NEEDS_UPDATE", None)
        return protect_form(response)

    return wrapper


@require_http_methods(["GET", "HEAD", "POST", "OPTIONS"])
def _form(request: HttpRequest, door: Door) -> HttpResponse:
    """GET: a token for the page's script, or the form as a page. POST: what a visitor sends."""
    if request.method == "OPTIONS":
        return HttpResponse(status=204)
    form = door.form
    if request.method != "POST":
        return _token(form) if wants_json(request) else _form_as_page(request, door, {}, {})
    address = client_address(request)
    intake.guard(form_id=form.pk, address=address)
    receipt = intake.receive(
        form=form, post=_post(request), address=address, now=timezone.now(), origin=door.origin
    )
    return _answer(request, door, receipt)


@require_http_methods(["GET", "HEAD", "POST", "OPTIONS"])
def _confirm(request: HttpRequest, door: Door) -> HttpResponse:
    """GET: the page with one button. POST: the button."""
    if request.method == "OPTIONS":
        return HttpResponse(status=204)
    if request.method != "POST":
        value = request.GET.get("value", "")
        if form_tokens.asked(value, now=timezone.now()) is None:
            raise FormNotFound("The link has ended.")
        return _page(request, door, "confirm", value=value)
    intake.guard(form_id=door.form.pk, address=client_address(request))
    receipt = intake.confirm(form=door.form, value=_read(request)[0].get("value", ""), now=timezone.now())
    return _answer(request, door, receipt)


@require_http_methods(["GET", "HEAD"])
def _sent(request: HttpRequest, door: Door) -> HttpResponse:
    """Thanks, for browsers without JavaScript."""
    return _page(request, door, "sent", back=door.back)


form = form_page(_published, _form)
confirm = form_page(_published, _confirm)
sent = form_page(_published, _sent)
share_form = form_page(_shared, _form)
share_confirm = form_page(_shared, _confirm)
share_sent = form_page(_shared, _sent)


def wants_json(request: HttpRequest) -> bool:
    """Whether a script asks: browsers that follow a form want HTML."""
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def _token(form: Form) -> HttpResponse:
    token = form_tokens.issue(form_id=form.pk, now=timezone.now())
    return JsonResponse({"token": token, "wait": form_tokens.MIN_SECONDS, "expires": form_tokens.MAX_SECONDS})


def _answer(request: HttpRequest, door: Door, receipt: intake.Receipt) -> HttpResponse:
    form = door.form
    if receipt.confirm:
        if not wants_json(request):
            return _see_other(door.page("confirm", value=receipt.confirm))
        body = {
            "status": "confirm",
            "message": words_of(form.language)["confirm_text"],
            "confirm_url": settings.PUBLIC_URL + door.page("confirm"),
            "value": receipt.confirm,
        }
        return JsonResponse(body, status=202)
    if wants_json(request):
        return JsonResponse({"status": "sent", "message": form.success_message})
    return _see_other(door.page("sent"))


def _see_other(address: str) -> HttpResponse:
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response


def _post(request: HttpRequest) -> intake.Post:
    typed, uploads = _read(request)
    return intake.Post(typed=typed, uploads=uploads, token=typed.get(TOKEN_FIELD, ""))


def _read(request: HttpRequest) -> tuple[dict[str, str], list[Upload]]:
    """Text fields and files of the body. Raises WrongContentType, TooLarge."""
    if request.content_type not in KINDS:
        raise WrongContentType("Send application/x-www-form-urlencoded or multipart/form-data.")
    told = str(request.META.get("CONTENT_LENGTH") or "0")
    if not told.isdecimal():
        raise WrongContentType("The body is damaged.")
    length = int(told)
    is_text = request.content_type == KINDS[0]
    if length > (form_files.MAX_ENCODED_BYTES if is_text else form_files.MAX_BODY_BYTES):
        raise TooLarge("A form takes 64 KB of text and 10 MB in all.")
    try:
        typed = {name: str(value) for name, value in request.POST.items()}
        files = [(name, file) for name in request.FILES for file in request.FILES.getlist(name)]
    except RequestDataTooBig as error:
        raise TooLarge("A form takes 64 KB of text and 10 MB in all.") from error
    except DAMAGED as error:
        raise WrongContentType("The body is damaged.") from error
    if sum(len(name.encode()) + len(value.encode("utf-8", "replace")) for name, value in typed.items()) > (
        form_files.MAX_TEXT_BYTES
    ):
        raise TooLarge("A form takes 64 KB of text and 10 MB in all.")
    return typed, [Upload(name, str(file.name or ""), file.read()) for name, file in files]


def _refusal(request: HttpRequest, door: Door | None, error: DomainError) -> HttpResponse:
    words = words_of(door.form.language if door else "en")
    if wants_json(request):
        body = problem(
            status=error.status,
            code=error.code,
            title=error.title,
            detail=_sentence(error, words),
            **error.members,
        )
        response: HttpResponse = JsonResponse(body, status=error.status, content_type=CONTENT_TYPE)
    elif door is None or isinstance(error, FormNotFound):
        response = _page(request, door, "gone", status=error.status)
    else:
        response = _form_as_page(request, door, _typed_again(request, error), _errors(error), error=error)
    if not error.permanent:
        response.headers["Retry-After"] = str(error.members.get("retry_after", 60))
    return response


def _sentence(error: DomainError, words: Mapping[str, str]) -> str:
    if isinstance(error, TooLarge):
        return words["too_large"]
    return words["too_many"] if isinstance(error, TooManyRequests) else error.detail


def _typed_again(request: HttpRequest, error: DomainError) -> dict[str, str]:
    """What the visitor typed, as far as the body can be read."""
    if isinstance(error, WrongContentType | TooLarge):
        return {}
    try:
        return _read(request)[0]
    except DomainError:
        return {}


def _errors(error: DomainError) -> dict[str, str]:
    rows: Any = error.members.get("errors", [])
    return {row["field"]: row["detail"] for row in rows} if isinstance(error, FieldsWrong) else {}


def _form_as_page(
    request: HttpRequest,
    door: Door,
    typed: Mapping[str, str],
    errors: Mapping[str, str],
    *,
    error: DomainError | None = None,
) -> HttpResponse:
    """The form itself, with what was typed and what is wrong with it."""
    form = door.form
    fields = [
        {**field, "value": typed.get(field["name"], ""), "error": errors.get(field["name"], "")}
        for field in form.fields
    ]
    return _page(
        request,
        door,
        "form",
        status=error.status if error else 200,
        fields=fields,
        problem=_sentence(error, words_of(form.language)) if error else "",
        accept=ACCEPT,
        has_files=any(field["type"] == "file" for field in form.fields),
        token=typed.get(TOKEN_FIELD, ""),
        trap=intake.TRAP,
        trapped=typed.get(intake.TRAP, ""),
    )


def _page(
    request: HttpRequest, door: Door | None, name: str, *, status: int = 200, **values: Any
) -> HttpResponse:
    form = door.form if door else None
    language = form.language if form else "en"
    shown = {
        "form": form,
        "at": door.at if door else "",
        "words": words_of(language),
        "lang": language,
        "dir": direction_of(language),
    }
    return render(request, f"publishing/forms/{name}.html", {**shown, **values}, status=status)
