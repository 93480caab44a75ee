"""What is noted about the directory itself: the steps that can be taken back, and accounts that were refused.

Kept sealed (`bot.ports.Notes`), as are the decisions (`bot.directory.matching`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.directory.plan import Change
from bot.people import PersonId
from bot.records.assignment import Assignment
from bot.records.base import RecordId


@dataclass(frozen=True, kw_only=True)
class Moved:
    """A matter that went to another manager with a step, or came back with it."""

    record: RecordId
    before: Assignment
    after: Assignment
    #: Where the matter stood.
    state: str


@dataclass(frozen=True, kw_only=True)
class Step:
    """Something that was done to the directory."""

    name: str
    #: What all parts of it have in common, where it was done in several; "" where it was done at once.
    whole: str = ""
    at: datetime
    #: One word: "import", "part", "hand_over".
    act: str
    changes: tuple[Change, ...] = field(default=(), repr=False)
    moved: tuple[Moved, ...] = ()
    #: Who handed over, and who took over; and why.
    between: tuple[PersonId, ...] = ()
    reason: str = field(default="", repr=False)


@dataclass(frozen=True, kw_only=True)
class Claim:
    """An account that was refused, because what it shows is somebody's who is known by another one."""

    at: datetime
    platform: str
    account: str = field(repr=False)
    of: tuple[PersonId, ...]


#: The name of the one mark.
MARK = "mark"


@dataclass(frozen=True, kw_only=True)
class Mark:
    """Where the next reading of a source may go on. It falls away with every other change of the directory."""

    source: str
    mark: str = field(repr=False)
    #: When everybody was read.
    whole_at: datetime


def last(steps: Sequence[Step]) -> tuple[Step, ...]:
    """The last step, in all its parts."""
    return tuple(step for step in steps if step is steps[-1] or step.whole == steps[-1].whole != "")
