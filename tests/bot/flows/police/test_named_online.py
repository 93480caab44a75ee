"""A threat found online: the one who is named hears of it from a person before anything is asked of them (1.14.3)."""

from __future__ import annotations

import pytest

from bot.chat.events import Value
from bot.records.named_online.record import NamedOnline
from bot.records.police.record import State
from bot.records.rights import Part
from bot.views.examples.people import AILSA, CALLUM, ISLA, MORAG, RORY
from tests.bot.flows.police.acts import NOT_REPORT, REPORT, decides, decision, says, statements
from tests.bot.house import DOUGAL, NOTHING, House, errors, form, labels, words

FOUND: dict[str, Value] = {
    "named": (ISLA,),
    "place": "facebook",
    "link": "https://example.org/posts/17",
    "threat": "yes",
    "line": "Says he waits for her outside the office",
}
TOLD: dict[str, Value] = {"on": "2026-11-24", "how": "in_person"}
COULD_NOT: dict[str, Value] = {f"view-{ISLA}": "On a visit until two.", f"instead-{ISLA}": "could_not_ask"}


def found(house: House) -> tuple[str, str]:
    """Rory has found a threat against Isla: the report, and the police decision."""
    house.sends(RORY, "named_online.report", FOUND)
    (about,) = house.run(lambda uow: [s.id for s in uow.records.with_part(MORAG, Part.HANDLER, kind="named_online")])
    (police,) = house.run(
        lambda uow: [s.id for s in uow.records.with_part(MORAG, Part.HANDLER, kind="police_decision")]
    )
    return about, police


def tells(house: House, about: str) -> None:
    """Morag tells Isla."""
    house.presses(MORAG, "named_online.acknowledge", about)
    house.sends(MORAG, "named_online.told", TOLD, about)


@pytest.mark.requirement("R-1.9.3-5")
def test_a_threat_online_opens_the_same_decision_with_the_same_manager(house: House) -> None:
    """With what was found, and no link in it."""
    about, police = found(house)
    read = words(house.presses(MORAG, "police.open", police))
    assert "Says he waits for her outside the office" in read
    assert "example.org" not in read
    assert (decision(house, police).parent, decision(house, police).staff) == (about, (ISLA,))


@pytest.mark.requirement("R-1.14.3-4")
def test_who_is_named_is_neither_asked_nor_spoken_for_before_they_know(house: House) -> None:
    """By no button and no form."""
    _, police = found(house)
    refused = words(house.presses(MORAG, "police.ask", police, ISLA))
    assert "Please tell them first, yourself and in private." in refused
    for values in ({f"view-{ISLA}": "She says yes."}, {f"instead-{ISLA}": "rather_not"}):
        noted = house.sends(MORAG, "police.note_view", values, police, ISLA)
        assert set(errors(noted)) == {f"view-{ISLA}"}
        assert set(errors(decides(house, MORAG, police, {**REPORT, **values}))) == {f"view-{ISLA}"}
    named = house.sends(MORAG, "police.witnesses", {"people": (CALLUM,)}, police)
    assert set(errors(named)) == {"people"}
    assert statements(house, police) == {}
    assert words(house.presses(ISLA, "police.open", police)) == f"Nothing changed\n{NOTHING}"
    assert words(house.presses(ISLA, "police.called", police)) == f"Nothing changed\n{NOTHING}"
    assert [to for to, _, _ in house.notices() if to == ISLA] == []
    assert decision(house, police).views == ()


@pytest.mark.requirement("R-1.9.4-1")
def test_the_police_can_be_told_before_they_know_but_not_to_tell_them_has_to_wait(house: House) -> None:
    """Danger does not wait; a decision not to report does. Nobody is told of it before they know."""
    _, police = found(house)
    assert set(errors(decides(house, MORAG, police, {**NOT_REPORT, **COULD_NOT}))) == {f"view-{ISLA}"}
    decides(house, MORAG, police, {**REPORT, **COULD_NOT})
    assert decision(house, police).state is State.DECIDED
    assert set(errors(house.sends(MORAG, "police.tell", {"on": "2026-11-24"}, police))) == {"on"}


@pytest.mark.requirement("R-1.9.4-6")
def test_once_they_know_they_are_asked_and_can_say_that_they_called(house: House) -> None:
    """From the moment at which they have been told."""
    about, police = found(house)
    tells(house, about)
    assert (ISLA, "police_view", police) in house.notices()
    says(house, ISLA, police, "Yes, please.")
    assert "It is noted" in words(house.presses(ISLA, "police.called", police))
    decides(house, MORAG, police, NOT_REPORT)
    assert decision(house, police).state is State.DECIDED
    assert house.record(about, NamedOnline).waits_for_police is False


@pytest.mark.requirement("R-1.9.4-4")
def test_who_found_it_says_that_they_called_and_learns_nothing(house: House) -> None:
    """The same answer, whatever stands there."""
    about, police = found(house)
    first = house.presses(RORY, "police.called", police)
    tells(house, about)
    says(house, ISLA, police)
    decides(house, MORAG, police)
    assert house.presses(RORY, "police.called", police) == first
    assert labels(first) == ["Add the reference"]
    asked = form(house.presses(RORY, "form:police.call_reference", police))
    assert "PD-" not in words(asked)
    for act in ("police.open", "form:police.view", "form:police.decide"):
        assert words(house.presses(RORY, act, police)) == f"Nothing changed\n{NOTHING}"
    assert [call.by for call in decision(house, police).calls] == [RORY, RORY]
    assert RORY in decision(house, police).conflicted()


@pytest.mark.requirement("R-1.14.3-3")
@pytest.mark.parametrize("threat", ["no", "yes"])
def test_who_finds_it_as_well_never_gets_the_decision(house: House, threat: str) -> None:
    """Any threat that they report passes them by, on to the next manager."""
    _, police = found(house)
    house.sends(CALLUM, "named_online.report", {**FOUND, "threat": threat})
    assert "moved to the next person" in words(house.presses(MORAG, "pass_on", police))
    assert decision(house, police).handler == AILSA
    assert words(house.presses(CALLUM, "police.open", police)) == f"Nothing changed\n{NOTHING}"


@pytest.mark.requirement("R-1.14.3-4")
@pytest.mark.parametrize("threat", ["no", "yes"])
@pytest.mark.parametrize("left", [True, False])
def test_who_turns_out_to_be_named_as_well_has_the_decision_no_more(house: House, left: bool, threat: str) -> None:
    """At once, whether or not anybody is left who can take it."""
    _, police = found(house)
    if not left:
        house.away(CALLUM, AILSA, DOUGAL)
    house.sends(RORY, "named_online.report", {**FOUND, "named": (ISLA, MORAG), "threat": threat})
    assert decision(house, police).handler == (CALLUM if left else None)
    assert words(house.presses(MORAG, "police.open", police)) == f"Nothing changed\n{NOTHING}"


@pytest.mark.requirement("R-1.14.3-4")
def test_who_is_named_as_well_is_not_asked_what_they_saw(house: House) -> None:
    """They hear of it from their own manager, and not by a request of Harbour's."""
    about, police = found(house)
    house.sends(RORY, "named_online.report", {**FOUND, "named": (ISLA, CALLUM)})
    tells(house, about)
    assert set(errors(house.sends(MORAG, "police.witnesses", {"people": (CALLUM,)}, police))) == {"people"}
    assert statements(house, police) == {}


@pytest.mark.requirement("R-1.9.4-1")
def test_999_comes_first_wherever_there_may_be_a_threat(house: House) -> None:
    """For the finder, the manager, and who is named once they know; and not where there is none."""
    sent = house.sends(RORY, "named_online.report", FOUND)
    (about,) = house.run(lambda uow: [s.id for s in uow.records.with_part(MORAG, Part.HANDLER, kind="named_online")])
    tells(house, about)
    read = (sent, *(house.presses(person, "named_online.open", about) for person in (MORAG, ISLA)))
    for reply in read:
        assert words(reply).splitlines()[1].startswith("If anyone is in danger, call 999")
    without = house.sends(RORY, "named_online.report", {**FOUND, "threat": "no", "link": "https://example.org/18"})
    assert "999" not in words(without)
