"""Working days and hours, quiet hours and words (model.md §5)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from adapters.calendar import BankHolidays
from bot.errors import Misconfigured
from bot.working_time import WorkingTime, zone_named

LONDON = ZoneInfo("Europe/London")
ZONES = ("Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia")
CHRISTMAS = date(2026, 12, 24)

plain = WorkingTime()
scottish = WorkingTime(closed=BankHolidays())

moments = st.datetimes(datetime(2024, 1, 2), datetime(2031, 12, 28), timezones=st.just(UTC))  # noqa: DTZ001 - bounds
days = st.dates(date(2024, 2, 1), date(2031, 11, 30))
calendars = st.sampled_from(ZONES).map(lambda zone: WorkingTime(zone=zone, closed=BankHolidays()))


def london(text: str) -> datetime:
    """A moment in London's time, such as "2026-11-24 15:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


# -- days --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        (date(2026, 11, 24), 0, date(2026, 11, 24)),
        (date(2026, 11, 24), 1, date(2026, 11, 25)),
        (date(2026, 11, 27), 1, date(2026, 12, 1)),  # over a weekend and St Andrew's Day
        (date(2026, 11, 28), 0, date(2026, 12, 1)),  # a Saturday counts from the next working day
        (date(2026, 11, 28), 1, date(2026, 12, 2)),
        (date(2026, 11, 28), -1, date(2026, 11, 26)),  # and backwards from the one before
        (date(2026, 12, 24), 3, date(2026, 12, 31)),  # Boxing Day is a Saturday: its substitute is Monday 28
        (date(2026, 1, 5), -1, date(2025, 12, 31)),  # 2 January is closed in Scotland
        (date(2026, 4, 2), 1, date(2026, 4, 6)),  # Good Friday is closed, Easter Monday is not
    ],
)
def test_working_days_skip_weekends_and_bank_holidays(day: date, n: int, expected: date) -> None:
    """Working days are counted over what is closed, from either side."""
    assert scottish.working_days_from(day, n) == expected


def test_the_one_off_holiday_of_2026_is_closed() -> None:
    """15 June 2026 is a bank holiday in Scotland."""
    assert not scottish.is_working_day(date(2026, 6, 15))


@given(calendars, days, st.integers(-60, 60))
def test_a_number_of_days_forth_and_back_is_where_it_began(calendar: WorkingTime, day: date, n: int) -> None:
    """From a working day, n days on and n days back is the same day."""
    assume(calendar.is_working_day(day))
    assert calendar.working_days_from(calendar.working_days_from(day, n), -n) == day


@given(calendars, days, st.integers(-60, 60))
def test_only_working_days_are_counted_to(calendar: WorkingTime, day: date, n: int) -> None:
    """The day that is counted to is worked, and lies in the right direction."""
    found = calendar.working_days_from(day, n)
    assert calendar.is_working_day(found)
    assert (found - day).days * (1 if n >= 0 else -1) >= abs(n)


@given(days, days, st.integers(-30, 30))
def test_counting_days_keeps_the_order(one: date, other: date, n: int) -> None:
    """A later start is never due earlier."""
    first, second = sorted((one, other))
    assert scottish.working_days_from(first, n) <= scottish.working_days_from(second, n)


def test_a_calendar_without_a_working_day_says_so() -> None:
    """Counting does not go on for ever."""
    every_day = frozenset(date(2026, 1, 1) + timedelta(days=n) for n in range(800))
    with pytest.raises(Misconfigured, match="no working day"):
        WorkingTime(closed=every_day).working_days_from(date(2026, 1, 1), 1)


# -- hours -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "minutes", "expected"),
    [
        ("2026-11-24 10:00", 0, "2026-11-24 10:00"),
        ("2026-11-24 10:00", 240, "2026-11-24 14:00"),
        ("2026-11-24 16:00", 60, "2026-11-24 17:00"),  # the close itself
        ("2026-11-24 16:30", 60, "2026-11-25 09:30"),
        ("2026-11-24 07:00", 0, "2026-11-24 09:00"),
        ("2026-11-24 18:00", 0, "2026-11-25 09:00"),
        ("2026-11-27 15:00", 240, "2026-12-01 11:00"),  # over a weekend and St Andrew's Day
        ("2026-03-27 15:00", 240, "2026-03-30 11:00"),  # the clocks go forward between the two
        ("2026-10-23 15:00", 240, "2026-10-26 11:00"),  # and back
        ("2026-11-24 09:00", 8 * 60 * 5, "2026-12-01 17:00"),
    ],
)
def test_working_minutes_are_counted_in_local_time(at: str, minutes: int, expected: str) -> None:
    """Working hours end at the close and go on at the next opening, whatever the clocks did."""
    assert scottish.working_minutes_after(london(at), minutes) == london(expected)


@given(calendars, moments, st.integers(0, 5000))
def test_working_minutes_end_in_working_time(calendar: WorkingTime, at: datetime, minutes: int) -> None:
    """The result is in working time, not before the start, and in UTC."""
    found = calendar.working_minutes_after(at, minutes)
    assert calendar.is_open(found)
    assert found >= at + timedelta(minutes=minutes)
    assert found.tzinfo is UTC


@given(calendars, moments, moments, st.integers(0, 3000))
def test_counting_minutes_keeps_the_order(calendar: WorkingTime, one: datetime, other: datetime, minutes: int) -> None:
    """A later start is never due earlier."""
    first, second = sorted((one, other))
    assert calendar.working_minutes_after(first, minutes) <= calendar.working_minutes_after(second, minutes)


@given(calendars, moments, st.integers(0, 2000), st.integers(1, 2000))
def test_minutes_add_up(calendar: WorkingTime, at: datetime, one: int, other: int) -> None:
    """So many minutes and then so many more are as many together."""
    in_two = calendar.working_minutes_after(calendar.working_minutes_after(at, one), other)
    assert in_two == calendar.working_minutes_after(at, one + other)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-11-24 08:59", False),
        ("2026-11-24 09:00", True),
        ("2026-11-24 17:00", True),
        ("2026-11-24 17:01", False),
        ("2026-11-28 12:00", False),
        ("2026-11-30 12:00", False),
    ],
)
def test_the_closing_moment_is_open(at: str, expected: bool) -> None:
    """Working hours include the opening and the close, so that a deadline at 17:00 can be told."""
    assert scottish.is_open(london(at)) is expected


def test_the_hours_follow_the_clock_of_the_zone() -> None:
    """09:00 in London is 08:00 UTC in summer and 09:00 UTC in winter."""
    assert plain.open_of(date(2026, 7, 1)) == datetime(2026, 7, 1, 8, tzinfo=UTC)
    assert plain.open_of(date(2026, 12, 1)) == datetime(2026, 12, 1, 9, tzinfo=UTC)


def test_a_person_elsewhere_has_the_same_hours_in_their_own_time() -> None:
    """The calendar in another zone keeps days, hours and closures."""
    there = WorkingTime(closed={CHRISTMAS}).in_zone("America/New_York")
    assert there.open_of(date(2026, 11, 24)) == datetime(2026, 11, 24, 14, tzinfo=UTC)
    assert not there.is_working_day(CHRISTMAS)
    assert there.in_zone(None) is there


# -- quiet hours -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "gentle", "expected"),
    [
        ("2026-11-24 10:00", False, "2026-11-24 10:00"),
        ("2026-11-24 16:30", False, "2026-11-24 16:30"),
        ("2026-11-24 17:30", False, "2026-11-25 09:00"),
        ("2026-11-24 06:00", False, "2026-11-24 09:00"),
        ("2026-11-28 12:00", False, "2026-12-01 09:00"),
        ("2026-11-24 10:00", True, "2026-11-24 10:00"),
        ("2026-11-24 15:59", True, "2026-11-24 15:59"),
        ("2026-11-24 16:00", True, "2026-11-25 09:30"),
        ("2026-11-27 16:30", True, "2026-12-01 09:30"),
        ("2026-11-24 06:00", True, "2026-11-24 09:30"),
    ],
)
def test_quiet_hours_hold_a_message_back(at: str, gentle: bool, expected: str) -> None:
    """Nothing arrives outside working hours, and nothing distressing in the last hour of the day."""
    assert scottish.not_quiet(london(at), gentle=gentle) == london(expected)


@given(calendars, moments, st.booleans())
def test_what_is_held_back_is_held_back_once(calendar: WorkingTime, at: datetime, gentle: bool) -> None:
    """The moment that is found is not quiet itself, is in working hours, and is no earlier."""
    found = calendar.not_quiet(at, gentle=gentle)
    assert calendar.not_quiet(found, gentle=gentle) == found
    assert calendar.is_open(found)
    assert found >= at


@given(moments, moments, st.booleans())
def test_holding_back_keeps_the_order(one: datetime, other: datetime, gentle: bool) -> None:
    """A later message never arrives earlier."""
    first, second = sorted((one, other))
    assert scottish.not_quiet(first, gentle=gentle) <= scottish.not_quiet(second, gentle=gentle)


# -- words and refusals ------------------------------------------------------------------------------


def test_moments_are_written_as_people_read_them() -> None:
    """A day of the week, a day, a month, and the local time; the year only where it is another."""
    at = datetime(2026, 7, 7, 14, tzinfo=UTC)
    assert plain.words(at) == "Tue 7 Jul, 15:00"
    assert plain.words(at, now=datetime(2026, 1, 1, tzinfo=UTC)) == "Tue 7 Jul, 15:00"
    assert plain.words(at, now=datetime(2025, 12, 31, tzinfo=UTC)) == "Tue 7 Jul 2026, 15:00"
    assert plain.day_words(date(2026, 11, 24)) == "Tue 24 Nov"
    assert plain.day_words(date(2026, 11, 24), today=date(2025, 11, 24)) == "Tue 24 Nov 2026"


def test_today_is_the_local_day() -> None:
    """Half past midnight in London's summer is still yesterday in UTC."""
    assert plain.today(datetime(2026, 7, 7, 23, 30, tzinfo=UTC)) == date(2026, 7, 8)


def test_a_moment_without_a_zone_is_refused() -> None:
    """No guess is made about the zone of a moment."""
    with pytest.raises(ValueError, match="time zone"):
        plain.next_open(datetime(2026, 11, 24, 10))  # noqa: DTZ001 - the point of the test


@pytest.mark.parametrize("zone", ["", "Europe/Nowhere", "../etc/passwd", "/etc/localtime", "Europe", "a\0b"])
def test_an_unknown_zone_is_refused(zone: str) -> None:
    """Anything that is no time zone is refused in a sentence."""
    with pytest.raises(Misconfigured, match="not a time zone"):
        zone_named(zone)


@pytest.mark.parametrize(
    "wrong",
    [
        {"weekdays": frozenset()},
        {"weekdays": frozenset({7})},
        {"opens": time(17), "closes": time(9)},
        {"digest_at": time(8)},
        {"digest_at": time(17)},
        {"calm": timedelta(hours=8)},
    ],
)
def test_hours_that_do_not_hold_together_are_refused(wrong: dict[str, object]) -> None:
    """A working day has a beginning, a digest and an end, in this order."""
    with pytest.raises(Misconfigured):
        WorkingTime(**wrong)  # type: ignore[arg-type]
