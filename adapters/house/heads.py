"""Head of the history, noted in the log and in a file, where nobody with access to the database can change it.

Only a noted head reveals that the whole database was replaced by an earlier state.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from adapters.logs import logger


class History(Protocol):
    """Store that knows the head of its history."""

    def head(self) -> str:
        """The last line of the history, as `harbour audit verify` takes it."""
        ...


def _now() -> datetime:
    return datetime.now(UTC)


class Heads:
    """Notes the head where it has moved on. `file`: where besides the log, a line each."""

    def __init__(self, store: History, file: Path | None = None, *, now: Callable[[], datetime] = _now) -> None:
        self._store = store
        self._file = file
        self._now = now
        self._last = ""

    def note(self) -> None:
        """Note the head if it has changed. Never raises: a failure is tried again next time."""
        try:
            head = self._store.head()
            if head == self._last:
                return
            logger().info("history.head", head=head)
            if self._file is not None:
                with self._file.open("a", encoding="utf-8") as file:
                    file.write(f"{self._now().isoformat(timespec='seconds')} {head}\n")
        except Exception as error:  # noqa: BLE001 - the house goes on, and the log says that this does not
            logger().error("history.unnoted", exc_info=error)
            return
        self._last = head
