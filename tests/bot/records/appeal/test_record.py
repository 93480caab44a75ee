"""An appeal and its effects on a restriction, step by step (policy 1.8, 1.3; model.md §2.3)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import AlreadyDone, Forbidden, HarbourError, Incomplete, InvalidTransition, Refused
from bot.people import PersonId
from bot.records.appeal.parts import Against, Channel, Decision, Outcome, Received, StoodAside, Told
from bot.records.appeal.record import Appeal, State
from bot.records.base import RecordId
from bot.records.restriction import appeals, reviews
from bot.records.restriction.afterwards import Ended, Suspension
from bot.records.restriction.parts import Review, ReviewOutcome
from bot.records.restriction.record import Restriction
from bot.records.restriction.record import State as Stage
from bot.records.rights import Part
from bot.views.appeal import samples as example
from bot.views.examples import people
from bot.views.examples.people import AILSA, EWAN, ISLA, MORAG, NOW, RORY, TODAY
from bot.views.restriction.examples import states as restrictions

LATER = NOW + timedelta(hours=1)
DECISION = Decision(at=NOW, by=EWAN, outcome=Outcome.UPHOLD, reasons="It is fair.")
TOLD = Told(at=NOW, recorded_by=EWAN, on=TODAY, how="Letter", by="Ewan Scott", ombudsman=True)
ENDED = Ended(at=LATER, by=EWAN, reasons="The leak is mended.", heard="Ewan rang.")


def review(outcome: ReviewOutcome = ReviewOutcome.LIFT, **changes: object) -> Review:
    """Decision on an appeal."""
    varies = outcome is ReviewOutcome.VARY
    made = Review(
        at=LATER,
        by=EWAN,
        outcome=outcome,
        reasons="A set day does as well.",
        since_then="",
        individual_says="",
        adjustments="Large print goes on." if varies else "",
        lighter_options="No limit was tried." if varies else "",
        measures=(restrictions.ONCE_A_WEEK,) if varies else (),
        plan=restrictions.PLAN if varies else None,
        appeal="AP-0001",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def pause(**changes: object) -> Suspension:
    """Suspended because of the appeal."""
    made = Suspension(at=NOW, by=EWAN, reasons="A leak.", heard="Ewan rings.", appeal=RecordId("ap"), ref="AP-0001")
    return replace(made, **changes)  # type: ignore[arg-type]


# -- who decides -----------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.8-7")
def test_who_decided_proposed_or_is_concerned_never_decides_the_appeal() -> None:
    """Suggester, targets, witnesses, approver, handler and reviewer are all barred."""
    reviewed = restrictions.reviewed(ReviewOutcome.CONTINUE)
    once = replace(reviewed.reviews[0], by=AILSA)
    barred = Against.of(reviewed.changed(reviews=(once,), barred=(PersonId("finder"),))).barred
    assert set(barred) == {ISLA, RORY, MORAG, AILSA, "finder"}
    for person in barred:
        record = example.appeal().changed(against=replace(Against.of(reviewed), barred=barred))
        theirs = record.changed(assigned=replace(record.assigned, to=person))
        acknowledged = theirs.changed(acknowledged=example.acknowledged().acknowledged)
        with pytest.raises(Forbidden):
            acknowledged.decide(replace(DECISION, by=person))


@pytest.mark.requirement("R-1.8-7")
def test_who_started_it_for_safety_never_decides_the_appeal() -> None:
    """Nor the one with whom it lies in the meantime."""
    moved = restrictions.protected().moved(AILSA, NOW)
    assert {MORAG, AILSA} <= set(Against.of(moved).barred)


def test_who_decided_an_appeal_before_may_decide_another() -> None:
    """Deciding an appeal was no decision of their own to restrict anything."""
    varied = reviews.on_appeal(restrictions.active(), review(ReviewOutcome.VARY), TODAY)
    assert EWAN not in Against.of(varied).barred


def test_whoever_records_it_has_no_part_that_bars_them() -> None:
    """A letter that the chief executive opens is recorded and decided by them."""
    received = Received(on=TODAY, channel=Channel.LETTER, about="T. B.", says="No.")
    record = Appeal.record(people.origin("AP-0002", EWAN), received, TODAY, decider=EWAN, against=None)
    assert (EWAN in record.conflicted(), (EWAN, Part.REPORTER) in record.parties()) == (False, True)


@pytest.mark.requirement("R-1.8-7")
def test_each_step_is_for_the_one_with_whom_it_lies() -> None:
    """Not for another, at any step."""
    with pytest.raises(Forbidden):
        example.acknowledged().decide(replace(DECISION, by=AILSA))
    with pytest.raises(Forbidden):
        example.decided().tell(replace(TOLD, recorded_by=AILSA), TODAY, TODAY)
    with pytest.raises(Forbidden):
        example.appeal().stands_aside(StoodAside(by=AILSA, at=NOW, reason="I was there."))


# -- the steps ---------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.8-7")
@given(days=st.integers(min_value=0, max_value=20_000))
def test_there_is_no_time_bar(days: int) -> None:
    """However long ago it came in, or the restriction was decided."""
    received = Received(on=TODAY - timedelta(days=days), channel=Channel.OTHER, about="RS-0007", says="No.")
    against = Against.of(restrictions.active())
    record = Appeal.record(people.origin("AP-0003", RORY), received, TODAY, decider=EWAN, against=against)
    assert record.state is State.RECEIVED
    assert record.facts()["days"] == -1


def test_the_facts_count_outcome_and_days() -> None:
    """And nothing that tells whose it is."""
    assert example.decided(Outcome.LIFT).facts() == {
        "channel": "letter",
        "outcome": "lift",
        "days": 1,
        "decided_after": 0,
    }


@pytest.mark.requirement("R-1.8-7")
@pytest.mark.parametrize(
    ("record", "change"),
    [
        (example.acknowledged, {"reasons": ""}),
        (lambda: example.acknowledged(says=""), {}),
        (example.unknown, {}),
        (example.acknowledged, {"outcome": Outcome.NOTHING}),
    ],
    ids=["no reasons", "what they say is nowhere", "against nothing known", "against something"],
)
def test_a_decision_is_complete(record: Callable[[], Appeal], change: dict[str, object]) -> None:
    """Reasons, what they say, and what it is against."""
    with pytest.raises(Incomplete):
        record().decide(replace(DECISION, **change))  # type: ignore[arg-type]


@pytest.mark.requirement("R-1.3-3")
@pytest.mark.parametrize(
    "change",
    [
        {"on": None},
        {"on": TODAY + timedelta(days=1)},
        {"on": TODAY - timedelta(days=1)},
        {"how": ""},
        {"by": ""},
        {"ombudsman": False},
    ],
)
def test_it_is_told_when_how_by_whom_and_with_the_ombudsmans_route(change: dict[str, object]) -> None:
    """Each of them, or the reason why not."""
    with pytest.raises(Incomplete):
        example.decided().tell(replace(TOLD, **change), TODAY, TODAY)  # type: ignore[arg-type]
    why = Told(at=NOW, recorded_by=EWAN, not_told_because="Nobody knows where they are.")
    assert example.decided().tell(why, TODAY, TODAY).state is State.CLOSED


def test_the_steps_follow_one_another() -> None:
    """Nothing is skipped, and nothing happens twice."""
    with pytest.raises(InvalidTransition):
        example.appeal().decide(DECISION)
    with pytest.raises(InvalidTransition):
        example.acknowledged().tell(TOLD, TODAY, TODAY)
    with pytest.raises(InvalidTransition):
        example.decided().decide(DECISION)
    with pytest.raises(InvalidTransition):
        example.told().tell(TOLD, TODAY, TODAY)
    with pytest.raises(InvalidTransition):
        example.decided().concerns(replace(Against.of(restrictions.active()), restriction=RecordId("other")))


@given(st.lists(st.sampled_from(["ack", "decide", "tell", "aside", "named", "nobody"]), max_size=12))
def test_in_any_order_only_the_one_who_may_decides(steps: list[str]) -> None:
    """In any order a decision is by somebody with no part in it, and closing follows telling."""
    record = example.appeal()
    for step in steps:
        me = record.handler or AILSA
        try:
            match step:
                case "ack":
                    acknowledged = example.acknowledged().acknowledged
                    assert acknowledged is not None
                    record = record.acknowledge(replace(acknowledged, by=me), TODAY)
                case "decide":
                    record = record.decide(replace(DECISION, by=me))
                case "tell":
                    record = record.tell(replace(TOLD, recorded_by=me), TODAY, TODAY)
                case "aside":
                    record = record.stands_aside(StoodAside(by=me, at=NOW, reason="I was there.")).moved(None, NOW)
                case "named":
                    record = record.entrusted_to(AILSA).moved(AILSA, NOW)
                case _:
                    record = record.moved(None, NOW)
        except HarbourError:
            continue
        if step == "decide":
            assert record.decision is not None
            assert record.decision.by not in record.conflicted()
        assert (record.told is not None) == (record.state is State.CLOSED) == (not record.is_open)
        assert len(list(record.nudges())) == (1 if record.is_open else 0)


# -- the restriction -----------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.8-7")
def test_on_appeal_it_is_lifted_or_varied_by_somebody_with_whom_it_does_not_lie() -> None:
    """Earlier decision makers have no say in it; the individual has to hear of either."""
    lifted = reviews.on_appeal(restrictions.active(), review(), TODAY)
    assert (lifted.stage, lifted.retell, lifted.in_force) == (Stage.LIFTED, True, False)
    varied = reviews.on_appeal(restrictions.active(), review(ReviewOutcome.VARY), TODAY)
    assert (varied.stage, varied.retell) == (Stage.ACTIVE, True)
    assert (varied.measures_now, varied.case.measures) == ((restrictions.EMAIL_ONLY,), (restrictions.ONCE_A_WEEK,))
    assert restrictions.shared(varied).tell(restrictions.TOLD, TODAY).measures_now == (restrictions.ONCE_A_WEEK,)


@pytest.mark.requirement("R-1.8-7")
@pytest.mark.requirement("R-1.5-1")
@pytest.mark.requirement("R-1.6-7")
@pytest.mark.parametrize(
    "missing",
    [
        {"reasons": ""},
        {"adjustments": ""},
        {"lighter_options": ""},
        {"plan": None},
        {"measures": ()},
        {"measures": (restrictions.EMAIL_ONLY,)},
    ],
)
def test_what_is_varied_on_appeal_passes_the_gates_of_a_review(missing: dict[str, object]) -> None:
    """Reasons, needs, nothing lighter, the next review, and measures that differ; what is lifted has reasons."""
    with pytest.raises(Incomplete):
        reviews.on_appeal(restrictions.active(), review(ReviewOutcome.VARY, **missing), TODAY)
    with pytest.raises(Incomplete):
        reviews.on_appeal(restrictions.active(), review(reasons=""), TODAY)


def test_before_the_individual_was_told_it_can_be_lifted_or_varied_too() -> None:
    """A varied one starts when they have been told, as it would have before."""
    assert reviews.on_appeal(restrictions.approved(), review(), TODAY).stage is Stage.LIFTED
    varied = reviews.on_appeal(restrictions.approved(), review(ReviewOutcome.VARY), TODAY)
    assert (varied.stage, varied.measures_now) == (Stage.APPROVED, ())
    assert restrictions.shared(varied).tell(restrictions.TOLD, TODAY).measures_now == (restrictions.ONCE_A_WEEK,)


@pytest.mark.parametrize("record", [restrictions.prepared, restrictions.protected, restrictions.asked])
def test_what_is_still_to_be_decided_is_neither_lifted_nor_varied(record: Callable[[], Restriction]) -> None:
    """It can be suspended."""
    with pytest.raises(Refused):
        reviews.on_appeal(record(), review(), TODAY)


def test_what_is_over_stays_over() -> None:
    """There is nothing left to lift."""
    with pytest.raises(InvalidTransition):
        reviews.on_appeal(restrictions.reviewed(ReviewOutcome.LIFT), review(), TODAY)


@pytest.mark.parametrize("record", [restrictions.active, restrictions.protected])
def test_while_it_is_suspended_nothing_applies_and_its_stage_stays(record: Callable[[], Restriction]) -> None:
    """Its nudges stay as well; it is shown so."""
    before = record()
    suspended = appeals.suspend(before, pause())
    assert (before.in_force, suspended.in_force, suspended.state) == (True, False, "suspended")
    assert (suspended.stage, list(suspended.nudges())) == (before.stage, list(before.nudges()))
    resumed = appeals.resume(suspended, RecordId("ap"), ENDED)
    assert (resumed.measures_now, resumed.state) == (before.measures_now, before.stage)


def test_it_is_suspended_once_and_with_reasons() -> None:
    """By one appeal at a time, and only where something applies."""
    with pytest.raises(AlreadyDone):
        appeals.suspend(appeals.suspend(restrictions.active(), pause()), pause())
    with pytest.raises(Incomplete):
        appeals.suspend(restrictions.active(), pause(reasons=""))
    with pytest.raises(Incomplete):
        appeals.suspend(restrictions.active(), pause(heard=""))
    for nothing_applies in (restrictions.approved(), restrictions.reviewed(ReviewOutcome.LIFT)):
        with pytest.raises(Refused):
            appeals.suspend(nothing_applies, pause())


def test_a_suspension_ends_by_the_same_appeal_alone() -> None:
    """Another appeal does not end it."""
    suspended = appeals.suspend(restrictions.active(), pause())
    with pytest.raises(AlreadyDone):
        appeals.resume(suspended, RecordId("another"), ENDED)
    with pytest.raises(Incomplete):
        appeals.resume(suspended, RecordId("ap"), replace(ENDED, reasons=""))
    assert suspended.suspension is not None


@pytest.mark.requirement("R-1.8-10")
def test_what_its_manager_varies_while_it_is_suspended_ends_no_suspension() -> None:
    """Not even when the individual has been told of it; afterwards what was told applies."""
    suspended = appeals.suspend(restrictions.active(), pause())
    plan = replace(review(ReviewOutcome.VARY), by=MORAG, appeal="", since_then="Calm.", individual_says="Nothing.")
    varied = reviews.reviewed(suspended, plan, TODAY)
    told = restrictions.shared(varied).tell(restrictions.TOLD, TODAY)
    assert (varied.in_force, told.in_force) == (False, False)
    assert appeals.resume(varied, RecordId("ap"), ENDED).measures_now == (restrictions.EMAIL_ONLY,)
    assert appeals.resume(told, RecordId("ap"), ENDED).measures_now == (restrictions.ONCE_A_WEEK,)


@pytest.mark.requirement("R-1.8-10")
def test_what_was_suspended_and_varied_on_appeal_applies_once_they_have_been_told() -> None:
    """Telling them ends the suspension."""
    varied = reviews.on_appeal(appeals.suspend(restrictions.active(), pause()), review(ReviewOutcome.VARY), TODAY)
    assert not varied.in_force
    assert restrictions.shared(varied).tell(restrictions.TOLD, TODAY).measures_now == (restrictions.ONCE_A_WEEK,)


def test_what_ends_it_ends_a_suspension() -> None:
    """Nothing is suspended that is over."""
    for over in (
        reviews.end(appeals.suspend(restrictions.active(), pause()), "Moved."),
        reviews.on_appeal(example.suspended(), review(), TODAY),
    ):
        assert (over.suspension, over.state) == (None, over.stage)


@pytest.mark.requirement("R-1.8-7")
def test_what_can_be_appealed() -> None:
    """Any decided restriction, and any measure for safety, now or before; not one that was never put in place."""
    can = (
        restrictions.approved,
        restrictions.lighter,
        restrictions.active,
        restrictions.overdue,
        restrictions.protected,
    )
    assert all(appeals.possible(record()) for record in can)
    assert appeals.possible(restrictions.reviewed(ReviewOutcome.LIFT))
    assert appeals.possible(restrictions.protected().deny(restrictions.DENIAL))
    assert not any(appeals.possible(r) for r in (restrictions.suggested(), restrictions.denied(), restrictions.asked()))


def test_the_restrictions_about_an_individual_can_be_found() -> None:
    """By the individual's own id, through the blind index."""
    assert restrictions.active().lookup == restrictions.individual().id
    assert example.appeal().lookup == restrictions.active().id
    assert example.unknown().lookup is None
