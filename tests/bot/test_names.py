"""Names are the same however they are typed."""

from __future__ import annotations

import pytest

from bot.names import alike, same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("O'Brien", "O’Brien"),
        ("Łukasz Øster", "lukasz oster"),
        ("Jørgen", "Jorgen"),
        ("Zoë", "Zoe"),
        ("Reid, Isla", "Isla Reid (on leave)"),
        ("Anne-Marie Bell", "Bell, Anne Marie"),
    ],
)
def test_the_same_name(one: str, other: str) -> None:
    """Accents, apostrophes, commas, order, and what is noted behind it."""
    assert (same(one, other), alike(one, other)) == (True, True)


@pytest.mark.parametrize(
    ("one", "other", "shares"), [("Isla Reid", "Isla Munro", True), ("Ann Lee", "Joanna Leeds", False), ("", "", False)]
)
def test_another_name(one: str, other: str, shares: bool) -> None:
    """A part of a word is no word; a letter is none."""
    assert (same(one, other), alike(one, other)) == (False, shares)
