"""Everything that Teams sends, sent again: at once, later, eight times in the same moment, after a restart."""

from __future__ import annotations

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

from adapters.playground.people.answer import Answer
from adapters.playground.stand_in.refusals import Json
from tests.journeys.acts import closed
from tests.journeys.posting import counted
from tests.journeys.teams.overheard import Overheard, encoded, overheard, posted, small_journey
from tests.journeys.world import World, world


def everything(world: World) -> dict[str, object]:
    """Lasting effects of the acts, each counted once, in words that are the same in every world."""
    chats = {name: [(m.by, m.title) for m in world.person(name).messages()] for name in ("isla", "morag", "callum")}
    standing = {ref: world.standing(ref) for ref in world.refs()}
    return {"chats": chats, "standing": standing, "acts": world.acts(), "news": world.counts()}


class Eager(Overheard):
    """Delivers each activity eight times in the same moment."""

    async def deliver(self, activity: Json, *, token: str | None = None) -> Answer:
        """All of them are answered; the person sees the last."""
        answers = await asyncio.gather(*(super(Eager, self).deliver(activity, token=token) for _ in range(8)))
        assert {answer.status for answer in answers} == {200}
        return answers[-1]


async def lived(folder: str, way: type[Overheard]) -> dict[str, object]:
    """The small journey over such a way, and what it leaves behind."""
    async with world(Path(folder), platforms=("teams",)) as here, overheard(here, way):
        await small_journey(here)
        return everything(here)


async def test_a_journey_of_which_everything_comes_eight_times_at_once_is_the_same_journey() -> None:
    """One record, one act, one answer, one message: as if each had come once."""
    with TemporaryDirectory() as folder:
        once = await lived(folder, Overheard)
    with TemporaryDirectory() as folder:
        assert await lived(folder, Eager) == once


async def test_everything_that_comes_again_later_changes_nothing(world: World) -> None:
    """A whole journey's activities once more, in order and backwards, before and after a restart: nothing is new."""
    async with overheard(world) as link:
        await small_journey(world)
        await closed(world.person("isla"))
        bodies = [encoded(activity) for activity in link.activities]
        before, left = world.state(), everything(world)
        assert counted(await posted(world, bodies)) == {200: len(bodies)}
        assert counted(await posted(world, reversed(bodies))) == {200: len(bodies)}
        await world.settle()
        assert (world.state(), everything(world)) == (before, left)
    await world.close()
    await world.reopen()
    assert counted(await posted(world, bodies)) == {200: len(bodies)}
    await world.settle()
    assert world.state() == before
    assert world.counts() == left["news"]
