"""People, and who decides what: line management, absence, conflicts of interest (policy 1.8, 1.12.1).

`People` is a snapshot of the directory; everything here is pure.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property, partial
from typing import NewType

PersonId = NewType("PersonId", str)

_EMAIL = re.compile(r"[^\s@<>()\[\],;:\\\"]+@[^\s@<>()\[\],;:\\\".]+(\.[^\s@<>()\[\],;:\\\".]+)*")


def is_email(text: str) -> bool:
    """True if this is one plain e-mail address, such as "morag@example.org"."""
    return len(text) <= 254 and text.isprintable() and _EMAIL.fullmatch(text) is not None


class Role(StrEnum):
    """Roles that a person holds in the organisation, as the directory file names them."""

    MANAGEMENT_TEAM = "management_team"
    CHIEF_EXECUTIVE = "chief_executive"
    PHONE_HANDLER = "phone_handler"
    WEB_MONITOR = "web_monitor"
    RECORDS_ADMIN = "records_admin"
    HEALTH_AND_SAFETY = "health_and_safety"
    APP_ADMIN = "app_admin"
    BOARD = "board"


#: What `Person.prefers` says where it names no platform.
BOTH = "both"


@dataclass(frozen=True, kw_only=True)
class Absence:
    """Away from `since` until, and not including, `back`."""

    since: date
    back: date

    def covers(self, day: date) -> bool:
        """True if the person is away on this day."""
        return self.since <= day < self.back


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """Somebody who works here."""

    id: PersonId
    #: Lower case; empty only for somebody whom the directory does not know and who hides it, or whose address has
    #: become somebody else's since they left.
    email: str
    name: str
    line_manager: PersonId | None = None
    #: Who stands in when this person, as a manager, is away, silent or conflicted; in order.
    deputies: tuple[PersonId, ...] = ()
    roles: frozenset[Role] = frozenset()
    #: By which each platform knows them, by its name (`bot.platforms`).
    ids: Mapping[str, str] = field(default_factory=dict, hash=False)
    #: The platforms whose id the directory gave; the others were learnt.
    given: frozenset[str] = frozenset()
    #: By which the organisation knows them, where the directory tells it (`bot.identity`).
    key: str | None = None
    #: The addresses that they had here before, so that none of them leads to somebody else in silence.
    former: tuple[str, ...] = ()
    #: The platform on which they want to hear from Harbour, or BOTH. None: wherever they are known.
    prefers: str | None = None
    #: IANA name, where it differs from the organisation's.
    time_zone: str | None = None
    #: False once they have left or their account is closed.
    active: bool = True
    #: False for somebody seen in the workspace whom the directory file does not list.
    listed: bool = True
    #: The absence that runs or comes next, and those after it, in order and apart from one another.
    absence: Absence | None = None
    later: tuple[Absence, ...] = ()

    @property
    def has_address(self) -> bool:
        """True if there is any way to them at all."""
        return bool(self.email or self.ids)

    @property
    def on_both(self) -> bool:
        """True if Harbour knows them on several platforms, so that they can choose between them."""
        return len(self.ids) > 1

    def known_as(self, platform: str, id_: str | None) -> Person:
        """With this id on a platform, or with none there."""
        others = {name: kept for name, kept in self.ids.items() if name != platform}
        return replace(self, ids=others | ({platform: id_} if id_ else {}), given=self.given - {platform})

    def addressed(self, email: str) -> Person:
        """With this address from now on; the one before stays known as having been theirs."""
        if email == self.email:
            return self
        before = (*self.former, *((self.email,) if self.email else ()))
        former = tuple(dict.fromkeys(address for address in before if address != email))
        return replace(self, email=email, former=former)

    def is_away(self, day: date) -> bool:
        """True if the person is away on this day."""
        return self.back_after(day) is not None

    def back_after(self, day: date) -> date | None:
        """The day on which they are back, if they are away on this day."""
        return next((absence.back for absence in self._absences if absence.covers(day)), None)

    def away(self, absence: Absence, today: date) -> Person:
        """With this absence as well; those that touch are one, and those that are over are forgotten."""
        return self._with((*self._absences, absence), today)

    def without(self, absence: Absence, today: date) -> Person:
        """Without this absence, where it stands as it was said; those that are over are forgotten."""
        return self._with((each for each in self._absences if each != absence), today)

    def away_until(self, back: date | None, today: date) -> Person:
        """Away from today until this day, or here where there is none; an absence further ahead stays."""
        ahead = tuple(absence for absence in self._absences if absence.since > today)
        return self._with((*ahead, *(() if back is None else (Absence(since=today, back=back),))), today)

    @property
    def _absences(self) -> tuple[Absence, ...]:
        return (*(() if self.absence is None else (self.absence,)), *self.later)

    def _with(self, absences: Iterable[Absence], today: date) -> Person:
        apart: list[Absence] = []
        for each in sorted((a for a in absences if a.back > today), key=lambda a: a.since):
            if apart and each.since <= apart[-1].back:
                apart[-1] = replace(apart[-1], back=max(apart[-1].back, each.back))
            else:
                apart.append(each)
        return replace(self, absence=apart[0] if apart else None, later=tuple(apart[1:]))

    @property
    def first_name(self) -> str:
        """How colleagues call them."""
        return self.name.split()[0] if self.name.split() else "Somebody"


def _folded(id_: str) -> str:
    """The id in one case; itself where it is so already, for there are many."""
    folded = id_.casefold()
    return id_ if folded == id_ else folded


class People:
    """The directory at one moment."""

    def __init__(
        self,
        people: Iterable[Person],
        *,
        duty_manager_email: str | None = None,
        chair_email: str | None = None,
        appeal_decider_email: str | None = None,
        on_call_emails: Iterable[tuple[date, str]] = (),
    ) -> None:
        """`on_call_emails`: who is on call from which day on, in order."""
        on_call_emails = tuple(on_call_emails)
        self._of = partial(
            People,
            duty_manager_email=duty_manager_email,
            chair_email=chair_email,
            appeal_decider_email=appeal_decider_email,
            on_call_emails=on_call_emails,
        )
        self._by_id = {p.id: p for p in people}
        self._by_email = {p.email: p for p in self if p.email}
        self._by_key = {p.key: p for p in self if p.key}
        self._by_former = {address: p for p in self for address in p.former}
        self._by_account: dict[str, dict[str, Person]] = defaultdict(dict)
        for person in self:
            for name, id_ in person.ids.items():
                self._by_account[name][_folded(id_)] = person
        self._managers = {m for p in self for m in (p.line_manager, *p.deputies) if m is not None}
        self._duty_manager = self._at(duty_manager_email)
        self._chair = self._at(chair_email)
        self._appeal_decider = self._at(appeal_decider_email)
        self._on_call = tuple((since, self._at(email)) for since, email in on_call_emails)

    def _at(self, email: str | None) -> PersonId | None:
        found = self._by_email.get(email.casefold()) if email else None
        return found.id if found else None

    def __iter__(self) -> Iterator[Person]:
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)

    def get(self, person: PersonId | None) -> Person | None:
        """The person with this id, if there is one."""
        return self._by_id.get(person) if person is not None else None

    def by_email(self, email: str) -> Person | None:
        """The person with this e-mail address."""
        return self._by_email.get(email.strip().casefold())

    def formerly_at(self, email: str) -> Person | None:
        """Somebody who had this address here before."""
        return self._by_former.get(email.strip().casefold())

    def known_as(self, platform: str, id_: str) -> Person | None:
        """The person with this id on a platform, in whichever case it is written."""
        return self._by_account[platform].get(id_.casefold()) if platform in self._by_account else None

    def by_key(self, key: str | None) -> Person | None:
        """The person whom the organisation knows by this key."""
        return self._by_key.get(key) if key else None

    def besides(self, changed: Iterable[Person]) -> People:
        """The same directory with these people in it, or as they are now."""
        return self._of((self._by_id | {person.id: person for person in changed}).values())

    def name(self, person: PersonId | None) -> str:
        """Their name, for a dialog; never for a message. Whoever is not listed calls themselves as they like."""
        found = self.get(person)
        if found is None:
            return "Somebody who has left"
        return found.name if found.listed else f"{found.name} (not in the directory)"

    # -- roles -----------------------------------------------------------------------------------

    def holding(self, role: Role) -> tuple[PersonId, ...]:
        """Everybody at work here who holds this role."""
        return tuple(p.id for p in self if p.active and role in p.roles)

    def is_manager(self, person: PersonId) -> bool:
        """True if they manage anybody, stand in for a manager, or are in the management team (R-1.8-5)."""
        found = self.get(person)
        if found is None or not found.active:
            return False
        leads = {Role.MANAGEMENT_TEAM, Role.CHIEF_EXECUTIVE} & found.roles
        stands_in = (self._duty_manager, self._chair, self._appeal_decider, *(p for _, p in self._on_call))
        return bool(leads) or person in self._managers or person in stands_in

    def management_team(self, besides: Collection[PersonId] = ()) -> tuple[PersonId, ...]:
        """The management team, which the chief executive belongs to, without those named."""
        return tuple(p for p in self._team if p not in besides)

    @cached_property
    def _team(self) -> tuple[PersonId, ...]:
        """The management team, once for all the matters of a list."""
        return tuple(dict.fromkeys((*self.holding(Role.MANAGEMENT_TEAM), *self.holding(Role.CHIEF_EXECUTIVE))))

    def who_names(self, besides: Collection[PersonId] = ()) -> tuple[PersonId, ...]:
        """Who names somebody for a matter where nobody is left to decide: the management team (model.md §3).

        `besides` are those whom it concerns. Where nobody else is in the team, the chair of the settings
        alone; where they may not either, the duty manager alone. Empty: nobody can be asked.
        """
        instead = (p for p in (self._chair, self._duty_manager) if p is not None and p not in besides)
        return self.management_team(besides) or tuple(p for p in instead if self._reachable(p))[:1]

    def names_where_the_team_cannot(self, person: PersonId) -> bool:
        """True if they are the chair or the duty manager, who name somebody where the management team cannot."""
        return person in (self._chair, self._duty_manager)

    # -- who decides -----------------------------------------------------------------------------

    def can_act(self, person: PersonId | None, day: date) -> bool:
        """True if they are here, at work on this day, and can be reached in the chat or by address."""
        found = self.get(person)
        return found is not None and found.active and not found.is_away(day) and found.has_address

    def chain(self, person: PersonId) -> Iterator[PersonId]:
        """Who handles what this person brings, in order: line manager, that manager's deputies, the
        manager's own manager, and the duty manager (1.12.1, R-1.12.1-6, R-1.14.3-11). Never the
        person themself, and nobody twice. Above a chief executive stands the chair alone (model.md
        §2.2): no duty manager handles what is about them."""
        found = self.get(person)
        manager = self.get(found.line_manager) if found else None
        links: list[PersonId | None] = []
        if manager is not None:
            links = [manager.id, *manager.deputies, manager.line_manager]
        leads = found is not None and Role.CHIEF_EXECUTIVE in found.roles
        links.append(self._chair if leads else self._duty_manager)
        yield from (link for link in dict.fromkeys(links) if link is not None and link != person)

    def who_handles(self, person: PersonId, *, day: date, besides: Collection[PersonId] = ()) -> PersonId | None:
        """The one manager for what this person brings, today.

        `besides` are those who may not: in conflict (reporter, target, witness, proposer) or
        passed over before. None means that nobody is left and the management team has to name
        someone (model.md §3): Harbour does not pick.
        """
        return next((m for m in self.chain(person) if m not in besides and self.can_act(m, day)), None)

    def on_call(self, day: date, *, besides: Collection[PersonId] = ()) -> PersonId | None:
        """Who is asked besides the manager while nobody is at work: whoever is on call, else the duty manager (N9).

        `besides` are those who may not, or have it already. None: there is nobody.
        """
        turns = [person for since, person in self._on_call if since <= day]
        asked = (*turns[-1:], self._duty_manager)
        return next((p for p in asked if p is not None and p not in besides and self.can_act(p, day)), None)

    # -- appeals ---------------------------------------------------------------------------------

    def decides_appeals(self, person: PersonId) -> bool:
        """True if appeals may lie with them: the chief executive, or whom the settings name (1.8, R-1.8-7)."""
        return person in self.holding(Role.CHIEF_EXECUTIVE) or person == self._appeal_decider

    def who_decides_appeals(self, besides: Collection[PersonId]) -> PersonId | None:
        """The chief executive; who may not (`besides`) is replaced by whom the settings name, and by nobody else.

        No deputy and no other manager ever; an absence changes nothing. None: the management team names someone.
        """
        chain = (*self.holding(Role.CHIEF_EXECUTIVE), self._appeal_decider)
        return next((p for p in chain if p is not None and p not in besides and self._reachable(p)), None)

    def _reachable(self, person: PersonId) -> bool:
        found = self.get(person)
        return found is not None and found.active and found.has_address

    def may_be_named(self, person: PersonId, *, besides: Collection[PersonId], day: date) -> bool:
        """True if the management team may name this person to handle something."""
        return person not in besides and self.is_manager(person) and self.can_act(person, day)
