"""Teams' own limits are kept to before Teams has to say so."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.teams.pace import IN_A_CHAT, IN_ALL, Pace
from bot.errors import DeliveryError
from bot.pace import Window
from tests.adapters.moments import Moments


@pytest.fixture
def moments() -> Moments:
    """The time."""
    return Moments()


@pytest.fixture
def pace(moments: Moments) -> Pace:
    """The one that is tested."""
    return Pace(clock=moments.clock, sleep=moments.sleep)


async def sent(pace: Pace, moments: Moments, chats: Sequence[str]) -> list[float]:
    """Times at which messages to these chats went, one after the other; a refused one waits as told."""
    went = []
    for chat in chats:
        while wait := await refused(pace, chat):
            moments.now += wait
        went.append(moments.now)
    return went


async def refused(pace: Pace, chat: str) -> float:
    """0 for a message that went; else the seconds after which it is to come again."""
    try:
        await pace.turn(chat)
    except DeliveryError as later:
        return later.retry_after or 0.0
    return 0.0


def kept(went: Sequence[float], window: Window) -> bool:
    """True if no more than the window's most went in any such stretch of time."""
    pairs = zip(went, went[window.most :], strict=False)
    return all(later - earlier >= window.seconds - 1e-6 for earlier, later in pairs)


async def test_no_window_of_a_chat_is_ever_too_full(pace: Pace, moments: Moments) -> None:
    """Two thousand messages, as fast as may be: it takes more than an hour and not much more."""
    went = await sent(pace, moments, ["a"] * 2000)
    assert [kept(went, window) for window in IN_A_CHAT] == [True] * 4
    assert 3600 <= went[-1] - went[0] < 3800


async def test_the_first_messages_go_at_once(pace: Pace, moments: Moments) -> None:
    """Seven of them; the eighth a second later, and the ninth two seconds after the first."""
    went = await sent(pace, moments, ["a"] * 9)
    assert [round(at - went[0], 3) for at in went] == [0.0] * 7 + [1.0, 2.0]


async def test_chats_do_not_wait_for_one_another(pace: Pace, moments: Moments) -> None:
    """But all together for the tenant: thirty in a second."""
    went = await sent(pace, moments, [f"chat {n}" for n in range(100)])
    assert kept(went, IN_ALL[0])
    assert went[29] == went[0]
    assert went[-1] - went[0] == pytest.approx(3.0)


async def test_what_would_wait_long_goes_back(pace: Pace, moments: Moments) -> None:
    """So that it holds up nobody else; the seconds are told, and it has taken no turn."""
    await sent(pace, moments, ["a"] * 60)
    waits = [await refused(pace, "a") for _ in range(3)]
    assert waits == [waits[0]] * 3
    assert waits[0] > 3
    moments.now += waits[0]
    assert await refused(pace, "a") == 0


async def test_silence_that_was_asked_for_is_kept_in_that_chat(pace: Pace, moments: Moments) -> None:
    """Until it is over; a shorter one does not end a longer one. Other chats go on."""
    await pace.quiet("a", 20)
    await pace.quiet("a", 5)
    await pace.turn("b")
    moments.now += 12
    assert await refused(pace, "a") == pytest.approx(8)
    moments.now += 8
    assert await refused(pace, "a") == 0


async def test_who_waits_while_silence_is_asked_for_waits_on() -> None:
    """The refusal of the one before counts for those behind it."""
    moments = Moments()

    async def sleep(seconds: float) -> None:
        await held.quiet("a", 30)
        await moments.sleep(seconds)

    held = Pace(clock=moments.clock, sleep=sleep)
    assert [await refused(held, "a") for _ in range(8)] == [0] * 7 + [29]


async def test_opening_a_chat_waits_for_the_tenant_alone(pace: Pace, moments: Moments) -> None:
    """It is no message of any chat."""
    await sent(pace, moments, [""] * 20)
    assert moments.slept == []


async def test_without_windows_nothing_waits(moments: Moments) -> None:
    """For a stand-in that has no limits."""
    await sent(Pace((), (), clock=moments.clock, sleep=moments.sleep), moments, ["a"] * 500)
    assert moments.slept == []


@given(st.lists(st.tuples(st.sampled_from("abc"), st.floats(0, 3)), max_size=200))
async def test_whatever_comes_when_no_window_is_too_full(acts: list[tuple[str, float]]) -> None:
    """However messages and pauses alternate."""
    moments = Moments()
    pace = Pace(clock=moments.clock, sleep=moments.sleep)
    went: dict[str, list[float]] = {}
    for chat, pause in acts:
        moments.now += pause
        went.setdefault(chat, []).extend(await sent(pace, moments, [chat]))
    assert all(kept(times, window) for times in went.values() for window in IN_A_CHAT)
    assert all(kept(sorted(t for times in went.values() for t in times), window) for window in IN_ALL)


async def test_without_a_pace_nothing_waits() -> None:
    """Neither the hundredth message nor what is tried again."""
    pace = Pace.none()
    async with asyncio.timeout(60):
        for _ in range(100):
            await pace.turn("chat")
        await pace.sleep(3600)
