"""`python -m benchmarks.people`: how long it takes to read a tenant, carry it out, and go on with one change.

Against the stand-in for Microsoft Graph, which runs in the same process and counts for the memory.
"""

from __future__ import annotations

import asyncio
import resource
import sys
import tempfile
from time import perf_counter
from typing import Annotated

import typer

from adapters.entra.members import EntraMembers
from adapters.playground.entra.server import GraphStandIn
from adapters.playground.entra.tenant import GraphTenant, GraphUser
from adapters.sources import Source, read
from bot.app.composition import SystemClock
from bot.directory import Limit, syncing
from bot.policy import Policy
from bot.ports import UnitOfWork
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


def _user(number: int) -> GraphUser:
    manager = _id(number // 10) if number else ""
    return GraphUser(id=_id(number), name=f"First{number} Last{number}", mail=f"p{number}@example.org", manager=manager)


async def _measure(store: Store, people: int) -> None:
    tenant = GraphTenant(map(_user, range(people)))
    async with GraphStandIn(tenant) as graph:
        source = EntraMembers(graph.settings(), {})
        await _once("everybody, new", source, store)
        tenant.change(_id(people - 1), name="Another Name")
        await _once("one has changed", source, store)
        tenant.forget()
        await _once("everybody, unchanged", source, store)


async def _once(what: str, source: Source, store: Store) -> None:
    """Prints seconds to read and to carry out, during which nothing else is written, and the peak of memory so far."""
    begun = perf_counter()
    found = await read(source, store)
    has_read = perf_counter()

    def work(uow: UnitOfWork) -> None:
        syncing.sync(source.name, found, uow, _LIMIT)

    await store.arun(work)
    done = perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    sys.stdout.write(f"{what:22} read {has_read - begun:6.2f} s, written {done - has_read:6.2f} s, peak {peak} MB\n")


if __name__ == "__main__":
    typer.run(main)
