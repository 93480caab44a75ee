"""People, and the choice of the decision maker: line management, absence, conflicts of interest (policy 1.8, 1.12.1).

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


#: Value of `Person.prefers` that names no platform.
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
    """A person who works here."""

    id: PersonId
    #: Lower case; empty only for somebody whom the directory does not know and who hides it, or whose address has
    #: become somebody else's since they left.
    email: str
    name: str
    line_manager: PersonId | None = None
    #: Deputies when this person, as a manager, is away, silent or conflicted; in order.
    deputies: tuple[PersonId, ...] = ()
    roles: frozenset[Role] = frozenset()
    #: Ids by the names of platforms (`bot.platforms`).
    ids: Mapping[str, str] = field(default_factory=dict, hash=False)
    #: Platforms whose id the directory gave; the others were learnt.
    given: frozenset[str] = frozenset()
    #: The organisation's own key for them, if the directory gives it (`bot.identity`).
    key: str | None = None
    #: Former addresses here, so that none of them silently leads to somebody else.
    former: tuple[str, ...] = ()
    #: The platform on which they want to hear from Harbour, or BOTH. None: wherever they are known.
    prefers: str | None = None
    #: IANA name, if it differs from the organisation's.
    time_zone: str | None = None
    #: False once they have left, or their account is closed.
    active: bool = True
    #: False for somebody seen in the workspace whom the directory file does not list.
    listed: bool = True
    #: The present or next absence and the later ones, in order, with gaps between them.
    absence: Absence | None = None
    later: tuple[Absence, ...] = ()

    @property
    def has_address(self) -> bool:
        """True if any platform or e-mail reaches them."""
        return bool(self.email or self.ids)

    @property
    def on_both(self) -> bool:
        """True if Harbour knows them on several platforms, so that they can choose between them."""
        return len(self.ids) > 1

    def known_as(self, platform: str, id_: str | None) -> Person:
        """Return them with this id on a platform, or with none there."""
        others = {name: kept for name, kept in self.ids.items() if name != platform}
        return replace(self, ids=others | ({platform: id_} if id_ else {}), given=self.given - {platform})

    def addressed(self, email: str) -> Person:
        """Return them with this address; the former one is still known as theirs."""
        if email == self.email:
            return self
        before = (*self.former, *((self.email,) if self.email else ()))
        former = tuple(dict.fromkeys(address for address in before if address != email))
        return replace(self, email=email, former=former)

    def is_away(self, day: date) -> bool:
        """True if the person is away on this day."""
        return self.back_after(day) is not None

    def back_after(self, day: date) -> date | None:
        """Return the day of their return, if they are away on this day."""
        return next((absence.back for absence in self._absences if absence.covers(day)), None)

    def away(self, absence: Absence, today: date) -> Person:
        """Return them with this absence added; adjoining ones are joined, and past ones dropped."""
        return self._with((*self._absences, absence), today)

    def without(self, absence: Absence, today: date) -> Person:
        """Return them without this absence, if it is unchanged; past ones are dropped."""
        return self._with((each for each in self._absences if each != absence), today)

    def away_until(self, back: date | None, today: date) -> Person:
        """Return them away from today until this day, or here if there is none; a future absence stays."""
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
        """First name, as colleagues use it."""
        return self.name.split()[0] if self.name.split() else "Somebody"


def _folded(id_: str) -> str:
    """Return the id in one case, without a copy if it already is: there are many."""
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
        """Build the directory. `on_call_emails`: the person on call and the first day, in order."""
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
        """Return the person with this id, if there is one."""
        return self._by_id.get(person) if person is not None else None

    def by_email(self, email: str) -> Person | None:
        """Return the person with this e-mail address."""
        return self._by_email.get(email.strip().casefold())

    def formerly_at(self, email: str) -> Person | None:
        """Return a person who formerly had this address here."""
        return self._by_former.get(email.strip().casefold())

    def known_as(self, platform: str, id_: str) -> Person | None:
        """Return the person with this id on a platform, in any case."""
        return self._by_account[platform].get(id_.casefold()) if platform in self._by_account else None

    def by_key(self, key: str | None) -> Person | None:
        """Return the person with this key of the organisation's."""
        return self._by_key.get(key) if key else None

    def besides(self, changed: Iterable[Person]) -> People:
        """Return the directory with these people added or replaced."""
        return self._of((self._by_id | {person.id: person for person in changed}).values())

    def name(self, person: PersonId | None) -> str:
        """Their name, for a dialog; never for a message. The name of an unlisted person is marked: they chose it
        themselves.
        """
        found = self.get(person)
        if found is None:
            return "Somebody who has left"
        return found.name if found.listed else f"{found.name} (not in the directory)"

    # -- roles -----------------------------------------------------------------------------------

    def holding(self, role: Role) -> tuple[PersonId, ...]:
        """Return everybody at work here who holds this role."""
        return tuple(p.id for p in self if p.active and role in p.roles)

    def is_manager(self, person: PersonId) -> bool:
        """True if they manage anybody, are a manager's deputy, or are in the management team (R-1.8-5)."""
        found = self.get(person)
        if found is None or not found.active:
            return False
        leads = {Role.MANAGEMENT_TEAM, Role.CHIEF_EXECUTIVE} & found.roles
        stands_in = (self._duty_manager, self._chair, self._appeal_decider, *(p for _, p in self._on_call))
        return bool(leads) or person in self._managers or person in stands_in

    def management_team(self, besides: Collection[PersonId] = ()) -> tuple[PersonId, ...]:
        """Return the management team, including the chief executive, without those named."""
        return tuple(p for p in self._team if p not in besides)

    @cached_property
    def _team(self) -> tuple[PersonId, ...]:
        """The management team, once for all the matters of a list."""
        return tuple(dict.fromkeys((*self.holding(Role.MANAGEMENT_TEAM), *self.holding(Role.CHIEF_EXECUTIVE))))

    def who_names(self, besides: Collection[PersonId] = ()) -> tuple[PersonId, ...]:
        """People who name somebody for a matter without anybody to decide: the management team (model.md §3).

        `besides` are those whom it concerns. Without anybody else in the team, the chair of the settings alone; if
        they may not either, the duty manager alone. Empty: nobody can be asked.
        """
        instead = (p for p in (self._chair, self._duty_manager) if p is not None and p not in besides)
        return self.management_team(besides) or tuple(p for p in instead if self._reachable(p))[:1]

    def names_where_the_team_cannot(self, person: PersonId) -> bool:
        """True if they are the chair or the duty manager, who name somebody if the management team cannot."""
        return person in (self._chair, self._duty_manager)

    # -- decision makers -------------------------------------------------------------------------

    def can_act(self, person: PersonId | None, day: date) -> bool:
        """True if they work here, are not away on this day, and can be reached by chat or e-mail."""
        found = self.get(person)
        return found is not None and found.active and not found.is_away(day) and found.has_address

    def chain(self, person: PersonId) -> Iterator[PersonId]:
        """Handlers of this person's matters, in order: line manager, that manager's deputies, the manager's own
        manager, and the duty manager (1.12.1, R-1.12.1-6, R-1.14.3-11). Never the person themself, and nobody twice.
        Above a chief executive is the chair alone (model.md §2.2): no duty manager handles a matter about them.
        """
        found = self.get(person)
        manager = self.get(found.line_manager) if found else None
        links: list[PersonId | None] = []
        if manager is not None:
            links = [manager.id, *manager.deputies, manager.line_manager]
        leads = found is not None and Role.CHIEF_EXECUTIVE in found.roles
        links.append(self._chair if leads else self._duty_manager)
        yield from (link for link in dict.fromkeys(links) if link is not None and link != person)

    def who_handles(self, person: PersonId, *, day: date, besides: Collection[PersonId] = ()) -> PersonId | None:
        """The one manager for this person's matter, today.

        `besides` are those who may not: in conflict (reporter, target, witness, proposer) or passed over before. None
        means that nobody is left and the management team has to name someone (model.md §3): Harbour does not pick.
        """
        return next((m for m in self.chain(person) if m not in besides and self.can_act(m, day)), None)

    def on_call(self, day: date, *, besides: Collection[PersonId] = ()) -> PersonId | None:
        """Person to ask besides the manager outside working hours: the one on call, else the duty manager (N9).

        `besides` are those who may not, or have it already. None: there is nobody.
        """
        turns = [person for since, person in self._on_call if since <= day]
        asked = (*turns[-1:], self._duty_manager)
        return next((p for p in asked if p is not None and p not in besides and self.can_act(p, day)), None)

    # -- appeals ---------------------------------------------------------------------------------

    def decides_appeals(self, person: PersonId) -> bool:
        """True if they may decide appeals: the chief executive, or the person named in the settings (1.8, R-1.8-7)."""
        return person in self.holding(Role.CHIEF_EXECUTIVE) or person == self._appeal_decider

    def who_decides_appeals(self, besides: Collection[PersonId]) -> PersonId | None:
        """Return the chief executive or, if they may not (`besides`), the person named in the settings; nobody else.

        Never a deputy or another manager; an absence changes nothing. None: the management team names someone.
        """
        chain = (*self.holding(Role.CHIEF_EXECUTIVE), self._appeal_decider)
        return next((p for p in chain if p is not None and p not in besides and self._reachable(p)), None)

    def _reachable(self, person: PersonId) -> bool:
        found = self.get(person)
        return found is not None and found.active and found.has_address

    def may_be_named(self, person: PersonId, *, besides: Collection[PersonId], day: date) -> bool:
        """True if the management team may name this person to handle something."""
        return person not in besides and self.is_manager(person) and self.can_act(person, day)
