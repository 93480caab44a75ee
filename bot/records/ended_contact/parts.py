"""The parts of a report of an ended contact: questions, answers and later additions (1.9, 1.12.1).

No category, severity or proof: the reporter is not asked for those.
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
    """Channel of the contact (R-1.2-3)."""

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


#: Channels on which a warning may be given before ending (1.9.1: "phone or face-to-face contact").
SPOKEN = frozenset({Channel.PHONE, Channel.IN_PERSON_OFFICE, Channel.IN_PERSON_VISIT, Channel.VIDEO})


#: Written correspondence with the office; abusive correspondence is not answered directly (1.9.2).
WRITTEN = frozenset({Channel.LETTER, Channel.EMAIL, Channel.WEB_FORM, Channel.OUR_SOCIAL_MEDIA, Channel.OTHER_ONLINE})
#: Channels where action online is possible (1.9.3).
ONLINE = frozenset({Channel.WEB_FORM, Channel.OUR_SOCIAL_MEDIA, Channel.OTHER_ONLINE})


class Reason(StrEnum):
    """Reasons, in the reporter's eyes; the first is enough on its own."""

    DISTRESSING = "distressing"
    ABUSIVE = "abusive"
    THREAT = "threat"
    VIOLENCE = "violence"
    HARASSMENT = "harassment"
    RECORDED = "recorded"
    CIRCULAR = "circular"
    OTHER = "other"


class Warned(StrEnum):
    """Answers about a warning; each is complete (R-1.9.1-1, R-1.9.1-2)."""

    WARNED = "warned"
    NOT_SAFE = "not_safe"
    EXTREME = "extreme"
    JUDGED_NOT = "judged_not"
    NOT_APPLICABLE = "not_applicable"


class ThreatAgainst(StrEnum):
    """Target of a threat or of violence (R-1.9.4-2)."""

    ME = "me"
    COLLEAGUE = "colleague"
    SOMEONE_ELSE = "someone_else"
    ORGANISATION = "organisation"


class RecordingFor(StrEnum):
    """Purpose of a recording (R-1.10.5-4)."""

    PUBLIC = "public"
    OWN_USE = "own_use"


class AimedAt(StrEnum):
    """Target of the behaviour; a person who merely read or heard it is affected too (R-1.10.2-2)."""

    ME = "me"
    COLLEAGUE = "colleague"
    ORGANISATION = "organisation"
    THIRD_PARTY = "third_party"


class Ended(StrEnum):
    """Actions that ended the contact: exactly the policy's five (R-1.12.1-4)."""

    EXPLAINED = "explained"
    ENDED_CALL = "ended_call"
    ENDED_MEETING = "ended_meeting"
    STOPPED_READING = "stopped_reading"
    LEFT_SOCIAL_MEDIA = "left_social_media"


class Tried(StrEnum):
    """Steps the reporter tried before the end; never required, and never counted (R-1.4-2)."""

    BREAK = "break"
    EXPLAINED = "explained"
    CALL_BACK = "call_back"
    COLLEAGUE = "colleague"
    NOTHING = "nothing"


class NoteKind(StrEnum):
    """Forms of note; each is valid (R-1.12.1-5)."""

    WRITTEN = "written"
    TELL_MANAGER = "tell_manager"
    LATER = "later"


class Wish(StrEnum):
    """Help that the reporter would like."""

    RESTRICT = "restrict"
    TIME_AWAY = "time_away"


class ReportTo(StrEnum):
    """Recipient of the report: one's line manager, or the next in the chain (model.md §2.1)."""

    MANAGER = "manager"
    OTHER = "other"


class Talk(StrEnum):
    """Talk between manager and reporter, or the choice not to have one."""

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
    """Follow-ups to a report."""

    NO_FURTHER = "no_further"
    RESTORATIVE = "restorative"
    CORRESPONDENCE = "correspondence"
    RESTRICTION = "restriction"
    POLICE = "police"
    ONLINE = "online"


@dataclass(frozen=True, kw_only=True)
class Account:
    """The reporter's account. No category, severity, proof or protected characteristic is asked for."""

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
    #: Steps the reporter took or tried (R-1.9-2: "any steps they were able to take").
    steps: str = ""
    individual: RecordId | None = None
    #: The individual's relationship to us, if nothing names them (R-1.2-1).
    relationship: Relationship | None = None
    witnesses: tuple[PersonId, ...] = ()
    #: Colleagues it was aimed at, or who were threatened; they need not have been there.
    targets: tuple[PersonId, ...] = ()
    injury: bool = False
    wishes: tuple[Wish, ...] = ()
    #: After a circular conversation: the day to try again, and the person to do so (R-1.7-4).
    reengage_on: date | None = None
    reengage_by: PersonId | None = None
    #: The line manager, if the reporter chose another manager to see it: it never reaches them.
    not_to: PersonId | None = None

    @property
    def has_threat(self) -> bool:
        """True if a threat was made, against anybody (1.9.4)."""
        return Reason.THREAT in self.reasons

    @property
    def has_violence(self) -> bool:
        """True if somebody was attacked or hurt, even if nobody called it violence (R-1.9-1)."""
        return Reason.VIOLENCE in self.reasons or self.injury

    @property
    def is_urgent(self) -> bool:
        """True if it cannot wait: it involves a threat or violence."""
        return self.has_threat or self.has_violence


@dataclass(frozen=True, kw_only=True)
class Known:
    """Time at which a person told a threatened colleague of it."""

    person: PersonId
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Addition:
    """A later addition. Nothing is ever overwritten."""

    at: datetime
    by: PersonId
    text: str


@dataclass(frozen=True, kw_only=True)
class Discussion:
    """Talk between manager and reporter, or the reporter's choice not to have one; never what was said."""

    on: date
    by: PersonId
    chose_not_to: bool = False


@dataclass(frozen=True, kw_only=True)
class Triage:
    """The manager's decision on what follows (1.10)."""

    at: datetime
    by: PersonId
    categories: tuple[Category, ...]
    #: The impact, in words, if the category is "other" (R-1.10-2).
    impact: str
    zero_tolerance: bool
    #: Reason for not calling it zero tolerance, where threats, violence or abuse suggest it (R-1.9-1).
    not_zero_because: str = ""
    follow_ups: tuple[FollowUp, ...]
    #: Action taken or to be taken, in words (R-1.9-1).
    action: str = ""
    signposted: str = ""
    #: Details of each kind of engagement.
    grounds: Grounds = field(default_factory=Grounds)

    @property
    def promises(self) -> bool:
        """True if more is to come: a follow-up, or action being taken (R-1.13-5)."""
        return FollowUp.NO_FURTHER not in self.follow_ups or bool(self.action)

    @property
    def names_zero_tolerance(self) -> bool:
        """True if its categories include violence or abuse, which are never accepted (1.9)."""
        return bool({Category.VIOLENCE, Category.ABUSE} & {*self.categories})


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """Outcome told to the reporter, and the words used (R-1.13-5)."""

    at: datetime
    by: PersonId
    words: str
    #: True if more is to come: until the reporter has heard of that, this is not the full answer.
    promises: bool = False
