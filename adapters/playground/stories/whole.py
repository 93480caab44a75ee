"""All of the demo's stories: the main job, and then everything else that staff bring."""

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
from adapters.playground.stories.story import Story

#: Where it begins, in time.
START = main_job.START


async def play(story: Story) -> None:
    """One story after the other, in one service and with one history. Raises NotAsTold."""
    await main_job.play(story)
    await named_online.play(story)
    await threat.play(story)
    await asking.play(story)
    await outside.play(story)
    await correspondence.play(story)
    await alert_card.play(story)
    await appeal.play(story)
