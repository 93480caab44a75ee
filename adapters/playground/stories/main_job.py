"""The main job: an ended contact, the right manager, Approve or Deny, and the nudges."""

from __future__ import annotations

from datetime import UTC, datetime

from adapters.playground.stories import around, deciding, reporting, reviewing, waiting
from adapters.playground.stories.stage import Stage

#: A Monday morning in January, 10:04.
START = datetime(2027, 1, 11, 10, 4, tzinfo=UTC)


async def play(stage: Stage) -> None:
    """From the report to the lifted restriction, with what happens beside it. Raises NotAsTold."""
    await reporting.report(stage)
    await reporting.read(stage)
    await reporting.decide_what_follows(stage)
    await deciding.approve(stage)
    await deciding.tell(stage)
    await around.debriefs(stage)
    await around.time_away(stage)
    await waiting.nobody_answers(stage)
    await deciding.propose_and_deny(stage)
    await deciding.ask_and_lighten(stage)
    await deciding.protect_at_once(stage)
    await around.clicks_that_do_nothing(stage)
    await reviewing.comes_and_passes(stage)
    await reviewing.lift(stage)
