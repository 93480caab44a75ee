"""Searching for records whose time is over, in small pieces, so that no request waits for more than one.

Progress is kept, so that another process can go on from there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.flows.keeping import trees
from bot.ports import Since, Summary, UnitOfWork
from bot.records.base import Record
from bot.records.days import months_after
from bot.records.keeping.retention import Waiting

#: Months differ in length: search this much further, then work out each day exactly.
_LEEWAY = timedelta(days=4)

#: Lines in a list, at most; the rest follows once these are dealt with.
MOST = 200
#: Lines and records looked at in one unit of work, apart from the rest of a tree: some 20 ms.
AT_A_TIME = 150


@dataclass(frozen=True, kw_only=True)
class Look:
    """Progress of a search for records whose retention period is over."""

    begun: datetime
    #: The kind being searched, in the order of their names, and the last record of it so far.
    kind: str = ""
    after: Since | None = None
    is_over: bool = False
    #: Lines of the list so far, earliest first.
    found: tuple[Waiting, ...] = ()


def further(look: Look, uow: UnitOfWork) -> Look:
    """Search some more."""
    found, after, seen = list(look.found), look.after, 0
    for kind in _kinds(look.kind, uow):
        for summary in _closed(kind, after if kind.kind == look.kind else None, uow):
            if seen >= AT_A_TIME:
                return replace(look, kind=kind.kind, after=after, found=_first(found))
            assert summary.closed_at is not None  # it is closed
            after = Since(summary.closed_at, summary.id)
            members = trees.members(summary, uow) if summary.parent is None else ()
            seen += 1 + len(members)
            tree = trees.judged(members, uow)
            if tree is not None and tree.is_listed(uow):
                found.append(_waiting(tree, uow))
    return replace(look, is_over=True, found=_first(found))


def still_waiting(look: Look, uow: UnitOfWork) -> tuple[Waiting, ...]:
    """Findings of the search, less records erased or deliberately kept since it began."""
    return tuple(
        each
        for each in look.found
        if (root := uow.records.peek(each.record)) is not None
        and root.stands_alone()
        and (root.keeping is None or root.keeping.at < look.begun)
    )


def _waiting(tree: trees.Tree, uow: UnitOfWork) -> Waiting:
    barred, held = tuple(sorted(tree.barred)), not tree.is_asked_about(uow)
    return Waiting(record=tree.root.id, until=tree.until, barred=barred, held=held)


def _first(found: Iterable[Waiting]) -> tuple[Waiting, ...]:
    """The earliest of these, with those under a legal hold last."""
    return tuple(sorted(found, key=lambda each: (each.held, each.until, each.record))[:MOST])


def _kinds(first: str, uow: UnitOfWork) -> list[type[Record]]:
    """Kinds whose records may be the root of a tree, from this one on."""
    found = (kind for kind in uow.records.kinds if kind.stands_alone() and kind.kind >= first)
    return sorted(found, key=lambda kind: kind.kind)


def _closed(kind: type[Record], after: Since | None, uow: UnitOfWork) -> Iterator[Summary]:
    """Records of a kind that may be due, judged by their plain columns, from this position on."""
    policy = uow.policy
    periods = [months for row in kind.periods() if (months := policy.retention.get(row, 0))]
    if not periods:
        return
    last = months_after(policy.asked_about(policy.calendar.today(uow.now)), -min(periods))
    before = policy.calendar.close_of(last + _LEEWAY)
    while page := uow.records.closed(kind.kind, before, after=after, limit=AT_A_TIME):
        yield from page
        assert page[-1].closed_at is not None  # it is closed
        after = Since(page[-1].closed_at, page[-1].id)
