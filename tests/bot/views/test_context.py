"""Names and descriptions of people in a view."""

from __future__ import annotations

import pytest

from bot.people import PersonId
from bot.views.examples.people import CALLUM, ISLA, RORY, context


@pytest.mark.parametrize(
    ("people", "said"),
    [
        ((), ""),
        ((ISLA,), "Isla Fraser"),
        ((ISLA, CALLUM), "Isla Fraser and Callum Boyd"),
        ((ISLA, RORY, CALLUM), "Isla Fraser, Rory Muir and Callum Boyd"),
    ],
)
def test_names_stand_in_a_sentence(people: tuple[PersonId, ...], said: str) -> None:
    """As one would say them."""
    assert said == context(ISLA).names(people)
