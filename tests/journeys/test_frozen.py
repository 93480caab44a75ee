"""SIGSTOP while it sends: the other replica goes on, and what the frozen one sends late does not stand twice."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.playground.people.person import Person
from adapters.playground.slack.faults import Fault
from bot.app.demo import held_port
from tests.journeys.acts import REPORT, closed, fill
from tests.journeys.serving import Served, prepared
from tests.journeys.spawner import LEASE_SECONDS
from tests.journeys.test_killed import Spawner, whole
from tests.journeys.world import ref_in
from tests.waiting import until


async def reports(person: Person) -> str:
    """Report a contact that is acknowledged. Returns its reference."""
    await person.command("/ended-contact", "shouted at me")
    await fill(person, REPORT)
    await person.send()
    ref = ref_in(person.modal(), "EC")
    await closed(person)
    return ref


def told(served: Served, ref: str) -> Sequence[str]:
    """Texts of the chat messages about it."""
    chats = served.slack.workspace.messages.values()
    return [message.text for chat in chats for message in chat.values() if ref in message.text]


@pytest.mark.thorough
async def test_a_replica_that_stands_still_while_it_sends_leaves_no_double(tmp_path: Path, postgresql: str) -> None:
    """On PostgreSQL: reports are taken meanwhile, the manager is told by the other, and the late one is taken back."""
    async with AsyncExitStack() as stack:
        first = await stack.enter_async_context(prepared(tmp_path, server=postgresql))
        port = stack.enter_context(held_port())
        second = replace(first, port=port, env=first.env | {"HARBOUR_PORT": str(port)})
        frozen, other = Spawner(first), Spawner(second)
        for spawner in (frozen, other):
            await spawner.open()
        workspace = first.slack.workspace
        await frozen.start()
        stack.push_async_callback(frozen.close)
        # Whichever of its messages goes first: the manager's is among them.
        workspace.faults.on("chat.postMessage", Fault.slow(LEASE_SECONDS / 4), times=3)
        async with first.driver() as driver:
            early = await reports(driver.person("isla"))
            await until(lambda: bool(told(first, early)))
            frozen.gets(signal.SIGSTOP)
            await other.start()
            stack.push_async_callback(other.close)
        async with second.driver() as driver:
            late = await reports(driver.person("isla"))
            await until(lambda: len(told(first, early)) == 2 and bool(told(first, late)))
            frozen.gets(signal.SIGCONT)
            await until(lambda: len(told(first, early)) == 1)
            await asyncio.sleep(LEASE_SECONDS + 1)  # nothing comes back after another lease
        assert [len(told(first, ref)) for ref in (early, late)] == [1, 1]
        assert whole(first) > 0
