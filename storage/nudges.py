"""The nudges ahead: at most one row with a due time for each record, kind, item and lane."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any

from sqlalchemy import bindparam, delete, insert, null, select, update

from bot.nudges import Lane, Nudge
from bot.ports import DueNudge
from bot.records.base import Record, RecordId
from storage.context import StoreContext
from storage.items import hidden, shown
from storage.session import Session
from storage.tables import nudge, record
from storage.times import moment, stamp

_KEY = ("record_id", "kind", "item", "lane", "occurrence")
_IS_IT = [nudge.c[name] == bindparam(f"its_{name}") for name in _KEY]

_ADD = insert(nudge)
_MOVE = update(nudge).where(*_IS_IT, nudge.c.due.is_not(None)).values(due=bindparam("due"))
_FINISH = update(nudge).where(*_IS_IT, nudge.c.due.is_not(None)).values(due=null())
_REMOVE = delete(nudge).where(*_IS_IT, nudge.c.due.is_not(None))
_FORGET = delete(nudge).where(nudge.c.record_id == bindparam("record_id"))
_OF_RECORD = select(nudge.c.kind, nudge.c.item, nudge.c.lane, nudge.c.occurrence, nudge.c.due).where(
    nudge.c.record_id == bindparam("record_id")
)
# The record is locked before its nudges, as in every save: nobody waits for somebody who waits for them.
_CLAIM = (
    select(*(nudge.c[name] for name in _KEY))
    .join(record, record.c.id == nudge.c.record_id)
    .where(nudge.c.due <= bindparam("now"))
    .order_by(nudge.c.due, *(nudge.c[name] for name in _KEY))
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True, key_share=True)
)

#: A row as it is told from others, and its due time.
_Key = tuple[str, str, str, int]


class NudgeBook:
    """The nudges ahead, in one unit of work."""

    def __init__(
        self,
        session: Session,
        context: StoreContext,
        now: int,
        awaken: Callable[[int], None],
        peek: Callable[[RecordId], Record | None],
    ) -> None:
        self._session = session
        self._vault = context.vault
        self._planner = context.policy.planner
        self._now = now
        self._awaken = awaken
        self._peek = peek

    def claim_due(self, limit: int) -> list[DueNudge]:
        """The nudges that are due, oldest first, locked until the unit of work ends."""
        rows = self._session.all(_CLAIM, {"now": self._now, "limit": limit})
        return [
            DueNudge(
                record=RecordId(record),
                kind=kind,
                item=shown(self._vault, item, record),
                lane=Lane(lane),
                occurrence=occurrence,
            )
            for record, kind, item, lane, occurrence in rows
        ]

    def done(self, due: DueNudge) -> None:
        """Mark it as done, and plan the next one of its record.

        After an outage, later ones of the same series may be due as well: this one counts for them too.
        """
        key = (due.kind, due.item, due.lane.value, due.occurrence)
        if self._session.run(_FINISH, self._its(due.record, key)) and (found := self._peek(due.record)):
            if (late := self._latest(due, found)) is not None:
                self._add(due.record, [((*key[:3], late), None)])
            self.replan(found)

    def begin(self, new: Record) -> None:
        """Plan the first nudges of a new record."""
        self._add(new.id, _rows(self._planner.plan(new, {}, moment(self._now))).items())

    def replan(self, changed: Record) -> None:
        """Plan the nudges of a record anew, touching only the rows that differ."""
        ahead: dict[_Key, int] = {}
        sent: dict[tuple[str, str, Lane], int] = {}
        for kind, alias, lane, occurrence, due in self._session.all(_OF_RECORD, {"record_id": changed.id}):
            item = shown(self._vault, alias, changed.id)
            if due is None:
                series = (kind, item, Lane(lane))
                sent[series] = max(occurrence, sent.get(series, -1))
            else:
                ahead[kind, item, lane, occurrence] = due
        wanted = _rows(self._planner.plan(changed, sent, moment(self._now)))
        self._session.run_each(_REMOVE, [self._its(changed.id, key) for key in ahead.keys() - wanted.keys()])
        moved = [key for key in ahead.keys() & wanted.keys() if ahead[key] != wanted[key]]
        self._session.run_each(_MOVE, [self._its(changed.id, key) | {"due": wanted[key]} for key in moved])
        self._add(changed.id, [(key, due) for key, due in wanted.items() if key not in ahead])
        for key in moved:
            self._awaken(wanted[key])

    def forget(self, erased: RecordId) -> None:
        """Remove all nudges of a record, future and done: their items can identify people."""
        self._session.run(_FORGET, {"record_id": erased})

    def _latest(self, done: DueNudge, of: Record) -> int | None:
        """Latest due occurrence of the series, if there is one after this."""
        following = self._planner.following(of, done.kind, done.item, done.lane, done.occurrence, moment(self._now))
        return following.occurrence if following is not None and stamp(following.due) <= self._now else None

    def _add(self, of: RecordId, rows: Collection[tuple[_Key, int | None]]) -> None:
        kept = [dict(zip(_KEY, (of, *self._kept(of, key)), strict=True), due=due) for key, due in rows]
        self._session.run_each(_ADD, kept)
        for _, due in rows:
            if due is not None:
                self._awaken(due)

    def _its(self, of: RecordId, key: _Key) -> dict[str, Any]:
        return dict(zip((f"its_{name}" for name in _KEY), (of, *self._kept(of, key)), strict=True))

    def _kept(self, of: RecordId, key: _Key) -> _Key:
        """The key in the form that a row holds."""
        kind, item, lane, occurrence = key
        return kind, hidden(self._vault, item, of), lane, occurrence


def _rows(nudges: Iterable[Nudge]) -> dict[_Key, int]:
    return {(n.kind, n.item, n.lane.value, n.occurrence): stamp(n.due) for n in nudges}
