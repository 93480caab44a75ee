"""Further questions on each kind of engagement, asked only if that kind was ticked (1.10).

The reporter is asked none of them, and none is about anybody's own characteristics (R-1.10.2-1).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Abuse(StrEnum):
    """Kinds of abusive language (1.10.2)."""

    DEGRADING = "degrading"
    RACIST = "racist"
    SEXIST = "sexist"
    HOMOPHOBIC = "homophobic"
    ALLEGATIONS = "allegations"
    BELITTLING = "belittling"


class Harassment(StrEnum):
    """Kinds of harassment, with or without abusive words (1.10.3, 1.10.5)."""

    AFTER_ASKED = "after_asked"
    OUTSIDE = "outside"
    NAMING = "naming"
    RECORDING = "recording"


@dataclass(frozen=True, kw_only=True)
class Grounds:
    """Known details of the grounds; each part may stay empty."""

    abuse: tuple[Abuse, ...] = ()
    harassment: tuple[Harassment, ...] = ()
    #: Earlier requests to stop, and when they were made (1.10.3).
    asked_to_stop: str = ""
    #: Cost of a demand: staff time, and the work that has to wait (1.10.6).
    staff_time: str = ""
    #: Number of contacts, minutes and period (1.10.7): evidence, and never a threshold.
    level: str = ""
    #: Obstacles to doing what they were asked, and the help that was offered (1.10.8).
    hard_for_them: str = ""
    help_offered: str = ""
