"""What visitors of sites meet: the door of every form, and its few pages.

Cookies are not read, so there is nothing to forge a request with: these views are exempt from CSRF checks,
and any origin may read the answers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

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
from publishing import form_files, form_tokens, forms, intake
from publishing.form_errors import FieldsWrong, FormNotFound, TooLarge, WrongContentType
from publishing.form_files import ACCEPT, Upload
from publishing.form_words import direction_of, words_of
from publishing.headers import protect_form
from publishing.models import Form

P = ParamSpec("P")
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


def form_page(
    view: Callable[Concatenate[HttpRequest, Form, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """A view of a form: finds it, answers errors as page or problem, sets the headers."""

    @csrf_exempt
    @wraps(view)
    def wrapper(request: HttpRequest, form_id: UUID, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        form = None
        try:
            form = intake.find_form(form_id)
            response = view(request, form, *args, **kwargs)
        except DomainError as error:
            response = _refusal(request, form, error)
        # The middleware replaces a damaged cookie of ours by a new one; here none is set.
        request.META.pop("CSRF_COOKIE_NEEDS_UPDATE", None)
        return protect_form(response)

    return wrapper


@form_page
@require_http_methods(["GET", "HEAD", "POST", "OPTIONS"])
def form(request: HttpRequest, form: Form) -> HttpResponse:
    """GET: a token for the page's script, or the form as a page. POST: what a visitor sends."""
    if request.method == "OPTIONS":
        return HttpResponse(status=204)
    if request.method != "POST":
        return _token(form) if wants_json(request) else _form_as_page(request, form, {}, {})
    address = client_address(request)
    intake.guard(form_id=form.pk, address=address)
    receipt = intake.receive(form=form, post=_post(request), address=address, now=timezone.now())
    return _answer(request, receipt)


@form_page
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, form: Form) -> HttpResponse:
    """GET: the page with one button. POST: the button."""
    if request.method != "POST":
        value = request.GET.get("value", "")
        if form_tokens.asked(value, now=timezone.now()) is None:
            raise FormNotFound("The link has ended.")
        return _page(request, form, "confirm", value=value)
    intake.guard(form_id=form.pk, address=client_address(request))
    receipt = intake.confirm(form=form, value=_read(request)[0].get("value", ""), now=timezone.now())
    return _answer(request, receipt)


@form_page
@require_http_methods(["GET", "HEAD"])
def sent(request: HttpRequest, form: Form) -> HttpResponse:
    """Thanks, for browsers without JavaScript."""
    return _page(request, form, "sent", back=forms.back_to(form))


def wants_json(request: HttpRequest) -> bool:
    """Whether a script asks: browsers that follow a form want HTML."""
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def _token(form: Form) -> HttpResponse:
    token = form_tokens.issue(form_id=form.pk, now=timezone.now())
    return JsonResponse({"token": token, "wait": form_tokens.MIN_SECONDS, "expires": form_tokens.MAX_SECONDS})


def _answer(request: HttpRequest, receipt: intake.Receipt) -> HttpResponse:
    form = receipt.form
    if receipt.confirm:
        page = forms.page_address(form.pk, "confirm", value=receipt.confirm)
        if not wants_json(request):
            return _see_other(page)
        body = {
            "status": "confirm",
            "message": words_of(form.language)["confirm_text"],
            "confirm_url": forms.address_of(form.pk) + "/confirm",
            "value": receipt.confirm,
        }
        return JsonResponse(body, status=202)
    if wants_json(request):
        return JsonResponse({"status": "sent", "message": form.success_message})
    return _see_other(forms.page_address(form.pk, "sent"))


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


def _refusal(request: HttpRequest, form: Form | None, error: DomainError) -> HttpResponse:
    words = words_of(form.language if form else "en")
    if wants_json(request):
        body = problem(
            status=error.status,
            code=error.code,
            title=error.title,
            detail=_sentence(error, words),
            **error.members,
        )
        response: HttpResponse = JsonResponse(body, status=error.status, content_type=CONTENT_TYPE)
    elif form is None or isinstance(error, FormNotFound):
        response = _page(request, form, "gone", status=error.status)
    else:
        response = _form_as_page(request, form, _typed_again(request, error), _errors(error), error=error)
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
    form: Form,
    typed: Mapping[str, str],
    errors: Mapping[str, str],
    *,
    error: DomainError | None = None,
) -> HttpResponse:
    """The form itself, with what was typed and what is wrong with it."""
    fields = [
        {**field, "value": typed.get(field["name"], ""), "error": errors.get(field["name"], "")}
        for field in form.fields
    ]
    return _page(
        request,
        form,
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
    request: HttpRequest, form: Form | None, name: str, *, status: int = 200, **values: Any
) -> HttpResponse:
    language = form.language if form else "en"
    shown = {"form": form, "words": words_of(language), "lang": language, "dir": direction_of(language)}
    return render(request, f"publishing/forms/{name}.html", {**shown, **values}, status=status)
