"""Daily upkeep of one service beside another on the same database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from adapters.house.house import Address, House
from bot import upkeep
from bot.policy import Policy
from bot.ports import UnitOfWork
from storage import Store, new_key
from tests import migrated
from tests.storage.conftest import HandClock


@pytest.fixture
def store(tmp_path: Path, policy: Policy) -> Iterator[Store]:
    """An empty one."""
    with closing(Store(migrated.on_sqlite(tmp_path / "harbour.db"), new_key(), policy, HandClock())) as found:
        yield found


async def test_the_upkeep_of_a_day_is_one_houses(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Daily work and pruning alike."""
    done: list[str] = []

    def daily(_: UnitOfWork) -> bool:
        done.append("daily")
        return False

    monkeypatch.setattr(upkeep, "ONCE_A_DAY", (partial(upkeep.once_a_day, daily),))

    def prune() -> int:
        done.append("pruned")
        return 0

    monkeypatch.setattr(store, "prune", prune)
    for house in [await House.open(store, [], Address(port=0)) for _ in range(2)]:
        house._upkeep()
        await house.tick()
    assert done == ["daily", "pruned"]
