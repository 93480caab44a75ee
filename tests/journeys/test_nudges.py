"""Each nudge of model.md §6: first, repeat, escalation, and silence the moment the thing is done by anyone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from adapters.playground.people.person import Given
from tests.journeys.acts import (
    DENIED,
    LIFTED,
    acknowledges,
    answers_offer,
    approves,
    arranges,
    asks_for_time,
    closed,
    fill,
    opens,
    reports,
    suggests,
    talks,
    tells,
    triages,
    zero_tolerance,
)
from tests.journeys.world import World

TEAM = ("hamish", "catriona", "eilidh")


async def silence(world: World, working_days: int = 12, *besides: str) -> None:
    """Nobody hears anything more for so long."""
    heard = world.counts()
    await world.until(working_days)
    assert {k: v for k, v in world.counts().items() if k not in besides} == {
        k: v for k, v in heard.items() if k not in besides
    }


@pytest.mark.requirement("R-1.12.1-6", "R-1.9-2")
async def test_n1_a_report_to_acknowledge(world: World) -> None:
    """At once; every four working hours for a day and then daily; the deputy after a day, the team's list after two."""
    ref = await reports(world, "isla")
    await world.until(3, "12:00")
    assert world.times("morag", ref) == [
        "Mon 11 Jan, 10:00", "Mon 11 Jan, 14:00", "Tue 12 Jan, 10:00", "Tue 12 Jan, 17:00",
    ]  # fmt: skip
    assert "moved to a colleague" in world.messages("morag", ref)[-1].text
    assert [len(world.messages(name, ref)) for name in ("morag", "ailsa")] == [1, 1]
    assert world.times("ailsa", ref) == ["Tue 12 Jan, 17:00", "Wed 13 Jan, 09:30", "Thu 14 Jan, 09:30"]
    assert [world.times(name) for name in TEAM] == [["Thu 14 Jan, 09:30"]] * 3
    assert ref in (await opens(world, "hamish", ref)).modal().text
    await acknowledges(world, "ailsa", ref)
    assert all("dealt with" in world.messages(name, ref)[0].text for name in TEAM)


async def test_n1_stops_when_it_is_acknowledged(world: World) -> None:
    """The rest of the day is silent."""
    ref = await reports(world, "isla")
    await acknowledges(world, "morag", ref)
    await world.until(0, "17:30")
    assert world.times("morag", ref) == ["Mon 11 Jan, 10:00"]


@pytest.mark.requirement("R-1.12.1-6")
async def test_n2_a_talk_as_soon_as_possible(world: World) -> None:
    """After a day, daily; the deputy after three; silence once they have talked."""
    ref = await reports(world, "isla")
    await acknowledges(world, "morag", ref)
    await world.until(4, "10:00")
    mornings = ["Tue 12 Jan, 09:30", "Wed 13 Jan, 09:30", "Thu 14 Jan, 09:30"]
    assert world.times("morag", ref) == ["Mon 11 Jan, 10:00", *mornings, "Thu 14 Jan, 17:00"]
    assert world.times("ailsa", ref) == ["Thu 14 Jan, 17:00", "Fri 15 Jan, 09:30"]
    await talks(world, "ailsa", ref, "They chose not to talk about it")
    await triages(world, "ailsa", ref)
    await silence(world)


async def test_n3_a_note_to_add_later(world: World) -> None:
    """After one day and after three, never again; and not at all once it is there or told instead."""
    first = await reports(world, "isla", "", instead="I'll add it later")
    await world.until(8)
    assert world.times("isla", first) == ["Tue 12 Jan, 09:30", "Thu 14 Jan, 09:30"]
    second = await reports(world, "isla", "", instead="I'll add it later")
    third = await reports(world, "callum", "", instead="I'll add it later")
    isla, callum = world.person("isla"), world.person("callum")
    await world.until(1, "09:45")
    await isla.press("Add a line", near=second)
    await fill(isla, {"What would you like to add?": "He swore"})
    await isla.send()
    await closed(isla)
    await callum.press("I'd rather tell my manager", near=third)
    await closed(callum)
    await world.until(6)
    assert [len(world.messages(*who)) for who in (("isla", second), ("callum", third))] == [1, 1]
    assert "Your note is there. Thank you." in world.messages("isla", second)[0].text
    assert world.leaks("He swore") == []


@pytest.mark.requirement("R-1.13-5")
async def test_n4_the_reporter_waits_for_the_outcome(world: World) -> None:
    """After five days, and after three more; the management team's list after ten; silence once told."""
    ref = await reports(world, "isla")
    await acknowledges(world, "morag", ref)
    await talks(world, "morag", ref)
    await world.until(11, "10:00")
    assert world.times("morag", ref) == ["Mon 11 Jan, 10:00", "Mon 18 Jan, 09:30", "Thu 21 Jan, 09:30"]
    assert [world.times(name, ref) for name in TEAM] == [["Tue 26 Jan, 09:30"]] * 3
    await triages(world, "morag", ref)
    assert len(world.messages("isla", "There is an answer to your report")) == 1
    await silence(world)


@pytest.mark.requirement("R-1.12.2-5", "R-1.6-9")
async def test_n5_support_is_recalled_once_or_after_zero_tolerance_twice(world: World) -> None:
    """To everybody affected, privately; it ends with any tap, and never escalates."""
    await reports(world, "isla", witnesses=("Callum Stewart",))
    await zero_tolerance(world, "callum", witnesses=("Rory Mackay",))
    rory = world.person("rory")
    await rory.press("Open", near="Support is there for you")
    assert "0800 000 0000" in rory.modal().text
    await closed(rory)
    await world.until(5)
    support = "Support is there"
    assert world.times("isla", support) == ["Mon 11 Jan, 10:00"]
    assert world.times("callum", support) == ["Mon 11 Jan, 10:00"] * 2 + ["Wed 13 Jan, 09:30"]
    assert world.times("rory", support) == ["Mon 11 Jan, 10:00"]
    assert world.times("ailsa", "DB-") == []


@pytest.mark.requirement("R-1.12.2-1")
async def test_n6_a_conversation_is_offered(world: World) -> None:
    """To each, at once and once more after three days; "later" once more after ten; "no thanks" is the end."""
    await zero_tolerance(world, witnesses=("Callum Stewart", "Rory Mackay"))
    await answers_offer(world, "callum", "Later")
    await answers_offer(world, "rory", "No thanks")
    await world.until(30)
    assert world.times("isla", "DB-0001") == ["Mon 11 Jan, 10:00", "Thu 14 Jan, 09:30"]
    assert world.times("callum", "DB-0002") == ["Mon 11 Jan, 10:00", "Mon 25 Jan, 09:30"]
    assert world.times("rory", "DB-0003") == ["Mon 11 Jan, 10:00"]
    assert world.counts().keys() == {"isla", "callum", "rory", "morag"}  # a choice is never passed on
    callum = world.person("callum")
    await callum.press("Later", near="Would a conversation with your manager help?")
    assert "Nothing changed" in callum.modal().text


async def test_n7_a_day_is_to_be_found(world: World) -> None:
    """The day after the yes, and after two more; the management team's list after five; silence once they talked."""
    await zero_tolerance(world)
    await answers_offer(world, "isla", "Yes")
    await world.until(6, "10:00")
    assert world.times("morag", "DB-0001") == ["Tue 12 Jan, 09:30", "Thu 14 Jan, 09:30"]
    assert [world.times(name, "DB-0001") for name in TEAM] == [["Tue 19 Jan, 09:30"]] * 3
    morag = await opens(world, "morag", "DB-0001")
    await morag.press("We have talked")
    await fill(morag, {"Who does it?": None})
    await morag.send()
    await closed(morag)
    await silence(world)
    assert all("dealt with" in world.messages(name, "DB-0001")[0].text for name in TEAM)


@pytest.mark.requirement("R-1.12.2-2")
async def test_n8_an_agreed_action_is_due(world: World) -> None:
    """Its owner: the day before, the day, three days late; the owner's line manager at five; silence once done."""
    await zero_tolerance(world)
    await answers_offer(world, "isla", "Yes")
    await agrees(
        world, {"What did you agree to do?": "A second phone line", "Who does it?": "Rory Mackay"}, world.day(5)
    )
    await world.until(11, "10:00")
    assert world.times("rory", "DB-0001") == ["Fri 15 Jan, 09:30", "Mon 18 Jan, 09:30", "Thu 21 Jan, 09:30"]
    assert world.times("ailsa", "DB-0001") == ["Mon 25 Jan, 17:00"]
    assert "second phone line" not in str([m.text for m in (*world.messages("rory"), *world.messages("ailsa"))])
    rory = world.person("rory")
    await rory.press("Done", near="DB-0001")
    await closed(rory)
    await silence(world)
    assert "settled" in world.messages("ailsa", "DB-0001")[0].text


async def agrees(world: World, answers: dict[str, Given], due: object) -> None:
    """Morag notes that she and Isla have talked, and one action."""
    morag = world.person("morag")
    if not world.messages("morag", "DB-0001"):
        await world.until(1, "09:45")
    await morag.press("Open", near="DB-0001")
    await morag.press("We have talked")
    await fill(morag, {**answers, "By when?": due})  # type: ignore[dict-item]
    await morag.send()
    await closed(morag)
    await world.settle()


@pytest.mark.requirement("R-1.8-5")
async def test_n18_a_restriction_to_decide(world: World) -> None:
    """At once; every two days; the next manager after three; the management team after five; silence once decided."""
    ref = await suggests(world, "isla")
    await world.until(6, "10:00")
    assert world.times("morag", ref) == ["Mon 11 Jan, 10:00", "Wed 13 Jan, 09:30", "Thu 14 Jan, 17:00"]
    assert world.times("ailsa", ref) == ["Thu 14 Jan, 17:00", "Fri 15 Jan, 09:30", "Tue 19 Jan, 09:30"]
    assert [world.times(name, ref) for name in TEAM] == [["Mon 18 Jan, 17:00"]] * 3
    ailsa = world.person("ailsa")
    await ailsa.press("Deny", near=ref)
    await fill(ailsa, DENIED)
    await ailsa.send()
    await closed(ailsa)
    await world.settle()
    assert all("dealt with" in world.messages(name, ref)[0].text for name in TEAM)
    await silence(world)


@pytest.mark.requirement("R-1.8-10")
async def test_n19_the_individual_is_to_be_told(world: World) -> None:
    """The day after it is approved, daily for three days; the management team's list after three; silence once told."""
    ref = await suggests(world, "isla")
    await approves(world, "morag", ref, world.day(60))
    await world.until(4, "10:00")
    mornings = [f"{day} Jan, 09:30" for day in ("Tue 12", "Wed 13", "Thu 14")]
    assert world.times("morag", ref) == ["Mon 11 Jan, 10:00", *mornings]
    assert [world.times(name, ref) for name in TEAM] == [["Fri 15 Jan, 09:30"]] * 3
    await tells(world, "morag", ref)
    await silence(world, 10, "isla")


@pytest.mark.requirement("R-1.8-8")
async def test_n21_a_review_is_announced_and_overdue_goes_up(world: World) -> None:
    """20, 10, 5 and 0 working days ahead, 15 that it can be told (N22); at one overdue the team, at ten the chief.

    Who decided is reminded every five until it is done (model.md, N21).
    """
    ref = await suggests(world, "isla")
    review = world.day(60)
    await approves(world, "morag", ref, review)
    await tells(world, "morag", ref)
    await world.until(review - timedelta(days=45))
    first = len(world.messages("morag", ref))
    await world.until(review + timedelta(days=20))
    assert world.times("morag", ref)[first:] == [
        "Mon 8 Mar, 09:30", "Mon 15 Mar, 09:30", "Mon 22 Mar, 09:30", "Tue 30 Mar, 09:30", "Tue 6 Apr, 09:30",
        "Tue 13 Apr, 09:30", "Tue 20 Apr, 09:30",
    ]  # fmt: skip
    assert world.times("hamish", ref) == world.times("catriona", ref) == ["Wed 7 Apr, 17:00"]
    assert world.times("eilidh", ref) == ["Wed 7 Apr, 17:00", "Wed 21 Apr, 09:30"]
    assert "It has not lapsed and has not been extended." in world.messages("eilidh", ref)[-1].text
    morag = await opens(world, "morag", ref)
    await morag.press("Can this be lifted?")
    await fill(morag, LIFTED)
    await morag.send()
    await morag.press("The individual has been told")
    await fill(morag, {"How were they told?": "Letter"})
    await morag.send()
    await closed(morag)
    await world.settle()
    assert all("dealt with" in world.messages(name, ref)[-1].text for name in TEAM)
    await silence(world, 30)


async def test_n21_is_silent_once_the_review_is_done_ahead(world: World) -> None:
    """Lifted after the first reminder: none of the others comes."""
    ref = await suggests(world, "isla")
    await approves(world, "morag", ref, world.day(25))
    await tells(world, "morag", ref)
    await answers_offer(world, "isla", "No thanks")
    await world.until(6)
    morag = await opens(world, "morag", ref)
    await morag.press("Can this be lifted?")
    await fill(morag, LIFTED)
    await morag.send()
    await morag.press("The individual has been told")
    await fill(morag, {"How were they told?": "Letter"})
    await morag.send()
    await closed(morag)
    await world.settle()
    await silence(world, 40)


@pytest.mark.requirement("R-1.12.2-3")
async def test_n25_time_away_to_arrange(world: World) -> None:
    """At once; after two hours; the deputy after four working hours; silence once arranged."""
    ref = await asks_for_time(world, "isla")
    await world.until(0, "16:30")
    assert world.times("morag", ref) == ["Mon 11 Jan, 10:00", "Mon 11 Jan, 12:00", "Mon 11 Jan, 14:00"]
    assert "moved to a colleague" in world.messages("morag", ref)[-1].text
    assert world.times("ailsa", ref) == ["Mon 11 Jan, 14:00", "Mon 11 Jan, 16:00"]
    await arranges(world, "ailsa", ref, world.day(1), world.day(2))
    assert len(world.messages("isla", "What you asked for has been arranged.")) == 1
    await silence(world)


@pytest.mark.requirement("R-1.7-4")
async def test_n29_a_day_to_try_again(world: World) -> None:
    """One reminder on that day, and none after "not needed"."""
    answers: dict[str, Given] = {
        "How were you in contact?": "Phone",
        "What was it?": ("Going round in circles",),
        "Try again on": world.day(4),
        "Who tries again": "Rory Mackay",
    }
    ref = await reports(world, "isla", answers=answers)
    await world.until(5)
    assert world.times("rory", ref) == ["Fri 15 Jan, 09:30"]
    rory = world.person("rory")
    await rory.press("Not needed", near=ref)
    await closed(rory)
    await world.until(10)
    assert len(world.messages("rory", ref)) == 1
