"""Thousands of activities that Teams would not send, each with a good token: no 500, and nothing changes."""

from __future__ import annotations

import asyncio

from tests.journeys.acts import closed, reports
from tests.journeys.teams.overheard import (
    as_of,
    counted,
    encoded,
    overheard,
    posted,
    powerless,
    small_journey,
    unfinished_report,
)
from tests.journeys.teams.spoiling import many
from tests.journeys.town import Town
from tests.sizes import size

COUNT = size(500, 10_000)
CANARY = "zebrafinch"


async def test_spoiled_activities_change_nothing(town: Town) -> None:
    """Those of a whole journey, done by somebody who may not: read or refused, answered politely, and nothing shown."""
    async with overheard(town) as link:
        await small_journey(town, f"{CANARY} shouted at me")
        isla = await unfinished_report(town, "isla")
        examples = [*powerless(town, "callum", link.activities), as_of(town, "callum", isla.pending().payload)]
        await closed(isla)
        before, heard = town.state(), len(town.teams.tenant.sent)
        chats = {name: town.messages(name) for name in ("isla", "morag")}
        spoiled = await asyncio.to_thread(many, examples, COUNT)
        answers = await posted(town, map(encoded, spoiled))
        await town.settle()
        statuses = counted(answers)
        assert statuses.keys() <= {200, 400, 401}, statuses
        assert statuses[200] > COUNT / 3, statuses  # most are read, or nothing would be tried here
        assert town.state() == before
        assert {name: town.messages(name) for name in chats} == chats
        assert not [body for _, body in answers if CANARY.encode() in body]
        assert not [sent for sent in list(town.teams.tenant.sent)[heard:] if CANARY in sent.text]
        assert town.messages("callum") == []  # answers alone
        assert town.leaks(CANARY) == []
        await reports(town, "callum")  # and whoever was so misused goes on as before
        assert "callum" in town.counts()
