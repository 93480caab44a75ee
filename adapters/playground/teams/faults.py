"""Faults of Teams' side, switched on by hand for one operation or for all of them.

The codes are those of Microsoft's "Status codes from bot conversational APIs" (platform page: teams).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from adapters.playground.stand_in import faults
from adapters.playground.stand_in.faults import EVERY, FaultKind, Switches

#: Stands for every operation.
EVERY_OPERATION = EVERY


class Operation(StrEnum):
    """Operations of Teams' side."""

    CREATE = "create"
    SEND = "send"
    REPLY = "reply"
    UPDATE = "update"
    DELETE = "delete"
    MEMBER = "member"
    MEMBERS = "members"
    #: The token endpoint, the description of the signing keys, and the keys themselves.
    TOKEN = "token"  # noqa: S105 - a name, no secret
    OPENID = "openid"
    KEYS = "keys"


@dataclass(frozen=True, kw_only=True)
class Fault(faults.Fault):
    """A fault of a call."""

    @classmethod
    def refused(cls, status: int, code: str, retry_after: int | None = None) -> Self:
        """Refused with this status and code, such as 403 "BotDisabledByAdmin" or 503 "ServiceError"."""
        return cls(kind=FaultKind.REFUSED, status=status, code=code, retry_after=retry_after)

    @classmethod
    def blocked(cls) -> Self:
        """The person has blocked the app."""
        return cls.refused(403, "ConversationBlockedByUser")

    @classmethod
    def not_found(cls) -> Self:
        """There is no such conversation."""
        return cls.refused(404, "ConversationNotFound")

    @classmethod
    def throttled(cls, retry_after: int) -> Self:
        """Too many calls: try again after so many seconds."""
        return cls.refused(429, "Throttled", retry_after)

    @classmethod
    def precondition(cls) -> Self:
        """Conflict of two operations on one conversation: try again."""
        return cls.refused(412, "PreconditionFailed")

    @classmethod
    def unavailable(cls, retry_after: int | None = None) -> Self:
        """Teams is not there for a moment."""
        return cls.refused(503, "ServiceError", retry_after)

    @classmethod
    def bad_gateway(cls) -> Self:
        """502 with a page of HTML, as a gateway in between answers."""
        return cls(kind=FaultKind.BROKEN, status=502)


class Faults(Switches[Fault]):
    """The faults that are switched on, by the operation that they concern."""
