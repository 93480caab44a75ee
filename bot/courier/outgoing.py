"""An outgoing message: notices from the outbox, drawn for their recipient as the record is now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.chat.cards import Card
from bot.directory.carrying import KNOWN_OTHERWISE, as_known_before
from bot.directory.handing import HANDED_ON, TAKEN_OVER
from bot.flows import unsent
from bot.people import Person
from bot.ports import EMAIL, Notice, Parcel, UnitOfWork
from bot.records.assignment import Assigned
from bot.records.base import Record
from bot.topics import messages
from bot.views.context import Context
from bot.views.home.handed_over import handed_on, taken_over
from bot.views.home.known_otherwise import known_otherwise

#: Notices about the directory, and not about a record.
_OF_THE_DIRECTORY: Mapping[str, Callable[[], Card]] = {
    KNOWN_OTHERWISE: known_otherwise,
    TAKEN_OVER: taken_over,
    HANDED_ON: handed_on,
}

#: Notices, each with its card as it is now.
Said = list[tuple[Notice, Card]]


@dataclass(frozen=True, kw_only=True)
class Outgoing:
    """A card to send, or to write in place of the message that stands; or a message to take away."""

    parcel: Parcel
    person: Person
    card: Card
    fingerprint: str
    #: Notices of older messages that this one now contains.
    takes: tuple[Notice, ...] = ()
    #: True to delete the existing message. `card` replaces it on a platform that keeps messages.
    removes: bool = False
    #: The platform by which alone it goes, if that matters.
    by: str | None = None
    #: True where somebody else sees to it if the chat does not reach the person: nothing can be
    #: pressed in an e-mail, and one that nobody can act on would only hold it up.
    needs_chat: bool = False
    #: True to send a message to the other platform too, where it has not arrived yet.
    follows: bool = False

    @property
    def urgent(self) -> bool:
        """True if it tells of something that cannot wait."""
        return any(notice.urgent for notice in self.parcel.notices)

    def may_go_by(self, platform: str) -> bool:
        """True if it may go by this platform."""
        if self.by is not None:
            return platform == self.by
        return not (self.needs_chat and platform == EMAIL)


def card_of(notice: Notice, person: Person, uow: UnitOfWork) -> Card | None:
    """Card that a notice shows its recipient now; None if there is nothing to tell them."""
    if notice.view == unsent.UNSENT:
        return unsent.reminder(person.id, notice.item, uow)
    if notice.view in _OF_THE_DIRECTORY:
        return _OF_THE_DIRECTORY[notice.view]()
    record = record_of(notice, uow)
    return messages.card(notice, record, Context.of(uow, person.id)) if record is not None else None


def recipient(notice: Notice, person: Person, uow: UnitOfWork) -> Person:
    """Recipient with the right addresses: news that somebody is known otherwise goes to their earlier ones."""
    return as_known_before(person, notice.item, uow) if notice.view == KNOWN_OTHERWISE else person


def record_of(notice: Notice, uow: UnitOfWork) -> Record | None:
    """Record that a notice is about."""
    return uow.records.peek(notice.about) if notice.about else None


def seen_to(notice: Notice, record: Record | None) -> bool:
    """True if somebody else acts when the chat does not reach the person: the next manager, or the manager who tells
    them. Never for a copy by e-mail, whose message in the chat is the one that counts.
    """
    if not isinstance(record, Assigned) or messages.platform(notice) is not None:
        return False
    lies_with_them = record.handler == notice.to and record.is_open
    return lies_with_them or (notice.view in messages.ANSWERS and record.handler is not None)
