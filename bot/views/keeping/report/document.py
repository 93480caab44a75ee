"""The parts of a report in words, before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Shape(StrEnum):
    """How lines are drawn."""

    #: A bar for each.
    BARS = "bars"
    #: A column for each month.
    MONTHS = "months"
    #: A mark for each: there, not everywhere, or not told.
    MARKS = "marks"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line, and the numbers among which its own lies; None if that is not told."""

    label: str
    count: range | None
    #: The number of which it is a part.
    of: int | None = None

    @property
    def said(self) -> str:
        """Its number in words."""
        if self.count is None:
            return "not told yet"
        first, last = self.count.start, self.count.stop - 1
        if first == last:
            return str(first)
        return f"fewer than {last + 1}" if first == 0 else f"{first} to {last}"


@dataclass(frozen=True, kw_only=True)
class Number:
    """One number, with what it counts, and the time that it is told for if it is another."""

    label: str
    count: int | None
    time: str = ""

    @property
    def said(self) -> str:
        """The number."""
        return "–" if self.count is None else str(self.count)


@dataclass(frozen=True, kw_only=True)
class Picture:
    """Lines that are drawn together: what they say in a sentence, and the time if it is another than the report's."""

    id: str
    title: str
    sentence: str
    shape: Shape = Shape.BARS
    rows: tuple[Row, ...] = ()
    time: str = ""


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """A chapter of the report."""

    title: str
    numbers: tuple[Number, ...] = ()
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Document:
    """The whole report."""

    title: str
    period: str
    #: The period as it is written in a command.
    name: str
    lead: str
    #: What to know first: what it is about, and what is so.
    short: tuple[tuple[str, str], ...]
    chapters: tuple[Chapter, ...]
    notes: tuple[str, ...]
