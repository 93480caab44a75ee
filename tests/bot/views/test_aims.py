"""A reporter who answered "me" is named to every reader; the receipt of a threat puts danger first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.people import PersonId
from bot.records.ended_contact.parts import AimedAt, Reason, ThreatAgainst
from bot.views import aims
from bot.views.ended_contact import reading as ended_contact
from bot.views.examples import people
from bot.views.examples.people import ISLA, MORAG


@pytest.mark.parametrize("reader", [ISLA, MORAG])
def test_me_is_whoever_reported_it(reader: PersonId) -> None:
    """Nobody takes it for themselves."""
    record = people.report(threat_against=ThreatAgainst.ME, aimed_at=AimedAt.ME)
    context = people.context(reader)
    assert (aims.threat_against(record, context), aims.aimed_at(record, context)) == ("Isla Fraser", "Isla Fraser")


def test_anything_else_stands_as_it_was_answered() -> None:
    """And what was not said is not shown."""
    record = people.report(threat_against=ThreatAgainst.ORGANISATION, aimed_at=AimedAt.COLLEAGUE)
    context = people.context(MORAG)
    assert (aims.threat_against(record, context), aims.aimed_at(record, context)) == ("The organisation", "A colleague")
    unsaid = people.report(threat_against=None, aimed_at=None)
    assert (aims.threat_against(unsaid, context), aims.aimed_at(unsaid, context)) == (None, None)


@pytest.mark.requirement("R-1.9.4-1")
def test_danger_comes_first_on_the_receipt_of_a_threat() -> None:
    """Before the thanks, for it is what cannot wait."""
    record = people.report()
    threat = replace(record, account=replace(record.account, reasons=(Reason.THREAT,)))
    drawn = ended_contact.receipt(threat, people.context(ISLA))
    assert "call 999" in str(drawn.blocks[0])
    assert "call 999" not in str(ended_contact.receipt(record, people.context(ISLA)).blocks[0])
