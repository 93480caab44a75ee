from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import AlreadyDone, Forbidden, HarbourError, Incomplete, Refused
from bot.people import PersonId, Role
from bot.records.ended_contact.parts import Reason, ThreatAgainst
from bot.records.police.parts import Decision, How, Note, Opinion, Outcome, Reference, Told, View
from bot.records.police.record import PoliceDecision, State
from bot.records.rights import Part
from bot.views.examples import people
from bot.views.examples.people import AILSA, CALLUM, EWAN, ISLA, MORAG, NOW, RORY, TODAY
from bot.views.police import samples as example

EVERYBODY = (ISLA, RORY, CALLUM, MORAG, AILSA, EWAN)
HEARD = frozenset({Opinion.WORDS, Opinion.RATHER_NOT})


def view(of: PersonId, opinion: Opinion = Opinion.WORDS, words: str = "Yes, please.", by: PersonId = MORAG) -> View:
    """View noted by Morag."""
    return View(of=of, by=by, at=NOW, opinion=opinion, words=words)


# -- opening ---------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.9.4-2")
@pytest.mark.parametrize("against", [None, *ThreatAgainst])
def test_a_threat_asks_for_a_decision_whomever_it_is_against(against: ThreatAgainst | None) -> None:
    """Also a third party and the organisation."""
    report = people.report(reasons=(Reason.THREAT,), threat_against=against)
    assert report.waits_for_police is True
    opened = PoliceDecision.open_for(people.origin("PD-0001", ISLA), report, manager=MORAG)
    assert opened.staff == (ISLA,)  # who received it is asked, whomever it is against


def test_no_threat_asks_for_none() -> None:
    """Unless a manager wishes it."""
    assert people.report().waits_for_police is False


@pytest.mark.requirement("R-1.9.4-4")
def test_the_recipient_the_threatened_and_the_witnesses_never_decide() -> None:
    """Even those who do not know of it yet."""
    record = example.opened()
    assert record.conflicted() == {ISLA, CALLUM, RORY}
    assert record.can_be_asked == (ISLA,)
    assert (CALLUM, Part.AFFECTED) not in record.parties()
    for person in (ISLA, CALLUM, RORY):
        with pytest.raises(Forbidden):
            example.heard().decide(replace(example.decision(), by=person), TODAY)


# -- views -------------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.9.4-6")
def test_what_somebody_thinks_is_added_to_and_never_written_over() -> None:
    """In their own words, or not at all."""
    once = example.opened().said(Opinion.RATHER_NOT, "", ISLA, NOW)
    twice = once.said(Opinion.WORDS, "I would like them to know after all.", ISLA, NOW)
    assert twice.views[0] == once.views[0]
    assert [v.opinion for v in twice.views] == [Opinion.RATHER_NOT, Opinion.WORDS]
    with pytest.raises(Incomplete):
        once.said(Opinion.WORDS, "", ISLA, NOW)


@pytest.mark.parametrize("person", [CALLUM, RORY, MORAG, EWAN])
def test_nobody_says_it_for_somebody_else_nor_before_a_person_has_told_them(person: PersonId) -> None:
    """Callum is threatened and does not know; the others are not asked."""
    with pytest.raises(Forbidden):
        example.opened().said(Opinion.WORDS, "Yes.", person, NOW)
    assert example.opened().knows(CALLUM).said(Opinion.WORDS, "Yes.", CALLUM, NOW).views[0].of == CALLUM


def test_a_manager_notes_what_they_were_told_for_the_staff_concerned_alone() -> None:
    """Noted by a manager who has no part in it; that they know follows from it."""
    noted = example.opened().noted(view(CALLUM))
    assert noted.can_be_asked == (ISLA, CALLUM)
    could_not = example.opened().noted(view(CALLUM, Opinion.COULD_NOT_ASK, "On leave."))
    assert could_not.can_be_asked == (ISLA,)
    for wrong in (view(EWAN), view(ISLA, by=CALLUM), view(ISLA, Opinion.TELL_MANAGER)):
        with pytest.raises(Forbidden):
            example.opened().noted(wrong)
    for empty in (view(ISLA, words=""), view(ISLA, Opinion.COULD_NOT_ASK, "")):
        with pytest.raises(Incomplete):
            example.opened().noted(empty)


# -- the decision ------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.9.4-5")
@pytest.mark.requirement("R-1.9.4-7")
@pytest.mark.parametrize("missing", ["impact", "reasons"])
@pytest.mark.parametrize("outcome", Outcome)
def test_impact_and_reasons_are_asked_for_each_on_its_own(outcome: Outcome, missing: str) -> None:
    """For any outcome."""
    with pytest.raises(Incomplete) as incomplete:
        example.heard().decide(replace(example.decision(outcome), **{missing: ""}), TODAY)  # type: ignore[arg-type]
    assert set(incomplete.value.errors) == {missing}


@pytest.mark.requirement("R-1.9.4-6")
@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("opinion", [None, Opinion.TELL_MANAGER])
def test_nothing_is_decided_while_somebody_has_not_been_heard(outcome: Outcome, opinion: Opinion | None) -> None:
    """A wish to tell the manager is no view yet."""
    record = example.opened().noted(view(CALLUM))
    if opinion is not None:
        record = record.said(opinion, "", ISLA, NOW)
    assert record.without_view(outcome) == (ISLA,)
    with pytest.raises(Incomplete) as incomplete:
        record.decide(example.decision(outcome), TODAY)
    assert set(incomplete.value.errors) == {"outcome"}


@pytest.mark.requirement("R-1.9.4-6")
def test_who_could_not_be_asked_holds_up_no_report_but_a_decision_not_to() -> None:
    """Not to report waits for everybody who is there to be asked."""
    record = example.opened().noted(view(ISLA)).noted(view(CALLUM, Opinion.COULD_NOT_ASK, "Cannot be reached."))
    assert record.decide(example.decision(), TODAY).state is State.DECIDED
    with pytest.raises(Incomplete):
        record.decide(example.decision(Outcome.NOT_REPORT), TODAY)
    assert record.decide(example.decision(Outcome.NOT_REPORT), TODAY, away={CALLUM}).state is State.DECIDED


@pytest.mark.requirement("R-1.9.4-3")
def test_not_to_report_is_a_decision_like_the_others() -> None:
    """Nothing marks it as wrong; it closes by itself once it is told."""
    decided = example.decided(Outcome.NOT_REPORT)
    assert (decided.state, decided.waits_for_reference) == (State.DECIDED, False)
    assert decided.tell(Told(at=NOW, by=MORAG, on=TODAY), TODAY).state is State.CLOSED


@pytest.mark.parametrize("days", [1, -400])
def test_the_day_of_a_report_lies_within_a_year_and_not_ahead(days: int) -> None:
    """As for telling somebody."""
    wrong = TODAY + timedelta(days=days)
    with pytest.raises(Incomplete) as incomplete:
        example.heard().decide(replace(example.decision(), on=wrong), TODAY)
    assert set(incomplete.value.errors) == {"on"}
    with pytest.raises(Incomplete):
        example.decided().tell(Told(at=NOW, by=MORAG, on=wrong), TODAY)


@pytest.mark.requirement("R-1.9.4-5")
def test_it_is_decided_before_the_police_have_been_told() -> None:
    """Then that they were, once; it is not closed before, and nothing is referred to."""
    decided = example.to_be_told()
    assert (decided.waits_for_reference, decided.unfinished) == (True, True)
    with pytest.raises(Refused):
        decided.refer(Reference(at=NOW, by=MORAG))
    with pytest.raises(Incomplete):
        decided.reached(TODAY + timedelta(days=1), How.ONLINE, TODAY)
    reached = decided.reached(TODAY, How.ONLINE, TODAY)
    assert reached.decision == replace(example.decision(), on=TODAY, how=How.ONLINE)
    with pytest.raises(AlreadyDone):
        reached.reached(TODAY, How.ONLINE, TODAY)


def test_what_has_been_reported_says_how() -> None:
    """Even if the police know already, way and day are given."""
    already = replace(example.decision(Outcome.ALREADY), how=None)
    with pytest.raises(Incomplete) as incomplete:
        example.heard().decide(already, TODAY)
    assert set(incomplete.value.errors) == {"how"}


def test_it_is_decided_and_told_once() -> None:
    """A stale click changes nothing."""
    with pytest.raises(AlreadyDone):
        example.decided().decide(example.decision(), TODAY)
    with pytest.raises(AlreadyDone):
        example.told().tell(Told(at=NOW, by=MORAG, on=TODAY), TODAY)
    with pytest.raises(Refused):
        example.heard().tell(Told(at=NOW, by=MORAG, on=TODAY), TODAY)


@pytest.mark.requirement("R-1.9.4-5")
def test_something_new_reopens_a_decision_not_to_report_and_keeps_the_old_one() -> None:
    """The old one stays as it was, with what is new beside it; what was reported cannot be taken back."""
    before = example.decided(Outcome.NOT_REPORT)
    again = before.reopened(Note(at=NOW, by=MORAG, words="He called again."))
    assert (again.state, again.decision) == (State.OPENED, None)
    assert (again.earlier[0].decision, again.views) == (before.decision, before.views)
    assert again.decide(example.decision(), TODAY).decision is not None
    with pytest.raises(AlreadyDone):
        example.decided().reopened(Note(at=NOW, by=MORAG, words="New."))
    with pytest.raises(Incomplete):
        before.reopened(Note(at=NOW, by=MORAG, words=""))
    with pytest.raises(Forbidden):
        before.reopened(Note(at=NOW, by=ISLA, words="New."))


# -- calls, witnesses, the end -------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.9.4-4")
@pytest.mark.parametrize("person", EVERYBODY)
def test_that_somebody_has_called_the_police_is_noted_whatever_stands_there(person: PersonId) -> None:
    """At any time, by anybody, as often as they did."""
    for record in (example.opened(), example.decided(Outcome.NOT_REPORT), example.told(), example.closed()):
        called = record.called(person, NOW).called(person, NOW, "PS-1")
        assert [(c.by, c.reference) for c in called.calls[-2:]] == [(person, ""), (person, "PS-1")]
        assert called.state is record.state


@pytest.mark.requirement("R-1.9.4-8")
def test_it_cannot_close_while_somebody_who_was_there_has_not_been_asked() -> None:
    """Everything else being done."""
    later = example.referred().witnessed_by((AILSA,))
    assert later.unasked == (AILSA,)
    with pytest.raises(Refused):
        later.closed(NOW)
    assert later.has_asked(AILSA).closed(NOW).state is State.CLOSED
    not_reported = example.decided(Outcome.NOT_REPORT).witnessed_by((AILSA,))
    assert not_reported.tell(Told(at=NOW, by=MORAG, on=TODAY), TODAY).state is State.TOLD


@pytest.mark.parametrize("record", [example.opened, example.decided, example.told])
def test_it_cannot_close_before_it_is_decided_told_and_referred(record: Callable[[], PoliceDecision]) -> None:
    """Step by step."""
    with pytest.raises(Refused):
        record().closed(NOW)


def test_its_manager_is_reminded_of_what_is_left_until_it_is_closed() -> None:
    """Of each step that is left, and of closing it where none is: nothing waits for ever in silence."""

    def reminded_of(record: PoliceDecision) -> list[str]:
        return [series.item for series in record.nudges() if series.kind == "note_police_answer"]

    assert reminded_of(example.decided()) == ["", "told"]
    assert reminded_of(example.told()) == [""]
    assert reminded_of(example.referred()) == ["close"]
    assert reminded_of(example.closed()) == []


def test_no_reference_was_given_is_an_answer() -> None:
    """Only where the police were told."""
    assert example.told().refer(Reference(at=NOW, by=MORAG)).closed(NOW).state is State.CLOSED
    with pytest.raises(Refused):
        example.heard().refer(Reference(at=NOW, by=MORAG))
    with pytest.raises(Refused):
        example.heard().followed_up(Note(at=NOW, by=MORAG, words="Nothing."))


@pytest.mark.parametrize(
    ("role", "plain", "zero"), [(Role.MANAGEMENT_TEAM, False, True), (Role.CHIEF_EXECUTIVE, True, True)]
)
def test_the_management_team_reads_it_if_it_is_zero_tolerance(role: Role, plain: bool, zero: bool) -> None:
    """The chief executive in any case (model.md §4)."""
    record = example.opened()
    assert (record.shown_to(role), record.changed(zero_tolerance=True).shown_to(role)) == (plain, zero)


def test_its_facts_name_nobody() -> None:
    """They hold the outcome, and the hours it took."""
    late = replace(example.decision(), at=NOW + timedelta(hours=2, minutes=10))
    facts = example.heard().decide(late, TODAY).facts()
    assert facts == {"outcome": "report", "hours_to_decide": 2, "reopened": False}
    assert example.opened().facts() == {"reopened": False}


# -- whatever is done ----------------------------------------------------------------------------------------

WHO = st.sampled_from(EVERYBODY)
WORDS = st.sampled_from(["", "Words."])
Step = Callable[[PoliceDecision], PoliceDecision]


def _decision(by: PersonId, outcome: Outcome, impact: str, reasons: str) -> Decision:
    on = TODAY if outcome is not Outcome.NOT_REPORT else None
    return Decision(
        at=NOW, by=by, outcome=outcome, impact=impact, reasons=reasons, on=on, how=How.ONLINE if on else None
    )


STEPS: st.SearchStrategy[Step] = st.one_of(
    st.builds(
        lambda o, w, by: lambda r: r.said(o, w, by, NOW), st.sampled_from(Opinion), WORDS, WHO
    ),
    st.builds(
        lambda of, by, o, w: lambda r: r.noted(View(of=of, by=by, at=NOW, opinion=o, words=w)),
        WHO, WHO, st.sampled_from(Opinion), WORDS,
    ),
    st.builds(lambda p: lambda r: r.knows(p), WHO),
    st.builds(lambda p: lambda r: r.witnessed_by((p,)), WHO),
    st.builds(lambda p: lambda r: r.has_asked(p), WHO),
    st.builds(lambda p: lambda r: r.called(p, NOW), WHO),
    st.builds(
        lambda by, o, i, w: lambda r: r.decide(_decision(by, o, i, w), TODAY),
        WHO, st.sampled_from(Outcome), WORDS, WORDS,
    ),
    st.builds(lambda by: lambda r: r.tell(Told(at=NOW, by=by, on=TODAY), TODAY), WHO),
    st.builds(lambda by, n: lambda r: r.refer(Reference(at=NOW, by=by, number=n)), WHO, WORDS),
    st.builds(lambda by, w: lambda r: r.reopened(Note(at=NOW, by=by, words=w)), WHO, WORDS),
    st.just(lambda r: r.closed(NOW)),
)  # fmt: skip


@pytest.mark.requirement("R-1.9.4-4")
@pytest.mark.requirement("R-1.9.4-5")
@pytest.mark.requirement("R-1.9.4-6")
@pytest.mark.requirement("R-1.9.4-7")
@given(steps=st.lists(STEPS, max_size=25), begun=st.sampled_from([example.opened, example.heard]))
def test_no_way_leads_to_a_decision_without_views_impact_and_reasons(
    steps: list[Step], begun: Callable[[], PoliceDecision]
) -> None:
    """Nor by somebody whom it concerns; and nothing that was said or called ever goes."""
    record = begun()
    for step in steps:
        before = record
        try:
            record = step(record)
        except HarbourError:
            continue
        assert record.views[: len(before.views)] == before.views
        assert record.calls[: len(before.calls)] == before.calls
        if record.decision is None or record.decision is before.decision:
            continue
        assert record.decision.by not in before.conflicted()
        assert record.decision.impact
        assert record.decision.reasons
        excused = {Opinion.COULD_NOT_ASK} if record.decision.reported else set()
        for person in record.staff:
            assert {v.opinion for v in record.views if v.of == person} & (HEARD | excused)
    if record.state is State.CLOSED:
        assert record.decision is not None
