from __future__ import annotations

import pytest

from bot.records.individual import Individual, Relationship
from bot.views.examples import people as example
from bot.views.examples.people import AILSA, ISLA, MORAG, NOW


@pytest.mark.requirement("R-1.2-1")
def test_everybody_whom_the_policy_covers_has_a_relationship() -> None:
    """And somebody else, and nobody knows."""
    named = {"tenant", "service_user", "stakeholder", "advocate", "elected_representative", "contractor"}
    assert {r.value for r in Relationship} == named | {"other", "unknown"}
    met = Individual.met(example.origin("IN-0001", ISLA), display="T.B.", relationship=None)
    assert met.relationship is Relationship.UNKNOWN


@pytest.mark.requirement("R-1.5-2")
@pytest.mark.requirement("R-1.5-1")
def test_an_adjustment_is_never_dropped_by_silence() -> None:
    """Known needs stay until somebody states other ones."""
    known = example.individual().adjusted(MORAG, NOW, adjustments="Large print", contact_by="email")
    assert known.adjusted(MORAG, NOW, adjustments="", contact_by="") == known
    assert known.adjusted(MORAG, NOW, adjustments="Large print", contact_by="email") == known
    assert known.adjusted(MORAG, NOW, adjustments="", contact_by="letter").contact_by == "letter"


@pytest.mark.requirement("R-1.5-1")
def test_what_was_noted_before_stays_with_who_and_when() -> None:
    """Something else is noted beside it: the newest is what holds, and nothing is written over."""
    known = example.individual().adjusted(MORAG, NOW, adjustments="Large print", contact_by="email")
    both = known.adjusted(AILSA, NOW, adjustments="Easy read", contact_by="email")
    assert (both.adjustments, both.contact_by) == ("Easy read", "email")
    assert [(need.by, need.at, need.adjustments, need.contact_by) for need in both.needs] == [
        (MORAG, NOW, "Large print", "email"),
        (AILSA, NOW, "Easy read", ""),
    ]


def test_nobody_has_a_part_in_somebody() -> None:
    """They stand on no list, and nobody reads them but through a record that points at them."""
    assert example.individual().parties() == frozenset()
    assert example.individual().conflicted() == frozenset()
    assert list(example.individual().nudges()) == []
