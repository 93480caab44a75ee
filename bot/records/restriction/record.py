"""A restriction: from a suggestion to its end, with every gate of the policy (1.6, 1.8; model.md §2.3).

One manager decides (1.8). Nobody decides about what concerns them, about a limit on the use of the complaint
process that they proposed or, where the organisation asks for two managers, about their own proposal. Nothing
starts before the individual has been told, or the reason why not is on record.

Steps before and after a decision are in `proposing`, `reviews`, `appeals` and `sharing`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar, Self

from bot.errors import Incomplete, Refused, refuse
from bot.nudges import Series
from bot.people import PersonId, Role
from bot.records.assignment import Assigned
from bot.records.base import RecordId, must_be, not_yet
from bot.records.came import Came
from bot.records.days import months_after
from bot.records.restriction import facts, gates, standings
from bot.records.restriction.afterwards import Announced, Look, Shared, Suspension
from bot.records.restriction.measures import Measure, MeasureType, limit_of
from bot.records.restriction.parts import (
    Case,
    Decision,
    Fairness,
    Outcome,
    Protection,
    Question,
    Review,
    ReviewOutcome,
    ReviewPlan,
    Told,
)
from bot.records.rights import HANDLES, KEEPS, WITH_EVIDENCE, Act, Allowed, Part, Parties, deciders

#: Changes (`Restriction.change`) made by measures for safety: their start, and their end.
PROTECTIVE = "protective"
STOPPED = "stopped"
#: Reasons why it cannot start yet, or a change of it cannot apply.
UNDECIDED = "Please decide first who needs to know of this for their work. Then what was decided can apply."
ON_ITS_WAY = "The card has not reached everybody who needs it yet. Please try again in a moment."
#: The number of years in which the question is put again after the last look, if nobody answers it.
YEARS = 10


class State(StrEnum):
    """State of a restriction."""

    PROPOSED = "proposed"
    MORE_ASKED = "more_asked"
    APPROVED = "approved"
    ACTIVE = "active"
    NOT_APPROVED = "not_approved"
    LIFTED = "lifted"
    ENDED = "ended"


class Shown(StrEnum):
    """States that are shown in place of the stage."""

    SUSPENDED = "suspended"


@dataclass(frozen=True, kw_only=True)
class Restriction(Assigned):
    """A restriction of contact: suggested, proposed, decided, told, active, reviewed, lifted."""

    kind: ClassVar[str] = "restriction"
    prefix: ClassVar[str] = "RS"
    listed_below: ClassVar[bool] = True
    points_at_individual: ClassVar[bool] = True
    allowed: ClassVar[Allowed] = {
        Part.REPORTER: frozenset({Act.HEAR, Act.ANSWER, Act.ATTACH}),
        Part.PROPOSER: frozenset({Act.HEAR, Act.ANSWER, Act.ATTACH}),
        Part.HANDLER: HANDLES | WITH_EVIDENCE,
        # The decider of an appeal reads what was decided, and why, and looks at the evidence.
        Part.APPEAL: frozenset({Act.READ, Act.EVIDENCE}),
        Role.MANAGEMENT_TEAM: frozenset({Act.READ, Act.NAME, Act.AFFIRM}),
        Role.CHIEF_EXECUTIVE: frozenset({Act.READ, Act.NAME, Act.AFFIRM}),
        Role.RECORDS_ADMIN: KEEPS | {Act.READ},
    }

    # In the order in which they are written down.
    #: Oldest first; only the last one can be running.
    suspensions: tuple[Suspension, ...] = ()
    #: People with whom its open appeals lie: they read it, including the first decider's part in it.
    appeals_with: tuple[PersonId, ...] = ()
    sharing: Shared | None = None
    #: The change that still applies while a newer one waits for the individual to be told.
    until_told_as: str = ""
    individual: RecordId | None
    stage: State = State.PROPOSED
    #: True if staff suggested it; False if a manager proposed it formally.
    suggested: bool = False
    #: True if the manager who brought it, and was not involved, also decides it (R-1.8-5).
    own: bool = False
    #: Staff the behaviour was aimed at, and staff who saw it: they never decide (R-1.8-5).
    targets: tuple[PersonId, ...] = ()
    witnesses: tuple[PersonId, ...] = ()
    #: The line manager the reporter chose to pass by: it never reaches them.
    not_to: PersonId | None = None
    #: Others with a part in the report that led to it, such as its finder: they never decide.
    barred: tuple[PersonId, ...] = ()
    #: The suggestion in the words of its author.
    wish: str = ""
    #: The reference of the report that led to it, if one did.
    report_ref: str = ""
    case: Case = field(default_factory=Case)
    fairness: Fairness = field(default_factory=Fairness)
    decision: Decision | None = None
    protection: Protection | None = None
    told: Told | None = None
    #: Earlier records of telling; nothing is overwritten.
    told_before: tuple[Told, ...] = ()
    #: True after a review, or if measures for safety were not approved, until the individual has been told.
    retell: bool = False
    reviews: tuple[Review, ...] = ()
    review: ReviewPlan | None = None
    #: Record of telling the individual on appeal, until it is decided who else needs to know of it.
    heard_on_appeal: Told | None = None
    #: Measures that apply until the individual has been told that a review varied them.
    until_told: tuple[Measure, ...] = ()
    questions: tuple[Question, ...] = ()
    #: People who added a limit on the use of the complaint process, latest last: they never decide
    #: about it (R-1.11-3).
    limit_by: tuple[PersonId, ...] = ()
    #: Looks at having no review, and notes on announcing a review to the individual; oldest first.
    looks: tuple[Look, ...] = ()
    announced: tuple[Announced, ...] = ()
    ended_because: str = ""
    ended_at: datetime | None = None

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

        `today` is the decider's local day, `latest` the last day for its review. `touches`: a measure affects the
        individual's preferred contact, which must have been considered (R-1.5-2). Raises Forbidden for anyone who may
        not decide, and Incomplete with each gate still open.
        """
        must_be(self.stage, State.PROPOSED, State.MORE_ASKED)
        must_be(decision.outcome, Outcome.APPROVED, Outcome.LIGHTER)
        self.only_decided_by(decision.by)
        lightens = decision.outcome is Outcome.LIGHTER
        case = replace(self.case, measures=lighter) if lightens else self.case
        errors = {**case.missing(), **self.fairness.missing(), **gates.somebody(self.individual)}
        errors |= gates.considered(self.fairness.channel_considered, touches=touches)
        if lightens:
            errors |= gates.lighter(lighter, than=self.case.measures)
        refuse(errors | gates.decision(decision, today, latest))
        return self.changed(stage=State.APPROVED, case=case, decision=decision, review=decision.review, listed=False)

    def deny(self, decision: Decision) -> Self:
        """Decide not to take it forward, with reasons and what is done instead (U-4, R-1.13-5).

        The report and the support around it remain.
        """
        must_be(self.stage, State.PROPOSED, State.MORE_ASKED)
        self.only_decided_by(decision.by)
        refuse(gates.not_forward(decision))
        must_be(decision.outcome, Outcome.NOT_APPROVED)
        # The measures for safety stop now, and the individual has to be told so.
        retell = self.protection is not None
        return self.changed(stage=State.NOT_APPROVED, decision=decision, retell=retell, listed=False)

    def protect(self, protection: Protection) -> Self:
        """Activate the measures at once, for safety; decided by a manager, with evidence (model.md §2.3)."""
        must_be(self.stage, State.PROPOSED, State.MORE_ASKED)
        self.only_decided_by(protection.by)
        if self.protection is not None:
            raise Refused("The measures are active already. A decision is still needed.")
        refuse(self.case.missing(at_once=True) | gates.somebody(self.individual) | gates.protection(protection))
        return self.changed(protection=replace(protection, measures=gates.at_once(self.case.measures)))

    # -- telling ---------------------------------------------------------------------------------

    def tell(self, told: Told, today: date) -> Self:
        """Record that the individual was told, or the reason why not (R-1.8-10).

        Only now is it active, and never before it has been shared with those who need to know (R-1.14.2-1). The same
        step records telling the outcome of a review, and the end of measures for safety that were not approved.
        """
        if self.protected and self.protection is not None:
            not_yet(self.protection.told)
            refuse(replace(told, review_explained=True).missing(today, since=self.protection.at))
            return self.changed(protection=replace(self.protection, told=told))
        if not self.retell:
            must_be(self.stage, State.APPROVED)
        if self.waits_for_sharing:
            raise Incomplete({"telling": self.waits_for_sharing})
        over = self.stage in (State.LIFTED, State.NOT_APPROVED)
        # Once it is over, nothing is left to review or to appeal.
        heard = replace(told, review_explained=True, appeal_explained=True) if over else told
        refuse(heard.missing(today, since=self._since_when))
        return self._heard(told)

    def told_on_appeal(self, told: Told) -> Self:
        """Record that the appeal's decider told the individual: nobody else tells them again (R-1.8-10)."""
        return self.changed(heard_on_appeal=told).once_shared(told.at) if self.told_with_appeal else self

    def once_shared(self, at: datetime) -> Self:
        """Apply what the individual was told on appeal, as soon as it is decided who else needs to know of it."""
        if self.heard_on_appeal is None or self.waits_for_sharing == UNDECIDED:
            return self
        return self._heard(replace(self.heard_on_appeal, at=at)).changed(heard_on_appeal=None)

    def _heard(self, told: Told) -> Self:
        """Record that the individual was told: what was decided applies from now on."""
        over = self.stage in (State.LIFTED, State.NOT_APPROVED)
        running = self.suspension
        ended = () if running is None else (running.once_told(told.at, told.recorded_by),)
        return self.changed(
            suspensions=(*(each for each in self.suspensions if each is not running), *ended),
            stage=self.stage if over else State.ACTIVE,
            told=told,
            told_before=self.told_before if self.told is None else (*self.told_before, self.told),
            until_told=(),
            until_told_as="",
            retell=False,
            listed=False,
        )

    @property
    def told_with_appeal(self) -> bool:
        """True if the decider of an appeal tells the individual of the latest decision."""
        to_hear = self.retell or self.stage is State.APPROVED
        return to_hear and bool(self.reviews) and self.reviews[-1].told_with_appeal and not self.review_just_set

    @property
    def waits_for_telling(self) -> bool:
        """True if its own manager has still to tell the individual: it waits for that alone, or for the cards."""
        return (self.retell or self.stage is State.APPROVED) and not self.told_with_appeal

    # -- state -----------------------------------------------------------------------------------

    @property
    def state(self) -> State | Shown:
        return self.stage if self.suspension is None else Shown.SUSPENDED

    @property
    def over(self) -> bool:
        """True if it no longer applies, for good."""
        return self.stage in (State.NOT_APPROVED, State.LIFTED, State.ENDED)

    @property
    def is_open(self) -> bool:
        return self.retell or self.sharing_due or not self.over

    @property
    def protected(self) -> bool:
        """True if measures apply for safety while the decision is still to come."""
        return self.protection is not None and self.stage in (State.PROPOSED, State.MORE_ASKED)

    @property
    def applies(self) -> tuple[Measure, ...]:
        """Measures that apply now, apart from any suspension: none before it is active or started for safety."""
        if self.stage is State.ACTIVE:
            return self.until_told or self.case.measures
        waits = self.protected or self.stage is State.APPROVED
        return self.protection.measures if self.protection is not None and waits else ()

    @property
    def suspension(self) -> Suspension | None:
        """The running suspension, if there is one."""
        last = self.suspensions[-1] if self.suspensions and not self.over else None
        return last if last is not None and last.ended is None else None

    @property
    def measures_now(self) -> tuple[Measure, ...]:
        """Measures that apply now; none while it is suspended."""
        return () if self.suspension is not None else self.applies

    @property
    def in_force(self) -> bool:
        """True if the measures apply now."""
        return bool(self.measures_now)

    @property
    def change(self) -> str:
        """The latest of its changes that others may need to know of; empty if there is none."""
        if self.stage in (State.PROPOSED, State.MORE_ASKED, State.NOT_APPROVED):
            undecided = self.stage is not State.NOT_APPROVED
            return "" if self.protection is None else PROTECTIVE if undecided else STOPPED
        if self.over:
            return self.stage.value
        varied = sum(review.outcome is ReviewOutcome.VARY for review in self.reviews)
        return f"varied{varied}" if varied else State.APPROVED.value

    @property
    def sharing_due(self) -> bool:
        """True if it is still to be decided who needs to know of the latest change."""
        if not self.change or (self.sharing is not None and self.sharing.change == self.change):
            return False
        # Its end concerns only those who know of it.
        return not self.over or (self.sharing is not None and self.sharing.with_somebody)

    @property
    def waits_for_sharing(self) -> str:
        """Reason why it cannot start yet, besides telling the individual; empty if there is none.

        A restriction that is over never waits, even if an earlier change never applied.
        """
        if self.over or (self.stage is not State.APPROVED and not self.until_told):
            return ""
        if self.sharing_due:
            return UNDECIDED
        return "" if self.sharing is None or self.sharing.delivered else ON_ITS_WAY

    @property
    def due(self) -> date | None:
        return self.review.on if self.review and self.stage is State.ACTIVE else None

    @property
    def to_announce(self) -> bool:
        """True if it is still to be noted whether the individual heard that the review is coming (N22)."""
        return self.due is not None and self.due not in {each.of for each in self.announced}

    @property
    def without_review(self) -> bool:
        """True if it is in force with no date for a review (R-1.8-9)."""
        return self.stage is State.ACTIVE and self.review is not None and self.review.on is None

    @property
    def asked_on(self) -> tuple[date, ...]:
        """The yearly dates for asking the management team if having no review is still right (N23)."""
        if not self.without_review:
            return ()
        last = max(self._decided_at, *(look.at for look in self.looks[-1:])) if self.looks else self._decided_at
        return tuple(months_after(last.date(), 12 * year) for year in range(1, YEARS + 1))

    @property
    def review_just_set(self) -> bool:
        """True if the latest event was the management team setting a review date."""
        return self._planned is not None and self._planned.at > self._decided_at

    @property
    def _planned(self) -> Look | None:
        """The look that set a review, if one did."""
        return next((look for look in reversed(self.looks) if look.plan is not None), None)

    @property
    def _decided_at(self) -> datetime:
        """Time of the latest decision: approval, review or appeal."""
        if self.reviews:
            return self.reviews[-1].at
        return self.decision.at if self.decision else self.origin.at

    @property
    def _since_when(self) -> datetime:
        """Time of the decision that the individual has to be told."""
        planned = self._planned
        return self._decided_at if planned is None else max(planned.at, self._decided_at)

    @property
    def came(self) -> tuple[Came, ...]:
        denied = self.decision is None or self.decision.outcome is Outcome.NOT_APPROVED
        tellings = () if denied else tuple(each for each in (*self.told_before, self.told) if each is not None)
        found = (
            *standings.of_deciding(self.decision, self.protection),
            *standings.of_telling(tellings, self.reviews),
            *standings.of_appeals(self.suspensions),
            *standings.of_its_end(self.reviews, self.ended_at),
        )
        return tuple(sorted(found, key=lambda each: each.at))

    # -- who ---------------------------------------------------------------------------------------

    @property
    def for_management_team(self) -> bool:
        # "Such decisions can only be made by a member of the Management Team" (1.11, R-1.11-3).
        return limit_of((*self.case.measures, *self.until_told)) is not None

    @property
    def on_management_list(self) -> bool:
        # A restriction without a review is never hidden from the management team (R-1.8-9).
        return super().on_management_list or self.without_review

    @property
    def can_be_passed_on(self) -> bool:
        # Once decided, it stays with its decider.
        return self.stage in (State.PROPOSED, State.MORE_ASKED)

    @property
    def keeps_its_place(self) -> bool:
        # Once decided, it waits for its decider; if it is overdue, the management team is told.
        return self.stage in (State.APPROVED, State.ACTIVE)

    @property
    def involved(self) -> tuple[PersonId, ...]:
        """All staff involved, who are offered a conversation: a formal proposer is not (1.12.2)."""
        brought = (self.origin.by,) if self.suggested else ()
        return tuple(dict.fromkeys((*brought, *self.targets, *self.witnesses)))

    @property
    def withholds_names(self) -> bool:
        """True if staff names are kept from notices (R-1.8-4)."""
        return any(m.type is MeasureType.WITHHOLD_NAMES for m in (*self.case.measures, *self.until_told))

    @property
    def asked(self) -> PersonId:
        """The person who was last asked for more."""
        of = self.questions[-1].of if self.questions else None
        return of if of is not None else self.origin.by

    @property
    def waits_for(self) -> frozenset[PersonId]:
        """People who have to do the next thing."""
        if self.stage is State.MORE_ASKED:
            # The decider may go on without the answer.
            return frozenset({self.asked, *((self.assigned.to,) if self.assigned.to else ())})
        waiting = self.stage is State.PROPOSED or self.waits_for_telling or self.sharing_due
        return frozenset({self.assigned.to}) if waiting and self.assigned.to else frozenset()

    def parties(self) -> Parties:
        parties = {(self.origin.by, Part.REPORTER if self.suggested else Part.PROPOSER)}
        parties |= {(t, Part.AFFECTED) for t in self.targets} | {(w, Part.WITNESS) for w in self.witnesses}
        parties |= {(p, Part.PROPOSER) for p in self.limit_by}
        parties |= {(p, Part.APPEAL) for p in self.appeals_with}
        decided = deciders(self.decision, *self.reviews)
        return frozenset(parties) | decided | self.handlers() | {(p, Part.MUST_ACT) for p in self.waits_for}

    def conflicted(self) -> frozenset[PersonId]:
        # The manager who brought it may decide it, unless it concerns them or they are barred otherwise.
        decides = {self.origin.by} - {*self.targets, *self.witnesses, *self.limit_by} if self.own else set()
        return (super().conflicted() - decides) | {*self.barred, *(() if self.not_to is None else (self.not_to,))}

    @property
    def lookup(self) -> str | None:
        # Restrictions on an individual can be found, but not by a name.
        return self.individual

    def pointing_at(self, individual: RecordId) -> Self:
        return self.changed(individual=individual)

    def facts(self) -> Mapping[str, str | int | bool]:
        return {
            "outcome": self.decision.outcome if self.decision else "",
            "measures": len(self.case.measures),
            "measure_types": ",".join(sorted(m.type for m in self.case.measures)),
            "grounds": ",".join(sorted(self.case.grounds)),
            "no_review": bool(self.review and self.review.on is None),
            "protective": self.protection is not None,
            "reviews": len(self.reviews),
            **facts.safeguards(self.case, self.fairness, self.review, self.told),
            **facts.times(self.origin.at, self.decision, self.protection, (*self.told_before, self.told), self.ends_at),
            "reviewed_after": facts.reviews(self.origin.at, self.decision, self.reviews),
        }

    @property
    def ends_at(self) -> datetime | None:
        """Time at which it ended, or was not taken forward."""
        denied = self.decision.at if self.decision and self.stage is State.NOT_APPROVED else None
        return standings.lifted_at(self.reviews) or self.ended_at or denied

    # -- nudges ------------------------------------------------------------------------------------

    def nudges(self) -> Iterable[Series]:
        yield from self.naming()
        # The management team is asked, whoever it lies with; each year again, so that silence does not end it.
        yield from (
            Series(kind="confirm_restriction", to=None, since=day, item=day.isoformat()) for day in self.asked_on
        )
        if self.stage is State.MORE_ASKED:
            yield Series(kind="answer_question", to=self.asked, since=self.questions[-1].at, item=self._round)
        if self.assigned.to is None:
            return
        if self.stage is State.PROPOSED:
            asked = self.questions[-1].answered_at if self.questions else None
            yield self.waits("decide_restriction", asked or self.origin.at, item=self._round, begun=asked)
        elif self.stage is State.MORE_ASKED:
            yield self.waits("decide_without_answer", self.questions[-1].at, item=self._round)
        yield from (self.waits("tell_individual", since, item=item) for since, item in self._to_tell())
        if self.due:
            yield self.waits("review_restriction", self.due, item=self.due.isoformat())
            if self.to_announce:
                yield self.waits("announce_review", self.due, item=self.due.isoformat())

    @property
    def _round(self) -> str:
        """Key of a round of questions, so that the nudges of each round begin afresh."""
        return str(len(self.questions)) if self.questions else ""

    def _to_tell(self) -> Iterable[tuple[datetime, str]]:
        """Yield what is still to be told and recorded: since when, and a key (N19)."""
        if self.protected and self.protection and self.protection.told is None:
            yield self.protection.at, "protective"
        if self.waits_for_telling and self.decision:
            yield self._told_what(self.decision)
        if self.sharing_due and not (self.waits_for_sharing and self.waits_for_telling):
            # While it waits for sharing, the nudge above says so too.
            yield self._changed_at, f"share-{self.change}"

    def _told_what(self, decision: Decision) -> tuple[datetime, str]:
        """Return what the individual has to hear: since when, and a key."""
        if self.stage is State.APPROVED:
            return decision.at, ""
        if self.stage is State.NOT_APPROVED:
            return decision.at, "stopped"
        if self.review_just_set:
            return self._since_when, f"look{len(self.looks)}"
        return self.reviews[-1].at, f"review{len(self.reviews)}"

    @property
    def _changed_at(self) -> datetime:
        """Time of the latest change."""
        if self.stage is State.ENDED and self.ended_at is not None:
            return self.ended_at
        if self.protected and self.protection is not None:
            return self.protection.at
        return self._decided_at
