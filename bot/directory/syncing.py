"""The directory as a service has it, at once and on a schedule, and what is noted of the last time.

What somebody has to look at first is not carried out by itself: it is noted, so that it can be told.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.directory import sources
from bot.directory.ahead import Ahead
from bot.directory.carrying import carry_out, with_moves
from bot.directory.matching import Decision
from bot.directory.notes import MARK, Mark
from bot.directory.plan import Known, Limit, Plan
from bot.directory.plan import plan as draw
from bot.directory.rows import Problem, Row, between
from bot.directory.sources import Read
from bot.ports import UnitOfWork

#: Everybody is read again after so long, whatever has changed.
WHOLE_AFTER = timedelta(days=7)
_LAST = "last"


class Outcome(StrEnum):
    """What came of it."""

    DONE = "done"
    #: Nothing could be read.
    UNREAD = "unread"
    #: Something has to be mended where people are kept.
    PROBLEMS = "problems"
    #: Somebody has to say who is who.
    QUESTIONS = "questions"
    #: More than may be carried out without somebody who says that it is right.
    TOO_MUCH = "too_much"


@dataclass(frozen=True, kw_only=True)
class Synced:
    """The last time that people were read from a source."""

    source: str
    at: datetime
    outcome: Outcome
    #: How many problems or questions there are; or how many people it touched, or would.
    count: int = 0
    #: When it was last carried out.
    done_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """What a source says, and what it would change."""

    rows: tuple[Row, ...]
    plan: Plan
    problems: tuple[Problem, ...] = ()
    against: tuple[str, ...] = ()

    @property
    def outcome(self) -> tuple[Outcome, int]:
        """What came of it, or would, and of how many."""
        if self.problems:
            return Outcome.PROBLEMS, len(self.problems)
        if self.plan.questions:
            return Outcome.QUESTIONS, len(self.plan.questions)
        return Outcome.TOO_MUCH if self.against else Outcome.DONE, len(self.plan.changes)


@dataclass(frozen=True, kw_only=True)
class Sketch:
    """A reading beside what is known, outside of any unit of work: with twenty thousand people that takes seconds."""

    known: Known
    rows: tuple[Row, ...] = field(repr=False)
    plan: Plan
    problems: tuple[Problem, ...]


def known(uow: UnitOfWork, more: Iterable[Decision] = ()) -> Known:
    """What is known now."""
    return Known(people=uow.people, decisions=(*uow.notes.all(Decision), *more))


def sketch(read: Read, known: Known) -> Sketch:
    """What this reading would change; a pure function of both."""
    rows = tuple(sources.rows(read, known.people))
    problems = tuple(sorted(between(rows, (read.platform,))))
    return Sketch(known=known, rows=rows, plan=draw(known.people, rows, known.decisions), problems=problems)


def drawn(
    read: Read, uow: UnitOfWork, limit: Limit, more: Iterable[Decision] = (), sketched: Sketch | None = None
) -> Drawn:
    """What this reading would change; changes nothing. `sketched` is used if all is as it was when it was made."""
    now = known(uow, more)
    found = sketched if sketched is not None and sketched.known.is_still(now) else sketch(read, now)
    plan = with_moves(found.plan, uow)
    return Drawn(rows=found.rows, plan=plan, problems=found.problems, against=tuple(plan.too_much(limit)))


def sync(
    source: str,
    read: Read,
    uow: UnitOfWork,
    limit: Limit,
    more: Iterable[Decision] = (),
    *,
    accept: bool = False,
    sketched: Sketch | None = None,
    ahead: Ahead | None = None,
) -> Drawn:
    """Carry out what this reading would change, unless somebody has to look at it first; note what came of it.

    `ahead` is what was done of it before. Returns all that it changed.
    """
    found = drawn(read, uow, limit, more, sketched)
    if accept:
        found = replace(found, against=())
    outcome, count = found.outcome
    if outcome is Outcome.DONE:
        for decision in more:
            uow.notes.keep(decision.code, decision)
        before = uow.notes.find(Mark, MARK)
        carry_out(found.plan, uow, ahead.whole if ahead else "")
        _mark(source, read, uow, before)
    if ahead is not None:
        found, count = replace(found, plan=ahead.before(found.plan)), count + len(ahead.changes)
    noted(source, outcome, uow, count)
    return found


def noted(source: str, outcome: Outcome, uow: UnitOfWork, count: int = 0) -> None:
    """Keep what came of it, beside when it was carried out last."""
    before = last(uow)
    done_at = before.done_at if before is not None and before.source == source else None
    if outcome is Outcome.DONE:
        done_at = uow.now
    uow.notes.keep(_LAST, Synced(source=source, at=uow.now, outcome=outcome, count=count, done_at=done_at))


def last(uow: UnitOfWork) -> Synced | None:
    """The last time."""
    return uow.notes.find(Synced, _LAST)


def mark(source: str, uow: UnitOfWork) -> str:
    """Where a reading of this source may go on; empty: everybody has to be read."""
    known = uow.notes.find(Mark, MARK)
    if known is None or known.source != source or uow.now - known.whole_at >= WHOLE_AFTER:
        return ""
    return known.mark


def _mark(source: str, read: Read, uow: UnitOfWork, before: Mark | None) -> None:
    if read.mark:
        whole_at = uow.now if read.gone is None or before is None else before.whole_at
        uow.notes.keep(MARK, Mark(source=source, mark=read.mark, whole_at=whole_at))


def is_due(source: str, every: timedelta, uow: UnitOfWork) -> bool:
    """True if it is time to read this source again."""
    before = last(uow)
    return before is None or before.source != source or uow.now - before.at >= every
