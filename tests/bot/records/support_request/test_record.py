from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import AlreadyDone, HarbourError, Incomplete, Refused
from bot.people import PersonId
from bot.records.rights import Part
from bot.records.support_request.parts import DECIDED, Answer, Ground, Help, Look, Outcome, State, Wanted
from bot.records.support_request.record import SupportRequest
from bot.views.examples.people import AILSA, CALLUM, EWAN, ISLA, MORAG, NOW, RORY, TODAY, individual, origin
from bot.views.support_request import samples as example

ARRANGED = sorted(set(Help) - DECIDED)
LATER = NOW + timedelta(days=40)


# -- asking ------------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.12.3-3")
@given(
    what=st.sampled_from(Help),
    grounds=st.lists(st.sampled_from(Ground), unique=True).map(tuple),
    words=st.text(max_size=20),
)
def test_no_reason_is_ever_needed(what: Help, grounds: tuple[Ground, ...], words: str) -> None:
    """With every set of grounds, none among them, and with or without words: it is asked."""
    about = individual().id if what is Help.NO_CONTACT else None
    wanted = Wanted(help=what, which="The roof", grounds=grounds, words=words)
    asked = SupportRequest.ask(origin("SR-0001", ISLA), manager=MORAG, wanted=wanted, individual=about)
    assert asked.state is State.ASKED


@pytest.mark.requirement("R-1.12.3-3")
def test_nothing_asks_for_somebodys_health() -> None:
    """The grounds are the policy's three, and not to say."""
    assert list(Ground) == [Ground.THREATS, Ground.NAMED, Ground.MORE_VULNERABLE, Ground.RATHER_NOT_SAY]
    assert {field.name for field in fields(Wanted)} == {"help", "which", "when", "grounds", "words"}


@pytest.mark.parametrize(
    ("what", "missing"), [(Help.NO_CONTACT, "who"), (Help.OTHER_NAME, "which"), (Help.REMOVAL, "which")]
)
def test_what_it_is_about_is_needed(what: Help, missing: str) -> None:
    """Nobody can decide about an individual, or a case, that nothing names."""
    with pytest.raises(Incomplete) as error:
        SupportRequest.ask(origin("SR-0001", ISLA), manager=MORAG, wanted=Wanted(help=what))
    assert list(error.value.errors) == [missing]


# -- answering ---------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.12.2-6")
@pytest.mark.parametrize("what", ARRANGED)
@pytest.mark.parametrize("outcome", Outcome)
def test_an_hour_and_a_talk_are_arranged_and_nothing_else(what: Help, outcome: Outcome) -> None:
    """A forged answer is neither a decision nor a refusal."""
    asked = example.asked(what)
    answer = example.answer(what, outcome, words="No.")
    with pytest.raises(Refused):
        asked.decide(answer, TODAY)
    if outcome is Outcome.ARRANGED:
        assert asked.arrange(answer, TODAY).state is State.ARRANGED
        return
    with pytest.raises(Refused):
        asked.arrange(answer, TODAY)


@pytest.mark.parametrize("what", sorted(DECIDED))
def test_what_is_decided_is_not_just_arranged(what: Help) -> None:
    """It has an answer with what will be in place, or with reasons."""
    with pytest.raises(Refused):
        example.asked(what).arrange(example.answer(what, Outcome.ARRANGED), TODAY)
    with pytest.raises(Refused):
        example.asked(what).decide(example.answer(what, Outcome.ARRANGED), TODAY)


@pytest.mark.requirement("R-1.12.2-4", "R-1.12.3-1", "R-1.12.3-2")
@pytest.mark.parametrize(
    ("what", "who"), [(Help.NO_CONTACT, "cover"), (Help.OTHER_NAME, "in_name_of"), (Help.REMOVAL, "cover")]
)
@pytest.mark.parametrize("outcome", [Outcome.AGREED, Outcome.AGREED_IN_PART])
def test_approving_says_what_will_be_in_place(what: Help, who: str, outcome: Outcome) -> None:
    """Cover or name, start, and the part that is approved if it is one."""
    whole = example.answer(what, outcome)
    assert example.asked(what).decide(whole, TODAY).state.value == outcome.value
    missing: dict[str, dict[str, object]] = {who: {"cover": None, "in_name_of": None}, "on": {"on": None}}
    if outcome is Outcome.AGREED_IN_PART:
        missing["part"] = {"part": ""}
    for field, changes in missing.items():
        with pytest.raises(Incomplete) as error:
            example.asked(what).decide(replace(whole, **changes), TODAY)  # type: ignore[arg-type]
        assert list(error.value.errors) == [field]


@given(days=st.integers(-400, 400))
def test_it_begins_today_or_later_and_within_a_year(days: int) -> None:
    """A slip of the finger is asked about; for what is agreed and for what is arranged."""
    day = TODAY + timedelta(days=days)
    for what, outcome in ((Help.REMOVAL, Outcome.AGREED), (Help.HOUR, Outcome.ARRANGED)):
        asked, answer = example.asked(what), example.answer(what, outcome, on=day)
        step = asked.decide if what in DECIDED else asked.arrange
        if 0 <= days <= 365:
            assert step(answer, TODAY).answers == (answer,)
            continue
        with pytest.raises(Incomplete) as error:
            step(answer, TODAY)
        assert list(error.value.errors) == ["on"]


@pytest.mark.requirement("R-1.12.2-4")
def test_not_taken_forward_has_its_reasons() -> None:
    """Without them there is no such answer."""
    with pytest.raises(Incomplete) as error:
        example.asked().decide(example.answer(outcome=Outcome.NOT_AGREED, words=""), TODAY)
    assert list(error.value.errors) == ["reasons"]
    assert example.not_agreed().state is State.NOT_AGREED


@pytest.mark.parametrize("who", [ISLA, CALLUM])
def test_who_asked_and_whom_they_passed_by_cover_nothing(who: PersonId) -> None:
    """The one would cover for themself; the other is not to hear of it."""
    asked = example.asked(not_to=(CALLUM,))
    with pytest.raises(Incomplete) as error:
        asked.decide(example.answer(cover=who), TODAY)
    assert list(error.value.errors) == ["cover"]


def test_it_is_answered_once() -> None:
    """A stale click changes nothing."""
    for record in (example.agreed(), example.in_place(), example.not_agreed(), example.ended()):
        with pytest.raises(AlreadyDone):
            record.decide(example.answer(), TODAY)
    with pytest.raises(AlreadyDone):
        example.arranged().arrange(example.answer(Help.HOUR, Outcome.ARRANGED), TODAY)


# -- asking the management team ----------------------------------------------------------------------------


def test_the_management_team_looks_at_it_again_once() -> None:
    """It lies with nobody until one of them is named; whoever denied it never has it again."""
    again = example.stepped_up()
    assert (again.state, again.handler, again.needs_naming) == (State.STEPPED_UP, None, True)
    assert again.for_management_team
    assert again.conflicted() == {ISLA, MORAG}
    assert [(s.kind, s.to) for s in again.nudges()] == [("name_handler", None)]
    for record in (example.denied_again(), again, example.agreed(), example.ended(), example.asked()):
        with pytest.raises(AlreadyDone):
            record.step_up(LATER)


def test_the_management_team_can_agree_after_all() -> None:
    """Then it is agreed like any other."""
    agreed = example.stepped_up(AILSA).decide(example.answer(Help.REMOVAL, by=AILSA), TODAY)
    assert agreed.state is State.AGREED
    assert [a.outcome for a in agreed.answers] == [Outcome.NOT_AGREED, Outcome.AGREED]


# -- in place ------------------------------------------------------------------------------------------------


def test_it_is_put_in_place_once_it_is_agreed() -> None:
    """And not before, nor twice."""
    assert example.in_place().state is State.IN_PLACE
    for record in (example.asked(), example.in_place(), example.not_agreed(), example.arranged(), example.ended()):
        with pytest.raises(AlreadyDone):
            record.put_in_place(LATER)


def test_only_the_person_ends_it_and_at_any_time_before_it_is_over() -> None:
    """The manager may propose to look at it again: nothing that they do ends it."""
    states = (example.asked(), example.stepped_up(), example.arranged(), example.agreed(), example.in_place())
    for record in (*states, example.checked(), example.change_asked(), example.to_look_at()):
        ended = record.no_longer(LATER)
        assert (ended.state, ended.is_open, list(ended.nudges())) == (State.ENDED, False, [])
    for record in (example.not_agreed(), example.ended()):
        with pytest.raises(AlreadyDone):
            record.no_longer(LATER)
    assert example.to_look_at().state is State.IN_PLACE


def test_a_proposal_to_look_again_waits_for_the_person_alone() -> None:
    """One at a time, with words, while something is agreed; it is gone with any answer."""
    look = Look(at=NOW, by=MORAG, words="Could Callum cover in June?")
    with pytest.raises(AlreadyDone):
        example.to_look_at().look_again(look)
    with pytest.raises(AlreadyDone):
        example.asked().look_again(look)
    with pytest.raises(Incomplete):
        example.in_place().look_again(replace(look, words=""))
    asked = example.to_look_at()
    for answered in (asked.still_wanted(LATER), asked.say("In June only.", LATER), asked.no_longer(LATER)):
        assert answered.look is None


def test_a_change_waits_anew_and_what_is_in_place_stays() -> None:
    """Until there is another answer; not taken forward, it stays for good."""
    waits = example.change_asked()
    assert (waits.state, waits.covered_by, waits.rounds) == (State.ASKED, RORY, 1)
    denied = example.change_denied()
    assert (denied.state, denied.covered_by, denied.can_step_up) == (State.IN_PLACE, RORY, True)
    agreed = waits.decide(example.answer(cover=CALLUM), TODAY)
    assert (agreed.state, agreed.covered_by) == (State.AGREED, CALLUM)


def test_what_is_added_while_it_waits_is_no_new_request() -> None:
    """Nothing is written over, and nothing is counted anew."""
    twice = example.asked().say("One.", NOW).say("Two.", LATER)
    assert ([said.text for said in twice.said], twice.rounds, twice.waiting_since) == (["One.", "Two."], 0, NOW)
    with pytest.raises(Incomplete):
        example.asked().say("", NOW)
    with pytest.raises(AlreadyDone):
        example.not_agreed().say("Please.", NOW)


# -- who, and when -------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.12.2-6")
def test_nothing_outside_the_sealed_record_says_what_was_asked() -> None:
    """Not the kind, the state or the facts; what points at it is at most whom it is about, by an opaque id."""
    for what in Help:
        record = example.asked(what)
        assert (record.kind, record.state, record.lookup) == ("support_request", State.ASKED, record.individual)
        assert dict(record.facts()) == {"answered": False, "stepped_up": False}
    words = {*vars(SupportRequest), *Help, *State}
    assert not [w for w in words if any(hint in w.casefold() for hint in ("eap", "line", "counsel", "wellbeing"))]


def test_the_manager_acts_until_it_is_in_place() -> None:
    """Then nobody has to."""
    for record, acts in (
        (example.asked(), True),
        (example.agreed(), True),
        (example.change_asked(), True),
        (example.in_place(), False),
        (example.not_agreed(), False),
        (example.arranged(), False),
        (example.ended(), False),
    ):
        assert ((MORAG, Part.MUST_ACT) in record.parties()) is acts


def test_who_covers_has_a_part_while_it_stands() -> None:
    """And none before or after."""
    covers = [
        (RORY, Part.OWNER) in record.parties()
        for record in (example.asked(), example.agreed(), example.in_place(), example.change_asked(), example.ended())
    ]
    assert covers == [False, True, True, True, False]


def series(record: SupportRequest) -> list[tuple[str, object, object, str]]:
    """Its nudges: kind, recipient, start and item."""
    return [(s.kind, s.to, s.since, s.item) for s in record.nudges()]


def test_nudges_run_while_something_waits_for_somebody() -> None:
    """The manager until it is answered, and from the day it should be in place; the person while it is."""
    agreed = example.agreed().agreement
    assert agreed is not None
    assert series(example.asked()) == [("answer_support_request", MORAG, NOW, "")]
    assert series(example.agreed()) == [("answer_support_request", MORAG, agreed.on, "in_place")]
    assert series(example.in_place()) == [("check_support", ISLA, NOW, "")]
    assert series(example.change_asked()) == [("answer_support_request", MORAG, NOW, "1")]
    for record in (example.checked(), example.arranged(), example.not_agreed(), example.ended()):
        assert series(record) == []


def test_a_second_round_is_nudged_anew() -> None:
    """Its nudges are not those that were sent in the first."""
    again = example.change_asked().decide(example.answer(), TODAY)
    assert [s.item for s in again.nudges()] == ["in_place1"]
    assert [s.item for s in again.put_in_place(LATER).nudges()] == ["1"]


def test_with_nobody_left_somebody_is_to_be_named() -> None:
    """The management team is asked."""
    assert [(s.kind, s.to) for s in example.asked(manager=None).nudges()] == [("name_handler", None)]


# -- whatever is done, in whatever order ---------------------------------------------------------------------

Step = Callable[[SupportRequest, date], SupportRequest]
STEPS: dict[str, Step] = {
    "say": lambda r, _: r.say("Something.", NOW),
    "step up": lambda r, _: r.step_up(NOW),
    "name": lambda r, _: r.moved(EWAN, NOW) if r.needs_naming else r,
    "agree": lambda r, day: r.decide(example.answer(r.wanted.help, on=day), TODAY),
    "in part": lambda r, day: r.decide(example.answer(r.wanted.help, Outcome.AGREED_IN_PART, on=day), TODAY),
    "deny": lambda r, _: r.decide(example.answer(r.wanted.help, Outcome.NOT_AGREED), TODAY),
    "arrange": lambda r, day: r.arrange(example.answer(r.wanted.help, Outcome.ARRANGED, on=day), TODAY),
    "in place": lambda r, _: r.put_in_place(NOW),
    "still": lambda r, _: r.still_wanted(NOW),
    "propose": lambda r, _: r.look_again(Look(at=NOW, by=MORAG, words="?")),
    "end": lambda r, _: r.no_longer(NOW),
}


@pytest.mark.requirement("R-1.12.2-6")
@given(
    what=st.sampled_from(Help),
    steps=st.lists(st.tuples(st.sampled_from(sorted(STEPS)), st.integers(0, 30)), max_size=14),
)
def test_in_any_order_it_stays_sound(what: Help, steps: list[tuple[str, int]]) -> None:
    """One state; stepped up once; what is arranged never denied; what is agreed ends by the person's word alone."""
    record = example.asked(what)
    for name, days in steps:
        before = record
        try:
            record = STEPS[name](record, TODAY + timedelta(days=days))
        except HarbourError:
            continue
        stood = before.agreement is not None and before.ended_at is None
        assert (record.agreement is None or record.ended_at is not None) <= (not stood or name == "end")
        assert before.answers == record.answers[: len(before.answers)]
        assert before.said == record.said[: len(before.said)]
    outcomes = {answer.outcome for answer in record.answers}
    assert outcomes <= ({Outcome.ARRANGED} if what not in DECIDED else set(Outcome) - {Outcome.ARRANGED})
    assert isinstance(record.state, State)
    assert record.is_open == (record.state not in (State.ARRANGED, State.NOT_AGREED, State.ENDED))
    assert record.needs_naming <= record.is_open
    assert len(list(record.nudges())) <= 1
    assert ISLA in record.conflicted()


def test_an_answer_covers_with_the_one_or_the_other() -> None:
    """Either the person who takes over, or the one whose name is used."""
    assert example.answer(Help.OTHER_NAME).covers == AILSA
    assert Answer(at=NOW, by=MORAG, outcome=Outcome.ARRANGED).covers is None
