"""Parts of a letter, before they are drawn in the shape that suits the recipient."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.policy import Policy
from bot.records.letters import Which
from bot.records.staff_names import names


class Shape(StrEnum):
    """Shape in which a letter reaches somebody (R-1.13-6)."""

    LETTER = "letter"
    EASY_READ = "easy_read"


class Extra(StrEnum):
    """Optional line."""

    #: Criticise the organisation rather than people who work there (1.10.5).
    CRITICISE = "criticise"
    #: A copy of the policy is not always needed (1.13).
    POLICY = "policy"
    #: Our action has ended, and going on would not change the outcome (1.3).
    CONCLUDED = "concluded"


class Section(StrEnum):
    """Sections of a letter, in their order."""

    HAPPENED = "happened"
    DECIDED = "decided"
    PRACTICE = "practice"
    REVIEW = "review"
    CHALLENGE = "challenge"
    CONTACT = "contact"
    NEEDS = "needs"


@dataclass(frozen=True, kw_only=True)
class Part:
    """Part of a letter under its heading: its lines, and the same in easy read, one idea a line."""

    section: Section
    heading: str
    lines: tuple[str, ...]
    easy: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Content:
    """Content of a letter, in any shape."""

    which: Which
    title: str
    parts: tuple[Part, ...]
    #: The signatory for the organisation; empty if names of staff are withheld (R-1.8-4).
    signs: str = ""
    #: The reference to quote in a reply or an appeal; empty if there is none.
    reference: str = ""


@dataclass(frozen=True, kw_only=True)
class Pen:
    """Writer of a letter, and the settings that apply to it."""

    policy: Policy
    #: Their name.
    name: str
    #: The names and e-mail addresses of staff that must not appear in it; empty if they may.
    withheld: tuple[str, ...] = ()
    nameless: bool = False

    @property
    def signs(self) -> str:
        """Name under the letter; empty if names are withheld (R-1.8-4)."""
        return "" if self.nameless else self.name

    def fact(self, text: str, hint: str) -> str:
        """Practical fact written by staff, as a sentence; a hint if it is empty or names staff who are withheld."""
        line = " ".join(text.split())
        if not line:
            return f"[{hint}]"
        if self._names(line):
            return f"[{hint} Without the name or the details of anybody who works here.]"
        return line if line[-1] in ".?:" else f"{line}."

    def _names(self, line: str) -> bool:
        if not self.nameless:
            return False
        folded = line.casefold()
        return names(line, self.withheld) or any("@" in each and each.casefold() in folded for each in self.withheld)


def day(when: date) -> str:
    """Day in words, such as "24 November 2026"."""
    return f"{when.day} {when:%B} {when.year}"


def whole(parts: Iterable[Part | None]) -> tuple[Part, ...]:
    """Parts that exist, in the order of the sections."""
    order = list(Section)
    return tuple(sorted((p for p in parts if p is not None), key=lambda part: order.index(part.section)))
