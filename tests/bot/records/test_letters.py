"""The letters that an individual was sent, as a record keeps them (policy 1.3)."""

from __future__ import annotations

from dataclasses import replace

from bot.records.letters import SentLetter, Which
from bot.views.examples.people import EWAN, MORAG, NOW
from tests.bot.one_of_each import RECORD

LETTER = SentLetter(which=Which.DECISION, text="Dear T. B.", by=MORAG, at=NOW)


def test_the_same_letter_is_kept_once_and_another_beside_it() -> None:
    """Noting an unchanged text again adds nothing."""
    record = RECORD["restriction"]().sent(LETTER)
    assert record.sent(replace(LETTER, by=EWAN)) is record
    other = replace(LETTER, text="Dear T. B., once more.")
    assert record.sent(other).letters == (LETTER, other)
