"""The head of the history is noted where nobody with access to the database can change it."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from pathlib import Path

from adapters import logs
from adapters.house.heads import Heads
from bot.policy import Policy
from storage import Head, Store, new_key, verify
from tests.bot.house import HandClock


class Moving:
    """A store whose history grows on request."""

    def __init__(self) -> None:
        self.at: str | None = "1:a"

    def head(self) -> str:
        """The last line."""
        if self.at is None:
            raise LookupError
        return self.at


def _now() -> datetime:
    return datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def _lines(log: io.StringIO) -> list[tuple[str, str | None]]:
    read = [json.loads(line) for line in log.getvalue().splitlines()]
    return [(line["event"], line.get("head")) for line in read]


def test_a_head_is_noted_once_for_as_long_as_it_stands(tmp_path: Path) -> None:
    """In the log, and in a file, where each has a line."""
    log, store = io.StringIO(), Moving()
    logs.configure("INFO", log)
    heads = Heads(store, tmp_path / "heads", now=_now)
    for at in ("1:a", "1:a", "2:b"):
        store.at = at
        heads.note()
    assert _lines(log) == [("history.head", "1:a"), ("history.head", "2:b")]
    assert (tmp_path / "heads").read_text() == "2026-11-24T10:00:00+00:00 1:a\n2026-11-24T10:00:00+00:00 2:b\n"


def test_what_could_not_be_noted_is_said_and_tried_again(tmp_path: Path) -> None:
    """A database that is away, or a folder that is not there, stops nothing."""
    log, store = io.StringIO(), Moving()
    logs.configure("INFO", log)
    store.at = None
    heads = Heads(store, tmp_path / "later" / "heads", now=_now)
    heads.note()
    store.at = "1:a"
    heads.note()
    (tmp_path / "later").mkdir()
    heads.note()
    assert [event for event, _ in _lines(log)].count("history.unnoted") == 2
    assert (tmp_path / "later" / "heads").read_text().endswith(" 1:a\n")


def test_what_is_noted_is_what_verifying_takes(tmp_path: Path) -> None:
    """Read back out of the file, it is held against the history."""
    store = Store(f"sqlite:///{tmp_path / 'harbour.db'}", new_key(), Policy.load(), HandClock())
    heads = Heads(store, tmp_path / "heads")
    for act in ("one", "two"):
        store.run(lambda uow, act=act: uow.ledger.add(act, None, None, 0))  # type: ignore[misc]
        heads.note()
    noted = Head.noted((tmp_path / "heads").read_text())
    assert [head.count for head in noted] == [1, 2]
    assert verify(store, *noted).count == 2
    store.close()
