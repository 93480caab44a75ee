"""`python -m benchmarks.queues`: how many reports replicas keep where PostgreSQL is far away, and cores do not count.

Whoever waits for somebody else's transaction waits for all the ways that it has to go, so a queue shows as a rate that
more replicas do not raise. Each is a process with a store of its own, and carries out as many at once as in service.
"""

from __future__ import annotations

import multiprocessing
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.queues import Queue
from pathlib import Path
from secrets import token_hex
from time import perf_counter, sleep
from typing import Annotated

import psycopg
import typer

from benchmarks import seeding, staff
from benchmarks.distance import Distance
from benchmarks.payloads import NOTE
from benchmarks.postgresql import server
from bot.chat.events import SubmitEvent, Values
from bot.dispatcher import Dispatcher
from storage import Store, new_key, verify
from storage.store import THREADS

_VALUES: Values = {"channel": "phone", "reasons": ("distressing",), "note": NOTE}
#: Seconds until every replica has opened its connections.
_BEGIN = 10.0


def main(
    replicas: Annotated[str, typer.Option(help="How many replicas there are, with commas between.")] = "1,3",
    away: Annotated[float, typer.Option(help="Milliseconds that each answer of PostgreSQL is on its way.")] = 50.0,
    seconds: Annotated[float, typer.Option(help="Seconds of each turn.")] = 20.0,
) -> None:
    """Measure, and see that the history holds."""
    with server() as address:
        for many in map(int, replicas.split(",")):
            with psycopg.connect(address, autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE of_{many}")
            url, keys = address.replace("/postgres?", f"/of_{many}?"), new_key()
            with tempfile.TemporaryDirectory() as place:
                seeding.seed(url, keys, 100, Path(place))
            line = Distance(url, away / 1000)
            kept = _together(line.url, keys, many, seconds)
            line.close()
            store = Store(url, keys, seeding.policy())
            begun = perf_counter()
            store.seal()
            sealed = perf_counter() - begun
            lines = verify(store).count
            store.close()
            sys.stdout.write(f"{many}: {kept / seconds:.1f} reports/s; {lines} lines, sealed in {sealed:.2f} s\n")
            sys.stdout.flush()


def _together(url: str, keys: str, many: int, seconds: float) -> int:
    context = multiprocessing.get_context("spawn")
    found: Queue[int] = context.Queue()
    them = [context.Process(target=_replica, args=(url, keys, seconds, found)) for _ in range(many)]
    for each in them:
        each.start()
    kept = sum(found.get() for _ in them)
    for each in them:
        each.join()
    return kept


def _replica(url: str, keys: str, seconds: float, found: Queue[int]) -> None:
    store, core = Store(url, keys, seeding.policy(), staff.Clock()), Dispatcher()
    people = [person for number in range(staff.TEAMS) for person in staff.team(number)[1:]]

    def report(number: int) -> int:
        kept = 0
        while perf_counter() < begun + seconds:
            person = people[(number + kept * THREADS) % len(people)]
            event = SubmitEvent(person=person.id, key=token_hex(8), form="ended_contact.report", values=_VALUES)
            store.run(lambda uow, event=event: core.handle(event, uow))  # type: ignore[misc]
            kept += 1
        return kept

    sleep(_BEGIN)
    with ThreadPoolExecutor(THREADS) as threads:
        begun = perf_counter()
        found.put(sum(threads.map(report, range(THREADS))))
    store.close()


if __name__ == "__main__":
    typer.run(main)
