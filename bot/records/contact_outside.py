"""Contact outside the office: talked over with one's manager, who decides whether it is recorded
(policy 1.10.4; model.md §2.7).

An account is not yet a record: it is held while the manager decides. If it is recorded, the manager's minimal
note replaces it. Otherwise it is erased, leaving a shell with a month and nobody's name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import ClassVar, Self

from bot.errors import AlreadyDone, Forbidden, Incomplete, Problem
from bot.nudges import Series
from bot.people import PersonId, Role
from bot.records.assignment import Assigned, Assignment
from bot.records.base import Origin, RecordId, must_be
from bot.records.days import a_year_before
from bot.records.rights import HANDLES, KEEPS, LEADS, Act, Allowed, Part, Parties


class Place(StrEnum):
    """Place of the contact (R-1.10.4-3)."""

    SOCIAL_NETWORK = "social_network"
    PUBLIC_PLACE = "public_place"
    HOME = "home"
    ELSEWHERE = "elsewhere"


class State(StrEnum):
    """State of a contact outside the office. All but the first two are shells."""

    RAISED = "raised"
    RECORDED = "recorded"
    #: They talked, and the manager decided to record nothing.
    NOT_RECORDED = "not_recorded"
    #: The person who raised it changed their mind.
    TAKEN_BACK = "taken_back"
    #: Nobody decided in time.
    UNANSWERED = "unanswered"


@dataclass(frozen=True, kw_only=True)
class Account:
    """Account in the words of the person who raised it: held for a time, never kept (R-1.10.4-2)."""

    where: Place
    on: date
    line: str = ""
    #: True if they say that it frightened them.
    frightened: bool = False
    #: A reference or initials, as typed; not linked to any individual before it is recorded.
    whom: str = ""


@dataclass(frozen=True, kw_only=True)
class Note:
    """Note that the manager decided to keep: as little as will do."""

    at: datetime
    by: PersonId
    where: Place
    on: date
    words: str = ""
    individual: RecordId | None = None
    #: Reason for recording it, in older notes; no longer asked for.
    because: str = ""
    #: False if they could not talk before it was recorded: one of the two was away.
    talked: bool = True


@dataclass(frozen=True, kw_only=True)
class ContactOutside(Assigned):
    """One contact outside the office, raised with a manager."""

    kind: ClassVar[str] = "contact_outside"
    prefix: ClassVar[str] = "CO"
    points_at_individual: ClassVar[bool] = True
    anonymous_history: ClassVar[bool] = True
    allowed: ClassVar[Allowed] = {
        **LEADS,
        Role.RECORDS_ADMIN: KEEPS | {Act.INSPECT},
        Part.REPORTER: frozenset({Act.READ, Act.HEAR}),
        Part.HANDLER: HANDLES,
    }

    #: Month in which it was raised, such as "2026-11"; for a shell, the month in which it ended.
    month: str
    stands: State = State.RAISED
    #: The start of its time limit, if that was ever paused; and the last day on which it was.
    counts_from: datetime | None = None
    stood_on: date | None = None
    account: Account | None = None
    note: Note | None = None

    @classmethod
    def tell(cls, origin: Origin, account: Account, *, manager: PersonId | None, today: date) -> Self:
        """Raise it with the manager; nothing need have been wrong (R-1.10.4-1)."""
        _sound_day(account.on, today)
        assigned = Assignment(to=manager, since=origin.at)
        return cls(origin=origin, assigned=assigned, month=_month(today), account=account)

    # -- the steps -----------------------------------------------------------------------------------

    def recorded(self, note: Note, today: date) -> Self:
        """Keep the manager's minimal note, even before they could talk, and drop the account (R-1.10.4-2)."""
        must_be(self.state, State.RAISED)
        _sound_day(note.on, today)
        return self.changed(stands=State.RECORDED, account=None, note=note, listed=False)

    def pointing_at(self, individual: RecordId) -> Self:
        """Point the note at this individual, who is on record from now on."""
        assert self.note is not None  # before that, nobody is known
        return self.changed(note=replace(self.note, individual=individual))

    def talked(self) -> Self:
        """Record that the two have talked since it was recorded. Raises AlreadyDone."""
        must_be(self.state, State.RECORDED)
        if not self.waits_for_talk:
            raise AlreadyDone
        assert self.note is not None  # so it was recorded
        return self.changed(note=replace(self.note, talked=True))

    def stood_still(self, day: date, counts_from: datetime) -> Self:
        """Pause its time limit for this day, and start it later accordingly (R-1.10.4-2)."""
        return self.changed(stood_on=day, counts_from=counts_from)

    def not_recorded(self, today: date, *, talked: bool) -> Self:
        """Keep nothing: the shell says that a talk took place, and in which month (R-1.10.4-2)."""
        must_be(self.state, State.RAISED)
        _have_talked(talked=talked)
        return self._shell(State.NOT_RECORDED, today)

    def taken_back(self, by: PersonId, today: date) -> Self:
        """Take it back before it is decided. Raises Forbidden for anyone but the person who raised it."""
        if by != self.origin.by:
            raise Forbidden
        must_be(self.state, State.RAISED)
        return self._shell(State.TAKEN_BACK, today)

    def unanswered(self, today: date) -> Self:
        """Let it lapse: what nobody decided to keep in time is not kept (R-1.10.4-2)."""
        must_be(self.state, State.RAISED)
        return self._shell(State.UNANSWERED, today)

    def _shell(self, stands: State, today: date) -> Self:
        # Built afresh, so that nothing survives that is not named here.
        month = datetime(today.year, today.month, 1, tzinfo=UTC)
        return type(self)(
            origin=replace(self.origin, at=month, by=PersonId(""), parent=None),
            version=self.version,
            assigned=Assignment(to=None, since=month),
            month=_month(today),
            stands=stands,
        )

    # -- state -----------------------------------------------------------------------------------------

    @property
    def state(self) -> State:
        return self.stands

    @property
    def is_open(self) -> bool:
        return self.stands is State.RAISED or self.waits_for_talk

    @property
    def waits_for_talk(self) -> bool:
        """True if it was recorded before the two could talk, and they still have not."""
        return self.note is not None and not self.note.talked

    @property
    def alarms(self) -> bool:
        """True if it was at home, or frightened somebody: 999 comes first, and a report may follow (R-1.10.4-2)."""
        if self.account is not None:
            return self.account.where is Place.HOME or self.account.frightened
        return self.note is not None and self.note.where is Place.HOME

    @property
    def since(self) -> datetime:
        """Start of its time limit, which pauses while one of the two is away (R-1.10.4-2)."""
        return self.counts_from or self.origin.at

    @property
    def is_erased(self) -> bool:
        """True if only the shell is left."""
        return self.stands not in (State.RAISED, State.RECORDED)

    @property
    def lookup(self) -> str | None:
        # By the individual's id: only a reference identifies the same individual again, initials never do.
        return self.note.individual if self.note is not None else None

    def parties(self) -> Parties:
        if self.is_erased:
            return frozenset()
        return frozenset({(self.origin.by, Part.REPORTER)}) | self.handlers() | self.must_act(waits=self.is_open)

    def shown_to(self, role: Role) -> bool:
        # Before it is recorded it stays between two people; roles read it only after that (model.md §4).
        return self.stands is State.RECORDED and super().shown_to(role)

    def facts(self) -> Mapping[str, str | int | bool]:
        return {"state": self.stands.value, "month": self.month}

    def nudges(self) -> Iterable[Series]:
        if self.stands is not State.RAISED:
            return
        waits = self.waits("decide_contact_outside", self.since, begun=self.since)
        # With no manager there are no reminders, but the days until erasure still count.
        yield replace(waits, most=0) if self.needs_naming else waits
        yield from self.naming()


def _month(day: date) -> str:
    return f"{day:%Y-%m}"


def _have_talked(*, talked: bool) -> None:
    if not talked:
        raise Incomplete({"talked": Problem.NOT_YET})


def _sound_day(on: date, today: date) -> None:
    if not a_year_before(today) <= on <= today:
        raise Incomplete({"on": Problem.OUTSIDE})
