"""An ended contact: the report that is complete when it is sent (policy 1.9, 1.12.1; model.md §2.1).

Ending the contact was the reporter's to decide. A manager acknowledges, talks, and decides what
follows; there is nothing here that approves or denies it (R-1.6-8).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import ClassVar, Self

from bot.errors import AlreadyDone, Forbidden, Incomplete, Refused
from bot.nudges import Series
from bot.people import PersonId
from bot.records.assignment import Assigned, Assignment
from bot.records.base import Origin, Part, Parties, RecordId, not_yet
from bot.records.days import a_year_after, a_year_before
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


class Reason(StrEnum):
    """What it was, in the reporter's eyes; the first is enough on its own."""

    DISTRESSING = "distressing"
    ABUSIVE = "abusive"
    THREAT = "threat"
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
    """Against whom a threat was made (R-1.9.4-2)."""

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


class State(StrEnum):
    """Where a report stands."""

    SUBMITTED = "submitted"
    ACKNOWLEDGED = "acknowledged"
    DISCUSSED = "discussed"
    TRIAGED = "triaged"
    CLOSED = "closed"


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
        """Whether a threat was made, against anybody (1.9.4)."""
        return Reason.THREAT in self.reasons


@dataclass(frozen=True, kw_only=True)
class Concerned:
    """Whom a matter concerns, and who therefore never decides it (R-1.8-5)."""

    #: Whom it was aimed at.
    targets: tuple[PersonId, ...] = ()
    #: Who saw or heard it.
    witnesses: tuple[PersonId, ...] = ()
    #: The manager whom the reporter chose to pass by.
    not_to: PersonId | None = None

    def everybody(self) -> frozenset[PersonId]:
        """All of them."""
        return frozenset((*self.targets, *self.witnesses, *(() if self.not_to is None else (self.not_to,))))


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
    follow_ups: tuple[FollowUp, ...]
    #: What has been or will be done, in words (R-1.9-1).
    action: str = ""
    signposted: str = ""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """That the reporter has heard what came of it (R-1.13-5), and in which words."""

    at: datetime
    by: PersonId
    words: str


@dataclass(frozen=True, kw_only=True)
class EndedContact(Assigned):
    """A report of a contact that somebody ended."""

    kind: ClassVar[str] = "ended_contact"
    prefix: ClassVar[str] = "EC"

    account: Account
    additions: tuple[Addition, ...] = ()
    acknowledged_at: datetime | None = None
    discussion: Discussion | None = None
    triage: Triage | None = None
    outcome: Outcome | None = None
    #: What the reporter was told before; nothing is written over.
    told_before: tuple[Outcome, ...] = ()
    closed_at: datetime | None = None
    #: Who has answered the reminder of support (N5); never whether anybody used it (R-1.12.2-6).
    reminded: tuple[PersonId, ...] = ()
    #: When trying again after a circular conversation was done or dropped (R-1.7-4).
    reengaged_at: datetime | None = None

    # -- steps -----------------------------------------------------------------------------------

    @classmethod
    def submit(cls, origin: Origin, account: Account, *, handler: PersonId | None) -> Self:
        """Send the report. It is complete: nobody has to agree (R-1.6-8)."""
        if account.note_kind is NoteKind.WRITTEN and not account.note:
            raise Incomplete({"note": "Please write a sentence, or choose one of the two answers below it."})
        # The reporter's own day may be one further than that of the moment.
        if account.reengage_on is not None and account.reengage_on > a_year_after(origin.at.date()) + timedelta(days=1):
            raise Incomplete({"reengage_on": "Please choose a day within a year, or leave it empty."})
        return cls(origin=origin, account=account, assigned=Assignment(to=handler, since=origin.at))

    def acknowledge(self, at: datetime) -> Self:
        """The manager has seen it."""
        self._still_open()
        not_yet(self.acknowledged_at)
        return self.changed(acknowledged_at=at, listed=False)

    def talked(self, by: PersonId, on: date, at: datetime, *, today: date, chose_not_to: bool = False) -> Self:
        """Manager and reporter have talked, or the reporter chose not to (1.12.1, R-1.12.1-6).

        `today` is the local day of whoever says so.
        """
        self._still_open()
        not_yet(self.discussion)
        if on > today:
            raise Incomplete({"on": "Please give the day on which you talked; it cannot be in the future."})
        if on < a_year_before(today):
            raise Incomplete({"on": "Please give the day on which you talked, within the last year."})
        seen = self.acknowledged_at or at
        talked = self.changed(acknowledged_at=seen, discussion=Discussion(on=on, by=by, chose_not_to=chose_not_to))
        return talked._settled(at)

    def triaged(self, triage: Triage) -> Self:
        """The manager decides what follows (1.10). Zero tolerance always has an action (R-1.9-1)."""
        self._still_open()
        not_yet(self.triage)
        self._check_triage(triage)
        return self.changed(acknowledged_at=self.acknowledged_at or triage.at, triage=triage)._settled(triage.at)

    def told(self, outcome: Outcome) -> Self:
        """The reporter has heard the outcome (R-1.13-5)."""
        self._still_open()
        if self.triage is None:
            raise Refused("Please decide what follows first; then the outcome can be told.")
        if not outcome.words:
            raise Incomplete({"words": "Please write what you told, or would like to tell, in a sentence."})
        before = self.told_before if self.outcome is None else (*self.told_before, self.outcome)
        return self.changed(outcome=outcome, told_before=before, listed=False)._settled(outcome.at)

    def add(self, addition: Addition) -> Self:
        """Somebody adds to it; what stands stays."""
        if not addition.text:
            raise Incomplete({"text": "Please write what you would like to add."})
        return self.changed(additions=(*self.additions, addition))

    def will_tell_manager(self) -> Self:
        """The reporter would rather tell the manager: a valid note (R-1.12.1-5)."""
        if self.account.note_kind is not NoteKind.LATER:
            raise AlreadyDone("Your note is there already. Nothing changed.")
        return self.changed(account=replace(self.account, note_kind=NoteKind.TELL_MANAGER))

    def support_seen(self, by: PersonId) -> Self:
        """This person has answered the reminder of support, in whatever way: no more of it."""
        return self.changed(reminded=tuple(dict.fromkeys((*self.reminded, by))))

    def reengaged(self, by: PersonId, at: datetime) -> Self:
        """The named colleague, or the reporter, has tried again or decided not to (R-1.7-4)."""
        if self.account.reengage_on is None:
            raise Refused("No day was chosen for trying again.")
        if by not in (self.account.reengage_by, self.origin.by):
            raise Forbidden
        not_yet(self.reengaged_at)
        return self.changed(reengaged_at=at)

    def _still_open(self) -> None:
        not_yet(self.closed_at)

    def _check_triage(self, triage: Triage) -> None:
        errors: dict[str, str] = {}
        if not triage.categories:
            errors["categories"] = "Please choose at least one; “Other” is there for what does not fit."
        if Category.OTHER in triage.categories and not triage.impact:
            errors["impact"] = "Please say in a few words what the impact was."
        if not triage.follow_ups:
            errors["follow_ups"] = "Please choose what follows, even if it is nothing further."
        elif FollowUp.NO_FURTHER in triage.follow_ups and len(triage.follow_ups) > 1:
            errors["follow_ups"] = "Please choose either nothing further or what follows, not both."
        elif triage.zero_tolerance and FollowUp.NO_FURTHER in triage.follow_ups:
            errors["follow_ups"] = "Zero tolerance means that we always take action: please choose what follows."
        if triage.zero_tolerance and not triage.action:
            errors["action"] = "Zero tolerance means that we always take action: please say what is being done."
        if errors:
            raise Incomplete(errors)

    def _settled(self, at: datetime) -> Self:
        """Closed as soon as nothing is left to do: talked, decided, told (model.md §2.1)."""
        if self.discussion and self.triage and self.outcome and self.closed_at is None:
            return self.changed(closed_at=at, listed=False)
        return self

    # -- what others need to know ----------------------------------------------------------------

    @property
    def state(self) -> State:
        if self.closed_at:
            return State.CLOSED
        if self.triage:
            return State.TRIAGED
        if self.discussion:
            return State.DISCUSSED
        return State.ACKNOWLEDGED if self.acknowledged_at else State.SUBMITTED

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def due(self) -> datetime | None:
        # A threat that nobody has seen yet comes first in a list.
        return self.origin.at if self.is_open and self.account.has_threat and self.acknowledged_at is None else None

    @property
    def involved(self) -> tuple[PersonId, ...]:
        """All staff involved: who reported it, whom it was aimed at, who was there (R-1.12.2-1)."""
        return tuple(dict.fromkeys((self.origin.by, *self.account.targets, *self.account.witnesses)))

    @property
    def concerned(self) -> Concerned:
        """Whom it concerns, for what grows out of it: the reporter always, as who it was aimed at or who heard it."""
        account, reporter = self.account, (self.origin.by,)
        aimed = reporter if account.aimed_at in (None, AimedAt.ME) or account.threat_against is ThreatAgainst.ME else ()
        return Concerned(
            targets=tuple(dict.fromkeys((*aimed, *account.targets))),
            witnesses=tuple(dict.fromkeys((*(() if aimed else reporter), *account.witnesses))),
            not_to=account.not_to,
        )

    @property
    def waits_for_note(self) -> bool:
        """Whether the reporter said that they would write the note later, and has not."""
        return self.account.note_kind is NoteKind.LATER and not any(a.by == self.origin.by for a in self.additions)

    def parties(self) -> Parties:
        parties = {(self.origin.by, Part.REPORTER), (self.origin.by, Part.AFFECTED)}
        parties |= {(t, Part.AFFECTED) for t in self.account.targets}
        parties |= {(w, Part.WITNESS) for w in self.account.witnesses}
        if self.account.reengage_on and self.account.reengage_by and self.reengaged_at is None:
            parties.add((self.account.reengage_by, Part.OWNER))
        return frozenset(parties) | self.handlers() | self.must_act(waits=self.is_open)

    def conflicted(self) -> frozenset[PersonId]:
        not_to = self.account.not_to
        return super().conflicted() | ({not_to} if not_to is not None else set())

    def facts(self) -> Mapping[str, str | int | bool]:
        return {
            "channel": self.account.channel,
            "threat": self.account.has_threat,
            "injury": self.account.injury,
            "warned": self.account.warned or "",
            "zero_tolerance": bool(self.triage and self.triage.zero_tolerance),
            "no_further": bool(self.triage and FollowUp.NO_FURTHER in self.triage.follow_ups),
        }

    def nudges(self) -> Iterable[Series]:
        sent = self.origin.at
        twice = self.triage is not None and self.triage.zero_tolerance
        for person in self.involved:
            if person not in self.reminded:
                yield Series(kind="N5", to=person, since=sent, item=person, gentle=True, most=2 if twice else 1)
        if self.account.reengage_on and self.reengaged_at is None:
            yield Series(kind="N29", to=self.account.reengage_by or self.origin.by, since=self.account.reengage_on)
        if not self.is_open:
            return
        if self.assigned.to is None:
            yield from self.naming(urgent=self.account.has_threat)
        elif self.acknowledged_at is None:
            yield self.waits("N1", sent, urgent=self.account.has_threat)
        elif self.discussion is None:
            yield self.waits("N2", sent, begun=self.acknowledged_at)
        if self.waits_for_note:
            yield Series(kind="N3", to=self.origin.by, since=sent, gentle=True)
        # Until somebody has seen it, N1 asks for that alone.
        if self.outcome is None and self.assigned.to is not None and self.acknowledged_at is not None:
            yield self.waits("N4", sent)
