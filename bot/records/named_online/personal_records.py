"""Choice on personal records: the person named and their manager each answer (R-1.14.3-10)."""

from __future__ import annotations

from bot.errors import AlreadyDone, Forbidden, Refused
from bot.records.named_online.parts import Half
from bot.records.named_online.record import TELL_FIRST, NamedOnline


def choose(named: NamedOnline, half: Half) -> NamedOnline:
    """Record one of the two answers; either can be changed until both are there (R-1.14.3-10)."""
    named.still_open()
    if named.told is None:
        raise Refused(TELL_FIRST)
    if half.by not in (named.person, named.handler):
        raise Forbidden
    if named.own_half is not None and named.manager_half is not None:
        raise AlreadyDone("Both answers are there. Nothing changed.")
    if half.by == named.person:
        return named.changed(own_half=half).settled(half.at)
    return named.changed(manager_half=half).settled(half.at)


def agreed(named: NamedOnline) -> bool | None:
    """True if both agreed to a record in personal records; None while that is open (R-1.14.3-10)."""
    if named.own_half is not None and named.manager_half is not None:
        return named.own_half.yes and named.manager_half.yes
    return None if named.is_open else False
