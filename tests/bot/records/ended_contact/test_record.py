from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import AlreadyDone, Forbidden, HarbourError, Incomplete, Problem, Refused
from bot.nudges import Series
from bot.people import PersonId
from bot.records.ended_contact.grounds import Grounds
from bot.records.ended_contact.parts import Addition, Category, FollowUp, NoteKind, Outcome, Reason, ThreatAgainst
from bot.records.ended_contact.record import EndedContact, State
from bot.records.rights import Part
from bot.views.examples import people as example
from bot.views.examples.people import CALLUM, ISLA, MORAG, NOW, RORY, TODAY

TOLD = Outcome(at=NOW, by=MORAG, words="Thank you.")


def series(record: EndedContact) -> dict[str, list[Series]]:
    """The nudges that run, by kind."""
    found: dict[str, list[Series]] = {}
    for each in record.nudges():
        found.setdefault(each.kind, []).append(each)
    return found


@pytest.mark.requirement("R-1.6-8")
def test_a_report_is_complete_when_it_is_sent() -> None:
    """Nobody has to agree, and no step of it approves or denies."""
    record = example.report()
    assert record.state is State.SUBMITTED
    steps = {name for name in dir(EndedContact) if not name.startswith("_")}
    assert steps & {"approve", "deny", "reject", "refuse", "invalidate"} == set()


@pytest.mark.requirement("R-1.12.1-5")
@pytest.mark.parametrize("kind", [NoteKind.TELL_MANAGER, NoteKind.LATER])
def test_a_note_is_written_or_one_of_two_answers(kind: NoteKind) -> None:
    """Only a written one needs words."""
    assert example.report(note="", note_kind=kind).account.note_kind is kind
    with pytest.raises(Incomplete) as refused:
        example.report(note="")
    assert refused.value.errors == {"note": Problem.MISSING}


def test_the_way_of_a_report() -> None:
    """Sent, seen, talked, decided, told."""
    states = [
        example.report(),
        example.acknowledged(),
        example.discussed(),
        example.triaged(),
        example.triaged().changed(discussion=None).told(TOLD),
        example.triaged().changed(proposal_settled_at=None).told(TOLD),
        example.triaged().told(replace(TOLD, promises=True)),
        example.closed(),
    ]
    assert [r.state for r in states] == list(State)
    assert [r.is_open for r in states] == [True, True, True, True, True, True, True, False]


@given(st.permutations(["acknowledge", "talk", "triage", "tell"]))
def test_it_is_settled_exactly_when_it_was_talked_decided_and_told(order: list[str]) -> None:
    """In whatever order; a step that does not follow is refused and changes nothing."""
    record = example.report()
    done = set()
    for step in order:
        before = record
        try:
            record = take(record, step)
        except HarbourError:
            assert record is before
        else:
            done.add(step)
    assert (record.state is State.CLOSED) is ({"talk", "triage", "tell"} <= done)


def take(record: EndedContact, step: str) -> EndedContact:
    """The record after a step."""
    match step:
        case "acknowledge":
            return record.acknowledge(NOW)
        case "talk":
            return record.talked(MORAG, TODAY, NOW, today=TODAY)
        case "triage":
            return record.triaged(example.triage(follow_ups=(FollowUp.RESTORATIVE,)))
        case _:
            return record.told(TOLD)


@pytest.mark.parametrize("step", ["acknowledge", "talk", "triage"])
def test_a_step_is_taken_once(step: str) -> None:
    """The second is told that it is done."""
    record = take(example.report(), step)
    with pytest.raises(AlreadyDone):
        take(record, step)


@pytest.mark.parametrize("step", ["acknowledge", "talk", "triage", "tell"])
def test_nothing_follows_once_it_is_settled(step: str) -> None:
    """A stale click changes nothing."""
    with pytest.raises(AlreadyDone):
        take(example.closed(), step)


def test_an_outcome_follows_a_decision_and_has_words() -> None:
    """First decide, then tell."""
    with pytest.raises(Refused, match="decide what follows first"):
        example.report().told(TOLD)
    with pytest.raises(Incomplete):
        example.triaged().told(replace(TOLD, words=""))


def test_the_talk_is_on_a_day_that_has_come_where_the_manager_is() -> None:
    """Midnight in London is still yesterday in UTC."""
    tomorrow = TODAY + timedelta(days=1)
    with pytest.raises(Incomplete) as refused:
        example.report().talked(MORAG, tomorrow, NOW, today=TODAY)
    assert list(refused.value.errors) == ["on"]
    assert example.report().talked(MORAG, tomorrow, NOW, today=tomorrow).discussion is not None


@pytest.mark.requirement("R-1.9-1")
@given(
    zero_tolerance=st.booleans(),
    action=st.sampled_from(["", "A letter"]),
    follow_ups=st.sets(st.sampled_from(FollowUp)),
    categories=st.sets(st.sampled_from(Category)),
    impact=st.sampled_from(["", "Afraid"]),
    why_not=st.sampled_from(["", "He apologised at once"]),
    reason=st.sampled_from([Reason.DISTRESSING, Reason.THREAT, Reason.VIOLENCE]),
)
def test_a_decision_is_whole(
    zero_tolerance: bool,
    action: str,
    follow_ups: set[FollowUp],
    categories: set[Category],
    impact: str,
    why_not: str,
    reason: Reason,
) -> None:
    """Something follows, or nothing further alone; threats, violence and abuse always have an action (R-1.10-1)."""
    report = example.report(reasons=(reason,))
    triage = example.triage(
        zero_tolerance=zero_tolerance,
        not_zero_because=why_not,
        action=action,
        follow_ups=tuple(follow_ups),
        categories=tuple(categories),
        impact=impact,
    )
    no_further = FollowUp.NO_FURTHER in follow_ups
    never_accepted = reason is not Reason.DISTRESSING or bool(categories & {Category.VIOLENCE, Category.ABUSE})
    acted_on = zero_tolerance or never_accepted
    whole = (
        bool(categories)
        and (Category.OTHER not in categories or bool(impact))
        and bool(follow_ups)
        and not (no_further and (len(follow_ups) > 1 or acted_on))
        and not (acted_on and not action)
        and not (never_accepted and not zero_tolerance and not why_not)
        and not ({Category.REFUSAL} & categories and FollowUp.RESTRICTION in follow_ups)
    )
    if whole:
        triaged = report.triaged(triage)
        assert (triaged.triage, triaged.calls_for_debriefs) == (triage, acted_on)
        return
    with pytest.raises(Incomplete) as missing:
        report.triaged(triage)
    known = {"categories", "impact", "follow_ups", "action", "not_zero_because", "help_offered"}
    assert set(missing.value.errors) <= known


@pytest.mark.requirement("R-1.10.8-1")
def test_help_comes_before_a_restriction_for_a_refusal() -> None:
    """Said at triage; where something else follows, or another kind it is, it is not asked."""
    refusal = example.triage(categories=(Category.REFUSAL,), zero_tolerance=False)
    with pytest.raises(Incomplete) as missing:
        example.report().triaged(refusal)
    assert set(missing.value.errors) == {"help_offered"}
    helped = replace(refusal, grounds=Grounds(help_offered="Somebody to fill it in with."))
    assert example.report().triaged(helped).triage == helped
    other = replace(refusal, follow_ups=(FollowUp.RESTORATIVE,))
    assert example.report().triaged(other).triage == other


@pytest.mark.requirement("R-1.9-1")
@pytest.mark.parametrize("said", [{"reasons": (Reason.VIOLENCE,)}, {"injury": True}], ids=["violence", "hurt"])
def test_violence_is_as_urgent_as_a_threat(said: dict[str, object]) -> None:
    """Also where somebody was hurt and nobody called it violence."""
    record = example.report(**said)
    assert [s.urgent for s in series(record)["acknowledge_report"]] == [True]
    assert [s.urgent for s in series(record)["offer_support"] if s.to == ISLA] == [True]
    assert (record.waits_for_police, record.due, record.facts()["violence"]) == (True, NOW, True)
    calm = example.report()
    assert (calm.waits_for_police, calm.due, calm.facts()["violence"]) == (False, None, False)


@pytest.mark.requirement("R-1.12.1-5")
def test_what_is_added_stands_below_and_nothing_is_lost() -> None:
    """Also after it is settled."""
    first, second = (Addition(at=NOW, by=ISLA, text=text) for text in ("One.", "Two."))
    record = example.closed().add(first).add(second)
    assert record.additions == (first, second)
    assert record.account == example.closed().account
    with pytest.raises(Incomplete):
        record.add(Addition(at=NOW, by=ISLA, text=""))


def test_a_later_note_waits_until_the_reporter_writes_it() -> None:
    """A manager's addition is not it; to tell the manager is."""
    record = example.report(note="", note_kind=NoteKind.LATER)
    assert record.add(Addition(at=NOW, by=MORAG, text="x")).waits_for_note
    assert not record.add(Addition(at=NOW, by=ISLA, text="x")).waits_for_note
    assert not record.will_tell_manager().waits_for_note
    with pytest.raises(AlreadyDone):
        record.will_tell_manager().will_tell_manager()


@pytest.mark.requirement("R-1.7-4")
def test_trying_again_is_for_who_was_named_or_reported() -> None:
    """Once, and only where a day was chosen."""
    record = example.report(reengage_on=TODAY, reengage_by=CALLUM)
    assert (CALLUM, Part.OWNER) in record.parties()
    assert (CALLUM, Part.OWNER) not in record.reengaged(CALLUM, NOW).parties()
    with pytest.raises(Forbidden):
        record.reengaged(RORY, NOW)
    with pytest.raises(AlreadyDone):
        record.reengaged(ISLA, NOW).reengaged(ISLA, NOW)
    with pytest.raises(Refused):
        example.report().reengaged(ISLA, NOW)


@pytest.mark.requirement("R-1.7-4")
def test_going_round_in_circles_is_no_zero_tolerance() -> None:
    """Nothing is decided by itself."""
    record = example.report(reasons=(Reason.CIRCULAR,), reengage_on=TODAY)
    assert record.triage is None
    assert record.facts()["zero_tolerance"] is False
    assert [s.kind for s in record.nudges()].count("talk_again") == 1


@pytest.mark.requirement("R-1.6-1")
@given(st.sets(st.sampled_from(Reason), min_size=1))
def test_no_reason_decides_anything_by_itself(reasons: set[Reason]) -> None:
    """No category, no zero tolerance, no restriction follows from what was ticked."""
    record = example.report(reasons=tuple(reasons))
    assert (record.triage, record.state, record.facts()["zero_tolerance"]) == (None, State.SUBMITTED, False)


def test_who_plays_which_part() -> None:
    """Reporter, witness, handler; the manager acts while it is open."""
    assert example.report().parties() == {
        (ISLA, Part.REPORTER),
        (ISLA, Part.AFFECTED),
        (RORY, Part.WITNESS),
        (MORAG, Part.HANDLER),
        (MORAG, Part.MUST_ACT),
    }
    assert (MORAG, Part.MUST_ACT) not in example.closed().parties()


def test_whom_it_concerns_and_who_was_passed_by_cannot_decide() -> None:
    """Reporter, witnesses, and the manager who was not to have it."""
    assert example.report().conflicted() == {ISLA, RORY}
    assert example.report(not_to=MORAG).conflicted() == {ISLA, RORY, MORAG}


@pytest.mark.requirement("R-1.10.2-2")
def test_everybody_involved_is_who_reported_and_who_was_there() -> None:
    """A bystander who read or heard it is affected too: they report it themselves."""
    assert example.report(witnesses=(RORY, PersonId("x"), RORY)).involved == (ISLA, RORY, PersonId("x"))


# -- nudges -------------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.12.1-6")
def test_the_manager_is_nudged_to_acknowledge_then_to_talk_then_to_tell() -> None:
    """Each until it is done, by whoever acts."""
    assert {"acknowledge_report", "offer_support"} == set(series(example.report()))
    assert {"talk_with_reporter", "tell_outcome", "offer_support"} == set(series(example.acknowledged()))
    assert {"tell_outcome", "offer_support"} == set(series(example.discussed()))
    assert {"offer_support"} == set(series(example.closed()))


def test_a_threat_makes_it_urgent() -> None:
    """The first nudge, and the place in a list."""
    record = example.report(reasons=(Reason.THREAT,))
    assert [s.urgent for s in series(record)["acknowledge_report"]] == [True]
    assert record.due == NOW
    assert record.acknowledge(NOW).due is None
    assert example.report().due is None


@pytest.mark.requirement("R-1.12.2-5")
@pytest.mark.requirement("R-1.6-9")
def test_everybody_affected_is_reminded_of_support_until_they_press_anything() -> None:
    """For any decision; twice only after zero tolerance, and gently."""
    record = example.report()
    assert [(s.to, s.most, s.gentle) for s in series(record)["offer_support"]] == [(ISLA, 1, True), (RORY, 1, True)]
    assert [s.to for s in series(record.support_seen(ISLA))["offer_support"]] == [RORY]
    zero = record.triaged(example.triage(zero_tolerance=True))
    assert [s.most for s in series(zero)["offer_support"]] == [2, 2]
    nothing: dict[str, object] = {"categories": (Category.DEMANDS,), "follow_ups": (FollowUp.NO_FURTHER,)}
    lenient = example.triage(zero_tolerance=False, **nothing)
    assert [s.to for s in series(record.triaged(lenient))["offer_support"]] == [ISLA, RORY]


@pytest.mark.requirement("R-1.12.2-5")
@pytest.mark.requirement("R-1.9.4-6")
def test_who_is_threatened_is_reminded_of_support_once_a_person_has_told_them() -> None:
    """Nobody learns of a threat from Harbour; who was there knows, and where there is no threat nobody waits."""
    threat = {"reasons": (Reason.THREAT,), "threat_against": ThreatAgainst.COLLEAGUE, "witnesses": (RORY,)}
    record = example.report(**threat, targets=(CALLUM, RORY))
    assert [s.to for s in series(record)["offer_support"]] == [ISLA, RORY]
    later = NOW + timedelta(days=3)
    told = record.now_knows(CALLUM, later)
    assert [(s.to, s.since) for s in series(told)["offer_support"]] == [(ISLA, NOW), (CALLUM, later), (RORY, NOW)]
    assert (record.knows(CALLUM), told.knows(CALLUM), told.may_hear(CALLUM)) == (False, True, True)
    assert told == told.now_knows(CALLUM, later) == told.now_knows(MORAG, later)
    calm = example.report(witnesses=(), targets=(CALLUM,))
    assert [s.to for s in series(calm)["offer_support"]] == [ISLA, CALLUM]


@pytest.mark.requirement("R-1.9.1-2")
def test_nobody_is_nudged_about_a_warning() -> None:
    """No answer is missing."""
    assert set(series(example.report(warned=None))) == set(series(example.report()))


def test_the_note_to_add_later_reminds_the_reporter_alone() -> None:
    """Gently."""
    record = example.report(note="", note_kind=NoteKind.LATER)
    assert [(s.to, s.gentle) for s in series(record)["add_note"]] == [(ISLA, True)]


def test_where_nobody_is_left_the_management_team_is_asked() -> None:
    """And nobody else."""
    record = example.report().moved(None, NOW)
    assert record.needs_naming
    assert set(series(record)) == {"name_handler", "offer_support"}


@given(st.lists(st.sampled_from(["acknowledge", "talk", "triage", "tell", "move"]), max_size=6))
def test_while_it_is_open_somebody_is_waited_for_and_afterwards_nobody(steps: list[str]) -> None:
    """No open report is forgotten, and no settled one nags."""
    record = example.report()
    for step in steps:
        try:
            record = record.moved(CALLUM, NOW) if step == "move" else take(record, step)
        except HarbourError:
            continue
    waited = {s.kind for s in record.nudges()} & {
        "acknowledge_report",
        "talk_with_reporter",
        "tell_outcome",
        "name_handler",
    }
    undecided = record.triage is not None and record.discussion is not None and record.outcome is not None
    assert bool(waited) is (record.is_open and not undecided)
