"""The same thing twice: sent twice, at once, by two people, or long after it is settled."""

from __future__ import annotations

import asyncio

import pytest

from tests.journeys.acts import (
    DENIED,
    NO_FURTHER,
    REPORT,
    acknowledges,
    answers_offer,
    approval,
    approves,
    asks_for_time,
    closed,
    fill,
    opens,
    reports,
    suggests,
    talks,
    tells,
    triages,
    written,
    zero_tolerance,
)
from tests.journeys.world import World

pytestmark = pytest.mark.platforms

ALREADY = "This has already been decided by someone acting as manager. Nothing changed."


async def test_the_same_submission_twice_is_one_report(world: World) -> None:
    """Three times over, and again hours later: one record, one message to the manager."""
    isla = world.person("isla")
    await isla.command("/ended-contact", "shouted at me")
    await fill(isla, REPORT)
    pending = isla.pending()
    await isla.send(repeat=2)
    await world.settle()
    again = await isla.deliver(pending)
    assert "Your reference is EC-0001." in str(again.json())
    assert world.refs() == ["EC-0001"]
    assert world.counts() == {"isla": 1, "morag": 1}


async def test_the_same_submission_at_once_is_one_report(world: World) -> None:
    """Eight deliveries in the same moment."""
    isla = world.person("isla")
    await isla.command("/ended-contact", "shouted at me")
    await fill(isla, {**REPORT, "What would help?": ("I would like contact to be restricted",)})
    pending = isla.pending()
    answers = await asyncio.gather(*(isla.deliver(pending) for _ in range(8)))
    await world.settle()
    assert [a.status for a in answers] == [200] * 8
    assert world.refs() == ["EC-0001", "RS-0001"]


async def test_the_same_click_twice_acts_once(world: World) -> None:
    """Acknowledged once, however often the click is delivered; time away is asked for once."""
    ref = await reports(world, "isla")
    morag = await opens(world, "morag", ref)
    await morag.press("Acknowledge", repeat=3)
    await closed(morag)
    acts = world.acts()
    isla = world.person("isla")
    await isla.command("/support")
    await isla.press("I'd like a short time away", repeat=2)
    await closed(isla)
    assert world.refs() == ["EC-0001", "SR-0001"]
    assert world.standing(ref) == "acknowledged"
    assert world.acts() == acts + 1


async def test_asking_for_time_away_twice_is_one_request(world: World) -> None:
    """Asked again another way: it is on its way already."""
    ref = await asks_for_time(world, "isla")
    isla = world.person("isla")
    await isla.command("/support")
    assert ref in isla.modal().text
    assert "I'd like a short time away" not in isla.modal().labels
    await closed(isla)
    await reports(world, "isla", wishes=("I would like a short time away from contact",))
    assert world.refs() == ["EC-0001", "SR-0001"]


@pytest.mark.requirement("R-1.8-5")
async def test_two_answers_at_once_are_one_decision(world: World) -> None:
    """Approve in one window and Deny in another: one is taken, and the other is told."""
    ref = await suggests(world, "isla")
    morag = world.person("morag")
    await morag.press("Approve", near=ref)
    await written(morag)
    await fill(morag, approval(world.day(60)))
    approved = morag.pending()
    await closed(morag)
    await morag.press("Deny", near=ref)
    await fill(morag, DENIED)
    denied = morag.pending()
    answers = await asyncio.gather(*(morag.deliver(p) for p in (approved, denied, approved, denied)))
    await world.settle()
    assert [a.status for a in answers] == [200] * 4
    assert sum(ALREADY in str(a.json()) for a in answers) >= 1
    assert world.standing(ref) in ("approved", "not_approved")
    assert len(world.messages("isla", "There is an answer to what you asked for")) == 1


async def test_a_click_on_a_settled_matter_changes_nothing(world: World) -> None:
    """Every button of every message that has been rewritten since; a sentence each time."""
    ref = await zero_tolerance(world, witnesses=("Callum Stewart",))
    restriction = await suggests(world, "isla")
    time_away = await asks_for_time(world, "isla")
    stale = [(who, screen) for who in ("isla", "callum", "morag") for screen in world.messages(who)]
    for who in ("isla", "callum"):
        await answers_offer(world, who, "No thanks")
    await approves(world, "morag", restriction, world.day(60))
    await tells(world, "morag", restriction)
    morag = await opens(world, "morag", time_away)
    await morag.press("Arrange it")
    await fill(morag, {"Back on": world.day(1)})
    await morag.send()
    await closed(morag)
    await world.settle()
    before, heard = world.state(), world.counts()
    pressed = 0
    for who, screen in stale:
        person = world.person(who)
        for button in screen.buttons:
            if button.label in ("Open", "Yes", "Later"):  # those still lead somewhere: one may change one's mind
                continue
            await person.press(button.action, on=screen)
            pressed += 1
            assert "Nothing changed." in person.modal().text, (button.label, person.modal().text)
            await closed(person)
    await world.settle()
    assert pressed >= 6
    assert (world.state(), world.counts()) == (before, heard)
    assert world.standing(ref) == "closed"


async def test_a_form_sent_after_it_was_settled_elsewhere_is_told_so(world: World) -> None:
    """A triage form left open while another window decides: it says so, and nothing is decided anew."""
    ref = await reports(world, "isla")
    await acknowledges(world, "morag", ref)
    await talks(world, "morag", ref)
    morag = await opens(world, "morag", ref)
    await morag.press("Decide what follows")
    await fill(morag, NO_FURTHER)
    late = morag.pending()
    await closed(morag)
    await triages(world, "morag", ref)
    before = world.state()
    answer = await morag.deliver(late)
    assert ALREADY in str(answer.json())
    assert world.state() == before


async def test_a_message_delivered_again_is_answered_once(world: World) -> None:
    """Platforms repeat what they are not sure of: one answer to one message."""
    isla = world.person("isla")
    before = len(isla.messages())
    await isla.say("what do I do now", retries=3)
    assert len(isla.messages()) == before + 2
