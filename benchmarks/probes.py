"""Timing single pieces of work with so much stored: each carried out several times and rolled back."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from secrets import token_hex
from statistics import median
from time import perf_counter

from benchmarks import seeding, staff
from benchmarks.payloads import NOTE
from bot.chat.events import HomeEvent, SubmitEvent, Values
from bot.courier import nudging, parcels
from bot.dispatcher import Dispatcher
from storage import Store
from storage.unit_of_work import UnitOfWork

_TIMES = 30


class _Undo(Exception):
    """Roll back, carrying the time measured."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = seconds


Prepare = Callable[[UnitOfWork], object]


def probes(url: str, keys: str) -> Mapping[str, float]:
    """Milliseconds for each piece of work, the median of several runs, without the commit."""
    clock = staff.Clock()
    store = Store(url, keys, seeding.policy(), clock)
    core, (manager, reporter, *_) = Dispatcher(), staff.team(0)

    def submit(uow: UnitOfWork) -> object:
        values: Values = {"channel": "phone", "reasons": ("distressing",), "note": NOTE}
        event = SubmitEvent(person=reporter.id, key=token_hex(8), form="ended_contact.report", values=values)
        return core.handle(event, uow)

    try:
        found = {
            "report": _milliseconds(store, submit),
            "manager's Home": _milliseconds(store, lambda uow: core.handle(HomeEvent(person=manager.id), uow)),
            "reporter's Home": _milliseconds(store, lambda uow: core.handle(HomeEvent(person=reporter.id), uow)),
        }
        clock.move(timedelta(hours=5))  # now the managers of what is open are to be reminded
        found["claim of 50 nudges"] = _milliseconds(store, lambda uow: uow.nudges.claim_due(parcels.BATCH))
        found["claim of 50 notices"] = _milliseconds(store, parcels.claim, before=nudging.nudge)
    finally:
        store.close()
    return found


def _milliseconds(store: Store, work: Prepare, before: Prepare | None = None) -> float:
    def timed(uow: UnitOfWork) -> None:
        if before is not None:
            before(uow)
        begun = perf_counter()
        work(uow)
        raise _Undo(perf_counter() - begun)

    took: list[float] = []
    for _ in range(_TIMES):
        try:
            store.run(timed)
        except _Undo as undone:
            took.append(undone.seconds)
    return 1000 * median(took)


def disk(path: Path) -> Mapping[str, float]:
    """Milliseconds for the disk alone to keep 8 kB, as each commit waits for it: the usual time, and the worst."""
    took: list[float] = []
    with path.open("wb", buffering=0) as file:
        for _ in range(_TIMES * 10):
            file.write(bytes(8192))
            begun = perf_counter()
            os.fsync(file.fileno())
            took.append(perf_counter() - begun)
    return {"fsync": 1000 * median(took), "fsync, 99 of 100": 1000 * sorted(took)[len(took) * 99 // 100]}
