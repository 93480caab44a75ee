"""What a report says of what it tells: the time that each number is for, and what is so."""

from __future__ import annotations

from dataclasses import replace

from bot.records.keeping import periods
from bot.records.keeping.report import Quarterly, drawn_up
from bot.views.keeping.report import samples
from bot.views.keeping.report.document import Chapter, Picture
from bot.views.keeping.report.drawing_up import document


def chapters(written: str, counted: list[Quarterly]) -> tuple[Chapter, ...]:
    """Chapters of the report of a period."""
    return document(drawn_up(periods.read(written, counted[-1].first), counted)).chapters


def picture(id_: str, written: str, counted: list[Quarterly]) -> Picture:
    """One picture of it."""
    return next(each for chapter in chapters(written, counted) for each in chapter.pictures if each.id == id_)


def without(counted: Quarterly, of: str) -> Quarterly:
    """The same quarter with none of this."""
    return replace(counted, counts={name: n for name, n in counted.counts.items() if name.partition(".")[0] != of})


def test_none_is_said_for_the_time_in_which_there_was_none() -> None:
    """Not for a year of which the rest is not told yet."""
    first, then = samples.quarters(2)
    shown = picture("decided-outcome", "2026", [without(first, "decided"), then])
    assert (shown.sentence, shown.rows) == ("No decisions.", ())
    assert shown.time == "From 1 April 2026 to 30 June 2026; the rest is told once it is enough."


def test_what_holds_too_few_is_told_for_another_time_and_says_which() -> None:
    """Longer, or earlier."""
    counted = samples.quarters(8)
    earlier = picture("reviewed-timing", "2026Q3", counted)
    assert earlier.time.startswith("Before, from ")
    assert earlier.time.endswith("Since then too few so far.")
    longer = picture("reviewed-timing", "2025Q2", counted)
    assert longer.time == "From 1 October 2024 to 31 December 2025, as less time would hold too few."


def test_what_is_on_record_is_ticked_for_all_or_said_as_it_is() -> None:
    """One of five is not there everywhere in the made-up years."""
    shown = picture("minimums", "2025", samples.quarters(8))
    assert [row.said for row in shown.rows if row.of] == ["25", "25", "20", "25", "25"]
    assert shown.sentence.startswith("4 of 5 are there")


def test_a_time_is_told_by_its_middle_and_its_slowest_in_bands() -> None:
    """Never by the time of one case."""
    shown = picture("told-took", "2025", samples.quarters(8))
    assert shown.sentence == "Of 144 outcomes told, at least half within a week. The slowest: longer than 3 days."
