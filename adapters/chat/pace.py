"""The pace and the pause that all replicas keep together, through the database."""

from __future__ import annotations

from collections.abc import Sequence

from adapters.house.service import Transactions
from bot.pace import Turn, Window


class SharedPace:
    """The turns of one platform, as the database gives them to whoever asks."""

    def __init__(self, store: Transactions, platform: str) -> None:
        self._store = store
        self._platform = platform

    async def turn(self, place: str, windows: Sequence[Window], *, heeds: str, patience: float) -> Turn:
        """The next turn in a place, unless the one that it `heeds` is to be left alone.

        It is taken unless it is longer than `patience` (in seconds) away.
        """
        place, heeds = self._named(place), self._named(heeds)
        return await self._store.arun(lambda uow: uow.paces.turn(place, windows, heeds=heeds, patience=patience))

    async def quiet(self, place: str, seconds: float) -> None:
        """The platform asked to leave this place alone for so long."""
        await self._store.arun(lambda uow: uow.paces.quiet(self._named(place), seconds))

    def _named(self, place: str) -> str:
        return f"{self._platform} {place}"


def shared(store: Transactions, platform: str) -> SharedPace | None:
    """The pace of all replicas; None where there is one process alone, which knows by itself."""
    return SharedPace(store, platform) if store.is_shared else None
