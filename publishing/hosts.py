"""Show sites on customers' own hosts: claim one, prove it by a TXT record, and look again from time to time.

The record ``_autowebiq.{host}`` holds the claim's token. A host that loses its record stays for ``GRACE``,
because name servers fail more often than owners change; a new owner whose token is there instead of the old
one gets it at once.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import dns.exception
import dns.nameserver
import dns.resolver
import idna
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.http import is_same_domain

from projects import selectors as project_selectors
from projects import services as project_services
from publishing import addresses, shelf
from publishing.errors import HostKnown, HostNotAllowed, HostNotFound, HostTaken, TooManyHosts
from publishing.models import CustomHost

MOST_HOSTS = 10
LOOKUP_SECONDS = 4.0
CHECK_EVERY = timedelta(hours=6)
GRACE = timedelta(hours=72)
# Claims that nobody proved are looked at by themselves for a while.
HOPE = timedelta(days=3)
MOST_CHECKS, LOOKUPS_AT_ONCE = 50, 10
# Names that are not for the public DNS (RFC 6761, RFC 8375, RFC 9476).
PRIVATE = (
    "localhost",
    "local",
    "internal",
    "test",
    "invalid",
    "example",
    "onion",
    "alt",
    "arpa",
    "lan",
    "home",
)


@dataclass(frozen=True)
class Records:
    """The TXT records of a name; ``problem`` says why there are none, ``certain`` that it is no mere
    failure.
    """

    values: frozenset[str]
    problem: str = ""
    certain: bool = True


def allowed_host(text: str) -> str:
    """A host as it is kept: ASCII (IDNA 2008, UTS 46), lower case, without a dot at its end.

    Raises HostNotAllowed for addresses, names that are not for the public DNS, and the application's own
    hosts.
    """
    name = text.strip().rstrip(".")
    if _is_ip(name.strip("[]")):
        raise HostNotAllowed.at("host", "A host is a name like www.example.org, not an IP address.")
    try:
        host = idna.encode(name, uts46=True).decode().lower()
    except idna.IDNAError:
        raise HostNotAllowed.at(
            "host", "This is not the name of a host; one looks like www.example.org."
        ) from None
    labels = host.split(".")
    if len(labels) < 2 or len(host) > 240 or not re.search("[a-z]", labels[-1]):
        raise HostNotAllowed.at("host", "This is not the name of a host; one looks like www.example.org.")
    if labels[-1] in PRIVATE:
        raise HostNotAllowed.at("host", f"Names below “.{labels[-1]}” cannot be reached from the internet.")
    if any(is_same_domain(host, pattern) for pattern in _own_patterns()):
        raise HostNotAllowed.at("host", "This host belongs to the application.")
    return host


def _is_ip(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _own_patterns() -> list[str]:
    own = [pattern for pattern in settings.ALLOWED_HOSTS if pattern != "*"]
    return [*own, addresses.public_host(), *([f".{settings.SITES_HOST}"] if settings.SITES_HOST else [])]


def hosts_of(*, user_id: UUID, project_id: UUID) -> list[CustomHost]:
    """The hosts of the user's project, oldest first. Raises ProjectNotFound."""
    project = project_selectors.owned_project(owner_id=user_id, project_id=project_id)
    return list(CustomHost.objects.filter(project=project).order_by("created_at", "id"))


def add_host(*, user_id: UUID, project_id: UUID, host: str) -> CustomHost:
    """Claim a host for a project. Raises ProjectNotFound, HostNotAllowed, HostKnown, TooManyHosts."""
    name = allowed_host(host)
    with transaction.atomic(durable=True):
        project = project_services.lock_owned_project(owner_id=user_id, project_id=project_id)
        known = CustomHost.objects.filter(project=project)
        if known.filter(host=name).exists():
            raise HostKnown(f"The project has {name} already.")
        if known.count() >= MOST_HOSTS:
            raise TooManyHosts(f"A project can have {MOST_HOSTS} hosts; remove one first.")
        return CustomHost.objects.create(project=project, host=name)


def remove_host(*, user_id: UUID, project_id: UUID, host_id: UUID) -> None:
    """Give a host up; it shows the site no more. Raises ProjectNotFound, HostNotFound."""
    _owned(user_id, project_id, host_id).delete()
    shelf.forget_names()


def check_host(*, user_id: UUID, project_id: UUID, host_id: UUID, now: datetime) -> CustomHost:
    """Look whether the host's record is there now. Asks name servers, outside of any transaction.

    Raises ProjectNotFound, HostNotFound, and HostTaken while another project's record is there, too.
    """
    claim = _owned(user_id, project_id, host_id)
    return _settle(claim, look_up(claim.record_name), now)


def recheck_hosts(*, now: datetime) -> int:
    """Check the hosts that are due; return how many of them are verified."""
    due = Q(checked_at=None) | Q(checked_at__lt=now - CHECK_EVERY)
    worth = Q(verified_at__isnull=False) | Q(created_at__gt=now - HOPE)
    rows = CustomHost.objects.filter(due, worth, project__deleted_at=None)
    claims = list(rows.order_by(F("checked_at").asc(nulls_first=True))[:MOST_CHECKS])
    # Side by side, so that silent name servers hold up a worker for seconds only.
    with ThreadPoolExecutor(LOOKUPS_AT_ONCE) as pool:
        found = list(pool.map(look_up, [claim.record_name for claim in claims]))
    verified = 0
    for claim, records in zip(claims, found, strict=True):
        try:
            verified += _settle(claim, records, now).verified_at is not None
        except HostTaken as error:
            CustomHost.objects.filter(pk=claim.pk).update(checked_at=now, problem=error.detail)
    return verified


def look_up(name: str) -> Records:
    """The TXT records of a name, asked of ``settings.DNS_SERVERS`` or the system's. Never raises."""
    try:
        answer = _resolver().resolve(name, "TXT", search=False, lifetime=LOOKUP_SECONDS)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return Records(frozenset(), f"There is no TXT record at {name} yet.")
    except dns.exception.DNSException as error:
        return Records(
            frozenset(), f"The name servers of {name} did not answer ({type(error).__name__}).", False
        )
    # A value may be sent in pieces of 255 bytes (RFC 1035 §3.3.14).
    values = (b"".join(record.strings).decode(errors="replace").strip() for record in answer)
    return Records(frozenset(values), f"The TXT record at {name} holds something else.")


def _resolver() -> dns.resolver.Resolver:
    if not settings.DNS_SERVERS:
        return dns.resolver.Resolver()
    resolver = dns.resolver.Resolver(configure=False)
    resolver.nameservers = list(_servers(settings.DNS_SERVERS))
    return resolver


def _servers(texts: Iterable[str]) -> Iterable[dns.nameserver.Nameserver]:
    for text in texts:
        address, _, port = text.partition(":")
        yield dns.nameserver.Do53Nameserver(address, int(port or 53))


def _settle(claim: CustomHost, records: Records, now: datetime) -> CustomHost:
    """Write down what a check found."""
    if claim.token in records.values:
        _verify(claim, records, now)
    else:
        _fail(claim, records, now)
    shelf.forget_names()
    claim.refresh_from_db()
    return claim


def _verify(claim: CustomHost, records: Records, now: datetime) -> None:
    with transaction.atomic():
        verified = CustomHost.objects.filter(host=claim.host, verified_at__isnull=False)
        rivals = verified.select_related("project").select_for_update(of=("self",))
        for rival in rivals.exclude(pk=claim.pk):
            if rival.token in records.values and rival.project.deleted_at is None:
                raise HostTaken(
                    f"Another project shows its site on {claim.host}; remove its TXT record first."
                )
            rival.verified_at, rival.problem = None, "The host has another owner now."
            rival.save(update_fields=["verified_at", "problem"])
        try:
            with transaction.atomic():
                CustomHost.objects.filter(pk=claim.pk).update(
                    verified_at=claim.verified_at or now, checked_at=now, failing_since_at=None, problem=""
                )
        except IntegrityError:  # two owners proved it at this very moment
            raise HostTaken(f"Another project shows its site on {claim.host}.") from None


def _fail(claim: CustomHost, records: Records, now: datetime) -> None:
    since = claim.failing_since_at or now
    lost = records.certain and now - since >= GRACE
    CustomHost.objects.filter(pk=claim.pk).update(
        verified_at=None if lost else claim.verified_at,
        failing_since_at=since if claim.verified_at and not lost else None,
        checked_at=now,
        problem=records.problem[:300],
    )


def _owned(user_id: UUID, project_id: UUID, host_id: UUID) -> CustomHost:
    project = project_selectors.owned_project(owner_id=user_id, project_id=project_id)
    try:
        return CustomHost.objects.get(project=project, pk=host_id)
    except CustomHost.DoesNotExist:
        raise HostNotFound("This project has no such host.") from None
