"""What can go wrong with a post to a form."""

from __future__ import annotations

from autowebiq.common.errors import DomainError, InvalidInput, NotFound


class FormNotFound(NotFound):
    """There is no such form, or its site is gone."""

    code = "form_not_found"
    title = "Form not found"


class SubmissionNotFound(NotFound):
    code = "submission_not_found"
    title = "Submission not found"


class PasswordNeeded(DomainError):
    """The form's page is behind a password that this visitor was not asked for, or too long ago."""

    code = "password_needed"
    status = 403
    title = "The link asks for a password"


class WrongContentType(DomainError):
    code = "unsupported_media_type"
    status = 415
    title = "Forms come as a form"


class TooLarge(DomainError):
    code = "too_large"
    status = 413
    title = "Too much at once"


class FieldsWrong(InvalidInput):
    """Fields are missing or wrong; ``errors`` names them, in the site's language."""

    code = "invalid"
    status = 422
