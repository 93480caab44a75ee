"""Runs a decade, or many: `python -m tests.decade --years 100 --seed 7`."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from importlib import import_module
from io import StringIO
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from uuid import UUID

import pytest

from adapters.calendar import BankHolidays
from adapters.logs import configure
from bot.policy import Policy
from storage.verification import verify
from tests import migrated, postgresql
from tests.decade.acts import TYPED
from tests.decade.replicas import Broken
from tests.decade.world import World

#: Days of a year; a decade longer than this is several, each with a seed of its own.
_YEAR, _DECADE = 365, 10


@contextmanager
def _repeatable(seed: int) -> Iterator[None]:
    """The ids of people follow from the seed as well."""
    random = Random(seed)  # noqa: S311 - a decade is its seed
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(import_module("bot.directory.plan"), "uuid4", lambda: UUID(int=random.getrandbits(128)))
        yield


def run(seed: int, days: int, people: int, *, server: str = "", goes_on: bool = False) -> World:
    """One decade, on SQLite or else in a database of its own on a server of PostgreSQL. Raises Broken with the day."""
    with TemporaryDirectory() as folder, _repeatable(seed):
        url = migrated.on_postgresql(server) if server else migrated.on_sqlite(Path(folder) / "harbour.db")
        return asyncio.run(_run(seed, days, people, url, goes_on))


class _Log(StringIO):
    """A log passed on line by line to a listener."""

    def __init__(self, heard: Callable[[Mapping[str, object]], None]) -> None:
        super().__init__()
        self._heard = heard

    def write(self, text: str) -> int:
        """Some lines, or the end of one."""
        for line in text.splitlines():
            if line:
                self._heard(json.loads(line))
        return len(text)


async def _run(seed: int, days: int, people: int, url: str, goes_on: bool) -> World:
    world = World(url, Policy.load(closed_days=BankHolidays()), seed=seed, people=people, tells=_say)
    configure("ERROR", _Log(world.heard))
    try:
        await world.passes(days, goes_on=goes_on)
        verify(world.replicas[0].store)
        _nothing_is_plain(url)
        if world.found:
            raise Broken("; ".join(world.found.values()))
    except Broken as broken:
        _tell(seed, world)
        raise Broken(f"seed {seed}, {broken}") from broken
    finally:
        for replica in world.replicas:
            replica.store.close()
    return world


def _nothing_is_plain(url: str) -> None:
    """Nothing that anybody typed stands in a file or a table of the database as it was typed."""
    if not url.startswith("sqlite"):
        kept = {"a table": postgresql.held(url)}
    else:
        kept = {each.name: each.read_bytes() for each in Path(url.removeprefix("sqlite:///")).parent.iterdir()}
    for where, held in kept.items():
        if TYPED.encode() in held:
            raise Broken(f"what people typed stands in {where}")


def _tell(seed: int, world: World) -> None:
    _say(f"seed {seed}: until {world.day}, {len(world.here)} people, {len(world.invariants.reports)} reports")
    for name, counted in (("acts", world.acts.done), ("faults", world.faults.begun), ("given up", world.acts.given_up)):
        _say(f"  {name}: {_listed(counted)}")
    sent = ", ".join(f"{chats.sent} by {chats.name} ({chats.refused} refused)" for chats in world.chats)
    _say(f"  sent: {sent}")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _listed(counted: Counter[str]) -> str:
    return f"{counted.total()} — " + ", ".join(f"{many} {what}" for what, many in counted.most_common())


def main() -> int:
    """Run it, and say what it found."""
    if os.environ.get("PYTHONHASHSEED") != "0":  # sets are walked in the same order at every run
        os.execve(  # noqa: S606 - ourselves, once more
            sys.executable, [sys.executable, "-m", "tests.decade", *sys.argv[1:]], {**os.environ, "PYTHONHASHSEED": "0"}
        )
    parser = argparse.ArgumentParser(prog="python -m tests.decade", description=__doc__)
    parser.add_argument("--years", type=float, default=10, help="how many years in all")
    parser.add_argument("--seed", type=int, default=1, help="of the first decade; each further one has the next")
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--on", choices=("sqlite", "postgresql"), default="sqlite", help="the database")
    parser.add_argument(
        "--goes-on", action="store_true", help="go on with what is found, and tell each kind of it once"
    )
    asked = parser.parse_args()
    with postgresql.server() if asked.on == "postgresql" else nullcontext("") as server:
        return _decades(asked, server)


def _decades(asked: argparse.Namespace, server: str) -> int:
    left, seed, failed = round(asked.years * _YEAR), asked.seed, 0
    while left > 0:
        days = min(left, _YEAR * _DECADE)
        try:
            _tell(seed, run(seed, days, asked.people, server=server, goes_on=asked.goes_on))
        except Broken as broken:
            failed += 1
            _say(f"BROKEN: {broken}")
        left, seed = left - days, seed + 1
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
