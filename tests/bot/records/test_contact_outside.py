from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date, timedelta

import pytest

from bot.errors import AlreadyDone, Forbidden, Incomplete
from bot.people import PersonId, Role
from bot.records.contact_outside import Account, ContactOutside, Place, State
from bot.records.rights import Part
from bot.views.contact_outside import samples as example
from bot.views.examples.people import CALLUM, ISLA, MORAG, NOW, TODAY, individual, origin

SHELLS = [example.not_recorded(), example.taken_back(), example.unanswered()]


# -- raised ------------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.10.4-1", "R-1.10.4-3")
@pytest.mark.parametrize("place", Place)
def test_where_it_was_is_all_that_is_needed(place: Place) -> None:
    """A social network and a social contact in a public place count as every other; nothing has to be wrong."""
    told = ContactOutside.tell(origin("CO-0001", ISLA), Account(where=place, on=TODAY), manager=MORAG, today=TODAY)
    assert (told.state, told.handler, told.is_open) == (State.RAISED, MORAG, True)
    assert {"social_network", "public_place", "home", "elsewhere"} == {p.value for p in Place}


@pytest.mark.requirement("R-1.10.4-1")
def test_nothing_asks_whether_anything_was_wrong() -> None:
    """There is no field for it."""
    assert {f.name for f in fields(Account)} == {"where", "on", "line", "frightened", "whom"}


@pytest.mark.parametrize("day", [TODAY + timedelta(days=1), TODAY - timedelta(days=400)])
def test_a_day_that_cannot_be_comes_back(day: date) -> None:
    """Neither ahead nor long ago; and the same for the note."""
    with pytest.raises(Incomplete) as missing:
        ContactOutside.tell(origin("CO-0001", ISLA), Account(where=Place.HOME, on=day), manager=MORAG, today=TODAY)
    assert set(missing.value.errors) == {"on"}
    with pytest.raises(Incomplete) as missing:
        example.raised().recorded(example.note(day), TODAY)
    assert set(missing.value.errors) == {"on"}


@pytest.mark.requirement("R-1.10.4-2")
def test_raised_it_is_between_two_people_and_found_by_nobody() -> None:
    """No role reads it, no reference leads to it, and it counts as a month and a state."""
    raised = example.raised()
    assert raised.parties() == {(ISLA, Part.REPORTER), (MORAG, Part.HANDLER), (MORAG, Part.MUST_ACT)}
    assert [role for role in Role if raised.shown_to(role)] == []
    assert raised.lookup is None
    assert raised.facts() == {"state": "raised", "month": "2026-11"}


def test_who_raised_it_does_not_decide_it() -> None:
    """A matter of one's own is somebody else's to decide."""
    assert example.raised().conflicted() == {ISLA}


# -- decided -----------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.10.4-2")
def test_recorded_the_managers_note_takes_the_place_of_what_was_raised() -> None:
    """The reporter's words go; the note stays, and is found again by its individual."""
    kept = example.recorded()
    assert (kept.state, kept.account, kept.note) == (State.RECORDED, None, example.note())
    assert kept.lookup == individual().id
    assert "Said hello" not in repr(kept)
    assert kept.facts() == {"state": "recorded", "month": "2026-11"}
    assert [role for role in Role if kept.shown_to(role)] == list(Role)
    assert list(kept.nudges()) == []
    assert (MORAG, Part.MUST_ACT) not in kept.parties()


def test_a_note_about_nobody_in_particular_is_found_by_nobody() -> None:
    """Without an individual there is nothing to look for."""
    kept = example.raised().recorded(replace(example.note(), individual=None), TODAY)
    assert kept.lookup is None
    assert kept.pointing_at(individual().id).lookup == individual().id


@pytest.mark.requirement("R-1.10.4-1")
def test_they_talk_before_it_is_left_unrecorded() -> None:
    """Nothing changes until they have."""
    with pytest.raises(Incomplete) as missing:
        example.raised().not_recorded(TODAY, talked=False)
    assert set(missing.value.errors) == {"talked"}


@pytest.mark.requirement("R-1.10.4-2")
def test_what_could_not_be_talked_about_yet_is_recorded_and_waits_for_the_talk() -> None:
    """The manager has it before them until they have talked; nobody is reminded, and its days no longer run."""
    found = example.not_talked()
    assert (found.state, found.is_open, list(found.nudges())) == (State.RECORDED, True, [])
    assert (MORAG, Part.MUST_ACT) in found.parties()
    talked = found.talked()
    assert (talked.is_open, talked.waits_for_talk) == (False, False)
    with pytest.raises(AlreadyDone):
        talked.talked()


@pytest.mark.requirement("R-1.10.4-2")
@pytest.mark.parametrize("frightened", [True, False])
@pytest.mark.parametrize("place", Place)
def test_what_was_at_home_or_frightens_alarms(place: Place, frightened: bool) -> None:
    """And nothing else does."""
    said = Account(where=place, on=TODAY, frightened=frightened)
    told = ContactOutside.tell(origin("CO-0001", ISLA), said, manager=MORAG, today=TODAY)
    assert told.alarms == (frightened or place is Place.HOME)


@pytest.mark.requirement("R-1.10.4-2")
@pytest.mark.parametrize("shell", SHELLS, ids=lambda s: s.state)
def test_a_shell_names_nobody_and_says_nothing(shell: ContactOutside) -> None:
    """A month and how it ended: no who, where, when, line or individual, and not the moment it was raised."""
    told = repr(shell)
    words = (ISLA, MORAG, "public_place", "hello", "HA-20417", NOW.isoformat(), repr(NOW), repr(TODAY))
    assert [word for word in words if str(word) in told] == []
    assert (shell.parties(), shell.handler, shell.lookup, shell.is_open) == (frozenset(), None, None, False)
    assert (shell.needs_naming, shell.on_management_list, list(shell.nudges())) == (False, False, [])
    assert shell.facts() == {"state": shell.state.value, "month": "2026-11"}
    assert [role for role in Role if shell.shown_to(role)] == []


@pytest.mark.requirement("R-1.10.4-2")
def test_a_shell_forgets_who_had_it_before() -> None:
    """However often it moved, and that it was read to keep the records."""
    moved = example.raised().moved(CALLUM, NOW).put_on_list()
    shell = moved.not_recorded(date(2026, 12, 2), talked=True)
    assert [person for person in (ISLA, MORAG, CALLUM) if person in repr(shell)] == []
    assert (shell.facts()["month"], shell.version, shell.ref) == ("2026-12", moved.version, "CO-0003")


def test_only_who_raised_it_takes_it_back() -> None:
    """Not the manager."""
    with pytest.raises(Forbidden):
        example.raised().taken_back(MORAG, TODAY)
    assert example.raised().taken_back(ISLA, TODAY).state is State.TAKEN_BACK


@pytest.mark.requirement("R-1.10.4-2")
@pytest.mark.parametrize("ended", [example.recorded(), *SHELLS], ids=lambda r: r.state)
def test_it_is_decided_once(ended: ContactOutside) -> None:
    """A stale click does not erase a recorded one, nor bring an erased one back."""
    steps: tuple[Callable[[], object], ...] = (
        lambda: ended.recorded(example.note(), TODAY),
        lambda: ended.not_recorded(TODAY, talked=True),
        lambda: ended.taken_back(ended.origin.by, TODAY),
        lambda: ended.unanswered(TODAY),
    )
    for again in steps:
        with pytest.raises(AlreadyDone):
            again()


# -- nudges ------------------------------------------------------------------------------------------------


def test_the_manager_is_reminded_while_it_is_raised() -> None:
    """From the day it was raised; nobody else is."""
    (series,) = example.raised().nudges()
    assert (series.kind, series.to, series.since, series.most) == ("decide_contact_outside", MORAG, NOW, None)


@pytest.mark.requirement("R-1.10.4-2")
def test_while_nobody_has_it_its_days_are_counted_all_the_same() -> None:
    """The management team names somebody, nobody is reminded of the talk, and it is erased in time."""
    found = {series.kind: series for series in example.raised(manager=None).nudges()}
    assert set(found) == {"decide_contact_outside", "name_handler"}
    assert (
        found["decide_contact_outside"].to,
        found["decide_contact_outside"].since,
        found["decide_contact_outside"].most,
    ) == (None, NOW, 0)


def test_it_moves_as_others_do() -> None:
    """The days are counted from when it was raised, whoever has it."""
    moved = example.raised().moved(CALLUM, NOW + timedelta(days=3))
    (series,) = moved.nudges()
    assert (series.to, series.since, series.held_since) == (CALLUM, NOW, NOW + timedelta(days=3))
    assert moved.can_be_passed_on
    assert not example.recorded().can_be_passed_on


def test_its_history_names_nobody() -> None:
    """Nor does that of one that is recorded: they are one kind."""
    assert ContactOutside.anonymous_history is True
    assert PersonId("") == example.not_recorded().origin.by
