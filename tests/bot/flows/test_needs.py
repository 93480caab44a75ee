"""An individual's needs are for the handler of a record about them, not for anybody who types a reference."""

from __future__ import annotations

import pytest

from bot.chat.events import ReshapeEvent, Value
from bot.records.individual import Individual
from bot.records.restriction.record import Restriction
from bot.records.rights import Part
from bot.views.examples.people import CALLUM, ISLA, MORAG
from tests.bot.flows.restriction.test_conversation import PROPOSE, approved, of, suggested
from tests.bot.house import House, card, fields, form, words

RECORDED = "Something is recorded about what helps them."


def known(house: House) -> tuple[str, str]:
    """A restriction with Morag, who has noted needs; and the individual."""
    noted: dict[str, Value] = {"more": ("person",), "needs": "Written words", "contact_by": "Text"}
    about = approved(house, suggested(house), MORAG, **noted, channel_considered=("yes",))
    individual = house.record(about, Restriction).individual
    assert individual is not None
    return about, individual


@pytest.mark.requirement("R-1.5-2")
@pytest.mark.requirement("R-1.14.1-4")
def test_a_reference_typed_shows_nothing_of_their_needs(house: House) -> None:
    """Only that something is recorded: no word or field of it; the decision maker is asked to consider it."""
    _, individual = known(house)
    typed: dict[str, Value] = {**PROPOSE, "individual": "t 4711", "more": ("person",), "needs": "A quiet room"}
    reply = house.handle(ReshapeEvent(person=CALLUM, form="restriction.propose", values={**typed, "needs": ""}))
    assert RECORDED in words(reply)
    shown = words(reply) + str(form(reply).values)
    assert "Written words" not in shown
    assert "Text" not in shown
    assert "channel_considered" not in fields(reply)
    card(house.sends(CALLUM, "restriction.propose", {**typed, "channel_considered": ("yes",)}))
    about = of(house, CALLUM, Part.PROPOSER)[-1]
    handler = house.record(about, Restriction).handler
    assert handler is not None
    needs = house.record(individual, Individual).needs
    assert [(need.by, need.adjustments) for need in needs] == [(MORAG, "Written words"), (CALLUM, "A quiet room")]
    decided = house.presses(handler, "restriction.open", about)
    assert "What helps them: Written words" in words(decided)
    assert f"Noted by {house.person(MORAG).name}" in words(decided)


@pytest.mark.requirement("R-1.5-1")
def test_whoever_handles_the_report_reads_them_and_the_view_is_logged(house: House) -> None:
    """The report points at the same individual: its manager sees what is recorded when proposing from it."""
    known(house)
    about = house.reports(ISLA, individual="T-4711")
    reply = house.presses(MORAG, "form:restriction.propose", about)
    assert (MORAG, "read") in house.history(about)
    assert form(reply).values["needs"] == "Written words"
    assert RECORDED not in words(reply)


def test_another_reference_typed_into_a_proposal_from_a_report_shows_nothing(house: House) -> None:
    """The report is about somebody else: it gives no right to read this individual's needs."""
    known(house)
    about = house.reports(ISLA, individual="T-9999")
    values: dict[str, Value] = {"individual": "T-4711"}
    reply = house.handle(ReshapeEvent(person=MORAG, form="restriction.propose", about=about, values=values))
    assert RECORDED in words(reply)
    assert not form(reply).values["needs"]
