"""Submission whose sender was not answered in time: on opening the form anew they hear of it, and send it once.

The database hangs meanwhile, as it does beside a backup or on a busy disk.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Event

import pytest

from adapters.house.service import Service, TooSlow
from bot.chat import events
from bot.chat.replies import Reply
from bot.dispatcher import Dispatcher
from bot.ports import UnitOfWork
from tests.journeys.acts import REPORT, closed, fill
from tests.journeys.world import World

pytestmark = pytest.mark.platforms

#: What is said then.
KEPT = "What you sent at 10:00 was kept: EC-0001."


@asynccontextmanager
async def standing_still(world: World) -> AsyncIterator[None]:
    """Block writes until this is left, with time limits shortened so that nobody waits seconds for an answer."""
    bounded, handle, goes_on = Service._bounded, Dispatcher.handle, Event()

    async def hurried(_: Service, task: asyncio.Task[Reply]) -> Reply:
        return await bounded(Service(world.store, Dispatcher(), seconds=0.2), task)

    def held(core: Dispatcher, event: events.Event, uow: UnitOfWork) -> Reply:
        if isinstance(event, events.SubmitEvent):
            goes_on.wait(60)
        return handle(core, event, uow)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Service, "_bounded", hurried)
        patch.setattr(Dispatcher, "handle", held)
        try:
            yield
        finally:
            goes_on.set()
            await world.house._core.drain()


async def writes_report(world: World) -> None:
    """Isla opens the form and answers, and has not sent it."""
    isla = world.person("isla")
    await isla.command("/ended-contact", "shouted at me")
    await fill(isla, REPORT)


async def sends_in_vain(world: World) -> None:
    """Send the report while nothing is written, hear that it takes long, and close the form."""
    await writes_report(world)
    isla = world.person("isla")
    async with standing_still(world):
        await isla.send()
        assert TooSlow().message in isla.modal().text
        await closed(isla)


async def test_whoever_opens_the_form_anew_reads_that_it_was_kept(world: World) -> None:
    """And may leave it there: there is one report, and one message to the manager."""
    await sends_in_vain(world)
    await writes_report(world)
    assert KEPT in world.person("isla").modal().text
    await closed(world.person("isla"))
    await world.settle()
    assert world.refs() == ["EC-0001"]


async def test_the_same_sent_from_a_new_form_is_the_same_report(world: World) -> None:
    """It is told which; and sent once more after that, it is another."""
    await sends_in_vain(world)
    isla = world.person("isla")
    await writes_report(world)
    await isla.send()
    assert "was kept as EC-0001" in isla.modal().text
    await closed(isla)
    assert world.refs() == ["EC-0001"]
    await writes_report(world)
    assert KEPT not in isla.modal().text
    await isla.send()
    await world.settle()
    assert world.refs() == ["EC-0001", "EC-0002"]


async def test_another_report_is_another(world: World) -> None:
    """With other answers it is taken, and the line is gone."""
    await sends_in_vain(world)
    isla = world.person("isla")
    await writes_report(world)
    await fill(isla, {"What happened, in a sentence": "And then it went on."})
    await isla.send()
    await closed(isla)
    assert world.refs() == ["EC-0001", "EC-0002"]
    await writes_report(world)
    assert KEPT not in isla.modal().text
