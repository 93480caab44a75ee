"""One live message for each matter in a person's chat: a newer one replaces those before it (model.md §6).

It repeats whatever else still waits in them. Once it has arrived, they are looked at again, and those that say nothing
of their own any more are deleted.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot import ways
from bot.chat.cards import Card
from bot.courier.outgoing import Said, card_of, record_of
from bot.people import Person
from bot.ports import Message, Notice, UnitOfWork
from bot.records.base import RecordId
from bot.topics import messages
from bot.views.notices.folding import acts, to_press


def taken_over(going: Said, person: Person, uow: UnitOfWork) -> Said:
    """Find the content of older messages about the same matters that the outgoing message does not repeat."""
    found: Said = []
    for about, apart in _matters(notice for notice, _ in going):
        newer = [each for each in going if _matter(each[0]) == (about, apart)]
        for notice in (n for message in uow.outbox.standing(person.id, about) for n in message.notices):
            card = card_of(notice, person, uow) if _matter(notice) == (about, apart) else None
            if card is not None and not card.settled and not _is_said(notice, card, newer, uow):
                newer.append((notice, card))
                found.append((notice, card))
    return found


def still_said(message: Message, told: Said, person: Person, uow: UnitOfWork) -> Said:
    """Find the parts of a message that no newer one repeats."""
    return [(n, card) for n, card in told if not _is_said(n, card, _since(message, n, person, uow), uow)]


def before(notices: Iterable[Notice], person: Person, uow: UnitOfWork) -> list[Message]:
    """Messages in the person's chat about the same matters, each once."""
    standing = (
        message
        for matter in _matters(notices)
        for message in uow.outbox.standing(person.id, matter[0])
        if matter in map(_matter, message.notices)
    )
    return list({message.id: message for message in standing}.values())


def _matters(notices: Iterable[Notice]) -> list[tuple[RecordId, str]]:
    return list(dict.fromkeys((about, apart) for about, apart in map(_matter, notices) if about is not None))


def _matter(notice: Notice) -> tuple[RecordId | None, str]:
    """Key of the matter: the record, and a mark that keeps an offer apart so that neither waits behind the other."""
    return notice.about, messages.apart(notice)


def _since(message: Message, of: Notice, person: Person, uow: UnitOfWork) -> Said:
    """Content of newer messages about the same matter that have arrived wherever they go."""
    if of.about is None:
        return []
    return [
        (notice, card)
        for newer in uow.outbox.standing(person.id, of.about)
        if newer.id > message.id and None not in ways.places(newer).values()
        for notice in newer.notices
        if _matter(notice) == _matter(of) and (card := card_of(notice, person, uow))
    ]


def _is_said(notice: Notice, card: Card, newer: Said, uow: UnitOfWork) -> bool:
    """True if a newer card makes this one needless: it opens the same, and anything that waits, waits there too."""
    needed = acts(to_press(card))
    return any(
        needed <= acts(each.buttons()) and (card.settled or (not each.settled and _asks_the_same(notice, other, uow)))
        for other, each in newer
    )


def _asks_the_same(one: Notice, other: Notice, uow: UnitOfWork) -> bool:
    record = record_of(one, uow)
    if record is None:
        return one.view == other.view
    return messages.drawing(one, record) is messages.drawing(other, record)
