"""Which kind of engagement a restriction answers to: help comes first, contracts have their own way, cases alike."""

from __future__ import annotations

import pytest

from bot.chat.events import Value
from bot.records.ended_contact.parts import Category
from bot.records.restriction.record import Restriction
from bot.views.examples.people import ISLA, MORAG
from tests.bot.flows.restriction.test_conversation import APPROVE, reshaped, suggested
from tests.bot.flows.test_ended_contact import TRIAGE, talk
from tests.bot.house import House, card, errors, fields, form, words


def reported(house: House, **triage: Value) -> str:
    """Isla's report, of which Morag has decided which kind of engagement it is and that a restriction follows."""
    report = house.reports(ISLA, note="Would not fill in the form", individual="T-4711")
    talk(house, report)
    decided: dict[str, Value] = {**TRIAGE, "follow_ups": ("restriction",), **triage}
    card(house.sends(MORAG, "ended_contact.triage", decided, report))
    return report


@pytest.mark.requirement("R-1.10.8-1")
def test_help_comes_before_a_restriction_for_a_refusal(house: House) -> None:
    """Asked where no report says so, and only where that is the kind of engagement."""
    about = suggested(house)
    asks = reshaped(house, about, {**APPROVE, "grounds": ("refusal",)})
    assert "help_offered" in fields(asks)
    assert "help_offered" not in fields(reshaped(house, about, {**APPROVE, "grounds": ("levels",)}))
    refused: dict[str, Value] = {**APPROVE, "grounds": ("refusal",)}
    assert set(errors(house.sends(MORAG, "restriction.decision", refused, about))) == {"help_offered"}
    helped: dict[str, Value] = {**refused, "help_offered": "A home visit to fill it in with her."}
    read = words(house.sends(MORAG, "restriction.decision", helped, about))
    assert "A home visit to fill it in with her." in read


@pytest.mark.requirement("R-1.10.8-1")
def test_what_a_report_was_decided_about_is_not_asked_again(house: House) -> None:
    """The kind of engagement, and the help that was offered."""
    report = reported(house, categories=("refusal",), help_offered="A translated form.")
    asks = form(house.presses(MORAG, "form:restriction.propose", report))
    assert {"grounds", "help_offered"} & {field.id for field in asks.fields()} == set()
    card(house.sends(MORAG, "restriction.propose", APPROVE, report))
    case = house.children(report, Restriction)[0].case
    assert (case.grounds, case.help_offered) == ((Category.REFUSAL,), "A translated form.")


@pytest.mark.requirement("R-1.2-2")
def test_a_restriction_on_a_contractor_is_chosen(house: House) -> None:
    """The process for contracts may apply instead; nobody else is asked."""
    about = suggested(house, relationship="contractor", individual="CON-1")
    asked = form(house.presses(MORAG, "restriction.approve", about))
    assert "process for contracts may apply instead" in words(asked)
    approve: dict[str, Value] = {**APPROVE, "individual": "CON-1"}
    assert set(errors(house.sends(MORAG, "restriction.decision", approve, about))) == {"not_contract"}
    card(house.sends(MORAG, "restriction.decision", {**approve, "not_contract": ("yes",)}, about))
    assert house.record(about, Restriction).fairness.not_contract
    tenant = suggested(house, relationship="tenant", individual="T-1")
    assert "not_contract" not in fields(house.presses(MORAG, "restriction.approve", tenant))


@pytest.mark.requirement("R-1.6-5")
def test_the_decider_sees_how_cases_of_the_same_kind_were_decided(house: House) -> None:
    """Numbers by measure and by kind, without people; for who decides, and not for who merely proposes."""
    card(house.sends(MORAG, "restriction.decision", {**APPROVE, "grounds": ("levels",)}, suggested(house)))
    other: dict[str, Value] = {"measures": ("third_party",), "grounds": ("levels",)}
    seen = words(reshaped(house, suggested(house), {**APPROVE, **other}))
    assert "about measures like these: none so far." in seen
    assert "about engagement of the same kind: Approved 1." in seen
    assert "same kind" not in words(reshaped(house, suggested(house), {**APPROVE, "grounds": ("demands",)}))
    own = words(reshaped(house, None, {"measures": ("channel",), "grounds": ("levels",)}, "restriction.propose"))
    assert "about measures like these: Approved 1." in own
    house.sets(two_managers=True)
    assert "Earlier decisions" not in words(form(house.presses(MORAG, "form:restriction.propose")))
