"""Notices waiting and messages sent.

A notice waits while it has a `due`; claiming moves that on to the end of the lease, so that what
was claimed by somebody who died comes back by itself. A message has a `due` while it is to be
written again. What changes under a lease is remembered and looked at once more.

Somebody who stood still and comes late, when the lease has ended and another has done it, finds no `due` any more: what
they have sent is a double, and what they have written may be older than what another wrote. Both are looked at again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, case, false, insert, null, or_, select, true, update

from bot.nudges import Lane
from bot.people import PersonId
from bot.ports import Message, Notice, Parcel
from bot.records.base import RecordId
from storage.context import StoreContext
from storage.crypto import Sealed
from storage.erased import forget_message, forget_notices, forget_record
from storage.ids import new_id
from storage.items import hidden, shown
from storage.session import Raw, Session
from storage.tables import CLAIM, message, meta, notice, record
from storage.times import moment, stamp

#: Between to whom a message is and where it stands: no id holds it.
_THEN = "\n"
#: Views that say what waits for somebody, as a nudge does: together they are one message.
_WAITS = frozenset({"nudge", "waiting"})
#: What several matters that move at once have in common: they are one message to each of the two, unless it is urgent.
_MOVES = frozenset({"waiting", "moved"})

# One replica claims at a time, for a moment: or two would each send half of somebody's digest.
_MY_TURN = select(meta.c.name).where(meta.c.name == bindparam("name")).with_for_update()

_PUT = insert(notice)
_NOTICE = (
    notice.c.id, notice.c.to_person, notice.c.view, notice.c.about, notice.c.kind, notice.c.item, notice.c.lane,
    notice.c.occurrence, notice.c.urgent, notice.c.in_digest, notice.c.not_before, notice.c.attempts,
)  # fmt: skip
_DUE = (
    select(*_NOTICE)
    .where(notice.c.due <= bindparam("now"))
    .order_by(notice.c.due, notice.c.id)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)
)
_DIGEST = (
    select(*_NOTICE)
    .where(notice.c.due <= bindparam("now"), notice.c.digest == bindparam("whose"))
    .order_by(notice.c.due, notice.c.id)
    .with_for_update(skip_locked=True)
)
_OF_MESSAGE = (
    select(*_NOTICE).where(notice.c.message_id == bindparam("message")).order_by(notice.c.not_before, notice.c.id)
)
_STALE = (
    select(message.c.id, message.c.platform, message.c.fingerprint, message.c.wrapped_key, message.c.body)
    .where(message.c.due <= bindparam("now"))
    .order_by(message.c.due, message.c.id)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)
)

_STANDING = (
    select(message.c.id, message.c.platform, message.c.fingerprint, message.c.wrapped_key, message.c.body)
    .where(
        message.c.settled == false(),
        message.c.id.in_(
            select(notice.c.message_id).where(
                notice.c.about == bindparam("about"), notice.c.to_person == bindparam("to")
            )
        ),
    )
    .order_by(message.c.id)
)

_THROUGH = select(notice.c.to_person).where(notice.c.about == bindparam("about"), notice.c.due.is_(None)).distinct()

_ITS_NOTICE = notice.c.id == bindparam("notice")
_WAITING = and_(_ITS_NOTICE, notice.c.due.is_not(None))
_ITS_MESSAGE = message.c.id == bindparam("message")

_LEASE = update(notice).where(_ITS_NOTICE).values(due=bindparam("due"), overtaken=bindparam("overtaken"))
_LEASE_MESSAGE = update(message).where(_ITS_MESSAGE).values(due=bindparam("due"), stale=bindparam("stale"))
_SENT = update(notice).where(_WAITING).values(due=null(), digest=null(), message_id=bindparam("message"))
_TAKEN = update(notice).where(_ITS_NOTICE, notice.c.due.is_(None)).values(message_id=bindparam("message"))
_MOVED = update(notice).where(notice.c.message_id == bindparam("old")).values(message_id=bindparam("message"))
_OVERTAKEN = select(notice.c.id).where(notice.c.message_id == bindparam("message"), notice.c.overtaken).limit(1)
_ADD_MESSAGE = insert(message)
_REWRITTEN = (
    update(message)
    .where(_ITS_MESSAGE, message.c.due.is_not(None))
    .values(fingerprint=bindparam("fingerprint"), due=case((message.c.stale, bindparam("now")), else_=null()))
)
#: What it shows now, nobody knows.
_IN_DOUBT = (
    update(message)
    .where(_ITS_MESSAGE, message.c.settled == false())
    .values(fingerprint="", stale=true(), due=bindparam("now"))
)
_ADDRESS = update(message).where(_ITS_MESSAGE).values(wrapped_key=bindparam("wrapped_key"), body=bindparam("body"))
_GONE = update(message).where(_ITS_MESSAGE).values(settled=true(), stale=false(), due=null())
_DROP = update(notice).where(_WAITING).values(due=null(), digest=null(), dropped=bindparam("why"))
_THEIRS = and_(
    notice.c.to_person == bindparam("to"),
    notice.c.about == bindparam("about"),
    notice.c.item == bindparam("item"),
    notice.c.due.is_not(None),
)
_WITHDRAW = (
    update(notice)
    .where(_THEIRS, notice.c.due == notice.c.not_before)
    .values(due=null(), digest=null(), dropped=bindparam("why"))
)
_OVERTAKE_THEIRS = update(notice).where(_THEIRS).values(overtaken=true())
_POSTPONE = update(notice).where(_WAITING).values(due=bindparam("due"), not_before=bindparam("due"))
_COUNT = update(notice).where(_ITS_NOTICE).values(attempts=bindparam("attempts"))

# A lease moves `due` alone; what is postponed moves both, and a message that is put off stays stale.
_RELEASE = update(notice).where(notice.c.due > notice.c.not_before).values(due=notice.c.not_before)
_RELEASE_MESSAGES = (
    update(message)
    .where(message.c.due.is_not(None), message.c.stale == false())
    .values(due=bindparam("now"), stale=true())
)

_CONCERNED = or_(
    notice.c.about == bindparam("record"),
    notice.c.about.in_(select(record.c.id).where(record.c.parent == bindparam("record"))),
)
_OVERTAKE_WAITING = update(notice).where(_CONCERNED, notice.c.due.is_not(None)).values(overtaken=true())
_OVERTAKE_SENT = (
    update(message)
    .where(message.c.id.in_(select(notice.c.message_id).where(_CONCERNED)), message.c.settled == false())
    .values(stale=true(), due=case((message.c.due.is_(None), bindparam("now")), else_=message.c.due))
)


class Outbox:
    """Notices waiting and messages sent, inside one unit of work."""

    def __init__(self, session: Session, context: StoreContext, now: int, awaken: Callable[[int], None]) -> None:
        self._session = session
        self._vault = context.vault
        self._now = now
        self._awaken = awaken

    def put(
        self,
        to: PersonId,
        view: str,
        about: RecordId | None = None,
        *,
        kind: str = "",
        item: str = "",
        lane: Lane = Lane.REMIND,
        occurrence: int = 0,
        urgent: bool = False,
        in_digest: bool = False,
        not_before: datetime | None = None,
    ) -> None:
        """Put a notice into the outbox. Without `not_before` it may go at once."""
        due = self._now if not_before is None else stamp(not_before)
        may_wait = in_digest or (view in _MOVES and not urgent)
        self._session.run(
            _PUT,
            {
                "id": new_id(self._now),
                "to_person": self._to(to, about),
                "view": view,
                "about": about,
                "kind": kind,
                "item": hidden(self._vault, item, about),
                "lane": lane.value,
                "occurrence": occurrence,
                "urgent": urgent,
                "in_digest": may_wait,
                "digest": self._whose(to) if may_wait else None,
                "not_before": due,
                "attempts": 0,
                "due": due,
                "overtaken": False,
                "dropped": None,
                "message_id": None,
            },
        )
        self._awaken(due)

    # -- who it is for -----------------------------------------------------------------------------

    def _to(self, person: PersonId, about: str | None) -> str:
        """Their name in what is told about this record."""
        return self._vault.alias(person, "notice", about or "")

    def _whom(self, alias: str, about: str | None) -> PersonId:
        return PersonId(self._vault.named(alias, "notice", about or ""))

    def _whose(self, person: PersonId) -> str:
        """Their name in what waits for a digest."""
        return self._vault.blind("digest", person)

    def _notice(self, row: Raw) -> Notice:
        id_, to, view, about, kind, item, lane, occurrence, urgent, in_digest, not_before, attempts = row
        return Notice(
            id=id_,
            to=self._whom(to, about),
            view=view,
            about=about,
            kind=kind,
            item=shown(self._vault, item, about),
            lane=Lane(lane),
            occurrence=occurrence,
            urgent=bool(urgent),
            in_digest=bool(in_digest),
            not_before=moment(not_before),
            attempts=attempts,
        )

    # -- claiming --------------------------------------------------------------------------------

    def claim(self, *, limit: int, lease_seconds: int) -> list[Parcel]:
        """Lease at most `limit` parcels that may go now, those that have waited longest first.

        The notices of one person that may wait for a digest come together, however many they are; so
        does a reminder that was held up until the next one of its kind fell due.
        """
        self._session.one(_MY_TURN, {"name": CLAIM})
        until = self._now + lease_seconds * 1_000_000
        notices = self._claimed_notices(limit, until)
        return [*notices, *self._claimed_messages(limit - len(notices), until)]

    def _claimed_notices(self, limit: int, until: int) -> list[Parcel]:
        due = [self._notice(row) for row in self._session.all(_DUE, {"now": self._now, "limit": limit})]
        digests = {to: self._digest(to) for to in dict.fromkeys(found.to for found in due if found.in_digest)}
        in_one = {_likeness(each) for digest in digests.values() for each in digest}
        alike: dict[tuple[str | None, ...], list[Notice]] = {}
        for found in due:
            if _likeness(found) in in_one:
                alike.setdefault((found.to,), digests[found.to])
            if not found.in_digest:
                alike.setdefault((found.to,) if _likeness(found) in in_one else _likeness(found), []).append(found)
        parcels = [Parcel(to=notices[0].to, notices=tuple(notices)) for notices in alike.values()]
        leased = [n.id for parcel in parcels for n in parcel.notices]
        self._session.run_each(_LEASE, [{"notice": id_, "due": until, "overtaken": False} for id_ in leased])
        return parcels

    def _digest(self, to: PersonId) -> list[Notice]:
        wanted = {"now": self._now, "whose": self._whose(to)}
        return [self._notice(row) for row in self._session.all(_DIGEST, wanted)]

    def _claimed_messages(self, limit: int, until: int) -> list[Parcel]:
        if limit <= 0:
            return []
        found = [self._message(row) for row in self._session.all(_STALE, {"now": self._now, "limit": limit})]
        self._session.run_each(_LEASE_MESSAGE, [{"message": m.id, "due": until, "stale": False} for m in found])
        return [Parcel(to=m.to, notices=m.notices, message=m) for m in found]

    def _message(self, row: Raw) -> Message:
        id_, platform, fingerprint, *sealed = row
        to, _, address = self._vault.unseal("message", id_, Sealed(*sealed)).decode().partition(_THEN)
        return Message(
            id=id_,
            to=PersonId(to),
            notices=tuple(map(self._notice, self._session.all(_OF_MESSAGE, {"message": id_}))),
            platform=platform,
            address=address,
            fingerprint=fingerprint,
        )

    def _seal(self, message: str, to: PersonId, address: str) -> Sealed:
        return self._vault.seal("message", message, f"{to}{_THEN}{address}".encode())

    # -- what became of it -----------------------------------------------------------------------

    def sent(
        self,
        parcel: Parcel,
        *,
        platform: str,
        address: str,
        fingerprint: str,
        settled: bool = False,
        takes: Sequence[Notice] = (),
    ) -> Message:
        """It stands in the chat, in place of the message that it was, if it was one. Returns what stands.

        `settled`: it stays as it is, whatever comes. `takes`: what stood in other messages, and stands in this one.
        What was told by another meanwhile is not told by this one: it comes again, to be taken back or written again.
        """
        id_ = new_id(self._now)
        sealed = self._seal(id_, parcel.to, address)
        row: dict[str, Any] = {
            "id": id_,
            "platform": platform,
            "fingerprint": fingerprint,
            "settled": settled,
            "stale": False,
            "due": None,
            "sent_at": self._now,
        }
        self._session.run(_ADD_MESSAGE, row | sealed._asdict())
        told = self._session.run_each(_SENT, [{"notice": n.id, "message": id_} for n in parcel.notices])
        is_double = parcel.message is None and told < len(parcel.notices)
        if told or not is_double:
            self._session.run_each(_TAKEN, [{"notice": n.id, "message": id_} for n in takes])
        if parcel.message is not None:
            self._session.run(_MOVED, {"old": parcel.message.id, "message": id_})
            self.gone(parcel.message)
        if not settled and (is_double or self._session.one(_OVERTAKEN, {"message": id_})):
            self._session.run(_LEASE_MESSAGE, {"message": id_, "due": self._now, "stale": True})
            self._awaken(self._now)
        forget_message(self._session, id_)
        return Message(
            id=id_,
            to=parcel.to,
            notices=(*parcel.notices, *takes),
            platform=platform,
            address=address,
            fingerprint=fingerprint,
        )

    def rewritten(self, message: Message, *, fingerprint: str, address: str | None = None) -> None:
        """It has been written again, or showed the right thing already; at another address, if one is given.

        If what it tells of has changed meanwhile, or another has written it, it comes again.
        """
        if address is not None and address != message.address:
            sealed = self._seal(message.id, message.to, address)
            self._session.run(_ADDRESS, {"message": message.id} | sealed._asdict())
        written = {"message": message.id, "fingerprint": fingerprint, "now": self._now}
        if not self._session.run(_REWRITTEN, written):
            self._session.run(_IN_DOUBT, {"message": message.id, "now": self._now})
            self._awaken(self._now)
        self._session.run_each(_COUNT, [{"notice": n.id, "attempts": 0} for n in message.notices if n.attempts])
        forget_message(self._session, message.id)

    def dropped(self, notices: Iterable[Notice], why: str) -> list[Notice]:
        """It is no longer true or not for this person: never to be sent. Returns what had still been waiting."""
        waited = [n for n in notices if self._session.run(_DROP, {"notice": n.id, "why": why})]
        forget_notices(self._session, [n.id for n in waited])
        return waited

    def postponed(self, parcel: Parcel, *, until: datetime, attempts: int) -> None:
        """Not now: try again then."""
        due = stamp(until)
        if parcel.message is not None:
            self._session.run(_LEASE_MESSAGE, {"message": parcel.message.id, "due": due, "stale": True})
        else:
            self._session.run_each(_POSTPONE, [{"notice": n.id, "due": due} for n in parcel.notices])
        self._session.run_each(_COUNT, [{"notice": n.id, "attempts": attempts} for n in parcel.notices])

    def withdraw(self, to: PersonId, about: RecordId, item: str, why: str) -> None:
        """Nobody is to be told any more. What is under a lease may stand in the chat already: it is looked at again."""
        theirs = {"to": self._to(to, about), "about": about, "item": hidden(self._vault, item, about)}
        self._session.run(_WITHDRAW, theirs | {"why": why})
        self._session.run(_OVERTAKE_THEIRS, theirs)

    def standing(self, to: PersonId, about: RecordId) -> list[Message]:
        """The messages about a record that stand in this person's chat and can be written again, oldest first."""
        return [self._message(row) for row in self._session.all(_STANDING, {"to": self._to(to, about), "about": about})]

    def recipients_done(self, about: RecordId) -> frozenset[PersonId]:
        """People whose notice about this record was sent or dropped for good."""
        return frozenset(self._whom(row[0], about) for row in self._session.all(_THROUGH, {"about": about}))

    def look_again(self, message: Message) -> None:
        """Something beside it has changed: it comes as a parcel again."""
        self._session.run(_LEASE_MESSAGE, {"message": message.id, "due": self._now, "stale": True})
        self._awaken(self._now)

    def gone(self, message: Message) -> None:
        """The message was taken away, or cannot be written again: never look at it again."""
        self._session.run(_GONE, {"message": message.id})
        forget_message(self._session, message.id)

    def release(self) -> None:
        """End every lease: nobody else is at work, and whoever claimed has gone."""
        self._session.run(_RELEASE, {})
        self._session.run(_RELEASE_MESSAGES, {"now": self._now})

    def overtake(self, changed: RecordId) -> None:
        """What tells of this record or of those that grew out of it is to be looked at again."""
        self._session.run(_OVERTAKE_WAITING, {"record": changed})
        if self._session.run(_OVERTAKE_SENT, {"record": changed, "now": self._now}):
            self._awaken(self._now)

    def forget(self, erased: RecordId) -> None:
        """Remove what has been told about this record. What is still to be told goes when it is."""
        forget_record(self._session, erased)


def _likeness(notice: Notice) -> tuple[str | None, ...]:
    """The same for what waits for one person in one matter; every other notice is one of its own."""
    if notice.view not in _WAITS:
        return (notice.to, notice.id)
    return (notice.to, notice.about, notice.lane)
