"""The platform slow, refusing, broken or silent, and the service restarted in between: nothing lost or sent twice."""

from __future__ import annotations

import asyncio

import pytest

from bot.errors import Misconfigured
from storage import Store, new_key
from tests.journeys.acts import (
    FAIR,
    REPORT,
    acknowledges,
    answers_offer,
    closed,
    fill,
    reports,
    suggests,
    talks,
    written,
    zero_tolerance,
)
from tests.journeys.sides import Call, Trouble
from tests.journeys.world import World

pytestmark = pytest.mark.platforms


async def sends_report(world: World, who: str = "isla") -> None:
    """A report, without letting the courier work."""
    person = world.person(who)
    await person.command("/ended-contact", "shouted at me")
    await fill(person, REPORT)
    await person.send()
    await closed(person)


@pytest.mark.parametrize("trouble", [Trouble.BROKEN, Trouble.REFUSED, Trouble.LIMITED])
async def test_a_message_that_was_not_taken_is_sent_later_once(world: World, trouble: Trouble) -> None:
    """500, an error, 429 with Retry-After: late, once, and to the same person."""
    await sends_report(world)
    world.side().fails(Call.SEND, trouble, 1)
    await world.settle()
    assert world.counts() == {}
    world.side().is_well()
    await asyncio.sleep(1.05 if trouble is Trouble.LIMITED else 0)
    await world.later(minutes=1)
    assert world.counts() == {"isla": 1, "morag": 1}


async def test_a_platform_that_asks_to_wait_is_left_in_peace(world: World) -> None:
    """After one 429 nothing else is posted until the time is up."""
    for who in ("isla", "callum"):
        await sends_report(world, who)
    world.side().fails(Call.SEND, Trouble.LIMITED, 30)
    await world.settle()
    tries = world.side().tries(Call.SEND)
    await world.later(seconds=20)
    assert world.side().tries(Call.SEND) == tries
    assert world.counts() == {}


async def test_a_slow_platform_holds_up_nobody_else(world: World) -> None:
    """While one message is under way, somebody else reports."""
    await sends_report(world)
    world.side().fails(Call.SEND, Trouble.SLOW, 3.0, times=1)
    sending = asyncio.create_task(world.settle())
    await asyncio.sleep(0.05)
    await sends_report(world, "callum")
    assert not sending.done()
    await sending
    await world.settle()
    assert world.counts()["morag"] == 2


async def test_an_answer_that_was_lost_may_mean_a_second_pointer_and_never_content(world: World) -> None:
    """Taken, the answer lost: at least once, and what stands twice is a pointer without content."""
    await sends_report(world)
    world.side().fails(Call.SEND, Trouble.LOST, times=2)
    await world.settle()
    await world.later(minutes=1)
    assert len(world.messages("morag", "EC-0001")) in (1, 2)
    assert world.leaks("shouted at me") == []
    await acknowledges(world, "morag", "EC-0001")
    assert "A conversation is waiting" in world.messages("morag", "EC-0001")[-1].text


async def test_a_rewriting_that_fails_is_done_later(world: World) -> None:
    """The message still says what is right in the end."""
    ref = await reports(world, "isla")
    world.side().fails(Call.REWRITE, Trouble.BROKEN)
    await acknowledges(world, "morag", ref)
    assert "A private report is waiting for you" in world.messages("morag", ref)[0].text
    world.side().is_well()
    await world.later(minutes=1)
    assert "A conversation is waiting" in world.messages("morag", ref)[0].text


async def test_everything_down_for_a_day_is_made_up_for(world: World) -> None:
    """Late, once."""
    ref = await reports(world, "isla")
    world.side().fails(Call.ANY, Trouble.BROKEN)
    await world.until(1, "12:00")
    assert len(world.messages("morag", ref)) == 1
    world.side().is_well()
    await world.until(0, "12:40")
    assert len(world.arrived("morag", ref)) == 2


async def test_a_house_closed_in_between_loses_nothing_and_tells_nothing_twice(world: World) -> None:
    """Before anything was sent, after some was, with drafts and dialogs open."""
    await sends_report(world)
    await world.close()
    await world.reopen()
    await world.settle()
    assert world.counts() == {"isla": 1, "morag": 1}
    await world.close()
    await world.reopen()
    await world.settle()
    assert world.counts() == {"isla": 1, "morag": 1}
    await acknowledges(world, "morag", "EC-0001")
    await talks(world, "morag", "EC-0001")
    assert world.standing("EC-0001") == "discussed"


async def test_a_dialog_open_over_a_restart_can_be_sent(world: World) -> None:
    """The typed text is not lost."""
    isla = world.person("isla")
    await isla.command("/ended-contact", "shouted at me")
    await fill(isla, REPORT)
    await world.close()
    await world.reopen()
    isla = world.person("isla")
    await isla.send()
    assert "EC-0001" in isla.modal().text


@pytest.mark.requirement("R-1.5-3")
async def test_a_decision_is_kept_half_way_over_a_restart(world: World) -> None:
    """Half-way, kept; the house is closed; the same words stand there again."""
    ref = await suggests(world, "isla")
    morag = world.person("morag")
    await morag.press("Approve", near=ref)
    await written(morag)
    await morag.press("Keep and finish later")
    await closed(morag)
    await world.close()
    await world.reopen()
    morag = world.person("morag")
    await morag.press("Approve", near=ref)
    why = "Why is this needed, and why is nothing lighter enough?"
    assert morag.modal().fields[why] == FAIR[why]
    await morag.send()
    assert world.standing(ref) == "approved"


async def test_nudges_go_on_after_a_restart(world: World) -> None:
    """The second offer, the support, the talk: each once."""
    await zero_tolerance(world, witnesses=("Callum Stewart",))
    await answers_offer(world, "callum", "Yes")
    for day in range(5):
        await world.until(1 if day else 0, "16:45")
        await world.close()
        await world.reopen()
        await world.settle()
    assert world.times("isla", "DB-0001") == ["Mon 11 Jan, 10:00", "Thu 14 Jan, 09:30"]
    assert world.times("isla", "Support") == ["Mon 11 Jan, 10:00", "Wed 13 Jan, 09:30"]
    assert world.times("morag", "DB-0002") == ["Tue 12 Jan, 09:30", "Thu 14 Jan, 09:30"]


async def test_a_house_with_another_key_does_not_open(world: World) -> None:
    """It says which setting to mend."""
    await world.close()
    with pytest.raises(Misconfigured, match="HARBOUR_ENCRYPTION_KEYS does not hold the key of this database"):
        Store(world.surroundings.database, new_key(), world.surroundings.policy, world.surroundings.clock)
    await world.reopen()
