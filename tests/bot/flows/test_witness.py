from __future__ import annotations

from dataclasses import replace

import pytest

from bot.chat.events import Value
from bot.people import PersonId, Role
from bot.records.witness import State
from bot.views.examples.people import AILSA, CALLUM, EWAN, ISLA, MORAG, RORY
from tests.bot.flows.police.acts import decides, decision, says, statements, threat
from tests.bot.house import BOARD, DOUGAL, NOTHING, STRANGER, House, button, errors, labels, words

GONE = PersonId("gone")


def answers(house: House, person: PersonId, about: str, values: dict[str, Value]) -> str:
    """Reply to a witness's answer."""
    return words(house.sends(person, "witness.answer", values, about))


@pytest.mark.requirement("R-1.9.4-8")
def test_each_witness_is_asked_alone(house: House) -> None:
    """One request each; not the reporter, who has said it already."""
    _, police = threat(house, ISLA, witnesses=(RORY, AILSA), threat_against="organisation", aimed_at="organisation")
    found = statements(house, police)
    assert set(found) == {RORY, AILSA}
    assert decision(house, police).unasked == ()
    house.sends(MORAG, "police.witnesses", {"people": (RORY, DOUGAL)}, police)
    assert set(statements(house, police)) == {RORY, AILSA, DOUGAL}
    wrong = house.sends(MORAG, "police.witnesses", {"people": (ISLA,)}, police)
    assert set(errors(wrong)) == {"people"}


@pytest.mark.requirement("R-1.9.4-8")
@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({"words": "I heard it."}, State.GIVEN),
        ({"instead": "declined"}, State.DECLINED),
        ({"instead": "did_not_see"}, State.NOT_A_WITNESS),
    ],
)
def test_any_answer_is_fine(house: House, values: dict[str, Value], state: State) -> None:
    """And the manager hears that there is one."""
    _, police = threat(house, ISLA, witnesses=(RORY,))
    about = statements(house, police)[RORY].id
    card = house.presses(RORY, "witness.open", about)
    assert labels(card)[:2] == ["Answer", "I have called the police"]
    house.notices()
    assert "Nothing changed" not in answers(house, RORY, about, values)
    assert statements(house, police)[RORY].state is state
    assert (MORAG, "police_added", police) in house.notices()
    assert set(errors(house.sends(RORY, "witness.answer", {}, about))) == {"words"}
    both: dict[str, Value] = {"words": "I", "instead": "declined"}
    assert set(errors(house.sends(RORY, "witness.answer", both, about))) == {"instead"}


@pytest.mark.requirement("R-1.9.4-8")
def test_a_witness_learns_nothing_of_the_report(house: House) -> None:
    """Only that they were named, the time, and the way of contact."""
    _, police = threat(house, ISLA, witnesses=(RORY,), note="He will burn it down.", individual="T. B.")
    read = words(house.presses(RORY, "witness.open", statements(house, police)[RORY].id))
    assert "You were named as having been there when something happened, Tue 24 Nov, 10:00 (phone)." in read
    for secret in ("burn", "T. B.", "Isla", "threat", "PD-", "EC-"):
        assert secret not in read
    assert words(house.presses(RORY, "police.open", police)) == f"Nothing changed\n{NOTHING}"


@pytest.mark.requirement("R-1.9.4-8")
@pytest.mark.parametrize("reader", [ISLA, CALLUM, AILSA, EWAN, DOUGAL, STRANGER, BOARD])
def test_nobody_reads_anothers(house: House, reader: PersonId) -> None:
    """Not another witness, not the reporter, not the management team: the same answer as for what does not exist."""
    _, police = threat(house, ISLA, witnesses=(RORY, CALLUM))
    about = statements(house, police)[RORY].id
    answers(house, RORY, about, {"words": "I heard it."})
    for act in ("witness.open", "form:witness.answer"):
        assert words(house.presses(reader, act, about)) == f"Nothing changed\n{NOTHING}"
    assert answers(house, reader, about, {"words": "Me too."}) == f"Nothing changed\n{NOTHING}"
    assert len(statements(house, police)[RORY].entries) == 1


def test_the_manager_reads_it_and_the_view_is_logged(house: House) -> None:
    """Its former handler reads it no more."""
    _, police = threat(house, ISLA, witnesses=(RORY,))
    about = statements(house, police)[RORY].id
    answers(house, RORY, about, {"words": "I heard it."})
    opening = next(b for b in house.presses(MORAG, "police.open", police).card.buttons() if b.action == "witness.open")  # type: ignore[union-attr]
    assert "I heard it." in words(house.presses(MORAG, opening.action, opening.about))
    assert (MORAG, "read") in house.history(about)
    assert answers(house, MORAG, about, {"words": "Me too."}) == f"Nothing changed\n{NOTHING}"
    house.presses(MORAG, "pass_on", police)
    assert words(house.presses(MORAG, "witness.open", about)) == f"Nothing changed\n{NOTHING}"
    assert "I heard it." in words(house.presses(CALLUM, "witness.open", about))


def test_who_keeps_the_records_reads_none_of_a_matter_they_saw_themselves(house: House) -> None:
    """Another witness who keeps the records."""
    house.put(replace(house.person(RORY), roles=frozenset({Role.RECORDS_ADMIN})))
    _, police = threat(house, ISLA, witnesses=(RORY, CALLUM))
    about = statements(house, police)[CALLUM]
    assert RORY in about.conflicted()


@pytest.mark.requirement("R-1.9.4-8")
def test_the_decision_cannot_close_before_everybody_has_been_asked(house: House) -> None:
    """A witness who has left is asked in person, or nobody can say that all were asked."""
    house.put(replace(house.person(RORY), id=GONE, email="gone@example.org", active=False))
    _, police = threat(house, ISLA, witnesses=(GONE,))
    assert decision(house, police).unasked == (GONE,)
    says(house, ISLA, police)
    decides(house, MORAG, police)
    house.sends(MORAG, "police.tell", {"on": "2026-11-24"}, police)
    house.sends(MORAG, "police.reference", {"none": "none"}, police)
    assert "It cannot be closed yet" in words(house.presses(MORAG, "police.close", police))
    in_person = button(house.presses(MORAG, "police.open", police), "I have asked in person")
    house.presses(MORAG, in_person.action, in_person.about, in_person.extra)
    house.presses(MORAG, "police.close", police)
    assert decision(house, police).is_open is False


def test_once_it_is_closed_no_answer_is_waited_for_and_one_can_still_be_given(house: House) -> None:
    """It is in their own list at home."""
    _, police = threat(house, ISLA, witnesses=(RORY,))
    about = statements(house, police)[RORY].id
    house.presses(MORAG, "police.in_person", police, RORY)
    assert "already" in words(house.presses(MORAG, "police.in_person", police, RORY))
    assert words(house.presses(MORAG, "police.in_person", police, EWAN)) == f"Nothing changed\n{NOTHING}"
    says(house, ISLA, police)
    decides(house, MORAG, police)
    house.sends(MORAG, "police.tell", {"on": "2026-11-24"}, police)
    house.sends(MORAG, "police.reference", {"none": "none"}, police)
    house.presses(MORAG, "police.close", police)
    assert statements(house, police)[RORY].state is State.NO_REPLY
    answers(house, RORY, about, {"words": "I heard it."})
    assert statements(house, police)[RORY].state is State.GIVEN
    assert "On record. You can add to it." in words(house.goes_home(RORY))
