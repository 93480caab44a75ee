"""The folder of evidence: a file comes back whole or not at all, and nobody reads it without its key."""

from __future__ import annotations

import shutil
import stat
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import Misconfigured
from bot.ports import Kept
from storage import EvidenceFolder, Unreadable
from storage.evidence import PIECE
from tests.sizes import size

#: A sealed piece, and what stands before the first.
SEALED = PIECE + 16
HEAD = len(b"harbour-evidence-1\n") + 7
LONG = bytes(range(256)) * (3 * PIECE // 256) + b"the end"


@pytest.fixture
def folder(tmp_path: Path) -> EvidenceFolder:
    """An empty folder."""
    return EvidenceFolder(tmp_path / "evidence")


def files(tmp_path: Path) -> list[Path]:
    """Files in the folder."""
    return sorted((tmp_path / "evidence").iterdir())


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 3 * PIECE + 7])
def test_what_is_kept_comes_back(folder: EvidenceFolder, size: int) -> None:
    """Of any size, in whatever parts it comes."""
    content = LONG[:size]
    kept = folder.keep(content[i : i + 1000] for i in range(0, size, 1000))
    assert (kept.size, folder.read(kept)) == (size, content)


@pytest.mark.requirement("R-1.14.1-3")
def test_nothing_of_it_can_be_read_on_the_disk(folder: EvidenceFolder, tmp_path: Path) -> None:
    """Neither the content nor its name; the folder and the file are for their owner alone."""
    folder.keep([b"zebra " * 20_000])
    (path,) = files(tmp_path)
    assert b"zebra" not in path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_each_file_has_a_key_and_a_name_of_its_own(folder: EvidenceFolder) -> None:
    """Also where the content is the same; and the key shows in no representation."""
    one, other = folder.keep([b"same"]), folder.keep([b"same"])
    assert len({one.blob, other.blob}) == len({one.key, other.key}) == 2
    assert one.key not in repr(one)


def test_another_key_opens_nothing(folder: EvidenceFolder) -> None:
    """Erasing the key erases the file."""
    kept, other = folder.keep([LONG]), folder.keep([LONG])
    for key in (other.key, b64encode(b"short").decode(), "no base64", ""):
        with pytest.raises(Unreadable):
            folder.read(replace(kept, key=key))


def broken(tmp_path: Path, content: bytes, name: str) -> None:
    """Put other bytes in the place of a file."""
    (tmp_path / "evidence" / name).write_bytes(content)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda b: b[:HEAD] + b[HEAD + SEALED :], id="the first piece is left out"),
        pytest.param(
            lambda b: (
                b[:HEAD] + b[HEAD + SEALED : HEAD + 2 * SEALED] + b[HEAD : HEAD + SEALED] + b[HEAD + 2 * SEALED :]
            ),
            id="two pieces are swapped",
        ),
        pytest.param(lambda b: b[: HEAD + SEALED] + b[HEAD:], id="a piece is repeated"),
        pytest.param(lambda b: b[: HEAD + 2 * SEALED], id="cut off between two pieces"),
        pytest.param(lambda b: b[:-1], id="cut off by a byte"),
        pytest.param(lambda b: b[:HEAD], id="nothing but its beginning"),
        pytest.param(lambda b: b[:5], id="less than its beginning"),
        pytest.param(lambda _: b"", id="empty"),
        pytest.param(lambda b: b + b"\0", id="a byte more"),
        pytest.param(lambda b: b + b[HEAD : HEAD + SEALED], id="a piece more"),
    ],
)
def test_pieces_belong_in_their_order_and_all_of_them(folder: EvidenceFolder, tmp_path: Path, change: object) -> None:
    """Nothing of it is given out where one is not as it was."""
    kept = folder.keep([LONG])
    before = (tmp_path / "evidence" / kept.blob).read_bytes()
    assert callable(change)
    broken(tmp_path, change(before), kept.blob)
    with pytest.raises(Unreadable):
        folder.read(kept)


def test_a_file_does_not_pass_for_another(folder: EvidenceFolder, tmp_path: Path) -> None:
    """Each piece is bound to its file's name, even under the same key."""
    kept = folder.keep([LONG])
    shutil.copy(tmp_path / "evidence" / kept.blob, tmp_path / "evidence" / ("0" * 32))
    with pytest.raises(Unreadable):
        folder.read(replace(kept, blob="0" * 32))


@settings(max_examples=size(6, 60))
@given(data=st.data())
def test_a_single_bit_is_noticed(folder: EvidenceFolder, tmp_path: Path, data: st.DataObject) -> None:
    """Wherever it is flipped."""
    kept = folder.keep([LONG[: PIECE + 100]])
    path = tmp_path / "evidence" / kept.blob
    content = bytearray(path.read_bytes())
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= 1 << data.draw(st.integers(0, 7))
    path.write_bytes(content)
    with pytest.raises(Unreadable):
        folder.read(kept)


@settings(max_examples=size(5, 30))
@given(at=st.integers(0, HEAD + 2 * SEALED))
def test_a_cut_is_noticed(folder: EvidenceFolder, tmp_path: Path, at: int) -> None:
    """Wherever it is made."""
    kept = folder.keep([LONG])
    path = tmp_path / "evidence" / kept.blob
    path.write_bytes(path.read_bytes()[:at])
    with pytest.raises(Unreadable):
        folder.read(kept)


def test_what_breaks_off_leaves_nothing(folder: EvidenceFolder, tmp_path: Path) -> None:
    """Not even a part."""

    def content() -> Iterator[bytes]:
        yield LONG
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        folder.keep(content())
    assert files(tmp_path) == []


def test_what_is_removed_is_gone(folder: EvidenceFolder, tmp_path: Path) -> None:
    """And removing it twice does no harm."""
    kept = folder.keep([b"x"])
    folder.remove(kept.blob)
    folder.remove(kept.blob)
    assert files(tmp_path) == []
    with pytest.raises(Unreadable):
        folder.read(kept)


@pytest.mark.parametrize("name", ["../harbour.db", "/etc/passwd", "", "x" * 32, "A" * 32, "0" * 31])
def test_no_other_file_is_ever_touched(folder: EvidenceFolder, tmp_path: Path, name: str) -> None:
    """A name is one of ours, or it is nothing."""
    (tmp_path / "harbour.db").write_text("here")
    with pytest.raises(Unreadable):
        folder.read(Kept(blob=name, key="", size=1))
    with pytest.raises(Unreadable):
        folder.remove(name)
    assert (tmp_path / "harbour.db").exists()


def test_what_has_lain_there_long_is_listed(folder: EvidenceFolder, tmp_path: Path) -> None:
    """Unfinished files too; files that are not ours are left alone."""
    kept = folder.keep([b"x"])
    (tmp_path / "evidence" / f"{'0' * 32}.part").touch()
    (tmp_path / "evidence" / "README").touch()
    later, earlier = (datetime.now(UTC) + timedelta(minutes=sign) for sign in (1, -1))
    assert folder.older_than(later) == sorted([kept.blob, f"{'0' * 32}.part"])
    assert folder.older_than(earlier) == []
    folder.remove(f"{'0' * 32}.part")
    assert folder.older_than(later) == [kept.blob]


def test_a_folder_that_cannot_be_used_is_refused(tmp_path: Path) -> None:
    """In one line that names the setting."""
    (tmp_path / "file").touch()
    with pytest.raises(Misconfigured, match="HARBOUR_EVIDENCE"):
        EvidenceFolder(tmp_path / "file")
