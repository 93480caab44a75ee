"""Reading people on a schedule: its times, and its reports of changes that need a confirmation."""

from __future__ import annotations

import io
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from adapters import logs
from adapters.chat.checks import Finding
from adapters.house.syncing import Syncing
from adapters.sources import Unread, read
from bot.app.platforms import PLATFORMS
from bot.directory import Limit
from bot.directory.absences import Away
from bot.directory.sources import Member, Read
from bot.policy import Policy
from tests.bot.house import House

ANN = Member(id="U0ANN", name="Ann Zebra", email="zebra@example.org")
EVERY = timedelta(hours=6)


class FakeSource:
    """A source with set answers."""

    name = "chat"
    platform = PLATFORMS[0]

    def __init__(self) -> None:
        self.away: dict[str, Away | None] | None = {}
        self.asked: list[set[str]] = []
        self.says: Read | None = Read(platform=PLATFORMS[0], members=(ANN,), silent=frozenset())
        self.marks: list[str] = []

    async def read(self, mark: str = "") -> Read:
        """Return the set answer."""
        self.marks.append(mark)
        if self.says is None:
            raise Unread
        return self.says

    async def absences(self, ids: Collection[str]) -> Mapping[str, Away | None]:
        """Return the set absences."""
        self.asked.append(set(ids))
        if self.away is None:
            raise Unread
        return self.away

    async def check(self) -> list[Finding]:
        """Nothing."""
        return []


@pytest.fixture
def house(tmp_path: Path, policy: Policy) -> Iterator[House]:
    """Example people."""
    house = House(tmp_path / "harbour.db", policy)
    yield house
    house.close()


@pytest.fixture
def log() -> io.StringIO:
    """Stream that the log is written to."""
    stream = io.StringIO()
    logs.configure("INFO", stream)
    return stream


def events(log: io.StringIO) -> list[tuple[str, int | None]]:
    """Each event with its count."""
    lines = map(json.loads, log.getvalue().splitlines())
    return [(line["event"], line.get("count")) for line in lines]


async def test_it_is_read_when_it_is_due_and_not_before(house: House, log: io.StringIO) -> None:
    """By the store's clock; a start of the service is no reason."""
    source = FakeSource()
    rounds = Syncing(house.store, source, EVERY, Limit(percent=100, least=1))
    for hours in (0, 5, 1, 5):
        house.clock.at += timedelta(hours=hours)
        await rounds.when_due()
        await Syncing(house.store, source, EVERY, Limit(percent=100, least=1)).when_due()
    assert len(source.marks) == 2
    assert [event for event, _ in events(log)] == ["directory.synced", "directory.synced"]


async def test_what_waits_for_somebody_is_a_line_of_the_log(house: House, log: io.StringIO) -> None:
    """It says what to do and names nobody; so does what could not be read."""
    source = FakeSource()
    rounds = Syncing(house.store, source, EVERY, Limit(percent=10, least=3))
    await rounds.when_due()
    source.says = None
    house.clock.at += EVERY
    await rounds.when_due()
    assert [event for event, _ in events(log)] == ["directory.waits", "directory.unread"]
    assert "harbour directory sync --from chat --plan" in log.getvalue()
    assert "ebra" not in log.getvalue()


async def test_who_comes_back_may_be_a_manager_again(house: House) -> None:
    """So everybody is read where one of those who changed was here before."""
    source = FakeSource()
    someone = house.run(lambda uow: next(iter(uow.people)))
    house.run(lambda uow: uow.directory.put(replace(someone, ids={PLATFORMS[0].name: ANN.id}, active=False)))
    source.says = Read(platform=PLATFORMS[0], members=(ANN,), silent=frozenset(), gone=frozenset(), mark="two")
    await read(source, house.store)
    assert source.marks == ["", ""]


async def test_who_is_away_is_asked_once_an_hour_and_of_managers_alone(house: House, log: io.StringIO) -> None:
    """Only if it is switched on; the log line counts, and names nobody. A failed question is asked again."""
    managers = house.run(lambda uow: [p for p in uow.people if uow.people.is_manager(p.id)])
    by_id = {f"U{n:08d}": replace(p, ids={"slack": f"U{n:08d}"}) for n, p in enumerate(managers)}
    house.run(lambda uow: [uow.directory.put(p) for p in by_id.values()])
    source = FakeSource()
    source.says = None
    first, away = next(iter(by_id)), Away(start=house.clock.at, end=house.clock.at + timedelta(days=3))
    source.away = {first: away}
    await Syncing(house.store, source, EVERY, Limit(percent=100, least=1)).when_due()
    assert source.asked == []
    rounds = Syncing(house.store, source, EVERY, Limit(percent=100, least=1), absences=True)
    for minutes in (0, 30, 30):
        house.clock.at += timedelta(minutes=minutes)
        await rounds.when_due()
    assert source.asked == [set(by_id)] * 2
    counts = [count for event, count in events(log) if event == "directory.absences"]
    assert counts == [1, 0]
    assert house.run(lambda uow: [p.id for p in uow.people if p.absence]) == [by_id[first].id]
    source.away = None
    house.clock.at += timedelta(hours=1)
    for _ in range(2):
        await rounds.when_due()
    assert len(source.asked) == 4
    assert events(log)[-1][0] == "directory.absences_unread"
    assert not [name for p in managers for name in p.name.split() if name in log.getvalue()]
