"""Sealing what is confidential (docs: AES-256-GCM, a fresh key for each row, wrapped by a master key).

A sealed value holds bytes that nobody can read, move to another row or column, or change unseen.
Destroying a row's wrapped key erases it for good, wherever copies of its body may lie.
"""

from __future__ import annotations

import hmac
import re
import secrets
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping
from hashlib import sha256
from typing import NamedTuple, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.errors import HarbourError, Misconfigured
from storage.tables import INDEX_KEY

_KEY_BYTES = 32
_NONCE_BYTES = 12
_KEY = re.compile(r"([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/=]+)")
_HOW = "Make one with `harbour keys new` and set HARBOUR_ENCRYPTION_KEYS."


class Unreadable(HarbourError):
    """What was kept here cannot be read with the encryption keys that Harbour was given."""


class Sealed(NamedTuple):
    """What stands in a row's two columns."""

    wrapped_key: bytes
    body: bytes


def new_key() -> str:
    """A fresh master key with its id, as `HARBOUR_ENCRYPTION_KEYS` takes it."""
    return f"k{secrets.token_hex(4)}:{b64encode(secrets.token_bytes(_KEY_BYTES)).decode()}"


class Keyring:
    """The organisation's master keys: the newest wraps, all unwrap. They never show in a repr."""

    def __init__(self, keys: Mapping[str, bytes]) -> None:
        self._ciphers = {name: AESGCM(key) for name, key in keys.items()}
        self._newest = next(iter(keys))
        self._prefix = bytes([len(self._newest)]) + self._newest.encode()

    @classmethod
    def parse(cls, text: str) -> Self:
        """From "k2:base64…,k1:base64…", newest first. Raises Misconfigured, never showing a key."""
        keys: dict[str, bytes] = {}
        for number, part in enumerate((part.strip() for part in text.split(",") if part.strip()), start=1):
            found = _KEY.fullmatch(part)
            key = _decoded(found.group(2)) if found else b""
            if found is None or len(key) != _KEY_BYTES:
                raise Misconfigured(f"Encryption key {number} is not one that Harbour has made. {_HOW}")
            if found.group(1) in keys:
                raise Misconfigured(f"Encryption key {number} has the id of an earlier one. {_HOW}")
            keys[found.group(1)] = key
        if not keys:
            raise Misconfigured(f"There is no encryption key. {_HOW}")
        return cls(keys)

    def wrap(self, key: bytes, place: bytes) -> bytes:
        """The key, sealed by the newest master key, with that one's id in front."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return self._prefix + nonce + self._ciphers[self._newest].encrypt(nonce, key, place)

    def unwrap(self, wrapped: bytes, place: bytes) -> bytes:
        """The key again. Raises Unreadable."""
        start = 1 + wrapped[0] if wrapped else 0
        cipher = self._ciphers.get(wrapped[1:start].decode("ascii", "replace"))
        if cipher is None:
            raise Unreadable
        return _opened(cipher, wrapped[start:], place)

    def is_newest(self, wrapped: bytes) -> bool:
        """Whether it is wrapped by the newest master key."""
        return wrapped.startswith(self._prefix)


class Vault:
    """Seals rows, and makes blind indexes that are equal where the text is, and tell nothing else."""

    def __init__(self, keys: Keyring, index_key: bytes) -> None:
        self.keys = keys
        self._index = hmac.new(index_key, digestmod=sha256)

    def seal(self, table: str, row: str, text: bytes) -> Sealed:
        """Seal it under a fresh key, for this row alone."""
        key = AESGCM.generate_key(256)
        nonce = secrets.token_bytes(_NONCE_BYTES)
        body = nonce + AESGCM(key).encrypt(nonce, text, place(table, row, "body"))
        return Sealed(self.keys.wrap(key, place(table, row, "wrapped_key")), body)

    def unseal(self, table: str, row: str, sealed: Sealed) -> bytes:
        """What was sealed. Raises Unreadable."""
        key = self.keys.unwrap(sealed.wrapped_key, place(table, row, "wrapped_key"))
        return _opened(AESGCM(key), sealed.body, place(table, row, "body"))

    def blind(self, *parts: str) -> str:
        """A blind index of these texts in this order: 128 bits of their HMAC-SHA256."""
        index = self._index.copy()
        for part in parts:
            text = part.encode()
            index.update(len(text).to_bytes(4) + text)
        return index.hexdigest()[:32]


def new_index_key(keys: Keyring) -> bytes:
    """A fresh key for the blind indexes, wrapped: random and its own, so that rotation leaves them be."""
    return keys.wrap(secrets.token_bytes(_KEY_BYTES), INDEX_PLACE)


def place(table: str, row: str, column: str) -> bytes:
    """The associated data of a value: where alone it can be read."""
    return f"{table}|{row}|{column}".encode()


#: Where the wrapped key of the blind indexes is kept.
INDEX_PLACE = place("meta", INDEX_KEY, "wrapped_key")


def _decoded(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except NotBase64:
        return b""


def _opened(cipher: AESGCM, sealed: bytes, place: bytes) -> bytes:
    try:
        return cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], place)
    except (InvalidTag, ValueError):
        raise Unreadable from None
