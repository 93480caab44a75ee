"""Serving the page until it is asked to stop."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import webbrowser
from collections.abc import Callable
from contextlib import suppress

from adapters.playground.page.server import Page
from adapters.playground.page.table import Lay
from adapters.playground.page.watch import Play, watch
from adapters.playground.people.cast import PlayedOn
from bot.errors import Misconfigured

Say = Callable[[str], None]


async def serve(
    lay: Lay,
    platform: PlayedOn = PlayedOn.SLACK,
    *,
    port: int = 8000,
    say: Say,
    opens: bool = True,
    play: Play | None = None,
    stop: asyncio.Event | None = None,
) -> None:
    """Serve the page until SIGINT, SIGTERM or `stop`.

    `say` gets the lines for the terminal; `opens`: open the browser where there is one; `play`: a
    story to be played once somebody looks. Raises Misconfigured if the port is taken.
    """
    asked_to_stop = stop or asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows raises KeyboardInterrupt instead
            loop.add_signal_handler(sign, asked_to_stop.set)
    page = Page(lay, port=port, platform=platform)
    try:
        await page.__aenter__()
    except OSError:
        raise Misconfigured(f"Port {port} is taken: choose another with --port.") from None
    playing = asyncio.create_task(watch(page, play)) if play else None
    try:
        say(f"The playground is at {page.url}")
        say("Stop it with Ctrl-C.")
        if opens and _has_browser():
            await asyncio.to_thread(webbrowser.open, page.url)
        await asked_to_stop.wait()
    finally:
        if playing is not None:
            playing.cancel()
            await asyncio.gather(playing, return_exceptions=True)
        await page.__aexit__(None, None, None)


def _has_browser() -> bool:
    """True if a browser would open in a window, and not in the terminal."""
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True
