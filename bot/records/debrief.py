"""A debrief: a conversation offered to everyone involved, by their own manager (policy 1.12.2; model.md §2.4).

Yes, later and no thanks are all fine. Only agreed actions are written down: there is no field for what was said
or felt.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar, Self

from bot.errors import AlreadyDone, Forbidden, Incomplete, NotFound, Problem
from bot.nudges import Series
from bot.people import PersonId
from bot.records.assignment import Assigned, Assignment
from bot.records.base import Origin, must_be
from bot.records.days import a_year_after, a_year_before, hours
from bot.records.rights import HANDLES, LEADS, Act, Allowed, Part, Parties


class Answer(StrEnum):
    """The person's answer to the offer."""

    YES = "yes"
    LATER = "later"
    NO_THANKS = "no_thanks"


class State(StrEnum):
    """State of a debrief."""

    OFFERED = "offered"
    LATER = "later"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    BOOKED = "booked"
    ACTIONS_OPEN = "actions_open"
    DONE = "done"


@dataclass(frozen=True, kw_only=True)
class Action:
    """One agreed action: what, who, by when, done (R-1.12.2-2)."""

    id: str
    what: str
    owner: PersonId
    due: date
    done_at: datetime | None = None
    #: Time at which it was dropped instead of done, and the reason if given; older ones have no time.
    dropped_at: datetime | None = None
    dropped_because: str = ""

    @property
    def is_open(self) -> bool:
        """True if it is still to be done."""
        return self.done_at is None and self.dropped_at is None and not self.dropped_because


@dataclass(frozen=True, kw_only=True)
class Debrief(Assigned):
    """The offer of a conversation to one person, and the actions agreed in it."""

    kind: ClassVar[str] = "debrief"
    prefix: ClassVar[str] = "DB"
    listed_below: ClassVar[bool] = True
    allowed: ClassVar[Allowed] = {
        **LEADS,
        Part.AFFECTED: frozenset({Act.READ, Act.HEAR, Act.ANSWER}),
        Part.OWNER: frozenset({Act.HEAR, Act.ANSWER}),
        Part.HANDLER: HANDLES,
    }

    #: The person it is offered to. It lies with their own line manager, or a stand-in.
    person: PersonId
    answer: Answer | None = None
    answered_at: datetime | None = None
    #: Time of the answer "later"; the offer is made once more.
    later_at: datetime | None = None
    booked_on: date | None = None
    held_on: date | None = None
    actions: tuple[Action, ...] = ()
    #: The manager the person asked to keep the report from; the debrief never goes to them.
    not_to: PersonId | None = None

    @classmethod
    def offer(
        cls, origin: Origin, *, person: PersonId, manager: PersonId | None, not_to: PersonId | None = None
    ) -> Self:
        """Offer a debrief to this person."""
        return cls(origin=origin, person=person, assigned=Assignment(to=manager, since=origin.at), not_to=not_to)

    def answered(self, answer: Answer, by: PersonId, at: datetime) -> Self:
        """Record the person's own answer; each is fine, and can be changed until they have talked.

        Raises Forbidden for anybody else: nobody says yes or no for them.
        """
        if by != self.person:
            raise Forbidden
        if self.held_on is not None:
            raise AlreadyDone("You have had this conversation already. Nothing changed.")
        if answer is self.answer:
            raise AlreadyDone("That is your answer already. Nothing changed.")
        later = at if answer is Answer.LATER else self.later_at
        # A booked day is dropped together with the yes that led to it.
        return self.changed(answer=answer, answered_at=at, later_at=later, booked_on=None, listed=False)

    def booked(self, on: date, today: date) -> Self:
        """Record the day that the manager found. `today` is their local day."""
        must_be(self.state, State.ACCEPTED, State.BOOKED)
        if not today <= on <= a_year_after(today):
            raise Incomplete({"on": Problem.OUTSIDE})
        return self.changed(booked_on=on, listed=False)

    def held(self, on: date, actions: tuple[Action, ...], today: date) -> Self:
        """Record the talk, whether or not the offer was answered, with its agreed actions and nothing else.

        After "no thanks" the person has to change their mind first.
        """
        must_be(self.state, State.OFFERED, State.LATER, State.ACCEPTED, State.BOOKED)
        if not a_year_before(today) <= on <= today:
            raise Incomplete({"on": Problem.OUTSIDE})
        return self.changed(held_on=on, actions=self._checked(actions, today), listed=False)

    def agreed(self, actions: tuple[Action, ...], today: date) -> Self:
        """Add actions agreed later."""
        if self.held_on is None:
            must_be(self.state, State.ACTIONS_OPEN, State.DONE)
        return self.changed(actions=(*self.actions, *self._checked(actions, today)))

    def done(self, action: str, by: PersonId, at: datetime) -> Self:
        """Mark an action as done; either of the two, or its owner, may do so."""
        return self._with(action, by, lambda a: replace(a, done_at=at))

    def dropped(self, action: str, by: PersonId, at: datetime, because: str = "") -> Self:
        """Mark an action as dropped; no reason is needed."""
        return self._with(action, by, lambda a: replace(a, dropped_at=at, dropped_because=because))

    def action(self, action: str) -> Action:
        """Return the action with this id. Raises NotFound."""
        found = next((a for a in self.actions if a.id == action), None)
        if found is None:
            raise NotFound
        return found

    def _with(self, action: str, by: PersonId, change: Callable[[Action], Action]) -> Self:
        found = self.action(action)
        if by not in (found.owner, self.person, self.assigned.to):
            raise Forbidden
        if not found.is_open:
            raise AlreadyDone("This action is settled already. Nothing changed.")
        return self.changed(actions=tuple(change(a) if a.id == action else a for a in self.actions))

    @staticmethod
    def _checked(actions: tuple[Action, ...], today: date) -> tuple[Action, ...]:
        if any(not a.what for a in actions):
            raise Incomplete({"what": Problem.MISSING})
        if any(not today <= a.due <= a_year_after(today) for a in actions):
            raise Incomplete({"due": Problem.OUTSIDE})
        return actions

    @property
    def brought_by(self) -> PersonId:
        return self.person

    @property
    def state(self) -> State:
        if self.held_on is not None:
            return State.ACTIONS_OPEN if any(a.is_open for a in self.actions) else State.DONE
        match self.answer:
            case None:
                return State.OFFERED
            case Answer.NO_THANKS:
                return State.DECLINED
            case Answer.LATER:
                return State.LATER
            case Answer.YES:
                return State.BOOKED if self.booked_on else State.ACCEPTED

    @property
    def is_open(self) -> bool:
        return self.state not in (State.DECLINED, State.DONE)

    @property
    def needs_naming(self) -> bool:
        return self.state in (State.ACCEPTED, State.BOOKED) and self.assigned.to is None

    @property
    def due(self) -> date | None:
        return min((a.due for a in self.actions if a.is_open), default=self.booked_on if self.is_open else None)

    @property
    def at_rest(self) -> bool:
        # An offer that nobody answered may stay open for ever.
        return not self.is_open or self.state in (State.OFFERED, State.LATER)

    def parties(self) -> Parties:
        parties = {(self.person, Part.AFFECTED)}
        # An offer is not a task: it waits for nobody (R-1.12.2-6).
        parties |= self.handlers() | self.must_act(waits=self.state in (State.ACCEPTED, State.BOOKED))
        for action in self.actions:
            parties.add((action.owner, Part.OWNER))
            if action.is_open:
                parties.add((action.owner, Part.TO_DO))
        return frozenset(parties)

    def conflicted(self) -> frozenset[PersonId]:
        return frozenset({self.person, *(() if self.not_to is None else (self.not_to,))})

    def facts(self) -> Mapping[str, str | int | bool]:
        done = sum(1 for a in self.actions if a.done_at)
        known: dict[str, str | int | bool] = {
            "held": self.held_on is not None,
            "actions": len(self.actions),
            "actions_done": done,
        }
        since = self.origin.at
        late = {True: "late", False: "in_time"}
        settled = (f"{hours(since, a.done_at)}:{late[a.done_at.date() > a.due]}" for a in self.actions if a.done_at)
        known |= {"answer": self.answer or "", "done_after": ",".join(settled)}
        if self.answered_at is not None:
            known["answered_after"] = hours(since, self.answered_at)
        if self.held_on is not None:
            known["held_after"] = max(0, (self.held_on - since.date()).days * 24)
        return known

    @property
    def keeps_its_place(self) -> bool:
        # The person agreed to this manager and day; only they may ask for somebody else.
        return self.state is State.BOOKED

    def nudges(self) -> Iterable[Series]:
        if self.state is State.OFFERED:
            yield Series(kind="offer_debrief", to=self.person, since=self.origin.at, gentle=True)
        if self.state is State.LATER and self.later_at:
            yield Series(kind="offer_debrief_again", to=self.person, since=self.later_at, gentle=True)
        if self.needs_naming:
            yield from self.naming()
        elif self.state is State.ACCEPTED and self.answered_at:
            yield self.waits("hold_debrief", self.answered_at)
        elif self.state is State.BOOKED and self.booked_on:
            yield self.waits("hold_debrief", self.booked_on, item=self.booked_on.isoformat())
        for action in self.actions:
            if action.is_open:
                yield Series(kind="agreed_action", to=action.owner, since=action.due, item=action.id)
