"""A report that leads to other matters: an ended contact or a named-online incident.

Restrictions, police decisions and the conversations offered around them use what both kinds have in common
(`concerned`, `in_words`, `needs_police`, …), and treat every kind alike.
"""

from __future__ import annotations

from bot.people import PersonId
from bot.records.ended_contact.record import EndedContact
from bot.records.named_online.record import NamedOnline

#: Records that staff report, and a manager handles.
Report = EndedContact | NamedOnline


def barred_besides(report: Report, by: PersonId) -> tuple[PersonId, ...]:
    """Return people with a part in it that nobody is told of: they decide no follow-ups. In a fixed order."""
    return tuple(sorted(report.conflicted() - report.concerned.everybody() - {by}))


def police_reopened(report: Report) -> Report:
    """Make an open report wait for the police decision again."""
    return report.changed(police_settled_at=None) if report.is_open else report
