"""What a report says, for who decides about something beside it: nobody has to tell it again."""

from __future__ import annotations

from bot.chat.cards import Block, Buttons, Facts, Heading, Quote, Small
from bot.views.police_story import Story


def reported(story: Story) -> list[Block]:
    """The words, what was added, and small facts; with the way to the report, where the reader has one."""
    blocks: list[Block] = [Heading("What was reported")]
    if story.words:
        blocks.append(Quote(story.words))
    if story.added:
        blocks += [Small("What they added"), *(Quote(words) for words in story.added)]
    if story.facts:
        blocks.append(Facts(story.facts))
    if story.opens is not None:
        blocks.append(Buttons((story.opens,)))
    return blocks if len(blocks) > 1 else []
