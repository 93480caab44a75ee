"""Lines of the history that wait are given their places while the house runs."""

from __future__ import annotations

import asyncio
import io
import json
import threading

from adapters import logs
from adapters.house.sealing import Sealer
from tests.waiting import until


class Waiting:
    """A store that seals when it is let."""

    def __init__(self) -> None:
        self.sealed = 0
        self.fails = False
        self.let = threading.Event()
        self.let.set()

    def seal(self) -> None:
        """Seal all that waits."""
        self.let.wait(30)
        if self.fails:
            raise LookupError
        self.sealed += 1


async def test_a_beat_seals_and_does_not_wait_for_it() -> None:
    """Nor does the next begin while the last is at it."""
    store = Waiting()
    sealer = Sealer(store)
    store.let.clear()
    sealer.beat()
    await asyncio.sleep(0)
    sealer.beat()
    store.let.set()
    await until(lambda: store.sealed == 1 and sealer.is_idle)
    sealer.beat()
    await until(lambda: store.sealed == 2)


async def test_what_fails_is_said_once_and_tried_again() -> None:
    """Until it does not fail any more."""
    log, store = io.StringIO(), Waiting()
    logs.configure("INFO", log)
    sealer = Sealer(store)
    for store.fails in (True, True, False, True):
        await sealer.seal()
    assert store.sealed == 1
    assert [json.loads(line)["event"] for line in log.getvalue().splitlines()] == ["history.unsealed"] * 2
