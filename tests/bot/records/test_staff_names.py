"""Names of colleagues found in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.records.staff_names import names

STAFF = ("Isla Fraser", "Niamh O’Neill", "Łukasz Ågren", "J")


@pytest.mark.parametrize(
    "text",
    [
        "Isla's mailbox",
        "from ISLA",
        "i.fraser@example.org",
        "ifraser",
        "islafraser",
        "Frasers letter",
        "niamh o'neill",
        "ONEILL",
        "agren",
        "A\u030agren wrote it",
    ],
)
def test_a_name_is_seen_however_it_is_written(text: str) -> None:
    """In any case, run together, with or without accents and apostrophes."""
    assert names(text, STAFF) is True


@pytest.mark.parametrize("text", ["complaints@example.org", "the island", "Fra ser", "j", "", "office, 12 High Street"])
def test_what_names_nobody_is_left_alone(text: str) -> None:
    """A single letter is nobody's name."""
    assert names(text, STAFF) is False


@given(text=st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    """Without an error; and a name put into it is found."""
    names(text, STAFF)
    assert names(f"{text} Isla {text}", STAFF) is True
