"""Counting a quarter in small pieces, so that no request waits for more than one piece.

Progress is kept with the counts, so that another process can go on from there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from bot.flows.keeping.found import BY_KIND, Span
from bot.ports import UnitOfWork
from bot.records.base import Record
from bot.records.days import months_after
from bot.records.erased import WAS, Erased
from bot.working_time import WorkingTime

#: Records counted in one unit of work: some 20 ms.
AT_A_TIME = 500

#: Name of the one count under way.
NAME = "quarter's figures"


@dataclass(frozen=True, kw_only=True)
class Count:
    """Progress of counting a quarter."""

    #: First day of the quarter.
    first: date
    #: The kind that is being counted, the kinds in the order of their names; and the last of it so far.
    kind: str = ""
    after: str = ""
    is_over: bool = False
    #: True if there was any record before the quarter ended.
    is_there: bool = False
    #: Counts so far, by name.
    sums: Mapping[str, int] = field(default_factory=dict)


def begin_anew(uow: UnitOfWork) -> None:
    """Start the count again after an erasure, which could make it count a record twice or not at all."""
    uow.notes.drop(Count, NAME)


def further(count: Count, uow: UnitOfWork) -> Count:
    """Count some more; records erased since count as well."""
    span = _span(count.first, uow.policy.calendar)
    sums, left, is_there = Counter(count.sums), AT_A_TIME, count.is_there
    for kind in _kinds(count.kind, uow):
        after = count.after if kind.kind == count.kind else ""
        page = uow.records.counted(kind, span.ends, after=after, limit=left)
        is_there = is_there or bool(page.counted)
        for each in page.counted:
            found = BY_KIND.get(str(each.facts.get(WAS)) if kind is Erased else kind.kind)
            sums.update(found(each, span) if found is not None else ())
        left -= len(page.counted)
        if page.last is not None:
            return replace(count, kind=kind.kind, after=page.last, sums=sums, is_there=is_there)
    return replace(count, is_over=True, sums=sums, is_there=is_there)


def _span(first: date, calendar: WorkingTime) -> Span:
    months = [months_after(first, month) for month in range(4)]
    ends = {f"{month:%Y-%m}": calendar.start_of(after) for month, after in pairwise(months)}
    return Span(calendar.start_of(first), calendar.start_of(months[3]), ends)


def _kinds(first: str, uow: UnitOfWork) -> list[type[Record]]:
    found = (kind for kind in uow.records.kinds if kind.kind >= first and (kind.kind in BY_KIND or kind is Erased))
    return sorted(found, key=lambda kind: kind.kind)
