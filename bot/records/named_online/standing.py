"""What is known of it that a colleague has been named publicly, and where it stands (policy 1.14.3; model.md §2.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.people import PersonId, Role
from bot.records.links import without_links
from bot.records.named_online.parts import (
    Decision,
    Found,
    Gate,
    Half,
    Offers,
    Override,
    Removal,
    Shared,
    Step,
    Threat,
    Told,
    Wish,
    WishKind,
)
from bot.records.online import ActionType
from bot.records.report import Concerned, Report
from bot.records.rights import Part, Parties


class State(StrEnum):
    """Where it stands."""

    REPORTED = "reported"
    SEEN = "seen"
    TOLD = "told"
    WISHES_RECORDED = "wishes_recorded"
    DECIDED = "decided"
    SHARED = "shared"
    CLOSED = "closed"


#: The first step that is left → where it stands.
_STANDS = {
    Step.ACKNOWLEDGE: State.REPORTED,
    Step.TELL: State.SEEN,
    Step.WISHES: State.TOLD,
    Step.DECIDE: State.WISHES_RECORDED,
    Step.SHARE: State.DECIDED,
}


@dataclass(frozen=True, kw_only=True)
class Standing(Report):
    """What is known so far; `bot.records.named_online.record` has the steps."""

    #: Who is named. It lies in their line of management, and never with them.
    person: PersonId
    #: What was found, by whom and when; the first is what it began with.
    found: tuple[Found, ...]
    #: Who else is named in the same place: they hear of that from a person as well, and so not from this record.
    also_named: tuple[PersonId, ...] = ()
    acknowledged_at: datetime | None = None
    told: Told | None = None
    wishes: tuple[Wish, ...] = ()
    overrides: tuple[Override, ...] = ()
    decisions: tuple[Decision, ...] = ()
    #: Whether support was offered, each time it was noted.
    offers: tuple[Offers, ...] = ()
    shared: Shared | None = None
    #: The two answers about personal records: of the one who is named, and of the manager.
    own_half: Half | None = None
    manager_half: Half | None = None
    #: Who has answered the reminder of support (N5); never whether anybody used it (R-1.12.2-6).
    reminded: tuple[PersonId, ...] = ()
    closed_at: datetime | None = None

    # -- where it stands -------------------------------------------------------------------------

    @property
    def steps_left(self) -> tuple[Step, ...]:
        """What is to be done before it can be closed, in its order."""
        left = {
            Step.ACKNOWLEDGE: self.acknowledged_at is None,
            Step.TELL: self.told is None,
            Step.WISHES: self.wishes_since is None,
            Step.DECIDE: not self.is_decided,
            Step.OFFERS: not self.offers,
            Step.SHARE: self.shared is None,
            Step.OWN_HALF: self.own_half is None,
            Step.THEIR_HALF: self.manager_half is None,
            Step.POLICE: self.waits_for_police,
        }
        return tuple(step for step, is_left in left.items() if is_left)

    @property
    def state(self) -> State:
        if self.closed_at is not None:
            return State.CLOSED
        return next((_STANDS[step] for step in self.steps_left if step in _STANDS), State.SHARED)

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def due(self) -> datetime | None:
        # A threat that nobody has seen yet comes first in a list.
        return self.origin.at if self.is_open and self.has_threat and self.acknowledged_at is None else None

    @property
    def lookup(self) -> str:
        return lookup(self.person, self.found[0])

    @property
    def wishes_since(self) -> datetime | None:
        """When it was first known what they would like, or that they choose not to say."""
        return next((w.at for w in self.wishes if w.kind is not WishKind.TELL_MANAGER), None)

    @property
    def is_decided(self) -> bool:
        """Whether it is decided what is done, and whether to seek to have the name removed."""
        return any(a.removal is not None or a.type is ActionType.NOTHING for d in self.decisions for a in d.actions)

    @property
    def removal(self) -> Removal | None:
        """Whether to seek removal, as it was last decided."""
        chosen = [a.removal for d in self.decisions for a in d.actions if a.removal is not None]
        return chosen[-1] if chosen else None

    @property
    def proposes_restriction(self) -> bool:
        """Whether it was decided to propose a restriction (R-1.10.5-2)."""
        return any(a.type is ActionType.RESTRICTION for d in self.decisions for a in d.actions)

    @property
    def in_personal_records(self) -> bool | None:
        """Whether a record goes into personal records: both said yes. None while that is open (R-1.14.3-10)."""
        if self.own_half is not None and self.manager_half is not None:
            return self.own_half.yes and self.manager_half.yes
        return None if self.is_open else False

    @property
    def has_threat(self) -> bool:
        """Whether it may hold a threat (R-1.9.3-5)."""
        return any(found.threat is not Threat.NO for found in self.found)

    @property
    def found_by_manager(self) -> bool:
        """Whether the manager of the one who is named found it."""
        return self.found[0].by_manager

    def hurries(self, gate: Gate) -> bool:
        """Whether danger has opened this gate."""
        return any(gate in override.gates for override in self.overrides)

    # -- what others need to know ----------------------------------------------------------------

    @property
    def brought_by(self) -> PersonId:
        return self.person

    @property
    def concerned(self) -> Concerned:
        return Concerned(targets=(self.person,))

    @property
    def in_words(self) -> str:
        # A link is shown on its own, to who asks for it (R-1.14.3-2).
        return without_links(self.found[0].line)

    @property
    def received_by(self) -> PersonId | None:
        # Who finds it has not received a threat, unless it is aimed at them.
        return self.person if self.origin.by == self.person else None

    @property
    def finders(self) -> tuple[PersonId, ...]:
        return tuple(dict.fromkeys(found.by for found in self.found if found.by != self.person))

    def knows(self, person: PersonId) -> bool:
        return person == self.person and self.told is not None

    def may_be_asked(self, person: PersonId) -> bool:
        # Who else is named hears of it from their own manager, by a record of their own.
        return person not in self.also_named and (person != self.person or self.told is not None)

    @property
    def needs_police(self) -> bool:
        return self.has_threat

    def parties(self) -> Parties:
        parties = self.handlers() | self.must_act(waits=self.is_open)
        # Before they have been told, they have no part here: Harbour is not the one that tells them.
        return parties | {(self.person, Part.AFFECTED)} if self.told is not None else parties

    def conflicted(self) -> frozenset[PersonId]:
        finders = {found.by for found in self.found if not found.by_manager}
        return super().conflicted() | {self.person, *self.also_named, *finders}

    def shown_to(self, role: Role) -> bool:
        leads = role in (Role.MANAGEMENT_TEAM, Role.CHIEF_EXECUTIVE)
        return self.shared is not None if leads else super().shown_to(role)

    def facts(self) -> Mapping[str, str | int | bool]:
        known: dict[str, str | int | bool] = {"threat": self.has_threat, "removal": self.removal or ""}
        if self.told is not None:
            known["hours_to_told"] = int((self.told.at - self.origin.at).total_seconds()) // 3600
        return known


def lookup(person: PersonId, found: Found) -> str:
    """By what the record about this person and this finding is found again."""
    return f"{person} {found.lookup}"
