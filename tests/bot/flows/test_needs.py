"""An individual's needs are for whoever handles a record that points at them, not for whoever types a reference."""

from __future__ import annotations

import pytest

from bot.records.individual import Individual
from bot.records.restriction.record import Restriction
from bot.records.rights import Part
from bot.views.examples.people import CALLUM, ISLA, MORAG
from tests.bot.flows.restriction.test_conversation import CASE, FAIR, of, suggested
from tests.bot.house import House, card, fields, form, words

RECORDED = "Something is recorded about what helps them."


def known(house: House) -> tuple[str, str]:
    """A restriction with Morag, who has noted needs; and the individual."""
    about = suggested(house)
    form(house.sends(MORAG, "restriction.case", CASE, about))
    form(house.sends(MORAG, "restriction.fairness", {**FAIR, "needs": "Written words", "contact_by": "Text"}, about))
    individual = house.record(about, Restriction).individual
    assert individual is not None
    return about, individual


@pytest.mark.requirement("R-1.5-2")
@pytest.mark.requirement("R-1.14.1-4")
def test_a_reference_typed_shows_nothing_of_their_needs(house: House) -> None:
    """That something is recorded, and no more: in no word and in no field; whoever decides is asked to consider it."""
    _, individual = known(house)
    reply = house.sends(CALLUM, "restriction.propose", {**CASE, "individual": "t 4711"})
    assert RECORDED in words(reply)
    shown = words(reply) + str(form(reply).values)
    assert "Written words" not in shown
    assert "Text" not in shown
    assert "channel_considered" not in fields(reply)
    card(house.sends(CALLUM, "restriction.propose_fairness", {**FAIR, "needs": "A quiet room"}))
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
    house.presses(MORAG, "form:restriction.propose", about)
    assert (MORAG, "read") in house.history(about)
    reply = house.sends(MORAG, "restriction.propose", CASE, about)
    assert form(reply).values["needs"] == "Written words"
    assert RECORDED not in words(reply)


def test_another_reference_typed_into_a_proposal_from_a_report_shows_nothing(house: House) -> None:
    """The report is about somebody else: it gives no right to read this individual's needs."""
    known(house)
    about = house.reports(ISLA, individual="T-9999")
    reply = house.sends(MORAG, "restriction.propose", CASE, about)
    assert RECORDED in words(reply)
    assert form(reply).values["needs"] == ""
