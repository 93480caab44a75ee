"""Typed commands are understood in any wrapping."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.commands import COMMANDS, Command, typed


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("ended contact she swore at me", "she swore at me"),
        ("Ended-Contact: she swore at me", "she swore at me"),
        ("ended\u2011contact she swore at me", "she swore at me"),
        ("ended\xa0contact, she swore at me", "she swore at me"),
        ("> ended contact she swore at me", "she swore at me"),
        ("> ended contact\n> she swore at me\n> twice", "she swore at me\ntwice"),
        ("“ended contact” she swore at me", "she swore at me"),
        ("“ended contact she swore at me”", "she swore at me"),
        ("‘ended contact’ she said ‘no’", "she said ‘no’"),
        ("“ended contact she said “no””", "she said “no”"),
        ("*ended contact* she said *no*", "she said *no*"),
        ("_ended contact she swore at me_", "she swore at me"),
        ("`/ended-contact she swore at me`", "she swore at me"),
        ("ended contact “you idiot”", "“you idiot”"),
        ("ended contact\n> you idiot", "> you idiot"),
        ('"ended contact"', ""),
    ],
)
def test_a_command_is_understood_and_the_words_after_it_are_kept(text: str, rest: str) -> None:
    """Marks that belong to the words stay with them; those around the command go."""
    found = typed(text)
    assert found is not None
    assert (found[0].name, found[1]) == ("ended_contact", rest)


@pytest.mark.parametrize("text", ["", ">", "“”", "I ended contact", "ended contacts", "helpful", "support’s late"])
def test_other_words_are_no_command(text: str) -> None:
    """Nor is a word that only begins like one."""
    assert typed(text) is None


@given(st.sampled_from(COMMANDS), st.text(max_size=80))
def test_whatever_stands_around_a_command_it_is_found(command: Command, text: str) -> None:
    """And nothing breaks."""
    found = typed(f"> “{command.words}” {text}")
    assert found is not None
    assert found[0] == command
