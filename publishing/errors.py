"""What can go wrong with publishing."""

from __future__ import annotations

from autowebiq.common.errors import Conflict, InvalidInput, NotFound


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


class HostNotAllowed(InvalidInput):
    """The name is no host that a site could have."""

    code = "host_not_allowed"
    title = "This host cannot be used"


class HostNotFound(NotFound):
    code = "host_not_found"
    title = "Host not found"


class HostKnown(Conflict):
    code = "host_known"
    title = "The project has this host already"


class HostTaken(Conflict):
    """Another project has proved that the host is its own."""

    code = "host_taken"
    title = "This host is taken"


class TooManyHosts(Conflict):
    code = "too_many_hosts"
    title = "The project has as many hosts as it can have"


class NoStore(Conflict):
    """The operator has not configured a store for exports."""

    code = "no_export_store"
    title = "There is no store for exports"
