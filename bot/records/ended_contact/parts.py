"""What a report of an ended contact is made of: the questions, their answers, and what is added (1.9, 1.12.1).

Nothing here is a category, a severity or a proof: those are no questions for the reporter.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bot.people import PersonId
from bot.records.base import RecordId
from bot.records.ended_contact.grounds import Grounds
from bot.records.individual import Relationship


class Channel(StrEnum):
    """How the contact took place (R-1.2-3)."""

    PHONE = "phone"
    IN_PERSON_OFFICE = "in_person_office"
    IN_PERSON_VISIT = "in_person_visit"
    LETTER = "letter"
    EMAIL = "email"
    WEB_FORM = "web_form"
    OUR_SOCIAL_MEDIA = "our_social_media"
    OTHER_ONLINE = "other_online"
    VIDEO = "video"
    OTHER = "other"


#: Where a warning may be given before ending (1.9.1: "phone or face-to-face contact").
SPOKEN = frozenset({Channel.PHONE, Channel.IN_PERSON_OFFICE, Channel.IN_PERSON_VISIT, Channel.VIDEO})


#: Correspondence that reaches the office in writing, which nobody answers directly where it is abusive (1.9.2).
WRITTEN = frozenset({Channel.LETTER, Channel.EMAIL, Channel.WEB_FORM, Channel.OUR_SOCIAL_MEDIA, Channel.OTHER_ONLINE})
#: Where something can be done online (1.9.3).
ONLINE = frozenset({Channel.WEB_FORM, Channel.OUR_SOCIAL_MEDIA, Channel.OTHER_ONLINE})


class Reason(StrEnum):
    """What it was, in the reporter's eyes; the first is enough on its own."""

    DISTRESSING = "distressing"
    ABUSIVE = "abusive"
    THREAT = "threat"
    VIOLENCE = "violence"
    HARASSMENT = "harassment"
    RECORDED = "recorded"
    CIRCULAR = "circular"
    OTHER = "other"


class Warned(StrEnum):
    """Whether a warning was given; each is a complete answer (R-1.9.1-1, R-1.9.1-2)."""

    WARNED = "warned"
    NOT_SAFE = "not_safe"
    EXTREME = "extreme"
    JUDGED_NOT = "judged_not"
    NOT_APPLICABLE = "not_applicable"


class ThreatAgainst(StrEnum):
    """Against whom a threat was made, or violence used (R-1.9.4-2)."""

    ME = "me"
    COLLEAGUE = "colleague"
    SOMEONE_ELSE = "someone_else"
    ORGANISATION = "organisation"


class RecordingFor(StrEnum):
    """What a recording was for (R-1.10.5-4)."""

    PUBLIC = "public"
    OWN_USE = "own_use"


class AimedAt(StrEnum):
    """Whom it was aimed at; who read or heard it is affected all the same (R-1.10.2-2)."""

    ME = "me"
    COLLEAGUE = "colleague"
    ORGANISATION = "organisation"
    THIRD_PARTY = "third_party"


class Ended(StrEnum):
    """How it was ended: exactly the policy's five (R-1.12.1-4)."""

    EXPLAINED = "explained"
    ENDED_CALL = "ended_call"
    ENDED_MEETING = "ended_meeting"
    STOPPED_READING = "stopped_reading"
    LEFT_SOCIAL_MEDIA = "left_social_media"


class Tried(StrEnum):
    """What the reporter tried before it ended; never asked for, and never counted (R-1.4-2)."""

    BREAK = "break"
    EXPLAINED = "explained"
    CALL_BACK = "call_back"
    COLLEAGUE = "colleague"
    NOTHING = "nothing"


class NoteKind(StrEnum):
    """How it is noted; each is a valid note (R-1.12.1-5)."""

    WRITTEN = "written"
    TELL_MANAGER = "tell_manager"
    LATER = "later"


class Wish(StrEnum):
    """What would help the reporter."""

    RESTRICT = "restrict"
    TIME_AWAY = "time_away"


class ReportTo(StrEnum):
    """Who should see it: one's line manager, or the next one in the chain (model.md §2.1)."""

    MANAGER = "manager"
    OTHER = "other"


class Talk(StrEnum):
    """Whether manager and reporter talked."""

    TALKED = "talked"
    CHOSE_NOT_TO = "chose_not_to"


class Category(StrEnum):
    """The manager's category: the policy's own list (1.10), and "other, because of its impact" (R-1.10-2)."""

    VIOLENCE = "violence"
    ABUSE = "abuse"
    HARASSMENT = "harassment"
    CONTACT_OUTSIDE = "contact_outside"
    NAMING = "naming"
    DEMANDS = "demands"
    LEVELS = "levels"
    REFUSAL = "refusal"
    OTHER = "other"


class FollowUp(StrEnum):
    """What follows from a report."""

    NO_FURTHER = "no_further"
    RESTORATIVE = "restorative"
    CORRESPONDENCE = "correspondence"
    RESTRICTION = "restriction"
    POLICE = "police"
    ONLINE = "online"


@dataclass(frozen=True, kw_only=True)
class Account:
    """What the reporter says. Not asked: a category, a severity, proof, anything protected."""

    channel: Channel
    reasons: tuple[Reason, ...]
    note_kind: NoteKind
    note: str = ""
    occurred_on: datetime
    warned: Warned | None = None
    threat_against: ThreatAgainst | None = None
    recording_for: RecordingFor | None = None
    aimed_at: AimedAt | None = None
    ended: tuple[Ended, ...] = ()
    tried: tuple[Tried, ...] = ()
    #: What the reporter did or tried (R-1.9-2: "any steps they were able to take").
    steps: str = ""
    individual: RecordId | None = None
    #: What the individual is to us, where nothing names them (R-1.2-1).
    relationship: Relationship | None = None
    witnesses: tuple[PersonId, ...] = ()
    #: Colleagues whom it was aimed at, or who were threatened; they need not have been there.
    targets: tuple[PersonId, ...] = ()
    injury: bool = False
    wishes: tuple[Wish, ...] = ()
    #: After a circular conversation: when to try again, and who (R-1.7-4).
    reengage_on: date | None = None
    reengage_by: PersonId | None = None
    #: The line manager, where the reporter chose that another manager sees it: it never reaches them.
    not_to: PersonId | None = None

    @property
    def has_threat(self) -> bool:
        """True if a threat was made, against anybody (1.9.4)."""
        return Reason.THREAT in self.reasons

    @property
    def has_violence(self) -> bool:
        """True if somebody was attacked or hurt: who was hurt need not have called it violence (R-1.9-1)."""
        return Reason.VIOLENCE in self.reasons or self.injury

    @property
    def is_urgent(self) -> bool:
        """True if it cannot wait: a threat, or violence."""
        return self.has_threat or self.has_violence


@dataclass(frozen=True, kw_only=True)
class Known:
    """That a threatened colleague has been told of it by a person, and since when."""

    person: PersonId
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Addition:
    """Something added later. Nothing is ever written over."""

    at: datetime
    by: PersonId
    text: str


@dataclass(frozen=True, kw_only=True)
class Discussion:
    """That manager and reporter talked, or that the reporter chose not to. Never what was said."""

    on: date
    by: PersonId
    chose_not_to: bool = False


@dataclass(frozen=True, kw_only=True)
class Triage:
    """What the manager decided should follow (1.10)."""

    at: datetime
    by: PersonId
    categories: tuple[Category, ...]
    #: The impact, in words, where the category is "other" (R-1.10-2).
    impact: str
    zero_tolerance: bool
    #: Why it is none, where threats, violence or abuse would have it that it is (R-1.9-1).
    not_zero_because: str = ""
    follow_ups: tuple[FollowUp, ...]
    #: What has been or will be done, in words (R-1.9-1).
    action: str = ""
    signposted: str = ""
    #: What is known of each kind of engagement.
    grounds: Grounds = field(default_factory=Grounds)

    @property
    def promises(self) -> bool:
        """True if something is still to come of it: what follows, or what is being done (R-1.13-5)."""
        return FollowUp.NO_FURTHER not in self.follow_ups or bool(self.action)

    @property
    def names_zero_tolerance(self) -> bool:
        """True if its categories are of those that are never accepted: violence and abuse (1.9)."""
        return bool({Category.VIOLENCE, Category.ABUSE} & {*self.categories})


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What the reporter was told of it, and in which words (R-1.13-5)."""

    at: datetime
    by: PersonId
    words: str
    #: Whether more is to come: until the reporter has heard of that, this is no answer yet.
    promises: bool = False
