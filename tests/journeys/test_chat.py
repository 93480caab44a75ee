"""A chat that one can read: one live message a matter, over HTTP on both platforms."""

from __future__ import annotations

import pytest

from tests.journeys.acts import acknowledges, opens, reports
from tests.journeys.sides import Call, Trouble
from tests.journeys.town import Town

WAITS = "A private report is waiting for you"


@pytest.mark.platforms
async def test_a_reminder_takes_the_place_of_the_message_before_it(town: Town) -> None:
    """Two arrive, and one stands, which can be pressed; nothing is deleted before the newer one is there."""
    ref = await reports(town, "isla")
    town.side("morag").fails(Call.SEND, Trouble.REFUSED)
    await town.until(0, "14:05")
    assert (len(town.messages("morag", ref)), town.side("morag").tries(Call.REMOVE)) == (1, 0)
    town.side("morag").is_well()
    await town.until(0, "15:00")
    assert (len(town.arrived("morag", ref)), len(town.messages("morag", ref))) == (2, 1)
    await acknowledges(town, "morag", ref)
    assert "A conversation is waiting" in town.messages("morag", ref)[0].text


@pytest.mark.platforms
async def test_what_the_platform_keeps_is_folded_to_a_line(town: Town) -> None:
    """It says no more than that there is a newer one, and has no button."""
    ref = await reports(town, "isla")
    town.side("morag").fails(Call.REMOVE, Trouble.KEPT)
    await town.until(0, "15:00")
    older, newer = town.messages("morag")
    assert (older.text, older.labels) == ("There is a newer message about this below.", ())
    assert WAITS in newer.text
    assert "Isla Fraser" in (await opens(town, "morag", ref)).modal().text


@pytest.mark.platforms
async def test_what_cannot_be_deleted_yet_is_deleted_later(town: Town) -> None:
    """The platform says no for an hour, and then yes."""
    ref = await reports(town, "isla")
    town.side("morag").fails(Call.REMOVE, Trouble.REFUSED)
    await town.until(0, "15:00")
    assert [WAITS in message.text for message in town.messages("morag", ref)] == [True, True]
    town.side("morag").is_well()
    await town.until(0, "16:00")
    assert [WAITS in message.text for message in town.messages("morag", ref)] == [True]


@pytest.mark.platforms
async def test_what_falls_due_at_once_is_one_message_with_a_button_each(town: Town) -> None:
    """Three reports that nobody opened: one reminder."""
    refs = [await reports(town, who) for who in ("isla", "callum", "isla")]
    before = len(town.arrived("morag"))
    await town.until(0, "14:05")
    (digest,) = town.messages("morag")
    assert (len(town.arrived("morag")) - before, digest.labels) == (1, ("Open",) * 3)
    for ref in refs:
        morag = town.person("morag")
        await morag.press("Open", near=ref)
        assert ref in morag.modal().text
        await morag.close()
