from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.chat.events import Value
from bot.flows import debrief as flow
from bot.people import PersonId
from bot.records.base import RecordId
from bot.records.debrief import Debrief, State
from bot.records.restriction.record import Restriction
from bot.records.rights import Part
from bot.views.examples.people import AILSA, CALLUM, EWAN, ISLA, MORAG, RORY, TODAY
from tests.bot.house import BOARD, DOUGAL, NOTHING, STRANGER, House, button, errors, fields, form, labels, words

AGREED: dict[str, Value] = {"on": "2026-11-24", "what": "Swap the visit", "owner": (RORY,), "due": "2026-12-01"}
OTHERS = (CALLUM, AILSA, EWAN, DOUGAL, STRANGER, BOARD)


def offered(house: House, person: PersonId = ISLA) -> str:
    """A debrief offered to this person after a report of Isla's; its id."""
    report = house.reports(ISLA)
    house.run(lambda uow: flow.offer_to((person,), RecordId(report), uow))
    return house.children(report, Debrief)[0].id


def accepted(house: House) -> str:
    """Isla has said yes."""
    about = offered(house)
    house.presses(ISLA, "debrief.yes", about)
    return about


def held(house: House, **changes: Value) -> str:
    """They have talked, and agreed that Rory does something."""
    about = accepted(house)
    house.sends(MORAG, "debrief.held", {**AGREED, **changes}, about)
    return about


# -- offering ----------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.12.2-1")
def test_everybody_is_offered_one_with_their_own_manager(house: House) -> None:
    """Once each, whoever is named twice."""
    report = house.reports(ISLA, witnesses=(RORY,))
    house.run(lambda uow: flow.offer_to((ISLA, RORY, ISLA), RecordId(report), uow))
    found = house.children(report, Debrief)
    assert [(d.person, d.handler) for d in found] == [(ISLA, MORAG), (RORY, CALLUM)]


def test_nobody_is_asked_twice_about_the_same_incident(house: House) -> None:
    """The report and the restriction that grew out of it are one, whichever comes first."""
    report = house.reports(ISLA, witnesses=(RORY,), wishes=("restrict",))
    restriction = house.children(report, Restriction)[0].id
    house.run(lambda uow: flow.offer_to((ISLA,), RecordId(report), uow))
    house.run(lambda uow: flow.offer_to((ISLA, RORY), restriction, uow))
    house.run(lambda uow: flow.offer_to((ISLA, RORY), RecordId(report), uow))
    assert [d.person for d in house.children(report, Debrief)] == [ISLA]
    assert [d.person for d in house.children(restriction, Debrief)] == [RORY]


def test_who_declined_is_not_asked_again(house: House) -> None:
    """No thanks is final for that incident."""
    about = offered(house)
    house.presses(ISLA, "debrief.no_thanks", about)
    parent = house.record(about, Debrief).parent
    assert parent is not None
    house.run(lambda uow: flow.offer_to((ISLA,), parent, uow))
    assert len(house.children(parent, Debrief)) == 1


def test_who_has_left_is_passed_over(house: House) -> None:
    """And so is somebody whom nobody knows."""
    report = house.reports(ISLA, witnesses=(RORY,))
    house.leave(RORY)
    house.run(lambda uow: flow.offer_to((RORY, PersonId("nobody")), RecordId(report), uow))
    assert house.children(report, Debrief) == []


def test_the_manager_whom_they_passed_by_is_not_offered(house: House) -> None:
    """Another manager of the line talks with them, however often it moves on."""
    report = house.reports(ISLA, report_to="other")
    house.run(lambda uow: flow.offer_to((ISLA,), RecordId(report), uow))
    about = house.children(report, Debrief)[0].id
    house.presses(ISLA, "debrief.yes", about)
    for handler in (CALLUM, AILSA, DOUGAL):
        assert house.record(about, Debrief).handler == handler
        house.presses(handler, "pass_on", about)
    assert house.record(about, Debrief).handler is None


# -- answering ---------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.12.2-1")
@pytest.mark.parametrize(
    ("answer", "state", "reply"),
    [
        ("yes", State.ACCEPTED, "Thank you. Morag Reid will find a time to talk with you."),
        ("later", State.LATER, "Later is fine."),
        ("no_thanks", State.DECLINED, "No thanks is fine. Nobody will ask again about this"),
    ],
)
def test_every_answer_is_fine(house: House, answer: str, state: State, reply: str) -> None:
    """Each gets a kind word, and leaves the others open."""
    about = offered(house)
    shown = house.presses(ISLA, f"debrief.{answer}", about)
    assert reply in words(shown)
    assert house.record(about, Debrief).state is state
    assert len(labels(shown)) == 2


def test_one_can_change_ones_mind_until_it_was_held(house: House) -> None:
    """From each answer to each other; a day that was found goes with its yes."""
    about = accepted(house)
    house.sends(MORAG, "debrief.book", {"on": "2026-11-26"}, about)
    for answer, state in (("no_thanks", State.DECLINED), ("later", State.LATER), ("yes", State.ACCEPTED)):
        house.presses(ISLA, f"debrief.{answer}", about)
        assert house.record(about, Debrief).state is state
    house.sends(MORAG, "debrief.held", {"on": "2026-11-24"}, about)
    assert "You have had this conversation already" in words(house.presses(ISLA, "debrief.no_thanks", about))


def test_the_same_answer_twice_is_said_to_be_there(house: House) -> None:
    """Nothing changes."""
    about = accepted(house)
    assert "That is your answer already" in words(house.presses(ISLA, "debrief.yes", about))


@pytest.mark.parametrize("person", [MORAG, RORY, *OTHERS])
def test_nobody_answers_for_somebody_else(house: House, person: PersonId) -> None:
    """Not their manager, and not who owns an action in it."""
    about = held(house)
    before = house.record(about, Debrief)
    for answer in ("yes", "later", "no_thanks"):
        assert NOTHING in words(house.presses(person, f"debrief.{answer}", about))
    assert house.record(about, Debrief) == before


# -- the manager's part --------------------------------------------------------------------------------------


def test_the_person_hears_when_it_is_booked(house: House) -> None:
    """A content-free notice; the day when they open it."""
    about = accepted(house)
    house.notices()
    house.sends(MORAG, "debrief.book", {"on": "2026-11-26"}, about)
    assert house.notices() == [(ISLA, "booked", about)]
    assert "You talk with Morag Reid on Thu 26 Nov." in words(house.presses(ISLA, "debrief.open", about))


@pytest.mark.parametrize("day", ["2026-11-23", None, "soon"])
def test_a_day_that_has_passed_cannot_be_booked(house: House, day: str | None) -> None:
    """It is asked for again."""
    assert list(errors(house.sends(MORAG, "debrief.book", {"on": day}, accepted(house)))) == ["on"]


def test_what_was_not_accepted_cannot_be_booked(house: House) -> None:
    """Nobody is talked into it."""
    about = offered(house)
    assert "Nothing changed" in words(house.sends(MORAG, "debrief.book", {"on": "2026-11-26"}, about))
    assert labels(house.presses(MORAG, "debrief.open", about)) == ["We have talked"]


@pytest.mark.requirement("R-1.12.2-2")
def test_only_agreed_actions_are_written_down(house: House) -> None:
    """Task, owner and day; there is no field for anything said or felt."""
    about = accepted(house)
    assert fields(house.presses(MORAG, "form:debrief.held", about)) == ["on", "what", "owner", "due"]
    house.sends(MORAG, "debrief.held", AGREED, about)
    actions = house.record(about, Debrief).actions
    assert [(a.what, a.owner, a.due.isoformat()) for a in actions] == [("Swap the visit", RORY, "2026-12-01")]


def test_nothing_agreed_is_fine(house: House) -> None:
    """The owner who was suggested counts for nothing without an action."""
    about = accepted(house)
    opened = form(house.presses(MORAG, "form:debrief.held", about))
    reply = house.sends(MORAG, "debrief.held", dict(opened.values), about)
    assert "Nothing was agreed." in words(reply)
    assert house.record(about, Debrief).state is State.DONE


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"what": None}, {"what"}),
        ({"owner": None}, {"owner"}),
        ({"due": "2026-11-20"}, {"due"}),
        ({"what": "x" * 400}, {"what"}),
        ({"owner": ("nobody",)}, {"owner"}),
        ({"on": "2026-11-25"}, {"on"}),
        ({"on": None}, {"on"}),
    ],
)
def test_half_an_action_comes_back(house: House, changes: dict[str, Value], missing: set[str]) -> None:
    """With a sentence beside what is missing; nothing is kept."""
    about = accepted(house)
    assert set(errors(house.sends(MORAG, "debrief.held", {**AGREED, **changes}, about))) == missing
    assert house.record(about, Debrief).state is State.ACCEPTED


def test_an_agreed_action_without_a_day_is_due_in_two_weeks(house: House) -> None:
    """Nobody is refused for a day that is optional."""
    about = accepted(house)
    house.sends(MORAG, "debrief.held", {**AGREED, "due": None}, about)
    (action,) = house.record(about, Debrief).actions
    assert action.due == TODAY + timedelta(weeks=2)


def test_an_action_cannot_be_given_to_who_has_left(house: House) -> None:
    """Somebody else is asked for."""
    about = accepted(house)
    house.leave(RORY)
    assert "no longer work here" in errors(house.sends(MORAG, "debrief.held", AGREED, about))["owner"]


def test_more_actions_can_be_added(house: House) -> None:
    """Each with an id of its own."""
    about = held(house)
    house.sends(MORAG, "debrief.agree", {**AGREED, "what": "A headset"}, about)
    assert [(a.id, a.what) for a in house.record(about, Debrief).actions] == [
        ("a1", "Swap the visit"),
        ("a2", "A headset"),
    ]


@pytest.mark.parametrize("person", [ISLA, RORY, *OTHERS])
def test_only_the_manager_books_and_notes(house: House, person: PersonId) -> None:
    """Not the person it is for, not an owner, nobody else."""
    about = held(house)
    for name in ("book", "held", "agree"):
        assert NOTHING in words(house.presses(person, f"form:debrief.{name}", about))
        assert NOTHING in words(house.sends(person, f"debrief.{name}", AGREED, about))


# -- agreed actions --------------------------------------------------------------------------------------------


def test_an_owner_sees_their_own_action_alone(house: House) -> None:
    """Not whose debrief it is, and not what else was agreed."""
    about = held(house)
    house.sends(MORAG, "debrief.agree", {**AGREED, "what": "A day off", "owner": (ISLA,)}, about)
    shown = house.presses(RORY, "debrief.action", about, "a1")
    assert "Swap the visit" in words(shown)
    assert "A day off" not in words(shown)
    assert "Isla" not in words(shown)
    assert NOTHING in words(house.presses(RORY, "debrief.action", about, "a2"))
    assert NOTHING in words(house.presses(RORY, "debrief.open", about))


@pytest.mark.parametrize("person", [RORY, ISLA, MORAG])
def test_an_action_is_done_by_its_owner_or_one_of_the_two(house: House, person: PersonId) -> None:
    """Once; then the debrief is done with."""
    about = held(house)
    assert "Done on" in words(house.presses(person, "debrief.action_done", about, "a1"))
    assert house.record(about, Debrief).state is State.DONE
    assert "settled already" in words(house.presses(person, "debrief.action_done", about, "a1"))


@pytest.mark.parametrize("person", [RORY, ISLA, MORAG])
@pytest.mark.parametrize("because", ["The visit is off.", " "])
def test_an_action_is_dropped(house: House, person: PersonId, because: str) -> None:
    """With words, or without any: nobody has to say why."""
    about = held(house)
    drop = button(house.presses(person, "debrief.action", about, "a1"), "Not going to happen")
    assert drop.action == "form:debrief.drop"
    shown = house.sends(person, "debrief.drop", {"because": because}, about, "a1")
    assert "Not going to happen" in words(shown)
    assert because.strip() in words(shown)
    assert "Done" not in labels(shown)
    assert house.record(about, Debrief).state is State.DONE


@pytest.mark.parametrize("person", OTHERS)
@pytest.mark.parametrize("extra", ["a1", "a9", ""])
def test_others_hear_of_no_action(house: House, person: PersonId, extra: str) -> None:
    """The answer is that of what does not exist."""
    about = held(house)
    for action in ("debrief.action", "debrief.action_done", "form:debrief.drop"):
        assert NOTHING in words(house.presses(person, action, about, extra))
        assert NOTHING in words(house.presses(RORY, action, "forged", extra))
        assert NOTHING in words(house.presses(RORY, action, None, extra))


def test_reading_is_logged(house: House) -> None:
    """Views of the whole, and of one's own action."""
    about = held(house)
    house.presses(MORAG, "debrief.open", about)
    house.presses(RORY, "debrief.action", about, "a1")
    assert house.history(about)[-2:] == [(MORAG, "read"), (RORY, "hear")]


def test_the_manager_of_the_report_does_not_see_what_others_answered(house: House) -> None:
    """The offer is visible; the answer is between the person and their own manager."""
    report = house.reports(ISLA, witnesses=(RORY,))
    house.run(lambda uow: flow.offer_to((ISLA, RORY), RecordId(report), uow))
    for debrief in house.children(report, Debrief):
        house.presses(debrief.person, "debrief.no_thanks", debrief.id)
    shown = words(house.presses(MORAG, "ended_contact.open", report))
    assert "for Isla Fraser: no thanks" in shown
    assert "for Rory Muir: offered" in shown


def test_yes_with_nobody_left_asks_for_somebody_to_be_named(house: House) -> None:
    """The management team names who talks with them."""
    house.away(MORAG, CALLUM, AILSA, DOUGAL)
    about = accepted(house)
    assert house.record(about, Debrief).needs_naming
    assert "A manager is being found" in words(house.presses(ISLA, "debrief.open", about))
    house.sends(EWAN, "naming.name", {"to": (EWAN,)}, about)
    assert house.run(lambda uow: [s.id for s in uow.records.with_part(EWAN, Part.MUST_ACT)]) == [about]


def test_yes_finds_a_manager_who_is_back(house: House) -> None:
    """Nobody was left when it was offered; nobody has to be named."""
    managers = (MORAG, CALLUM, AILSA, DOUGAL)
    house.away(*managers)
    about = offered(house)
    for manager in managers:
        house.put(replace(house.person(manager), absence=None))
    assert "Morag Reid will find a time" in words(house.presses(ISLA, "debrief.yes", about))
    assert house.record(about, Debrief).handler == MORAG
