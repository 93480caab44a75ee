"""Who may see and do what: the one rule (model.md §4, R-1.14.1-6).

Everything is refused that the table does not allow. What somebody is to a record comes from the
record itself; roles add little: no role browses content.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from bot.people import People, Person, Role
from bot.records.base import Part, Record


class Act(StrEnum):
    """What somebody may do with a record (the acts of model.md §4)."""

    #: Read its content. The view is logged.
    READ = "read"
    #: Hear what concerns one's own part in it, such as the outcome. Logged as well.
    HEAR = "hear"
    #: Answer what was asked of one, without reading the rest.
    ANSWER = "answer"
    #: Add one's own words.
    ADD = "add"
    #: Do a manager's part: acknowledge, triage, decide, arrange.
    DECIDE = "decide"
    #: Say that one has called the police, whatever else one may know of it (R-1.9.4-4).
    CALLED = "called"
    #: Read the summary that was shared with the management team, and nothing else (R-1.14.3-9).
    SUMMARY = "summary"
    #: Read its content to keep the records, with a reason that is logged (model.md §3).
    INSPECT = "inspect"
    #: Name who is to handle it, as the management team; without reading it.
    NAME = "name"


Allowed = Mapping[Part | Role, frozenset[Act]]

_HANDLER = frozenset({Act.READ, Act.ADD, Act.DECIDE})
_LEADS: Allowed = {
    Role.MANAGEMENT_TEAM: frozenset({Act.NAME}),
    Role.CHIEF_EXECUTIVE: frozenset({Act.NAME}),
}

#: kind of record → what one is to it, or the role that one holds → what one may do.
MATRIX: Mapping[str, Allowed] = {
    "ended_contact": {
        **_LEADS,
        Role.RECORDS_ADMIN: frozenset({Act.INSPECT}),
        Part.REPORTER: frozenset({Act.READ, Act.HEAR, Act.ANSWER, Act.ADD}),
        Part.AFFECTED: frozenset({Act.ANSWER}),
        Part.WITNESS: frozenset({Act.ANSWER}),
        Part.OWNER: frozenset({Act.ANSWER}),
        Part.HANDLER: _HANDLER,
    },
    "restriction": {
        Part.REPORTER: frozenset({Act.HEAR, Act.ANSWER}),
        Part.PROPOSER: frozenset({Act.HEAR, Act.ANSWER}),
        Part.HANDLER: _HANDLER,
        # Whoever decides an appeal reads what was decided, and why.
        Part.APPEAL: frozenset({Act.READ}),
        Role.MANAGEMENT_TEAM: frozenset({Act.READ, Act.NAME}),
        Role.CHIEF_EXECUTIVE: frozenset({Act.READ, Act.NAME}),
        Role.RECORDS_ADMIN: frozenset({Act.READ}),
    },
    "debrief": {
        **_LEADS,
        Part.AFFECTED: frozenset({Act.READ, Act.HEAR, Act.ANSWER}),
        Part.OWNER: frozenset({Act.HEAR, Act.ANSWER}),
        Part.HANDLER: _HANDLER,
    },
    "time_away": {
        **_LEADS,
        Part.REPORTER: frozenset({Act.READ, Act.HEAR}),
        Part.HANDLER: _HANDLER,
    },
    "named_online": {
        Role.MANAGEMENT_TEAM: frozenset({Act.NAME, Act.SUMMARY}),
        Role.CHIEF_EXECUTIVE: frozenset({Act.NAME, Act.SUMMARY}),
        Role.RECORDS_ADMIN: frozenset({Act.INSPECT}),
        # The named person plays this part from when they have been told; the finder plays none.
        Part.AFFECTED: frozenset({Act.READ, Act.HEAR, Act.ANSWER, Act.ADD}),
        Part.HANDLER: _HANDLER,
    },
    "police_decision": {
        Role.MANAGEMENT_TEAM: frozenset({Act.READ, Act.NAME}),
        Role.CHIEF_EXECUTIVE: frozenset({Act.READ, Act.NAME}),
        Role.RECORDS_ADMIN: frozenset({Act.INSPECT}),
        Part.REPORTER: frozenset({Act.HEAR, Act.ANSWER, Act.CALLED}),
        Part.AFFECTED: frozenset({Act.HEAR, Act.ANSWER, Act.CALLED}),
        Part.WITNESS: frozenset({Act.CALLED}),
        Part.FINDER: frozenset({Act.CALLED}),
        Part.HANDLER: _HANDLER | {Act.CALLED},
    },
    "witness_statement": {
        Role.RECORDS_ADMIN: frozenset({Act.INSPECT}),
        Part.WITNESS: frozenset({Act.READ, Act.HEAR, Act.ANSWER, Act.ADD}),
        Part.HANDLER: frozenset({Act.READ}),
    },
    "support_request": {
        **_LEADS,
        Part.REPORTER: frozenset({Act.READ, Act.HEAR, Act.ANSWER, Act.ADD}),
        # Who covers is told that there is something to cover, and by whom.
        Part.OWNER: frozenset({Act.HEAR}),
        Part.HANDLER: _HANDLER,
    },
    "contact_outside": {
        **_LEADS,
        Role.RECORDS_ADMIN: frozenset({Act.INSPECT}),
        Part.REPORTER: frozenset({Act.READ, Act.HEAR}),
        Part.HANDLER: _HANDLER,
    },
    "appeal": {
        **_LEADS,
        # Whoever recorded it hears that it has arrived; what it says is for whoever decides it.
        Part.REPORTER: frozenset({Act.HEAR}),
        Part.HANDLER: frozenset({Act.READ, Act.DECIDE}),
        Role.RECORDS_ADMIN: frozenset({Act.READ}),
    },
    # The individual is read through the records that point at them, never on their own.
    "individual": {},
}

#: What nobody does in a matter that concerns them (model.md §3).
_NOT_IN_CONFLICT = frozenset({Act.DECIDE, Act.NAME})
#: What a role gives, it does not give in a matter that concerns the person.
_THROUGH_ROLE = frozenset({Act.READ, Act.SUMMARY, Act.INSPECT, Act.NAME})


def may(person: Person, act: Act, record: Record, people: People) -> bool:
    """Whether this person may do this with this record now."""
    if not person.active:
        return False
    conflicted = person.id in record.conflicted()
    if act in _NOT_IN_CONFLICT and conflicted:
        return False
    if act is Act.DECIDE and not people.is_manager(person.id):
        return False  # "a decision … needs to be made by a manager" (1.8, R-1.8-5), whoever it lies with
    if act is Act.DECIDE and not record.may_be_decided_by(person.id, people):
        return False
    if act is Act.NAME and not record.may_be_given_away:
        return False
    allowed = MATRIX.get(record.kind, {})
    if any(act in allowed.get(part, frozenset()) for who, part in record.parties() if who == person.id):
        return True
    if act in _THROUGH_ROLE and conflicted:
        return False
    roles = {role for role in person.roles if act is Act.NAME or record.shown_to(role)}
    return any(act in allowed.get(role, frozenset()) for role in roles)
