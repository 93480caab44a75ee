"""Outcomes of a report that its reporter may know of: what happened, and when (policy 1.13).

Each kind of record that follows from a report lists its own outcomes (`Record.came`, R-1.13-5).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class CameTo(StrEnum):
    """Kinds of outcome; never the reasons, and never free text."""

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
    """One outcome, with its time."""

    at: datetime
    what: CameTo
