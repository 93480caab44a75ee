"""Stored data is read as it is stored."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from adapters.playground.stand_in.clock import MovableClock
from bot.app.demo import BEGINNING
from bot.policy import Policy
from storage import Store, new_key
from storage.stored_data import StoredData
from tests.browser.tables import table


async def test_an_empty_house() -> None:
    """Nothing lies there, nothing is due, and the empty history holds."""
    async with table() as laid:
        found = await laid.stored.look()
        assert (found.records, found.outbox, found.nudges, found.chain) == ((), (), (), ())
        assert await laid.stored.next_due(laid.clock.now()) is None
        assert await laid.stored.next_nudge() is None
        assert (await laid.stored.verify()).holds


async def test_a_report_lies_there_sealed() -> None:
    """Plain columns route it; the rest is ciphertext; the chain has a line for each act."""
    async with table() as laid:
        isla = laid.cast.person("isla")
        await isla.command("/ended-contact", "He swore at me")
        await isla.fill({"How were you in contact?": "Phone", "What was it?": ("Abusive language",)})
        await isla.send()
        await laid.settle()
        found = await laid.stored.look()
        (record,) = [r for r in found.records if r.kind == "ended_contact"]
        assert (record.ref, record.state, record.is_open, record.version) == ("EC-0001", "submitted", True, 0)
        assert sorted(part for _, part in record.parties) == ["affected", "handler", "must_act", "reporter"]
        assert len({who for who, _ in record.parties}) == 4
        assert record.sealed_bytes > len(record.sealed) > 0
        assert b"swore" not in record.sealed
        # The reminder of what was begun is dropped with the sending; everything else is on its way.
        assert sorted(line.state for line in found.outbox if line.state != "sent") == ["dropped"]
        assert [line.act for line in found.chain if line.ref == "EC-0001"] == ["submitted"]
        due = await laid.stored.next_nudge()
        assert due == min(nudge.due for nudge in found.nudges)
        assert await laid.stored.next_due(laid.clock.now()) == due
        assert due is not None
        assert await laid.stored.next_due(due - timedelta(seconds=1)) == due


async def test_a_line_that_was_changed_is_found(tmp_path: Path) -> None:
    """The verdict says so, and names the line."""
    path = tmp_path / "harbour.db"
    store = Store(f"sqlite:///{path}", new_key(), Policy.load(), MovableClock(BEGINNING))
    for act in ("one", "two"):
        await store.arun(lambda uow, act=act: uow.ledger.add(act, None, None, 0))  # type: ignore[misc]
    data = StoredData(store)
    assert (await data.verify()).words == "The history holds: 2 lines, each vouching for all before it."
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DROP TRIGGER history_not_changed")
        connection.execute("UPDATE history SET act = 'three' WHERE seq = 2")
    verdict = await data.verify()
    store.close()
    assert verdict.holds is False
    assert "line 2 does not fit the one before it" in verdict.words
