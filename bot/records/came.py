"""What has come of a report, as far as whoever reported may know it: that it happened, and when (policy 1.13).

Each kind of record that grows out of a report says for itself what has come of it (`Record.came`, R-1.13-5).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class CameTo(StrEnum):
    """What came of it: never why, and never what is done in words of somebody's own."""

    #: Of a restriction (1.8).
    AT_ONCE = "at_once"
    NOT_TAKEN_FORWARD = "not_taken_forward"
    IN_FORCE = "in_force"
    CHANGED = "changed"
    SUSPENDED = "suspended"
    AGAIN = "again"
    LIFTED = "lifted"
    ENDED = "ended"
    #: Of correspondence (1.9.2).
    ACCEPTABLE = "acceptable"
    SENDER_INFORMED = "sender_informed"
    SENDER_NOT_INFORMED = "sender_not_informed"
    #: Of what is done online (1.9.3).
    ONLINE = "online"
    ONLINE_NOTHING = "online_nothing"
    TAKEN_DOWN = "taken_down"
    LEFT_UP = "left_up"
    #: Of the work on the relationship (1.7), and of the decision about the police (1.9.4).
    RESTORATIVE = "restorative"
    POLICE = "police"


@dataclass(frozen=True, kw_only=True)
class Came:
    """One thing that came of it."""

    at: datetime
    what: CameTo
