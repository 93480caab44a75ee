"""An ended contact: the report that is complete when it is sent (policy 1.9, 1.12.1; model.md §2.1).

Ending the contact was the reporter's decision. A manager acknowledges, talks, and decides what follows; nothing
here approves or denies the ending (R-1.6-8).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import ClassVar, Self

from bot.errors import AlreadyDone, Forbidden, Incomplete, Problem, Refused, lacking, refuse
from bot.nudges import Series
from bot.people import PersonId, Role
from bot.records.assignment import Assigned, Assignment
from bot.records.base import Origin, RecordId, not_yet
from bot.records.concerned import Concerned
from bot.records.days import a_year_after, a_year_before, hours, within
from bot.records.ended_contact.parts import (
    Account,
    Addition,
    AimedAt,
    Category,
    Discussion,
    FollowUp,
    Known,
    NoteKind,
    Outcome,
    ThreatAgainst,
    Triage,
)
from bot.records.rights import HANDLES, KEEPS, LEADS, WITH_EVIDENCE, Act, Allowed, Part, Parties

#: The retention setting for a zero tolerance incident.
ZERO_TOLERANCE = "zero_tolerance"


class State(StrEnum):
    """State of a report of an ended contact."""

    SUBMITTED = "submitted"
    ACKNOWLEDGED = "acknowledged"
    DISCUSSED = "discussed"
    TRIAGED = "triaged"
    #: Decided and told; the talk has still to be noted, or the police decision made.
    TOLD = "told"
    #: Talked, decided and told; the restriction that should follow is not proposed yet.
    PROPOSING = "proposing"
    #: Talked, decided, and told that more is to come; the reporter has not heard of it yet.
    PROMISED = "promised"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class EndedContact(Assigned):
    """A report of a contact that somebody ended."""

    kind: ClassVar[str] = "ended_contact"
    prefix: ClassVar[str] = "EC"
    points_at_individual: ClassVar[bool] = True
    allowed: ClassVar[Allowed] = {
        **LEADS,
        Role.RECORDS_ADMIN: KEEPS | {Act.INSPECT},
        Part.REPORTER: frozenset({Act.READ, Act.HEAR, Act.ANSWER, Act.ADD, Act.ATTACH}),
        Part.AFFECTED: frozenset({Act.ANSWER}),
        Part.WITNESS: frozenset({Act.ANSWER}),
        Part.OWNER: frozenset({Act.ANSWER}),
        Part.HANDLER: HANDLES | WITH_EVIDENCE,
    }

    #: Time of the police decision that it waits for.
    police_settled_at: datetime | None = None
    account: Account
    additions: tuple[Addition, ...] = ()
    acknowledged_at: datetime | None = None
    discussion: Discussion | None = None
    triage: Triage | None = None
    outcome: Outcome | None = None
    #: Earlier outcomes told to the reporter; nothing is overwritten.
    told_before: tuple[Outcome, ...] = ()
    #: Time at which Harbour last told the reporter of an outcome.
    heard_at: datetime | None = None
    #: Number of outcomes that the reporter has heard of.
    heard_of: int = 0
    #: Time at which the intended restriction was proposed, or found not to be needed.
    proposal_settled_at: datetime | None = None
    closed_at: datetime | None = None
    #: People who have answered the support reminder (N5); never whether anybody used it (R-1.12.2-6).
    reminded: tuple[PersonId, ...] = ()
    #: Threatened colleagues whom a person has told of it (R-1.9.4-6).
    known: tuple[Known, ...] = ()
    #: Time at which trying again after a circular conversation was done or dropped (R-1.7-4).
    reengaged_at: datetime | None = None

    # -- steps -----------------------------------------------------------------------------------

    @classmethod
    def submit(cls, origin: Origin, account: Account, *, handler: PersonId | None) -> Self:
        """Send the report. It is complete: nobody has to agree (R-1.6-8)."""
        refuse(lacking(note=account.note or account.note_kind is not NoteKind.WRITTEN))
        # The reporter's local day may be one ahead of UTC.
        if account.reengage_on is not None and account.reengage_on > a_year_after(origin.at.date()) + timedelta(days=1):
            raise Incomplete({"reengage_on": Problem.OUTSIDE})
        return cls(origin=origin, account=account, assigned=Assignment(to=handler, since=origin.at))

    def acknowledge(self, at: datetime) -> Self:
        """Record that the manager has seen it."""
        self._still_open()
        not_yet(self.acknowledged_at)
        return self.changed(acknowledged_at=at, listed=False)

    def talked(self, by: PersonId, on: date, at: datetime, *, today: date, chose_not_to: bool = False) -> Self:
        """Record that manager and reporter talked, or that the reporter chose not to (1.12.1, R-1.12.1-6).

        `today` is the local day of the person who records it.
        """
        self._still_open()
        not_yet(self.discussion)
        refuse(within(a_year_before(today), today, on=on))
        # A day to spare: the time of the contact is kept in UTC, and `on` is a local day.
        if on < self.account.occurred_on.date() - timedelta(days=1):
            raise Incomplete({"on": Problem.NOT_AFTER})
        seen = self.acknowledged_at or at
        talked = self.changed(acknowledged_at=seen, discussion=Discussion(on=on, by=by, chose_not_to=chose_not_to))
        return talked._settled(at)

    def triaged(self, triage: Triage) -> Self:
        """Record the manager's decision on what follows (1.10). Zero tolerance always needs an action (R-1.9-1)."""
        self._still_open()
        not_yet(self.triage)
        self._check_triage(triage)
        return self.changed(acknowledged_at=self.acknowledged_at or triage.at, triage=triage)._settled(triage.at)

    def told(self, outcome: Outcome) -> Self:
        """Record the outcome told to the reporter (R-1.13-5)."""
        self._still_open()
        if self.triage is None:
            raise Refused("Please decide what follows first; then the outcome can be told.")
        refuse(lacking(words=outcome.words))
        before = self.told_before if self.outcome is None else (*self.told_before, self.outcome)
        return self.changed(outcome=outcome, told_before=before, listed=False)._settled(outcome.at)

    def heard(self, at: datetime, of: int) -> Self:
        """Record the number of outcomes the reporter has heard `of`; this keeps the promise made (R-1.13-5)."""
        return self.changed(heard_at=at, heard_of=of)._settled(at)

    def add(self, addition: Addition) -> Self:
        """Add to the report; nothing is overwritten."""
        refuse(lacking(text=addition.text))
        return self.changed(additions=(*self.additions, addition))

    def will_tell_manager(self) -> Self:
        """Note that the reporter would rather tell the manager: a valid note (R-1.12.1-5)."""
        if self.account.note_kind is not NoteKind.LATER:
            raise AlreadyDone("Your note is there already. Nothing changed.")
        return self.changed(account=replace(self.account, note_kind=NoteKind.TELL_MANAGER))

    def support_seen(self, by: PersonId) -> Self:
        """End this person's reminders of support, whatever they answered."""
        return self.changed(reminded=tuple(dict.fromkeys((*self.reminded, by))))

    def now_knows(self, person: PersonId, at: datetime) -> Self:
        """Record that a person has told them of it."""
        if person not in self.to_be_told:
            return self
        return self.changed(known=(*self.known, Known(person=person, at=at)))

    def reengaged(self, by: PersonId, at: datetime) -> Self:
        """Record that the named colleague or the reporter tried again, or decided not to (R-1.7-4)."""
        if self.account.reengage_on is None:
            raise Refused("No day was chosen for trying again.")
        if by not in (self.account.reengage_by, self.origin.by):
            raise Forbidden
        not_yet(self.reengaged_at)
        return self.changed(reengaged_at=at)

    def _still_open(self) -> None:
        not_yet(self.closed_at)

    def _check_triage(self, triage: Triage) -> None:
        acted_on, nothing = self._always_acted_on(triage), FollowUp.NO_FURTHER in triage.follow_ups
        restricts = FollowUp.RESTRICTION in triage.follow_ups and Category.REFUSAL in triage.categories
        problems = lacking(
            categories=triage.categories,
            impact=triage.impact or Category.OTHER not in triage.categories,
            follow_ups=triage.follow_ups,
            action=triage.action or not acted_on,
            not_zero_because=triage.not_zero_because or triage.zero_tolerance or not acted_on,
            help_offered=triage.grounds.help_offered or not restricts,
        )
        if nothing and len(triage.follow_ups) > 1:
            problems["follow_ups"] = Problem.BOTH
        elif nothing and acted_on:
            problems["follow_ups"] = Problem.UNFIT
        refuse(problems)

    def _always_acted_on(self, triage: Triage) -> bool:
        """True if action is always taken: for zero tolerance, or whatever implies it (R-1.9-1)."""
        return triage.zero_tolerance or triage.names_zero_tolerance or self.account.is_urgent

    @property
    def calls_for_debriefs(self) -> bool:
        """True if all staff involved are offered a debrief; no answer takes that from anybody (R-1.12.2-1)."""
        return self.triage is not None and self._always_acted_on(self.triage)

    def _settled(self, at: datetime) -> Self:
        """Close it once nothing is left: talk, decision, telling, police, promise (model.md §2.1)."""
        waits = self.waits_for_police or self.waits_for_proposal or self.waits_for_word
        if self.dealt_with and not waits and self.closed_at is None:
            return self.changed(closed_at=at, listed=False)
        return self

    def police_settled(self, at: datetime) -> Self:
        """Record the police decision, and close the report if nothing else is left (R-1.9.4-5)."""
        return self.changed(police_settled_at=at)._settled(at)

    def proposal_settled(self, at: datetime) -> Self:
        """Record that a restriction was proposed, or that the manager said why none follows."""
        if not self.waits_for_proposal:
            return self
        return self.changed(proposal_settled_at=at)._settled(at)

    def no_restriction(self, why: Addition) -> Self:
        """Record why no restriction follows after all. Raises Refused if none was to follow any more."""
        if not self.waits_for_proposal:
            raise Refused("No restriction was to follow, or there is one already. Nothing changed.")
        return self.add(why).proposal_settled(why.at)

    @property
    def dealt_with(self) -> bool:
        """True if everything on the report itself is done; its follow-ups may still wait."""
        return bool(self.discussion and self.triage and self.outcome)

    # -- what others need to know ----------------------------------------------------------------

    @property
    def state(self) -> State:
        if self.closed_at:
            return State.CLOSED
        if self.triage:
            return self._to_come if self.outcome else State.TRIAGED
        if self.discussion:
            return State.DISCUSSED
        return State.ACKNOWLEDGED if self.acknowledged_at else State.SUBMITTED

    @property
    def _to_come(self) -> State:
        """State once it is decided and told."""
        if not self.dealt_with:
            return State.TOLD
        if self.waits_for_proposal:
            return State.PROPOSING
        return State.PROMISED if self.waits_for_word and not self.waits_for_police else State.TOLD

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def due(self) -> datetime | None:
        # A threat or violence that nobody has seen yet comes first in a list.
        return self.origin.at if self.is_open and self.account.is_urgent and self.acknowledged_at is None else None

    @property
    def involved(self) -> tuple[PersonId, ...]:
        """All staff involved: reporter, targets and witnesses (R-1.12.2-1)."""
        return tuple(dict.fromkeys((self.origin.by, *self.account.targets, *self.account.witnesses)))

    @property
    def to_be_told(self) -> tuple[PersonId, ...]:
        """Threatened colleagues who must first hear of it from a person, never from Harbour."""
        if not self.account.has_threat:
            return ()
        aware = {*self.account.witnesses, *(known.person for known in self.known)}
        return tuple(target for target in self.account.targets if target not in aware)

    def knows(self, person: PersonId) -> bool:
        """True if this person already knows of it, so that Harbour can ask for their view."""
        return person == self.origin.by or any(known.person == person for known in self.known)

    def may_be_asked(self, person: PersonId) -> bool:
        """True if a manager may mention it to this person and ask for their view."""
        return bool(person)

    def may_hear(self, person: PersonId) -> bool:
        """True if Harbour may write to this person about it: only once a person has told them."""
        return self.may_be_asked(person) and person not in self.to_be_told

    def ready_for_action(self) -> None:
        """Refuse nothing: who reported it has had their say (R-1.14.3-5)."""

    @property
    def concerned(self) -> Concerned:
        """People it concerns, for its follow-ups: always the reporter, as a target or a witness."""
        account, reporter = self.account, (self.origin.by,)
        aimed = reporter if account.aimed_at in (None, AimedAt.ME) or account.threat_against is ThreatAgainst.ME else ()
        return Concerned(
            targets=tuple(dict.fromkeys((*aimed, *account.targets))),
            witnesses=tuple(dict.fromkeys((*(() if aimed else reporter), *account.witnesses))),
            not_to=account.not_to,
        )

    @property
    def whom(self) -> RecordId | None:
        """The individual whose behaviour it is about, if the report points at one."""
        return self.account.individual

    @property
    def lookup(self) -> str | None:
        # Records about an individual can be found, but not by a name.
        return self.account.individual

    def pointing_at(self, individual: RecordId) -> Self:
        return self.changed(account=replace(self.account, individual=individual))

    @property
    def in_words(self) -> str:
        """The written account, for those who may read it; empty if there is none."""
        return self.account.note if self.account.note_kind is NoteKind.WRITTEN else ""

    @property
    def received_by(self) -> PersonId:
        """Recipient of the contact: the reporter (1.9.4)."""
        return self.origin.by

    @property
    def finders(self) -> tuple[PersonId, ...]:
        """People who merely found it: none."""
        return ()

    @property
    def needs_police(self) -> bool:
        """True if a manager has to decide about the police: a threat, violence, or a manager's wish (1.9.4)."""
        return self.account.is_urgent or (self.triage is not None and FollowUp.POLICE in self.triage.follow_ups)

    @property
    def waits_for_police(self) -> bool:
        """True if the police decision is still to be made; the report stays open until then (R-1.9.4-5)."""
        return self.needs_police and self.police_settled_at is None

    @property
    def waits_for_proposal(self) -> bool:
        """True if a restriction was to follow and nobody has proposed it."""
        follows = self.triage is not None and FollowUp.RESTRICTION in self.triage.follow_ups
        return follows and self.proposal_settled_at is None and self.closed_at is None

    @property
    def waits_for_word(self) -> bool:
        """True if the reporter was told that more is to come, and has not heard of it since (R-1.13-5)."""
        if self.outcome is None or not self.outcome.promises or self.closed_at is not None:
            return False
        return self.heard_at is None or self.heard_at < self.outcome.at

    @property
    def waits_for_own_word(self) -> bool:
        """True if only a person can keep that promise, because no follow-up will."""
        own = self.triage is not None and FollowUp.NO_FURTHER in self.triage.follow_ups
        return self.waits_for_word and (own or bool(self.told_before))

    @property
    def waits_for_note(self) -> bool:
        """True if the reporter said that they would write the note later, and has not."""
        return self.account.note_kind is NoteKind.LATER and not any(a.by == self.origin.by for a in self.additions)

    @classmethod
    def periods(cls) -> tuple[str, ...]:
        return (cls.kind, ZERO_TOLERANCE)

    @property
    def period(self) -> str:
        return ZERO_TOLERANCE if self.triage is not None and self.triage.zero_tolerance else self.kind

    def parties(self) -> Parties:
        parties = {(self.origin.by, Part.REPORTER), (self.origin.by, Part.AFFECTED)}
        parties |= {(t, Part.AFFECTED) for t in self.account.targets}
        parties |= {(w, Part.WITNESS) for w in self.account.witnesses}
        if self.account.reengage_on and self.account.reengage_by and self.reengaged_at is None:
            parties.add((self.account.reengage_by, Part.OWNER))
        return (
            frozenset(parties)
            | self.handlers()
            | self.must_act(
                waits=self.is_open and (not self.dealt_with or self.waits_for_proposal or self.waits_for_own_word)
            )
        )

    def conflicted(self) -> frozenset[PersonId]:
        not_to = self.account.not_to
        return super().conflicted() | ({not_to} if not_to is not None else set())

    def facts(self) -> Mapping[str, str | int | bool]:
        return {
            "channel": self.account.channel,
            "reasons": ",".join(sorted(self.account.reasons)),
            "threat": self.account.has_threat,
            "violence": self.account.has_violence,
            "injury": self.account.injury,
            "warned": self.account.warned or "",
            "zero_tolerance": bool(self.triage and self.triage.zero_tolerance),
            "no_further": bool(self.triage and FollowUp.NO_FURTHER in self.triage.follow_ups),
            "follow_ups": ",".join(sorted(self.triage.follow_ups)) if self.triage else "",
            "reported_after": hours(self.account.occurred_on, self.origin.at),
            "chose_not_to_talk": bool(self.discussion and self.discussion.chose_not_to),
            **self._took(),
        }

    def _took(self) -> Mapping[str, int]:
        """Hours from the report to each step that was taken."""
        since = self.origin.at
        took: dict[str, int] = {}
        if self.acknowledged_at is not None:
            took["seen_after"] = hours(since, self.acknowledged_at)
        if self.discussion is not None:
            took["talked_after"] = max(0, (self.discussion.on - since.date()).days * 24)
        if self.triage is not None:
            took["triaged_after"] = hours(since, self.triage.at)
        if self.outcome is not None:
            took["told_after"] = hours(since, self.outcome.at)
        return took

    def nudges(self) -> Iterable[Series]:
        sent = self.origin.at
        yield from self._support()
        if self.account.reengage_on and self.reengaged_at is None:
            yield Series(
                kind="talk_again", to=self.account.reengage_by or self.origin.by, since=self.account.reengage_on
            )
        if not self.is_open:
            return
        if self.assigned.to is None:
            yield from self.naming(urgent=self.account.is_urgent)
        elif self.acknowledged_at is None:
            yield self.waits("acknowledge_report", sent, urgent=self.account.is_urgent)
        elif self.discussion is None:
            yield self.waits("talk_with_reporter", sent, begun=self.acknowledged_at)
        if self.waits_for_note:
            yield Series(kind="add_note", to=self.origin.by, since=sent, gentle=True)
        # Until somebody has seen it, only N1 is sent.
        if self.outcome is None and self.assigned.to is not None and self.acknowledged_at is not None:
            yield self.waits("tell_outcome", sent)

        if self.waits_for_proposal and self.assigned.to is not None:
            assert self.triage is not None  # as was just seen
            yield self.waits("propose_restriction", self.triage.at)
        if self.waits_for_word and self.assigned.to is not None:
            assert self.outcome is not None  # as was just seen
            yield self.waits("keep_promise", self.outcome.at, item=str(len(self.told_before)))

    def _support(self) -> Iterable[Series]:
        """Reminders of support to everybody involved; to threatened colleagues once they know (R-1.12.2-5)."""
        twice = self.triage is not None and self.calls_for_debriefs
        since = {known.person: known.at for known in self.known}
        for person in self.involved:
            if person not in self.reminded and self.may_hear(person):
                start = since.get(person, self.origin.at)
                yield Series(
                    kind="offer_support",
                    to=person,
                    since=start,
                    item=person,
                    # A reporter of a threat is not left alone with it until the office opens.
                    urgent=self.account.is_urgent and person == self.origin.by,
                    gentle=True,
                    most=2 if twice else 1,
                )
