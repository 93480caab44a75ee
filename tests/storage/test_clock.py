"""The one clock of all replicas: the database's, however the machines' are set."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from bot.policy import Policy
from storage import Store
from tests.storage.sample import KINDS, MORAG, may, staff

FAR = timedelta(seconds=280)
NEAR = timedelta(seconds=200)


@pytest.fixture
def opened(url: str, keys: str, policy: Policy) -> Iterator[Callable[[], Store]]:
    """Opens a replica that is given no clock."""
    with ExitStack() as stack:

        def another() -> Store:
            store = Store(url, keys, policy, records=KINDS, may=may)
            stack.callback(store.close)
            return store

        another().run(lambda uow: [uow.directory.put(person) for person in staff()])
        yield another


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("by", [FAR, -FAR])
def test_a_lease_ends_by_the_clock_of_the_database(opened: Callable[[], Store], by: timedelta) -> None:
    """A claim belongs to one process alone, and a notice put by another may go at once."""
    one, other = opened(), opened()
    one.run(lambda uow: uow.outbox.put(MORAG, "outcome"))
    with time_machine.travel(datetime.now(UTC) + by):
        assert len(other.run(lambda uow: uow.outbox.claim(limit=9, lease_seconds=30))) == 1
        other.run(lambda uow: uow.outbox.put(MORAG, "outcome"))
    assert len(one.run(lambda uow: uow.outbox.claim(limit=9, lease_seconds=30))) == 1


@pytest.mark.parametrize("by", [FAR, -FAR])
def test_how_far_a_machine_is_from_it_is_known(opened: Callable[[], Store], url: str, by: timedelta) -> None:
    """On SQLite it is the machine's own."""
    store, sign = opened(), by / FAR
    with time_machine.travel(datetime.now(UTC) + by):
        ahead = sign * timedelta(seconds=store.clock_ahead())
        kept = sign * (datetime.now(UTC) - store.run(lambda uow: uow.now))
    if url.startswith("sqlite"):
        assert (ahead, kept < NEAR) == (timedelta(), True)
    else:
        assert min(ahead, kept) > NEAR
