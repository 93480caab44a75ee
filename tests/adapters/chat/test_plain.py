"""Treatment of plain text on every platform: nothing of it is lost, and no link in it leads anywhere."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from adapters.chat.plain import defanged, pieces


@given(st.text(st.sampled_from("ab \n<&é🙂"), max_size=200), st.integers(1, 50))
def test_long_words_are_parted_and_none_is_lost(text: str, longest: int) -> None:
    """Joined again, the parts hold every letter in order."""
    parts = list(pieces(text, longest))
    assert all(len(p) <= longest for p in parts)
    assert re.sub(r"\s", "", "".join(parts)) == re.sub(r"\s", "", text)


def test_a_link_is_told_and_cannot_be_pressed() -> None:
    """The usual way of writing a link that is not to be followed."""
    assert defanged("see HTTPS://x.example and WWW.x.example") == "see HTTPS[:]//x.example and WWW[.]x.example"
