"""One-time addresses: random, kept only as a hash, gone once they are used or expired."""

from __future__ import annotations

import secrets
from hashlib import sha256

from pydantic import TypeAdapter
from sqlalchemy import bindparam, delete, insert, select

from bot.ports import Ticket
from storage.context import StoreContext
from storage.crypto import Sealed
from storage.session import Session
from storage.tables import ticket

_TICKET = TypeAdapter(Ticket)
_TOKEN_BYTES = 32
#: Length of the longest address.
_LONGEST = 64

_ADD = insert(ticket)
_FIND = select(ticket.c.wrapped_key, ticket.c.body).where(
    ticket.c.id == bindparam("id"), ticket.c.until > bindparam("now")
)
_USE = delete(ticket).where(ticket.c.id == bindparam("id"))
_PRUNE = delete(ticket).where(ticket.c.until <= bindparam("now"))


class Tickets:
    """The one-time addresses, inside one unit of work."""

    def __init__(self, session: Session, context: StoreContext, now: int) -> None:
        self._session = session
        self._vault = context.vault
        self._now = now

    def issue(self, ticket: Ticket, *, minutes: int) -> str:
        """A new address, which itself is stored nowhere."""
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        id_ = _hash(token)
        sealed = self._vault.seal("ticket", id_, _TICKET.dump_json(ticket))
        self._session.run(_ADD, {"id": id_, "until": self._now + minutes * 60_000_000} | sealed._asdict())
        return token

    def find(self, token: str) -> Ticket | None:
        """Ticket of an address, which stays valid."""
        if not token.isascii() or len(token) > _LONGEST:
            return None
        id_ = _hash(token)
        row = self._session.one(_FIND, {"id": id_, "now": self._now})
        return None if row is None else _TICKET.validate_json(self._vault.unseal("ticket", id_, Sealed(*row)))

    def use(self, token: str) -> Ticket | None:
        """Ticket of an address, used up by this: of two concurrent uses, one succeeds."""
        found = self.find(token)
        return found if found is not None and self._session.run(_USE, {"id": _hash(token)}) else None

    def prune(self) -> int:
        """Remove expired addresses. Returns their number."""
        return self._session.run(_PRUNE, {"now": self._now})


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
