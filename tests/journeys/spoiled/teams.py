"""Activities of Teams: buttons that say they are others, point elsewhere, or hold other kinds of answers."""

from __future__ import annotations

import copy
import uuid
from collections.abc import Mapping, Sequence
from random import Random

from adapters.playground.stand_in.refusals import Json
from adapters.teams.data import CARD, DO, DRAWN, MANY, NAME, OURS, PEOPLE, TO, Do
from tests.journeys.acts import closed
from tests.journeys.spoiled.mutations import anything, mutated
from tests.journeys.spoiled.wire import Sent, Wire, encoded
from tests.journeys.teams.overheard import as_of, overheard, powerless, small_journey, unfinished_report
from tests.journeys.world import World

_ANSWERED = ["channel", "reasons", "note", "witnesses", "measures", "x~find", ""]


async def wire(world: World, who: str, note: str) -> Wire:
    """Of a journey in which this is typed, as somebody's who may nothing in it."""
    cast = world.cast
    async with overheard(world) as link:
        await small_journey(world, note)
        isla = await unfinished_report(world, "isla")
        examples = [*powerless(world, who, link.activities), as_of(world, who, isla.pending().payload)]
        await closed(isla)
    world.cast = cast
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "Authorization": f"Bearer {world.teams.people.link.token()}",
    }

    def request(sent: Sent) -> tuple[bytes, Mapping[str, str]]:
        return encoded(sent[1]).encode(), headers

    return Wire(
        url=f"{world.house.url}/api/messages",
        spoiled=lambda chance: ("activity", _spoiled(chance, examples)),
        request=request,
        statuses=frozenset({200, 400, 401, 503}),
        refusals=frozenset({"TeamsError"}),
    )


def _carried(activity: Json) -> Json | None:
    """What the button of an activity carries of ours, if it is one."""
    value = activity.get("value")
    inner = value.get("data", value) if isinstance(value, dict) else None
    found = inner.get(OURS) if isinstance(inner, dict) else None
    return found if isinstance(found, dict) else None


def _forged(chance: Random, examples: Sequence[Json]) -> Json:
    spoiled = copy.deepcopy(chance.choice([a for a in examples if _carried(a) is not None]))
    known = [found for found in map(_carried, examples) if found is not None]
    ours = _carried(spoiled)
    assert ours is not None
    for _ in range(chance.randint(1, 3)):
        part = chance.choice((DO, NAME, TO, MANY, PEOPLE, DRAWN, CARD))
        others = [other[part] for other in known if part in other] or [""]
        if chance.random() < 0.5:
            ours[part] = anything(chance)
        elif part == DO:
            ours[part] = chance.choice([*(do.value for do in Do), "", "x"])
        elif part in (MANY, PEOPLE):
            ours[part] = chance.sample(_ANSWERED, chance.randrange(4))
        else:
            ours[part] = chance.choice(others)
    return spoiled


def _spoiled(chance: Random, examples: Sequence[Json]) -> Json:
    found = _forged(chance, examples) if chance.random() < 0.5 else mutated(chance, chance.choice(examples))
    if chance.random() < 0.9 and isinstance(found.get("id"), str):
        found["id"] = f"f:{uuid.UUID(int=chance.getrandbits(128))}"  # no repeat of the one that was spoiled
    return found
