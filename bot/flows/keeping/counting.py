"""Counting a quarter in small pieces, so that no request waits for more than one piece.

Progress is kept with the counts, so that another process can go on from there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from statistics import median

from bot.ports import Counted, UnitOfWork
from bot.records.base import Record
from bot.records.days import months_after
from bot.records.erased import WAS, Erased
from bot.records.keeping.quarter import Tally, Topic

#: Records counted in one unit of work: some 20 ms.
AT_A_TIME = 500

#: Name of the one count under way.
NAME = "quarter"

#: States of restrictions in force: a suspended one is reviewed like any other.
_IN_FORCE = frozenset({"active", "suspended"})
#: States of debriefs that the person wanted.
_WANTED = frozenset({"accepted", "booked", "actions_open", "done"})

#: Counts from one record: part of the tally, name in that part, and number.
_Found = Iterator[tuple[str, str, int]]
_OF, _PARTS, _FLAGS, _BESIDES, _TOOK = "of", "parts", "flags", "besides", "took"


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
    #: Counts so far, by "topic part name".
    sums: Mapping[str, int] = field(default_factory=dict)

    def totals(self) -> dict[Topic, Tally]:
        """By topic."""
        return {topic: _tally(topic, Counter(self.sums)) for topic in Topic}


def begin_anew(uow: UnitOfWork) -> None:
    """Start the count again after an erasure, which could make it count a record twice or not at all."""
    uow.notes.drop(Count, NAME)


def further(count: Count, uow: UnitOfWork) -> Count:
    """Count some more; records erased since count as well."""
    calendar = uow.policy.calendar
    span = Span(calendar.start_of(count.first), calendar.start_of(months_after(count.first, 3)))
    sums, left, is_there = Counter(count.sums), AT_A_TIME, count.is_there
    for kind in _kinds(count.kind, uow):
        after = count.after if kind.kind == count.kind else ""
        page = uow.records.counted(kind, span.ends, after=after, limit=left)
        is_there = is_there or bool(page.counted)
        for each in page.counted:
            _add(each, str(each.facts.get(WAS)) if kind is Erased else kind.kind, span, sums)
        left -= len(page.counted)
        if page.last is not None:
            return replace(count, kind=kind.kind, after=page.last, sums=sums, is_there=is_there)
    return replace(count, is_over=True, sums=sums, is_there=is_there)


@dataclass(frozen=True)
class Span:
    """Beginning and end of a quarter."""

    begins: datetime
    ends: datetime

    def __contains__(self, moment: datetime) -> bool:
        return self.begins <= moment < self.ends


def _kinds(first: str, uow: UnitOfWork) -> list[type[Record]]:
    found = (kind for kind in uow.records.kinds if kind.kind >= first and (kind.kind in _COUNTS or kind is Erased))
    return sorted(found, key=lambda kind: kind.kind)


def _add(each: Counted, kind: str, span: Span, sums: Counter[str]) -> None:
    if kind in _COUNTS:
        topic, counts = _COUNTS[kind]
        for part, name, number in counts(each, span):
            sums[f"{topic} {part} {name}"] += number


# -- what is counted of each -------------------------------------------------------------------------------


def _contact(each: Counted, span: Span) -> _Found:
    if each.created_at not in span:
        return
    yield _OF, "", 1
    yield _PARTS, _fact(each, "channel"), 1
    # Reported before reasons were counted, it has none.
    yield from ((_FLAGS, f"reason_{reason}", 1) for reason in str(each.facts.get("reasons", "")).split(",") if reason)
    yield from ((_FLAGS, name, _so(each, name)) for name in ("threat", "injury", "zero_tolerance"))


def _debrief(each: Counted, span: Span) -> _Found:
    if each.created_at not in span:
        return
    yield _OF, "", 1
    yield _FLAGS, "wanted", int(each.state in _WANTED)
    yield _FLAGS, "held", _so(each, "held")
    yield _BESIDES, "agreed", int(each.facts.get("actions", 0))
    yield _BESIDES, "done", int(each.facts.get("actions_done", 0))


def _restriction(each: Counted, span: Span) -> _Found:
    if each.state in _IN_FORCE:
        yield _OF, "", 1
        yield _FLAGS, "overdue", int(each.due is not None and each.due < span.ends)
        yield _FLAGS, "no_review", _so(each, "no_review")
    yield _BESIDES, "new", int(each.created_at in span)
    lifted = each.state == "lifted" and each.closed_at is not None and each.closed_at in span
    yield _BESIDES, "lifted", int(lifted)


def _decided(took: str) -> Callable[[Counted, Span], _Found]:
    def counts(each: Counted, span: Span) -> _Found:
        if each.created_at in span:
            yield _OF, "", 1
            yield _PARTS, _fact(each, "outcome"), 1
            yield from _took(each, took)

    return counts


def _named_online(each: Counted, span: Span) -> _Found:
    if each.created_at in span:
        yield _OF, "", 1
        yield from _took(each, "hours_to_told")


def _support(each: Counted, span: Span) -> _Found:
    if each.created_at in span:
        yield _OF, "", 1
        yield _FLAGS, "answered", int(bool(each.facts.get("arranged") or each.facts.get("answered")))


def _fact(each: Counted, fact: str) -> str:
    return str(each.facts.get(fact) or "undecided")


def _so(each: Counted, fact: str) -> int:
    return int(bool(each.facts.get(fact)))


def _took(each: Counted, fact: str) -> _Found:
    """Yield the length of time taken; nothing while the fact is negative, as it has not ended."""
    took = int(each.facts.get(fact, -1))
    if took >= 0:
        yield _TOOK, str(took), 1


_COUNTS: Mapping[str, tuple[Topic, Callable[[Counted, Span], _Found]]] = {
    "ended_contact": (Topic.CONTACTS, _contact),
    "debrief": (Topic.DEBRIEFS, _debrief),
    "restriction": (Topic.RESTRICTIONS, _restriction),
    "appeal": (Topic.APPEALS, _decided("days")),
    "police_decision": (Topic.POLICE, _decided("hours_to_decide")),
    "named_online": (Topic.NAMED_ONLINE, _named_online),
    "support_request": (Topic.SUPPORT, _support),
    "time_away": (Topic.SUPPORT, _support),
}

# -- summed up ---------------------------------------------------------------------------------------------

#: Names reported even if their count is 0, in this order.
_ALWAYS: Mapping[Topic, Mapping[str, tuple[str, ...]]] = {
    Topic.CONTACTS: {_FLAGS: ("threat", "injury", "zero_tolerance")},
    Topic.DEBRIEFS: {_FLAGS: ("wanted", "held"), _BESIDES: ("agreed", "done")},
    Topic.RESTRICTIONS: {_FLAGS: ("overdue", "no_review"), _BESIDES: ("new", "lifted")},
    Topic.SUPPORT: {_FLAGS: ("answered",)},
}


def _tally(topic: Topic, sums: Counter[str]) -> Tally:
    took = sorted((int(name), number) for name, number in _named(topic, _TOOK, sums).items())
    return Tally(
        of=sums[f"{topic} {_OF} "],
        parts=_named(topic, _PARTS, sums),
        flags=_named(topic, _FLAGS, sums),
        besides=_named(topic, _BESIDES, sums),
        median=_median(took),
        measured=sum(number for _, number in took),
    )


def _named(topic: Topic, part: str, sums: Counter[str]) -> dict[str, int]:
    """The counts of one part, those that are always reported last."""
    prefix, always = f"{topic} {part} ", _ALWAYS.get(topic, {}).get(part, ())
    found = {key.removeprefix(prefix) for key in sums if key.startswith(prefix)}
    return {name: sums[f"{prefix}{name}"] for name in (*sorted(found - {*always}), *always)}


def _median(took: list[tuple[int, int]]) -> int | None:
    """Median length, given pairs of length and number in ascending order of length."""
    every = [length for length, number in took for _ in range(number)]
    return round(median(every)) if every else None
