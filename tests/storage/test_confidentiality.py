"""Nothing that tells who somebody is or what happened stands in the database in plain text."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage import Store
from tests.postgresql import held
from tests.storage.sample import ISLA

CANARIES = (
    "Isla", "Reid", "isla@example.org", "U0ISLA", "29:teams", "Morag", "morag@example.org", "U0MORAG",
    "shouted at me", "nested words", "an answer", "tenancy 4711", "4711", "half typed", "D0ADDRESS", "T0EVENT",
    "a result", "a:conversation",
)  # fmt: skip


def _dump(url: str, tmp_path: Path) -> bytes:
    """All that lies on the disk: the files and the write-ahead log, or a dump of all tables."""
    if url.startswith("sqlite"):
        return b"".join(path.read_bytes() for path in sorted((tmp_path / "var").iterdir()))
    return held(url)


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
