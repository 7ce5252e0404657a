"""Errors of the domain: small exceptions with a stable code that clients and tests match."""

from __future__ import annotations

from typing import ClassVar, Self


class DomainError(Exception):
    """A rule was broken. ``code`` is stable, ``status`` the HTTP answer, the message a sentence for people.

    ``permanent`` tells whether trying the same again is pointless. ``members`` are added to the
    problem+json body (RFC 9457 §3.2).
    """

    code: ClassVar[str] = "error"
    status: ClassVar[int] = 400
    title: ClassVar[str] = "The request could not be carried out"
    permanent: ClassVar[bool] = True

    def __init__(self, detail: str, **members: object) -> None:
        super().__init__(detail)
        self.detail = detail
        self.members = members


class NotFound(DomainError):
    """The thing is not there, or belongs to somebody else: strangers cannot tell which."""

    code = "not_found"
    status = 404
    title = "Not found"


class InvalidInput(DomainError):
    """A value that the shape allows but the rules do not; ``errors`` lists ``{field, code, detail}``."""

    code = "invalid"
    status = 400
    title = "The input is not valid"

    @classmethod
    def at(cls, field: str, detail: str, *, code: str = "") -> Self:
        """About one field; ``code`` says what is wrong with it, if the error's own does not."""
        return cls(detail, errors=[{"field": field, "code": code or cls.code, "detail": detail}])


class Conflict(DomainError):
    """The present state does not allow it."""

    code = "conflict"
    status = 409
    title = "Not possible in the present state"


class Unavailable(DomainError):
    """A part of the system is down; trying again later can help."""

    code = "unavailable"
    status = 503
    title = "Temporarily unavailable"
    permanent = False
