"""Working days and hours, quiet hours, bank holidays and closures (model.md §5).

All counting is in the local time of one zone: a working day is a local day, and four working hours from Friday 15:00
end on Monday at 11:00, even if the clocks change in between.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.errors import Misconfigured

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

#: The most days for which an organisation closes; beyond that, the calendar itself must be wrong.
_LONGEST_CLOSURE = 400
#: Time after the close for which a deadline at the close may still be announced.
_GRACE = timedelta(minutes=5)


def zone_named(name: str) -> ZoneInfo:
    """The time zone with this IANA name, such as "Europe/London". Raises Misconfigured."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Misconfigured(f"'{name}' is not a time zone: write a name such as Europe/London.") from None


@dataclass(frozen=True)
class WorkingTime:
    """An organisation's working time. Every datetime given and returned is aware; returned ones are in UTC."""

    #: IANA name.
    zone: str = "Europe/London"
    opens: time = time(9)
    closes: time = time(17)
    #: Weekdays that are worked; Monday is 0.
    weekdays: frozenset[int] = frozenset(range(5))
    #: Days on which the organisation is closed although the weekday is worked.
    closed: Container[date] = frozenset()
    #: Time of the day's digest, and of messages held back for the morning.
    digest_at: time = time(9, 30)
    #: Time before the close in which nothing about a distressing matter arrives any more.
    calm: timedelta = timedelta(hours=1)

    def __post_init__(self) -> None:
        zone_named(self.zone)
        if not self.weekdays or not self.weekdays <= frozenset(range(7)):
            raise Misconfigured("The working week needs at least one day, from Monday to Sunday.")
        if not self.opens <= self.digest_at < self.closes:
            raise Misconfigured("The digest must go out between the opening and the close of the working day.")
        if datetime.combine(date.min, self.digest_at) + self.calm >= datetime.combine(date.min, self.closes):
            raise Misconfigured("The calm before the close must leave some of the working day after the digest.")

    # -- days ------------------------------------------------------------------------------------

    def day_of(self, at: datetime) -> date:
        """The local day of a moment."""
        return self._local(at).date()

    def today(self, at: datetime) -> date:
        """Return the local day; `at` is now."""
        return self.day_of(at)

    def is_working_day(self, day: date) -> bool:
        """True if the organisation works on this day."""
        return day.weekday() in self.weekdays and day not in self.closed

    def working_days_from(self, day: date, n: int) -> date:
        """The day n working days after `day` (before, if n is negative).

        Day 0 is `day` itself or, if that is none, the next working day (the one before, for a negative n).
        """
        step = timedelta(days=-1 if n < 0 else 1)
        found = self._working_day(day, step)
        for _ in range(abs(n)):
            found = self._working_day(found + step, step)
        return found

    def working_days_between(self, first: date, last: date) -> int:
        """Number of working days from `first` to `last`; 0 if it is not later."""
        days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
        return sum(map(self.is_working_day, days))

    @property
    def day_minutes(self) -> int:
        """Working time of a working day in minutes."""
        return (self.closes.hour - self.opens.hour) * 60 + self.closes.minute - self.opens.minute

    # -- hours -----------------------------------------------------------------------------------

    def is_open(self, at: datetime) -> bool:
        """True if this is in working hours. The closing moment counts, so that a deadline at the close is one."""
        day = self.day_of(at)
        return self.is_working_day(day) and self.open_of(day) <= at <= self.close_of(day)

    def next_open(self, at: datetime) -> datetime:
        """Return the earliest moment in working hours from `at` on: `at` itself, or an opening."""
        return self._within(at, self.opens, self.closes, with_end=True)

    def not_quiet(self, at: datetime, *, gentle: bool = False) -> datetime:
        """The earliest moment from `at` on at which a message that is not urgent may arrive.

        `gentle`, for a distressing matter: from the time of the digest to an hour before the close, so that nobody
        takes it home with them (model.md §5).
        """
        if not gentle:
            # A deadline at the close is announced a moment after it, not on the next morning.
            close = self.close_of(self.day_of(at))
            return at if self.is_working_day(self.day_of(at)) and close <= at <= close + _GRACE else self.next_open(at)
        calm_from = (datetime.combine(date.min, self.closes) - self.calm).time()
        return self._within(at, self.digest_at, calm_from, with_end=False)

    def closed_from(self, at: datetime) -> datetime:
        """The earliest moment from `at` on at which nobody is at work: `at` itself, or the close of that day."""
        return self.close_of(self.day_of(at)) if self.is_open(at) else at

    def shift_of(self, at: datetime) -> date:
        """Return the latest day to have opened, worked or not: a night belongs to the day before it."""
        day = self.day_of(at)
        return day if at >= self.open_of(day) else day - timedelta(days=1)

    def working_minutes_after(self, at: datetime, minutes: int) -> datetime:
        """Return `at` plus that many minutes (0 or more) of working time; with 0, `at` itself or the next opening."""
        moment, left = self.next_open(at), timedelta(minutes=minutes)
        while moment + left > (close := self.close_of(self.day_of(moment))):
            left -= close - moment
            moment = self.open_of(self.working_days_from(self.day_of(moment), 1))
        return moment + left

    def full_hour(self, at: datetime) -> datetime:
        """Return the next full local hour, or `at` itself if it is one; no later than the close of that day."""
        local = self._local(at)
        hour = local.replace(minute=0, second=0, microsecond=0)
        later = at if local == hour else at + (hour + timedelta(hours=1) - local)
        return max(at, min(later, self.close_of(self.day_of(at))))

    def start_of(self, day: date) -> datetime:
        """The first moment of the day, local."""
        return self.moment(day, time.min)

    def open_of(self, day: date) -> datetime:
        """The opening of the working day: 09:00 local."""
        return self.moment(day, self.opens)

    def morning_of(self, day: date) -> datetime:
        """Time of the day's digest: 09:30 local."""
        return self.moment(day, self.digest_at)

    def close_of(self, day: date) -> datetime:
        """The close of the working day: 17:00 local."""
        return self.moment(day, self.closes)

    # -- another zone, and words -----------------------------------------------------------------

    def in_zone(self, zone: str | None) -> WorkingTime:
        """The same calendar and hours for somebody in another zone; None for the organisation's own."""
        return self if zone is None or zone == self.zone else replace(self, zone=zone)

    def words(self, at: datetime, *, now: datetime | None = None) -> str:
        """A moment as people read it: "Tue 24 Nov, 15:00". With `now`, the year is added if it is not this one."""
        today = self.day_of(now) if now else None
        return f"{self.day_words(self.day_of(at), today=today)}, {self._local(at):%H:%M}"

    def day_words(self, day: date, *, today: date | None = None) -> str:
        """A day as people read it: "Tue 24 Nov". With `today`, the year is added if it is not this one."""
        year = f" {day.year}" if today is not None and day.year != today.year else ""
        return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}{year}"

    def month_words(self, day: date) -> str:
        """The month of a day as people read it: "Nov 2026"."""
        return f"{_MONTHS[day.month - 1]} {day.year}"

    # --------------------------------------------------------------------------------------------

    def _local(self, at: datetime) -> datetime:
        if at.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return at.astimezone(ZoneInfo(self.zone))

    def moment(self, day: date, at: time) -> datetime:
        """This local time on this day, in UTC."""
        return datetime.combine(day, at, ZoneInfo(self.zone)).astimezone(UTC)

    def _working_day(self, day: date, step: timedelta) -> date:
        """Return this day, or the first worked day in the direction of `step`."""
        for _ in range(_LONGEST_CLOSURE):
            if self.is_working_day(day):
                return day
            day += step
        raise Misconfigured(f"There is no working day in {_LONGEST_CLOSURE} days: check the closures in the policy.")

    def _within(self, at: datetime, start: time, end: time, *, with_end: bool) -> datetime:
        """The earliest moment from `at` on between these two times of a working day."""
        day = self.day_of(at)
        if self.is_working_day(day):
            ends = self.moment(day, end)
            if at < ends or (with_end and at == ends):
                return max(at.astimezone(UTC), self.moment(day, start))
        return self.moment(self._working_day(day + timedelta(days=1), timedelta(days=1)), start)
