from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.chat.events import Value
from bot.people import Absence, PersonId
from bot.records.ended_contact.record import EndedContact
from bot.records.rights import Part
from bot.records.time_away import State, TimeAway
from bot.views.examples.people import AILSA, CALLUM, EWAN, ISLA, MORAG, RORY, TODAY
from tests.bot.house import BOARD, DOUGAL, NOTHING, STRANGER, House, button, errors, fields, form, labels, words
from tests.bot.world import World

ARRANGED: dict[str, Value] = {
    "first_day": "2026-11-25",
    "back": "2026-11-27",
    "cover": (RORY,),
    "words": "Rory has your calls.",
}
OTHERS = (RORY, CALLUM, AILSA, EWAN, DOUGAL, STRANGER, BOARD)


def asked(house: House, person: PersonId = ISLA) -> str:
    """They have asked for time away; its id."""
    house.presses(person, "time_away.ask")
    return house.run(lambda uow: uow.records.with_part(person, Part.REPORTER, kind="time_away")[0].id)


# -- what there is -----------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.12-2")
@pytest.mark.parametrize("person", [ISLA, MORAG, EWAN, STRANGER])
def test_support_needs_no_incident(house: House, person: PersonId) -> None:
    """For anybody, at any time."""
    reply = house.types(person, "support")
    assert "Any contact that worries or upsets you is reason enough" in words(reply)
    assert labels(reply)[0] == "I'd like a short time away"


@pytest.mark.requirement("R-1.12.2-6")
def test_looking_at_the_options_leaves_no_trace(house: House) -> None:
    """No record, no notice."""
    house.types(ISLA, "support")
    assert house.run(lambda uow: uow.records.with_part(ISLA, Part.REPORTER)) == []
    assert house.notices() == []


def test_words_after_the_command_are_when_it_would_suit(house: House) -> None:
    """One form, one question, and it may stay empty."""
    reply = house.types(ISLA, "support", "Thursday and Friday")
    assert fields(reply) == ["when"]
    assert form(reply).values["when"] == "Thursday and Friday"
    assert "time away" in words(house.sends(ISLA, "time_away.request", {"when": "Thursday"})).casefold()
    record = house.record(
        house.run(lambda uow: uow.records.with_part(ISLA, Part.REPORTER, kind="time_away")[0].id), TimeAway
    )
    assert (record.when, record.handler) == ("Thursday", MORAG)


# -- asking ------------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.12.2-3")
def test_one_press_asks_for_it(house: House) -> None:
    """It goes to one's own manager at once; when it would suit can follow."""
    reply = house.presses(ISLA, "time_away.ask")
    assert "Thank you. Morag Reid will arrange it and let you know." in words(reply)
    say_when = button(reply, "Say when it would suit")
    assert fields(house.presses(ISLA, say_when.action, say_when.about)) == ["when"]
    house.sends(ISLA, "time_away.when", {"when": "Tomorrow"}, say_when.about)
    assert house.record(say_when.about, TimeAway).when == "Tomorrow"


def test_asked_again_it_is_on_its_way(house: House) -> None:
    """One request at a time, from wherever it is asked."""
    about = asked(house)
    assert "on its way already" in words(house.presses(ISLA, "time_away.ask"))
    assert "on its way already" in words(house.sends(ISLA, "time_away.request", {"when": "Friday"}))
    house.reports(ISLA, wishes=("time_away",))
    found = house.run(lambda uow: uow.records.with_part(ISLA, Part.REPORTER, kind="time_away"))
    assert [s.id for s in found] == [about]
    assert house.record(about, TimeAway).when == "Friday"
    assert "I'd like a short time away" not in labels(house.types(ISLA, "support"))


def test_a_second_request_after_the_first_was_arranged_is_a_new_one(house: House) -> None:
    """Nobody has had their share."""
    first = asked(house)
    house.sends(MORAG, "time_away.arrange", ARRANGED, first)
    house.presses(ISLA, "time_away.ask")
    assert len(house.run(lambda uow: uow.records.with_part(ISLA, Part.REPORTER, kind="time_away"))) == 2


def test_it_can_be_asked_for_with_a_report(house: House) -> None:
    """By the reporter and by a witness, each with their own manager."""
    report = house.reports(ISLA, witnesses=(RORY,))
    for person in (ISLA, RORY):
        house.presses(person, "time_away.ask", report)
    found = house.children(report, TimeAway)
    assert [(t.origin.by, t.handler) for t in found] == [(ISLA, MORAG), (RORY, CALLUM)]


@pytest.mark.parametrize("about", ["theirs", "forged"])
def test_it_cannot_be_hung_on_somebody_elses_report(house: House, about: str) -> None:
    """A forged pointer reads as nothing."""
    report = house.reports(ISLA)
    assert NOTHING in words(house.presses(CALLUM, "time_away.ask", report if about == "theirs" else about))
    assert house.children(report, TimeAway) == []


def test_with_another_manager_chosen_for_the_report_it_goes_there_too(house: House) -> None:
    """One's own manager gets neither."""
    report = house.reports(ISLA, report_to="other")
    house.presses(ISLA, "time_away.ask", report)
    assert house.record(report, EndedContact).handler == CALLUM
    assert house.children(report, TimeAway)[0].handler == CALLUM


def test_nobody_left_asks_the_management_team(house: House) -> None:
    """The person hears so."""
    house.away(MORAG, CALLUM, AILSA, DOUGAL)
    assert "The management team has been asked who arranges it" in words(house.presses(ISLA, "time_away.ask"))


def test_too_long_an_answer_comes_back_whole(house: House) -> None:
    """Nothing is lost."""
    reply = house.sends(ISLA, "time_away.request", {"when": "x" * 4000})
    assert list(errors(reply)) == ["when"]
    assert form(reply).values["when"] == "x" * 4000


# -- arranging ---------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.12.2-3")
def test_the_manager_can_only_arrange_it(house: House) -> None:
    """No way to refuse, and no question for a reason."""
    about = asked(house)
    reply = house.presses(MORAG, "time_away.open", about)
    assert "it needs arranging, not a decision" in words(reply)
    assert labels(reply) == ["Arrange it", "I can't take this"]
    assert fields(house.presses(MORAG, "form:time_away.arrange", about)) == ["first_day", "back", "cover", "words"]


def test_arranged_it_is_told_and_the_person_is_away(house: House) -> None:
    """Nudges about distressing matters wait until they are back."""
    about = asked(house)
    house.notices()
    house.sends(MORAG, "time_away.arrange", ARRANGED, about)
    assert set(house.notices()) == {(ISLA, "arranged", about), (RORY, "cover_away", about)}
    assert house.person(ISLA).absence == Absence(since=date(2026, 11, 25), back=date(2026, 11, 27))
    shown = words(house.presses(ISLA, "time_away.open", about))
    assert "you are away from all contact from Wed 25 Nov and back on Fri 27 Nov" in shown
    assert "Rory has your calls." in shown
    assert house.record(about, TimeAway).state is State.ARRANGED


@pytest.mark.requirement("R-1.12.2-3")
def test_who_covers_hears_from_when_and_with_whom_to_speak(house: House) -> None:
    """A task, and no content: not for whom, no reason, and not what was written to the one who is away."""
    about = asked(house)
    house.sends(MORAG, "time_away.arrange", ARRANGED, about)
    world = World(house)
    world.settle()
    (message,) = (told.card for told in world.told if told.to == RORY)
    assert labels(message) == ["Open"]
    pressed = button(message, "Open")
    shown = house.presses(RORY, pressed.action, pressed.about)
    assert ["Wed 25 Nov" in words(shown), "Fri 27 Nov" in words(shown), "Morag" in words(shown)] == [True] * 3
    for told in (words(message), words(shown)):
        assert not any(word in told for word in ("Isla", "away from", "Rory has your calls."))
    for other in (CALLUM, AILSA, ISLA):
        assert NOTHING in words(house.presses(other, pressed.action, pressed.about))
    for action in ("time_away.open", "form:time_away.when", "form:time_away.arrange"):
        assert NOTHING in words(house.presses(RORY, action, about))


def test_an_absence_that_runs_already_is_kept_with_it(house: House) -> None:
    """Somebody away this week stays away this week."""
    house.put(replace(house.person(ISLA), absence=Absence(since=TODAY, back=date(2026, 11, 26))))
    about = asked(house)
    house.sends(MORAG, "time_away.arrange", ARRANGED, about)
    assert house.person(ISLA).absence == Absence(since=TODAY, back=date(2026, 11, 27))


def test_an_absence_that_is_over_is_not(house: House) -> None:
    """Last month counts for nothing."""
    house.put(replace(house.person(ISLA), absence=Absence(since=date(2026, 10, 1), back=TODAY)))
    house.sends(MORAG, "time_away.arrange", ARRANGED, asked(house))
    assert house.person(ISLA).absence == Absence(since=date(2026, 11, 25), back=date(2026, 11, 27))


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"first_day": None}, "first_day"),
        ({"first_day": "2026-11-23"}, "first_day"),
        ({"back": None}, "back"),
        ({"back": "2026-11-25"}, "back"),
        ({"back": "2026-11-20"}, "back"),
        ({"cover": (ISLA,)}, "cover"),
    ],
)
def test_days_that_do_not_fit_come_back(house: House, changes: dict[str, Value], missing: str) -> None:
    """With a sentence, and nothing is arranged."""
    about = asked(house)
    assert list(errors(house.sends(MORAG, "time_away.arrange", {**ARRANGED, **changes}, about))) == [missing]
    assert house.person(ISLA).absence is None


def test_it_is_arranged_once(house: House) -> None:
    """The second is told so; and when it would suit is not asked any more."""
    about = asked(house)
    house.sends(MORAG, "time_away.arrange", ARRANGED, about)
    assert "already" in words(house.sends(MORAG, "time_away.arrange", ARRANGED, about))
    assert "already" in words(house.sends(ISLA, "time_away.when", {"when": "x"}, about))


@pytest.mark.parametrize("person", OTHERS)
def test_others_see_and_arrange_nothing(house: House, person: PersonId) -> None:
    """By no button."""
    about = asked(house)
    assert NOTHING in words(house.presses(person, "time_away.open", about))
    for name in ("arrange", "when"):
        assert NOTHING in words(house.presses(person, f"form:time_away.{name}", about))
        assert NOTHING in words(house.sends(person, f"time_away.{name}", ARRANGED, about))


def test_nobody_arranges_their_own(house: House) -> None:
    """Not even who is named for it."""
    about = asked(house, MORAG)
    assert NOTHING in words(house.sends(MORAG, "time_away.arrange", ARRANGED, about))


def test_the_time_away_quiets_gentle_nudges(house: House) -> None:
    """The person counts as away on its days and is back afterwards."""
    house.sends(MORAG, "time_away.arrange", ARRANGED, asked(house))
    days = [TODAY + timedelta(days=n) for n in range(4)]
    assert [house.person(ISLA).is_away(day) for day in days] == [False, True, True, False]


def test_time_away_later_leaves_the_days_between(house: House) -> None:
    """Away today, and on two days in three weeks: at work in between, and both are kept."""
    tomorrow = TODAY + timedelta(days=1)
    house.put(replace(house.person(ISLA), absence=Absence(since=TODAY, back=tomorrow)))
    later = {"first_day": "2026-12-14", "back": "2026-12-16"}
    house.sends(MORAG, "time_away.arrange", {**ARRANGED, **later}, asked(house))
    isla = house.person(ISLA)
    assert (isla.absence, isla.later) == (
        Absence(since=TODAY, back=tomorrow),
        (Absence(since=date(2026, 12, 14), back=date(2026, 12, 16)),),
    )
    assert not isla.is_away(date(2026, 12, 1))
    house.sends(ISLA, "home.away", {"back": None})
    assert house.person(ISLA).absence == Absence(since=date(2026, 12, 14), back=date(2026, 12, 16))
