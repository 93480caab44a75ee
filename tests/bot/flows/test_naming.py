from __future__ import annotations

from dataclasses import replace

import pytest

from bot.chat.events import Value
from bot.people import PersonId
from bot.records.base import Part
from bot.records.ended_contact import EndedContact
from bot.records.restriction import Restriction
from bot.records.support import TimeAway
from bot.views.examples.people import AILSA, CALLUM, EWAN, ISLA, MORAG, RORY
from bot.views.naming import CANNOT
from tests.bot.house import BOARD, DOUGAL, NOTHING, STRANGER, House, errors, fields, words

OTHERS = (ISLA, RORY, MORAG, CALLUM, DOUGAL, STRANGER, BOARD)


def unclaimed(house: House, **answers: Value) -> str:
    """A report that nobody in the line can take."""
    house.away(MORAG, CALLUM, AILSA, DOUGAL)
    return house.reports(ISLA, **answers)


def test_the_management_team_names_who_handles_it(house: House) -> None:
    """The one named is told, and it lies with them alone."""
    about = unclaimed(house)
    house.put(replace(house.person(CALLUM), absence=None))
    house.notices()
    reply = house.sends(EWAN, "naming.name", {"to": (CALLUM,)}, about)
    assert "EC-0001 lies with Callum Boyd now." in words(reply)
    assert house.record(about, EndedContact).handler == CALLUM
    assert house.notices() == [(CALLUM, "waiting", about)]
    assert house.history(about) == [(ISLA, "submitted"), (EWAN, "named")]


def test_whoever_names_does_not_read_it(house: House) -> None:
    """The form holds a reference and one question."""
    about = unclaimed(house, individual="T.B.")
    reply = house.presses(EWAN, "form:naming.name", about)
    assert fields(reply) == ["to"]
    for secret in ("Isla", "T.B.", "Shouted"):
        assert secret not in words(reply)
    assert NOTHING in words(house.presses(EWAN, "ended_contact.open", about))


@pytest.mark.requirement("R-1.8-5")
@pytest.mark.parametrize(
    ("kind", "answers"),
    [(EndedContact, {}), (TimeAway, {"wishes": ("time_away",)}), (Restriction, {"wishes": ("restrict",)})],
)
@pytest.mark.parametrize("to", [ISLA, RORY, MORAG, STRANGER, PersonId("nobody")])
def test_who_may_not_handle_it_is_refused_kindly(
    house: House, kind: type[EndedContact | TimeAway | Restriction], answers: dict[str, Value], to: PersonId
) -> None:
    """The reporter, no manager, away, unknown: one sentence for all, which tells nobody who is part of it."""
    report = unclaimed(house, witnesses=(RORY,), **answers)
    about = report if kind is EndedContact else house.children(report, kind)[0].id
    assert errors(house.sends(EWAN, "naming.name", {"to": (to,)}, about)) == {"to": CANNOT}
    assert house.record(about, kind).handler is None


def test_a_witness_in_the_management_team_neither_names_nor_is_named(house: House) -> None:
    """It concerns them."""
    house.away(MORAG, CALLUM, DOUGAL)
    about = house.reports(ISLA, witnesses=(AILSA,))
    assert NOTHING in words(house.presses(AILSA, "form:naming.name", about))
    assert errors(house.sends(EWAN, "naming.name", {"to": (AILSA,)}, about)) == {"to": CANNOT}


def test_one_may_name_oneself(house: House) -> None:
    """Then one reads it, as its manager."""
    about = unclaimed(house)
    assert "lies with you now" in words(house.sends(EWAN, "naming.name", {"to": (EWAN,)}, about))
    assert "Shouted about the repair." in words(house.presses(EWAN, "ended_contact.open", about))
    assert house.run(lambda uow: [s.id for s in uow.records.with_part(EWAN, Part.HANDLER)]) == [about]


@pytest.mark.parametrize("to", [None, (), (CALLUM, EWAN)])
def test_one_person_is_named(house: House, to: Value) -> None:
    """Nobody, and two, come back."""
    assert list(errors(house.sends(EWAN, "naming.name", {"to": to}, unclaimed(house)))) == ["to"]


def test_the_second_to_name_is_told_that_it_is_done(house: House) -> None:
    """A settled matter stays settled."""
    about = unclaimed(house)
    house.sends(EWAN, "naming.name", {"to": (EWAN,)}, about)
    house.away(EWAN)
    for reply in (
        house.presses(AILSA, "form:naming.name", about),
        house.sends(AILSA, "naming.name", {"to": (AILSA,)}, about),
    ):
        assert "Somebody has been named for this already" in words(reply)
    assert house.record(about, EndedContact).handler == EWAN


@pytest.mark.parametrize("person", OTHERS)
@pytest.mark.parametrize("taken", [True, False])
def test_only_the_management_team_names(house: House, person: PersonId, taken: bool) -> None:
    """To everybody else there is nothing, whether or not somebody has it."""
    about = house.reports(ISLA) if taken else unclaimed(house)
    for target in (about, "forged", None):
        assert NOTHING in words(house.presses(person, "form:naming.name", target))
        assert NOTHING in words(house.sends(person, "naming.name", {"to": (EWAN,)}, target))
