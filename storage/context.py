"""Parts shared by all units of work of one store."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pydantic import TypeAdapter

from bot.people import People, Person
from bot.policy import Policy
from bot.records.base import Record
from bot.records.rights import Act
from bot.words import Words
from storage.crypto import Vault
from storage.numbers import InTurn, Numbers

#: The one rule of who may do what with a record, as `bot.access.may`.
May = Callable[[Person, Act, Record, People, Sequence[Record]], bool]


#: Made once per process, for each kind that occurs: making all takes longer than opening the store.
_ADAPTERS: dict[type[Record], TypeAdapter[Record]] = {}


def _adapter(of: type[Record]) -> TypeAdapter[Record]:
    if of not in _ADAPTERS:
        _ADAPTERS[of] = TypeAdapter(of)
    return _ADAPTERS[of]


class Kinds:
    """Turns records of every kind into text and back."""

    def __init__(self, records: Mapping[str, type[Record]]) -> None:
        self._kinds = records
        self.records = records.values()
        self.prefixes: Mapping[str, str] = {kind: of.prefix for kind, of in records.items()}

    def text(self, record: Record) -> bytes:
        """The record as JSON."""
        return _adapter(self._kinds[record.kind]).dump_json(record)

    def record(self, kind: str, text: bytes) -> Record:
        """A record from its text. Attributes that have gone are left out; new ones take their defaults."""
        return _adapter(self._kinds[kind]).validate_json(text)

    def __contains__(self, kind: str) -> bool:
        return kind in self._kinds


class KeptPerson(NamedTuple):
    """Content of a person's row."""

    #: Mark that identifies it (`Sealed.mark`).
    mark: bytes
    #: Their place in the order in which people came.
    place: int
    person: Person


@dataclass
class Snapshot:
    """The directory as last read and committed, valid while its token is unchanged."""

    token: str | None = None
    people: People = field(default_factory=lambda: People(()))
    #: Content of each person's row, so that only those who changed are read again.
    rows: Mapping[str, KeptPerson] = field(default_factory=dict)


@dataclass
class StoreContext:
    """The policy, the vault, the kinds of records, the rule of access, the numbers and the directory's snapshot."""

    policy: Policy
    vault: Vault
    kinds: Kinds
    #: Names of the kinds of records.
    words: Mapping[str, Words]
    may: May
    numbers: Numbers = field(default_factory=InTurn)
    snapshot: Snapshot = field(default_factory=Snapshot)
