"""Whether a record of it goes into personal records: the one who is named and their manager each say (R-1.14.3-10)."""

from __future__ import annotations

from bot.errors import AlreadyDone, Forbidden, Refused
from bot.records.named_online.parts import Half
from bot.records.named_online.record import TELL_FIRST, NamedOnline


def choose(named: NamedOnline, half: Half) -> NamedOnline:
    """One of the two answers about personal records; either can be changed until both are there (R-1.14.3-10)."""
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
    """Whether a record goes into personal records: both said yes. None while that is open (R-1.14.3-10)."""
    if named.own_half is not None and named.manager_half is not None:
        return named.own_half.yes and named.manager_half.yes
    return None if named.is_open else False
