"""A named-online incident: a colleague named publicly because of their work (policy 1.14.3, 1.9.3; model.md §2.2).

It lies with the manager of the person named, who hears of it from a person and never from Harbour, and plays no
part here until then. They then have a say, and only after that is anything done. The finder plays no part at all.

Steps that reach beyond the two of them are in `requests`, `sharing` and `personal_records`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import ClassVar, Self

from bot.errors import AlreadyDone, Forbidden, Problem, Refused, lacking, refuse
from bot.nudges import Series
from bot.people import PersonId, Role
from bot.records.assignment import Assigned, Assignment
from bot.records.base import Origin, not_yet
from bot.records.concerned import Concerned
from bot.records.days import within
from bot.records.links import without_links
from bot.records.named_online.parts import (
    Decision,
    Found,
    Gate,
    Half,
    How,
    Judged,
    Offers,
    Override,
    Removal,
    Shared,
    Step,
    Threat,
    Told,
    Wish,
    WishKind,
    lookup,
)
from bot.records.online import ActionType
from bot.records.rights import HANDLES, KEEPS, WITH_EVIDENCE, Act, Allowed, Part, Parties, deciders

TELL_FIRST = (
    "They have not been told yet. Please tell them first, yourself and in private: they have a say in what happens."
)
ASK_FIRST = "Please ask them first what they would like to happen, and note it: that they chose not to say is enough."


class State(StrEnum):
    """State of a named-online incident."""

    REPORTED = "reported"
    SEEN = "seen"
    TOLD = "told"
    WISHES_RECORDED = "wishes_recorded"
    DECIDED = "decided"
    SHARED = "shared"
    CLOSED = "closed"


#: State by the first step that is left.
_STANDS = {
    Step.ACKNOWLEDGE: State.REPORTED,
    Step.TELL: State.SEEN,
    Step.WISHES: State.TOLD,
    Step.DECIDE: State.WISHES_RECORDED,
    Step.SHARE: State.DECIDED,
}
#: Steps that are no longer required after a long enough wait.
_HALVES = frozenset({Step.OWN_HALF, Step.THEIR_HALF})
#: Steps for the manager alone once the person knows, besides sharing a summary.
_FOR_MANAGER = frozenset({Step.WISHES, Step.DECIDE, Step.OFFERS, Step.THREAT})


@dataclass(frozen=True, kw_only=True)
class NamedOnline(Assigned):
    """A named-online incident of one colleague, and what follows from it."""

    kind: ClassVar[str] = "named_online"
    prefix: ClassVar[str] = "NO"
    allowed: ClassVar[Allowed] = {
        Role.MANAGEMENT_TEAM: frozenset({Act.NAME, Act.SUMMARY}),
        Role.CHIEF_EXECUTIVE: frozenset({Act.NAME, Act.SUMMARY}),
        Role.RECORDS_ADMIN: KEEPS | {Act.INSPECT},
        # The person named plays this part only once they have been told; the finder plays none.
        Part.AFFECTED: frozenset({Act.READ, Act.HEAR, Act.ANSWER, Act.ADD, Act.ATTACH}),
        Part.HANDLER: HANDLES | WITH_EVIDENCE,
    }

    #: Time of the police decision that it waits for.
    police_settled_at: datetime | None = None
    #: The person named. It lies in their line of management, and never with them.
    person: PersonId
    #: Findings, each with its finder and time; the first one opened the record.
    found: tuple[Found, ...]
    #: Others named in the same place: they too hear of it from a person, and so not from this record.
    also_named: tuple[PersonId, ...] = ()
    #: Managers' judgements where a finder was unsure of a threat; oldest first.
    judged: tuple[Judged, ...] = ()
    acknowledged_at: datetime | None = None
    told: Told | None = None
    wishes: tuple[Wish, ...] = ()
    overrides: tuple[Override, ...] = ()
    decisions: tuple[Decision, ...] = ()
    #: Support offered or not, each time it was noted.
    offers: tuple[Offers, ...] = ()
    shared: Shared | None = None
    #: The two answers about personal records: of the person named, and of the manager.
    own_half: Half | None = None
    manager_half: Half | None = None
    #: People who have answered the support reminder (N5); never whether anybody used it (R-1.12.2-6).
    reminded: tuple[PersonId, ...] = ()
    closed_at: datetime | None = None

    # -- finding ---------------------------------------------------------------------------------

    @classmethod
    def report(
        cls,
        origin: Origin,
        *,
        person: PersonId,
        found: Found,
        handler: PersonId | None,
        also_named: tuple[PersonId, ...] = (),
    ) -> Self:
        """Report a finding. A manager who found it themself has also seen it."""
        refuse(found.missing())
        return cls(
            origin=origin,
            person=person,
            found=(found,),
            also_named=also_named,
            assigned=Assignment(to=handler, since=origin.at),
            acknowledged_at=origin.at if found.by_manager and handler == found.by else None,
        )

    def found_again(self, found: Found, also_named: tuple[PersonId, ...] = ()) -> Self:
        """Add a finding while it is open; an exact repeat changes nothing."""
        refuse(found.missing())
        named = tuple(dict.fromkeys((*self.also_named, *also_named)))
        if any(found.repeats(earlier) for earlier in self.found) and named == self.also_named:
            return self
        return self.changed(found=(*self.found, found), also_named=named)

    def knew(self, at: datetime, today: date) -> Self:
        """Record that the person named reported it themself, and so knows (R-1.14.3-4)."""
        if self.told is not None:
            return self
        return self.changed(told=Told(at=at, on=today, by=self.person, how=How.KNEW), listed=False)

    # -- telling, and their say ------------------------------------------------------------------

    def acknowledge(self, at: datetime) -> Self:
        """Record that the manager has seen it."""
        self.still_open()
        not_yet(self.acknowledged_at)
        return self.seen(at)

    def tell(self, told: Told, today: date) -> Self:
        """Record that the manager told them in private. Only from now on do they play a part here (R-1.14.3-4).

        `today` is the manager's local day.
        """
        self.still_open()
        not_yet(self.told)
        if told.by in self.conflicted():
            raise Forbidden
        # A day to spare: the origin is kept in UTC, and `on` is a local day.
        problems = within(self.origin.at.date() - timedelta(days=1), today, on=told.on)
        if told.how is How.KNEW:
            problems["how"] = Problem.UNFIT
        refuse(problems)
        return self.seen(told.at).changed(told=told, listed=False).settled(told.at)

    def wish(self, wish: Wish) -> Self:
        """Add a wish: said by them, or noted by the manager as they said it (R-1.14.3-5).

        They can add to it at any time, even after it is closed.
        """
        if self.told is None:
            raise Refused(TELL_FIRST)
        own = wish.by == self.person
        if not own and (wish.by != self.handler or wish.kind is WishKind.TELL_MANAGER):
            raise Forbidden
        if not own:
            self.still_open()
        refuse(lacking(words=wish.words or wish.kind is not WishKind.WORDS))
        return self.changed(wishes=(*self.wishes, wish), listed=False).settled(wish.at)

    def override(self, override: Override) -> Self:
        """Open gates because somebody is in danger. The person named still has to be told."""
        self.still_open()
        refuse(lacking(gates=override.gates, reason=override.reason))
        return self.seen(override.at).changed(overrides=(*self.overrides, override))

    # -- what is done ----------------------------------------------------------------------------

    def ready_for_action(self) -> None:
        """Refuse any action before they have been told and have had their say. Raises Refused."""
        if self.hurries(Gate.ACT):
            return
        if self.told is None:
            raise Refused(TELL_FIRST)
        if self.wishes_since is None:
            raise Refused(ASK_FIRST)

    def decide(self, decision: Decision, today: date) -> Self:
        """Record the manager's decision on actions, each with its reasons (R-1.9.3-1, R-1.14.3-8)."""
        self.ready_for_action()
        refuse(decision.missing(today))
        return self.seen(decision.at).changed(decisions=(*self.decisions, decision), listed=False).settled(decision.at)

    def offer(self, offers: Offers) -> Self:
        """Record the offers of a talk and counselling; never what came of them (R-1.14.3-6)."""
        if self.told is None:
            raise Refused(TELL_FIRST)
        return self.changed(offers=(*self.offers, offers)).settled(offers.at)

    def judge(self, judged: Judged) -> Self:
        """Record a manager's judgement on a threat. Raises AlreadyDone if nobody is in doubt."""
        self.still_open()
        if not self.may_be_threat:
            raise AlreadyDone("It is known already whether it is a threat. Nothing changed.")
        return self.seen(judged.at).changed(judged=(*self.judged, judged)).settled(judged.at)

    # -- the end ---------------------------------------------------------------------------------

    def close(self, at: datetime, *, waited: bool) -> Self:
        """Close it if nothing is left; `waited` long enough, the answers about personal records may be missing."""
        self.still_open()
        left = [step for step in self.steps_left if not (waited and step in _HALVES)]
        if left:
            raise Refused("It cannot be closed yet: please look at what is still to do.")
        return self.changed(closed_at=at, listed=False)

    def police_settled(self, at: datetime) -> Self:
        """Record the police decision, and close it if nothing else is left (R-1.9.4-5)."""
        return self.changed(police_settled_at=at).settled(at)

    def support_seen(self, by: PersonId) -> Self:
        """End their reminders of support, whatever they answered."""
        return self.changed(reminded=tuple(dict.fromkeys((*self.reminded, by))))

    def settled(self, at: datetime) -> Self:
        """Close it if nothing is left to do."""
        return self if self.closed_at is not None or self.steps_left else self.changed(closed_at=at, listed=False)

    def seen(self, at: datetime) -> Self:
        """Record that the manager has seen it, as another step shows."""
        return self.changed(acknowledged_at=self.acknowledged_at or at, listed=False)

    def still_open(self) -> None:
        """Refuse a step once it is closed. Raises AlreadyDone."""
        not_yet(self.closed_at)

    # -- state -----------------------------------------------------------------------------------

    @property
    def steps_left(self) -> tuple[Step, ...]:
        """Steps left before it can be closed, in order."""
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
            Step.THREAT: self.may_be_threat,
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
        """Time at which their wishes, or their choice not to say, were first known."""
        return next((w.at for w in self.wishes if w.kind is not WishKind.TELL_MANAGER), None)

    @property
    def is_decided(self) -> bool:
        """True if it is decided what is done, including whether to seek to have the name removed."""
        return any(a.removal is not None or a.type is ActionType.NOTHING for d in self.decisions for a in d.actions)

    @property
    def removal(self) -> Removal | None:
        """The latest decision on seeking removal."""
        chosen = [a.removal for d in self.decisions for a in d.actions if a.removal is not None]
        return chosen[-1] if chosen else None

    @property
    def proposes_restriction(self) -> bool:
        """True if it was decided to propose a restriction (R-1.10.5-2)."""
        return any(a.type is ActionType.RESTRICTION for d in self.decisions for a in d.actions)

    @property
    def has_threat(self) -> bool:
        """True if it holds a threat, according to a finder or a manager (R-1.9.3-5)."""
        return any(found.threat is Threat.YES for found in self.found) or any(each.threat for each in self.judged)

    @property
    def may_be_threat(self) -> bool:
        """True if a finder was unsure of a threat and no manager has judged it since. Nothing urgent follows."""
        last = self.judged[-1].at if self.judged else None
        doubts = (found.at for found in self.found if found.threat is Threat.NOT_SURE)
        return not self.has_threat and any(last is None or at > last for at in doubts)

    def hurries(self, gate: Gate) -> bool:
        """True if danger has opened this gate."""
        return any(gate in override.gates for override in self.overrides)

    # -- what others need to know ----------------------------------------------------------------

    @property
    def brought_by(self) -> PersonId:
        return self.person

    @property
    def concerned(self) -> Concerned:
        """People it concerns, for its follow-ups: the person named."""
        return Concerned(targets=(self.person,))

    @property
    def whom(self) -> None:
        """The individual whose behaviour it is about: it points at none."""
        return None

    @property
    def in_words(self) -> str:
        """The written account; links are shown separately, to those who ask (R-1.14.3-2)."""
        return without_links(self.found[0].line)

    @property
    def received_by(self) -> PersonId | None:
        """Recipient of it: the person named if they reported it; a mere finder has received nothing (1.9.4)."""
        return self.person if self.origin.by == self.person else None

    @property
    def finders(self) -> tuple[PersonId, ...]:
        """People who merely found it and hear no more; they can still say that they have called the police."""
        return tuple(dict.fromkeys(found.by for found in self.found if found.by != self.person))

    def knows(self, person: PersonId) -> bool:
        """True if this person already knows of it, so that Harbour can ask for their view."""
        return person == self.person and self.told is not None

    def now_knows(self, person: PersonId, at: datetime) -> Self:  # noqa: ARG002 - told is what the manager notes
        """Change nothing: here only telling that the manager has noted counts (`tell`)."""
        return self

    def may_be_asked(self, person: PersonId) -> bool:
        """True if a manager may mention it to this person and ask for their view.

        Others named hear of it from their own manager, through a record of their own.
        """
        return person not in self.also_named and (person != self.person or self.told is not None)

    def may_hear(self, person: PersonId) -> bool:
        """True if Harbour may write to this person about it: only once a person has told them."""
        return self.may_be_asked(person)

    @property
    def needs_police(self) -> bool:
        """True if a manager has to decide about the police (1.9.4)."""
        return self.has_threat

    @property
    def waits_for_police(self) -> bool:
        """True if the police decision is still to be made; it stays open until then (R-1.9.4-5)."""
        return self.needs_police and self.police_settled_at is None

    def parties(self) -> Parties:
        parties = deciders(*self.decisions) | self.handlers() | self.must_act(waits=self.is_open)
        # Until they have been told they play no part: Harbour must not be the one to tell them.
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

    # -- nudges ------------------------------------------------------------------------------------

    def nudges(self) -> Iterable[Series]:
        yield from self._to_who_is_named()
        yield from self._about_requests()
        if not self.is_open:
            return
        if self.assigned.to is None:
            yield from self.naming()
        elif self.acknowledged_at is None:
            yield self.waits("acknowledge_named_online", self.origin.at)
        else:
            yield from self._to_manager(self.assigned.to, self.acknowledged_at)

    def _to_who_is_named(self) -> Iterable[Series]:
        """No nudges before they have been told; then those for them alone."""
        if self.told is None:
            return
        if self.person not in self.reminded:
            yield Series(
                kind="offer_support", to=self.person, since=self.told.at, item=self.person, gentle=True, most=1
            )
        if self.is_open and self.own_half is None:
            yield Series(
                kind="choose_personal_record", to=self.person, since=self.told.at, item=self.person, gentle=True
            )

    def _to_manager(self, manager: PersonId, seen: datetime) -> Iterable[Series]:
        left = self.steps_left
        if self.told is None:
            yield self.waits("tell_named_colleague", seen, begun=seen)
            return
        # While sharing waits, its own message also says what else is left.
        undecided = {Step.WISHES, Step.DECIDE} if Step.SHARE in left else _FOR_MANAGER
        if not undecided.isdisjoint(left):
            yield self.waits("decide_online_action", self.told.at, begun=self.told.at)
        if Step.SHARE in left and self.wishes_since is not None:
            yield self.waits("share_summary", self.wishes_since, begun=self.wishes_since)
        if Step.THEIR_HALF in left:
            yield Series(kind="choose_personal_record", to=manager, since=self.told.at, item=manager)

    def _about_requests(self) -> Iterable[Series]:
        """Nudges about the answer to a request: to its author, or to the current handler."""
        for number, decision in enumerate(self.decisions):
            asked = decision.request
            if asked is None or asked.answer is not None:
                continue
            to = self.person if asked.by == self.person and self.told is not None else self.handler
            if to is not None:
                yield Series(kind="note_removal_answer", to=to, since=asked.on, item=str(number))
