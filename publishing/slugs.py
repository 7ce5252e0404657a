"""Names of published sites: labels of hosts (RFC 1035 §2.3.1, in lower case), first come, first served."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publishing.errors import SlugNotAllowed
from publishing.models.published import SLUG_PATTERN
from sitegen.rendering.sitefiles import slug_of

MOST_CHARACTERS = 63
# Names that people take for the operator's own, or that mail, certificates and name servers use (RFC 2142).
RESERVED_NAMES = """
    abuse account accounts admin administrator api app assets auth autoconfig autodiscover billing blog cdn
    dashboard demo dev dns docs f ftp git health help host hostmaster imap info internal legal localhost login
    mail metrics mx news noc ns ns1 ns2 pay payment ping pop pop3 postmaster preview private public register
    root s secure security sign-in sign-up signin signup sites smtp sso ssl staff staging static status
    support system test webmail webmaster wpad ws www
"""
RESERVED = frozenset(RESERVED_NAMES.split())


def checked(slug: str) -> str:
    """The slug in lower case. Raises SlugNotAllowed with a sentence that says what to change."""
    slug = slug.strip().lower()
    if not re.fullmatch(SLUG_PATTERN.strip("^$"), slug):
        raise SlugNotAllowed.at(
            "slug",
            "An address has 1 to 63 letters a–z, digits and hyphens; it begins with a letter and does not "
            "end with a hyphen.",
        )
    # xn-- begins the names of other scripts, which could look like somebody else's.
    if slug in RESERVED or slug[2:4] == "--":
        raise SlugNotAllowed.at("slug", f"“{slug}” is reserved; choose another address.")
    return slug


def candidates(wish: str) -> Iterator[str]:
    """Allowed slugs that come close to a wish or a name, the closest first; without end."""
    plain = slug_of(wish).lstrip("0123456789-")[: MOST_CHARACTERS - 6].strip("-") or "site"
    if re.match(r"..--", plain):
        plain = "site"
    if plain not in RESERVED:
        yield plain
    number = 2
    while True:
        yield f"{plain}-{number}"
        number += 1
