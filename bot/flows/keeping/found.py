"""Counts that one record adds to those of a quarter: the names of the totals and groups in which it counts.

Each step counts in the quarter in which it was taken. Of a record that was saved before a step was measured, it is
not known; it counts nowhere rather than wrongly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.ports import Counted
from bot.records.keeping.figures import DAYS, DELAY, GROUNDS, HOURS, TOLD, UNKNOWN, WEEKS, band, in_force, standing
from bot.records.restriction.measures import MeasureType

#: States of restrictions in force: a suspended one is reviewed like any other.
_IN_FORCE = frozenset({"active", "suspended"})

#: Names in which one record counts; a name twice counts twice.
Found = Iterator[str]


@dataclass(frozen=True)
class Span:
    """A quarter: its beginning, the ends of its months, and its own end."""

    begins: datetime
    ends: datetime
    #: By month, such as 2026-09.
    months: Mapping[str, datetime]

    def __contains__(self, moment: datetime | None) -> bool:
        return moment is not None and self.begins <= moment < self.ends


def _in(whole: str, **groups: str) -> Found:
    yield whole
    yield from (f"{whole}.{name}.{group or UNKNOWN}" for name, group in groups.items())


def _took(each: Counted, fact: str) -> int | None:
    """Hours until a step was taken; None if it was not, or is not known."""
    took = int(each.facts.get(fact, -1))
    return took if took >= 0 else None


def _when(each: Counted, fact: str) -> datetime | None:
    took = _took(each, fact)
    return None if took is None else each.created_at + timedelta(hours=took)


def _step(each: Counted, span: Span, fact: str, whole: str, bands: dict[str, int], **groups: str) -> Found:
    """A step that was taken in the quarter, by how long it took."""
    took = _took(each, fact)
    if took is not None and _when(each, fact) in span:
        yield from _in(whole, took=band(took, bands), **groups)


def _so(each: Counted, fact: str) -> str:
    return "yes" if each.facts.get(fact) else "no"


def _listed(each: Counted, fact: str) -> list[str]:
    return [item for item in str(each.facts.get(fact, "")).split(",") if item]


# -- by kind of record -------------------------------------------------------------------------------------


def _contact(each: Counted, span: Span) -> Found:
    if each.created_at in span:
        reasons, delay = _listed(each, "reasons"), _took(each, "reported_after")
        yield from _in(
            "reported",
            channel=str(each.facts.get("channel") or "other"),
            ground=next((ground for ground in GROUNDS if ground in reasons), "other"),
            delay="" if delay is None else band(delay, DELAY),
        )
    yield from _step(each, span, "seen_after", "seen", HOURS)
    if each.facts.get("chose_not_to_talk"):
        yield from _in("talked", took="chose_not_to") if _when(each, "talked_after") in span else ()
    else:
        yield from _step(each, span, "talked_after", "talked", DAYS)
    yield from _step(each, span, "told_after", "told", DAYS)
    if _when(each, "triaged_after") in span:
        yield from _in("triaged", outcome=_followed(each))


def _followed(each: Counted) -> str:
    """The weightiest of the steps that followed."""
    follows = _listed(each, "follow_ups")
    if not each.facts.get("zero_tolerance"):
        return "no_further" if not {*follows} - {"no_further"} else "followed"
    return next((f"zero_{name}" for name in ("restriction", "police") if name in follows), "zero_other")


def _debrief(each: Counted, span: Span) -> Found:
    if each.created_at in span:
        yield "offered"
    if _when(each, "answered_after") in span and each.facts.get("answer"):
        yield from _in("answered", answer=str(each.facts["answer"]))
    if _when(each, "held_after") in span:
        yield "held"
        yield from ["agreed"] * int(each.facts.get("actions", 0))
    for done in _listed(each, "done_after"):
        took, _, timing = done.partition(":")
        if each.created_at + timedelta(hours=int(took)) in span:
            yield from _in("done", timing=timing)


def _restriction(each: Counted, span: Span) -> Found:
    if _when(each, "decided_after") in span:
        limits = "yes" if MeasureType.COMPLAINT_PROCESS in _listed(each, "measure_types") else "no"
        training = "yes" if each.facts.get("training") in ("yes", "possibly") else "no"
        outcome = str(each.facts.get("outcome", ""))
        yield from _in("decided", outcome=outcome, training=training, complaint_process=limits)
    began, ended = _when(each, "began_after"), _when(each, "ended_after")
    if began in span:
        yield from _in("started", **_safeguards(each))
    if began is not None and ended in span:
        yield "ended"
    for done in _listed(each, "reviewed_after"):
        took, timing, outcome = done.split(":")
        if each.created_at + timedelta(hours=int(took)) in span:
            yield from _in("reviewed", timing=timing, outcome=outcome)
    yield from _stands(each, span, began, ended)


def _safeguards(each: Counted) -> Mapping[str, str]:
    """Points that have to be on record of each: a review, or that there is none, is said to whoever is told."""
    review = each.facts.get("review_set") or each.facts.get("no_review")
    return {
        **{name: _so(each, name) for name in ("evidence", "adjustments", "told")},
        "review": "yes" if review else "no",
        "appeal": _so(each, "appeal_said"),
    }


def _stands(each: Counted, span: Span, began: datetime | None, ended: datetime | None) -> Found:
    """Restrictions in force at the ends of the months, and what it waits for at the end of the quarter."""
    known = began if began is not None else each.created_at if each.state in _IN_FORCE else None
    if known is None:
        return
    stood = [month for month, end in span.months.items() if known < end and (ended is None or ended >= end)]
    yield from (in_force(month) for month in stood)
    if stood and stood[-1] == [*span.months][-1] and each.state in _IN_FORCE:
        past = each.due is not None and each.due < span.ends
        yield standing("none" if each.facts.get("no_review") else "past" if past else "ahead")


def _appeal(each: Counted, span: Span) -> Found:
    if each.created_at in span:
        yield "appealed"
    outcome = str(each.facts.get("outcome", ""))
    yield from _step(each, span, "decided_after", "appeal_decided", WEEKS, outcome=outcome)


def _police(each: Counted, span: Span) -> Found:
    outcome = str(each.facts.get("outcome", ""))
    yield from _step(each, span, "hours_to_decide", "police_decided", HOURS, outcome=outcome)


def _named_online(each: Counted, span: Span) -> Found:
    if each.created_at in span:
        yield "named"
    yield from _step(each, span, "hours_to_told", "named_told", TOLD)


def _support(each: Counted, span: Span) -> Found:
    if each.created_at in span:
        yield "asked"
    yield from _step(each, span, "answered_after", "arranged", DAYS)


#: By kind of record.
BY_KIND: Mapping[str, Callable[[Counted, Span], Found]] = {
    "ended_contact": _contact,
    "debrief": _debrief,
    "restriction": _restriction,
    "appeal": _appeal,
    "police_decision": _police,
    "named_online": _named_online,
    "support_request": _support,
    "time_away": _support,
}
