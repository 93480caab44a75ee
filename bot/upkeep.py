"""What happens once a day by itself, each in a unit of work of its own: nothing of it decides anything."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.directory import matters
from bot.flows import coming_back, contact_outside
from bot.flows.keeping import quarter, retention
from bot.flows.sharing import joining
from bot.ports import UnitOfWork

#: What lies with people who have left moves on; what went to a stand-in comes back; who has come to a role gets its
#: cards; what waits for a talk stands while one of the two is away; what is due for a look is listed; the last quarter
#: is counted.
DAILY: Sequence[Callable[[UnitOfWork], int]] = (
    matters.reroute,
    coming_back.everybody,
    joining.bring_in,
    contact_outside.stand,
    retention.look,
    quarter.draw_up,
)


def once_a_day(work: Callable[[UnitOfWork], int], uow: UnitOfWork) -> int:
    """Do it, unless it was done today or is just being done, by whichever replica."""
    return work(uow) if is_turn(f"{work.__module__}.{work.__qualname__}", uow) else 0


def is_turn(name: str, uow: UnitOfWork) -> bool:
    """Claim what happens once a day."""
    return uow.turn(name, uow.policy.calendar.today(uow.now).isoformat())
