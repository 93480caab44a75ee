"""Content behind a one-time address: a matter for somebody outside, or what is held about a person.

People without the right, and addresses that are unknown, used or expired, all get the same answer.
"""

from __future__ import annotations

from typing import Protocol

from bot.chat.forms import Form
from bot.errors import NotFound
from bot.flows.documents import conversation as matters
from bot.flows.documents.conversation import Making
from bot.flows.documents.drawing import Draws
from bot.flows.subject_access import conversation as subject_access
from bot.ports import Ticket, UnitOfWork


class Handing(Protocol):
    """A conversation that hands out documents."""

    def before(self, ticket: Ticket, draws: Draws, uow: UnitOfWork) -> Form:
        """The page before the document."""
        ...

    def content(self, ticket: Ticket, draws: Draws, uow: UnitOfWork) -> Making:
        """Content of the document."""
        ...

    def made(self, ticket: Ticket, digest: str, version: int, draws: Draws, uow: UnitOfWork) -> None:
        """Keep its hash."""
        ...


def before(token: str, draws: Draws, uow: UnitOfWork) -> Form:
    """The page before the document. Uses, logs and reveals nothing. Raises NotFound or Forbidden."""
    return _of(ticket := _ticket(token, uow)).before(ticket, draws, uow)


def content(token: str, draws: Draws, uow: UnitOfWork) -> Making:
    """Content of a document, which is logged. Raises NotFound or Forbidden, or Conflict."""
    return _of(ticket := _ticket(token, uow)).content(ticket, draws, uow)


def made(token: str, digest: str, version: int, draws: Draws, uow: UnitOfWork) -> None:
    """Keep the hash of a document with its record, and use up its address. Raises Unavailable, or Conflict."""
    _of(ticket := _ticket(token, uow)).made(ticket, digest, version, draws, uow)
    if uow.tickets.use(token) is None:
        raise NotFound


def _ticket(token: str, uow: UnitOfWork) -> Ticket:
    ticket = uow.tickets.find(token)
    if ticket is None:
        raise NotFound
    return ticket


def _of(ticket: Ticket) -> Handing:
    """The conversation to which a ticket belongs. Raises NotFound for one of another page."""
    if ticket.act == matters.ACT:
        return matters
    if ticket.act in subject_access.ACTS:
        return subject_access
    raise NotFound
