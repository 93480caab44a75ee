"""The main job: an ended contact, the right manager, Approve or Deny, and the nudges."""

from __future__ import annotations

from datetime import UTC, datetime

from adapters.playground.stories import around, deciding, reporting, reviewing, waiting
from adapters.playground.stories.story import Story

#: A Monday morning in January, 10:04.
START = datetime(2027, 1, 11, 10, 4, tzinfo=UTC)


async def play(story: Story) -> None:
    """From the report to the lifted restriction, with what happens beside it. Raises NotAsTold."""
    await reporting.report(story)
    await reporting.read(story)
    await reporting.decide_what_follows(story)
    await deciding.approve(story)
    await deciding.tell(story)
    await around.debriefs(story)
    await around.time_away(story)
    await waiting.nobody_answers(story)
    await deciding.propose_and_deny(story)
    await deciding.ask_and_lighten(story)
    await deciding.protect_at_once(story)
    await around.clicks_that_do_nothing(story)
    await reviewing.comes_and_passes(story)
    await reviewing.lift(story)
