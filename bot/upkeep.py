"""Daily upkeep, in pieces, each in a unit of work of its own; none of it decides anything."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from bot.directory import matters
from bot.flows import coming_back, contact_outside
from bot.flows.keeping import quarter, retention
from bot.flows.pieces import Piece
from bot.flows.sharing import joining
from bot.flows.subject_access import finding
from bot.ports import UnitOfWork
from bot.topics import WHOLE


def gather(uow: UnitOfWork) -> bool:
    """Look through some more records for what mentions somebody who asked what is held."""
    return finding.gather(WHOLE, uow)


#: Daily work: matters of leavers move on; matters at a deputy return; a new holder of a role gets its cards; matters
#: that wait for a talk stop while one of the two is away; what mentions somebody who asked what is held is found;
#: records due for a look are listed; the last quarter is counted.
DAILY: Sequence[Piece] = (
    matters.reroute,
    coming_back.everybody,
    joining.ask,
    contact_outside.stand,
    gather,
    retention.look,
    quarter.draw_up,
)


def once_a_day(piece: Piece, uow: UnitOfWork) -> bool:
    """Do one piece, unless the task was finished today or any replica is just doing some of it."""
    name = f"{piece.__module__}.{piece.__qualname__}"
    if not is_turn(name, uow):
        return False
    if piece(uow):
        uow.again(name)
        return True
    return False


def is_turn(name: str, uow: UnitOfWork) -> bool:
    """Claim a daily task."""
    return uow.turn(name, uow.policy.calendar.today(uow.now).isoformat())


#: The same task, done once a day by the first replica to come.
ONCE_A_DAY: Sequence[Piece] = tuple(partial(once_a_day, piece) for piece in DAILY)


def everything(run: Callable[[Piece], bool], pieces: Sequence[Piece] = DAILY) -> None:
    """Do all pieces, one per run."""
    for piece in pieces:
        while run(piece):
            pass
