"""The folder of evidence: each file encrypted in pieces under a key of its own, which its record alone holds.

A file can be read only whole and in order: each piece is encrypted with AES-256-GCM under a nonce that holds its
number and a mark for the last one (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015), and bound
to the file's name. Pieces that are swapped, left out, repeated, cut off or taken from another file are detected.
Erasing the record, and the key with it, erases the file, wherever copies of it may be.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import tempfile
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.errors import Misconfigured
from bot.ports import Kept
from storage.crypto import Unreadable

#: Bytes of a file in one piece.
PIECE = 64 * 1024

_MAGIC = b"harbour-evidence-1\n"
_PREFIX_BYTES = 7
_TAG_BYTES = 16
_LAST = 1 << 32
_NAME = re.compile(r"[0-9a-f]{32}")
#: Suffix of unfinished files, swept away like any file without a record.
_UNFINISHED = ".part"


def look_at_folder(folder: Path) -> None:
    """Check that the folder can be used, or made. Writes nothing. Raises Misconfigured."""
    there = next(each for each in (folder, *folder.parents) if each.exists())
    if not there.is_dir() or not os.access(there, os.R_OK | os.W_OK | os.X_OK):
        raise _unusable(folder, os.strerror(errno.EACCES if there.is_dir() else errno.ENOTDIR))


def _unusable(folder: Path, why: str | None) -> Misconfigured:
    return Misconfigured(f"The folder of evidence '{folder}' cannot be used ({why}): check HARBOUR_EVIDENCE.")


class EvidenceFolder:
    """The store of evidence in a folder for its owner alone. Raises Misconfigured if it cannot be used."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder.chmod(0o700)
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError as error:
            raise _unusable(folder, error.strerror) from None

    def keep(self, content: Iterable[bytes]) -> Kept:
        """Encrypt a file and put it safely on the disk. Raises OSError, and then leaves nothing."""
        name, key, size = secrets.token_hex(16), AESGCM.generate_key(256), 0
        unfinished = self._folder / f"{name}{_UNFINISHED}"
        try:
            with os.fdopen(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
                size = _seal(file, name, key, content)
                file.flush()
                os.fsync(file.fileno())
            unfinished.rename(self._folder / name)
            self._settle()
        except BaseException:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)
            raise
        return Kept(blob=name, key=b64encode(key).decode(), size=size)

    def read(self, kept: Kept) -> bytes:
        """The whole file, once every piece is verified. Raises Unreadable."""
        try:
            with self._path(kept.blob).open("rb") as file:
                return b"".join(_opened(file, kept.blob, b64decode(kept.key, validate=True)))
        except (OSError, InvalidTag, ValueError, NotBase64):
            raise Unreadable from None

    @staticmethod
    def is_name(name: str) -> bool:
        """True for the name of a finished file."""
        return _NAME.fullmatch(name) is not None

    def put_back(self, blob: str, sealed: Iterable[bytes]) -> None:
        """Restore an encrypted file under its own name. Raises OSError; Unreadable for a name not of ours."""
        with os.fdopen(os.open(self._path(blob), os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.writelines(sealed)
            file.flush()
            os.fsync(file.fileno())
        self._settle()

    def remove(self, blob: str) -> None:
        """Remove a file from the disk, if it is there."""
        self._path(blob).unlink(missing_ok=True)

    def older_than(self, moment: datetime) -> list[str]:
        """Names of all files older than this moment, unfinished ones too."""
        return sorted(
            path.name
            for path in self._folder.iterdir()
            if _NAME.fullmatch(path.name.removesuffix(_UNFINISHED))
            and datetime.fromtimestamp(path.stat().st_mtime, UTC) < moment
        )

    def _path(self, blob: str) -> Path:
        if not _NAME.fullmatch(blob.removesuffix(_UNFINISHED)):
            raise Unreadable
        return self._folder / blob

    def _settle(self) -> None:
        """Put the file's name safely on the disk as well."""
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _seal(file: BinaryIO, name: str, key: bytes, content: Iterable[bytes]) -> int:
    """Write the file encrypted. Returns its size in bytes before encryption."""
    prefix = secrets.token_bytes(_PREFIX_BYTES)
    file.write(_MAGIC + prefix)
    cipher, bound, size = AESGCM(key), _bound(name), 0
    for number, piece, is_last in _pieces(content):
        file.write(cipher.encrypt(_nonce(prefix, number, is_last=is_last), piece, bound))
        size += len(piece)
    return size


def _pieces(content: Iterable[bytes]) -> Iterator[tuple[int, bytes, bool]]:
    """Pieces of one size, numbered, and whether each is the last; one at least, which may be empty."""
    number, waiting = 0, b""
    for part in content:
        waiting += part
        while len(waiting) > PIECE:
            yield number, waiting[:PIECE], False
            number, waiting = number + 1, waiting[PIECE:]
    yield number, waiting, True


def _opened(file: BinaryIO, name: str, key: bytes) -> Iterator[bytes]:
    """Decrypt the pieces. Raises InvalidTag or ValueError if anything was changed."""
    begin = file.read(len(_MAGIC) + _PREFIX_BYTES)
    if len(begin) != len(_MAGIC) + _PREFIX_BYTES or not begin.startswith(_MAGIC):
        raise ValueError
    prefix, cipher, bound = begin[len(_MAGIC) :], AESGCM(key), _bound(name)
    sealed, number = file.read(PIECE + _TAG_BYTES), 0
    while True:
        following = file.read(PIECE + _TAG_BYTES)
        yield cipher.decrypt(_nonce(prefix, number, is_last=not following), sealed, bound)
        if not following:
            return
        sealed, number = following, number + 1


def _nonce(prefix: bytes, number: int, *, is_last: bool) -> bytes:
    if number >= _LAST:
        raise ValueError
    return prefix + number.to_bytes(4) + bytes([is_last])


def _bound(name: str) -> bytes:
    return _MAGIC + name.encode()
