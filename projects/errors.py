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
    title = "There is no more room"


class ProjectIsBuilding(Conflict):
    """A build is under way; it must end or be cancelled first."""

    code = "build_active"
    title = "A build is under way"


class AssetNotFound(NotFound):
    code = "asset_not_found"
    title = "Picture not found"


class TooManyAssets(Conflict):
    code = "too_many_assets"
    title = "Too many pictures"


class UnsupportedMedia(DomainError):
    """The bytes are no picture of a kind that can be read."""

    code = "unsupported_media"
    status = 415
    title = "No picture that can be read"


class PictureTooLarge(DomainError):
    """Too many bytes or too many pixels."""

    code = "too_large"
    status = 413
    title = "The picture is too large"


class DamagedPicture(DomainError):
    """It begins as a picture and does not go on as one."""

    code = "damaged_picture"
    status = 422
    title = "The picture is damaged"
