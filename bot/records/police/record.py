"""A police decision: whether the police are told of a threat (policy 1.9.4, 1.9.3; model.md §2.5).

Normally they are. Neither the recipient of the threat nor the people threatened decide alone not to tell them: a
manager does who is neither, with their views and the impact on other staff. Anybody may call the police at any
time; Harbour notes it and delays nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar, Self

from bot.errors import AlreadyDone, Forbidden, Incomplete, Problem, Refused, lacking, refuse
from bot.nudges import Series
from bot.people import PersonId, Role
from bot.records.assignment import Assigned, Assignment
from bot.records.base import Origin, not_yet
from bot.records.came import Came, CameTo
from bot.records.days import a_year_before, within
from bot.records.police.parts import Call, Decision, Earlier, How, Note, Opinion, Outcome, Reference, Told, View
from bot.records.report import Report
from bot.records.rights import HANDLES, WITH_EVIDENCE, Act, Allowed, Part, Parties, deciders

#: Answers with which a decision can be made.
_ANSWERS = frozenset({Opinion.WORDS, Opinion.RATHER_NOT})


class State(StrEnum):
    """State of a police decision."""

    OPENED = "opened"
    DECIDED = "decided"
    #: Decided, and the staff concerned have been told.
    TOLD = "told"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class PoliceDecision(Assigned):
    """Decision on telling the police of the threat in one report."""

    kind: ClassVar[str] = "police_decision"
    prefix: ClassVar[str] = "PD"
    listed_below: ClassVar[bool] = True
    allowed: ClassVar[Allowed] = {
        Role.MANAGEMENT_TEAM: frozenset({Act.READ, Act.NAME}),
        Role.CHIEF_EXECUTIVE: frozenset({Act.READ, Act.NAME}),
        Role.RECORDS_ADMIN: frozenset({Act.INSPECT}),
        Part.REPORTER: frozenset({Act.HEAR, Act.ANSWER, Act.CALLED}),
        Part.AFFECTED: frozenset({Act.HEAR, Act.ANSWER, Act.CALLED}),
        Part.WITNESS: frozenset({Act.CALLED}),
        Part.FINDER: frozenset({Act.CALLED}),
        Part.ON_CALL: frozenset({Act.TAKE}),
        Part.HANDLER: HANDLES | WITH_EVIDENCE | {Act.CALLED},
    }

    report_ref: str
    #: The person in whose line of management it lies.
    brought_for: PersonId
    #: Recipient of the threat; None if somebody merely found it.
    reporter: PersonId | None
    #: Finders, who hear no more of it.
    finders: tuple[PersonId, ...] = ()
    #: Staff who are threatened; empty if the threat is against a third party or the organisation.
    threatened: tuple[PersonId, ...] = ()
    witnesses: tuple[PersonId, ...] = ()
    #: Others who never decide, by the report's own rule.
    barred: tuple[PersonId, ...] = ()
    #: Threatened staff who have heard of it from a person: they can be asked.
    aware: tuple[PersonId, ...] = ()
    #: Witnesses who have been asked to put on record what they saw.
    asked: tuple[PersonId, ...] = ()
    #: People on call who were asked while nobody was at work.
    on_call: tuple[PersonId, ...] = ()
    zero_tolerance: bool = False
    views: tuple[View, ...] = ()
    calls: tuple[Call, ...] = ()
    decision: Decision | None = None
    earlier: tuple[Earlier, ...] = ()
    told: Told | None = None
    references: tuple[Reference, ...] = ()
    notes: tuple[Note, ...] = ()
    closed_at: datetime | None = None

    @classmethod
    def open_for(cls, origin: Origin, report: Report, *, manager: PersonId | None) -> Self:
        """Open it for a report. It lies with `manager`, who may decide; None: somebody has to be named."""
        concerned = report.concerned
        return cls(
            origin=origin,
            assigned=Assignment(to=manager, since=origin.at),
            report_ref=report.ref,
            brought_for=report.brought_by,
            reporter=report.received_by,
            finders=report.finders,
            threatened=concerned.targets,
            witnesses=_there(report),
            barred=tuple(sorted(report.conflicted())),
            aware=tuple(p for p in concerned.targets if report.knows(p)),
        )

    # -- what staff say ----------------------------------------------------------------------------

    def said(self, opinion: Opinion, words: str, by: PersonId, at: datetime) -> Self:
        """Add the view of someone concerned. They can add to it at any time."""
        if by not in self.can_be_asked or opinion is Opinion.COULD_NOT_ASK:
            raise Forbidden
        if words and opinion is not Opinion.WORDS:
            raise Incomplete({"instead": Problem.BOTH})
        return self._with(View(of=by, by=by, at=at, opinion=opinion, words=words))

    def noted(self, view: View) -> Self:
        """Note a view told to the manager, a choice not to say, or why somebody could not be asked."""
        if view.of not in self.staff or view.by in self.conflicted() or view.opinion is Opinion.TELL_MANAGER:
            raise Forbidden
        noted = self._with(view)
        return noted.knows(view.of) if view.opinion in _ANSWERS else noted

    def _with(self, view: View) -> Self:
        if view.opinion in (Opinion.WORDS, Opinion.COULD_NOT_ASK):
            refuse(lacking(words=view.words))
        return self.changed(views=(*self.views, view))

    def knows(self, person: PersonId) -> Self:
        """Note that a person has told a threatened colleague: from now on they can be asked."""
        if person not in self.threatened:
            return self
        return self.changed(aware=tuple(dict.fromkeys((*self.aware, person))))

    def called(self, by: PersonId, at: datetime, reference: str = "") -> Self:
        """Note a call to the police: in any state, and never refused (R-1.9.4-4)."""
        return self.changed(calls=(*self.calls, Call(by=by, at=at, reference=reference)))

    def asked_on_call(self, person: PersonId) -> Self:
        """Note that somebody on call was asked as well as the manager: they may take it."""
        return self.changed(on_call=tuple(dict.fromkeys((*self.on_call, person))))

    # -- witnesses ---------------------------------------------------------------------------------

    def witnessed_by(self, people: Iterable[PersonId]) -> Self:
        """Add witnesses."""
        return self.changed(witnesses=tuple(dict.fromkeys((*self.witnesses, *people))))

    def has_asked(self, witness: PersonId) -> Self:
        """Note that this witness was asked to put on record what they saw (R-1.9.4-8)."""
        return self.changed(asked=tuple(dict.fromkeys((*self.asked, witness))))

    def as_reported(self, report: Report) -> Self:
        """Add the finders, barred staff and witnesses that the report has gained since."""
        return self.changed(
            finders=tuple(dict.fromkeys((*self.finders, *report.finders))),
            barred=tuple(sorted({*self.barred, *report.conflicted()})),
        ).witnessed_by(_there(report))

    # -- the decision ------------------------------------------------------------------------------

    def decide(self, decision: Decision, today: date, *, away: Collection[PersonId] = ()) -> Self:
        """Record a manager's decision, with all views, the impact on other staff, and reasons (R-1.9.4-4 to -7).

        `today` is the manager's local day. `away` are staff who are away or have left: if the police are not told,
        only their views may be missing, with the reason.
        """
        if decision.by in self.conflicted():
            raise Forbidden
        not_yet(self.decision)
        refuse(self._missing(decision, today, away))
        return self.changed(decision=decision, listed=False)

    def _missing(self, decision: Decision, today: date, away: Collection[PersonId]) -> dict[str, Problem]:
        told = decision.how or decision.outcome is not Outcome.ALREADY
        problems = lacking(impact=decision.impact, reasons=decision.reasons, how=told)
        if self.without_view(decision.outcome, away):
            problems["outcome"] = Problem.NOT_YET
        return problems | (_when(decision, today) if decision.how is not None else {})

    def reopened(self, news: Note) -> Self:
        """Reopen a decision not to tell the police, because of news; the old decision is kept as it was."""
        if news.by in self.conflicted():
            raise Forbidden
        if self.decision is None or self.decision.reported:
            raise AlreadyDone("There is no decision here that could be looked at again. Nothing changed.")
        refuse(lacking(news=news.words))
        earlier = Earlier(decision=self.decision, told=self.told, news=news)
        return self.changed(earlier=(*self.earlier, earlier), decision=None, told=None, closed_at=None)

    # -- afterwards --------------------------------------------------------------------------------

    def tell(self, told: Told, today: date) -> Self:
        """Record that the manager told the staff concerned of the decision: from now on they all know of it."""
        if self.decision is None:
            raise Refused("Please decide first; then it can be told.")
        not_yet(self.told)
        refuse(within(a_year_before(today), today, on=told.on))
        aware = tuple(dict.fromkeys((*self.aware, *self.threatened)))
        return self.changed(told=told, aware=aware, listed=False)._settled(told.at)

    def reached(self, on: date | None, how: How, today: date) -> Self:
        """Record that the police were told, as decided."""
        if self.decision is None or not self.decision.to_be_told:
            raise AlreadyDone("That the police were told is noted already, or they are not told. Nothing changed.")
        decision = replace(self.decision, on=on, how=how)
        refuse(_when(decision, today))
        return self.changed(decision=decision, listed=False)

    def refer(self, reference: Reference) -> Self:
        """Note the police's reference, or that they gave none."""
        if self.decision is None or not self.decision.reported or self.decision.to_be_told:
            raise Refused("The police have not been told of this, so there is no reference to note.")
        return self.changed(references=(*self.references, reference), listed=False)

    def followed_up(self, note: Note) -> Self:
        """Note a later result."""
        if self.decision is None:
            raise Refused("Please decide first.")
        refuse(lacking(words=note.words))
        return self.changed(notes=(*self.notes, note))

    def closed(self, at: datetime) -> Self:
        """Close it if nothing is left; never before every witness has been asked (R-1.9.4-8)."""
        not_yet(self.closed_at)
        if self.unfinished:
            raise Refused("It cannot be closed yet: please look at what is still to do.")
        return self.changed(closed_at=at, listed=False)

    def _settled(self, at: datetime) -> Self:
        """Close it if the police are not told and nothing is left to do."""
        if self.closed_at is None and not self.unfinished and self.decision and not self.decision.reported:
            return self.closed(at)
        return self

    # -- what others need to know --------------------------------------------------------------------

    @property
    def staff(self) -> tuple[PersonId, ...]:
        """Staff whose views are taken into account: the recipient and the people threatened (R-1.9.4-6)."""
        received = () if self.reporter is None else (self.reporter,)
        return tuple(dict.fromkeys((*received, *self.threatened)))

    @property
    def can_be_asked(self) -> tuple[PersonId, ...]:
        """Those of the staff who know of it."""
        return tuple(p for p in self.staff if p == self.reporter or p in self.aware)

    def without_view(self, outcome: Outcome, away: Collection[PersonId] = ()) -> tuple[PersonId, ...]:
        """Return the staff whose view is still missing for this outcome."""
        return tuple(p for p in self.staff if not self._heard(p, outcome, away))

    def _heard(self, person: PersonId, outcome: Outcome, away: Collection[PersonId]) -> bool:
        opinions = {view.opinion for view in self.views if view.of == person}
        excused = outcome is not Outcome.NOT_REPORT or person in away
        return bool(opinions & _ANSWERS) or (excused and Opinion.COULD_NOT_ASK in opinions)

    @property
    def may_take(self) -> frozenset[PersonId]:
        """People on call who may take it while it waits for a decision; none that it has passed by."""
        passed_by = {self.handler, *self.assigned.before}
        return frozenset(self.on_call) - passed_by if self.decision is None else frozenset()

    @property
    def unasked(self) -> tuple[PersonId, ...]:
        """Witnesses who have not been asked yet."""
        return tuple(w for w in self.witnesses if w not in self.asked)

    @property
    def waits_for_reference(self) -> bool:
        """True if the police are told, and their reference, or that they gave none, is still to be noted."""
        return self.decision is not None and self.decision.reported and not self.references

    @property
    def unfinished(self) -> bool:
        """True if a step is left before it can be closed."""
        return self.decision is None or self.told is None or self.waits_for_reference or bool(self.unasked)

    @property
    def brought_by(self) -> PersonId:
        return self.brought_for

    @property
    def came(self) -> tuple[Came, ...]:
        return () if self.told is None else (Came(at=self.told.at, what=CameTo.POLICE),)

    @property
    def state(self) -> State:
        if self.closed_at is not None:
            return State.CLOSED
        if self.told is not None:
            return State.TOLD
        return State.OPENED if self.decision is None else State.DECIDED

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def since(self) -> datetime:
        """Start of its wait for a decision."""
        return self.earlier[-1].news.at if self.earlier else self.origin.at

    @property
    def due(self) -> datetime | None:
        # It may be urgent, so it comes first in a list.
        return self.since if self.decision is None else None

    def parties(self) -> Parties:
        parties = {(w, Part.WITNESS) for w in self.witnesses} | {(p, Part.AFFECTED) for p in self.aware}
        parties |= {(p, Part.FINDER) for p in self.finders} | {(p, Part.ON_CALL) for p in self.may_take}
        if self.reporter is not None:
            parties.add((self.reporter, Part.REPORTER))
        decided = deciders(self.decision, *(earlier.decision for earlier in self.earlier))
        return frozenset(parties) | decided | self.handlers() | self.must_act(waits=self.is_open)

    def conflicted(self) -> frozenset[PersonId]:
        """The recipient, people threatened, witnesses and others barred, even if unaware of it (R-1.9.4-4)."""
        return frozenset((*self.staff, *self.witnesses, *self.barred))

    def shown_to(self, role: Role) -> bool:
        return role is not Role.MANAGEMENT_TEAM or self.zero_tolerance

    def facts(self) -> Mapping[str, str | int | bool]:
        known: dict[str, str | int | bool] = {"reopened": bool(self.earlier)}
        first = self.earlier[0].decision if self.earlier else self.decision
        if first is not None:
            known["hours_to_decide"] = int((first.at - self.origin.at).total_seconds()) // 3600
        if self.decision is not None:
            known["outcome"] = str(self.decision.outcome)
        return known

    def nudges(self) -> Iterable[Series]:
        if not self.is_open:
            return
        if self.assigned.to is None:
            yield from self.naming(urgent=self.decision is None)
        elif self.decision is None:
            yield self.waits("decide_police", self.since, item=str(len(self.earlier)), urgent=True, begun=self.since)
        else:
            if self.waits_for_reference:
                yield self.waits("note_police_answer", self.decision.on or self.decision.at)
            if self.told is None:
                yield self.waits("note_police_answer", self.decision.at, item="told")
            elif not self.waits_for_reference:
                yield self.waits("note_police_answer", self.told.at, item="close")


def _when(decision: Decision, today: date) -> dict[str, Problem]:
    return within(a_year_before(today), today, on=decision.on)


def _there(report: Report) -> tuple[PersonId, ...]:
    """Return the witnesses named in the report, besides its author and finders."""
    return tuple(w for w in report.concerned.witnesses if w not in (report.origin.by, *report.finders))
