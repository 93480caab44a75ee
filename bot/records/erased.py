"""Shell of an erased record: counts for the totals, and nobody's name (model.md §8).

It replaces a record of any kind, under the same reference. The history stays as it was written, over
pseudonymous ids.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import ClassVar, Self

from bot.people import PersonId
from bot.records.base import Facts, Record
from bot.records.rights import Allowed, Parties

#: The fact that names the former kind of the record.
WAS = "was"


class Stands(StrEnum):
    """State of a shell."""

    ERASED = "erased"


@dataclass(frozen=True, kw_only=True)
class Erased(Record):
    """Shell of a record: its kind, its month and its counts."""

    kind: ClassVar[str] = "erased"
    prefix: ClassVar[str] = "ER"
    # Nobody is left in it; the list of what is due is reached through what it lists.
    allowed: ClassVar[Allowed] = {}

    was: str
    counted: Facts = field(default_factory=dict)

    @classmethod
    def of(cls, record: Record) -> Self:
        """Return the shell to keep in its place. Built afresh, so that nothing survives that is not named here."""
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
