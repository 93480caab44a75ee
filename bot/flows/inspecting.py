"""The reason for which somebody reads a record to keep the records, and for how long it holds (model.md §3)."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.people import PersonId
from bot.records.base import Inspection, Record

#: For how long a reason holds, for the further pages of the same record.
REASON_HOLDS = timedelta(hours=1)


def given(record: Record, person: PersonId, now: datetime) -> Inspection | None:
    """The reason that the person has given for this record, while it holds."""
    reasons = [each for each in record.inspections if each.by == person and now - each.at < REASON_HOLDS]
    return reasons[-1] if reasons else None
