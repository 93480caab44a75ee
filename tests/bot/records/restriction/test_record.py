"""A restriction's gates: each that the policy names, and the limits of every path."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.errors import AlreadyDone, Forbidden, HarbourError, Incomplete, InvalidTransition, Refused
from bot.people import PersonId
from bot.records.base import Origin, RecordId
from bot.records.restriction import proposing, reviews, sharing
from bot.records.restriction.measures import Channel, Measure, MeasureType, touches_contact
from bot.records.restriction.parts import (
    Case,
    Decision,
    Evidence,
    EvidenceKind,
    Fairness,
    Format,
    Outcome,
    Protection,
    Restorative,
    Review,
    ReviewOutcome,
    ReviewPlan,
    TellingPlan,
    Thought,
    Told,
    Training,
)
from bot.records.restriction.record import Restriction, State
from bot.records.rights import Part
from tests.sizes import size

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
TODAY = NOW.date()
LATER = TODAY + timedelta(days=180)

ISLA, RORY, MORAG, AILSA = (PersonId(name) for name in ("isla", "rory", "morag", "ailsa"))
WHO = RecordId("individual")

EMAIL_ONLY = Measure(
    type=MeasureType.CHANNEL, detail="E-mail only; the emergency line stays open", channels=(Channel.PHONE,)
)
ONCE_A_WEEK = Measure(type=MeasureType.TIME_OR_VOLUME, detail="One call a week, on Mondays", channels=(Channel.PHONE,))
NO_NAMES = Measure(type=MeasureType.WITHHOLD_NAMES, detail="Staff sign as the team")

CASE = Case(
    measures=(EMAIL_ONLY,),
    behaviour="Twelve calls in a day, each with swearing.",
    impact="Two colleagues could not take other calls.",
    evidence=(Evidence(kind=EvidenceKind.REPORT, what="EC-0001"),),
)
FAIRNESS = Fairness(
    thought_of=tuple(Thought),
    restorative=Restorative.TRIED,
    restorative_words="A break was agreed twice.",
    lighter_options="A call back on a set day was offered and not kept.",
    adjustments="No need is known; we asked.",
    circumstances="The repair has been late.",
)
PLAN = ReviewPlan(on=LATER, sooner_if="Two calm months, or a wish to talk.")
TELLING = TellingPlan(by=MORAG, form=Format.LETTER)
TOLD = Told(at=NOW, recorded_by=MORAG, on=TODAY, how="Letter", by="Morag", review_explained=True, appeal_explained=True)
NOT_TOLD = Told(at=NOW, recorded_by=MORAG, not_told_because="The police asked us to wait.")
APPROVAL = Decision(
    outcome=Outcome.APPROVED, by=MORAG, at=NOW, reasons="It protects the team.", review=PLAN, telling=TELLING
)
DENIAL = Decision(
    outcome=Outcome.NOT_APPROVED,
    by=MORAG,
    at=NOW,
    reasons="A call back can be tried first.",
    instead="Callum takes the next calls.",
)
PROTECTION = Protection(by=MORAG, at=NOW, reasons="A threat today.", not_told_because="It has just happened.")


def origin(by: PersonId = ISLA) -> Origin:
    """Origin of an example."""
    return Origin(id=RecordId("r1"), ref="RS-0001", at=NOW, by=by, policy_version="1")


def suggestion(**more: object) -> Restriction:
    """Suggestion by Isla, with Morag as its handler."""
    suggested = proposing.propose(
        origin(), individual=WHO, decider=MORAG, suggested=True, targets=(ISLA,), witnesses=(RORY,)
    )
    return suggested.changed(**more)


def ready() -> Restriction:
    """Restriction that Morag has prepared and can decide."""
    return proposing.prepared(suggestion(), case=CASE, fairness=FAIRNESS)


def shared(record: Restriction) -> Restriction:
    """It has been decided that nobody else needs to know of its newest change."""
    return sharing.shared(record, RecordId("sd1"), record.change, with_somebody=False)


def active() -> Restriction:
    """In force."""
    return shared(ready().approve(APPROVAL, TODAY)).tell(TOLD, TODAY)


def review(outcome: ReviewOutcome, **more: object) -> Review:
    """A review with everything said."""
    done = Review(
        at=NOW,
        by=MORAG,
        outcome=outcome,
        reasons="It has been calm.",
        since_then="Three friendly calls.",
        individual_says="They would like to call again.",
        adjustments="Nothing has changed.",
        lighter_options="" if outcome is ReviewOutcome.LIFT else "One call a week was tried.",
        measures=(ONCE_A_WEEK,) if outcome is ReviewOutcome.VARY else (),
        plan=None if outcome is ReviewOutcome.LIFT else PLAN,
    )
    return replace(done, **more)  # type: ignore[arg-type] # examples name their own attributes


def missing(step: Callable[[], object]) -> set[str]:
    """The fields for which the step asks."""
    with pytest.raises(Incomplete) as refused:
        step()
    return set(refused.value.errors)


# -- who ---------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.8-5")
@pytest.mark.parametrize("person", [ISLA, RORY])
def test_nobody_decides_about_what_concerns_them(person: PersonId) -> None:
    """The one who suggests it, a target and a witness never decide, even if it is given to them."""
    given = ready().moved(person, NOW)
    steps: tuple[Callable[[], object], ...] = (
        lambda: given.approve(replace(APPROVAL, by=person), TODAY),
        lambda: given.deny(replace(DENIAL, by=person)),
        lambda: given.protect(replace(PROTECTION, by=person)),
        lambda: proposing.ask_more(given, person, NOW, "More?"),
    )
    for step in steps:
        with pytest.raises(Forbidden):
            step()


@pytest.mark.requirement("R-1.8-5")
def test_one_manager_decides_what_they_bring_unless_it_concerns_them() -> None:
    """Only as the first handler, not if somebody else is to decide, nor if they were there."""
    own = proposing.propose(origin(MORAG), individual=WHO, decider=MORAG, suggested=False)
    assert (own.own, MORAG in own.conflicted()) == (True, False)
    decided = proposing.prepared(own, case=CASE, fairness=FAIRNESS).approve(APPROVAL, TODAY)
    assert decided.stage is State.APPROVED
    for concerned in ({"targets": (MORAG,)}, {"witnesses": (MORAG,)}, {"barred": (MORAG,)}):
        with pytest.raises(Refused):
            proposing.propose(origin(MORAG), individual=WHO, decider=MORAG, suggested=False, **concerned)  # type: ignore[arg-type] # by name
    proposed = proposing.propose(
        origin(MORAG), individual=WHO, decider=AILSA, suggested=False, case=CASE, fairness=FAIRNESS
    )
    with pytest.raises(Forbidden):
        proposed.moved(MORAG, NOW).approve(APPROVAL, TODAY)


@pytest.mark.requirement("R-1.8-5")
def test_only_the_manager_with_whom_it_lies_decides() -> None:
    """Another manager, and one whom it has passed by, are refused."""
    for by in (AILSA, MORAG):
        record = ready() if by is AILSA else ready().moved(AILSA, NOW)
        with pytest.raises(Forbidden):
            record.approve(replace(APPROVAL, by=by), TODAY)


def test_whom_the_reporter_passed_by_never_has_it() -> None:
    """The line manager whom the reporter chose to pass by is in conflict."""
    assert AILSA in suggestion(not_to=AILSA).conflicted()


# -- the gates before a decision -----------------------------------------------------------------------

CASE_GATES = [
    pytest.param("measures", replace(CASE, measures=()), "measures", marks=pytest.mark.requirement("R-1.8-3")),
    pytest.param(
        "parameter",
        replace(CASE, measures=(replace(EMAIL_ONLY, detail=""),)),
        "detail_channel",
        marks=pytest.mark.requirement("R-1.8-3"),
    ),
    pytest.param("behaviour", replace(CASE, behaviour=""), "behaviour", marks=pytest.mark.requirement("R-1.6-3")),
    pytest.param("impact", replace(CASE, impact=""), "impact", marks=pytest.mark.requirement("R-1.6-3")),
    pytest.param("evidence", replace(CASE, evidence=()), "evidence_words", marks=pytest.mark.requirement("R-1.8-6")),
    pytest.param(
        "too many things",
        replace(CASE, evidence=11 * (Evidence(kind=EvidenceKind.PHYSICAL, what="Letter, 3 May, in safe 2"),)),
        "evidence_words",
        marks=pytest.mark.requirement("R-1.8-6"),
    ),
]


@pytest.mark.parametrize(("what", "case", "field"), CASE_GATES)
def test_step_one_has_each_of_its_gates(what: str, case: Case, field: str) -> None:
    """Nothing is approved, and nothing made active for safety, while one of them is open."""
    record = ready().changed(case=case)
    assert (what, missing(lambda: record.approve(APPROVAL, TODAY))) == (what, {field})
    if field == "impact":
        # For safety it is enough what happened; what it does is said with the decision.
        assert record.protect(PROTECTION).in_force
        return
    assert (what, missing(lambda: record.protect(PROTECTION))) == (what, {field})


def left_out(thought: Thought) -> tuple[Thought, ...]:
    """All but this."""
    return tuple(each for each in Thought if each is not thought)


FAIRNESS_GATES = [
    pytest.param("thought_of", left_out(Thought.IMPACT), "thought_of", marks=pytest.mark.requirement("R-1.6-1")),
    pytest.param(
        "restorative",
        None,
        "restorative",
        marks=[pytest.mark.requirement("R-1.8-1"), pytest.mark.requirement("R-1.6-2")],
    ),
    pytest.param(
        "restorative_words",
        "",
        "restorative_words",
        marks=[pytest.mark.requirement("R-1.8-1"), pytest.mark.requirement("R-1.7-1")],
    ),
    pytest.param("lighter_options", "", "reasons", marks=pytest.mark.requirement("R-1.6-7")),
    pytest.param("adjustments", "", "adjustments", marks=pytest.mark.requirement("R-1.5-1")),
    pytest.param("thought_of", left_out(Thought.STAFFING), "thought_of", marks=pytest.mark.requirement("R-1.6-5")),
    pytest.param("thought_of", left_out(Thought.OPEN), "thought_of", marks=pytest.mark.requirement("R-1.3-2")),
    pytest.param("thought_of", left_out(Thought.URGENT), "thought_of"),
]


@pytest.mark.parametrize(("name", "value", "field"), FAIRNESS_GATES)
def test_step_two_has_each_of_its_gates(name: str, value: object, field: str) -> None:
    """Nothing is approved while one of them is open; nor is it proposed formally."""
    fairness = replace(FAIRNESS, **{name: value})  # type: ignore[arg-type] # the names are those of the examples
    assert missing(lambda: ready().changed(fairness=fairness).approve(APPROVAL, TODAY)) == {field}
    formal = lambda: proposing.propose(  # noqa: E731 - the step that is looked at
        origin(AILSA), individual=WHO, decider=MORAG, suggested=False, case=CASE, fairness=fairness
    )
    assert missing(formal) == {field}


@pytest.mark.requirement("R-1.8-2")
def test_what_was_thought_of_before_there_were_ticks_counts() -> None:
    """A proposal that was made with words for each is decided without ticking them anew."""
    before = replace(
        FAIRNESS, thought_of=(), about_impact=True, normal_staffing="No.", complaint_open=False, emergencies="By phone."
    )
    assert ready().changed(fairness=before).approve(APPROVAL, TODAY).stage is State.APPROVED


@pytest.mark.requirement("R-1.6-6")
def test_a_training_need_is_kept_and_never_needed() -> None:
    """The policy says that it may be considered."""
    noted = replace(FAIRNESS, training=Training.POSSIBLY, training_words="Ending a call.")
    assert ready().changed(fairness=noted).approve(APPROVAL, TODAY).fairness.training_words == "Ending a call."
    assert ready().approve(APPROVAL, TODAY).fairness.training is None


@pytest.mark.requirement("R-1.8-2")
def test_circumstances_are_kept_and_never_needed() -> None:
    """Circumstances beyond the individual's control are on record, and their lack holds nothing up."""
    without = replace(FAIRNESS, circumstances="")
    assert ready().changed(fairness=without).approve(APPROVAL, TODAY).stage is State.APPROVED
    assert ready().approve(APPROVAL, TODAY).fairness.circumstances == "The repair has been late."


@pytest.mark.requirement("R-1.5-2")
def test_what_the_individual_asked_for_has_to_be_considered() -> None:
    """A measure that affects the way they asked to be contacted needs an explicit confirmation."""
    assert missing(lambda: ready().approve(APPROVAL, TODAY, touches=True)) == {"channel_considered"}
    considered = ready().changed(fairness=replace(FAIRNESS, channel_considered=True))
    assert considered.approve(APPROVAL, TODAY, touches=True).stage is State.APPROVED


@pytest.mark.requirement("R-1.5-2")
@pytest.mark.parametrize(
    ("measures", "contact_by", "adjustments", "touches"),
    [
        ((EMAIL_ONLY,), "Phone", "", True),
        ((ONCE_A_WEEK,), "", "Large print", True),
        ((EMAIL_ONLY,), "", "", False),
        ((NO_NAMES,), "Phone", "Large print", False),
        ((NO_NAMES, EMAIL_ONLY), "Phone", "", True),
    ],
)
def test_a_measure_about_contact_touches_what_is_recorded(
    measures: tuple[Measure, ...],
    contact_by: str,
    adjustments: str,
    touches: bool,
) -> None:
    """Every measure but withholding names may, where anything is recorded."""
    assert touches_contact(measures, contact_by=contact_by, adjustments=adjustments) is touches


def test_an_unknown_individual_cannot_be_restricted() -> None:
    """Somebody has to be named, by initials or a reference, before it is approved or made active."""
    unknown = ready().changed(individual=None)
    assert missing(lambda: unknown.approve(APPROVAL, TODAY)) == {"individual"}
    assert missing(lambda: unknown.protect(PROTECTION)) == {"individual"}


# -- the decision ------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.8-8")
@pytest.mark.parametrize(
    ("plan", "field"),
    [
        (None, {"review_on"}),
        (replace(PLAN, on=None), {"review_on"}),
        (replace(PLAN, on=TODAY), {"review_on"}),
        (replace(PLAN, sooner_if=""), {"sooner_if"}),
    ],
)
def test_an_approval_needs_its_review(plan: ReviewPlan | None, field: set[str]) -> None:
    """A day after today, and what would bring it forward."""
    assert missing(lambda: ready().approve(replace(APPROVAL, review=plan), TODAY)) == field


@pytest.mark.requirement("R-1.8-9")
def test_no_review_needs_a_reason_and_its_own_confirmation() -> None:
    """One without the other is refused; with both, it stays in the management team's sight."""
    none = ReviewPlan(none_because="To protect staff from violence.", sooner_if="A court decides.")
    assert missing(lambda: ready().approve(replace(APPROVAL, review=none), TODAY)) == {"none_confirmed"}
    both = replace(PLAN, none_because="To protect staff.", none_confirmed=True)
    assert missing(lambda: ready().approve(replace(APPROVAL, review=both), TODAY)) == {"none_because"}
    sure = replace(none, none_confirmed=True)
    in_force = shared(ready().approve(replace(APPROVAL, review=sure), TODAY)).tell(TOLD, TODAY)
    assert (in_force.stage, in_force.on_management_list, in_force.due) == (State.ACTIVE, True, None)


@pytest.mark.requirement("R-1.6-4")
def test_an_approval_says_who_tells_the_individual() -> None:
    """In what form may stay open until they are told."""
    assert missing(lambda: ready().approve(replace(APPROVAL, telling=None), TODAY)) == {"told_by"}
    somehow = replace(APPROVAL, telling=TellingPlan(by=MORAG))
    assert ready().approve(somehow, TODAY).stage is State.APPROVED


@pytest.mark.parametrize("decide", [lambda d: ready().approve(d, TODAY), lambda d: ready().deny(d)])
def test_a_decision_has_reasons(decide: Callable[[Decision], Restriction]) -> None:
    """Approved or not."""
    outcome = Outcome.APPROVED if "approve" in decide.__code__.co_names else Outcome.NOT_APPROVED
    assert missing(lambda: decide(replace(APPROVAL, outcome=outcome, reasons="", instead="A call."))) == {"reasons"}


@pytest.mark.requirement("R-1.6-7")
def test_a_lighter_measure_is_another_one() -> None:
    """Nothing, the same, or the same and more is not lighter; a part of it or another measure may be."""
    decision = replace(APPROVAL, outcome=Outcome.LIGHTER)
    both = ready().changed(case=replace(CASE, measures=(EMAIL_ONLY, NO_NAMES)))
    for lighter in ((), (NO_NAMES, EMAIL_ONLY), (EMAIL_ONLY, NO_NAMES, ONCE_A_WEEK)):
        assert missing(partial(both.approve, decision, TODAY, lighter=lighter)) == {"measures"}
    vague = (replace(ONCE_A_WEEK, detail=""),)
    assert missing(lambda: both.approve(decision, TODAY, lighter=vague)) == {"detail_time_or_volume"}
    approved = both.approve(decision, TODAY, lighter=(NO_NAMES,))
    assert (approved.stage, approved.case.measures) == (State.APPROVED, (NO_NAMES,))


@pytest.mark.requirement("R-1.6-7")
def test_a_plain_approval_keeps_to_what_was_proposed() -> None:
    """Measures that came along for a lighter answer are not taken."""
    assert ready().approve(APPROVAL, TODAY, lighter=(ONCE_A_WEEK,)).case.measures == (EMAIL_ONLY,)


def test_an_outcome_goes_with_its_step() -> None:
    """Approving what was denied, and denying what was approved, is refused."""
    with pytest.raises(InvalidTransition):
        ready().approve(replace(APPROVAL, outcome=Outcome.NOT_APPROVED), TODAY)
    with pytest.raises(InvalidTransition):
        ready().deny(replace(DENIAL, outcome=Outcome.APPROVED))


def test_what_is_decided_is_decided_once() -> None:
    """A second decision changes nothing, and says so."""
    for decided in (ready().approve(APPROVAL, TODAY), ready().deny(DENIAL), active()):
        with pytest.raises(AlreadyDone, match="already been decided"):
            decided.approve(APPROVAL, TODAY)
        with pytest.raises(AlreadyDone, match="already been decided"):
            decided.deny(DENIAL)


@pytest.mark.requirement("R-1.13-5")
def test_a_denial_says_why_and_what_is_done_instead() -> None:
    """Nothing else is asked, and the report stands untouched."""
    assert missing(lambda: suggestion().deny(replace(DENIAL, reasons="", instead=""))) == {"reasons", "instead"}
    denied = suggestion().deny(DENIAL)
    assert (denied.stage, denied.is_open, list(denied.nudges())) == (State.NOT_APPROVED, False, [])


# -- more --------------------------------------------------------------------------------------------


def test_more_is_asked_and_answered() -> None:
    """It waits for the one who suggested it, and for the manager, who may go on without; both words stay."""
    asked = proposing.ask_more(ready(), MORAG, NOW, "Was it on one day?")
    assert (asked.stage, asked.waits_for) == (State.MORE_ASKED, frozenset({ISLA, MORAG}))
    assert [s.kind for s in asked.nudges()] == ["answer_question", "decide_without_answer"]
    answered = proposing.answer(asked, NOW + timedelta(hours=1), "Yes.")
    assert (answered.stage, answered.waits_for) == (State.PROPOSED, frozenset({MORAG}))
    assert [(q.text, q.answer) for q in answered.questions] == [("Was it on one day?", "Yes.")]
    assert asked.deny(DENIAL).stage is State.NOT_APPROVED


def test_asking_and_answering_need_words() -> None:
    """Neither is done with nothing."""
    assert missing(lambda: proposing.ask_more(ready(), MORAG, NOW, "")) == {"question"}
    assert missing(lambda: proposing.answer(proposing.ask_more(ready(), MORAG, NOW, "Why?"), NOW, "")) == {"answer"}


# -- telling ------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.8-10")
def test_it_is_active_only_once_the_individual_has_been_told() -> None:
    """Approved is not active; told with the review explained is."""
    approved = shared(ready().approve(APPROVAL, TODAY))
    assert (approved.in_force, approved.due) == (False, None)
    assert missing(lambda: approved.tell(replace(TOLD, review_explained=False), TODAY)) == {"explained"}
    assert missing(lambda: approved.tell(replace(TOLD, on=None), TODAY)) == {"told_on"}
    assert missing(lambda: approved.tell(replace(TOLD, on=TODAY + timedelta(1)), TODAY)) == {"told_on"}
    assert missing(lambda: approved.tell(replace(TOLD, how=""), TODAY)) == {"told_how"}
    told = approved.tell(TOLD, TODAY)
    assert (told.stage, told.in_force, told.due) == (State.ACTIVE, True, LATER)


@pytest.mark.requirement("R-1.6-4")
def test_a_reason_why_not_stands_for_telling() -> None:
    """The reason is on record if telling is not possible or not appropriate; never both."""
    approved = shared(ready().approve(APPROVAL, TODAY))
    assert approved.tell(NOT_TOLD, TODAY).stage is State.ACTIVE
    assert missing(lambda: approved.tell(replace(NOT_TOLD, on=TODAY), TODAY)) == {"not_told_because"}


@pytest.mark.requirement("R-1.3-3")
@pytest.mark.requirement("R-1.8-7")
def test_the_way_to_appeal_has_to_be_explained() -> None:
    """It is not recorded as told without it."""
    approved = shared(ready().approve(APPROVAL, TODAY))
    assert missing(lambda: approved.tell(replace(TOLD, appeal_explained=False), TODAY)) == {"explained"}


def test_what_was_told_before_stays() -> None:
    """Telling again after a review writes over nothing."""
    again = reviews.reviewed(active(), review(ReviewOutcome.CONTINUE), TODAY).tell(NOT_TOLD, TODAY)
    assert (again.told, again.told_before) == (NOT_TOLD, (TOLD,))


# -- at once, for safety --------------------------------------------------------------------------------


def test_measures_can_apply_at_once_for_safety() -> None:
    """With evidence and reasons; the decision is still to come, and what applies stays as it was decided."""
    protected = ready().protect(PROTECTION)
    assert (protected.stage, protected.measures_now) == (State.PROPOSED, (EMAIL_ONLY,))
    changed = proposing.prepared(protected, case=replace(CASE, measures=(ONCE_A_WEEK,)))
    assert changed.measures_now == (EMAIL_ONLY,)
    assert shared(changed.approve(APPROVAL, TODAY)).tell(TOLD, TODAY).measures_now == (ONCE_A_WEEK,)
    waits = [("decide_restriction", ""), ("tell_individual", "protective")]
    assert [(s.kind, s.item) for s in protected.nudges()] == [*waits, ("tell_individual", "share-protective")]
    assert [(s.kind, s.item) for s in shared(protected).nudges()] == waits


def test_protection_is_given_once_and_with_reasons() -> None:
    """A second time says that a decision is needed; without reasons it is refused."""
    with pytest.raises(Refused, match="active already"):
        ready().protect(PROTECTION).protect(PROTECTION)
    bare = replace(PROTECTION, reasons="", not_told_because="")
    assert missing(lambda: ready().protect(bare)) == {"reasons", "not_told_because"}


@pytest.mark.requirement("R-1.6-4")
def test_the_individual_is_told_of_protection_while_the_decision_waits() -> None:
    """Once, with the way to appeal; it does not make the restriction itself active."""
    protected = shared(ready().protect(PROTECTION))
    assert missing(lambda: protected.tell(replace(TOLD, appeal_explained=False), TODAY)) == {"explained"}
    told = protected.tell(replace(TOLD, review_explained=False), TODAY)
    assert (told.stage, [s.kind for s in told.nudges()]) == (State.PROPOSED, ["decide_restriction"])
    with pytest.raises(AlreadyDone):
        told.tell(TOLD, TODAY)


@pytest.mark.requirement("R-1.6-4")
def test_the_individual_hears_when_protection_stops() -> None:
    """Denied, nothing applies any more; it stays open until that has been told."""
    stopped = ready().protect(PROTECTION).deny(DENIAL)
    assert (stopped.measures_now, stopped.retell, stopped.is_open) == ((), True, True)
    assert [(s.kind, s.item) for s in stopped.nudges()] == [("tell_individual", "stopped")]
    told = stopped.tell(replace(TOLD, review_explained=False, appeal_explained=False), TODAY)
    assert (told.stage, told.is_open) == (State.NOT_APPROVED, False)


# -- the review -----------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.8-8")
@pytest.mark.requirement("R-1.5-1")
@pytest.mark.parametrize("outcome", ReviewOutcome)
def test_a_review_asks_everything_again(outcome: ReviewOutcome) -> None:
    """Reasons, what has happened since, what the individual says, adjustments; to lift it, reasons alone."""
    empty = Review(
        at=NOW,
        by=MORAG,
        outcome=outcome,
        reasons="",
        since_then="",
        individual_says="",
        adjustments="",
        lighter_options="",
    )
    asked = {"since_then", "individual_says", "adjustments", "reasons", "review_on"}
    goes_on = asked if outcome is not ReviewOutcome.LIFT else set()
    varies = {"measures"} if outcome is ReviewOutcome.VARY else set()
    assert missing(lambda: reviews.reviewed(active(), empty, TODAY)) == {"reasons"} | goes_on | varies


@pytest.mark.requirement("R-1.6-2")
def test_lifting_needs_the_least() -> None:
    """No reason to go on and no new plan; nothing applies any more, and the individual hears so."""
    assert next(iter(ReviewOutcome)) is ReviewOutcome.LIFT
    lifted = reviews.reviewed(active(), review(ReviewOutcome.LIFT), TODAY)
    assert (lifted.stage, lifted.in_force, lifted.is_open) == (State.LIFTED, False, True)
    told = lifted.tell(replace(TOLD, review_explained=False, appeal_explained=False), TODAY)
    assert (told.stage, told.is_open, list(told.nudges())) == (State.LIFTED, False, [])


@pytest.mark.requirement("R-1.8-8")
def test_varying_changes_the_measures_and_the_individual_is_told() -> None:
    """The same measures are no variation; vague ones are refused."""
    same = review(ReviewOutcome.VARY, measures=(EMAIL_ONLY,))
    assert missing(lambda: reviews.reviewed(active(), same, TODAY)) == {"measures"}
    vague = review(ReviewOutcome.VARY, measures=(replace(ONCE_A_WEEK, detail=""),))
    assert missing(lambda: reviews.reviewed(active(), vague, TODAY)) == {"detail_time_or_volume"}
    varied = reviews.reviewed(active(), review(ReviewOutcome.VARY), TODAY)
    assert (varied.stage, varied.case.measures, varied.retell) == (State.ACTIVE, (ONCE_A_WEEK,), True)
    assert [(s.kind, s.item) for s in varied.nudges() if s.kind == "tell_individual"] == [
        ("tell_individual", "review1")
    ]
    assert shared(varied).tell(TOLD, TODAY).retell is False


@pytest.mark.requirement("R-1.8-8")
def test_nothing_lapses_and_nothing_rolls_on() -> None:
    """Past its day it is in force, due and overdue, and asks for a decision until there is one."""
    record = active()
    assert [reviews.overdue(record, LATER + timedelta(n)) for n in (-1, 0, 1, 400)] == [False, False, True, True]
    assert (record.stage, record.due) == (State.ACTIVE, LATER)
    assert [(s.kind, s.to, s.since, s.item) for s in record.nudges()] == [
        (kind, MORAG, LATER, LATER.isoformat()) for kind in ("review_restriction", "announce_review")
    ]
    on = LATER + timedelta(days=90)
    continued = reviews.reviewed(record, review(ReviewOutcome.CONTINUE, plan=replace(PLAN, on=on)), LATER)
    assert (continued.due, reviews.overdue(continued, LATER + timedelta(1))) == (on, False)


@pytest.mark.requirement("R-1.8-11")
def test_the_end_of_the_service_ends_the_reviews() -> None:
    """With a reason; nothing is nudged any more."""
    assert missing(lambda: reviews.end(active(), "")) == {"because"}
    ended = reviews.end(active(), "The tenancy has ended.")
    assert (ended.stage, ended.in_force, list(ended.nudges())) == (State.ENDED, False, [])


@pytest.mark.requirement("R-1.8-4")
def test_names_are_withheld_where_that_is_a_measure() -> None:
    """One measure of several is enough."""
    withheld = ready().changed(case=replace(CASE, measures=(EMAIL_ONLY, NO_NAMES)))
    assert (ready().withholds_names, withheld.withholds_names) == (False, True)


def test_those_involved_are_named_once() -> None:
    """Suggester, targets and witnesses; not a manager who proposed it formally."""
    assert suggestion().involved == (ISLA, RORY)
    proposed = proposing.propose(
        origin(AILSA), individual=WHO, decider=MORAG, suggested=False, targets=(ISLA,), case=CASE, fairness=FAIRNESS
    )
    assert proposed.involved == (ISLA,)


def test_what_stands_in_plain_columns_tells_nothing() -> None:
    """Facts are counts, states and kinds of measures."""
    facts = active().facts()
    assert facts["measure_types"] == "channel"
    words = {CASE.behaviour, CASE.impact, EMAIL_ONLY.detail, APPROVAL.reasons}
    assert not words & {str(value) for value in facts.values()}


# -- every path -------------------------------------------------------------------------------------------

PEOPLE = st.sampled_from([ISLA, RORY, MORAG, AILSA])
WORDS = st.sampled_from(["", "Words."])
CASES = st.sampled_from([CASE, replace(CASE, evidence=()), replace(CASE, measures=()), replace(CASE, impact="")])
FAIR = st.sampled_from([FAIRNESS, replace(FAIRNESS, adjustments=""), replace(FAIRNESS, thought_of=())])
PLANS = st.sampled_from(
    [PLAN, None, ReviewPlan(none_because="Violence.", none_confirmed=True, sooner_if="A court."), ReviewPlan()]
)
TELLINGS = st.sampled_from([TELLING, TellingPlan()])
TOLDS = st.sampled_from([TOLD, NOT_TOLD, replace(TOLD, review_explained=False), Told(at=NOW, recorded_by=MORAG)])
LIGHTER = st.sampled_from([(), (EMAIL_ONLY,), (NO_NAMES,)])


class Paths(RuleBasedStateMachine):
    """Everything that can be done to a restriction, in any order, by anybody."""

    record: Restriction
    day: date

    @initialize(by=st.sampled_from([ISLA, AILSA]), to=st.sampled_from([MORAG, None]))
    def begin(self, by: PersonId, to: PersonId | None) -> None:
        """Suggest it or propose it."""
        suggested = by is ISLA
        self.day = TODAY
        self.delivered: set[str] = set()
        self.record = proposing.propose(
            origin(by),
            individual=WHO,
            decider=to,
            suggested=suggested,
            targets=(RORY,),
            case=None if suggested else CASE,
            fairness=None if suggested else FAIRNESS,
        )

    def step(self, take: Callable[[], Restriction]) -> None:
        """Take a step; one that is refused changes nothing."""
        before = self.record
        try:
            self.record = take()
        except HarbourError:
            assert self.record is before

    @rule(to=st.sampled_from([MORAG, AILSA, RORY]))
    def move(self, to: PersonId) -> None:
        """It goes to somebody else."""
        self.step(lambda: self.record.moved(to, NOW))

    @rule(days=st.integers(1, 400))
    def time_passes(self, days: int) -> None:
        """Days go by: nothing else happens."""
        self.day += timedelta(days=days)

    @rule(case=CASES, fairness=FAIR)
    def prepare(self, case: Case, fairness: Fairness) -> None:
        """Fill in the steps."""
        self.step(lambda: proposing.prepared(self.record, case=case, fairness=fairness))

    @rule(by=PEOPLE, words=WORDS)
    def ask(self, by: PersonId, words: str) -> None:
        """Ask for more."""
        self.step(lambda: proposing.ask_more(self.record, by, NOW, words))

    @rule(words=WORDS)
    def answer(self, words: str) -> None:
        """Answer."""
        self.step(lambda: proposing.answer(self.record, NOW, words))

    @rule(by=PEOPLE, words=WORDS)
    def protect(self, by: PersonId, words: str) -> None:
        """Make it active at once."""
        protection = replace(PROTECTION, by=by, reasons=words)
        self.step(lambda: self.record.protect(protection))

    @rule(by=PEOPLE, outcome=st.sampled_from(Outcome), words=WORDS, plan=PLANS, telling=TELLINGS, lighter=LIGHTER)
    def decide(
        self,
        by: PersonId,
        outcome: Outcome,
        words: str,
        plan: ReviewPlan | None,
        telling: TellingPlan,
        lighter: tuple[Measure, ...],
    ) -> None:
        """Approve, or a lighter measure, or not."""
        decision = Decision(outcome=outcome, by=by, at=NOW, reasons=words, instead=words, review=plan, telling=telling)
        if outcome is Outcome.NOT_APPROVED:
            self.step(lambda: self.record.deny(decision))
        else:
            self.step(lambda: self.record.approve(decision, TODAY, lighter=lighter))

    # Steps as they should be, by whoever has it, so that later states are reached often.

    @rule()
    @precondition(lambda self: self.record.stage is State.PROPOSED)
    def protect_well(self) -> None:
        """Make it active at once, with everything said."""
        prepared = proposing.prepared(self.record, case=CASE)
        self.step(lambda: prepared.protect(replace(PROTECTION, by=self.manager)))

    @rule()
    @precondition(lambda self: self.record.stage in (State.PROPOSED, State.MORE_ASKED))
    def decide_well(self) -> None:
        """Approve it, with everything said."""
        prepared = proposing.prepared(self.record, case=CASE, fairness=FAIRNESS)
        self.step(lambda: prepared.approve(replace(APPROVAL, by=self.manager), TODAY))

    @rule()
    @precondition(lambda self: self.record.stage is State.APPROVED or self.record.retell)
    def tell_well(self) -> None:
        """Tell the individual everything."""
        self.step(lambda: self.record.tell(TOLD, self.day))

    @rule(outcome=st.sampled_from([ReviewOutcome.CONTINUE, ReviewOutcome.VARY, ReviewOutcome.LIFT]))
    @precondition(lambda self: self.record.stage is State.ACTIVE)
    def look_again_well(self, outcome: ReviewOutcome) -> None:
        """Review it, with everything said."""
        looked = review(outcome, by=self.manager)
        plan = None if looked.plan is None else replace(PLAN, on=self.day + timedelta(days=90))
        self.step(lambda: reviews.reviewed(self.record, replace(looked, plan=plan), self.day))

    @rule(anybody=st.booleans(), arrives=st.booleans())
    @precondition(lambda self: self.record.change)
    def share(self, anybody: bool, arrives: bool) -> None:
        """Decide who needs to know; the card arrives, or not yet."""
        record = self.record
        decided = sharing.shared(record, RecordId("sd"), record.change, with_somebody=anybody)
        self.record = sharing.delivered(decided) if arrives else decided
        if arrives or not anybody:
            self.delivered.add(record.change)

    @property
    def manager(self) -> PersonId:
        """Its handler, or somebody who may not act if there is none."""
        return self.record.handler or ISLA

    @rule(told=TOLDS)
    def tell(self, told: Told) -> None:
        """Tell the individual, or say why not."""
        self.step(lambda: self.record.tell(told, self.day))

    @rule(outcome=st.sampled_from(ReviewOutcome), by=PEOPLE, words=WORDS, days=st.integers(0, 300))
    def look_again(self, outcome: ReviewOutcome, by: PersonId, words: str, days: int) -> None:
        """Review it."""
        plan = replace(PLAN, on=self.day + timedelta(days=days))
        looked = review(outcome, by=by, reasons=words)
        looked = looked if looked.plan is None else replace(looked, plan=plan)
        self.step(lambda: reviews.reviewed(self.record, looked, self.day))

    @rule(words=WORDS)
    @precondition(lambda self: self.record.reviews or self.record.stage is not State.ACTIVE)
    def end(self, words: str) -> None:
        """The service ends."""
        self.step(lambda: reviews.end(self.record, words))

    @invariant()
    def active_has_passed_every_gate(self) -> None:
        """Decided by a manager not in conflict, with evidence, told or the reason why not."""
        record = self.record
        if record.stage is not State.ACTIVE:
            return
        assert record.decision is not None
        assert record.decision.outcome in (Outcome.APPROVED, Outcome.LIGHTER)
        assert record.decision.by not in record.conflicted()
        assert record.decision.by in {MORAG, AILSA}
        assert record.decision.reasons
        assert not record.case.missing()
        assert not record.fairness.missing()
        # What applies has been decided about: who needs to know of it has it, or nobody does (R-1.14.2-1).
        assert sharing.applies_as(record) in self.delivered
        assert record.told is not None
        assert record.told.not_told_because or (record.told.on and record.told.review_explained)
        assert record.review is not None
        assert record.review.on or (record.review.none_because and record.review.none_confirmed)

    @invariant()
    def nothing_applies_unseen(self) -> None:
        """Measures in force are either active or were started for safety, with reasons, by somebody who may."""
        record = self.record
        if record.measures_now and record.stage is not State.ACTIVE:
            assert record.protection is not None
            assert record.protection.reasons
            assert record.protection.by not in record.conflicted()

    @invariant()
    def nothing_lapses(self) -> None:
        """In force, it ends by lifting or with the service alone, and past its day it says so."""
        record = self.record
        if record.reviews and record.stage not in (State.ACTIVE, State.ENDED):
            assert record.stage is State.LIFTED
            assert record.reviews[-1].outcome is ReviewOutcome.LIFT
        if record.stage is State.ACTIVE and record.due and record.handler:
            assert reviews.overdue(record, self.day) is (self.day > record.due)
            assert any(s.kind == "review_restriction" for s in record.nudges())

    @invariant()
    def somebody_waits_or_nobody_has_to(self) -> None:
        """An open record that asks for something has a person for it, or asks for one to be named."""
        record = self.record
        if record.stage in (State.PROPOSED, State.APPROVED) or record.retell:
            assert record.needs_naming or any(part is Part.MUST_ACT for _, part in record.parties())
            assert list(record.nudges())


TestPaths = Paths.TestCase
TestPaths.settings = settings(max_examples=size(30, 300), stateful_step_count=40)


@pytest.mark.requirement("R-1.5-2")
@pytest.mark.requirement("R-1.8-10")
def test_varying_has_the_same_gates() -> None:
    """A measure that affects needs has been considered, and the change waits until the individual is told."""
    vary = review(ReviewOutcome.VARY)
    assert missing(lambda: reviews.reviewed(active(), vary, TODAY, touches=True)) == {"channel_considered"}
    varied = reviews.reviewed(active(), replace(vary, channel_considered=True), TODAY, touches=True)
    assert (varied.measures_now, shared(varied).tell(TOLD, TODAY).measures_now) == ((EMAIL_ONLY,), (ONCE_A_WEEK,))
    assert reviews.reviewed(active(), review(ReviewOutcome.CONTINUE), TODAY, touches=True).measures_now == (EMAIL_ONLY,)
