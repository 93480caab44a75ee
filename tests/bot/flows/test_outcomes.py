"""Outcomes for a reporter: a later one is added to the earlier."""

from __future__ import annotations

from bot.records.ended_contact.record import EndedContact
from bot.views.examples.people import ISLA, MORAG
from tests.bot.flows.test_ended_contact import TRIAGE
from tests.bot.house import House, card, words


def test_an_outcome_told_again_is_added(house: House) -> None:
    """Both can be read, by the reporter and by the manager."""
    about = house.reports(ISLA)
    card(house.sends(MORAG, "ended_contact.triage", {**TRIAGE, "words": "First words."}, about))
    card(house.sends(MORAG, "ended_contact.outcome", {"words": "Second words."}, about))
    record = house.record(about, EndedContact)
    assert record.outcome is not None
    assert (record.outcome.words, [told.words for told in record.told_before]) == ("Second words.", ["First words."])
    for reader in (ISLA, MORAG):
        shown = words(house.presses(reader, "ended_contact.open", about))
        assert shown.index("Second words.") < shown.index("First words.")


def test_a_manager_knows_who_reads_a_note(house: House) -> None:
    """It says so where the note is written; the reporter knows that they read their own."""
    about = house.reports(ISLA)
    name = house.person(ISLA).name
    assert f"{name} can read what you add here." in words(house.presses(MORAG, "form:ended_contact.add", about))
    assert "can read" not in words(house.presses(ISLA, "form:ended_contact.add", about))
