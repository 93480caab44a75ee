"""Cards for people who take up a role later: they are asked to read those in force (policy 1.14.2)."""

from __future__ import annotations

from bot.flows.pieces import ended, place
from bot.ports import UnitOfWork
from bot.records.sharing.record import SharingDecision

#: Decisions looked at in one unit of work: some 20 ms.
_AT_A_TIME = 50
#: Name of this daily work.
_DAILY = "joining"


def bring_in(uow: UnitOfWork) -> None:
    """Ask everybody new to a role, after an import of the directory (R-1.14.2-4)."""
    after: str | None = ""
    while after is not None:
        after = _asked(after, uow)


def ask(uow: UnitOfWork) -> bool:
    """The same daily, in pieces. Returns True if more is left."""
    return ended(_DAILY, _asked(place(_DAILY, uow), uow), uow)


def _asked(after: str, uow: UnitOfWork) -> str | None:
    """Ask about some decisions, newest first. Returns the id after which to go on; None at the end."""
    rows = uow.records.register([SharingDecision.kind], after=after, limit=_AT_A_TIME)
    for row in rows:
        if row.is_open:
            _ask_about(uow.records.get(row.id, SharingDecision), uow)
    return rows[-1].id if len(rows) == _AT_A_TIME else None


def _ask_about(decision: SharingDecision, uow: UnitOfWork) -> None:
    if not decision.waits_to_be_read:
        return
    joined = decision.joins((p for role in decision.roles for p in uow.people.holding(role)), uow.now)
    if joined != decision:
        uow.records.save(joined, by=None, act="joined")
