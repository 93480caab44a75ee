"""The metronome goes on, however the clock of the machine is set."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import cast

import pytest
import time_machine

from adapters.house.delivery import Delivery
from adapters.house.metronome import Metronome
from tests.waiting import until

HOUR, WEEK = 3600.0, 7 * 24 * 3600.0
AT = datetime(2027, 1, 11, 10, 0, tzinfo=UTC)


class Counts:
    """Counts how often each thing was done."""

    def __init__(self) -> None:
        self.beats = self.looks = self.prunes = 0

    def wake(self) -> None:
        """One beat."""
        self.beats += 1

    async def look(self) -> None:
        """One look at a schedule."""
        self.looks += 1

    def prune(self) -> int:
        """One pruning."""
        self.prunes += 1
        return 0


@pytest.fixture
def wall() -> Iterator[time_machine.Traveller]:
    """The clock on the wall, which can be set; the monotonic one goes on."""
    with time_machine.travel(AT, tick=True) as found:
        yield found


@pytest.fixture
def counts() -> Counts:
    """What was done."""
    return Counts()


def started(counts: Counts, looks: float, seconds: float = 0.02) -> Metronome:
    """A quick metronome that beats and looks every so many seconds."""
    found = Metronome(cast("Delivery", counts), counts.prune, counts.look, seconds=seconds, looks=looks)
    found.start()
    return found


async def goes_on(counts: Counts, *, beats: int = 5, looks: int = 2) -> None:
    """Wait for so many more."""
    before = counts.beats, counts.looks
    await until(lambda: counts.beats >= before[0] + beats and counts.looks >= before[1] + looks)


@pytest.mark.parametrize("by", [-HOUR, -10 * WEEK, HOUR, 5 * WEEK])
async def test_it_beats_and_looks_on_when_the_clock_is_set(
    wall: time_machine.Traveller, counts: Counts, by: float
) -> None:
    """Set back or forward, and put right again."""
    metronome = started(counts, looks=0.05)
    await until(lambda: counts.beats > 2 and counts.looks > 1)
    for step in (by, -by):
        wall.shift(step)
        await goes_on(counts)
        assert metronome.is_well
    metronome.stop()


async def test_what_goes_by_the_new_clock_already_is_not_put_off(wall: time_machine.Traveller, counts: Counts) -> None:
    """It has looked between the moment at which the clock was put forward and the beat that sees it."""
    metronome = started(counts, looks=0.02, seconds=0.2)
    await until(lambda: counts.beats > 1 and counts.looks > 1)
    wall.shift(HOUR)
    await goes_on(counts, looks=20)
    metronome.stop()


async def test_a_clock_that_is_put_forward_makes_nothing_due(wall: time_machine.Traveller, counts: Counts) -> None:
    """No day has passed, and no ten minutes."""
    metronome = started(counts, looks=600.0)
    await until(lambda: (counts.looks, counts.prunes) == (1, 1))
    for _ in range(3):
        wall.shift(5 * WEEK)
        await goes_on(counts, looks=0)
    metronome.stop()
    assert (counts.looks, counts.prunes) == (1, 1)


async def test_it_beats_no_more_once_it_is_stopped(wall: time_machine.Traveller, counts: Counts) -> None:
    """Not even when the clock is set."""
    metronome = started(counts, looks=0.05)
    await until(lambda: counts.beats > 2)
    metronome.stop()
    wall.shift(HOUR)
    beats = counts.beats
    assert (metronome.is_well, counts.beats) == (False, beats)
