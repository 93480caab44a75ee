"""Everything that the demo tells: the main job, and then what else staff bring."""

from __future__ import annotations

from adapters.playground.stories import (
    alert_card,
    appeal,
    asking,
    correspondence,
    main_job,
    named_online,
    outside,
    threat,
)
from adapters.playground.stories.stage import Stage

#: Where it begins, in time.
START = main_job.START


async def play(stage: Stage) -> None:
    """One story after the other, in one house and with one history. Raises NotAsTold."""
    await main_job.play(stage)
    await named_online.play(stage)
    await threat.play(stage)
    await asking.play(stage)
    await outside.play(stage)
    await correspondence.play(stage)
    await alert_card.play(stage)
    await appeal.play(stage)
