"""Ids for rows: 128 bits as 32 hexadecimal digits, in the order in which they were made.

Like UUIDv7, the first 48 bits are the time in milliseconds and the rest is random. New rows thus
stand together at the end of an index instead of each on a page of its own, which SQLite feels.
"""

from __future__ import annotations

from secrets import token_hex


def new_id(now: int) -> str:
    """A fresh id at this stamp."""
    return f"{now // 1000:012x}{token_hex(10)}"
