"""The unit of work: everything in it happens together or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.people import People
from bot.policy import Policy
from bot.words import Words
from storage import clues
from storage.chats import Chats
from storage.context import StoreContext
from storage.crypto import Sealed
from storage.directory import Directory
from storage.drafts import Drafts
from storage.history import Ledger
from storage.notes import Notes
from storage.nudges import NudgeBook
from storage.outbox import Outbox
from storage.paces import Paces
from storage.records import Records
from storage.session import Session
from storage.tables import ERASED, HEARTBEAT, meta, once
from storage.tickets import Tickets
from storage.times import moment, stamp

#: Time for which the key of an event is remembered: far longer than any platform repeats one.
KEY_DAYS_KEPT = 14

_CLAIM_KEY = upsert(once).on_conflict_do_nothing()
_LET_GO = delete(once).where(once.c.key == bindparam("held"))
_RESULT = select(once.c.wrapped_key, once.c.body).where(once.c.key == bindparam("key"))
_ERASED: dict[str, Any] = {"value": bindparam("value")}
_MARK = (
    upsert(meta).values(name=bindparam("name"), **_ERASED).on_conflict_do_update(index_elements=["name"], set_=_ERASED)
)
_MARKED = select(meta.c.value).where(meta.c.name == bindparam("name"))
_FREE = select(meta.c.value).where(meta.c.name == bindparam("name")).with_for_update(skip_locked=True)
_FIRST_TURN = upsert(meta).on_conflict_do_nothing()
_UNMARK = delete(meta).where(meta.c.name == bindparam("name"), meta.c.value == bindparam("value"))
#: Keys of events removed in one unit of work.
AT_A_TIME = 500
_PRUNE = delete(once).where(
    once.c.key.in_(select(once.c.key).where(once.c.at <= bindparam("before")).limit(bindparam("limit")))
)
_NOTHING = {"wrapped_key": None, "body": None}


class UnitOfWork:
    """One transaction's view of the store, whose parts are made at their first use."""

    def __init__(self, session: Session, context: StoreContext, now: datetime) -> None:
        self.session = session
        self.context = context
        self._stamp = stamp(now)
        self._now = moment(self._stamp)
        self.ledger = Ledger(session, context.vault, self._stamp)
        #: True if something due now has been written, so that the house should look.
        self.awakens = False
        #: True if a record has been erased, so that its traces on the disk are removed too.
        self.erases = False
        self._held: list[dict[str, str]] = []

    @property
    def now(self) -> datetime:
        """The moment of this unit of work."""
        return self._now

    @property
    def policy(self) -> Policy:
        """The organisation's policy settings."""
        return self.context.policy

    @property
    def words(self) -> Mapping[str, Words]:
        """Names of each kind of record, by kind."""
        return self.context.words

    @cached_property
    def records(self) -> Records:
        """The records."""
        return Records(self)

    @cached_property
    def outbox(self) -> Outbox:
        """Notices waiting and messages sent."""
        return Outbox(self.session, self.context, self._stamp, self._awaken)

    @cached_property
    def nudges(self) -> NudgeBook:
        """The nudges ahead."""
        return NudgeBook(self.session, self.context, self._stamp, self._awaken, self.records.peek)

    @cached_property
    def directory(self) -> Directory:
        """The people."""
        return Directory(self.session, self.context, self.ledger)

    @cached_property
    def drafts(self) -> Drafts:
        """Unsent forms of people."""
        return Drafts(self.session, self.context, self._stamp)

    @cached_property
    def tickets(self) -> Tickets:
        """One-time addresses."""
        return Tickets(self.session, self.context, self._stamp)

    @cached_property
    def chats(self) -> Chats:
        """Chats of people on each platform."""
        return Chats(self.session, self.context, self._stamp)

    @cached_property
    def paces(self) -> Paces:
        """Pace of each platform."""
        return Paces(self.session, self.context, self._stamp)

    @cached_property
    def notes(self) -> Notes:
        """Harbour's own notes."""
        return Notes(self.session, self.context, self._stamp)

    @property
    def people(self) -> People:
        """The directory's snapshot."""
        return self.directory.people()

    def index(self) -> bool:
        """Index some records of an earlier version, once. Returns True if more are left."""
        return clues.index(self.session, self.context.vault, self.records.kinds, self.records.peek)

    def once(self, key: str, result: str = "") -> str | None:
        """Claim the key of an event. Returns None if it is new; else the result kept with the first."""
        vault = self.context.vault
        blind = vault.blind("once", key)
        sealed = vault.seal("once", blind, result.encode())._asdict() if result else _NOTHING
        if self.session.run(_CLAIM_KEY, {"key": blind, "at": self._stamp, **sealed}):
            return None
        kept = self.session.one(_RESULT, {"key": blind})
        return vault.unseal("once", blind, Sealed(*kept)).decode() if kept and kept[0] else ""

    def alone(self, subject: str) -> None:
        """Lock this subject until the end; anything read from then on includes the last holder's changes.

        A row is added and removed again: anybody who adds the same one waits until it has gone, and it leaves no
        trace.
        """
        blind = self.context.vault.blind("alone", subject)
        self.session.run(_CLAIM_KEY, {"key": blind, "at": self._stamp, **_NOTHING})
        self._held.append({"held": blind})

    def turn(self, name: str, period: str) -> bool:
        """Claim a task that runs once a period. Nobody waits for a process that is doing it; a failure frees it."""
        named = {"name": f"turn {name}", "value": period}
        free = self.session.one(_FREE, {"name": named["name"]})
        if free is not None:
            return free[0] < period and bool(self.session.run(_MARK, named))
        is_taken = self.session.one(_MARKED, {"name": named["name"]}) is not None
        return not is_taken and bool(self.session.run(_FIRST_TURN, {"wrapped_key": None, **named}))

    def again(self, name: str) -> None:
        """Give back a turn claimed here, as more of the task is left."""
        self.session.run(_MARK, {"name": f"turn {name}", "value": ""})

    def beat(self) -> None:
        """Write a row to show that it can be done; nothing reads it."""
        self.session.run(_MARK, {"name": HEARTBEAT, "value": str(self._stamp)})

    def erased(self) -> None:
        """Note that a record has been erased, for the removal of its traces."""
        self.session.run(_MARK, {"name": ERASED, "value": str(self._stamp)})
        self.erases = True

    def last_erased(self) -> str | None:
        """Mark of the last erased record, until its traces are removed."""
        row = self.session.one(_MARKED, {"name": ERASED})
        return None if row is None else row[0]

    def traces_removed(self, mark: str) -> None:
        """Note that the traces of everything erased before this mark have been removed."""
        self.session.run(_UNMARK, {"name": ERASED, "value": mark})

    def finish(self) -> None:
        """Write the last rows; without this, nothing is committed."""
        self.directory.write()
        self.ledger.write()
        self.session.run_each(_LET_GO, self._held)

    def prune(self) -> int:
        """Remove drafts, addresses, notes and paces past their time, and the chats of leavers. Returns their number."""
        left = (person.id for person in self.people if not person.active)
        kept = (self.drafts, self.tickets, self.notes, self.paces)
        return sum(each.prune() for each in kept) + self.chats.prune(left)

    def prune_keys(self) -> int:
        """Remove some keys of events past their time. Returns their number: `AT_A_TIME` at most."""
        before = self._stamp - KEY_DAYS_KEPT * 86_400_000_000
        return self.session.run(_PRUNE, {"before": before, "limit": AT_A_TIME})

    def _awaken(self, due: int) -> None:
        self.awakens = self.awakens or due <= self._stamp
