"""What happens once a day by itself, in pieces, each in a unit of work of its own: nothing of it decides anything."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.directory import matters
from bot.flows import coming_back, contact_outside
from bot.flows.keeping import quarter, retention
from bot.flows.pieces import Piece
from bot.flows.sharing import joining

#: What lies with people who have left moves on; what went to a stand-in comes back; who has come to a role gets its
#: cards; what waits for a talk stands while one of the two is away; what is due for a look is listed; the last quarter
#: is counted.
DAILY: Sequence[Piece] = (
    matters.reroute,
    coming_back.everybody,
    joining.ask,
    contact_outside.stand,
    retention.look,
    quarter.draw_up,
)


def everything(run: Callable[[Piece], bool]) -> None:
    """Do all of it, a piece a run."""
    for piece in DAILY:
        while run(piece):
            pass
