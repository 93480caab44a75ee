"""Who may see and do what: the one rule (model.md §4, R-1.14.1-6).

Everything is refused that the table does not allow. What somebody is to a record comes from the
record itself; roles add little: no role browses content.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    #: Add evidence to it, whatever else one may read of it (R-1.14.1-2).
    ATTACH = "attach"
    #: Look at the evidence that belongs to it: it may distress, and not everybody who reads the record needs it.
    EVIDENCE = "evidence"
    #: Say that one has called the police, whatever else one may know of it (R-1.9.4-4).
    CALLED = "called"
    #: Read the summary that was shared with the management team, and nothing else (R-1.14.3-9).
    SUMMARY = "summary"
    #: Read its content to keep the records, with a reason that is logged (model.md §3).
    INSPECT = "inspect"
    #: Say, as the management team, whether it is still right that nobody looks at it again (R-1.8-9).
    AFFIRM = "affirm"
    #: Look at whether it is kept beyond its time or erased, without reading it (model.md §8).
    RETAIN = "retain"
    #: Name who is to handle it, as the management team or whoever stands in for it (`People.who_names`);
    #: without reading it.
    NAME = "name"


Allowed = Mapping[Part | Role, frozenset[Act]]

_HANDLER = frozenset({Act.READ, Act.ADD, Act.DECIDE})
#: What a manager may do besides with a matter to which evidence belongs.
_EVIDENCE = frozenset({Act.ATTACH, Act.EVIDENCE})
_OF_CARD = frozenset({Act.HEAR, Act.ANSWER})
#: What whoever keeps the records does with one that stands for itself, once its time is over; what grew out of
#: it goes with it. It is told by its reference alone.
_KEEPS = frozenset({Act.RETAIN})
_LEADS: Allowed = {
    Role.MANAGEMENT_TEAM: frozenset({Act.NAME}),
    Role.CHIEF_EXECUTIVE: frozenset({Act.NAME}),
}

#: kind of record → what one is to it, or the role that one holds → what one may do.
MATRIX: Mapping[str, Allowed] = {
    "ended_contact": {
        **_LEADS,
        Role.RECORDS_ADMIN: _KEEPS | {Act.INSPECT},
        Part.REPORTER: frozenset({Act.READ, Act.HEAR, Act.ANSWER, Act.ADD, Act.ATTACH}),
        Part.AFFECTED: frozenset({Act.ANSWER}),
        Part.WITNESS: frozenset({Act.ANSWER}),
        Part.OWNER: frozenset({Act.ANSWER}),
        Part.HANDLER: _HANDLER | _EVIDENCE,
    },
    "restriction": {
        Part.REPORTER: frozenset({Act.HEAR, Act.ANSWER, Act.ATTACH}),
        Part.PROPOSER: frozenset({Act.HEAR, Act.ANSWER, Act.ATTACH}),
        Part.HANDLER: _HANDLER | _EVIDENCE,
        # Whoever decides an appeal reads what was decided, and why, and looks at what it rests on.
        Part.APPEAL: frozenset({Act.READ, Act.EVIDENCE}),
        Role.MANAGEMENT_TEAM: frozenset({Act.READ, Act.NAME, Act.AFFIRM}),
        Role.CHIEF_EXECUTIVE: frozenset({Act.READ, Act.NAME, Act.AFFIRM}),
        Role.RECORDS_ADMIN: _KEEPS | {Act.READ},
    },
    "debrief": {
        **_LEADS,
        Part.AFFECTED: frozenset({Act.READ, Act.HEAR, Act.ANSWER}),
        Part.OWNER: frozenset({Act.HEAR, Act.ANSWER}),
        Part.HANDLER: _HANDLER,
    },
    "time_away": {
        **_LEADS,
        Role.RECORDS_ADMIN: _KEEPS,
        Part.REPORTER: frozenset({Act.READ, Act.HEAR}),
        Part.HANDLER: _HANDLER,
    },
    "named_online": {
        Role.MANAGEMENT_TEAM: frozenset({Act.NAME, Act.SUMMARY}),
        Role.CHIEF_EXECUTIVE: frozenset({Act.NAME, Act.SUMMARY}),
        Role.RECORDS_ADMIN: _KEEPS | {Act.INSPECT},
        # The named person plays this part from when they have been told; the finder plays none.
        Part.AFFECTED: frozenset({Act.READ, Act.HEAR, Act.ANSWER, Act.ADD, Act.ATTACH}),
        Part.HANDLER: _HANDLER | _EVIDENCE,
    },
    "police_decision": {
        Role.MANAGEMENT_TEAM: frozenset({Act.READ, Act.NAME}),
        Role.CHIEF_EXECUTIVE: frozenset({Act.READ, Act.NAME}),
        Role.RECORDS_ADMIN: frozenset({Act.INSPECT}),
        Part.REPORTER: frozenset({Act.HEAR, Act.ANSWER, Act.CALLED}),
        Part.AFFECTED: frozenset({Act.HEAR, Act.ANSWER, Act.CALLED}),
        Part.WITNESS: frozenset({Act.CALLED}),
        Part.FINDER: frozenset({Act.CALLED}),
        Part.HANDLER: _HANDLER | _EVIDENCE | {Act.CALLED},
    },
    "witness_statement": {
        Role.RECORDS_ADMIN: frozenset({Act.INSPECT}),
        Part.WITNESS: frozenset({Act.READ, Act.HEAR, Act.ANSWER, Act.ADD}),
        Part.HANDLER: frozenset({Act.READ}),
    },
    "support_request": {
        **_LEADS,
        Role.RECORDS_ADMIN: _KEEPS,
        Part.REPORTER: frozenset({Act.READ, Act.HEAR, Act.ANSWER, Act.ADD}),
        # Who covers is told that there is something to cover, and by whom.
        Part.OWNER: frozenset({Act.HEAR}),
        Part.HANDLER: _HANDLER,
    },
    "contact_outside": {
        **_LEADS,
        Role.RECORDS_ADMIN: _KEEPS | {Act.INSPECT},
        Part.REPORTER: frozenset({Act.READ, Act.HEAR}),
        Part.HANDLER: _HANDLER,
    },
    # The reporter hears what comes of these as of the report itself (1.9.2, 1.9.3, 1.7).
    "correspondence": {
        **_LEADS,
        Role.RECORDS_ADMIN: frozenset({Act.INSPECT}),
        Part.HANDLER: _HANDLER | _EVIDENCE,
    },
    "online_action": {
        **_LEADS,
        Role.RECORDS_ADMIN: frozenset({Act.INSPECT}),
        # Who asked the platform says what came of it.
        Part.OWNER: frozenset({Act.ANSWER}),
        Part.HANDLER: _HANDLER | _EVIDENCE,
    },
    "restorative": {
        **_LEADS,
        Role.RECORDS_ADMIN: _KEEPS | {Act.INSPECT},
        Part.HANDLER: _HANDLER,
    },
    # Besides what follows from the record that it belongs to: see `_UNDER`.
    "evidence": {
        Role.RECORDS_ADMIN: frozenset({Act.INSPECT}),
        # Who is concerned, has asked to look, and was let by the manager (model.md §4, note 3).
        Part.AFFECTED: frozenset({Act.READ}),
    },
    "appeal": {
        **_LEADS,
        # Whoever recorded it hears that it has arrived; what it says is for whoever decides it.
        Part.REPORTER: frozenset({Act.HEAR}),
        Part.HANDLER: frozenset({Act.READ, Act.DECIDE}),
        Role.RECORDS_ADMIN: _KEEPS | {Act.READ},
    },
    # Who may decide anew is who decides about the restriction. Who needs the card hears what is on it, and
    # answers that they have read it: by name, or by the role that they hold now (`SharingDecision.shown_to`).
    "sharing": {
        Part.HANDLER: frozenset({Act.READ, Act.HEAR, Act.DECIDE}),
        Part.RECIPIENT: _OF_CARD,
        Role.PHONE_HANDLER: _OF_CARD,
        Role.WEB_MONITOR: _OF_CARD,
        Role.MANAGEMENT_TEAM: frozenset({Act.READ}),
        Role.CHIEF_EXECUTIVE: frozenset({Act.READ}),
        Role.RECORDS_ADMIN: frozenset({Act.READ}),
    },
    # The individual is read through the records that point at them, never on their own.
    "individual": {},
    # Nobody is left in it; the list of what is due is reached through what it lists.
    "erased": {},
    "retention": {},
    # Totals, and no more.
    "quarter": {
        Role.MANAGEMENT_TEAM: frozenset({Act.READ}),
        Role.CHIEF_EXECUTIVE: frozenset({Act.READ}),
        Role.BOARD: frozenset({Act.READ}),
    },
}

#: What nobody does in a matter that concerns them (model.md §3).
_NOT_IN_CONFLICT = frozenset({Act.DECIDE, Act.NAME, Act.RETAIN})
#: What a role gives, it does not give in a matter that concerns the person.
_THROUGH_ROLE = frozenset({Act.READ, Act.SUMMARY, Act.INSPECT, Act.AFFIRM})


#: For what is kept under another record: an act → what one has to be allowed with that record.
_UNDER: Mapping[Act, Act] = {Act.READ: Act.EVIDENCE, Act.DECIDE: Act.DECIDE}


def may(person: Person, act: Act, record: Record, people: People, above: Sequence[Record] = ()) -> bool:
    """Whether this person may do this with this record now.

    `above`: for what is kept under other records (`Record.under_parent`), those: first the one that it
    belongs to, then those that name it. Without them nobody may do anything with it.
    """
    if not person.active:
        return False
    if record.under_parent:
        return bool(above) and _may_under(person, act, record, people, above)
    conflicted = person.id in record.conflicted()
    if act in _NOT_IN_CONFLICT and conflicted:
        return False
    if act is Act.DECIDE and not people.is_manager(person.id):
        return False  # "a decision … needs to be made by a manager" (1.8, R-1.8-5), whoever it lies with
    if act is Act.DECIDE and not record.may_be_decided_by(person.id, people):
        return False
    if act is Act.NAME:
        named = any(Act.NAME in acts for acts in MATRIX.get(record.kind, {}).values())
        return named and record.may_be_given_away and person.id in people.who_names(record.conflicted())
    return _allowed(person, act, record, conflicted=conflicted)


def _may_under(person: Person, act: Act, record: Record, people: People, above: Sequence[Record]) -> bool:
    """What is kept under other records is read with any of them, and decided with the one that it belongs to."""
    judged = above if act is Act.READ else above[:1]
    if act in _UNDER and any(may(person, _UNDER[act], each, people) for each in judged):
        return True
    return _allowed(person, act, record, conflicted=person.id in above[0].conflicted())


def _allowed(person: Person, act: Act, record: Record, *, conflicted: bool) -> bool:
    """What the record's own row allows: by the parts that the person plays, and by their roles."""
    allowed = MATRIX.get(record.kind, {})
    if any(act in allowed.get(part, frozenset()) for who, part in record.parties() if who == person.id):
        return True
    if act in _THROUGH_ROLE and conflicted:
        return False
    roles = {role for role in person.roles if record.shown_to(role)}
    return any(act in allowed.get(role, frozenset()) for role in roles)
