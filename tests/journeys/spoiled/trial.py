"""One trial: so many spoiled payloads of somebody who may nothing, and what may not come of any of them."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from random import Random

from tests.journeys.acts import closed, reports
from tests.journeys.posting import counted, posted
from tests.journeys.spoiled import slack, teams
from tests.journeys.spoiled.wire import Wire, encoded
from tests.journeys.world import World

#: So many are made and posted at a time.
_BATCH = 2_000
CANARY = "zebrafinch"
WHO = "callum"
_REF = re.compile(r"\b[A-Z]{2}-\d{4}\b")

WIRES: Mapping[str, Callable[[World, str, str], Awaitable[Wire]]] = {"slack": slack.wire, "teams": teams.wire}


async def tried(world: World, count: int, goes_on: Callable[[str], bool] = lambda _: True) -> Counter[int]:
    """How often each status came of so many, or of as many as it went on for.

    Raises AssertionError where anything else came of one than an answer.
    """
    wire = await WIRES[world.side().platform](world, WHO, f"{CANARY} shouted at me")
    before, chats = world.state(), {name: world.messages(name) for name in ("isla", "morag")}
    chance = Random(count)  # noqa: S311 - a trial is the same at every run
    statuses: Counter[int] = Counter()
    while (left := count - statuses.total()) > 0 and goes_on(f"{statuses.total()}: {dict(sorted(statuses.items()))}"):
        spoiled = [wire.spoiled(chance) for _ in range(min(left, _BATCH))]
        answers = await posted(wire.url, map(wire.request, spoiled))
        await world.settle()
        statuses += counted(answers)
        for sent, (status, body) in zip(spoiled, answers, strict=True):
            assert status in wire.statuses, f"{status} for {encoded(sent[1])[:5000]}"
            assert CANARY.encode() not in body, f"shown for {encoded(sent[1])[:5000]}"
        assert world.state() == before
        errors = _errors(world)
        assert errors.keys() <= wire.refusals, errors
        assert statuses[503] <= errors.total(), (statuses, errors)
    for name, was in chats.items():
        assert [each for each in world.messages(name) if each not in was] == []
    told = [screen.text for screen in world.person(WHO).messages()]
    assert not [text for text in told if CANARY in text or _REF.search(text)]  # answers alone, which point at nothing
    assert world.leaks(CANARY) == []
    assert statuses[200] > statuses.total() / 3, statuses  # most are read, or nothing would be tried here
    await closed(world.person(WHO))
    await reports(world, WHO)  # and whoever was so misused goes on as before
    assert WHO in world.counts()
    return statuses


def _errors(world: World) -> Counter[str]:
    """What was logged as an error: how often which exception, or else which event."""
    lines = [json.loads(line) for line in world.surroundings.log.getvalue().splitlines() if '"error"' in line]
    return Counter(str(line.get("exception", line["event"])) for line in lines if line["level"] == "error")
