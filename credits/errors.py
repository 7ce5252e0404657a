"""What the books refuse."""

from __future__ import annotations

from autowebiq.common.errors import Conflict, DomainError, NotFound


class InsufficientCredits(DomainError):
    """Members ``need`` and ``have``: credits asked for and credits available."""

    code = "insufficient_credits"
    status = 402
    title = "Not enough credits"


class KeyConflict(Conflict):
    """A key belongs to one transfer for ever; it came back with another amount, kind or owner."""

    code = "key_conflict"
    title = "The key belongs to another transfer"


class HoldClosed(Conflict):
    """A hold resolves once: it was settled for another amount, or released."""

    code = "hold_closed"
    title = "The hold is closed"


class GrantClosed(Conflict):
    """A grant ends once: it has expired or was voided."""

    code = "grant_closed"
    title = "The grant has ended"


class OwnRequest(DomainError):
    """Four eyes: nobody approves what they asked for themselves."""

    code = "own_request"
    status = 403
    title = "Somebody else must approve this"


class NeedsFourEyes(DomainError):
    """More than one operator may move alone."""

    code = "needs_four_eyes"
    status = 403
    title = "A second operator must approve this"


class AlreadyDecided(Conflict):
    code = "already_decided"
    title = "The request was decided before"


class WalletMissing(NotFound):
    code = "wallet_missing"
    title = "There is no wallet"
