"""A request for support other than time away (policy 1.12.2, 1.12.3; model.md §2.8).

The requests named in 1.12.2 and 1.12.3 are decided with reasons: approved, approved in part, or not taken forward;
in the last case the person can ask the management team, once, to look at it again. An hour kept free and a
conversation with another manager are arranged: no step here refuses them (R-1.12.2-6).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Self

from bot.errors import AlreadyDone, Problem, Refused, lacking, refuse
from bot.nudges import Series
from bot.people import PersonId, Role
from bot.records.assignment import Assigned, Assignment
from bot.records.base import Origin, RecordId, must_be
from bot.records.days import a_year_after, hours, within
from bot.records.rights import HANDLES, KEEPS, LEADS, Act, Allowed, Part, Parties, deciders
from bot.records.support_request.parts import DECIDED, Answer, Help, Look, Outcome, Said, State, Wanted

_STANDS = frozenset({Outcome.AGREED, Outcome.AGREED_IN_PART})
_ARRANGED = "This is arranged, not decided: please say when. Nothing changed."
_DECIDED = "This needs an answer with reasons. Nothing changed."


@dataclass(frozen=True, kw_only=True)
class SupportRequest(Assigned):
    """A request to one's manager for help to work without distress."""

    kind: ClassVar[str] = "support_request"
    prefix: ClassVar[str] = "SR"
    listed_below: ClassVar[bool] = True
    points_at_individual: ClassVar[bool] = True
    allowed: ClassVar[Allowed] = {
        **LEADS,
        Role.RECORDS_ADMIN: KEEPS,
        Part.REPORTER: frozenset({Act.READ, Act.HEAR, Act.ANSWER, Act.ADD}),
        # The person who covers is told that there is something to cover, and by whom.
        Part.OWNER: frozenset({Act.HEAR}),
        Part.HANDLER: HANDLES,
    }

    wanted: Wanted
    #: The individual with whom there is to be no more contact. Nobody can look up who asked (R-1.12.2-4).
    individual: RecordId | None = None
    #: Managers it never goes to: one passed by with a report; one's own, for a talk with another.
    not_to: tuple[PersonId, ...] = ()
    said: tuple[Said, ...] = ()
    #: Oldest first; nothing is overwritten.
    answers: tuple[Answer, ...] = ()
    #: Start of the wait for a manager's answer; None while it does not wait.
    waiting_since: datetime | None = None
    #: Number of times it was put to a manager again: for a change, or to the management team.
    rounds: int = 0
    #: Author of the answer that the management team was asked to look at again, if any.
    stepped_up_from: PersonId | None = None
    in_place_at: datetime | None = None
    #: Time at which the person last said that it is still wanted.
    checked_at: datetime | None = None
    #: The manager's latest proposal to look at it again, until the person has answered it.
    look: Look | None = None
    ended_at: datetime | None = None

    # -- asking ------------------------------------------------------------------------------------

    @classmethod
    def ask(
        cls,
        origin: Origin,
        *,
        manager: PersonId | None,
        wanted: Wanted,
        individual: RecordId | None = None,
        not_to: tuple[PersonId, ...] = (),
    ) -> Self:
        """Ask for it. Raises Incomplete if its subject is missing; a reason is never required (R-1.12.3-3)."""
        if wanted.help is Help.NO_CONTACT:
            refuse(lacking(who=individual))
        elif wanted.help in (Help.OTHER_NAME, Help.REMOVAL):
            refuse(lacking(which=wanted.which))
        return cls(
            origin=origin,
            assigned=Assignment(to=manager, since=origin.at),
            wanted=wanted,
            individual=individual,
            not_to=not_to,
            waiting_since=origin.at,
        )

    def say(self, text: str, at: datetime) -> Self:
        """Add something; if it is already answered, this asks for a change, which waits for a new answer.

        What is in place stays until then.
        """
        refuse(lacking(text=text))
        must_be(self.state, *_CAN_BE_CHANGED)
        said = self.changed(said=(*self.said, Said(at=at, text=text)), look=None)
        return said if self.waits_for_answer else said._put_again(at)

    def step_up(self, at: datetime) -> Self:
        """Ask the management team to look at an answer again: once (model.md §2.8)."""
        if not self.can_step_up:
            raise AlreadyDone("This has been looked at again already, or has another answer. Nothing changed.")
        asked = self.changed(stepped_up_from=self.answers[-1].by, look=None)._put_again(at)
        return asked.moved(None, at)

    def _put_again(self, at: datetime) -> Self:
        return self.changed(waiting_since=at, rounds=self.rounds + 1)

    # -- the manager's answer ------------------------------------------------------------------------

    def arrange(self, answer: Answer, today: date) -> Self:
        """Set the time of an hour or a conversation. There is nothing else to answer (R-1.12.2-6)."""
        self.to_arrange()
        if answer.outcome is not Outcome.ARRANGED:
            raise Refused(_ARRANGED)
        refuse(within(today, a_year_after(today), on=answer.on))
        return self._answered(answer)

    def decide(self, answer: Answer, today: date) -> Self:
        """Approve it, in whole or in part, with what will be in place; or give the reasons why not."""
        self.to_decide()
        if answer.outcome is Outcome.NOT_AGREED:
            refuse(lacking(reasons=answer.words))
        elif answer.outcome in _STANDS:
            refuse(self._missing(answer, today))
        else:
            raise Refused(_DECIDED)
        return self._answered(answer)

    def _missing(self, answer: Answer, today: date) -> Mapping[str, Problem]:
        who = "in_name_of" if self.wanted.help is Help.OTHER_NAME else "cover"
        problems = within(today, a_year_after(today), on=answer.on) | lacking(**{who: answer.covers})
        if answer.covers in self.spared:
            problems[who] = Problem.INVOLVED
        return problems | lacking(part=answer.part or answer.outcome is not Outcome.AGREED_IN_PART)

    def to_arrange(self) -> None:
        """Refuse a step unless it waits to be arranged."""
        if not self.is_arranged:
            raise Refused(_DECIDED)
        must_be(self.state, State.ASKED, State.STEPPED_UP)

    def to_decide(self) -> None:
        """Refuse a step unless it waits for a decision; what is arranged is never decided (R-1.12.2-6)."""
        if self.is_arranged:
            raise Refused(_ARRANGED)
        must_be(self.state, State.ASKED, State.STEPPED_UP)

    def _answered(self, answer: Answer) -> Self:
        answered = self.changed(answers=(*self.answers, answer), waiting_since=None, listed=False)
        if answer.outcome is Outcome.NOT_AGREED:
            return answered  # what is in place stays
        return answered.changed(in_place_at=None, checked_at=None)

    # -- afterwards ----------------------------------------------------------------------------------

    def put_in_place(self, at: datetime) -> Self:
        """Record that the manager has put in place what was agreed."""
        must_be(self.state, State.AGREED, State.AGREED_IN_PART)
        return self.changed(in_place_at=at, listed=False)

    def still_wanted(self, at: datetime) -> Self:
        """Record that the person still wants it (N27), or that it stays as it is."""
        if self.waits_for_answer or self.agreement is None or self.ended_at is not None:
            raise AlreadyDone("There is nothing to say to this now. Nothing changed.")
        return self.changed(checked_at=at if self.in_place_at else None, look=None)

    def look_again(self, look: Look) -> Self:
        """Propose to look at it again. It stays as it is unless the person says otherwise."""
        must_be(self.state, State.AGREED, State.AGREED_IN_PART, State.IN_PLACE, State.CHECKED)
        if self.look is not None:
            raise AlreadyDone("You have asked already. It stays as it is until they answer.")
        refuse(lacking(words=look.words))
        return self.changed(look=look)

    def no_longer(self, at: datetime) -> Self:
        """End it because the person no longer needs it; nobody else ends it."""
        must_be(self.state, *_CAN_BE_CHANGED)
        return self.changed(ended_at=at, waiting_since=None, look=None, listed=False)

    # -- state -----------------------------------------------------------------------------------------

    @property
    def is_arranged(self) -> bool:
        """True if it is only arranged, and nobody can refuse it."""
        return self.wanted.help not in DECIDED

    @property
    def waits_for_answer(self) -> bool:
        """True if it waits for a manager's answer."""
        return self.waiting_since is not None

    @property
    def agreement(self) -> Answer | None:
        """The latest agreement, which applies until there is another."""
        return next((a for a in reversed(self.answers) if a.outcome in _STANDS), None)

    @property
    def arrangement(self) -> Answer | None:
        """The latest arrangement of the hour or the conversation."""
        return next((a for a in reversed(self.answers) if a.outcome is Outcome.ARRANGED), None)

    @property
    def covered_by(self) -> PersonId | None:
        """The person who covers, while something is agreed."""
        return self.agreement.covers if self.agreement is not None and self.ended_at is None else None

    def covers_from(self, person: PersonId) -> date | None:
        """Return the day from which this person covers, while they do."""
        return self.agreement.on if self.agreement is not None and self.covered_by == person else None

    @property
    def spared(self) -> frozenset[PersonId]:
        """People who never cover, nor hear of it: the person who asked, and the managers they passed by."""
        return frozenset({self.origin.by, *self.not_to})

    @property
    def can_step_up(self) -> bool:
        """True if the management team can be asked to look at it again."""
        last = self.answers[-1].outcome if self.answers else None
        waits = self.waits_for_answer or self.ended_at is not None
        return last is Outcome.NOT_AGREED and self.stepped_up_from is None and not waits

    @property
    def for_management_team(self) -> bool:
        return self.stepped_up_from is not None

    @property
    def state(self) -> State:
        if self.ended_at is not None:
            return State.ENDED
        if self.waits_for_answer:
            return State.STEPPED_UP if self.for_management_team else State.ASKED
        if self.arrangement is not None:
            return State.ARRANGED
        if self.agreement is None:
            return State.NOT_AGREED
        if self.in_place_at is None:
            return State(self.agreement.outcome.value)
        return State.CHECKED if self.checked_at is not None else State.IN_PLACE

    @property
    def is_open(self) -> bool:
        return self.state not in (State.ARRANGED, State.NOT_AGREED, State.ENDED)

    @property
    def due(self) -> date | None:
        return self.agreement.on if self.agreement and self._is_to_be_put_in_place else None

    @property
    def _is_to_be_put_in_place(self) -> bool:
        return self.state in (State.AGREED, State.AGREED_IN_PART)

    def parties(self) -> Parties:
        parties = {(self.origin.by, Part.REPORTER)}
        if self.covered_by is not None:
            parties.add((self.covered_by, Part.OWNER))
        waits = self.waits_for_answer or self._is_to_be_put_in_place
        decided = deciders(*self.answers)
        return frozenset(parties) | decided | self.handlers() | self.must_act(waits=waits)

    def conflicted(self) -> frozenset[PersonId]:
        denied = () if self.stepped_up_from is None else (self.stepped_up_from,)
        return super().conflicted() | frozenset((*self.not_to, *denied))

    @property
    def lookup(self) -> str | None:
        # Shows whether anything still points at the individual.
        return self.individual

    def pointing_at(self, individual: RecordId) -> Self:
        return self.changed(individual=individual)

    def facts(self) -> Mapping[str, str | int | bool]:
        # The request is nobody's business but those two's: not even the totals hold it (R-1.12.2-6).
        known = {"answered": bool(self.answers), "stepped_up": self.for_management_team}
        if not self.answers:
            return known
        return known | {"answered_after": hours(self.origin.at, self.answers[0].at)}

    def nudges(self) -> Iterable[Series]:
        if self.needs_naming:
            yield from self.naming()
        elif self.waiting_since is not None:
            yield self.waits("answer_support_request", self.waiting_since, item=self._item())
        elif self._is_to_be_put_in_place and self.agreement is not None and self.agreement.on is not None:
            yield self.waits(
                "answer_support_request", self.agreement.on, item=self._item("in_place"), begun=self.agreement.at
            )
        if self.state is State.IN_PLACE and self.in_place_at is not None:
            yield Series(
                kind="check_support", to=self.origin.by, since=self.in_place_at, item=self._item(), gentle=True
            )

    def _item(self, of: str = "") -> str:
        """Return the key that separates this round's nudges from earlier ones."""
        return of if not self.rounds else f"{of}{self.rounds}"


#: States in which something is asked for or in place.
_CAN_BE_CHANGED = tuple(state for state in State if state not in (State.NOT_AGREED, State.ENDED))
