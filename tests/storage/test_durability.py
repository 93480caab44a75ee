"""Acknowledged data survives anything that happens to the process or the machine."""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from bot.people import PersonId
from bot.policy import Policy
from bot.records.rights import Part
from storage import Store, verify
from tests.sizes import size
from tests.storage.conftest import HandClock, Open
from tests.storage.sample import ISLA, KINDS, may, told

KILLS = size(2, 4)


def killed(url: str, keys: str, after: float) -> list[str]:
    """Lines that a writer acknowledged before it was killed."""
    command = [sys.executable, "-m", "tests.storage.writer", url, keys]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own program
        assert process.stdout is not None
        said = [process.stdout.readline()]
        time.sleep(after)
        process.kill()
        said += process.stdout.readlines()
    return [line.strip() for line in said if line.endswith("\n")]


def test_nothing_acknowledged_is_lost_when_the_process_is_killed(url: str, keys: str, opened: Open) -> None:
    """A few kills; the history holds after each."""
    opened().close()
    acknowledged: list[str] = []
    for kill in range(KILLS):
        acknowledged += killed(url, keys, 0.1 + 0.13 * kill)
        store = opened()
        verified = verify(store)
        found = store.run(lambda uow: uow.records.with_part(ISLA, Part.REPORTER, limit=1_000_000))
        store.close()
        assert set(acknowledged) <= {summary.id for summary in found}
        assert verified.count == len(found)
    assert len(acknowledged) > KILLS


@pytest.mark.parametrize("seed", range(6))
def test_a_log_that_was_cut_off_leaves_a_sound_database(
    tmp_path: Path, keys: str, policy: Policy, clock: HandClock, seed: int
) -> None:
    """As when the power fails in the middle of a write: whole commits are there, and no half ones."""
    path = tmp_path / "harbour.db"
    store = Store(f"sqlite:///{path}", keys, policy, clock, records=KINDS, may=may)
    for _ in range(20):
        store.run(told)
    cut = tmp_path / "copy.db"
    for suffix in ("", "-wal"):
        shutil.copy(f"{path}{suffix}", f"{cut}{suffix}")
    store.close()
    log = Path(f"{cut}-wal").read_bytes()
    Path(f"{cut}-wal").write_bytes(log[: random.Random(seed).randrange(len(log))])  # noqa: S311 - any will do
    with closing(sqlite3.connect(cut)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
            return  # cut off before the tables were made
    again = Store(f"sqlite:///{cut}", keys, policy, clock, records=KINDS, may=may)
    found = again.run(lambda uow: uow.records.with_part(PersonId(ISLA), Part.REPORTER, limit=100))
    verified = verify(again)
    again.close()
    assert verified.count == len(found)
    assert [s.ref for s in sorted(found, key=lambda s: s.ref)] == [f"MT-{n + 1:04d}" for n in range(len(found))]
