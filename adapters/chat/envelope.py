"""Checked reading of ids and objects in a platform's request. Raises Unreadable, and nothing else."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from adapters.chat.errors import Unreadable

_ID = re.compile(r"[\x21-\x7e]{1,255}")


def object_at(payload: Mapping[str, object], key: str) -> Mapping[str, object]:
    """The object by this name."""
    value = payload.get(key)
    if not isinstance(value, Mapping):
        raise Unreadable
    return value


def id_at(payload: Mapping[str, object], key: str) -> str:
    """The id by this name: printable, and not endless."""
    value = payload.get(key)
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise Unreadable
    return value


def id_if_any(payload: Mapping[str, object], key: str) -> str | None:
    """The id of this name; None if it is missing or empty."""
    return None if payload.get(key) in (None, "") else id_at(payload, key)


def key_of(platform: str, *parts: str) -> str:
    """The key of an act on a platform: the same for a repeat of it, and telling nothing of it."""
    return f"{platform}:" + hashlib.sha256("\n".join(parts).encode()).hexdigest()[:40]
