"""The gallery shows every view, and the documentation's page is the one that is made today."""

from __future__ import annotations

from pathlib import Path

from adapters.playground.gallery.exhibits import MESSAGES, exhibits, names
from adapters.playground.gallery.pictures import written
from adapters.slack import limits
from bot.views.examples.gathered import EXAMPLES

DOCS = Path(__file__).parents[3] / "docs"


def test_every_view_and_message_is_an_exhibit() -> None:
    """Each once, with a picture of its own, within Slack's limits."""
    shown = list(exhibits())
    assert {e.name for e in shown} == {*EXAMPLES, *(f"message/{name}" for name in MESSAGES)}
    assert len({e.file for e in shown}) == len(shown)
    assert [problem for e in shown for problem in limits.problems(e.payload, e.surface)] == []


def test_messages_name_nobody() -> None:
    """What is pushed into a chat holds no name and no word of a report."""
    for exhibit in (e for e in exhibits() if e.surface == "message"):
        for word in (*names().values(), "T. B.", "Shouted", "swore"):
            assert word not in str(exhibit.payload), exhibit.name


def test_the_documentation_is_of_today() -> None:
    """If this fails: python -m adapters.playground.gallery."""
    shown = list(exhibits())
    assert (DOCS / "gallery.md").read_text("utf-8") == written(shown, "pictures")
    pictures = {path.name for path in (DOCS / "pictures").iterdir()}
    assert {e.file for e in shown} - pictures == set()
