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
from tests.journeys.town import Town

pytestmark = pytest.mark.platforms


async def sends_report(town: Town, who: str = "isla") -> None:
    """A report, without letting the courier work."""
    person = town.person(who)
    await person.command("/ended-contact", "shouted at me")
    await fill(person, REPORT)
    await person.send()
    await closed(person)


@pytest.mark.parametrize("trouble", [Trouble.BROKEN, Trouble.REFUSED, Trouble.LIMITED])
async def test_a_message_that_was_not_taken_is_sent_later_once(town: Town, trouble: Trouble) -> None:
    """500, an error, 429 with Retry-After: late, once, and to the same person."""
    await sends_report(town)
    town.side().fails(Call.SEND, trouble, 1)
    await town.settle()
    assert town.counts() == {}
    town.side().is_well()
    await asyncio.sleep(1.05 if trouble is Trouble.LIMITED else 0)
    await town.later(minutes=1)
    assert town.counts() == {"isla": 1, "morag": 1}


async def test_a_platform_that_asks_to_wait_is_left_in_peace(town: Town) -> None:
    """After one 429 nothing else is posted until the time is up."""
    for who in ("isla", "callum"):
        await sends_report(town, who)
    town.side().fails(Call.SEND, Trouble.LIMITED, 30)
    await town.settle()
    tries = town.side().tries(Call.SEND)
    await town.later(seconds=20)
    assert town.side().tries(Call.SEND) == tries
    assert town.counts() == {}


async def test_a_slow_platform_holds_up_nobody_else(town: Town) -> None:
    """While one message is under way, somebody else reports."""
    await sends_report(town)
    town.side().fails(Call.SEND, Trouble.SLOW, 3.0, times=1)
    sending = asyncio.create_task(town.settle())
    await asyncio.sleep(0.05)
    await sends_report(town, "callum")
    assert not sending.done()
    await sending
    await town.settle()
    assert town.counts()["morag"] == 2


async def test_an_answer_that_was_lost_may_mean_a_second_pointer_and_never_content(town: Town) -> None:
    """Taken, the answer lost: at least once, and what stands twice is a pointer without content."""
    await sends_report(town)
    town.side().fails(Call.SEND, Trouble.LOST, times=2)
    await town.settle()
    await town.later(minutes=1)
    assert len(town.messages("morag", "EC-0001")) in (1, 2)
    assert town.leaks("shouted at me") == []
    await acknowledges(town, "morag", "EC-0001")
    assert "A conversation is waiting" in town.messages("morag", "EC-0001")[-1].text


async def test_a_rewriting_that_fails_is_done_later(town: Town) -> None:
    """The message still says what is right in the end."""
    ref = await reports(town, "isla")
    town.side().fails(Call.REWRITE, Trouble.BROKEN)
    await acknowledges(town, "morag", ref)
    assert "A private report is waiting for you" in town.messages("morag", ref)[0].text
    town.side().is_well()
    await town.later(minutes=1)
    assert "A conversation is waiting" in town.messages("morag", ref)[0].text


async def test_everything_down_for_a_day_is_made_up_for(town: Town) -> None:
    """Late, once."""
    ref = await reports(town, "isla")
    town.side().fails(Call.ANY, Trouble.BROKEN)
    await town.until(1, "12:00")
    assert len(town.messages("morag", ref)) == 1
    town.side().is_well()
    await town.until(0, "12:40")
    assert len(town.arrived("morag", ref)) == 2


async def test_a_house_closed_in_between_loses_nothing_and_tells_nothing_twice(town: Town) -> None:
    """Before anything was sent, after some was, with drafts and dialogs open."""
    await sends_report(town)
    await town.close()
    await town.reopen()
    await town.settle()
    assert town.counts() == {"isla": 1, "morag": 1}
    await town.close()
    await town.reopen()
    await town.settle()
    assert town.counts() == {"isla": 1, "morag": 1}
    await acknowledges(town, "morag", "EC-0001")
    await talks(town, "morag", "EC-0001")
    assert town.standing("EC-0001") == "discussed"


async def test_a_dialog_open_over_a_restart_can_be_sent(town: Town) -> None:
    """The typed text is not lost."""
    isla = town.person("isla")
    await isla.command("/ended-contact", "shouted at me")
    await fill(isla, REPORT)
    await town.close()
    await town.reopen()
    isla = town.person("isla")
    await isla.send()
    assert "EC-0001" in isla.modal().text


@pytest.mark.requirement("R-1.5-3")
async def test_a_decision_is_kept_half_way_over_a_restart(town: Town) -> None:
    """Half-way, kept; the house is closed; the same words stand there again."""
    ref = await suggests(town, "isla")
    morag = town.person("morag")
    await morag.press("Approve", near=ref)
    await written(morag)
    await morag.press("Keep and finish later")
    await closed(morag)
    await town.close()
    await town.reopen()
    morag = town.person("morag")
    await morag.press("Approve", near=ref)
    why = "Why is this needed, and why is nothing lighter enough?"
    assert morag.modal().fields[why] == FAIR[why]
    await morag.send()
    assert town.standing(ref) == "approved"


async def test_nudges_go_on_after_a_restart(town: Town) -> None:
    """The second offer, the support, the talk: each once."""
    await zero_tolerance(town, witnesses=("Callum Stewart",))
    await answers_offer(town, "callum", "Yes")
    for day in range(5):
        await town.until(1 if day else 0, "16:45")
        await town.close()
        await town.reopen()
        await town.settle()
    assert town.times("isla", "DB-0001") == ["Mon 11 Jan, 10:00", "Thu 14 Jan, 09:30"]
    assert town.times("isla", "Support") == ["Mon 11 Jan, 10:00", "Wed 13 Jan, 09:30"]
    assert town.times("morag", "DB-0002") == ["Tue 12 Jan, 09:30", "Thu 14 Jan, 09:30"]


async def test_a_house_with_another_key_does_not_open(town: Town) -> None:
    """It says which setting to mend."""
    await town.close()
    with pytest.raises(Misconfigured, match="HARBOUR_ENCRYPTION_KEYS does not hold the key of this database"):
        Store(town.ground.database, new_key(), town.ground.policy, town.ground.clock)
    await town.reopen()
