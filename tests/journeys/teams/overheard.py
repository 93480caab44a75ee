"""A journey whose activities are kept, to be sent again: as they were, spoiled, or by somebody else."""

from __future__ import annotations

import copy
import json
import uuid
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager

from adapters.playground.people.answer import Answer
from adapters.playground.people.cast import Cast
from adapters.playground.people.person import Person
from adapters.playground.stand_in.patience import LONG
from adapters.playground.stand_in.refusals import Json
from adapters.playground.teams.driver import Driver
from adapters.playground.teams.link import TeamsLink
from adapters.teams import data
from tests.journeys import posting
from tests.journeys.acts import acknowledges, fill, reports, suggests, talks, triages
from tests.journeys.posting import Answered
from tests.journeys.world import World

#: What tells who did something, and in which chat.
_WHOSE = ("from", "conversation", "channelData", "entities")


class Overheard(TeamsLink):
    """A way to the house that keeps what goes along it, with the answers."""

    def __init__(self, world: World) -> None:
        super().__init__(f"{world.house.url}/api/messages", world.teams.tenant, patience=LONG)
        self.heard: list[tuple[Json, Answer]] = []

    async def deliver(self, activity: Json, *, token: str | None = None) -> Answer:
        """Deliver it, and keep both."""
        answer = await super().deliver(activity, token=token)
        self.heard.append((copy.deepcopy(activity), answer))
        return answer

    @property
    def activities(self) -> list[Json]:
        """Activities delivered so far, oldest first."""
        return [copy.deepcopy(activity) for activity, _ in self.heard]


@asynccontextmanager
async def overheard(world: World, way: type[Overheard] = Overheard) -> AsyncIterator[Overheard]:
    """From now on everybody's acts are kept, and delivered this way."""
    link = way(world)
    driver = Driver(world.teams.tenant, link=link)
    world.cast = Cast([driver], world.surroundings.met_on)
    try:
        yield link
    finally:
        await link.close()


async def small_journey(world: World, note: str = "shouted at me") -> str:
    """A report that is settled and a restriction that is suggested, each step by its own kind of act; its reference."""
    ref = await reports(world, "isla", note, wishes=("I would like a short time away from contact",))
    await acknowledges(world, "morag", ref)
    await talks(world, "morag", ref)
    await triages(world, "morag", ref)
    await suggests(world, "isla", why=note)
    await world.person("isla").open_home()
    await world.person("isla").say("what do I do now")
    return ref


async def unfinished_report(world: World, who: str) -> Person:
    """A form that somebody has open, in which what must be answered is not: sending it keeps nothing."""
    person = world.person(who)
    await person.command("/ended-contact", "shouted at me")
    await fill(person, {"The day it happened": world.today})
    return person


def as_of(world: World, name: str, activity: Json) -> Json:
    """The same as if this person had done it now, in their own chat."""
    tenant, member = world.teams.tenant, world.teams.tenant.find_member(name)
    whose: Json = {
        "from": {"id": member.account, "name": member.real_name, "aadObjectId": member.aad},
        "conversation": {
            "conversationType": "personal",
            "tenantId": tenant.app.tenant_id,
            "id": tenant.chat_with(member.aad),
        },
        "channelData": {"tenant": {"id": tenant.app.tenant_id}},
    }
    return {**copy.deepcopy(activity), **whose, "id": f"f:{uuid.uuid4()}"}


def powerless(world: World, name: str, heard: Iterable[Json]) -> list[Json]:
    """The same acts as if somebody had done them who may not, nor has answered any form that everybody may send."""
    found = [as_of(world, name, activity) for activity in heard]
    for activity in found:
        value = activity.get("value", {})
        pressed = value.get("data", value)
        if pressed.get(data.OURS, {}).get(data.TO, "|").startswith("|"):
            for key in pressed.keys() - {data.OURS}:
                del pressed[key]
    return found


async def posted(world: World, bodies: Iterable[bytes], headers: Mapping[str, str] | None = None) -> list[Answered]:
    """The answer to each body, in order; with a good token, unless the headers say otherwise."""
    usual = {
        "Content-Type": "application/json; charset=utf-8",
        "Authorization": f"Bearer {world.teams.people.link.token()}",
    }
    return await posting.posted(
        f"{world.house.url}/api/messages", ((body, {**usual, **(headers or {})}) for body in bodies)
    )


def encoded(activity: Json) -> bytes:
    """As JSON in ASCII, in which halves of pairs may stand."""
    return json.dumps(activity).encode()
