"""Working days and hours, quiet hours, bank holidays and closures (model.md §5)."""

from __future__ import annotations

from datetime import date, datetime


class WorkingTime:
    """An organisation's working time. Every datetime given and returned is aware; returned ones are in UTC."""

    def day_of(self, at: datetime) -> date:
        """The local day of a moment."""
        raise NotImplementedError

    def working_days_from(self, day: date, n: int) -> date:
        """The day that is n working days after `day` (before, if n is negative); day 0 is `day`
        itself, moved on to the next working day (or back, for a negative n) if it is none."""
        raise NotImplementedError

    def working_minutes_after(self, at: datetime, minutes: int) -> datetime:
        """`at` plus so many minutes of working time; with 0, `at` itself or the next opening."""
        raise NotImplementedError

    def minutes_after(self, at: datetime, minutes: int) -> datetime:
        """`at` plus so many minutes by the clock."""
        raise NotImplementedError

    def morning_of(self, day: date) -> datetime:
        """When the day's digest goes out: 09:30 local."""
        raise NotImplementedError

    def close_of(self, day: date) -> datetime:
        """The close of the working day: 17:00 local."""
        raise NotImplementedError
