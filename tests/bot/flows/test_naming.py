from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from bot.chat.cards import Card
from bot.chat.events import Value
from bot.people import Person, PersonId
from bot.policy import Policy
from bot.records.ended_contact.record import EndedContact
from bot.records.named_online.record import NamedOnline
from bot.records.police.record import PoliceDecision
from bot.records.restriction.record import Restriction
from bot.records.rights import Part
from bot.records.time_away import TimeAway
from bot.views.examples.people import AILSA, CALLUM, EWAN, ISLA, MORAG, RORY
from bot.views.naming.dialogs import CANNOT
from tests.bot.house import BOARD, DOUGAL, NOTHING, STRANGER, House, button, card, errors, fields, words
from tests.bot.world import World

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


# -- where it concerns everybody in the management team --------------------------------------------------------

CHAIR = PersonId("chair")


@pytest.fixture
def chaired(tmp_path: Path, policy: Policy) -> Iterator[House]:
    """A house with a chair above the chief executive."""
    house = House(tmp_path / "chaired.db", replace(policy, chair="chair@example.org"))
    house.put(Person(id=CHAIR, email="chair@example.org", name="Cha Ir"))
    yield house
    house.close()


def team_named(house: House, person: PersonId) -> str:
    """The whole management team is named together, and threatened: the record about this one of them."""
    found: dict[str, Value] = {"named": (AILSA, EWAN), "place": "leaflet", "where": "Under the doors."}
    house.sends(RORY, "named_online.report", {**found, "threat": "yes"})
    rows = house.run(lambda uow: uow.records.register((NamedOnline.kind,)))
    return next(row.id for row in rows if house.record(row.id, NamedOnline).person == person)


@pytest.mark.requirement("R-1.8-5")
def test_where_the_whole_team_is_in_conflict_the_chair_is_told_and_names(chaired: House) -> None:
    """With a list and a button of their own; the team learns nothing of it."""
    chaired.away(DOUGAL, CHAIR, back=date(2026, 11, 26))
    about = team_named(chaired, AILSA)
    assert chaired.record(about, NamedOnline).needs_naming
    chaired.put(replace(chaired.person(CHAIR), absence=None))
    world = World(chaired)
    world.settle()
    assert f"Somebody is needed · {chaired.record(about, NamedOnline).ref}" in world.heard(CHAIR)
    assert world.heard(AILSA) == world.heard(EWAN) == world.heard(DOUGAL) == []
    assert "For the management team" in words(chaired.goes_home(CHAIR))
    assert "Name someone" in [b.label for b in _list(chaired).buttons()]
    police = chaired.children(about, PoliceDecision)[0].id
    assert "lies with Callum Boyd now" in words(chaired.sends(CHAIR, "naming.name", {"to": (CALLUM,)}, police))
    for person in (AILSA, EWAN, DOUGAL, MORAG):
        assert NOTHING in words(chaired.presses(person, "form:naming.name", about))
    assert NOTHING in words(chaired.presses(CHAIR, "named_online.open", about))


def _list(house: House) -> Card:
    return card(house.presses(CHAIR, "home.management_list"))


def test_where_there_is_no_chair_the_duty_manager_names(house: House) -> None:
    """The one who stands in, and is no part of it."""
    about = team_named(house, EWAN)
    assert house.record(about, NamedOnline).needs_naming  # above the chief executive stands nobody
    world = World(house)
    world.settle()
    assert f"Somebody is needed · {house.record(about, NamedOnline).ref}" in world.heard(DOUGAL)
    naming = button(house.presses(DOUGAL, "home.management_list"), "Name someone")
    assert "lies with Callum Boyd now" in words(house.sends(DOUGAL, "naming.name", {"to": (CALLUM,)}, naming.about))


def test_the_duty_manager_sees_no_list_of_what_the_team_can_see_to(house: House) -> None:
    """As long as somebody of the team can name a person, the list is theirs."""
    about = unclaimed(house)
    World(house).passes(3)
    assert NOTHING in words(house.presses(DOUGAL, "home.management_list"))
    assert "For the management team" not in words(house.goes_home(DOUGAL))
    assert NOTHING in words(house.presses(DOUGAL, "form:naming.name", about))


# -- who was only away ---------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.12.1-6")
def test_who_was_only_away_takes_it_when_they_are_back(house: House) -> None:
    """The next reminder tries the usual line first, and nobody has to name anybody any more."""
    house.away(MORAG, CALLUM, AILSA, DOUGAL, back=date(2026, 11, 26))
    about = house.reports(ISLA)
    world = World(house)
    world.passes(1)
    assert house.record(about, EndedContact).handler is None
    assert world.heard(EWAN).count("Somebody is needed · EC-0001") == 2
    world.passes(1, time(9, 45))
    assert house.record(about, EndedContact).handler == MORAG
    assert len(world.heard(MORAG)) == 1
    assert world.heard(MORAG)[:1] == ["A private report is waiting for you · EC-0001"]
    told = len(world.heard(EWAN))
    world.passes(2)
    assert len([title for title in world.heard(EWAN)[told:] if "Somebody is needed" in title]) == 0


def test_who_has_let_it_go_is_not_asked_again(house: House) -> None:
    """They were asked, and passed it on: then somebody has to be named."""
    house.away(CALLUM, AILSA, DOUGAL)
    about = house.reports(ISLA)
    house.presses(MORAG, "pass_on", about)
    World(house).passes(3)
    assert house.record(about, EndedContact).handler is None


def test_support_is_offered_while_somebody_is_to_be_named(house: House) -> None:
    """A notice for the reporter is not taken for a reminder that nobody has it."""
    world = World(house)
    world.passes(0, time(16, 40))
    house.away(MORAG, CALLUM, AILSA, DOUGAL, back=date(2026, 11, 25))
    about = house.reports(ISLA)
    world.passes(1, time(9, 45))
    assert "Support is there for you" in world.heard(ISLA)
    assert house.record(about, EndedContact).handler == MORAG
