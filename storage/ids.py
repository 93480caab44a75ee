"""Ids for rows: 128 bits as 32 hexadecimal digits, in the order in which they were made.

Like UUIDv7, they begin with the time in milliseconds, go on with a number that counts up in this process, and end in 64
random bits. New rows thus share pages at the end of an index instead of taking a page each, which SQLite feels; and of
two rows of one moment, the first comes first.
"""

from __future__ import annotations

from itertools import count
from secrets import token_hex

_NUMBERS = count()


def new_id(now: int) -> str:
    """A fresh id at this stamp."""
    return f"{now // 1000:012x}{next(_NUMBERS) & 0xFFFF:04x}{token_hex(8)}"
