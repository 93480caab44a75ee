"""The gallery shows every view, and the documents show pictures that are there."""

from __future__ import annotations

import re
from pathlib import Path

from adapters.playground.gallery.exhibits import MESSAGES, exhibits, names
from adapters.playground.gallery.pictures import written
from adapters.slack import limits
from bot.views.examples.gathered import EXAMPLES

ROOT = Path(__file__).parents[3]


def test_every_view_and_message_is_an_exhibit() -> None:
    """Each once, with a picture of its own, within Slack's limits."""
    shown = list(exhibits())
    assert {e.name for e in shown} == {*EXAMPLES, *(f"message/{name}" for name in MESSAGES)}
    assert len({e.file for e in shown}) == len(shown)
    assert [problem for e in shown for problem in limits.problems(e.payload, e.surface)] == []


def test_messages_name_nobody() -> None:
    """Messages pushed into a chat hold no name and no word of a report."""
    for exhibit in (e for e in exhibits() if e.surface == "message"):
        for word in (*names().values(), "T. B.", "Shouted", "swore"):
            assert word not in str(exhibit.payload), exhibit.name


def test_its_page_shows_each_of_them() -> None:
    """Under its topic, with words for whoever cannot see the picture."""
    shown = list(exhibits())
    page = written(shown, "pictures")
    assert [e.file for e in shown if f'src="pictures/{e.file}"' not in page] == []
    assert page.count('alt="') == len(shown)


def test_the_documents_show_pictures_that_are_there() -> None:
    """And no others are kept."""
    pages = (ROOT / "README.md", *(ROOT / "docs").glob("*.md"))
    shown = {file for page in pages for file in re.findall(r"pictures/([\w-]+\.webp)", page.read_text("utf-8"))}
    assert {path.name for path in (ROOT / "docs" / "pictures").iterdir()} == shown
