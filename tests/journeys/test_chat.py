"""A chat that one can read: one live message a matter, over HTTP on both platforms."""

from __future__ import annotations

import pytest

from tests.journeys.acts import acknowledges, opens, reports
from tests.journeys.sides import Call, Trouble
from tests.journeys.world import World

WAITS = "A private report is waiting for you"


@pytest.mark.platforms
async def test_a_reminder_takes_the_place_of_the_message_before_it(world: World) -> None:
    """Two arrive, and one stands, which can be pressed; nothing is deleted before the newer one is there."""
    ref = await reports(world, "isla")
    world.side("morag").fails(Call.SEND, Trouble.REFUSED)
    await world.until(0, "14:05")
    assert (len(world.messages("morag", ref)), world.side("morag").tries(Call.REMOVE)) == (1, 0)
    world.side("morag").is_well()
    await world.until(0, "15:00")
    assert (len(world.arrived("morag", ref)), len(world.messages("morag", ref))) == (2, 1)
    await acknowledges(world, "morag", ref)
    assert "A conversation is waiting" in world.messages("morag", ref)[0].text


@pytest.mark.platforms
async def test_what_the_platform_keeps_is_folded_to_a_line(world: World) -> None:
    """It says no more than that there is a newer one, and has no button."""
    ref = await reports(world, "isla")
    world.side("morag").fails(Call.REMOVE, Trouble.KEPT)
    await world.until(0, "15:00")
    older, newer = world.messages("morag")
    assert (older.text, older.labels) == ("There is a newer message about this below.", ())
    assert WAITS in newer.text
    assert "Isla Fraser" in (await opens(world, "morag", ref)).modal().text


@pytest.mark.platforms
async def test_what_cannot_be_deleted_yet_is_deleted_later(world: World) -> None:
    """The platform says no for an hour, and then yes."""
    ref = await reports(world, "isla")
    world.side("morag").fails(Call.REMOVE, Trouble.REFUSED)
    await world.until(0, "15:00")
    assert [WAITS in message.text for message in world.messages("morag", ref)] == [True, True]
    world.side("morag").is_well()
    await world.until(0, "16:00")
    assert [WAITS in message.text for message in world.messages("morag", ref)] == [True]


@pytest.mark.platforms
async def test_what_falls_due_at_once_is_one_message_with_a_button_each(world: World) -> None:
    """Three reports that nobody opened: one reminder."""
    refs = [await reports(world, who) for who in ("isla", "callum", "isla")]
    before = len(world.arrived("morag"))
    await world.until(0, "14:05")
    (digest,) = world.messages("morag")
    assert (len(world.arrived("morag")) - before, digest.labels) == (1, ("Open",) * 3)
    for ref in refs:
        morag = world.person("morag")
        await morag.press("Open", near=ref)
        assert ref in morag.modal().text
        await morag.close()
