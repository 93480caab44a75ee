"""What is left of a record that somebody has erased: a number for the totals, and nobody (model.md §8).

It stands in the place of a record of any kind, under the same reference. The history stays as it was
written, over pseudonymous ids.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import ClassVar, Self

from bot.people import PersonId
from bot.records.base import Facts, Record
from bot.records.rights import Allowed, Parties

#: The fact that says which kind of record it was.
WAS = "was"


class Stands(StrEnum):
    """Where it stands."""

    ERASED = "erased"


@dataclass(frozen=True, kw_only=True)
class Erased(Record):
    """The shell of a record: its kind, its month, and what was counted of it."""

    kind: ClassVar[str] = "erased"
    prefix: ClassVar[str] = "ER"
    # Nobody is left in it; the list of what is due is reached through what it lists.
    allowed: ClassVar[Allowed] = {}

    was: str
    counted: Facts = field(default_factory=dict)

    @classmethod
    def of(cls, record: Record) -> Self:
        """The shell to keep in its place. Built anew, so that nothing stays which is not named here."""
        month = datetime(record.origin.at.year, record.origin.at.month, 1, tzinfo=UTC)
        origin = replace(record.origin, at=month, by=PersonId(""), parent=None)
        return cls(origin=origin, version=record.version, was=record.kind, counted=dict(record.facts()))

    @property
    def state(self) -> Stands:
        return Stands.ERASED

    @property
    def is_open(self) -> bool:
        return False

    def parties(self) -> Parties:
        return frozenset()

    def facts(self) -> Facts:
        return {**self.counted, WAS: self.was}
