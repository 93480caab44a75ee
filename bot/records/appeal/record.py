"""An appeal against a restriction: to the chief executive, in any form, at any time (policy 1.8, 1.3; model.md §2.3).

Nobody who decided the restriction decides the appeal. If the chief executive did, or has any other part in
the matter, the person named in the settings decides, or else someone named by the management team. The appeal
waits for its decider; it never moves on by silence. The policy sets no time limit, so there is none here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar, Self

from bot.errors import Problem, lacking, refuse
from bot.nudges import Series
from bot.people import People, PersonId, Role
from bot.records.appeal.parts import (
    Acknowledged,
    Against,
    Decision,
    Outcome,
    Received,
    StoodAside,
    Told,
)
from bot.records.assignment import Assigned, Assignment
from bot.records.base import Origin, must_be
from bot.records.days import hours, within
from bot.records.rights import KEEPS, LEADS, Act, Allowed, Part, Parties, deciders


class State(StrEnum):
    """State of an appeal."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    DECIDED = "decided"
    #: The individual has been told the outcome and where to turn next.
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class Appeal(Assigned):
    """An appeal against a restriction."""

    kind: ClassVar[str] = "appeal"
    prefix: ClassVar[str] = "AP"
    allowed: ClassVar[Allowed] = {
        **LEADS,
        # The recorder hears that it arrived; its content is for the decider.
        Part.REPORTER: frozenset({Act.HEAR}),
        Part.HANDLER: frozenset({Act.READ, Act.DECIDE}),
        Role.RECORDS_ADMIN: KEEPS | {Act.READ},
    }

    received: Received
    #: None until the chief executive says which restriction it is against.
    against: Against | None = None
    stood_aside: tuple[StoodAside, ...] = ()
    #: The decider named by the management team.
    named: PersonId | None = None
    acknowledged: Acknowledged | None = None
    decision: Decision | None = None
    told: Told | None = None

    @classmethod
    def record(
        cls, origin: Origin, received: Received, today: date, *, decider: PersonId | None, against: Against | None
    ) -> Self:
        """Record an appeal that has come in. `decider` may decide it; None: somebody has to be named."""
        refuse(received.missing(today))
        assigned = Assignment(to=decider, since=origin.at)
        return cls(origin=origin, received=received, against=against, assigned=assigned)

    # -- whom it is for ----------------------------------------------------------------------------

    def concerns(self, against: Against) -> Self:
        """Set or refresh the restriction it is against; once decided, it cannot change to another one."""
        if self.decision is not None and self.against is not None and self.against.restriction != against.restriction:
            must_be(self.state, State.RECEIVED, State.ACKNOWLEDGED)
        return self.changed(against=against)

    def stands_aside(self, stood: StoodAside) -> Self:
        """Record that the handler has a part in the matter, and so never decides it."""
        must_be(self.state, State.RECEIVED, State.ACKNOWLEDGED)
        self.only_decided_by(stood.by)
        refuse(lacking(reason=stood.reason))
        return self.changed(stood_aside=(*self.stood_aside, stood))

    def entrusted_to(self, person: PersonId) -> Self:
        """Keep the decider named by the management team."""
        return self.changed(named=person)

    # -- the steps -----------------------------------------------------------------------------------

    def acknowledge(self, acknowledged: Acknowledged, today: date) -> Self:
        """Record that the appellant knows the appeal arrived."""
        must_be(self.state, State.RECEIVED)
        self.only_decided_by(acknowledged.by)
        refuse(within(self.received.on, today, on=acknowledged.on))
        return self.changed(acknowledged=acknowledged)

    def decide(self, decision: Decision) -> Self:
        """Decide to lift, vary or uphold, always with reasons (R-1.8-7)."""
        must_be(self.state, State.ACKNOWLEDGED)
        self.only_decided_by(decision.by)
        problems = lacking(reasons=decision.reasons, says=self.received.says or decision.says)
        if (decision.outcome is Outcome.NOTHING) is (self.against is not None):
            problems["outcome"] = Problem.NOT_YET
        refuse(problems)
        return self.changed(decision=decision, listed=False)

    def tell(self, told: Told, today: date, decided_on: date) -> Self:
        """Record that the individual was told the outcome and where to turn next; nothing is left to do.

        `today` and `decided_on` are the recorder's local days.
        """
        must_be(self.state, State.DECIDED)
        self.only_decided_by(told.recorded_by)
        refuse(told.missing(today, since=decided_on, varied=self.has_varied))
        return self.changed(told=told, listed=False)

    @property
    def has_varied(self) -> bool:
        """True if the restriction was varied: telling the outcome then includes what applies from now on."""
        decision = self.decision
        return decision is not None and decision.outcome is Outcome.VARY and not decision.over

    # -- what others need to know --------------------------------------------------------------------

    @property
    def state(self) -> State:
        if self.told is not None:
            return State.CLOSED
        if self.decision is not None:
            return State.DECIDED
        return State.RECEIVED if self.acknowledged is None else State.ACKNOWLEDGED

    @property
    def is_open(self) -> bool:
        return self.told is None

    @property
    def lookup(self) -> str | None:
        # Finds the appeals against a restriction, however late it was identified.
        return None if self.against is None else self.against.restriction

    @property
    def says(self) -> str:
        """The individual's statement, whoever wrote it down."""
        return self.received.says or (self.decision.says if self.decision else "")

    @property
    def can_be_passed_on(self) -> bool:
        # A decider with a part in it says so; nobody else takes it over.
        return False

    @property
    def moves_by_silence(self) -> bool:
        return False

    @property
    def keeps_its_place(self) -> bool:
        # It waits for its decider to return.
        return True

    @property
    def may_be_given_away(self) -> bool:
        # A long wait takes it from nobody.
        return self.needs_naming

    def may_be_decided_by(self, person: PersonId, people: People) -> bool:
        return people.decides_appeals(person) or person == self.named

    def parties(self) -> Parties:
        # The recorder hears only that it arrived, so they may also decide it.
        parties = {(self.origin.by, Part.REPORTER)}
        decided = deciders(self.decision)
        return frozenset(parties) | decided | self.handlers() | self.must_act(waits=self.is_open)

    def conflicted(self) -> frozenset[PersonId]:
        """People who decided or proposed the restriction, those it concerns, and deciders who stood aside."""
        barred = self.against.barred if self.against is not None else ()
        return frozenset((*barred, *(each.by for each in self.stood_aside)))

    def facts(self) -> Mapping[str, str | int | bool]:
        decision = self.decision
        return {
            "channel": self.received.channel,
            "outcome": str(decision.outcome) if decision is not None else "",
            "days": (decision.at.date() - self.received.on).days if decision is not None else -1,
            "decided_after": hours(self.origin.at, decision.at) if decision is not None else -1,
        }

    def nudges(self) -> Iterable[Series]:
        if self.needs_naming:
            yield from self.naming()
        elif self.decision is None:
            yield self.waits("decide_appeal", self.origin.at)
        elif self.is_open:
            yield self.waits("tell_individual", self.decision.at)
