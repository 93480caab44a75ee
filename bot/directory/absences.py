"""Absences announced by a service's automatic replies: only their days are kept (policy 1.12.1).

The newest statement counts: a repeat by the service is no news, even if the person has said something else in the chat
since. Only managers are asked about, as only their absence moves anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.flows import coming_back
from bot.people import Absence, Person, PersonId
from bot.ports import UnitOfWork

_TOLD = "told"
#: A return by noon counts as being back on that day.
_FORENOON = timedelta(hours=12)


@dataclass(frozen=True, kw_only=True)
class Away:
    """From when until when a service answers in somebody's place."""

    start: datetime
    end: datetime


@dataclass(frozen=True, kw_only=True)
class Told:
    """Absences from the last time a service was asked."""

    at: datetime
    away: Mapping[PersonId, Absence] = field(default_factory=dict, repr=False)


def is_due(every: timedelta, uow: UnitOfWork) -> bool:
    """True if it is time to ask again."""
    told = uow.notes.find(Told, _TOLD)
    return told is None or uow.now - told.at >= every


def asked(platform: str, uow: UnitOfWork) -> Mapping[str, PersonId]:
    """The managers, by their ids there."""
    return {p.ids[platform]: p.id for p in uow.people if p.active and platform in p.ids and uow.people.is_manager(p.id)}


def hear(found: Mapping[PersonId, Away | None], uow: UnitOfWork) -> int:
    """Note a service's answer about these people (None: not away), and return the number for whom it is news."""
    told = uow.notes.find(Told, _TOLD)
    before = told.away if told is not None else {}
    now = {person: absence for person, away in found.items() if (absence := _absence(away, uow)) is not None}
    uow.notes.keep(_TOLD, Told(at=uow.now, away={p: a for p, a in before.items() if p not in found} | now))
    news = [person for person in found if before.get(person) != now.get(person)]
    for id_ in news:
        person = uow.people.get(id_)
        if person is not None and person.active:
            _take(person, before.get(id_), now.get(id_), uow)
    return len(news)


def _absence(away: Away | None, uow: UnitOfWork) -> Absence | None:
    """In whole days of the organisation; None where it is over."""
    if away is None or away.end <= uow.now:
        return None
    day_of = uow.policy.calendar.day_of
    absence = Absence(since=day_of(away.start), back=day_of(away.end + _FORENOON))
    return absence if absence.since < absence.back else None


def _take(person: Person, before: Absence | None, now: Absence | None, uow: UnitOfWork) -> None:
    today = uow.policy.calendar.today(uow.now)
    changed = person.without(before, today) if before is not None else person
    changed = changed.away(now, today) if now is not None else changed
    uow.directory.put(changed)
    if person.is_away(today) and not changed.is_away(today):
        coming_back.comes_back(person.id, uow)
