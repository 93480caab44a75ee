"""The feed of changes on a platform, for its watchers: a test, a story, a window."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class ChangeKind(StrEnum):
    """Kind of change on a platform."""

    #: A message stands in a chat, was written again, or is gone. `ref` is its id: in Slack its ts.
    MESSAGE = "message"
    REWRITTEN = "rewritten"
    DELETED = "deleted"
    #: A message that one person alone sees, until they reload. `ref` is its ts.
    EPHEMERAL = "ephemeral"
    #: A person's dialogs changed. `ref` is the view's id.
    MODAL_OPENED = "modal_opened"
    MODAL_UPDATED = "modal_updated"
    MODAL_CLOSED = "modal_closed"
    #: Something was typed or chosen in a dialog or a message. `ref` is its id.
    TYPED = "typed"
    #: The person's home tab was published. `ref` is the view's id.
    HOME = "home"
    #: A user joined or changed; in Teams, also had the app added or taken away.
    USER = "user"


@dataclass(frozen=True, kw_only=True)
class Change:
    """One change: its kind, its person, and a pointer. The content is read from the workspace or tenant."""

    kind: ChangeKind
    #: The id of the user who sees the change.
    user: str | None
    channel: str | None = None
    ref: str = ""


Listener = Callable[[Change], None]


class Feed:
    """Calls its listeners for every change, in order, in the thread in which it happens."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` for every change from now on; the answer ends it."""
        self._listeners.append(listener)

        def unsubscribe() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return unsubscribe

    def publish(self, change: Change) -> None:
        """Call every listener."""
        for listener in tuple(self._listeners):
            listener(change)

    async def until(self, holds: Callable[[], bool], seconds: float = 5.0) -> bool:
        """Wait until `holds()` is true, asking again at each change; false if time runs out."""
        changed = asyncio.Event()
        unsubscribe = self.subscribe(lambda _change: changed.set())
        try:
            async with asyncio.timeout(seconds):
                while not holds():
                    changed.clear()
                    await changed.wait()
        except TimeoutError:
            return holds()
        finally:
            unsubscribe()
        return True
