"""Time limits of a stand-in: strict, as on the platforms, or so long that a busy machine never fails them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Patience:
    """In seconds."""

    #: For an answer of the app, and for what an answer may still open; past that there is none.
    answer: float
    #: By when the app has to have answered, though what comes later still arrives.
    promise: float
    #: For a message that somebody expects.
    message: float = 5.0


#: Slack waits three seconds for an answer, and a trigger is good for as long.
SLACK = Patience(answer=3.0, promise=3.0)
#: Teams itself gives up after about fifteen seconds; by when an invoke must be answered: platform page, "Invokes".
TEAMS = Patience(answer=5.0, promise=3.0)
#: As long as it takes, for whoever looks at what is done and not at how soon.
LONG = Patience(answer=60.0, promise=60.0, message=60.0)
