"""What a request for support is made of: what is asked, on what grounds, and what is answered (1.12.2, 1.12.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from bot.people import PersonId


class Help(StrEnum):
    """What somebody asks for. The order is the order in which it is offered."""

    #: No contact with a specific individual (R-1.12.2-4).
    NO_CONTACT = "no_contact"
    #: Correspondence in the name of a senior manager (R-1.12.3-1).
    OTHER_NAME = "other_name"
    #: Out of a case or an interaction completely (R-1.12.3-2).
    REMOVAL = "removal"
    #: An hour kept free; nobody is told what for (R-1.12.2-6).
    HOUR = "hour"
    #: A conversation with a manager who is not their own.
    TALK = "talk"


#: What a manager decides, with reasons. Everything else is arranged: there is no refusal.
DECIDED = frozenset({Help.NO_CONTACT, Help.OTHER_NAME, Help.REMOVAL})


class Ground(StrEnum):
    """Why, as choices that may all stay empty; a full answer is not to say (R-1.12.3-3)."""

    THREATS = "threats"
    NAMED = "named"
    MORE_VULNERABLE = "more_vulnerable"
    RATHER_NOT_SAY = "rather_not_say"


class Outcome(StrEnum):
    """What a manager answers."""

    ARRANGED = "arranged"
    AGREED = "agreed"
    AGREED_IN_PART = "agreed_in_part"
    NOT_AGREED = "not_agreed"


class State(StrEnum):
    """Where a request stands."""

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
    """What is asked for, as it was asked."""

    help: Help
    #: Which case, interaction or correspondence, in a few words.
    which: str = ""
    #: When it would suit, for what is arranged; never why.
    when: str = ""
    grounds: tuple[Ground, ...] = ()
    #: Anything else the person wished to say; it may stay empty.
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Said:
    """Something that the person has added. Nothing is written over."""

    at: datetime
    text: str


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a manager has answered, and what will be in place."""

    at: datetime
    by: PersonId
    outcome: Outcome
    #: From when it is in place; or the day of the conversation, or of the hour.
    on: date | None = None
    #: The time of day of a conversation or an hour.
    clock: time | None = None
    #: Who takes over the contact, or the case.
    cover: PersonId | None = None
    #: In which senior manager's name correspondence goes.
    in_name_of: PersonId | None = None
    #: Which part is agreed.
    part: str = ""
    #: The reasons, where it is not taken forward; else anything that the person should know.
    words: str = ""

    @property
    def covers(self) -> PersonId | None:
        """Who has something to do from that day on, and is told no more than that."""
        return self.cover or self.in_name_of


@dataclass(frozen=True, kw_only=True)
class Look:
    """That the manager has proposed to look at it again, and in which words. It stands until the person answers."""

    at: datetime
    by: PersonId
    words: str
