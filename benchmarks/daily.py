"""`python -m benchmarks.daily`: the longest wait for anybody while the daily work is done.

Somebody else keeps something small all the while, a hundred times a second, and is timed.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer

from benchmarks import seeding, staff
from bot import upkeep
from bot.chat.events import ActionEvent
from bot.chat.replies import ShowCard
from bot.dispatcher import Dispatcher
from bot.flows.pieces import Piece
from bot.people import Person, PersonId, Role
from bot.ports import UnitOfWork
from bot.views.register import dialogs as register
from storage import Store, new_key
from storage.rotation import rotate

_KEEPER = PersonId("keeper")
#: Pages of the register to turn.
_PAGES = 170


def main(records: Annotated[int, typer.Option(help="How many records are stored.")] = 20_000) -> None:
    """Measure each work of the day, a page of the register far down, pruning and a rotation of the keys."""
    home = Path.cwd() / "var"
    home.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home) as folder:
        url, keys = f"sqlite:///{folder}/harbour.db", new_key()
        seeding.seed(url, keys, records, Path(folder))
        store = Store(url, keys, seeding.policy(), staff.Clock())
        asyncio.run(_measure(store))
        store.close()
        store = Store(url, f"{new_key()},{keys}", seeding.policy(), staff.Clock())
        asyncio.run(_timed("all keys wrapped anew", store, lambda: rotate(store)))
        store.close()


async def _measure(store: Store) -> None:
    names = (
        "what lies with who has left",
        "what comes back",
        "cards to read",
        "days that stand",
        "retention",
        "quarter",
    )
    for name, piece in zip(names, upkeep.DAILY, strict=True):
        await _timed(name, store, partial(_all, store, piece))
    await _timed("pruning", store, store.prune)
    store.run(_add_keeper)
    turning = _Turning(store)
    for _ in range(_PAGES):
        turning.turn()
    await _timed(f"page {_PAGES + 1} of the register", store, turning.turn)


def _all(store: Store, piece: Piece) -> int:
    """Do all of it. Returns the number of pieces."""
    pieces = 1
    while store.run(piece):
        pieces += 1
    return pieces


def _add_keeper(uow: UnitOfWork) -> None:
    roles = frozenset({Role.RECORDS_ADMIN})
    uow.directory.put(Person(id=_KEEPER, email="keeper@example.org", name="Keeper", roles=roles))


class _Turning:
    """A records administrator turning the pages of the register."""

    def __init__(self, store: Store) -> None:
        self._store, self._core, self._extra = store, Dispatcher(), ""

    def turn(self) -> None:
        """Turn to the next page."""
        event = ActionEvent(person=_KEEPER, action=register.LIST, extra=self._extra)
        reply = self._store.run(lambda uow: self._core.handle(event, uow))
        assert isinstance(reply, ShowCard)
        more = [button.extra for button in reply.card.buttons() if button.action == register.LIST]
        self._extra = more[0] if more else ""


async def _timed(what: str, store: Store, work: Callable[[], object]) -> None:
    """Print milliseconds: the whole time, and the longest wait for others."""
    waits: list[float] = []
    is_done = asyncio.Event()
    others = asyncio.create_task(_write_meanwhile(store, waits, is_done))
    await asyncio.sleep(0.1)
    begun = perf_counter()
    came_of_it = await asyncio.to_thread(work)
    took = perf_counter() - begun
    is_done.set()
    await others
    sys.stdout.write(
        f"{what:30} {came_of_it!s:>7} {took * 1000:8,.0f} ms, others waited {max(waits) * 1000:6,.0f} ms at most\n"
    )


async def _write_meanwhile(store: Store, waits: list[float], is_done: asyncio.Event) -> None:
    """Keep something small again and again, timing each."""
    while not is_done.is_set():
        begun = perf_counter()
        await store.arun(lambda uow: uow.drafts.keep(PersonId("somebody"), "a form", {"words": "typed"}))
        waits.append(perf_counter() - begun)
        await asyncio.sleep(0.01)


if __name__ == "__main__":
    typer.run(main)
