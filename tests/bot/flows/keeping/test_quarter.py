"""The report of a quarter: counted once, announced to the management team once, and it identifies nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import upkeep
from bot.flows.keeping import quarter, reports
from bot.people import PersonId
from bot.records.base import HARBOUR, RecordId
from bot.records.erased import Erased
from bot.records.keeping.quarter import Quarter, quarter_before
from bot.views.examples.people import AILSA, CALLUM, EWAN, ISLA, MORAG, NOW, RORY
from bot.views.keeping import examples as example
from tests.bot.flows.appeal.acts import UPHOLD, decided
from tests.bot.flows.restriction.test_conversation import active
from tests.bot.house import BOARD, NOTHING, House, button, words
from tests.bot.world import World

NEW_YEAR = datetime(2027, 1, 1, 9, tzinfo=UTC)
READY = "The report of the quarter is ready · QR-0001"


def days(house: House, at: datetime = NEW_YEAR) -> None:
    """Run the daily upkeep at this moment."""
    house.clock.at = at
    upkeep.everything(house.run)


def newest(house: House) -> Quarter:
    """The report that was made last."""
    found = house.run(quarter.newest)
    assert found is not None
    return found


def read(house: House, person: PersonId = AILSA) -> str:
    """Report of the quarter as somebody reads it."""
    return words(house.presses(person, "quarter.open", newest(house).id))


def quarters(house: House) -> list[str]:
    """All reports."""
    return [row.ref for row in house.run(lambda uow: uow.records.register(["quarter"]))]


# -- when it is made -----------------------------------------------------------------------------------


@given(day=st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_the_quarter_before_is_the_one_that_ended_last(day: date) -> None:
    """It has three months, begins with one of four, and ended before the day; the next has not."""
    first = quarter_before(day)
    assert first.day == 1
    assert first.month in (1, 4, 7, 10)
    record = Quarter(origin=None, first=first)  # type: ignore[arg-type]
    assert record.last < day
    assert quarter_before(record.last + timedelta(days=1)) == first
    assert record.last + timedelta(days=93) >= day


def test_a_quarter_is_counted_once_it_has_ended_and_once_only(house: House) -> None:
    """On its first day after, however often the daily work is done."""
    house.reports(ISLA)
    days(house, datetime(2026, 12, 31, 9, tzinfo=UTC))
    assert quarters(house) == []
    for day in (1, 1, 2, 30):
        days(house, NEW_YEAR + timedelta(days=day - 1))
    assert quarters(house) == ["QR-0001"]
    assert (newest(house).first, newest(house).last) == (date(2026, 10, 1), date(2026, 12, 31))
    days(house, datetime(2027, 4, 1, 9, tzinfo=UTC))
    assert quarters(house) == ["QR-0002", "QR-0001"]


def test_there_is_none_of_a_quarter_in_which_harbour_was_not_there(house: House) -> None:
    """Nobody is sent a report of nothing on the first day."""
    for day in range(2):
        days(house, NOW + timedelta(days=day))
        house.reports(ISLA)
    assert quarters(house) == []


# -- who is told, and who reads it ---------------------------------------------------------------------


def test_the_management_team_is_told_once_after_five_working_days(house: House) -> None:
    """Each who has not opened it, in the morning; nothing of what is in it, and nothing more afterwards."""
    world = World(house)
    house.reports(ISLA)
    world.passes_to(datetime(2027, 1, 1, 9, tzinfo=UTC))
    days(house)
    house.presses(EWAN, "quarter.open", newest(house).id)
    world.passes_to(datetime(2027, 3, 1, 9, tzinfo=UTC))
    told = [each for each in world.told if "quarter" in each.card.title]
    assert [(each.to, each.card.title) for each in told] == [(AILSA, READY)]
    # 31 December; the 1st and the 4th are holidays in Scotland.
    assert told[0].at == datetime(2027, 1, 11, 9, 30, tzinfo=UTC)
    assert "Totals only." in words(told[0].card)


def test_opening_it_is_kept_for_each_and_settles_their_message(house: House) -> None:
    """Once, whoever opens it how often."""
    world = World(house)
    house.reports(ISLA)
    days(house)
    world.passes_to(datetime(2027, 1, 12, 9, tzinfo=UTC))
    for person in (AILSA, AILSA, BOARD):
        read(house, person)
    world.settle()
    assert [each.by for each in newest(house).opened] == [AILSA, BOARD]
    stands = {world.owner[address]: card for address, card in world.stands.items() if "QR-" in card.title}
    assert {person: card.settled for person, card in stands.items()} == {AILSA: True, EWAN: False}
    assert newest(house).waits_for == (EWAN,)


def test_the_home_of_those_who_may_read_it_leads_to_it(house: House) -> None:
    """The management team, the chief executive and the board; nobody else."""
    house.reports(ISLA)
    days(house)
    line = "The report of the last quarter."
    shown = {person: line in words(house.goes_home(person)) for person in (AILSA, EWAN, BOARD, MORAG, ISLA)}
    assert shown == {AILSA: True, EWAN: True, BOARD: True, MORAG: False, ISLA: False}
    assert button(house.goes_home(BOARD), "Open").about == newest(house).id


@pytest.mark.requirement("R-1.14.1-6")
@pytest.mark.parametrize("person", [ISLA, RORY, MORAG, CALLUM])
def test_nobody_else_reads_it(house: House, person: PersonId) -> None:
    """The same answer as for what does not exist."""
    house.reports(ISLA)
    days(house)
    assert NOTHING in read(house, person)
    assert newest(house).opened == ()


def test_who_joins_the_team_is_told_as_well(house: House) -> None:
    """As of the next day."""
    house.reports(ISLA)
    days(house)
    house.leave(EWAN)
    days(house, NEW_YEAR + timedelta(days=1))
    assert newest(house).members == (AILSA,)


# -- what is in it -------------------------------------------------------------------------------------


def test_what_was_reported_in_the_quarter_is_counted_and_nothing_else(house: House) -> None:
    """By channel and gravest reason; what was reported before or after is not."""
    house.clock.at = datetime(2026, 9, 30, 10, tzinfo=UTC)
    house.reports(ISLA)
    house.clock.at = datetime(2026, 10, 1, 10, tzinfo=UTC)
    for _ in range(6):
        house.reports(ISLA, reasons=("abusive", "threat"))
    for _ in range(7):
        house.reports(RORY, channel="email")
    house.clock.at = datetime(2027, 1, 1, 0, 30, tzinfo=UTC)
    house.reports(ISLA)
    days(house)
    assert counts(house, "reported") == {
        "reported": 13,
        "reported.channel.phone": 6,
        "reported.channel.email": 7,
        "reported.ground.threat": 6,
        "reported.ground.distressing": 7,
        "reported.delay.hour": 13,
    }
    said = read(house)
    assert "Contacts ended and reported: 13" in said
    assert "How the contact came: Email: 7 of 13 reports." in said
    assert "Isla" not in said
    assert "Shouted" not in said


def counts(house: House, *of: str) -> dict[str, int]:
    """Counts of the newest report, of these totals and their groups."""
    found = newest(house).counts
    assert found is not None
    return {name: number for name, number in found.items() if name.partition(".")[0] in of}


def test_a_small_count_is_not_told(house: House) -> None:
    """Neither of reports nor of anything else; whether a colleague was named at all is told no more than how many."""
    for _ in range(3):
        house.reports(ISLA)
    days(house)
    said = read(house)
    for label in ("Contacts ended and reported", "Times that a colleague was named publicly"):
        assert f"{label}: – · Too few so far to be told" in said
    assert "Phone" not in said
    assert "Appeals received: 0" in said


def test_restrictions_and_appeals_are_counted_as_they_come(house: House) -> None:
    """Decided, begun, in force; outcomes of appeals, and the time they took."""
    active(house)
    decided(house, UPHOLD)
    days(house)
    assert counts(house, "started", "in_force", "standing") == {
        "started": 1,
        **{f"started.{name}.yes": 1 for name in ("evidence", "adjustments", "told", "review", "appeal")},
        **{f"in_force.2026-{month}": 1 for month in (11, 12)},
        "standing.ahead": 1,
    }
    assert counts(house, "appealed", "appeal_decided") == {
        "appealed": 1,
        "appeal_decided": 1,
        "appeal_decided.outcome.uphold": 1,
        "appeal_decided.took.week": 1,
    }


def test_what_was_erased_since_stays_in_the_totals(house: House) -> None:
    """Its kind and what was counted of it."""
    ids = [house.reports(ISLA) for _ in range(6)]
    house.run(
        lambda uow: [
            uow.records.erase(Erased.of(found), act="erased")
            for id_ in ids[:2]
            if (found := uow.records.peek(RecordId(id_))) is not None
        ]
    )
    days(house)
    assert counts(house, "reported")["reported.channel.phone"] == 6


def test_another_period_can_be_chosen(house: House) -> None:
    """A year, with what its quarters hold together; what is written wrongly is refused."""
    for quarter_ in (datetime(2026, 11, 2, 9, tzinfo=UTC), datetime(2027, 2, 1, 9, tzinfo=UTC)):
        house.clock.at = quarter_
        for _ in range(15):
            house.reports(ISLA)
        days(house, quarter_ + timedelta(days=64))
    about = newest(house).id
    assert "Contacts ended and reported: 15" in read(house)
    assert "Contacts ended and reported: 30" in words(
        house.presses(BOARD, "quarter.open", about, extra="last-12-months")
    )
    assert "written as 2026Q3" in words(house.presses(BOARD, "quarter.open", about, extra="2026-08"))


def test_a_report_from_before_counts_were_kept_is_read_as_it_was(house: House) -> None:
    """With its own totals, by the rule of its time."""
    old = example.report(60)
    made = house.run(
        lambda uow: uow.records.add(
            replace(old, origin=uow.records.begin(Quarter, HARBOUR), counts=None), act="counted"
        )
    )
    assert "Ended contacts: 60" in words(house.presses(AILSA, "quarter.open", made.id))
    assert house.run(reports.counted) == []


def test_it_stands_as_it_was_counted(house: House) -> None:
    """Later events are in the next one."""
    for _ in range(6):
        house.reports(ISLA)
    days(house)
    before = read(house)
    house.clock.at = NEW_YEAR + timedelta(days=3)
    house.reports(ISLA)
    assert read(house) == before
