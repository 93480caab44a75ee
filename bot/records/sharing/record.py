"""A sharing decision: who needs to know of a restriction for their work, and why each of them does (policy 1.14.2).

One for each action and each change (R-1.14.2-3). Harbour shares the alert card and nothing else; a decision not to
share is recorded as well, with its reasons (R-1.14.2-2).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Self

from bot.errors import AlreadyDone, Forbidden, Problem, lacking, refuse
from bot.nudges import Series
from bot.people import PersonId, Role
from bot.records.base import Origin, Record
from bot.records.restriction.measures import Channel, Measure
from bot.records.rights import Act, Allowed, Part, Parties
from bot.records.sharing.alert_card import AlertCard, Names


class Group(StrEnum):
    """Groups that may need to know."""

    PHONE_HANDLERS = "phone_handlers"
    WEB_MONITORS = "web_monitors"
    #: The reporter, people it was aimed at and witnesses: they hear the state of the card, read it when they
    #: want to, and are not nudged.
    INVOLVED = "involved"
    #: People picked by name.
    PEOPLE = "people"


class Agency(StrEnum):
    """Outside agencies that the manager tells: Harbour sends nothing out (1.14.2, 1.9.4)."""

    POLICE = "police"
    OTHER = "other"


#: Groups made up of whoever holds a role at the time.
ROLE_OF: Mapping[Group, Role] = {
    Group.PHONE_HANDLERS: Role.PHONE_HANDLER,
    Group.WEB_MONITORS: Role.WEB_MONITOR,
}

#: Channels on which each group meets individuals at work (R-1.14.2-4, R-1.14.2-5).
_MEETS: Mapping[Group, frozenset[Channel]] = {
    Group.PHONE_HANDLERS: frozenset({Channel.PHONE}),
    Group.WEB_MONITORS: frozenset({Channel.EMAIL, Channel.WEB, Channel.SOCIAL_MEDIA}),
}


def preselected(measures: Iterable[Measure], behaviour: Iterable[Channel] = ()) -> frozenset[Group]:
    """Return the groups ticked beforehand: those that work on a channel of the measures or of the behaviour."""
    touched = {*behaviour, *(channel for measure in measures for channel in measure.channels)}
    return frozenset(group for group, channels in _MEETS.items() if touched & channels)


class State(StrEnum):
    """State of a sharing decision."""

    #: The card is with those who need it; somebody has not read it yet.
    SHARED = "shared"
    #: Everybody who was asked to has read it.
    READ = "read"
    #: It was decided not to share.
    NOT_SHARED = "not_shared"
    #: A later decision has replaced it.
    SUPERSEDED = "superseded"
    #: Its subject no longer applies.
    WITHDRAWN = "withdrawn"


class Stands(StrEnum):
    """State of the card, which follows from the restriction (`bot.flows.sharing.following`)."""

    #: The restriction, or the change, waits until the individual has been told.
    NOT_YET = "not_yet"
    IN_FORCE = "in_force"
    #: The restriction is suspended while an appeal is heard.
    PAUSED = "paused"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


#: Called back: the card is no longer followed, and not shown again.
CALLED_BACK = frozenset({Stands.SUPERSEDED, Stands.WITHDRAWN})


@dataclass(frozen=True, kw_only=True)
class Grant:
    """People who need to know, and why each of them does."""

    group: Group
    why: str
    #: Its members when it was decided. Later holders of a role read the card as well.
    people: tuple[PersonId, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A manager's plan for sharing."""

    #: The change of the restriction it is about (`Restriction.change`).
    change: str
    grants: tuple[Grant, ...] = ()
    card: AlertCard | None = None
    #: Reason why nobody needs to know.
    nobody_because: str = ""
    #: People who do not get it, and why.
    not_with: str = ""
    #: People who are told more than the card, what and why; the manager tells them in person.
    more: str = ""
    #: Another agency that is told: which one, and on what ground (R-1.14.2-6).
    agency: Agency | None = None
    agency_why: str = ""

    def missing(self, names: Names, barred: Collection[PersonId], *, over: bool) -> dict[str, Problem]:
        """Return the missing answers. `over`: nothing applies any more, so there is no card."""
        problems = lacking(
            agency_why=self.agency_why or self.agency is None, nobody_because=self.nobody_because or self.grants
        )
        for field, grant in zip(fields(self.grants), self.grants, strict=True):
            problems |= lacking(**{f"why_{field}": grant.why})
            if not grant.people:
                picked = grant.group is Group.PEOPLE
                problems |= {field: Problem.MISSING} if picked else {"groups": Problem.UNFIT}
        if self.grants and not over:
            problems |= (self.card or AlertCard(instruction="", pass_to=None)).missing(names, barred)
        return problems


def fields(grants: Iterable[Grant]) -> list[str]:
    """Return the question id of each grant: that of the group; for people `people_1`, `people_2`."""
    found: list[str] = []
    picked = 0
    for grant in grants:
        picked += grant.group is Group.PEOPLE
        found.append(f"{grant.group}_{picked}" if grant.group is Group.PEOPLE else grant.group.value)
    return found


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One person's reading of the card."""

    by: PersonId
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Joined:
    """A later holder of a role, who is asked to read the card from then on."""

    person: PersonId
    at: datetime


#: The message if another decision has replaced the card.
SUPERSEDED = "This card is no longer in force. There is nothing for you to do."

#: Acts of those who read the card.
_READS = frozenset({Act.HEAR, Act.ANSWER})


@dataclass(frozen=True, kw_only=True)
class SharingDecision(Record):
    """Decision by the record's author on who needs to know of one change of a restriction."""

    kind: ClassVar[str] = "sharing"
    prefix: ClassVar[str] = "SD"
    listed_below: ClassVar[bool] = True
    #: The restriction's decider may decide again. Those who need the card hear what is on it, and
    #: answer that they have read it: by name, or by the role that they hold now (`shown_to`).
    allowed: ClassVar[Allowed] = {
        Part.HANDLER: frozenset({Act.READ, Act.HEAR, Act.DECIDE}),
        Part.RECIPIENT: _READS,
        Role.PHONE_HANDLER: _READS,
        Role.WEB_MONITOR: _READS,
        Role.MANAGEMENT_TEAM: frozenset({Act.READ}),
        Role.CHIEF_EXECUTIVE: frozenset({Act.READ}),
        Role.RECORDS_ADMIN: frozenset({Act.READ}),
    }

    restriction_ref: str
    plan: Plan
    #: The manager the restriction lies with.
    manager: PersonId | None
    #: Staff whom the matter concerns: no role gives them access to it.
    barred: tuple[PersonId, ...] = ()
    stands: Stands = Stands.NOT_YET
    readings: tuple[Reading, ...] = ()
    joined: tuple[Joined, ...] = ()

    @classmethod
    def decide(
        cls,
        origin: Origin,
        plan: Plan,
        *,
        restriction_ref: str,
        barred: Collection[PersonId],
        names: Names,
        over: bool,
    ) -> Self:
        """Decide it. Raises Incomplete with everything that is missing, Forbidden for those who may not."""
        if origin.by in barred:
            raise Forbidden
        refuse(plan.missing(names, barred, over=over))
        return cls(
            origin=origin,
            plan=plan,
            restriction_ref=restriction_ref,
            manager=origin.by,
            barred=tuple(sorted(barred)),
            stands=Stands.WITHDRAWN if over else Stands.NOT_YET,
        )

    def read(self, by: PersonId, at: datetime) -> Self:
        """Record that somebody who was asked to has read the card. Raises Forbidden for others."""
        if by not in self.asked:
            raise Forbidden
        if self.stands in CALLED_BACK:
            raise AlreadyDone(SUPERSEDED)
        if any(reading.by == by for reading in self.readings):
            raise AlreadyDone("You have said so already. Thank you.")
        return self.changed(readings=(*self.readings, Reading(by=by, at=at)))

    def joins(self, people: Iterable[PersonId], at: datetime) -> Self:
        """Ask new holders of its roles to read the card, except those whom the matter concerns (R-1.14.2-4)."""
        new = (p for p in dict.fromkeys(people) if p not in {*self.asked, *self.barred, self.origin.by})
        return self.changed(joined=(*self.joined, *(Joined(person=p, at=at) for p in new)))

    # -- who -----------------------------------------------------------------------------------------

    @property
    def asked(self) -> tuple[PersonId, ...]:
        """People asked to read the card, each once; neither its decider nor those who merely may look."""
        people = (p for g in self.plan.grants if g.group is not Group.INVOLVED for p in g.people)
        later = (joined.person for joined in self.joined)
        return tuple(p for p in dict.fromkeys((*people, *later)) if p != self.origin.by)

    @property
    def hears(self) -> tuple[PersonId, ...]:
        """People who hear the state of the card, each once: those asked to read it, and those it concerns."""
        concerned = (p for g in self.plan.grants if g.group is Group.INVOLVED for p in g.people)
        return tuple(p for p in dict.fromkeys((*self.asked, *concerned)) if p != self.origin.by)

    @property
    def unread(self) -> tuple[PersonId, ...]:
        """People who were asked and have not said that they have read it."""
        have = {reading.by for reading in self.readings}
        return tuple(p for p in self.asked if p not in have)

    @property
    def by_name(self) -> frozenset[PersonId]:
        """People who read the card whatever role they hold: those picked, and those it concerns."""
        named = (g for g in self.plan.grants if g.group in (Group.PEOPLE, Group.INVOLVED))
        return frozenset(p for g in named for p in g.people)

    @property
    def roles(self) -> frozenset[Role]:
        """Roles whose present holders read the card."""
        return frozenset(ROLE_OF[g.group] for g in self.plan.grants if g.group in ROLE_OF)

    # -- what others need to know ----------------------------------------------------------------------

    @property
    def over(self) -> bool:
        """True if it was about an end: there is no card, and those who had one hear that it is over."""
        return bool(self.plan.grants) and self.plan.card is None

    @property
    def waits_to_be_read(self) -> bool:
        """True if people who have not read the card are asked to."""
        return not self.over and self.stands in (Stands.NOT_YET, Stands.IN_FORCE)

    @property
    def state(self) -> State:
        if self.stands is Stands.SUPERSEDED:
            return State.SUPERSEDED
        if not self.plan.grants:
            return State.NOT_SHARED
        if self.stands is Stands.WITHDRAWN:
            return State.WITHDRAWN
        return State.SHARED if self.unread else State.READ

    @property
    def is_open(self) -> bool:
        return self.stands not in CALLED_BACK

    @property
    def handler(self) -> PersonId | None:
        return self.manager

    def shown_to(self, role: Role) -> bool:
        return role not in ROLE_OF.values() or role in self.roles

    @property
    def at_rest(self) -> bool:
        # It goes with the restriction.
        return True

    def parties(self) -> Parties:
        parties = {(p, Part.RECIPIENT) for p in self.by_name}
        if self.is_open and not self.over:
            parties |= {(p, Part.CARD) for p in self.asked}
        if self.waits_to_be_read:
            parties |= {(p, Part.MUST_ACT) for p in self.unread}
        if self.manager is not None:
            parties.add((self.manager, Part.HANDLER))
        return frozenset(parties)

    def conflicted(self) -> frozenset[PersonId]:
        return frozenset(self.barred)

    def facts(self) -> Mapping[str, str | int | bool]:
        groups = ",".join(sorted({grant.group.value for grant in self.plan.grants}))
        return {"shared_with": groups, "asked": len(self.asked), "read": len(self.readings)}

    def nudges(self) -> Iterable[Series]:
        if self.waits_to_be_read:
            since = {joined.person: joined.at for joined in self.joined}
            for person in self.unread:
                start = since.get(person, self.origin.at)
                yield Series(kind="read_alert_card", to=person, since=start, item=person)
