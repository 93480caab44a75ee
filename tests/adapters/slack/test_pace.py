"""Intervals between messages, in one channel and in all of them."""

from __future__ import annotations

import pytest

from adapters.slack.pace import Pace
from tests.adapters.moments import Moments


async def taken(moments: Moments, pace: Pace, *channels: str) -> float:
    """The seconds that pass until a message has gone to each of these."""
    begun = moments.now
    for channel in channels:
        await pace.turn(channel)
    return moments.now - begun


async def test_messages_in_one_channel_keep_their_distance() -> None:
    """And do not hold up those in another."""
    moments = Moments()
    pace = Pace(1.0, clock=moments.clock, sleep=moments.sleep)
    assert await taken(moments, pace, "D1", "D1", "D1") == pytest.approx(2.0)
    assert await taken(moments, pace, "D2") <= 0.1 + 1e-9


async def test_messages_in_all_channels_keep_a_smaller_distance() -> None:
    """Slack has a limit for the workspace as well: ten channels may be as busy as one."""
    moments = Moments()
    pace = Pace(1.0, clock=moments.clock, sleep=moments.sleep)
    assert await taken(moments, pace, *(f"D{n}" for n in range(5))) == pytest.approx(0.4)
