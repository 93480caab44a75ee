"""Outcomes of a report, told to its reporter as they come (policy 1.13)."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache

import pytest

from bot.chat.events import Value
from bot.people import PersonId
from bot.records.ended_contact.record import EndedContact, State
from bot.records.restriction.record import Restriction
from bot.views.came import WORDS
from bot.views.examples.people import AILSA, EWAN, ISLA, MORAG, RORY
from tests.bot.flows.appeal import acts as appeals
from tests.bot.flows.follow_ups.acts import (
    ACCOUNT,
    NOT_ACCEPTABLE,
    NOTHING_DONE,
    STEP,
    correspondence,
    online,
    to_restore,
)
from tests.bot.flows.restriction.test_conversation import (
    AT_ONCE,
    CONTINUE,
    DENY,
    LIFT,
    PROPOSE,
    TOLD,
    VARY,
    active,
    approved,
    reported,
    shared,
)
from tests.bot.flows.test_ended_contact import TRIAGE, talk
from tests.bot.house import House, button, card, fields, form, labels, words
from tests.bot.world import World

PROMISE: dict[str, Value] = {**TRIAGE, "words": "We are taking it further, and I will tell you what comes of it."}
OWN: dict[str, Value] = {
    **TRIAGE,
    "follow_ups": ("no_further",),
    "action": "A word with his landlord.",
    "words_no_further": "I will speak with his landlord.",
}


@lru_cache(maxsize=1)
def world_of(house: House) -> World:
    """The chats of everybody in this house."""
    return World(house)


def hears(house: House, person: PersonId = ISLA) -> int:
    """Number of notices of news just sent to this person; then some minutes pass."""
    world = world_of(house)
    before = len(world.told)
    world.settle()
    house.clock.at += timedelta(minutes=10)
    return sum("There is news" in words(told.card) for told in world.told[before:] if told.to == person)


def reads(house: House, report: str) -> str:
    """Outcome as Isla reads it in her report, and nothing else of it."""
    shown = words(house.presses(ISLA, "ended_contact.open", report))
    return shown.partition("What came of it")[2].partition("In the words of")[0]


def proposed(house: House) -> tuple[str, str]:
    """Isla's report, after which Morag has proposed a restriction that Ailsa decides: the ids of both."""
    house.sets(two_managers=True)
    report = house.reports(ISLA, note="swore about the repair", individual="T-4711")
    talk(house, report)
    card(house.sends(MORAG, "ended_contact.triage", {**PROMISE, "follow_ups": ("restriction",)}, report))
    card(house.sends(MORAG, "restriction.propose", PROPOSE, report))
    (restriction,) = house.children(report, Restriction)
    assert restriction.handler == AILSA
    world_of(house).settle()
    return report, restriction.id


def in_force(house: House) -> tuple[str, str]:
    """The same, in force; an hour has passed."""
    report, about = proposed(house)
    shared(house, approved(house, about, AILSA), AILSA)
    assert hears(house) == 0  # nothing has come of it yet
    card(house.sends(AILSA, "restriction.told", TOLD, about))
    return report, about


# -- Harbour keeps the promise -----------------------------------------------------------------------------


@pytest.mark.requirement("R-1.13-5")
def test_that_a_restriction_is_in_force_is_told_without_anybody_remembering(house: House) -> None:
    """The report is settled by that, and not by the promise."""
    report, about = proposed(house)
    assert house.record(report, EndedContact).state is State.PROMISED
    assert "You will hear what comes of it" in words(house.presses(ISLA, "ended_contact.open", report))
    shared(house, approved(house, about, AILSA), AILSA)
    assert hears(house) == 0
    card(house.sends(AILSA, "restriction.told", TOLD, about))
    assert hears(house) == 1
    assert house.record(report, EndedContact).state is State.CLOSED
    assert "Contact is restricted from now on." in reads(house, report)


def test_what_is_done_besides_at_the_same_moment_is_no_second_news(house: House) -> None:
    """The cards are kept in step more often than something comes of it."""
    _, about = in_force(house)
    shared(house, about, AILSA)
    assert hears(house) == 1


@pytest.mark.requirement("R-1.13-5")
def test_what_comes_of_it_later_is_told_as_well(house: House) -> None:
    """Suspended, applying again, changed, lifted: each once, also where the report is settled long since."""
    report, about = in_force(house)
    assert hears(house) == 1
    appeal = appeals.acknowledged(house)
    for step, says in (("suspend", "is suspended while an appeal is heard"), ("resume", "applies again")):
        card(house.sends(EWAN, f"appeal.{step}", appeals.PAUSE, appeal))
        assert (hears(house), says in reads(house, report)) == (1, True)
    card(house.sends(AILSA, "restriction.review", VARY, about))
    assert hears(house) == 0  # it applies once the individual has been told
    shared(house, about, AILSA)
    card(house.sends(AILSA, "restriction.told", TOLD, about))
    assert (hears(house), "has been changed" in reads(house, report)) == (1, True)
    card(house.sends(AILSA, "restriction.review", CONTINUE, about))
    card(house.sends(AILSA, "restriction.told", TOLD, about))
    assert hears(house) == 0  # nothing has changed for anybody
    card(house.sends(AILSA, "restriction.review", LIFT, about))
    assert (hears(house), "has been lifted" in reads(house, report)) == (1, True)
    card(house.sends(AILSA, "restriction.told", TOLD, about))
    assert hears(house) == 0


@pytest.mark.requirement("R-1.13-5")
def test_what_begins_at_once_for_safety_is_told_and_that_it_was_denied(house: House) -> None:
    """A reporter who did not ask for it hears that it is not taken forward, and none of the reasons."""
    report, about = proposed(house)
    card(house.sends(AILSA, "restriction.protection", AT_ONCE, about))
    assert hears(house) == 1
    card(house.sends(AILSA, "restriction.not_forward", DENY, about))
    assert hears(house) == 1
    told = reads(house, report)
    assert told.index("at once, for safety") < told.index("not taken forward")
    assert str(DENY["reasons"]) not in words(house.presses(ISLA, "ended_contact.open", report))


@pytest.mark.requirement("R-1.13-5")
def test_whoever_asked_for_it_hears_once(house: House) -> None:
    """The answer with its reasons is theirs; it is not told a second time as news of the report."""
    about = reported(house)
    house.notices()
    card(house.sends(MORAG, "restriction.not_forward", DENY, about))
    assert [(to, view) for to, view, _ in house.notices()] == [(ISLA, "restriction_outcome")]


@pytest.mark.requirement("R-1.13-5")
def test_whoever_suggested_it_without_a_report_hears_the_same(house: House) -> None:
    """By the suggestion, which is all that they made."""
    about = active(house)
    assert hears(house) == 1
    assert "Contact is restricted from now on." in words(house.presses(ISLA, "restriction.outcome", about))
    card(house.sends(MORAG, "restriction.review", LIFT, about))
    assert hears(house) == 1
    assert "has been lifted" in words(house.presses(ISLA, "restriction.outcome", about))


@pytest.mark.requirement("R-1.13-5")
@pytest.mark.requirement("R-1.9.2-1")
def test_that_the_sender_was_informed_is_told(house: House) -> None:
    """Not that it was decided, which is no answer yet."""
    report, about = correspondence(house)
    card(house.sends(MORAG, "correspondence.decide", NOT_ACCEPTABLE, about))
    assert hears(house) == 0
    card(house.sends(MORAG, "correspondence.inform", ACCOUNT, about))
    assert (hears(house), "has been told that such correspondence" in reads(house, report)) == (1, True)


@pytest.mark.requirement("R-1.13-5")
def test_what_is_done_online_and_on_the_relationship_is_told(house: House) -> None:
    """Each when it is decided or noted, and in none of the manager's own words."""
    report, about = online(house)
    card(house.sends(MORAG, "online_action.decide", NOTHING_DONE, about))
    assert (hears(house), "for a reason" in reads(house, report)) == (1, True)
    other, step = to_restore(house)
    card(house.sends(MORAG, "restorative.note", STEP, step))
    assert (hears(house), "so that contact can go better" in reads(house, other)) == (1, True)
    assert str(STEP["words"]) not in words(house.presses(ISLA, "ended_contact.open", other))


@pytest.mark.requirement("R-1.13-5")
def test_that_no_restriction_is_needed_after_all_is_told(house: House) -> None:
    """With the reason, which the manager knows that she reads."""
    report = house.reports(ISLA)
    talk(house, report)
    card(house.sends(MORAG, "ended_contact.triage", {**PROMISE, "follow_ups": ("restriction",)}, report))
    card(house.sends(MORAG, "ended_contact.no_restriction", {"why": "He has moved away."}, report))
    assert hears(house) == 1
    assert house.record(report, EndedContact).state is State.CLOSED
    assert "He has moved away." in words(house.presses(ISLA, "ended_contact.open", report))


@pytest.mark.requirement("R-1.14.1-6")
def test_who_was_there_and_who_decides_elsewhere_read_nothing_of_it(house: House) -> None:
    """The outcome is part of the report, which only the reporter and the manager read."""
    report, _ = in_force(house)
    for other in (RORY, AILSA, EWAN):
        assert not any(text in words(house.presses(other, "ended_contact.open", report)) for text in WORDS.values())
    assert "What Isla Fraser reads of what came of it" in words(house.presses(MORAG, "ended_contact.open", report))


def test_the_pointer_says_nothing(house: House) -> None:
    """It only says that there is news of the report, and how to read it."""
    report, _ = in_force(house)
    world = world_of(house)
    world.settle()
    ref = house.record(report, EndedContact).ref
    (pointer,) = (t.card for t in world.told if t.to == ISLA and "news" in words(t.card))
    said = words(pointer)
    assert said.splitlines()[:2] == [ref, "There is news of what came of your report."]
    assert labels(pointer)[0] == "Open"
    assert not [text for text in WORDS.values() if text in said]


# -- where only a person can -----------------------------------------------------------------------------


@pytest.mark.requirement("R-1.13-5")
def test_what_a_manager_does_themself_is_theirs_to_tell(house: House) -> None:
    """It is in their home and reminded of until it is told; then the report is settled."""
    report = house.reports(ISLA)
    talk(house, report)
    card(house.sends(MORAG, "ended_contact.triage", OWN, report))
    assert "waits to hear what came of it" in words(house.goes_home(MORAG))
    world = world_of(house)
    world.passes(6)
    assert sum("Word is waiting" in title for title in world.heard(MORAG)) == 1
    world.passes(5)
    assert sum("Word is waiting" in title for title in world.heard(MORAG)) == 2
    tell = button(house.presses(MORAG, "ended_contact.open", report), "Tell what came of it")
    asks = form(house.presses(MORAG, tell.action, tell.about))
    assert (asks.values["words"], asks.values["more"]) == ("", ())  # no promise in place of an answer
    card(house.sends(MORAG, "ended_contact.outcome", {"words": "He has apologised."}, report))
    assert house.record(report, EndedContact).state is State.CLOSED
    assert "He has apologised." in words(house.presses(ISLA, "ended_contact.open", report))
    world.passes(20)
    assert sum("Word is waiting" in title for title in world.heard(MORAG)) == 2


@pytest.mark.requirement("R-1.13-5")
def test_a_promise_of_which_nothing_comes_is_asked_for_and_reaches_the_list(house: House) -> None:
    """Fifteen working days in which the reporter hears nothing do not pass in silence."""
    report, _ = proposed(house)
    world = world_of(house)
    world.passes(6)
    assert any("Word is waiting" in title for title in world.heard(MORAG))
    world.passes(10)
    assert house.record(report, EndedContact).listed


@pytest.mark.requirement("R-1.13-5")
def test_a_promise_can_be_made_anew(house: House) -> None:
    """A manager who promises more news is reminded again, from that day on."""
    report = house.reports(ISLA)
    talk(house, report)
    card(house.sends(MORAG, "ended_contact.triage", OWN, report))
    card(house.sends(MORAG, "ended_contact.outcome", {"words": "He is away still.", "more": ("more",)}, report))
    assert house.record(report, EndedContact).state is State.PROMISED
    world = world_of(house)
    world.passes(6)
    assert any("Word is waiting" in title for title in world.heard(MORAG))


def test_an_answer_told_later_asks_whether_more_is_to_come(house: House) -> None:
    """Ticked where something follows: a promise is made knowingly."""
    report = house.reports(ISLA)
    card(house.sends(MORAG, "ended_contact.triage", {**TRIAGE, "words": ""}, report))
    asks = house.presses(MORAG, "form:ended_contact.outcome", report)
    assert fields(asks) == ["words", "more"]
    assert form(asks).values["more"] == ("more",)
