"""Times of delivery: working hours, weekends, bank holidays, leave, the digest, outages, summer time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.journeys.acts import (
    THREAT,
    acknowledges,
    answers_offer,
    approves,
    arranges,
    asks_for_time,
    reports,
    suggests,
    talks,
    tells,
    triages,
    zero_tolerance,
)
from tests.journeys.conftest import Worlds
from tests.journeys.world import World


def at(day: int, month: int = 1, hour: int = 10, minute: int = 0, year: int = 2027) -> datetime:
    """A moment in UTC."""
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


async def test_nothing_arrives_in_the_evening(worlds: Worlds) -> None:
    """Reported at 18:30: the manager hears at the opening, the reporter of support at the digest."""
    async with worlds(at(11, hour=18, minute=30)) as found:
        ref = await reports(found, "isla")
        assert found.counts() == {}
        await found.until(1, "09:45")
        assert found.times("morag", ref) == ["Tue 12 Jan, 09:00"]
        assert found.times("isla") == ["Tue 12 Jan, 09:30"]


async def test_nothing_arrives_at_the_weekend(worlds: Worlds) -> None:
    """Friday half past four: the four working hours end on Monday, and the reminder comes at the next full hour."""
    async with worlds(at(15, hour=16, minute=30)) as found:
        ref = await reports(found, "isla")
        await found.until(date(2027, 1, 18), "13:15")
        assert found.times("morag", ref) == ["Fri 15 Jan, 16:30", "Mon 18 Jan, 13:00"]
        assert found.times("isla") == ["Mon 18 Jan, 09:30"]  # not in the last hour of the day


@pytest.mark.parametrize(
    ("start", "opening"),
    [
        (at(30, 11, year=2026), "Tue 1 Dec, 09:00"),  # St Andrew's Day
        (at(1, 1, year=2026), "Mon 5 Jan, 09:00"),  # 1 and 2 January, then a weekend
        (at(2, 8, year=2027), "Tue 3 Aug, 09:00"),  # the first Monday of August
    ],
)
async def test_nothing_arrives_on_a_bank_holiday_of_scotland(worlds: Worlds, start: datetime, opening: str) -> None:
    """It waits for the next opening."""
    async with worlds(start) as found:
        ref = await reports(found, "isla")
        assert found.counts() == {}
        await found.until(0, "09:10")
        assert found.times("morag", ref) == [opening]


async def test_nothing_arrives_while_the_office_is_closed(worlds: Worlds) -> None:
    """A day of the organisation's own."""
    closure = "\n[working_time]\nclosures = [2027-01-12]\n"
    async with worlds(at(11, hour=17, minute=10), policy=closure) as found:
        ref = await reports(found, "isla")
        await found.until(date(2027, 1, 13), "09:10")
        assert found.times("morag", ref) == ["Wed 13 Jan, 09:00"]


@pytest.mark.requirement("R-1.9.4-1")
async def test_a_threat_arrives_at_once_also_at_night(worlds: Worlds) -> None:
    """The first message alone; its repeats keep to working hours."""
    async with worlds(at(16, hour=23)) as found:
        ref = await reports(found, "isla", "said he would wait for me", THREAT)
        assert found.times("morag", ref) == ["Sat 16 Jan, 23:00"]
        await found.until(date(2027, 1, 18), "13:30")
        assert found.times("morag", ref) == ["Sat 16 Jan, 23:00", "Mon 18 Jan, 13:00"]


async def test_two_things_of_a_morning_are_one_message(world: World) -> None:
    """A talk that is late and a conversation to book: one digest, a line and a button each."""
    await zero_tolerance(world, "callum")
    await answers_offer(world, "callum", "Yes")
    ref = await reports(world, "isla")
    await acknowledges(world, "morag", ref)
    before = len(world.arrived("morag"))
    await world.until(1, "10:00")
    digest = world.arrived("morag")[before:]
    assert [m.title for m in digest] == ["What waits for you today"]
    assert (ref in digest[0].text, "DB-0001" in digest[0].text) == (True, True)
    assert digest[0].labels.count("Open") == 2
    morag = world.person("morag")
    await morag.press("Open", near=ref, on=digest[0])
    assert "Isla Fraser" in morag.modal().text


async def test_a_digest_says_what_is_left_of_it(world: World) -> None:
    """Once both are done it says so, and has no buttons that ask for anything."""
    first, second = await reports(world, "isla"), await reports(world, "callum")
    for ref in (first, second):
        await acknowledges(world, "morag", ref)
    await world.until(1, "10:00")
    digest = world.messages("morag")[-1]
    assert digest.title == "What waits for you today"
    for ref in (first, second):
        await talks(world, "morag", ref)
        await triages(world, "morag", ref)
    assert world.messages("morag")[-1].title == "Nothing waits for you here"


@pytest.mark.requirement("R-1.12.2-3")
async def test_nothing_distressing_arrives_while_somebody_is_away(world: World) -> None:
    """Time away is arranged: the second reminder of support and of the offer wait for the day they are back."""
    await zero_tolerance(world)
    ref = await asks_for_time(world, "isla")
    await arranges(world, "morag", ref, world.today, world.day(9))
    heard = len(world.arrived("isla"))
    await world.until(8)
    assert len(world.arrived("isla")) == heard
    await world.until(1, "10:00")
    assert set(world.times("isla")[heard:]) == {"Fri 22 Jan, 09:30"}
    assert len(world.arrived("isla")) in (heard + 1, heard + 2)


async def test_who_works_in_another_zone_hears_in_their_own_day(world: World) -> None:
    """A manager in Toronto is not woken at nine in Edinburgh."""
    person = await world.known("morag")
    await world.store.arun(lambda uow: uow.directory.put(replace(person, time_zone="America/Toronto")))
    ref = await reports(world, "isla")
    assert world.times("morag", ref) == []
    await world.until(0, "14:30")
    assert world.times("morag", ref) == ["Mon 11 Jan, 14:00"]


async def test_after_an_outage_of_a_week_it_is_late_and_once(world: World) -> None:
    """The clock jumps: each waiting thing is told once, not once for every nudge missed."""
    report, restriction, request = (
        await reports(world, "isla"),
        await suggests(world, "callum"),
        await asks_for_time(world, "rory"),
    )
    before = world.counts()
    await world.close()
    world.surroundings.clock.move_to(at(19, hour=11))
    await world.reopen()
    await world.settle()
    told = {name: count - before.get(name, 0) for name, count in world.counts().items()}
    # Morag, that two have moved, and what Ailsa had; Ailsa the other way round: one message to each.
    assert (told["morag"], told["ailsa"]) == (1, 1)
    assert all(count <= 3 for count in told.values()), told
    for name, ref in (("ailsa", report), ("ailsa", restriction), ("morag", request)):
        assert "is waiting" in world.messages(name, ref)[-1].text
    after = world.counts()
    await world.later(minutes=30)
    assert world.counts() == after


async def test_a_reminder_keeps_its_local_time_over_a_change_of_clocks(worlds: Worlds) -> None:
    """Summer time begins on Sunday 28 March 2027: half past nine stays half past nine."""
    async with worlds(datetime(2027, 3, 25, 10, 0, tzinfo=UTC)) as found:
        ref = await reports(found, "isla")
        await acknowledges(found, "morag", ref)
        await found.until(2, "10:00")
        # 26 March is Good Friday.
        assert found.times("morag", ref) == ["Thu 25 Mar, 10:00", "Mon 29 Mar, 09:30", "Tue 30 Mar, 09:30"]


async def test_working_hours_are_counted_over_the_change_in_autumn(worlds: Worlds) -> None:
    """Friday 29 October 2027, 15:00, and four working hours: Monday at 11:00, not 10:00."""
    async with worlds(datetime(2027, 10, 29, 14, 0, tzinfo=UTC)) as found:
        ref = await reports(found, "isla")
        await found.until(1, "11:30")
        assert found.times("morag", ref) == ["Fri 29 Oct, 15:00", "Mon 1 Nov, 11:00"]


@pytest.mark.requirement("R-1.8-8")
async def test_a_review_that_falls_on_a_closed_day_is_told_before(worlds: Worlds) -> None:
    """Due on a Saturday: every reminder comes on a working day, in the morning."""
    async with worlds() as found:
        ref = await suggests(found, "isla")
        await approves(found, "morag", ref, date(2027, 3, 6))
        await tells(found, "morag", ref)
        heard = len(found.messages("morag", ref))
        await found.until(date(2027, 3, 12), "10:00")
        times = found.times("morag", ref)[heard:]
        days = ("Fri 5 Feb", "Fri 12 Feb", "Fri 19 Feb", "Fri 26 Feb", "Mon 8 Mar")
        assert times == [f"{day}, 09:30" for day in days]
