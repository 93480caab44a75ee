"""Serving the page, and playing a story in it."""

from __future__ import annotations

import asyncio
import socket

import aiohttp
import pytest

from adapters.playground.page import Page, serve
from adapters.playground.page.watch import watch
from adapters.playground.stories.story import NotAsTold, Story
from bot.errors import Misconfigured
from tests.browser.tables import table


async def test_it_says_where_it_is_and_stops() -> None:
    """The address is printed, the page is there, and a stop leaves nothing behind."""
    said: asyncio.Queue[str] = asyncio.Queue()
    stop = asyncio.Event()
    serving = asyncio.create_task(serve(table, port=0, say=said.put_nowait, opens=False, stop=stop))
    async with asyncio.timeout(60):
        url = (await said.get()).split()[-1]
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        assert (answer.status, "Harbour" in await answer.text()) == (200, True)
    stop.set()
    await serving
    with pytest.raises(aiohttp.ClientError):
        async with aiohttp.ClientSession() as session, session.get(url):
            pass


async def test_a_taken_port() -> None:
    """Is told in one line."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(Misconfigured, match=f"Port {port} is taken: choose another with --port."):
            await serve(table, port=port, say=lambda _: None, opens=False)


async def _play(story: Story) -> None:
    story.scene("Isla reports")
    isla = story.person("isla")
    await isla.command("/ended-contact", "He swore at me")
    story.tell(isla, "opens the form")
    await isla.close()
    await story.settle()


async def test_a_story_is_played_once_somebody_looks() -> None:
    """Its lines are told to the page, and its people act in the page's own windows."""
    async with Page(table) as page, aiohttp.ClientSession() as session:
        playing = asyncio.create_task(watch(page, _play, pace=0.01))
        async with session.get(f"{page.url}api/events") as answer:
            told = b""
            async with asyncio.timeout(60):
                while b"The end." not in told:
                    told += await answer.content.readline()
            await playing
    assert b"Isla reports" in told
    assert b"opens the form" in told


async def test_a_story_that_goes_wrong() -> None:
    """Says so in the page."""

    async def play(story: Story) -> None:
        story.expect(False, "Isla was not there.")  # noqa: FBT003

    async with Page(table) as page:
        page.stream.watched.set()
        with pytest.raises(NotAsTold, match="Isla was not there"):
            await watch(page, play, pace=0)
