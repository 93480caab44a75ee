"""Two houses on one database write to a platform as fast as one may, and are silent together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.chat.pace import shared
from adapters.slack.pace import Pace as SlackPace
from adapters.teams.pace import IN_A_CHAT
from adapters.teams.pace import Pace as TeamsPace
from bot.errors import DeliveryError
from bot.pace import Window
from bot.policy import Policy
from storage import Store
from tests.adapters.moments import Moments
from tests.migrated import on_postgresql
from tests.storage.conftest import HandClock, Open

Pace = SlackPace | TeamsPace
Made = Callable[[Store], Pace]


@pytest.fixture
def url(postgresql: str) -> str:
    """A database on which several may serve."""
    return on_postgresql(postgresql)


class _Moments(Moments):
    """Seconds that pass on the database's clock as well."""

    def __init__(self, clock: HandClock) -> None:
        super().__init__()
        self._shown = clock

    async def sleep(self, seconds: float) -> None:
        self._shown.move(timedelta(seconds=seconds))
        await super().sleep(seconds)


@pytest.fixture
def moments(clock: HandClock) -> Moments:
    """The seconds of both."""
    return _Moments(clock)


def on_slack(store: Store, moments: Moments) -> Pace:
    """A house's pace on Slack."""
    return SlackPace(1.0, shared=shared(store, "slack"), clock=moments.clock, sleep=moments.sleep)


def on_teams(store: Store, moments: Moments) -> Pace:
    """A house's pace on Teams."""
    return TeamsPace(shared=shared(store, "teams"), clock=moments.clock, sleep=moments.sleep)


async def went(moments: Moments, houses: list[Pace], chats: list[str]) -> list[float]:
    """Times at which messages went, each house taking its turn."""
    found = []
    for number, chat in enumerate(chats):
        while wait := await refused(houses[number % len(houses)], chat):
            await moments.sleep(wait)
        found.append(moments.now)
    return found


async def refused(pace: Pace, chat: str) -> float:
    """For how many seconds a message is refused."""
    try:
        await pace.turn(chat)
    except DeliveryError as later:
        return later.retry_after or 0.0
    return 0.0


async def test_two_houses_send_no_faster_than_one_on_slack(opened: Open, moments: Moments) -> None:
    """One message a second in a channel, ten in all of them."""
    houses = [on_slack(opened(), moments) for _ in range(2)]
    found = await went(moments, houses, ["D1"] * 6)
    assert found[-1] - found[0] == pytest.approx(5)
    found = await went(moments, houses, [f"D{n}" for n in range(2, 13)])
    assert found[-1] - found[0] == pytest.approx(1, abs=0.01)


async def test_two_houses_send_no_faster_than_one_on_teams(opened: Open, moments: Moments) -> None:
    """No window of a chat is ever too full."""
    houses = [on_teams(opened(), moments) for _ in range(2)]
    found = await went(moments, houses, ["a"] * 70)
    assert [kept(found, window) for window in IN_A_CHAT] == [True] * 4
    assert found[-1] - found[0] < 40


def kept(found: list[float], window: Window) -> bool:
    """True if no more than the window's most went in any such stretch of time."""
    pairs = zip(found, found[window.most :], strict=False)
    return all(later - earlier >= window.seconds - 1e-3 for earlier, later in pairs)


async def test_a_pause_is_both_houses(opened: Open, moments: Moments) -> None:
    """Of all channels in Slack, also for calls that post nothing; of one chat in Teams."""
    one, other = (on_slack(opened(), moments) for _ in range(2))
    assert isinstance(one, SlackPace)
    await one.wait(600)
    await moments.sleep(100)
    assert [await refused(other, channel) for channel in ("D1", "")] == pytest.approx([500, 500])
    await moments.sleep(500)
    assert await refused(other, "D1") == 0
    one, other = (on_teams(opened(), moments) for _ in range(2))
    assert isinstance(one, TeamsPace)
    await one.quiet("a", 600)
    assert [await refused(other, chat) for chat in ("a", "b")] == [600, 0]


def test_one_process_alone_knows_by_itself(
    opened: Open, keys: str, policy: Policy, clock: HandClock, tmp_path: Path
) -> None:
    """On SQLite nothing of it is asked of the database."""
    alone = Store(f"sqlite:///{tmp_path / 'harbour.db'}", keys, policy, clock)
    assert shared(alone, "slack") is None
    alone.close()
    assert shared(opened(), "slack") is not None
