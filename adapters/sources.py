"""Interface of a source, the place where an organisation keeps its people: reading it, and its settings."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from typing import ClassVar, Protocol

from adapters.chat.checks import Finding
from adapters.house.service import Transactions
from adapters.variables import Variables
from bot.directory import sources, syncing
from bot.directory.absences import Away
from bot.directory.sources import Read
from bot.errors import HarbourError
from bot.platforms import Platform
from bot.policy import PeopleFrom


class Unread(HarbourError):
    """The people could not be read. Nothing was changed."""


class Source(Protocol):
    """One service in which people are kept."""

    @property
    def name(self) -> str:
        """As it is called in settings and commands: one word."""
        ...

    @property
    def platform(self) -> Platform:
        """The platform by whose ids it knows people."""
        ...

    async def read(self, mark: str = "") -> Read:
        """Read everybody, or the changes since a mark that is still valid. Raises Unread."""
        ...

    async def absences(self, ids: Collection[str]) -> Mapping[str, Away | None]:
        """Absences of the people with these ids; those it knows nothing of are left out. Raises Unread."""
        ...

    async def check(self) -> list[Finding]:
        """Check that the source lets Harbour read what it needs, for `harbour doctor`."""
        ...


class SourceVariables(Variables, ABC):
    """The variables that let Harbour read one source."""

    #: The settings it needs, as the end of a sentence.
    needed_to_read: ClassVar[str]

    @abstractmethod
    def source(self, kept: PeopleFrom) -> Source | None:
        """The source; None where it is not set up."""


async def read(source: Source, store: Transactions) -> Read:
    """Read the changes since the last time, or everybody if the changes do not say enough. Raises Unread."""
    found = await source.read(await store.arun(lambda uow: syncing.mark(source.name, uow)))
    if found.gone is None:
        return found
    part = found
    is_not_all = await store.arun(lambda uow: sources.returning(part.members, uow.people, part.platform))
    return await source.read() if is_not_all else found
