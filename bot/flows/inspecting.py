"""Reasons for reading a record as records administrator, and the time for which they hold (model.md §3)."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.people import PersonId
from bot.records.base import Inspection, Record

#: Time for which a reason holds, for further pages of the same record.
REASON_HOLDS = timedelta(hours=1)


def given(record: Record, person: PersonId, now: datetime) -> Inspection | None:
    """The reason that this person has given for the record, while it holds."""
    reasons = [each for each in record.inspections if each.by == person and now - each.at < REASON_HOLDS]
    return reasons[-1] if reasons else None
