"""A story played slowly enough to be looked at."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from adapters.playground.page.server import Page
from adapters.playground.stories.story import NotAsTold, Story

#: Plays a story.
Play = Callable[[Story], Awaitable[object]]

#: Seconds before each act, so that one sees what is about to be sent, and after what follows from it.
BEFORE = 1.4
AFTER = 0.9


async def watch(page: Page, play: Play, *, pace: float = 1.0) -> None:
    """Play it once somebody looks; the narrator's words appear as captions in the page.

    `pace` is 1 for reading along and 0 for no waiting. Raises NotAsTold.
    """
    await page.stream.watched.wait()
    table, sides = page.session.table, page.session.windows.sides.values()
    cast = table.cast.played_by([side.paced(BEFORE * pace) for side in sides])

    async def settle() -> None:
        before = sum(side.sent() for side in sides)
        await table.settle()
        if sum(side.sent() for side in sides) > before:
            await asyncio.sleep(AFTER * pace)

    def say(line: str) -> None:
        page.stream.tell("story", {"line": line.strip(), "scene": line.startswith("\n")})

    try:
        await play(Story(cast, table.clock, table.calendar, settle, say, table.mailbox, table.staff))
    except NotAsTold as problem:
        page.stream.tell("story", {"line": f"The story did not go as it is told: {problem}", "scene": True})
        raise
    page.stream.tell(
        "story", {"line": "The end. Everything stays as it is now: look around, or start over.", "scene": True}
    )
