"""Report as quoted for the decider of a follow-up: nobody has to describe it again."""

from __future__ import annotations

from bot.chat.cards import Block, Buttons, Facts, Heading, Quote, Small
from bot.records.follow_ups.grown import Grown
from bot.views.police.story import Story


def reported(record: Grown, story: Story | None) -> list[Block]:
    """The record that it belongs to; and the report's words, additions and facts, for those who may read them here."""
    blocks: list[Block] = [Facts((("Belongs to", record.matter.ref),))]
    if story is None:
        return blocks
    if story.words:
        blocks += [Heading("What was reported"), Quote(story.words)]
    if story.added:
        blocks += [Small("What they added"), *(Quote(words) for words in story.added)]
    if story.facts:
        blocks.append(Facts(story.facts))
    if story.opens is not None:
        blocks.append(Buttons((story.opens,)))
    return blocks
