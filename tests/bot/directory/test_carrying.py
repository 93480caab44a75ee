"""Carrying a plan out: people, their chats and their matters; the notices; and undoing all of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.courier import parcels
from bot.directory import Row, part, planned, undo
from bot.directory.carrying import KNOWN_OTHERWISE, import_into
from bot.errors import Refused
from bot.people import Person, PersonId
from bot.ports import UnitOfWork
from bot.records.ended_contact.record import EndedContact
from bot.views.examples.people import AILSA, CALLUM, ISLA, MORAG, RORY
from tests.bot.directory.acting import changed, loads, rows, without
from tests.bot.house import DOUGAL, NOTHING, House, labels, words

ONE, TWO = "one", "other"


def listed(house: House) -> list[Row]:
    """Everybody, as a source would have them."""
    return house.run(lambda uow: rows(uow.people))


def everybody(house: House) -> dict[PersonId, Person]:
    """Everybody as the directory has them."""
    return house.run(lambda uow: {person.id: person for person in uow.people})


def handler(house: House, about: str) -> PersonId | None:
    """Handler of a report."""
    return house.record(about, EndedContact).handler


def known_as(house: House, person: PersonId, **ids: str) -> Person:
    """They are known by these ids."""
    house.put(replace(house.person(person), ids=ids))
    return house.person(person)


# -- what lies with people ---------------------------------------------------------------------------------


def test_a_plan_says_which_matters_would_move_and_with_whom_nobody_is_left(house: House) -> None:
    """And nothing moves by it."""
    about, before = house.reports(ISLA), listed(house)
    gone = without(before, MORAG)
    drawn = house.run(lambda uow: planned([replace(row, line_manager=None) for row in gone], uow))
    assert ([(m.ref, m.has_a_next) for m in drawn.moves], handler(house, about)) == ([("EC-0001", True)], MORAG)
    house.sets(duty_manager=None)
    house.put(replace(house.person(RORY), time_zone="Europe/London"))  # the settings are read with the people
    cut = [replace(row, line_manager=None, deputies=()) for row in gone]
    alone = house.run(lambda uow: planned(cut, uow)).alone
    assert [move.ref for move in alone] == ["EC-0001"]


@pytest.mark.parametrize("by_undo", [True, False])
def test_a_cut_file_is_mended_by_the_right_one_or_taken_back(house: House, by_undo: bool) -> None:
    """Matters of those who seemed to have left return to them, and their substitutes lose them."""
    about, right, before = house.reports(ISLA), listed(house), everybody(house)
    loads(house, without(right, MORAG))
    assert handler(house, about) == DOUGAL
    if by_undo:
        house.run(undo)
        assert everybody(house) == before
    else:
        loads(house, right)
    record = house.record(about, EndedContact)
    assert (record.handler, record.assigned.before) == (MORAG, ())
    assert (None, "given_back") in house.history(about)
    assert NOTHING in words(house.presses(DOUGAL, "ended_contact.open", about))
    assert labels(house.presses(MORAG, "ended_contact.open", about))


def test_what_nobody_was_left_for_goes_back_too(house: House) -> None:
    """It waited for somebody to be named."""
    house.sets(duty_manager=None)
    about, right = house.reports(ISLA), listed(house)
    loads(house, without(right, MORAG, CALLUM, AILSA))
    assert house.record(about, EndedContact).needs_naming
    loads(house, right)
    assert handler(house, about) == MORAG


def test_what_somebody_has_worked_on_since_stays_with_them(house: House) -> None:
    """The stand-in has acknowledged it: whoever comes back finds it passed on."""
    about, right = house.reports(ISLA), listed(house)
    loads(house, without(right, MORAG))
    house.presses(DOUGAL, "ended_contact.acknowledge", about)
    loads(house, right)
    assert handler(house, about) == DOUGAL


def test_what_has_moved_on_since_is_not_taken_back(house: House) -> None:
    """Undo takes back what the step has done, and not what people have."""
    about, right = house.reports(ISLA), listed(house)
    loads(house, without(right, MORAG))
    house.presses(DOUGAL, "pass_on", about)
    assert house.record(about, EndedContact).needs_naming
    house.run(undo)
    assert (handler(house, about), house.person(MORAG).active) == (None, True)


# -- taking back ---------------------------------------------------------------------------------------------


def test_undo_takes_back_one_step_after_the_other(house: House) -> None:
    """People who came, left or became somebody else; anybody who has come since stays."""
    states, right = [everybody(house)], listed(house)
    loads(house, changed(right, ISLA, name="Isla Munro"))
    states.append(everybody(house))
    loads(
        house, [*without(listed(house), RORY), replace(right[0], line=99, email="new@example.org", name="Newly Here")]
    )
    for state in reversed(states):
        house.away(AILSA)
        house.run(undo)
        away = house.person(AILSA)
        assert everybody(house) == {**state, AILSA: replace(state[AILSA], absence=away.absence)}
    with pytest.raises(Refused, match="Nothing can be taken back"):
        house.run(undo)


def test_whoever_was_added_and_has_reported_stays_as_somebody_unlisted(house: House) -> None:
    """Their reports stay theirs."""
    loads(house, [*listed(house), replace(listed(house)[0], line=99, email="new@example.org", name="Newly Here")])
    new = next(p.id for p in everybody(house).values() if p.email == "new@example.org")
    house.reports(new)
    house.run(undo)
    assert (house.person(new).active, house.person(new).listed, house.person(new).line_manager) == (True, False, None)


# -- who is who ------------------------------------------------------------------------------------------------


def test_nothing_is_done_while_something_is_asked(house: House) -> None:
    """Not even what is not in question."""
    before = everybody(house)
    wanted = [*changed(without(listed(house), RORY), ISLA, name="Abe Lang")]
    with pytest.raises(Refused, match="Line 2, email: this leads to somebody who is here"):
        house.run(lambda uow: import_into(uow, wanted))
    assert everybody(house) == before


def test_a_reused_address_opens_nothing_of_whom_it_was(house: House) -> None:
    """A1: another person is another person, and the reports are still hers."""
    about = house.reports(ISLA)
    loads(house, changed(listed(house), ISLA, name="Abe Lang"), same=False)
    abe = next(p for p in everybody(house).values() if p.name == "Abe Lang")
    assert (abe.email, house.person(ISLA).email, house.person(ISLA).active) == ("isla@example.org", "", False)
    assert NOTHING in words(house.presses(abe.id, "ended_contact.open", about))
    assert "EC-0001" not in words(house.goes_home(abe.id))
    assert house.noted(ISLA) == ["left"]
    assert house.noted(abe.id) == []


def test_a_changed_address_keeps_conflicts_of_interest(house: House) -> None:
    """A2: whoever was there under the old address does not handle it under the new one."""
    about = house.reports(ISLA, witnesses=(CALLUM,))
    loads(house, changed(listed(house), CALLUM, email="cb@example.org"), same=True)
    loads(house, without(listed(house), MORAG))
    assert house.person(CALLUM).email == "cb@example.org"
    assert handler(house, about) not in (CALLUM, None)


def test_an_account_that_goes_to_somebody_else_is_a_line_and_is_told_where_it_was(house: House) -> None:
    """The chat with the old one is forgotten; the message goes there once, by its id, and keeps no chat."""
    known_as(house, ISLA, one="A1")
    house.run(lambda uow: uow.chats.keep(ISLA, ONE, "there"))
    loads(house, changed(listed(house), ISLA, ids={ONE: "A2"}), same=True)
    assert house.person(ISLA).ids == {ONE: "A2"}
    assert house.run(lambda uow: uow.chats.find(ISLA, ONE)) is None
    assert "known_otherwise" in house.noted(ISLA)

    def letters(uow: UnitOfWork) -> list[tuple[Person, str]]:
        made = [parcels.prepare(uow, parcel) for parcel in parcels.claim(uow)]
        return [(letter.person, letter.card.title) for letter in made if letter is not None]

    ((to, title),) = house.run(letters)
    assert (to.ids, to.id, title) == ({ONE: "A1"}, "", "Harbour knows you otherwise now")


def test_who_keeps_their_account_and_address_is_told_nothing(house: House) -> None:
    """A new name, or another manager, is told by nobody's chat."""
    loads(house, changed(listed(house), ISLA, name="Isla Munro", line_manager="callum@example.org"))
    assert [view for _, view, _ in house.notices() if view == KNOWN_OTHERWISE] == []


def test_what_a_source_never_says_stays(house: House) -> None:
    """An export without a column for managers and roles takes nobody's away."""
    before = everybody(house)
    silent = frozenset({"line_manager", "deputies", "roles", "time_zone"})
    bare = [replace(row, line_manager=None, deputies=(), roles=frozenset(), silent=silent) for row in listed(house)]
    loads(house, bare)
    assert everybody(house) == before


# -- parting -----------------------------------------------------------------------------------------------------


def test_who_was_wrongly_joined_is_parted(house: House) -> None:
    """The new person has the account, the address and the place; the records stay with who was here before."""
    about = house.reports(ISLA)
    known_as(house, ISLA, one="A1")
    before = everybody(house)
    house.run(lambda uow: part(house_person(uow, ISLA), uow))
    new = next(p for p in everybody(house).values() if p.email == "isla@example.org")
    assert (new.id in before, new.ids, new.line_manager) == (False, {ONE: "A1"}, MORAG)
    assert (house.person(ISLA).active, house.person(ISLA).ids) == (False, {})
    assert NOTHING in words(house.presses(new.id, "ended_contact.open", about))
    house.run(undo)
    assert everybody(house) == before


def test_or_the_other_way_round(house: House) -> None:
    """The records are those of who is here now: whoever had the account before is somebody else, who has left."""
    known_as(house, ISLA, one="A1")
    loads(house, changed(listed(house), ISLA, ids={ONE: "A2"}, key="7"), same=True)
    house.run(lambda uow: part(house_person(uow, ISLA), uow, records_stay=False))
    former = next(p for p in everybody(house).values() if p.ids.get(ONE) == "A1")
    assert (former.active, former.email, house.person(ISLA).ids) == (False, "", {ONE: "A2"})
    with pytest.raises(Refused, match="nobody to part them from"):
        house.run(lambda uow: part(house_person(uow, RORY), uow, records_stay=False))


def house_person(uow: UnitOfWork, person: PersonId) -> Person:
    """Somebody as they are now."""
    found = uow.people.get(person)
    assert found is not None
    return found
