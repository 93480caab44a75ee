"""`python -m benchmarks.people`: time to read a tenant, carry out the plan, and follow one change.

Against the stand-in for Microsoft Graph, in a process of its own. Somebody else writes all the while, twenty times a
second, and is timed.
"""

from __future__ import annotations

import asyncio
import resource
import sys
import tempfile
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from time import perf_counter
from typing import Annotated

import typer

from adapters.entra.members import EntraMembers
from adapters.house import importing
from adapters.sources import Source, read
from bot.app.composition import SystemClock
from bot.directory import Limit
from bot.people import PersonId
from bot.policy import Policy
from storage import Store, migrate, new_key

_LIMIT = Limit(percent=10, least=3)


def main(people: Annotated[int, typer.Option(help="How many users the tenant has.")] = 20_000) -> None:
    """Measure a first reading, one with one change, and one of everybody where nothing has changed."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/harbour.db"
        migrate(url)
        store = Store(url, new_key(), Policy.load(None), SystemClock())
        try:
            asyncio.run(_measure(store, people))
        finally:
            store.close()


def _id(number: int) -> str:
    return f"00000000-0000-0000-0000-{number:012d}"


async def _measure(store: Store, people: int) -> None:
    here, there = Pipe()
    tenant = get_context("spawn").Process(target=_serve, args=(there, people), daemon=True)
    tenant.start()
    source = EntraMembers(here.recv(), {})
    await _once("everybody, new", source, store)
    for change, what in (("one", "one has changed"), ("forget", "everybody, unchanged")):
        here.send(change)
        here.recv()
        await _once(what, source, store)
    tenant.terminate()


def _serve(pipe: Connection, people: int) -> None:
    """Serve the tenant, in a process of its own; it changes on request."""
    asyncio.run(_served(pipe, people))


async def _served(pipe: Connection, people: int) -> None:
    from adapters.playground.entra.server import GraphStandIn  # noqa: PLC0415 - not in the memory that is measured
    from adapters.playground.entra.tenant import GraphTenant, GraphUser  # noqa: PLC0415 - likewise

    def user(number: int) -> GraphUser:
        name, manager = f"First{number} Last{number}", _id(number // 10) if number else ""
        return GraphUser(id=_id(number), name=name, mail=f"p{number}@example.org", manager=manager)

    tenant = GraphTenant(map(user, range(people)))
    async with GraphStandIn(tenant) as graph:
        pipe.send(graph.settings())
        while True:
            if await asyncio.to_thread(pipe.recv) == "one":
                tenant.change(_id(people - 1), name="Another Name")
            else:
                tenant.forget()
            pipe.send(None)


async def _once(what: str, source: Source, store: Store) -> None:
    """Print seconds to read and to carry out, the longest wait for others, and the peak of memory so far."""
    waits: list[float] = []
    is_done = asyncio.Event()
    others = asyncio.create_task(_write_meanwhile(store, waits, is_done))
    begun = perf_counter()
    found = await read(source, store)
    has_read = perf_counter()
    await importing.sync(source.name, found, store, _LIMIT)
    done = perf_counter()
    is_done.set()
    await others
    waits.sort()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    sys.stdout.write(
        f"{what:22} read {has_read - begun:6.2f} s, carried out {done - has_read:6.2f} s;"
        f" others waited {waits[len(waits) * 99 // 100] * 1000:5.0f} ms (p99), {waits[-1] * 1000:5.0f} ms at most;"
        f" peak {peak} MB\n"
    )


async def _write_meanwhile(store: Store, waits: list[float], is_done: asyncio.Event) -> None:
    """Keep something small again and again, timing each."""
    while not is_done.is_set():
        begun = perf_counter()
        await store.arun(lambda uow: uow.drafts.keep(PersonId("somebody"), "a form", {"words": "typed"}))
        waits.append(perf_counter() - begun)
        await asyncio.sleep(0.05)


if __name__ == "__main__":
    typer.run(main)
