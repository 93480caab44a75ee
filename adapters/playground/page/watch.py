"""A story played slowly enough to be looked at."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from adapters.playground.answer import Answer
from adapters.playground.cast import Cast
from adapters.playground.page.server import Page
from adapters.playground.refusals import Json
from adapters.playground.slack.driver import Driver
from adapters.playground.slack.link import Link
from adapters.playground.stories.stage import NotAsTold, Stage

#: Plays a story on the stage.
Play = Callable[[Stage], Awaitable[object]]

#: Seconds before each act, so that one sees what is about to be sent, and after what follows from it.
BEFORE = 1.4
AFTER = 0.9


class PacedLink:
    """A link that waits a little before each act."""

    def __init__(self, link: Link, seconds: float) -> None:
        self._link = link
        self._seconds = seconds

    async def deliver(self, kind: str, payload: Json, *, retry: int = 0) -> Answer:
        """See `Link`."""
        await asyncio.sleep(self._seconds)
        return await self._link.deliver(kind, payload, retry=retry)

    async def close(self) -> None:
        """The link is another's: it stays open."""


async def watch(page: Page, play: Play, *, pace: float = 1.0) -> None:
    """Play it once somebody looks; what is told appears as a caption in the page.

    `pace` is 1 for reading along and 0 for no waiting. Raises NotAsTold.
    """
    await page.stream.watched.wait()
    table = page.session.table
    driver = Driver(table.workspace, link=PacedLink(table.driver.link, BEFORE * pace))

    async def settle() -> None:
        before = len(table.workspace.sent)
        await table.settle()
        if len(table.workspace.sent) > before:
            await asyncio.sleep(AFTER * pace)

    def say(line: str) -> None:
        page.stream.tell("story", {"line": line.strip(), "scene": line.startswith("\n")})

    try:
        await play(Stage(Cast([driver]), table.clock, table.calendar, settle, say, table.mailbox))
    except NotAsTold as problem:
        page.stream.tell("story", {"line": f"The story did not go as it is told: {problem}", "scene": True})
        raise
    page.stream.tell(
        "story", {"line": "The end. Everything stays as it is now: look around, or start over.", "scene": True}
    )
