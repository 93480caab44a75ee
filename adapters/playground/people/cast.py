"""Everybody, each on their own platform."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from adapters.playground.people.person import Driver, Person
from adapters.playground.stand_in.refusals import CannotDo


class PlayedOn(StrEnum):
    """Platforms that the people of the demo use."""

    SLACK = "slack"
    TEAMS = "teams"
    #: Some here, some there, in one house.
    MIXED = "mixed"

    def has(self, platform: str) -> bool:
        """True if anybody uses this platform."""
        return self in (platform, PlayedOn.MIXED)


class Cast:
    """The people of all platforms. Somebody with accounts on several uses one of them."""

    def __init__(self, drivers: Sequence[Driver], met_on: Mapping[str, str] | None = None) -> None:
        """`met_on`: short name -> platform; the first of `drivers` for everybody else."""
        self._drivers = {driver.platform: driver for driver in drivers}
        self._first = drivers[0]
        self._met_on = dict(met_on or {})

    def person(self, name: str) -> Person:
        """Somebody by short name, full name, e-mail or id. Raises CannotDo."""
        refusal: CannotDo | None = None
        for driver in self._drivers.values():
            try:
                found = driver.person(name)
            except CannotDo as unknown:
                refusal = refusal or unknown
            else:
                return self._where_met(found)
        raise refusal or CannotDo(f"Nobody is called {name!r}.")

    def driver(self, platform: str) -> Driver | None:
        """The people of one platform, if there are any."""
        return self._drivers.get(platform)

    @property
    def drivers(self) -> Sequence[Driver]:
        """The people of each platform."""
        return tuple(self._drivers.values())

    @property
    def played_on(self) -> PlayedOn:
        """Platforms that people use."""
        return PlayedOn.MIXED if len(self._drivers) > 1 else PlayedOn(self._first.platform)

    def played_by(self, drivers: Sequence[Driver]) -> Cast:
        """The same people on the same platforms, through other drivers."""
        return Cast(drivers, self._met_on)

    def everybody(self) -> list[Person]:
        """All people, each once, in the order of the platforms."""
        met = {p.handle: self._where_met(p) for driver in self._drivers.values() for p in driver.everybody()}
        return list(met.values())

    def outside(self, word: str) -> list[str]:
        """Ways by which this word has left the app for anywhere but a dialog or a home."""
        return [by for driver in self._drivers.values() for by in driver.outside(word)]

    def _where_met(self, person: Person) -> Person:
        platform = self._met_on.get(person.handle, self._first.platform)
        driver = self._drivers.get(platform)
        if driver is None or person.platform == platform:
            return person
        try:
            return driver.person(person.handle)
        except CannotDo:
            return person
