"""The report of a quarter: counted once it has ended, and opened by the management team (model.md §6 N32, §9)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from statistics import median

from bot.chat.events import ActionEvent
from bot.chat.replies import Reply, ShowCard
from bot.ports import Counted, UnitOfWork
from bot.records.base import HARBOUR
from bot.records.days import months_after
from bot.records.erased import WAS, Erased
from bot.records.keeping.quarter import Quarter, Tally, Topic, quarter_before
from bot.records.rights import Act
from bot.views.context import Context
from bot.views.keeping import quarter as views

#: The kinds that are counted.
_KINDS = (
    "ended_contact",
    "debrief",
    "restriction",
    "appeal",
    "police_decision",
    "named_online",
    "support_request",
    "time_away",
)
#: The restrictions that are in force: a suspended one is reviewed like any other.
_IN_FORCE = frozenset({"active", "suspended"})
#: The conversations that the person wanted.
_WANTED = frozenset({"accepted", "booked", "actions_open", "done"})


def draw_up(uow: UnitOfWork) -> int:
    """Count the quarter that ended last: once a day, and once a quarter. Returns how many reports it made.

    Where nothing had been reported before the quarter ended, Harbour was not there yet.
    """
    first = quarter_before(uow.policy.calendar.today(uow.now))
    latest, members = newest(uow), uow.people.management_team()
    if latest is not None and latest.first >= first:
        if latest.members != members:
            uow.records.save(latest.for_members(members), by=None, act=None)
        return 0
    begins, ends = _span(first, uow)
    counted = _counted(ends, uow)
    if not any(counted.values()) or not uow.turn("quarter", first.isoformat()):
        return 0
    totals = _Counts(counted, begins, ends).totals()
    made = Quarter(origin=uow.records.begin(Quarter, HARBOUR), first=first, totals=totals, members=members)
    uow.records.add(made, act="counted")
    return 1


def newest(uow: UnitOfWork) -> Quarter | None:
    """The report that was made last."""
    found = uow.records.register((Quarter.kind,), limit=1)
    return uow.records.get(found[0].id, Quarter) if found else None


def _span(first: date, uow: UnitOfWork) -> tuple[datetime, datetime]:
    calendar = uow.policy.calendar
    return calendar.start_of(first), calendar.start_of(months_after(first, 3))


def _counted(ends: datetime, uow: UnitOfWork) -> dict[str, list[Counted]]:
    """All that was made before the quarter ended, by kind; what was erased since as well."""
    found = {kind.kind: uow.records.counted(kind, ends) for kind in uow.records.kinds if kind.kind in _KINDS}
    for each in uow.records.counted(Erased, ends):
        was = str(each.facts.get(WAS))
        if was in found:
            found[was].append(each)
    return found


class _Counts:
    """The counts of one quarter."""

    def __init__(self, counted: dict[str, list[Counted]], begins: datetime, ends: datetime) -> None:
        self._all = counted
        self._begins, self._ends = begins, ends

    def totals(self) -> dict[Topic, Tally]:
        """By topic."""
        return {
            Topic.CONTACTS: self._contacts(),
            Topic.DEBRIEFS: self._debriefs(),
            Topic.RESTRICTIONS: self._restrictions(),
            Topic.APPEALS: self._decided("appeal", "days"),
            Topic.POLICE: self._decided("police_decision", "hours_to_decide"),
            Topic.NAMED_ONLINE: self._named_online(),
            Topic.SUPPORT: self._support(),
        }

    def _new(self, *kinds: str) -> list[Counted]:
        return [each for kind in kinds for each in self._all[kind] if self._begins <= each.created_at < self._ends]

    def _contacts(self) -> Tally:
        new = self._new("ended_contact")
        reasons = Counter(
            f"reason_{reason}" for each in new for reason in str(each.facts.get("reasons", "")).split(",")
        )
        del reasons["reason_"]  # reported before reasons were counted
        flags = {name: _so(new, name) for name in ("threat", "injury", "zero_tolerance")}
        return Tally(of=len(new), parts=_by(new, "channel"), flags={**dict(sorted(reasons.items())), **flags})

    def _debriefs(self) -> Tally:
        new = self._new("debrief")
        return Tally(
            of=len(new),
            flags={"wanted": sum(each.state in _WANTED for each in new), "held": _so(new, "held")},
            besides={"agreed": _sum(new, "actions"), "done": _sum(new, "actions_done")},
        )

    def _restrictions(self) -> Tally:
        everything = self._all["restriction"]
        in_force = [each for each in everything if each.state in _IN_FORCE]
        lifted = [
            each
            for each in everything
            if each.state == "lifted" and each.closed_at is not None and self._begins <= each.closed_at < self._ends
        ]
        overdue = sum(each.due is not None and each.due < self._ends for each in in_force)
        return Tally(
            of=len(in_force),
            flags={"overdue": overdue, "no_review": _so(in_force, "no_review")},
            besides={"new": len(self._new("restriction")), "lifted": len(lifted)},
        )

    def _decided(self, kind: str, took: str) -> Tally:
        new = self._new(kind)
        middle, measured = _median(new, took)
        return Tally(of=len(new), parts=_by(new, "outcome"), median=middle, measured=measured)

    def _named_online(self) -> Tally:
        new = self._new("named_online")
        middle, measured = _median(new, "hours_to_told")
        return Tally(of=len(new), median=middle, measured=measured)

    def _support(self) -> Tally:
        new = self._new("support_request", "time_away")
        answered = sum(bool(each.facts.get("arranged") or each.facts.get("answered")) for each in new)
        return Tally(of=len(new), flags={"answered": answered})


def _by(counted: Iterable[Counted], fact: str) -> dict[str, int]:
    counts = Counter(str(each.facts.get(fact) or "undecided") for each in counted)
    return dict(sorted(counts.items()))


def _so(counted: Iterable[Counted], fact: str) -> int:
    return sum(bool(each.facts.get(fact)) for each in counted)


def _sum(counted: Iterable[Counted], fact: str) -> int:
    return sum(int(each.facts.get(fact, 0)) for each in counted)


def _median(counted: Sequence[Counted], fact: str) -> tuple[int | None, int]:
    """What it took in the middle, and of how many that is known; a negative number says that it has not ended."""
    known = [int(each.facts[fact]) for each in counted if int(each.facts.get(fact, -1)) >= 0]
    return (round(median(known)) if known else None), len(known)


# -- opening it ------------------------------------------------------------------------------------------


def _open(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Who has opened it is not reminded of it any more."""
    record = uow.records.open(event.about, event.person, Act.READ, Quarter)
    opened = record.opened_by(event.person, uow.now)
    if opened is not record:
        uow.records.save(opened, by=event.person, act="opened")
    return ShowCard(views.report(record, Context.of(uow, event.person)))


ACTIONS = {views.OPEN: _open}
