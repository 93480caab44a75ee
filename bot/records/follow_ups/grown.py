"""A manager's follow-ups to a report: a decision about correspondence, an action online, a step to restore the
relationship (1.7, 1.9.2, 1.9.3).
"""

from __future__ import annotations

from typing import TypeVar

from bot.people import PersonId
from bot.records.assignment import Assignment
from bot.records.base import Origin
from bot.records.follow_ups.correspondence import CorrespondenceDecision
from bot.records.follow_ups.matter import Matter
from bot.records.follow_ups.online_action import OnlineAction
from bot.records.follow_ups.restorative import RestorativeAction

#: A follow-up that a manager decides; never a manager whom the matter concerns.
Grown = CorrespondenceDecision | OnlineAction | RestorativeAction

G = TypeVar("G", bound=Grown)


def open_for(kind: type[G], origin: Origin, matter: Matter, *, manager: PersonId | None) -> G:
    """Open a follow-up. It lies with `manager`, who may decide; None: somebody has to be named."""
    return kind(origin=origin, assigned=Assignment(to=manager, since=origin.at), matter=matter)
