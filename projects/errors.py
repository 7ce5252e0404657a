"""What can go wrong with projects."""

from __future__ import annotations

from autowebiq.common.errors import Conflict, DomainError, NotFound


class ProjectNotFound(NotFound):
    """No such project, or it is a stranger's."""

    code = "project_not_found"
    title = "Project not found"


class VersionNotFound(NotFound):
    code = "version_not_found"
    title = "Version not found"


class FileNotInVersion(NotFound):
    code = "file_not_found"
    title = "File not found"


class ShareNotFound(NotFound):
    code = "share_not_found"
    title = "Share link not found"


class TooManyShares(Conflict):
    code = "too_many_shares"
    title = "Too many share links"


class WrongPassword(DomainError):
    code = "wrong_password"
    status = 403
    title = "Wrong password"


class QuotaExceeded(Conflict):
    """There is no room; members ``resource`` (``bytes`` or ``versions``), ``used`` and ``limit``."""

    code = "quota_exceeded"
    title = "There is no room for another version"


class ProjectIsBuilding(Conflict):
    """A build is under way; it must end or be cancelled first."""

    code = "build_active"
    title = "A build is under way"
