"""Giving the lines that wait their places in the history, in order, one at a time.

A line that waits vouches for itself: what it says cannot be changed, and one that nobody wrote is not taken. It is
known by an id, so that one that was put back is not taken twice. To remove one unseen is possible until it has its
place, together with what it tells of: that is why it waits for a second or so and no longer.
"""

from __future__ import annotations

from operator import itemgetter
from typing import Any

from sqlalchemy import bindparam, delete, select

from storage.crypto import Vault
from storage.history import Line, Tampered, chain, waiting_mac
from storage.session import Session
from storage.tables import head, history, tail

#: How many lines are given their places in one unit of work: some 50 ms.
AT_A_TIME = 500

_IS_WAITING = select(tail.c.id).limit(1)
_MY_TURN = select(head.c.id).with_for_update()
_TAKE = (
    delete(tail)
    .where(tail.c.id.in_(select(tail.c.id).order_by(tail.c.number).limit(bindparam("limit"))))
    .returning(*tail.c)
)
_TWICE = select(history.c.act).join(tail, tail.c.id == history.c.id).limit(1)


def seal(session: Session, vault: Vault) -> bool:
    """Give the first of the lines that wait their places. Returns whether there were any; raises Tampered.

    Whoever is at it already is waited for.
    """
    if session.one(_IS_WAITING, {}) is None:
        return False
    session.one(_MY_TURN, {})
    if session.one(_TWICE, {}) is not None:
        raise Tampered(0, "has a line that waits for its place and has one already")
    # Of two lines about one record that wait, whoever sees the second sees the first: it was kept before.
    rows = [dict(zip(tail.c.keys(), row, strict=True)) for row in session.all(_TAKE, {"limit": AT_A_TIME})]
    lines = [_vouched(vault, row) for row in sorted(rows, key=itemgetter("number"))]
    if len({line["id"] for line in lines}) < len(lines):
        raise Tampered(0, "has a line that waits for two places")
    chain(session, vault, lines)
    return bool(lines)


def _vouched(vault: Vault, row: dict[str, Any]) -> Line:
    line = {name: value for name, value in row.items() if name not in {"number", "mac"}}
    if row["mac"] != waiting_mac(vault, line):
        raise Tampered(0, "has a line that waits for its place and that nobody wrote")
    return line
