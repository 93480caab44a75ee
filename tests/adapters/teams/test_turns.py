"""A passing failure is tried again after a moment; any other is not."""

from __future__ import annotations

import pytest

from adapters.teams.errors import TeamsError
from adapters.teams.turns import PatientTurn
from tests.adapters.teams.core import FakeTurn

MESSAGE = {"type": "message", "text": "It is done."}


class Naps:
    """Sleeps without waiting, and remembers for how long."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    async def __call__(self, seconds: float) -> None:
        """Sleep."""
        self.slept.append(seconds)


@pytest.mark.parametrize("status", [401, 412, 429, 502, 503, 504])
async def test_what_passes_is_tried_again(status: int) -> None:
    """Three times in all, and for as long as Teams asks."""
    naps = Naps()
    turn = FakeTurn([TeamsError("Busy", status=status), TeamsError("Busy", status=status, retry_after=2.0)])
    assert await PatientTurn(turn, naps).reply(MESSAGE) == "m1"
    assert naps.slept == [0.3, 2.0]


async def test_three_times_is_enough() -> None:
    """Then it is told."""
    naps = Naps()
    turn = FakeTurn([TeamsError("Busy", status=502)] * 3)
    with pytest.raises(TeamsError):
        await PatientTurn(turn, naps).update("m1", MESSAGE)
    assert len(naps.slept) == 2


@pytest.mark.parametrize(
    "error",
    [TeamsError("Blocked", status=403), TeamsError("Timeout"), TeamsError("Busy", status=429, retry_after=30.0)],
)
async def test_what_does_not_pass_or_may_have_arrived_is_not_said_twice(error: TeamsError) -> None:
    """After a timeout nobody knows; for half a minute nobody waits."""
    naps = Naps()
    turn = FakeTurn([error])
    with pytest.raises(TeamsError):
        await PatientTurn(turn, naps).reply(MESSAGE)
    assert (naps.slept, turn.replies) == ([], [])
