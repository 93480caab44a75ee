"""Parts that people play in a record, the acts it allows, and the rows that most kinds share (model.md §4).

Each kind says for itself who may do what (`Record.allowed`); `bot.access` decides by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Protocol

from bot.people import PersonId, Role


class Part(StrEnum):
    """A person's part in one record (model.md §3: a relation, not a global role)."""

    #: Made it: reported an ended contact, asked for support, suggested a restriction.
    REPORTER = "reporter"
    #: Was affected by it, or is the person it is for.
    AFFECTED = "affected"
    WITNESS = "witness"
    #: Proposed formally, as a manager.
    PROPOSER = "proposer"
    #: The manager it lies with now.
    HANDLER = "handler"
    #: Decided something in it, which is listed among their own decisions. It gives no right of its own.
    DECIDER = "decider"
    #: Had it before it moved on.
    FORMER_HANDLER = "former_handler"
    #: Was asked while on call, when nobody was at work, and may take it.
    ON_CALL = "on_call"
    #: Owns an agreed action.
    OWNER = "owner"
    #: Has an open agreed action, which waits for them from its own day on.
    TO_DO = "to_do"
    #: Found a colleague named publicly, and hears no more of it (R-1.14.3-3).
    FINDER = "finder"
    #: Decides an open appeal against it.
    APPEAL = "appeal"
    #: Needs the alert card of a restriction for their work (R-1.14.2-1).
    RECIPIENT = "recipient"
    #: Holds a card that may be followed, which is shown in their home. It gives no right of its own.
    CARD = "card"
    #: Looks a second time at what is handed over about a person, before it goes.
    SECOND = "second"
    #: Has to do the next thing now, which is listed in their "Waiting for you".
    MUST_ACT = "must_act"


#: People and the parts they play.
Parties = frozenset[tuple[PersonId, Part]]


class Decides(Protocol):
    """A decision that somebody made."""

    @property
    def by(self) -> PersonId:
        """The person who made it."""
        ...


def deciders(*decisions: Decides | None) -> Parties:
    """Return the people who have decided something in a record."""
    return frozenset((decision.by, Part.DECIDER) for decision in decisions if decision is not None)


class Act(StrEnum):
    """Acts on a record (model.md §4)."""

    #: Read its content. The view is logged.
    READ = "read"
    #: Hear what concerns one's own part in it, such as the outcome. Logged as well.
    HEAR = "hear"
    #: Answer a question put to one, without reading the rest.
    ANSWER = "answer"
    #: Add one's own words.
    ADD = "add"
    #: Do a manager's part: acknowledge, triage, decide, arrange.
    DECIDE = "decide"
    #: Add evidence to it, whatever else one may read of it (R-1.14.1-2).
    ATTACH = "attach"
    #: Look at its evidence, which may distress: not everybody who reads the record needs it.
    EVIDENCE = "evidence"
    #: Say that one has called the police, whatever else one may know of it (R-1.9.4-4).
    CALLED = "called"
    #: Read the summary that was shared with the management team, and nothing else (R-1.14.3-9).
    SUMMARY = "summary"
    #: Read its content to keep the records, with a reason that is logged (model.md §3).
    INSPECT = "inspect"
    #: Say, as the management team, whether having no review is still right (R-1.8-9).
    AFFIRM = "affirm"
    #: Review whether it is kept beyond its time or erased, without reading it (model.md §8).
    RETAIN = "retain"
    #: Decide what is handed over of what is held about a person.
    RELEASE = "release"
    #: Name its handler, as the management team or a stand-in (`People.who_names`);
    #: without reading it.
    NAME = "name"
    #: Take it over from the manager while on call; without reading it before.
    TAKE = "take"


#: The acts that change nothing; each is logged.
VIEWS = frozenset({Act.READ, Act.HEAR, Act.SUMMARY, Act.INSPECT})


#: Acts allowed to each part and role.
Allowed = Mapping[Part | Role, frozenset[Act]]

#: Acts of the manager it lies with.
HANDLES = frozenset({Act.READ, Act.ADD, Act.DECIDE})
#: Further acts of a manager on a matter that has evidence.
WITH_EVIDENCE = frozenset({Act.ATTACH, Act.EVIDENCE})
#: Acts of those who keep the records, once the time of a record that is reviewed by itself is over; its
#: follow-ups go with it. They see its reference alone.
KEEPS = frozenset({Act.RETAIN})
#: The management team names the handler.
LEADS: Allowed = {Role.MANAGEMENT_TEAM: frozenset({Act.NAME}), Role.CHIEF_EXECUTIVE: frozenset({Act.NAME})}
