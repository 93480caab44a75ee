"""Windows of all people as JSON for the page: each platform's own surfaces, and the text typed in them."""

from __future__ import annotations

from collections.abc import Mapping

from adapters.playground.page.side import Side
from adapters.playground.page.table import Table
from adapters.playground.people.person import Person
from adapters.playground.platforms import STANDS
from adapters.playground.stand_in.refusals import Json
from bot.chat.commands import COMMANDS

#: Who sits at the table at first.
SEATED = ("isla", "morag", "callum", "hamish")


class Windows:
    """Windows of everybody at one table, each on the person's platform."""

    def __init__(self, table: Table) -> None:
        self._cast = table.cast
        #: By platform.
        self.sides: Mapping[str, Side] = {
            driver.platform: STANDS[driver.platform].side(driver, table.calendar) for driver in table.cast.drivers
        }

    def side(self, person: Person) -> Side:
        """Platform of this person."""
        return self.sides[person.platform]

    def people(self) -> list[Json]:
        """Everybody who can sit at the table, in the order of the directory."""
        return [self.side(person).person(person) for person in self._cast.everybody()]

    def names(self) -> dict[str, str]:
        """Everybody's name by their id, for mentions and for pickers."""
        return {id_: name for side in self.sides.values() for id_, name in side.names().items()}

    def pickable(self) -> list[Json]:
        """Open accounts that a people picker offers, by name."""
        return [person for side in self.sides.values() for person in side.pickable()]

    def window(self, user: str) -> Json:
        """One person's window."""
        person = self._cast.person(user)
        return self.side(person).window(person)


def commands() -> list[Json]:
    """The commands that can be typed, as the app's manifest lists them."""
    return [{"name": c.slash, "summary": c.summary, "usage": c.usage} for c in COMMANDS]
