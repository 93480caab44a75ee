"""All replicas keep one pace: the turns of a place are given by the database, and so is its pause."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from bot.pace import Turn, Window
from storage import Store
from tests.storage.conftest import HandClock, Open
from tests.storage.meddling import Meddler

ONE = [Window(1, 1.0)]


def turn(store: Store, place: str = "D1", windows: list[Window] = ONE, patience: float = math.inf) -> Turn:
    """The next turn."""
    return store.run(lambda uow: uow.paces.turn(place, windows, heeds="all", patience=patience))


def quiet(store: Store, seconds: float) -> None:
    """Everything is to be left alone."""
    store.run(lambda uow: uow.paces.quiet("all", seconds))


def test_turns_keep_their_distance_whoever_asks(opened: Open, clock: HandClock) -> None:
    """In a place; another one has turns of its own."""
    one, other = opened(), opened()
    waits = [turn(each).wait for each in (one, other, one, other)]
    assert waits == pytest.approx([0, 1, 2, 3])
    assert turn(other, "D2").wait == 0
    clock.move(timedelta(seconds=3.5))
    assert turn(one).wait == pytest.approx(0.5)


def test_those_that_ask_at_once_have_turns_of_their_own(opened: Open) -> None:
    """Each waits for the one before it."""
    stores = [opened(), opened()]
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda n: turn(stores[n % 2]).wait, range(24)))
    assert sorted(found) == pytest.approx(list(range(24)))


def test_several_windows_are_all_kept(store: Store, clock: HandClock) -> None:
    """Some at once, and fewer for longer; what is older than the longest is of no interest."""
    windows = [Window(3, 1.0), Window(4, 10.0)]
    assert [turn(store, windows=windows).wait for _ in range(6)] == pytest.approx([0, 0, 0, 1, 10, 10])
    clock.move(timedelta(seconds=21))
    assert [turn(store, windows=windows).wait for _ in range(3)] == [0, 0, 0]


def test_a_turn_that_is_too_far_off_is_not_taken(store: Store) -> None:
    """It is said how far it is."""
    turn(store)
    assert [turn(store, patience=0.5).wait for _ in range(2)] == pytest.approx([1, 1])
    assert turn(store).wait == pytest.approx(1)


def test_a_pause_is_every_replicas(opened: Open, clock: HandClock) -> None:
    """Until it is over; a shorter one does not end a longer one, and no turn is taken meanwhile."""
    one, other = opened(), opened()
    quiet(one, 600)
    quiet(other, 5)
    clock.move(timedelta(seconds=100))
    assert [turn(each) for each in (one, other)] == [Turn(quiet=500), Turn(quiet=500)]
    clock.move(timedelta(seconds=500))
    assert [turn(each).wait for each in (one, other)] == pytest.approx([0, 1])


def test_a_pause_outlives_turns(store: Store, clock: HandClock) -> None:
    """Both are of one place."""
    turn(store, "all")
    quiet(store, 600)
    clock.move(timedelta(seconds=599))
    assert turn(store, "all").quiet == 1


def test_when_messages_went_is_not_told(store: Store, url: str) -> None:
    """Or it would lead from one message to another to the same person: it is covered, and looks alike."""
    for place in ("D1", "D2", "D2", "D2"):
        turn(store, place)
    rows = Meddler(url).sees("pace")["pace"]
    assert len(rows) == 2
    assert len({len(row["kept"]) for row in rows}) == len({row["until"] for row in rows}) == 1
    assert not any("D" in row["id"] for row in rows)
    assert {row["until"].minute for row in rows} == {0}


def test_what_is_over_goes(store: Store, url: str, clock: HandClock) -> None:
    """With the daily pruning, and not before."""
    turn(store)
    quiet(store, 7200)
    clock.move(timedelta(hours=1, seconds=1))
    assert store.prune() == 1
    assert len(Meddler(url).sees("pace")["pace"]) == 1
    clock.move(timedelta(hours=2))
    assert store.prune() == 1
