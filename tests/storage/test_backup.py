"""A backup: one moment of database and evidence, taken while everybody writes on, and taken over anywhere."""

from __future__ import annotations

import stat
import threading
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from struct import unpack

import pytest

from bot.errors import Misconfigured
from bot.policy import Policy
from bot.ports import UnitOfWork
from storage import EvidenceFolder, NoBackup, Store, back_up, restore, verify
from storage.backup import look_into
from tests import migrated
from tests.storage.conftest import HandClock
from tests.storage.sample import ISLA, KINDS, Matter, may

NewUrl = Callable[[], str]


@pytest.fixture(params=["sqlite", "postgresql"])
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/elsewhere/harbour.db"
    return migrated.created(request.getfixturevalue("postgresql"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of evidence with one file of ours, and one of somebody else's."""
    folder = tmp_path / "evidence"
    EvidenceFolder(folder).keep([b"a picture"])
    (folder / "notes.txt").write_text("not ours")
    return folder


def brings(store: Store, text: str) -> None:
    """Somebody brings a matter."""

    def work(uow: UnitOfWork) -> None:
        uow.records.add(Matter(origin=uow.records.begin(Matter, ISLA), text=text), act="brought")

    store.run(work)


def test_what_is_taken_over_is_what_was_there(
    store: Store, url: str, elsewhere: str, folder: Path, keys: str, policy: Policy, clock: HandClock, tmp_path: Path
) -> None:
    """From either kind of database to either: records, people, the history with its head, and the files."""
    for n in range(30):
        brings(store, f"He said no. {n}")
    head = verify(store)
    file = tmp_path / "harbour.backup"
    made = back_up(url, folder, file)
    assert (made.records, made.files, stat.S_IMODE(file.stat().st_mode)) == (30, 1, 0o600)
    assert restore(file, elsewhere, tmp_path / "other") == made
    with closing(Store(elsewhere, keys, policy, clock, records=KINDS, may=may)) as found:
        assert verify(found) == head
        assert found.run(lambda uow: sorted(p.name for p in uow.people)) == store.run(
            lambda uow: sorted(p.name for p in uow.people)
        )
        assert found.run(lambda uow: uow.records.by_ref(Matter, "MT-0007")) is not None
        brings(found, "It goes on.")
        assert verify(found).count > head.count
    files = [path.read_bytes() for path in (tmp_path / "other").iterdir()]
    assert files == [path.read_bytes() for path in folder.iterdir() if path.suffix != ".txt"]
    assert b"He said no" not in file.read_bytes()


def test_it_ends_and_is_of_one_moment_while_others_write(
    store: Store, url: str, folder: Path, elsewhere: str, keys: str, policy: Policy, clock: HandClock, tmp_path: Path
) -> None:
    """Concurrent changes are in it wholly or not at all: the history holds, with every record."""
    is_done = threading.Event()
    written = 0

    def write_on() -> None:
        nonlocal written
        while not is_done.is_set():
            brings(store, "Once more.")
            written += 1

    brings(store, "The first.")
    writer = threading.Thread(target=write_on)
    writer.start()
    try:
        made = [back_up(url, folder, tmp_path / f"{n}.backup") for n in range(3)]
    finally:
        is_done.set()
        writer.join()
    assert 0 < made[0].records <= made[2].records <= written + 1
    restore(tmp_path / "2.backup", elsewhere, tmp_path / "other")
    with closing(Store(elsewhere, keys, policy, clock, records=KINDS, may=may)) as found:
        assert verify(found).count > 0


@pytest.fixture
def file(store: Store, url: str, folder: Path, tmp_path: Path) -> Path:
    """A backup."""
    brings(store, "He said no.")
    store.seal()
    back_up(url, folder, tmp_path / "harbour.backup")
    return tmp_path / "harbour.backup"


def test_what_is_not_whole_is_refused(file: Path, tmp_path: Path) -> None:
    """A byte that has changed in any entry, a file cut off, something else: nothing is taken over."""
    whole = file.read_bytes()
    with zipfile.ZipFile(file) as archive:
        entries = [entry for entry in archive.infolist() if entry.file_size]
    # An entry begins with a head of thirty bytes, a name and something more, whose lengths end that head.
    begins = [e.header_offset + 30 + sum(unpack("<HH", whole[e.header_offset + 26 :][:4])) for e in entries]
    middles = [begin + e.compress_size // 2 for begin, e in zip(begins, entries, strict=True)]
    changed = [whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in middles]
    for spoilt in (*changed, whole[: len(whole) // 2], whole[:-1], b"something else", b""):
        file.write_bytes(spoilt)
        with pytest.raises(NoBackup, match="is no backup of Harbour's, or not whole"):
            restore(file, f"sqlite:///{tmp_path}/new.db", tmp_path / "other")
    assert not [path for path in tmp_path.iterdir() if path.name in ("other", "new.db")]


def test_an_entry_that_was_put_in_the_place_of_another_is_found(file: Path) -> None:
    """Somebody able to write zip files cannot change one of its parts alone."""
    spoilt = file.with_name("spoilt")
    with zipfile.ZipFile(file) as whole, zipfile.ZipFile(spoilt, "w") as other:
        for name in whole.namelist():
            other.writestr(name, b"" if name == "tables/history.jsonl" else whole.read(name))
    with pytest.raises(NoBackup):
        look_into(spoilt)


def test_nothing_is_written_over(file: Path, url: str, folder: Path, tmp_path: Path) -> None:
    """Neither a file that is there, nor a database, nor a folder with anything in it."""
    with pytest.raises(NoBackup, match="is there already"):
        back_up(url, folder, file)
    with pytest.raises(NoBackup, match="The database is not empty"):
        restore(file, url, tmp_path / "other")
    with pytest.raises(NoBackup, match="is not empty: name another one in HARBOUR_EVIDENCE"):
        restore(file, f"sqlite:///{tmp_path}/new.db", folder)


def test_a_backup_that_fails_leaves_no_file(store: Store, url: str, folder: Path, tmp_path: Path) -> None:
    """And where there is no database, it says so."""
    with pytest.raises(NoBackup, match="cannot be written"):
        back_up(url, folder, tmp_path / "nowhere" / "file")
    with pytest.raises(Misconfigured, match="run 'harbour migrate' first"):
        back_up(f"sqlite:///{tmp_path}/none.db", folder, tmp_path / "file")
    assert store.trouble() is None
    assert not [path for path in tmp_path.iterdir() if "file" in path.name]
