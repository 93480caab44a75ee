"""Nobody gets beyond their rights: every button of every message, pressed by everybody else."""

from __future__ import annotations

import pytest

from adapters.playground.people.screen import Button
from tests.journeys.acts import asks_for_time, closed, opens, reports, suggests, written, zero_tolerance
from tests.journeys.world import NOT_YOURS, World, shown

#: An uninvolved colleague, a witness, another manager, the deputy while she is not acting, the management
#: team, the chief executive, who keeps the records, who looks after the systems, and a temporary worker.
OTHERS = ("rory", "callum", "catriona", "ailsa", "hamish", "eilidh", "fiona", "angus", "tam")


async def everything_waits(world: World) -> list[tuple[str, Button]]:
    """A report with a witness, a suggestion, a request, offers: every button that people were sent, with whose."""
    await zero_tolerance(
        world, witnesses=("Callum Stewart",), wishes=("I would like contact to be restricted",), whom="HA-20417"
    )
    await reports(world, "isla", "", instead="I'll add it later")
    await asks_for_time(world, "isla")
    await world.until(1, "10:00")
    found: dict[tuple[str, str, str], Button] = {}
    for who in ("isla", "callum", "morag"):
        for screen in world.messages(who):
            found |= {(who, b.action, b.value): b for b in screen.buttons}
    return [(who, button) for (who, _, _), button in found.items()]


@pytest.mark.requirement("R-1.8-5", "R-1.14.1-6")
async def test_nobody_else_gets_anywhere_with_a_button(world: World) -> None:
    """The same answer as for something that does not exist; nothing changes, nothing is told, no look is logged."""
    buttons = await everything_waits(world)
    assert {b.label for _, b in buttons} >= {
        "Open", "Approve", "Deny", "Yes", "Later", "No thanks", "I can't take this", "Add a line",
    }  # fmt: skip
    before, heard, looks = world.state(), world.counts(), world.looks()
    tried = 0
    for owner, button in buttons:
        for other in OTHERS:
            if other == owner or may_read(other, button):
                continue
            person = world.person(other)
            await world.forge(other, button)
            mine = shown(person.modal())
            await closed(person)
            made_up = "ffffffffffff" + button.value[12:]
            await world.forge(other, button, value=made_up)
            assert shown(person.modal()) == mine, (other, button.label)
            assert NOT_YOURS in str(mine["text"]), (other, button.label)
            await closed(person)
            tried += 1
    await world.settle()
    assert tried > 100
    assert (world.state(), world.counts(), world.looks()) == (before, heard, looks)


def may_read(name: str, button: Button) -> bool:
    """The management team and the records' keeper may read a restriction (model.md §4), and decide nothing.

    A witness has their own reminder of support.
    """
    if (name, button.action) == ("callum", "ended_contact.support_seen"):
        return True
    readers = {"catriona", "hamish", "eilidh", "fiona"}
    return button.action == "restriction.open" and name in readers


@pytest.mark.requirement("R-1.8-5")
async def test_nobody_decides_about_what_concerns_them(world: World) -> None:
    """A manager who was there neither gets the report nor the suggestion, nor a way to decide about it."""
    ref = await reports(
        world,
        "isla",
        witnesses=("Morag Sinclair",),
        wishes=("I would like contact to be restricted",),
        whom="HA-1",
    )
    assert [len(world.messages("ailsa", r)) for r in (ref, "RS-0001")] == [1, 1]
    morag, before = world.person("morag"), world.state()
    for screen in world.messages("ailsa"):
        for button in screen.buttons:
            await world.forge("morag", button)
            assert NOT_YOURS in morag.modal().text, button.label
            await closed(morag)
    assert world.state() == before
    assert all(r not in m.text for m in world.messages("morag") for r in (ref, "RS-0001"))


@pytest.mark.requirement("R-1.8-5", "R-1.14.1-6")
async def test_a_form_opened_by_one_who_may_cannot_be_sent_by_another(world: World) -> None:
    """Each step of a decision, sent by somebody else: nothing there for them."""
    ref = await suggests(world, "isla")
    morag = world.person("morag")
    await morag.press("Approve", near=ref)
    sent = []
    for _ in range(2):
        sent.append(morag.pending())
        if len(sent) == 1:
            await written(morag)
    before = world.state()
    for payload in sent:
        for other in ("isla", "callum", "hamish", "eilidh", "angus", "fiona"):
            assert await world.is_refused(other, payload), other
    assert world.state() == before


@pytest.mark.requirement("R-1.14.1-6")
async def test_every_look_is_logged_and_a_refused_one_shows_nothing(world: World) -> None:
    """A manager's look counts; a colleague's try does not."""
    ref = await reports(world, "isla")
    looks = world.looks()
    morag = await opens(world, "morag", ref)
    await closed(morag)
    assert world.looks() == looks + 1
    button = next(b for b in world.messages("morag", ref)[0].buttons if b.label == "Open")
    await world.forge("callum", button)
    assert NOT_YOURS in world.person("callum").modal().text
    assert world.looks() == looks + 1


@pytest.mark.requirement("R-1.14.1-6")
async def test_who_had_it_before_reads_it_no_more(world: World) -> None:
    """It moved on: the old button leads nowhere."""
    ref = await reports(world, "isla")
    message = world.messages("morag", ref)[0]
    morag = world.person("morag")
    await morag.press("I can't take this", near=ref)
    await closed(morag)
    await world.settle()
    assert "moved to a colleague" in world.messages("morag", ref)[0].text
    await world.forge("morag", next(button for button in message.buttons if button.label == "Open"))
    assert NOT_YOURS in morag.modal().text


@pytest.mark.requirement("R-1.14.1-6")
async def test_who_has_left_reads_nothing_more(world: World) -> None:
    """Taken out of the directory while their account is still open."""
    ref = await reports(world, "isla")
    message = world.messages("morag", ref)[0]
    await world.leaves("morag")
    person = world.person("morag")
    await person.press("Open", on=message)
    assert ref not in (person.modal() if person.has_modal else person.newest()).title
    assert not person.has_modal or "shouted at me" not in person.modal().text
    assert world.standing(ref) == "submitted"
