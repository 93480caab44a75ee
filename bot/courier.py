"""The rules of delivery: what is sent, when, to whom instead, and when it is tried again.

Synchronous, each function inside one unit of work; a loop in `adapters` drives them and does the
sending in between. Nothing is said here that a record does not say at that moment: a nudge is
checked again when it is due, and a message is drawn and authorised again when it leaves.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from bot import ways
from bot.chat.cards import Card
from bot.errors import DeliveryError
from bot.flows import unsent
from bot.flows.assignment import hand_to, next_handler, pass_on, stays
from bot.flows.seen import has_seen
from bot.nudges import OF_TEAM, Lane, Series, Urgency
from bot.people import Person, PersonId, Role
from bot.ports import EMAIL, DueNudge, Message, Notice, Parcel, UnitOfWork
from bot.records.assignment import Assigned
from bot.records.base import Record
from bot.records.rights import Part
from bot.topics import KINDS, NAME, messages
from bot.views.context import Context
from bot.views.notices.folding import digest, superseded
from bot.ways import Places

#: How many parcels are claimed at a time, and for how long they are nobody else's.
BATCH = 50
LEASE_SECONDS = 30

#: The first wait after a failure, doubled each time, and the longest: late, never dropped.
FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(minutes=15)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


# -- nudges ------------------------------------------------------------------------------------------


def nudge(uow: UnitOfWork, limit: int = BATCH) -> Counter[str]:
    """Turn the nudges that are due into notices, or into a matter passed on. Returns how many there were, by name."""
    due = uow.nudges.claim_due(limit)
    stood = {each.record for each in due if _has_stood(each, uow)}
    # What is to be erased needs no reminder any more. One that falls due with the moving on is for whoever
    # had it: the next one hears of it once.
    for each in sorted(due, key=lambda nudge: (nudge.lane is not Lane.ERASE, nudge.lane is Lane.PASS_ON)):
        if each.record in stood:
            continue
        record = uow.records.peek(each.record)
        series = _wanted(each, record)
        uow.nudges.done(each)
        if record is not None and series is not None:
            _LANES[each.lane](each, series, record, uow)
    fell_due = Counter(each.kind for each in due)
    # Who was found for it after all has its own reminder at once, which is one message with that it waits.
    return fell_due + nudge(uow, limit) if NAME in fell_due else fell_due


def _has_stood(due: DueNudge, uow: UnitOfWork) -> bool:
    """Whether the clock of its record has stood, and all that was due of it with it."""
    record = uow.records.peek(due.record)
    kind = KINDS.get(record.kind) if record is not None else None
    return kind is not None and kind.has_stood is not None and kind.has_stood(record, uow)


def _wanted(due: DueNudge, record: Record | None) -> Series | None:
    """The series that the nudge belongs to, if the record still asks for it."""
    running = record.nudges() if record is not None else ()
    found = next((s for s in running if (s.kind, s.item) == (due.kind, due.item)), None)
    if found is not None and due.lane is Lane.PASS_ON and due.occurrence != found.holder:
        return None  # it has moved on already
    return found


def _remind(due: DueNudge, series: Series, record: Record, uow: UnitOfWork) -> None:
    waits_for_handler = series.to is not None and series.to == record.handler
    if isinstance(record, Assigned) and waits_for_handler and not stays(record, uow):
        pass_on(record, uow, by=None, act="stand_in")
        return
    if due.kind in OF_TEAM:
        _put(due, series, uow.people.management_team(record.conflicted()), uow)
        return
    if isinstance(record, Assigned) and series.to is None and (to := next_handler(record, uow)) is not None:
        # Who was only away is back: the usual line goes before naming somebody.
        hand_to(record, to, uow, by=None, act="stand_in")
        return
    recipients = (series.to,) if series.to is not None else uow.people.who_names(record.conflicted())
    _put(due, series, recipients, uow)


def _pass_on(due: DueNudge, series: Series, record: Record, uow: UnitOfWork) -> None:
    if isinstance(record, Assigned) and record.moves_by_silence:
        pass_on(record, uow, by=None)


def _ask_on_call(due: DueNudge, series: Series, record: Record, uow: UnitOfWork) -> None:
    ask = KINDS[record.kind].ask_on_call
    asked = ask(record, uow) if ask is not None else None
    if asked is not None:
        _put(due, series, (asked,), uow)


def _tell_management(due: DueNudge, series: Series, record: Record, uow: UnitOfWork) -> None:
    if isinstance(record, Assigned) and not (record.listed and due.lane in _LISTS):
        uow.records.save(record.put_on_list(), by=None, act="escalated")
        _put(due, series, uow.people.who_names(record.conflicted()), uow)


def _tell_chief_executive(due: DueNudge, series: Series, record: Record, uow: UnitOfWork) -> None:
    chiefs = uow.people.holding(Role.CHIEF_EXECUTIVE)
    _put(due, series, (p for p in chiefs if p not in record.conflicted()), uow)


def _tell_line_manager(due: DueNudge, series: Series, record: Record, uow: UnitOfWork) -> None:
    owner = uow.people.get(series.to)
    if owner is not None and owner.line_manager is not None:
        _put(due, series, (owner.line_manager,), uow)


def _tell_handler(due: DueNudge, series: Series, record: Record, uow: UnitOfWork) -> None:
    if record.handler is not None:
        _put(due, series, (record.handler,), uow)


def _tell_records_admin(due: DueNudge, series: Series, record: Record, uow: UnitOfWork) -> None:
    admins = uow.people.holding(Role.RECORDS_ADMIN)
    _put(due, series, (p for p in admins if p not in record.conflicted()), uow)


def _erase(due: DueNudge, series: Series, record: Record, uow: UnitOfWork) -> None:
    run_out = KINDS[record.kind].run_out
    if run_out is not None:
        run_out(record, uow)


_LANES: Mapping[Lane, Callable[[DueNudge, Series, Record, UnitOfWork], None]] = {
    Lane.REMIND: _remind,
    Lane.PASS_ON: _pass_on,
    Lane.ON_CALL: _ask_on_call,
    Lane.MANAGEMENT_TEAM: _tell_management,
    Lane.MANAGEMENT_LIST: _tell_management,
    Lane.CHIEF_EXECUTIVE_LIST: _tell_chief_executive,
    Lane.LINE_MANAGER: _tell_line_manager,
    Lane.HANDLER: _tell_handler,
    Lane.RECORDS_ADMIN: _tell_records_admin,
    Lane.ERASE: _erase,
}


#: What stands on somebody's list rather than waiting for them alone.
_LISTS = frozenset({Lane.MANAGEMENT_LIST, Lane.CHIEF_EXECUTIVE_LIST})


def _put(due: DueNudge, series: Series, recipients: Iterable[PersonId], uow: UnitOfWork) -> None:
    nudge = uow.policy.planner.nudge(series, due.lane, due.occurrence)
    if nudge is None:
        return
    for person in recipients:
        uow.outbox.put(
            person,
            "nudge",
            due.record,
            kind=due.kind,
            item=due.item,
            lane=due.lane,
            occurrence=due.occurrence,
            urgent=nudge.urgency is Urgency.URGENT,
            in_digest=nudge.in_digest,
            not_before=_with_the_digest(person, uow) if due.lane in _LISTS else uow.now,
        )


def _with_the_digest(person: PersonId, uow: UnitOfWork) -> datetime:
    """What stands on a list comes with the next morning's digest."""
    found = uow.people.get(person)
    calendar = uow.policy.calendar.in_zone(found.time_zone if found else None)
    return calendar.morning_of(calendar.working_days_from(calendar.today(uow.now), 1))


# -- who has left ------------------------------------------------------------------------------------


def reroute(uow: UnitOfWork) -> int:
    """Move what lies with people who have left, or manage nobody any more, the same day (model.md §6).

    For after an import of the directory and for every day. Returns how many matters moved.
    """
    moved = 0
    for person in uow.people:
        if person.active and uow.people.is_manager(person.id):
            continue
        for summary in uow.records.with_part(person.id, Part.HANDLER, open_only=True, limit=_MOST_MATTERS):
            record = uow.records.peek(summary.id)
            if isinstance(record, Assigned) and record.handler == person.id:
                pass_on(record, uow, by=None, act="left")
                moved += 1
    return moved


#: More than anybody has open at a time.
_MOST_MATTERS = 1000


# -- letters -----------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A parcel made ready: a card to send, or to write in place of the message that stands."""

    parcel: Parcel
    person: Person
    card: Card
    fingerprint: str
    #: The platform by which alone it goes, if that matters.
    by: str | None = None
    #: True where somebody else sees to it if the chat does not reach the person: nothing can be
    #: pressed in an e-mail, and one that nobody can act on would only hold it up.
    needs_chat: bool = False
    #: Whether a message that stands on one platform is still to be sent to the other, where it has not arrived.
    follows: bool = False

    def may_go_by(self, platform: str) -> bool:
        """Whether it may go by this platform."""
        if self.by is not None:
            return platform == self.by
        return not (self.needs_chat and platform == EMAIL)


def claim(uow: UnitOfWork) -> list[Parcel]:
    """The parcels that may go now, under a lease."""
    return uow.outbox.claim(limit=BATCH, lease_seconds=LEASE_SECONDS)


def prepare(uow: UnitOfWork, parcel: Parcel) -> Letter | None:
    """Draw it for the recipient as they and the record are now. None: there is nothing to send."""
    person = uow.people.get(parcel.to)
    if person is None or not person.active:
        _undeliverable(uow, parcel, "left")
        return None
    follows = parcel.message is not None and None in ways.places(parcel.message).values()
    if (parcel.message is None or follows) and (later := _too_early(parcel, person, uow)):
        uow.outbox.postponed(parcel, until=later, attempts=parcel.notices[0].attempts)
        return None
    told = _told(parcel, person, uow)
    return _letter(parcel, person, told, uow, follows=follows) if told else None


#: Notices, each with what it says now.
Said = list[tuple[Notice, Card]]


def _told(parcel: Parcel, person: Person, uow: UnitOfWork) -> Said:
    """What of it is still to be told, or to stand: nothing, and it is seen to."""
    told = [(notice, card) for notice in parcel.notices if (card := _card(notice, person, uow))]
    if parcel.message is None:
        going = [(notice, card) for notice, card in told if _is_to_go(notice, card, uow)]
        uow.outbox.dropped([n for n in parcel.notices if n not in [t for t, _ in going]], "settled")
        return going
    if not told:
        uow.outbox.gone(parcel.message)
    return told


def _letter(parcel: Parcel, person: Person, told: Said, uow: UnitOfWork, *, follows: bool) -> Letter | None:
    """The message that says it; None where the one that stands says so already."""
    message = parcel.message
    if message is not None:
        follows = follows and any(_is_to_go(notice, card, uow) for notice, card in told)
        told = [(notice, superseded(card) if _superseded(notice, message, uow) else card) for notice, card in told]
    card = digest([card for _, card in told])
    fingerprint = hashlib.sha256(repr(card).encode()).hexdigest()
    if message is not None and message.fingerprint == fingerprint:
        uow.outbox.rewritten(message, fingerprint=fingerprint, settled=card.settled)
        return None
    kept = tuple(notice for notice, _ in told)
    return Letter(
        parcel=Parcel(to=parcel.to, notices=kept, message=message),
        person=person,
        card=card,
        fingerprint=fingerprint,
        by=messages.platform(kept[0]),
        needs_chat=any(_seen_to(notice, _about(notice, uow)) for notice in kept),
        follows=follows,
    )


def _is_to_go(notice: Notice, card: Card, uow: UnitOfWork) -> bool:
    """What is settled by the time it would go is news to nobody, unless it is itself the news."""
    return (messages.is_news(notice) or not card.settled) and not _read_since(notice, uow)


def _read_since(notice: Notice, uow: UnitOfWork) -> bool:
    """Whether it only says that something was added, and its recipient has had the record before them since then."""
    if notice.view not in messages.ADDED or notice.about is None or not notice.item:
        return False
    return has_seen(notice.to, notice.about, int(notice.item), uow)


def _superseded(notice: Notice, message: Message, uow: UnitOfWork) -> bool:
    """Whether a newer message says the same of the same matter: one of them is enough to act on."""
    if notice.about is None:
        return False
    record = uow.records.peek(notice.about)
    newer = (m for m in uow.outbox.standing(message.to, notice.about) if m.id > message.id)
    return record is not None and any(
        n.about == notice.about and messages.drawing(n, record) is messages.drawing(notice, record)
        for m in newer
        for n in m.notices
    )


def _card(notice: Notice, person: Person, uow: UnitOfWork) -> Card | None:
    if notice.view == unsent.UNSENT:
        return unsent.reminder(person.id, notice.item, uow)
    record = _about(notice, uow)
    return messages.card(notice, record, Context.of(uow, person.id)) if record is not None else None


def _about(notice: Notice, uow: UnitOfWork) -> Record | None:
    return uow.records.peek(notice.about) if notice.about else None


def _too_early(parcel: Parcel, person: Person, uow: UnitOfWork) -> datetime | None:
    """When it may go instead: nothing in quiet hours, and nothing distressing late in the day or on leave (§5)."""
    if any(n.urgent for n in parcel.notices):
        return None
    calendar = uow.policy.calendar.in_zone(person.time_zone)
    gentle = any(messages.is_gentle(n) for n in parcel.notices)
    moment = calendar.not_quiet(uow.now, gentle=gentle)
    if gentle and (back := person.back_after(calendar.day_of(moment))) is not None:
        moment = calendar.morning_of(calendar.working_days_from(back, 0))
    return moment if moment > uow.now else None


def delivered(uow: UnitOfWork, letter: Letter, places: Places, problem: DeliveryError | None = None) -> None:
    """It stands in these places; or it went by e-mail, which nothing that comes later can change.

    With a `problem` it is not everywhere as it should be yet: it is looked at again, and nothing is
    sent again to where it has arrived.
    """
    message = letter.parcel.message
    platform, address = ways.placed(places) if message is None else (message.platform, ways.moved(message, places))
    # What is to come again tells nothing yet that could be the same the next time.
    fingerprint = "" if problem else letter.fingerprint
    settled = letter.card.settled or platform == EMAIL
    if message is not None:
        uow.outbox.rewritten(message, fingerprint=fingerprint, settled=settled, address=address)
    else:
        message = uow.outbox.sent(
            letter.parcel, platform=platform, address=address, fingerprint=fingerprint, settled=settled
        )
        if platform != EMAIL:
            _look_at_older(uow, letter)
    if problem is not None:
        failed(uow, replace(letter.parcel, message=message), problem)


def _look_at_older(uow: UnitOfWork, letter: Letter) -> None:
    """What said the same before has to say now that there is a newer one."""
    for about in {n.about for n in letter.parcel.notices if n.about}:
        for older in uow.outbox.standing(letter.person.id, about)[:-1]:
            uow.outbox.look_again(older)


def left_out(uow: UnitOfWork, letter: Letter) -> None:
    """There is no such way to this person here: what would have gone by it besides the chat does not."""
    uow.outbox.dropped(letter.parcel.notices, "no_way")


def failed(uow: UnitOfWork, parcel: Parcel, error: DeliveryError) -> None:
    """It could not be delivered: try again later; or, where the person cannot be reached, move it on."""
    if error.permanent:
        _undeliverable(uow, parcel, "unreachable")
        return
    attempts = max((n.attempts for n in parcel.notices), default=0) + 1
    wait = min(FIRST_WAIT * 2 ** min(attempts - 1, 16), LONGEST_WAIT)
    if error.retry_after is not None:
        wait = max(timedelta(seconds=error.retry_after), timedelta(seconds=1))
    until = uow.now + wait
    if wait == LONGEST_WAIT:
        # All that is held up is tried at the same quarters of an hour, so that reminders of one thing meet.
        until += -(until - _EPOCH) % LONGEST_WAIT
    uow.outbox.postponed(parcel, until=until, attempts=attempts)


def _undeliverable(uow: UnitOfWork, parcel: Parcel, why: str) -> None:
    """Never to a channel and never dropped in silence: what waits for them goes to the next one."""
    if parcel.message is not None:
        uow.outbox.gone(parcel.message)
        return
    uow.outbox.dropped(parcel.notices, why)
    for notice in parcel.notices:
        record = _about(notice, uow)
        view = messages.unreached(notice, record)
        if record is not None and view and record.handler not in (None, notice.to):
            assert record.handler is not None  # as was just seen
            uow.outbox.put(record.handler, view, record.id)
        if not isinstance(record, Assigned) or not _seen_to(notice, record):
            continue
        if record.handler == notice.to and record.is_open:
            pass_on(record, uow, by=None, act="unreachable")
        elif record.handler is not None:
            # Everyone who reported hears back (R-1.13-5): then it is for the manager to tell them.
            uow.outbox.put(record.handler, "not_heard", record.id)


def _seen_to(notice: Notice, record: Record | None) -> bool:
    """Whether somebody else sees to it where the chat does not reach the person: the next manager, or
    the manager who tells them. Never for a copy by e-mail, whose message in the chat is what counts."""
    if not isinstance(record, Assigned) or messages.platform(notice) is not None:
        return False
    lies_with_them = record.handler == notice.to and record.is_open
    return lies_with_them or (notice.view in messages.ANSWERS and record.handler is not None)
