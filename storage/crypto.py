"""Sealing what is confidential (docs: AES-256-GCM, a fresh key for each row, wrapped by a master key).

A sealed value holds bytes that nobody can read, move to another row or column, or change unseen; its
length says in steps how much it holds. Destroying a row's wrapped key erases it for good, wherever
copies of its body may lie.

What has to be found, told apart or vouched for without a row's key has keys of its own: derived
from one secret of the database, which a master key wraps like any row's, so that rotating the master
keys leaves all of it as it is.
"""

from __future__ import annotations

import hmac
import re
import secrets
from base64 import b64decode, b64encode, urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import NamedTuple, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.errors import HarbourError, Misconfigured
from storage.tables import INDEX_KEY

_KEY_BYTES = 32
_NONCE_BYTES = 12
_KEY = re.compile(r"([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/=]+)")
#: Smallest step, in bytes, in which the length of a table's texts shows; longer ones grow by eighths of their size.
_STEPS = {"record": 512, "person": 1024, "note": 512, "chat": 512}
_STEP = 128
#: Length of a covered text, so that an id and nothing look alike.
_COVER = 40
_HOW = "Make one with `harbour keys new` and set HARBOUR_ENCRYPTION_KEYS."


class Unreadable(HarbourError):
    """What was kept here cannot be read with the encryption keys that Harbour was given."""


class Sealed(NamedTuple):
    """Encrypted value in a row's two columns."""

    wrapped_key: bytes
    body: bytes

    @property
    def mark(self) -> bytes:
        """Mark that identifies it: its key is for this one alone, and the last bytes vouch for all before them."""
        return self.wrapped_key + self.body[-16:]


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
        """Decrypt a wrapped key. Raises Unreadable."""
        start = 1 + wrapped[0] if wrapped else 0
        cipher = self._ciphers.get(wrapped[1:start].decode("ascii", "replace"))
        if cipher is None:
            raise Unreadable
        return _opened(cipher, wrapped[start:], place)

    def is_newest(self, wrapped: bytes) -> bool:
        """True if it is wrapped by the newest master key."""
        return wrapped.startswith(self._prefix)


class Vault:
    """Seals rows, and works without a row's key: blind indexes, hidden ids, vouching for the history."""

    def __init__(self, keys: Keyring, secret: bytes) -> None:
        self.keys = keys
        self._index = hmac.new(secret, digestmod=sha256)
        self._voucher = hmac.new(_derived(secret, "history", 32), digestmod=sha256)
        self._cover = AESGCM(_derived(secret, "cover", 32))
        self._alias = AESSIV(_derived(secret, "alias", 64))

    def seal(self, table: str, row: str, text: bytes, version: int | None = None) -> Sealed:
        """Seal a value under a fresh key, for this row alone, and for this version of it if it has versions."""
        key = AESGCM.generate_key(256)
        nonce = secrets.token_bytes(_NONCE_BYTES)
        padded = _padded(text, _STEPS.get(table, _STEP))
        body = nonce + AESGCM(key).encrypt(nonce, padded, place(table, row, "body", version))
        return Sealed(self.keys.wrap(key, place(table, row, "wrapped_key")), body)

    def unseal(self, table: str, row: str, sealed: Sealed, version: int | None = None) -> bytes:
        """Decrypt a value. Raises Unreadable."""
        key = self.keys.unwrap(sealed.wrapped_key, place(table, row, "wrapped_key"))
        return _unpadded(_opened(AESGCM(key), sealed.body, place(table, row, "body", version)))

    def blind(self, *parts: str) -> str:
        """Blind index of these texts in this order: 128 bits of their HMAC-SHA256."""
        return _hashed(self._index, parts)[:32]

    def vouch(self, *parts: str) -> str:
        """MAC of these texts in this order, which nobody without the keys can make."""
        return _hashed(self._voucher, parts)

    def cover(self, text: str, *where: str, step: int = _COVER) -> str:
        """Encrypt a short text: never the same twice, and of one length unless it is long."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        covered = self._cover.encrypt(nonce, _padded(text.encode(), step), "|".join(where).encode())
        return urlsafe_b64encode(nonce + covered).decode()

    def uncover(self, covered: str, *where: str) -> str:
        """Decrypt a short text in a plain column. Raises Unreadable."""
        return _unpadded(_opened(self._cover, _from_text(covered), "|".join(where).encode())).decode()

    def alias(self, text: str, *where: str) -> str:
        """Pseudonym in this place: the same each time, so that it can be looked for, and meaningless elsewhere."""
        return urlsafe_b64encode(self._alias.encrypt(text.encode(), [part.encode() for part in where])).decode()

    def named(self, alias: str, *where: str) -> str:
        """Resolve a pseudonym in this place. Raises Unreadable."""
        try:
            return self._alias.decrypt(_from_text(alias), [part.encode() for part in where]).decode()
        except (InvalidTag, ValueError):
            raise Unreadable from None


def new_index_key(keys: Keyring) -> bytes:
    """Fresh secret for a database, wrapped: random, so that rotating the master keys leaves the derived keys alone."""
    return keys.wrap(secrets.token_bytes(_KEY_BYTES), INDEX_PLACE)


def place(table: str, row: str, column: str, version: int | None = None) -> bytes:
    """Associated data of a value: the one place in which it can be read."""
    return "|".join((table, row, column, *(() if version is None else (str(version),)))).encode()


#: Name under which the wrapped secret is kept.
INDEX_PLACE = place("meta", INDEX_KEY, "wrapped_key")


def _decoded(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except NotBase64:
        return b""


def _from_text(text: str) -> bytes:
    try:
        return urlsafe_b64decode(text)
    except (NotBase64, ValueError):
        raise Unreadable from None


def _derived(secret: bytes, purpose: str, length: int) -> bytes:
    """A key for this purpose alone."""
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=f"harbour {purpose}".encode()).derive(secret)


def _hashed(of: hmac.HMAC, parts: Iterable[str]) -> str:
    """HMAC of these texts, kept apart from one another."""
    found = of.copy()
    for part in parts:
        text = part.encode()
        found.update(len(text).to_bytes(4) + text)
    return found.hexdigest()


def _padded(text: bytes, step: int) -> bytes:
    """Pad the text to the next step (ISO/IEC 7816-4): steps grow with it, to an eighth of it."""
    step = max(step, 1 << max(0, len(text).bit_length() - 4))
    return text + b"\x80" + bytes(-(len(text) + 1) % step)


def _unpadded(padded: bytes) -> bytes:
    text = padded.rstrip(b"\0")
    if not text.endswith(b"\x80"):
        raise Unreadable
    return text[:-1]


def _opened(cipher: AESGCM, sealed: bytes, place: bytes) -> bytes:
    try:
        return cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], place)
    except (InvalidTag, ValueError):
        raise Unreadable from None
