"""Claiming of notices from the outbox, drawn and authorised afresh as a message to send."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from bot import ways
from bot.chat.cards import Card
from bot.courier import chat
from bot.courier.outcome import undeliverable
from bot.courier.outgoing import Outgoing, Said, card_of, recipient, record_of, seen_to
from bot.flows.seen import has_seen
from bot.nudges import Lane
from bot.people import Person
from bot.ports import EMAIL, Message, Notice, Parcel, UnitOfWork
from bot.records.rights import Part
from bot.topics import messages
from bot.views.notices.folding import digest, folded, with_others

#: How many parcels are claimed at a time, and for how long they are nobody else's.
BATCH = 50
LEASE_SECONDS = 30


def claim(uow: UnitOfWork) -> list[Parcel]:
    """The parcels that may go now, under a lease."""
    return uow.outbox.claim(limit=BATCH, lease_seconds=LEASE_SECONDS)


def prepare(uow: UnitOfWork, parcel: Parcel) -> Outgoing | None:
    """Draw it for the recipient as they and the record are now. None: there is nothing to send."""
    person = uow.people.get(parcel.to)
    if person is None or not person.active:
        undeliverable(uow, parcel, "left")
        return None
    if parcel.message is not None:
        return _again(parcel, parcel.message, person, uow)
    return _anew(parcel, person, uow)


# -- a new message -----------------------------------------------------------------------------------


def _anew(parcel: Parcel, person: Person, uow: UnitOfWork) -> Outgoing | None:
    """A new message, with anything that still waits in the messages it replaces."""
    going = [(n, card) for n in _not_too_early(parcel, person, uow) if (card := _to_go(n, person, uow))]
    if not going:
        return None
    by = messages.platform(going[0][0])
    taken = chat.taken_over(going, person, uow) if by != EMAIL else []
    said = [*going, *taken]
    card = _as_one(said)
    return Outgoing(
        parcel=Parcel(to=parcel.to, notices=tuple(notice for notice, _ in going)),
        person=recipient(going[0][0], person, uow),
        card=card,
        fingerprint=_fingerprint(card),
        takes=tuple(notice for notice, _ in taken),
        by=by,
        needs_chat=_needs_chat(said, uow),
    )


def _not_too_early(parcel: Parcel, person: Person, uow: UnitOfWork) -> list[Notice]:
    """Notices of a parcel that may go now; the rest is postponed."""
    going = []
    for notice in parcel.notices:
        later = _too_early([notice], person, uow)
        if later is None:
            going.append(notice)
        else:
            uow.outbox.postponed(Parcel(to=parcel.to, notices=(notice,)), until=later, attempts=notice.attempts)
    return going


def _to_go(notice: Notice, person: Person, uow: UnitOfWork) -> Card | None:
    """Card of a notice that is still to be sent; otherwise None, and the notice is dropped for good."""
    card = card_of(notice, person, uow)
    if card is not None and _is_to_go(notice, card, uow):
        return card
    uow.outbox.dropped([notice], "settled")
    return None


def _is_to_go(notice: Notice, card: Card, uow: UnitOfWork) -> bool:
    """True if the notice is still worth sending: a settled matter is no news, unless that is the news itself."""
    told = messages.is_news(notice) or not card.settled
    return told and not _read_since(notice, uow) and not _is_over(notice, uow)


def _is_over(notice: Notice, uow: UnitOfWork) -> bool:
    """True if it reminds of something done (model.md §6), and nothing else of the matter waits for its recipient."""
    record = record_of(notice, uow)
    if record is None or notice.view != "nudge" or notice.lane is not Lane.REMIND:
        return False
    runs = any((series.kind, series.item) == (notice.kind, notice.item) for series in record.nudges())
    return not runs and (notice.to, Part.MUST_ACT) not in record.parties()


def _read_since(notice: Notice, uow: UnitOfWork) -> bool:
    """True if it only announces an addition, and its recipient has opened the record since then."""
    if notice.view not in messages.ADDED or notice.about is None or not notice.item:
        return False
    return has_seen(notice.to, notice.about, int(notice.item), uow)


def _too_early(notices: Sequence[Notice], person: Person, uow: UnitOfWork) -> datetime | None:
    """Earliest time, or None for now. Nothing in quiet hours, nothing distressing late in the day or on leave (§5)."""
    if any(n.urgent for n in notices):
        return None
    calendar = uow.policy.calendar.in_zone(person.time_zone)
    gentle = any(messages.is_gentle(n) for n in notices)
    moment = calendar.not_quiet(uow.now, gentle=gentle)
    if gentle and (back := person.back_after(calendar.day_of(moment))) is not None:
        moment = calendar.morning_of(calendar.working_days_from(back, 0))
    return moment if moment > uow.now else None


# -- an existing message -----------------------------------------------------------------------------


def _again(parcel: Parcel, message: Message, person: Person, uow: UnitOfWork) -> Outgoing | None:
    """The existing message: rewritten, deleted, or left alone if it is up to date."""
    follows = None in ways.places(message).values()
    if follows and (later := _too_early(parcel.notices, person, uow)):
        uow.outbox.postponed(parcel, until=later, attempts=parcel.notices[0].attempts)
        return None
    told = [(notice, card) for notice in parcel.notices if (card := card_of(notice, person, uow))]
    said = chat.still_said(message, told, person, uow)
    card = _as_one(said) if said else folded(newer=bool(told or not parcel.notices))
    fingerprint = _fingerprint(card)
    if said and message.fingerprint == fingerprint:
        uow.outbox.rewritten(message, fingerprint=fingerprint)
        return None
    return Outgoing(
        parcel=parcel,
        person=person,
        card=card,
        fingerprint=fingerprint,
        removes=not said,
        needs_chat=_needs_chat(said, uow),
        follows=follows and any(_is_to_go(notice, card, uow) for notice, card in said),
    )


def _as_one(said: Said) -> Card:
    """One card: for one matter the most urgent, with the rest below; for several a line each, the urgent first."""
    newest_last = sorted(said, key=lambda each: (each[0].not_before, each[0].id))
    if len({notice.about for notice, _ in said}) == 1:
        asks_most = sorted(newest_last, key=lambda each: (each[0].urgent, len(each[1].buttons())))
        return with_others([card for _, card in reversed(asks_most)])
    return digest([card for _, card in sorted(newest_last, key=lambda each: not each[0].urgent)])


def _fingerprint(card: Card) -> str:
    return hashlib.sha256(repr(card).encode()).hexdigest()


def _needs_chat(said: Said, uow: UnitOfWork) -> bool:
    return any(seen_to(notice, record_of(notice, uow)) for notice, _ in said)
