"""Interface between the program and a platform: its settings, checks, connection and app manifest."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from adapters.chat.checks import Finding
from adapters.house.side import Connection
from adapters.variables import Variables
from bot.platforms import Platform


class PlatformVariables(Variables, ABC):
    """The variables that set up one platform."""

    #: The settings it needs, as the middle of a sentence: "A and B for Somewhere".
    needed: ClassVar[str]

    @property
    @abstractmethod
    def is_begun(self) -> bool:
        """True if any of those that have to be set is set."""

    @abstractmethod
    def missing(self) -> Iterator[str]:
        """Yield a sentence for each missing setting, saying what to do."""

    @abstractmethod
    def connection(self) -> Connection | None:
        """Return the connection to the platform; None if it is not set up."""

    @abstractmethod
    async def check(self) -> list[Finding]:
        """Ask the platform about its set-up, for `harbour doctor`. Changes nothing."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One platform."""

    platform: Platform
    variables: type[PlatformVariables]
    #: `harbour manifest` with the platform's name.
    manifest: Callable[..., None]
