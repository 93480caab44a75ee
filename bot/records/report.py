"""A report that other matters grow out of: an ended contact, or that a colleague has been named publicly.

A restriction, a police decision and the conversations offered around them read of a report what both
kinds say of themselves (`concerned`, `in_words`, `needs_police`, …), and treat every kind alike.
"""

from __future__ import annotations

from bot.people import PersonId
from bot.records.ended_contact.record import EndedContact
from bot.records.named_online.record import NamedOnline

#: What staff have reported, and a manager handles.
Report = EndedContact | NamedOnline


def barred_besides(report: Report, by: PersonId) -> tuple[PersonId, ...]:
    """Who has a part in it that is told to nobody, and decides nothing that grows out of it: in a fixed order."""
    return tuple(sorted(report.conflicted() - report.concerned.everybody() - {by}))


def police_reopened(report: Report) -> Report:
    """The decision about the police is looked at again: what is not closed waits for it."""
    return report.changed(police_settled_at=None) if report.is_open else report
