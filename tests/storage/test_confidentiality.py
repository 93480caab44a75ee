"""Nothing that tells who somebody is or what happened stands in the database in plain text."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from bot.nudges import Lane
from bot.records.rights import Act
from storage import Store, verify
from tests.storage.conftest import START
from tests.storage.sample import ISLA, MORAG, Matter, Step, staff, told

CANARIES = (
    "Isla", "Reid", "isla@example.org", "U0ISLA", "29:teams", "Morag", "morag@example.org", "U0MORAG",
    "shouted at me", "nested words", "an answer", "tenancy 4711", "4711", "half typed", "D0ADDRESS", "T0EVENT",
    "a result", "a:conversation",
)  # fmt: skip


@pytest.fixture
def lived(store: Store) -> Store:
    """A store through which each canary has gone."""
    store.run(lambda uow: uow.directory.put(staff()[0].known_as("teams", "29:teams")))
    matter = store.run(
        lambda uow: told(
            uow,
            "shouted at me",
            steps=(Step(at=START, by=MORAG, words="nested words"),),
            answers={"question": "an answer"},
            reference="tenancy 4711",
            said=("tenancy 4711", "nested words"),
            nudged_from=START,
        )
    )
    store.run(lambda uow: uow.records.open(matter.id, MORAG, Act.READ, Matter))
    store.run(lambda uow: uow.drafts.keep(ISLA, "report", {"note": "half typed"}))
    store.run(lambda uow: uow.chats.keep(ISLA, "teams", "a:conversation of 29:teams"))
    store.run(lambda uow: uow.once("T0EVENT", "a result"))
    store.run(lambda uow: uow.outbox.put(MORAG, "nudge", matter.id, kind="acknowledge_report", lane=Lane.REMIND))
    (parcel,) = store.run(lambda uow: uow.outbox.claim(limit=1, lease_seconds=60))
    store.run(
        lambda uow: uow.outbox.sent(parcel, platform="slack", address="D0ADDRESS/1.5", fingerprint="f", settled=False)
    )
    store.run(lambda uow: uow.records.save(matter.changed(text="shouted at me again"), by=MORAG, act="changed"))
    assert verify(store).count == 3
    return store


def _dump(url: str, tmp_path: Path) -> bytes:
    """All that lies on the disk: the files and the write-ahead log, or a dump of all tables."""
    if url.startswith("sqlite"):
        return b"".join(path.read_bytes() for path in sorted((tmp_path / "var").iterdir()))
    with psycopg.connect(url) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        found = b""
        for (table,) in tables:
            with connection.cursor().copy(f'COPY "{table}" TO STDOUT (FORMAT binary)'.encode()) as copy:
                found += b"".join(copy)
    return found


def _encodings(canary: str) -> tuple[bytes, ...]:
    """The encodings that a search would try."""
    text = canary.lower()
    return text.encode(), text.encode("utf-16-le"), text.encode().hex().encode()


@pytest.mark.usefixtures("lived")
def test_no_canary_is_found(url: str, tmp_path: Path) -> None:
    """Neither in the files nor in the write-ahead log."""
    kept = _dump(url, tmp_path).lower()
    assert b"matter" in kept  # the search finds what is there
    assert [canary for canary in CANARIES if any(text in kept for text in _encodings(canary))] == []


def test_a_dropped_draft_leaves_nothing(lived: Store, url: str, tmp_path: Path) -> None:
    """Its sealed text is overwritten when it goes; and sealed it was."""
    lived.run(lambda uow: uow.drafts.drop(ISLA, "report"))
    assert b"half typed" not in _dump(url, tmp_path)
    assert lived.run(lambda uow: uow.drafts.find(ISLA, "report")) is None
