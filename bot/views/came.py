"""Results of a report, in kind words for the reporter (policy 1.13)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.chat.cards import Block, Facts, Heading
from bot.records.came import Came, CameTo
from bot.views.context import Context

#: One sentence each: the event, and never the reasons, the people or anybody's words.
WORDS: Mapping[CameTo, str] = {
    CameTo.AT_ONCE: "Contact is limited at once, for safety. The decision is still to come.",
    CameTo.NOT_TAKEN_FORWARD: "A restriction was considered, and is not taken forward.",
    CameTo.IN_FORCE: "Contact is restricted from now on.",
    CameTo.CHANGED: "The restriction has been changed.",
    CameTo.SUSPENDED: "The restriction is suspended while an appeal is heard.",
    CameTo.AGAIN: "The restriction applies again.",
    CameTo.LIFTED: "The restriction has been lifted.",
    CameTo.ENDED: "The restriction has ended, because the service has ended.",
    CameTo.ACCEPTABLE: "A manager looked at the correspondence, and it is answered as usual.",
    CameTo.SENDER_INFORMED: "The sender has been told that such correspondence is not acceptable.",
    CameTo.SENDER_NOT_INFORMED: "The correspondence was not acceptable. Its sender is not told, for a reason.",
    CameTo.ONLINE: "Something is being done about what was online.",
    CameTo.ONLINE_NOTHING: "Nothing is done about what was online, for a reason.",
    CameTo.TAKEN_DOWN: "What was online has been taken down.",
    CameTo.LEFT_UP: "What was online is not taken down.",
    CameTo.RESTORATIVE: "A step is taken so that contact can go better.",
    CameTo.POLICE: "It has been decided about the police, and told.",
}


def so_far(came: Iterable[Came], heading: str, context: Context) -> list[Block]:
    """Results so far, each with its day, the newest last; empty if there are none."""
    found = tuple((context.day_of(each.at), WORDS[each.what]) for each in came)
    return [Heading(heading), *(Facts(found[n : n + 8]) for n in range(0, len(found), 8))] if found else []
