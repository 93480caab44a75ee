"""State of a tenant as Graph shows it: its users, groups, the app that reads them, and the changes."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from adapters.playground.stand_in import faults
from adapters.playground.stand_in.faults import FaultKind, Switches


@dataclass(frozen=True, kw_only=True)
class GraphUser:
    """A user."""

    #: The object id.
    id: str
    name: str
    mail: str = ""
    upn: str = ""
    enabled: bool = True
    employee_id: str = ""
    is_guest: bool = False
    #: An object id.
    manager: str = ""
    #: What `mailboxSettings` says of automatic replies; None: there is no mailbox.
    replies: Mapping[str, object] | None = field(default_factory=lambda: {"status": "disabled"})


@dataclass(frozen=True, kw_only=True)
class ReadingApp:
    """The app registration."""

    tenant_id: str = "11111111-2222-3333-4444-555555555555"
    client_id: str = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)
    #: The uploaded certificate, as PEM; empty: none.
    certificate: str = ""
    #: The application permissions to which somebody has consented.
    permissions: frozenset[str] = frozenset({"User.Read.All", "GroupMember.Read.All"})


@dataclass(frozen=True, kw_only=True)
class Fault(faults.Fault):
    """A fault of a request."""

    @classmethod
    def throttled(cls, retry_after: int | None) -> Self:
        """429, too many questions."""
        return cls(kind=FaultKind.REFUSED, status=429, code="TooManyRequests", retry_after=retry_after)

    @classmethod
    def broken(cls) -> Self:
        """503 with a page of HTML."""
        return cls(kind=FaultKind.BROKEN, status=503)


class GraphTenant:
    """Users and groups, with a log of the changes."""

    def __init__(self, users: Iterable[GraphUser] = (), app: ReadingApp | None = None) -> None:
        self.app = app or ReadingApp()
        self.users = {user.id: user for user in users}
        #: Object ids of users, by that of the group.
        self.groups: dict[str, set[str]] = {}
        self.faults: Switches[Fault] = Switches()
        #: The path of every question, in order.
        self.asked: list[str] = []
        #: The ids of whoever has changed, in order; a delta token is a place in it.
        self.log: list[str] = []
        #: Tokens of deltas before this place are no longer known.
        self.forgotten = 0
        self.tokens: dict[str, frozenset[str]] = {}

    def put(self, user: GraphUser) -> None:
        """Somebody comes, or is otherwise than before."""
        self.users[user.id] = user
        self.log.append(user.id)

    def change(self, id_: str, **facts: object) -> None:
        """Change fields of a user."""
        self.put(replace(self.users[id_], **facts))  # type: ignore[arg-type] # by name

    def delete(self, id_: str) -> None:
        """Delete an account."""
        del self.users[id_]
        self.log.append(id_)

    def forget(self) -> None:
        """Know no delta any more, as after some days or in trouble."""
        self.log.append("")
        self.forgotten = len(self.log)

    def changed_since(self, place: int) -> Mapping[str, GraphUser | None]:
        """The accounts that have changed since; None for a deleted one."""
        return {id_: self.users.get(id_) for id_ in self.log[place:] if id_}
