"""Effects of a delivery: the message is in the chat, is tried again, or goes to somebody else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot import ways
from bot.courier import chat
from bot.courier.outgoing import Outgoing, record_of, seen_to
from bot.errors import DeliveryError
from bot.flows.assignment import pass_on
from bot.ports import EMAIL, Message, Parcel, UnitOfWork
from bot.records.assignment import Assigned
from bot.topics import messages
from bot.ways import Places

#: The first wait after a failure, doubled each time, and the longest: late, never dropped.
FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(minutes=15)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def delivered(uow: UnitOfWork, outgoing: Outgoing, places: Places, problem: DeliveryError | None = None) -> None:
    """Record that a message has arrived at these places; or by e-mail, which nothing later can change.

    With a `problem` it has not arrived everywhere: it is looked at again, and not sent again to places it has reached.
    """
    older = chat.before(outgoing.parcel.notices, outgoing.person, uow)
    message = outgoing.parcel.message
    # An unfinished message has no fingerprint yet to compare with the next one.
    fingerprint = "" if problem else outgoing.fingerprint
    if message is None:
        message = _sent(uow, outgoing, places, fingerprint)
    else:
        uow.outbox.rewritten(message, fingerprint=fingerprint, address=ways.moved(message, places))
    # The messages that it replaces go once it has arrived, and not before.
    if message.platform != EMAIL and (outgoing.parcel.message is None or outgoing.follows):
        for each in older:
            if each.id < message.id:
                uow.outbox.look_again(each)
    if problem is not None:
        failed(uow, replace(outgoing.parcel, message=message), problem)


def _sent(uow: UnitOfWork, outgoing: Outgoing, places: Places, fingerprint: str) -> Message:
    platform, address = ways.placed(places)
    in_chat = platform != EMAIL
    return uow.outbox.sent(
        outgoing.parcel,
        platform=platform,
        address=address,
        fingerprint=fingerprint,
        settled=not in_chat,
        takes=outgoing.takes if in_chat else (),
    )


def removed(uow: UnitOfWork, outgoing: Outgoing) -> None:
    """The message is taken away, or folded for good where the platform keeps it."""
    if outgoing.parcel.message is not None:
        uow.outbox.gone(outgoing.parcel.message)


def left_out(uow: UnitOfWork, outgoing: Outgoing) -> None:
    """Drop a copy for a way that this person does not have here."""
    uow.outbox.dropped(outgoing.parcel.notices, "no_way")


def failed(uow: UnitOfWork, parcel: Parcel, error: DeliveryError) -> None:
    """It could not be delivered: try again later; or, where the person cannot be reached, move it on."""
    if error.permanent:
        undeliverable(uow, parcel, "unreachable")
        return
    attempts = max((n.attempts + 1 for n in parcel.notices), default=_MANY)
    wait = min(FIRST_WAIT * 2 ** min(attempts - 1, _MANY), LONGEST_WAIT)
    if error.retry_after is not None:
        wait = max(timedelta(seconds=error.retry_after), timedelta(seconds=1))
    until = uow.now + wait
    if wait == LONGEST_WAIT:
        # All that is held up is tried at the same quarters of an hour, so that reminders of one thing meet.
        until += -(until - _EPOCH) % LONGEST_WAIT
    uow.outbox.postponed(parcel, until=until, attempts=attempts)


#: So many attempts that the wait is the longest. A message without notices, which counts none, begins with it.
_MANY = 16


def undeliverable(uow: UnitOfWork, parcel: Parcel, why: str) -> None:
    """Give up a recipient, never silently: a matter that waits for them goes to the next manager."""
    if parcel.message is not None:
        uow.outbox.gone(parcel.message)
        return
    # Notices that another process has sent meanwhile did arrive.
    for notice in uow.outbox.dropped(parcel.notices, why):
        record = record_of(notice, uow)
        view = messages.unreached(notice, record)
        if record is not None and view and record.handler not in (None, notice.to):
            assert record.handler is not None  # as was just seen
            uow.outbox.put(record.handler, view, record.id)
        if not isinstance(record, Assigned) or not seen_to(notice, record):
            continue
        if record.handler == notice.to and record.is_open:
            pass_on(record, uow, by=None, act="unreachable")
        elif record.handler is not None:
            # Everyone who reported hears back (R-1.13-5): then the manager has to tell them.
            uow.outbox.put(record.handler, "not_heard", record.id)
