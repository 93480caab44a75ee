"""The parts of a request for support: the request, its grounds, and the answers (1.12.2, 1.12.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from bot.people import PersonId


class Help(StrEnum):
    """Kinds of help, in the order in which they are offered."""

    #: No contact with a specific individual (R-1.12.2-4).
    NO_CONTACT = "no_contact"
    #: Correspondence in the name of a senior manager (R-1.12.3-1).
    OTHER_NAME = "other_name"
    #: Out of a case or an interaction completely (R-1.12.3-2).
    REMOVAL = "removal"
    #: An hour kept free; nobody is told what for (R-1.12.2-6).
    HOUR = "hour"
    #: A conversation with a manager other than their own.
    TALK = "talk"


#: Kinds that a manager decides, with reasons. The others are arranged: there is no refusal.
DECIDED = frozenset({Help.NO_CONTACT, Help.OTHER_NAME, Help.REMOVAL})


class Ground(StrEnum):
    """Grounds to choose from, all optional; not saying is a complete answer (R-1.12.3-3)."""

    THREATS = "threats"
    NAMED = "named"
    MORE_VULNERABLE = "more_vulnerable"
    RATHER_NOT_SAY = "rather_not_say"


class Outcome(StrEnum):
    """Outcomes of a request."""

    ARRANGED = "arranged"
    AGREED = "agreed"
    AGREED_IN_PART = "agreed_in_part"
    NOT_AGREED = "not_agreed"


class State(StrEnum):
    """State of a request for support."""

    ASKED = "asked"
    #: The management team looks at it again.
    STEPPED_UP = "stepped_up"
    ARRANGED = "arranged"
    AGREED = "agreed"
    AGREED_IN_PART = "agreed_in_part"
    NOT_AGREED = "not_agreed"
    IN_PLACE = "in_place"
    #: In place, and the person has said that it is still wanted.
    CHECKED = "checked"
    ENDED = "ended"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """The request, as it was made."""

    help: Help
    #: The case, interaction or correspondence, in a few words.
    which: str = ""
    #: A time that would suit, for help that is arranged; never the reason.
    when: str = ""
    grounds: tuple[Ground, ...] = ()
    #: Anything else the person wished to say; optional.
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Said:
    """A later addition by the person. Nothing is overwritten."""

    at: datetime
    text: str


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A manager's answer, and the help that will be in place."""

    at: datetime
    by: PersonId
    outcome: Outcome
    #: First day on which it is in place; or the day of the conversation, or of the hour.
    on: date | None = None
    #: The time of day of a conversation or an hour.
    clock: time | None = None
    #: The person who takes over the contact, or the case.
    cover: PersonId | None = None
    #: The senior manager in whose name correspondence goes.
    in_name_of: PersonId | None = None
    #: The part that is agreed.
    part: str = ""
    #: Reasons for not taking it forward; otherwise anything that the person should know.
    words: str = ""

    @property
    def covers(self) -> PersonId | None:
        """The person who has something to do from that day on, and is told no more than that."""
        return self.cover or self.in_name_of


@dataclass(frozen=True, kw_only=True)
class Look:
    """A manager's proposal to look at it again, and its wording; open until the person answers."""

    at: datetime
    by: PersonId
    words: str
