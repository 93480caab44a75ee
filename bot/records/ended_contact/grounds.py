"""What the policy asks besides of each kind of engagement; asked only where its kind was ticked (1.10).

Nothing of it is asked of the reporter, and nothing about anybody's own characteristics (R-1.10.2-1).
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
    """What is known of the grounds; each part may stay empty."""

    abuse: tuple[Abuse, ...] = ()
    harassment: tuple[Harassment, ...] = ()
    #: Whether and when they were asked to stop before (1.10.3).
    asked_to_stop: str = ""
    #: What a demand takes: staff time, and what others have to wait for (1.10.6).
    staff_time: str = ""
    #: How many contacts, how many minutes, over which time (1.10.7): evidence, and never a threshold.
    level: str = ""
    #: What makes it hard for them to do what they were asked, and the help that was offered (1.10.8).
    hard_for_them: str = ""
    help_offered: str = ""
