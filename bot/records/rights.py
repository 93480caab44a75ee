"""What somebody is to a record, what may be done with it, and the rows that most kinds of record share (model.md §4).

Each kind says for itself who may do what (`Record.allowed`); `bot.access` decides by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Protocol

from bot.people import PersonId, Role


class Part(StrEnum):
    """What somebody is to one record (model.md §3: a relation, not a global role)."""

    #: Made it: the reporter of an ended contact, who asked for support, who suggested a restriction.
    REPORTER = "reporter"
    #: Was affected by what happened, or is the one whom the record is for.
    AFFECTED = "affected"
    WITNESS = "witness"
    #: Proposed formally, as a manager.
    PROPOSER = "proposer"
    #: The manager with whom it lies now.
    HANDLER = "handler"
    #: Decided something in it: what stands among their own decisions. It gives no right of its own.
    DECIDER = "decider"
    #: Had it before, and it moved on.
    FORMER_HANDLER = "former_handler"
    #: Was asked while nobody was at work, being on call, and may take it.
    ON_CALL = "on_call"
    #: Owns an agreed action.
    OWNER = "owner"
    #: Has an agreed action that is open: it waits from its own day on.
    TO_DO = "to_do"
    #: Found what names a colleague, and hears no more of it (R-1.14.3-3).
    FINDER = "finder"
    #: Decides an appeal against it that is open.
    APPEAL = "appeal"
    #: Needs the alert card of a restriction for their work (R-1.14.2-1).
    RECIPIENT = "recipient"
    #: Holds a card that may be followed: what stands in their home. It gives no right of its own.
    CARD = "card"
    #: Has to do the next thing now: what stands in their "Waiting for you".
    MUST_ACT = "must_act"


#: Who plays which part.
Parties = frozenset[tuple[PersonId, Part]]


class Decides(Protocol):
    """A decision that somebody made."""

    @property
    def by(self) -> PersonId:
        """Who made it."""
        ...


def deciders(*decisions: Decides | None) -> Parties:
    """Who has decided something in a record."""
    return frozenset((decision.by, Part.DECIDER) for decision in decisions if decision is not None)


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
    #: Take it over from the manager, as whoever is on call; without reading it before.
    TAKE = "take"


#: The acts that change nothing; each is logged.
VIEWS = frozenset({Act.READ, Act.HEAR, Act.SUMMARY, Act.INSPECT})


#: What one is to a record, or the role that one holds → what one may do with it.
Allowed = Mapping[Part | Role, frozenset[Act]]

#: The manager with whom it lies.
HANDLES = frozenset({Act.READ, Act.ADD, Act.DECIDE})
#: What a manager may do besides with a matter to which evidence belongs.
WITH_EVIDENCE = frozenset({Act.ATTACH, Act.EVIDENCE})
#: What whoever keeps the records does with one that stands for itself, once its time is over; what grew out of
#: it goes with it. It is told by its reference alone.
KEEPS = frozenset({Act.RETAIN})
#: The management team names who handles it.
LEADS: Allowed = {Role.MANAGEMENT_TEAM: frozenset({Act.NAME}), Role.CHIEF_EXECUTIVE: frozenset({Act.NAME})}
