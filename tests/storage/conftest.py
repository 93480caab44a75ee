"""The databases that the store is tested on, and a store on each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.nudges import Lane
from bot.policy import Policy
from bot.records.rights import Act
from storage import Store, new_key, verify
from tests import migrated
from tests.storage.sample import ISLA, KINDS, MORAG, Matter, Step, may, staff, told

#: A Tuesday morning at work.
START = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


@dataclass
class HandClock:
    """A clock that stands still until it is moved."""

    at: datetime = field(default=START)

    def now(self) -> datetime:
        """Time on the clock."""
        return self.at

    def move(self, by: timedelta) -> None:
        """Move its hands."""
        self.at += by


@pytest.fixture
def clock() -> HandClock:
    """A clock for the test."""
    return HandClock()


@pytest.fixture(scope="session")
def keys() -> str:
    """A master key."""
    return new_key()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database at the current schema, with nothing in it."""
    if request.param == "sqlite":
        yield migrated.on_sqlite(tmp_path / "var" / "harbour.db")
        return
    address = migrated.on_postgresql(request.getfixturevalue("postgresql"))
    yield address
    migrated.dropped(address)


Open = Callable[[], Store]


@pytest.fixture
def opened(url: str, keys: str, policy: Policy, clock: HandClock) -> Iterator[Open]:
    """Opens a store on the test's database: one more replica each time."""
    with ExitStack() as stack:

        def another() -> Store:
            store = Store(url, keys, policy, clock, records=KINDS, may=may)
            stack.callback(store.close)
            return store

        yield another


@pytest.fixture
def store(opened: Open) -> Store:
    """A store with three people in it."""
    store = opened()
    store.run(lambda uow: [uow.directory.put(person) for person in staff()])
    return store


@pytest.fixture
def lived(store: Store) -> Store:
    """A store in which words stand wherever words can stand: the canaries of `test_confidentiality`."""
    store.run(lambda uow: uow.directory.put(staff()[0].known_as("teams", "29:teams")))
    matter = store.run(
        lambda uow: told(
            uow,
            "shouted at me",
            steps=(Step(at=START, by=MORAG, words="nested words"),),
            answers={"question": "an answer"},
            reference="tenancy 4711",
            said=("tenancy 4711", "nested words"),
            nudged_from=START,
        )
    )
    store.run(lambda uow: uow.records.open(matter.id, MORAG, Act.READ, Matter))
    store.run(lambda uow: uow.drafts.keep(ISLA, "report", {"note": "half typed"}))
    store.run(lambda uow: uow.chats.keep(ISLA, "teams", "a:conversation of 29:teams"))
    store.run(lambda uow: uow.once("T0EVENT", "a result"))
    store.run(lambda uow: uow.outbox.put(MORAG, "nudge", matter.id, kind="acknowledge_report", lane=Lane.REMIND))
    (parcel,) = store.run(lambda uow: uow.outbox.claim(limit=1, lease_seconds=60))
    store.run(
        lambda uow: uow.outbox.sent(parcel, platform="slack", address="D0ADDRESS/1.5", fingerprint="f", settled=False)
    )
    store.run(lambda uow: uow.records.save(matter.changed(text="shouted at me again"), by=MORAG, act="changed"))
    assert verify(store).count == 3
    return store
