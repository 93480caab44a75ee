"""A witness statement: what one person saw, asked of them alone (policy 1.9.4; model.md §2.6).

Any answer is fine, and nobody is made to say anything. A statement is never changed; more can be added.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Self

from bot.errors import AlreadyDone, Forbidden, Incomplete, Problem
from bot.nudges import Series
from bot.people import PersonId, Role
from bot.records.base import Origin, Record
from bot.records.ended_contact.parts import Channel
from bot.records.police.record import PoliceDecision
from bot.records.rights import Act, Allowed, Part, Parties


class Answer(StrEnum):
    """Answers of a witness to the request."""

    STATEMENT = "statement"
    DECLINED = "declined"
    DID_NOT_SEE = "did_not_see"


class State(StrEnum):
    """State of a witness statement."""

    ASKED = "asked"
    GIVEN = "given"
    DECLINED = "declined"
    NOT_A_WITNESS = "not_a_witness"
    NO_REPLY = "no_reply"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One answer, with its words if there are any."""

    at: datetime
    answer: Answer
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class AskedInPerson:
    """Note that the manager has asked in person."""

    at: datetime
    by: PersonId


@dataclass(frozen=True, kw_only=True)
class WitnessStatement(Record):
    """The request to one witness, and their answer."""

    kind: ClassVar[str] = "witness_statement"
    prefix: ClassVar[str] = "WS"
    allowed: ClassVar[Allowed] = {
        Role.RECORDS_ADMIN: frozenset({Act.INSPECT}),
        Part.WITNESS: frozenset({Act.READ, Act.HEAR, Act.ANSWER, Act.ADD}),
        Part.HANDLER: frozenset({Act.READ}),
    }

    witness: PersonId
    #: The manager with whom the police decision lies; both move together.
    lies_with: PersonId | None
    #: Everybody else whom the matter concerns: no role lets them read it.
    kept_from: tuple[PersonId, ...] = ()
    #: All that the witness is told: the time of the event, and its channel.
    happened_at: datetime
    channel: Channel | None = None
    entries: tuple[Entry, ...] = ()
    in_person: AskedInPerson | None = None
    #: Time at which the police decision was closed without an answer.
    left_at: datetime | None = None

    @classmethod
    def ask(
        cls, origin: Origin, decision: PoliceDecision, witness: PersonId, happened_at: datetime, channel: Channel | None
    ) -> Self:
        """Ask one witness."""
        asked = cls(origin=origin, witness=witness, lies_with=None, happened_at=happened_at, channel=channel)
        return asked.goes_with(decision)

    def goes_with(self, decision: PoliceDecision) -> Self:
        """Follow the decision: the same manager, and kept from everybody whom the decision concerns."""
        kept_from = tuple(sorted(decision.conflicted() - {self.witness}))
        return self.changed(lies_with=decision.handler, kept_from=kept_from)

    def answered(self, answer: Answer, words: str, by: PersonId, at: datetime) -> Self:
        """Record the witness's answer, or an addition to it. Raises Forbidden for anybody else."""
        if by != self.witness:
            raise Forbidden
        if answer is Answer.STATEMENT and not words:
            raise Incomplete({"words": Problem.MISSING})
        if answer is not Answer.STATEMENT and words:
            raise Incomplete({"instead": Problem.BOTH})
        if answer is not Answer.STATEMENT and self.entries and self.entries[-1].answer is answer:
            raise AlreadyDone("That is your answer already. Nothing changed.")
        return self.changed(entries=(*self.entries, Entry(at=at, answer=answer, words=words)))

    def was_asked_in_person(self, by: PersonId, at: datetime) -> Self:
        """Record that the manager has asked them in person: no more reminders."""
        if self.entries or self.in_person is not None:
            raise AlreadyDone("This is noted already. Nothing changed.")
        return self.changed(in_person=AskedInPerson(at=at, by=by))

    def left(self, at: datetime) -> Self:
        """Stop waiting for an answer, because the decision is closed. One can still be given."""
        return self.changed(left_at=at) if self.is_open else self

    @property
    def state(self) -> State:
        given = {entry.answer for entry in self.entries}
        if Answer.STATEMENT in given:
            return State.GIVEN
        if self.entries:
            last = self.entries[-1].answer
            return State.DECLINED if last is Answer.DECLINED else State.NOT_A_WITNESS
        return State.ASKED if self.left_at is None else State.NO_REPLY

    @property
    def is_open(self) -> bool:
        return self.state is State.ASKED

    @property
    def handler(self) -> PersonId | None:
        return self.lies_with

    def parties(self) -> Parties:
        parties = {(self.witness, Part.WITNESS)}
        if self.lies_with is not None:
            parties.add((self.lies_with, Part.HANDLER))
        if self.is_open:
            parties.add((self.witness, Part.MUST_ACT))
        return frozenset(parties)

    def conflicted(self) -> frozenset[PersonId]:
        """The witness and everybody whom the matter concerns: no role lets them read a statement."""
        return frozenset((self.witness, *self.kept_from))

    def facts(self) -> Mapping[str, str | int | bool]:
        return {}

    def nudges(self) -> Iterable[Series]:
        if self.is_open and self.in_person is None:
            yield Series(kind="ask_witness", to=self.witness, since=self.origin.at, gentle=True)
