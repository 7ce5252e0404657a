"""What can go wrong with publishing."""

from __future__ import annotations

from autowebiq.common.errors import Conflict, InvalidInput


class SlugNotAllowed(InvalidInput):
    """The name cannot be an address: its form is wrong, or the name is reserved."""

    code = "slug_not_allowed"
    title = "This address cannot be used"


class SlugTaken(Conflict):
    """Another site has the address; member ``suggestion`` names a free one."""

    code = "slug_taken"
    title = "This address is taken"


class NotPublished(Conflict):
    code = "not_published"
    title = "The project is not published"
