"""A restriction: from a suggestion to its end, with every gate of the policy (1.6, 1.8; model.md §2.3).

Nobody approves what they proposed, nobody decides about what concerns them, and nothing starts
before the individual has been told, or the reason why not is on record.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar, Self

from bot.errors import Forbidden, Incomplete, Refused
from bot.people import PersonId, Role
from bot.records.assignment import Assignment
from bot.records.base import Origin, RecordId, must_be, not_yet
from bot.records.restriction import gates
from bot.records.restriction.measures import Measure, MeasureType, limit_of
from bot.records.restriction.parts import (
    CONSIDER,
    Answer,
    Case,
    Decision,
    Fairness,
    Outcome,
    Protection,
    Question,
    Review,
    ReviewOutcome,
    ReviewPlan,
    TellingPlan,
    Told,
)
from bot.records.restriction.reviewing import Reviewed
from bot.records.restriction.standing import State
from bot.records.rights import HANDLES, KEEPS, WITH_EVIDENCE, Act, Allowed, Part

__all__ = [
    "CONSIDER",
    "Answer",
    "Case",
    "Decision",
    "Fairness",
    "Measure",
    "MeasureType",
    "Outcome",
    "Protection",
    "Question",
    "Restriction",
    "Review",
    "ReviewOutcome",
    "ReviewPlan",
    "State",
    "TellingPlan",
    "Told",
]


@dataclass(frozen=True, kw_only=True)
class Restriction(Reviewed):
    """A restriction of contact: suggested, proposed, decided, told, active, reviewed, lifted."""

    kind: ClassVar[str] = "restriction"
    prefix: ClassVar[str] = "RS"
    listed_below: ClassVar[bool] = True
    points_at_individual: ClassVar[bool] = True
    allowed: ClassVar[Allowed] = {
        Part.REPORTER: frozenset({Act.HEAR, Act.ANSWER, Act.ATTACH}),
        Part.PROPOSER: frozenset({Act.HEAR, Act.ANSWER, Act.ATTACH}),
        Part.HANDLER: HANDLES | WITH_EVIDENCE,
        # Whoever decides an appeal reads what was decided, and why, and looks at what it rests on.
        Part.APPEAL: frozenset({Act.READ, Act.EVIDENCE}),
        Role.MANAGEMENT_TEAM: frozenset({Act.READ, Act.NAME, Act.AFFIRM}),
        Role.CHIEF_EXECUTIVE: frozenset({Act.READ, Act.NAME, Act.AFFIRM}),
        Role.RECORDS_ADMIN: KEEPS | {Act.READ},
    }

    # -- proposing -------------------------------------------------------------------------------

    @classmethod
    def propose(
        cls,
        origin: Origin,
        *,
        individual: RecordId | None,
        decider: PersonId | None,
        suggested: bool,
        targets: tuple[PersonId, ...] = (),
        witnesses: tuple[PersonId, ...] = (),
        not_to: PersonId | None = None,
        barred: tuple[PersonId, ...] = (),
        wish: str = "",
        report_ref: str = "",
        case: Case | None = None,
        fairness: Fairness | None = None,
    ) -> Self:
        """Suggest it as staff, or propose it as a manager (who has then answered steps 1 and 2)."""
        proposal = cls(
            origin=origin,
            individual=individual,
            assigned=Assignment(to=decider, since=origin.at),
            suggested=suggested,
            targets=targets,
            witnesses=witnesses,
            not_to=not_to,
            barred=barred,
            wish=wish,
            report_ref=report_ref,
            case=case or Case(),
            fairness=fairness or Fairness(),
        )
        if limit_of(proposal.case.measures) is not None:
            proposal = proposal.changed(limit_by=(origin.by,))
        if decider is not None and decider in proposal.conflicted():
            raise Refused("Nobody decides about their own proposal, or about what concerns them.")
        if not suggested:
            gates.passed(proposal.case.missing() | proposal.fairness.missing())
        return proposal

    def prepared(
        self,
        *,
        case: Case | None = None,
        fairness: Fairness | None = None,
        individual: RecordId | None = None,
        by: PersonId | None = None,
    ) -> Self:
        """With what the decider has filled in or corrected so far; kept at every step.

        `by`: who does so. Who puts a limit on the use of the complaint process into it has proposed that, and
        does not decide any more (R-1.11-3). Raises Forbidden where nobody is named who does.
        """
        must_be(self.stage, State.PROPOSED, State.MORE_ASKED)
        prepared = self.changed(
            case=case or self.case, fairness=fairness or self.fairness, individual=individual or self.individual
        )
        if limit_of(prepared.case.measures) is None or limit_of(self.case.measures) is not None:
            return prepared
        if by is None:
            raise Forbidden
        return prepared.changed(limit_by=(*self.limit_by, by))

    def ask_more(self, by: PersonId, at: datetime, text: str) -> Self:
        """Ask the one who proposed it for more."""
        must_be(self.stage, State.PROPOSED)
        self._may_decide(by)
        if not text:
            raise Incomplete({"question": "Please write what you would like to know."})
        question = Question(at=at, by=by, text=text, of=self.proposer)
        return self.changed(stage=State.MORE_ASKED, questions=(*self.questions, question))

    def answer(self, at: datetime, text: str) -> Self:
        """Answer what was asked."""
        must_be(self.stage, State.MORE_ASKED)
        if not text:
            raise Incomplete({"answer": "Please write your answer."})
        answered = replace(self.questions[-1], answered_at=at, answer=text)
        return self.changed(stage=State.PROPOSED, questions=(*self.questions[:-1], answered))

    # -- deciding --------------------------------------------------------------------------------

    def approve(
        self,
        decision: Decision,
        today: date,
        *,
        latest: date | None = None,
        lighter: tuple[Measure, ...] = (),
        touches: bool = False,
    ) -> Self:
        """Approve it, or a lighter measure, once every gate is passed (R-1.6-1…7, R-1.8-1…9).

        `today`: the decider's own day. `latest`: the last day for its review. `touches`: a measure
        touches how the individual asked to be contacted, which has to have been considered (R-1.5-2).
        Raises Forbidden for who may not, Incomplete with a sentence for each gate still open.
        """
        must_be(self.stage, State.PROPOSED, State.MORE_ASKED)
        must_be(decision.outcome, Outcome.APPROVED, Outcome.LIGHTER)
        self._may_decide(decision.by)
        errors = {**self.case.missing(), **self.fairness.missing(), **gates.somebody(self.individual)}
        errors |= gates.considered(self.fairness.channel_considered, touches=touches)
        if decision.outcome is Outcome.LIGHTER:
            errors |= gates.lighter(lighter, than=self.case.measures)
        gates.passed(errors | gates.decision(decision, today, latest))
        case = replace(self.case, measures=lighter) if decision.outcome is Outcome.LIGHTER else self.case
        return self.changed(stage=State.APPROVED, case=case, decision=decision, review=decision.review, listed=False)

    def deny(self, decision: Decision) -> Self:
        """Not taken forward; always with reasons (U-4). The report and the support around it stand."""
        must_be(self.stage, State.PROPOSED, State.MORE_ASKED)
        self._may_decide(decision.by)
        if not decision.reasons:
            raise Incomplete({"reasons": "Please give the reasons: they are what the person who asked will read."})
        must_be(decision.outcome, Outcome.NOT_APPROVED)
        # What applied for safety stops now, and whoever was under it has to hear so.
        retell = self.protection is not None
        return self.changed(stage=State.NOT_APPROVED, decision=decision, retell=retell, listed=False)

    def protect(self, protection: Protection) -> Self:
        """Make the measures active at once, for safety; decided by a manager, with evidence (model.md §2.3)."""
        must_be(self.stage, State.PROPOSED, State.MORE_ASKED)
        self._may_decide(protection.by)
        if self.protection is not None:
            raise Refused("The measures are active already. A decision is still needed.")
        gates.passed(self.case.missing() | gates.somebody(self.individual) | gates.protection(protection))
        return self.changed(protection=replace(protection, measures=gates.at_once(self.case.measures)))

    def tell(self, told: Told, today: date) -> Self:
        """The individual has been told, or the reason why not is recorded (R-1.8-10).

        Only now is it active, and never before it has been shared with those who need to know (R-1.14.2-1).
        After a review the same is recorded about how the review ended, and after measures for safety
        were not approved about their end.
        """
        if self.protected and self.protection is not None:
            not_yet(self.protection.told)
            gates.passed(replace(told, review_explained=True).missing(today, since=self.protection.at))
            return self.changed(protection=replace(self.protection, told=told))
        if not self.retell:
            must_be(self.stage, State.APPROVED)
        if self.waits_for_sharing:
            raise Incomplete({"telling": self.waits_for_sharing})
        over = self.stage in (State.LIFTED, State.NOT_APPROVED)
        # Nothing is left to review or to appeal once it is over.
        heard = replace(told, review_explained=True, appeal_explained=True) if over else told
        gates.passed(heard.missing(today, since=self._since_when()))
        before = self.told_before if self.told is None else (*self.told_before, self.told)
        stage = self.stage if over else State.ACTIVE
        return self.told_of_it(told.at, told.recorded_by).changed(
            stage=stage, told=told, told_before=before, until_told=(), until_told_as="", retell=False, listed=False
        )
