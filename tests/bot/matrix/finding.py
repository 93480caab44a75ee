"""Everybody tries everything with every record of a kind: the results, cell by cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bot.chat.events import ActionEvent, SubmitEvent
from bot.dispatcher import ACTIONS, FORMS
from bot.people import PersonId
from tests.bot.matrix.cast import CAST, COLUMNS
from tests.bot.matrix.reading import canaries, individuals
from tests.bot.matrix.routes import ACTS, FORM, FREE, SHOWS
from tests.bot.matrix.table import GIVEN, MAY, NOT_TO_NAME, OTHERWISE
from tests.bot.matrix.trying import MADE_UP, Tried, Tries, events
from tests.bot.matrix.world import PREFIX, MatrixWorld, Row
from tests.sizes import size

#: Every button and every form there is; and those of them that the table knows.
ALL = frozenset((*ACTIONS, *(f"{FORM}{name}" for name in FORMS)))
ROUTES = tuple(sorted(ALL & {*FREE, *(route for ways in ACTS.values() for route in ways)}))
#: Who tries routes that are of another kind of record: whoever has a part in any, and one who has none.
_PARTLY = ("handler", "nobody", "reporter", "affected", "witness", "finder", "chief", "keeper")[: size(2, 8)]
#: By so many of those whom the table does not name one tries a route to a further record of the kind.
_EACH = size(5, 1)
_NAMES = {column: person.name for person in CAST for column, id_ in COLUMNS.items() if person.id == id_}
#: What is noted where somebody has read a record for a reason, looked at evidence, or opened the totals.
_NOTED = frozenset({"form:register.reason", "evidence.look", "quarter.open"})

Cells = defaultdict[tuple[str, str], set[str]]


def _cells() -> Cells:
    return defaultdict(set)


@dataclass
class Found:
    """Result of all tries with the records of one kind: columns, by record and route or text."""

    #: To whom a route answered otherwise than for a record that does not exist.
    opened: Cells = field(default_factory=_cells)
    #: Who read a text; who read the name of somebody with a part in it, besides themselves.
    read: Cells = field(default_factory=_cells)
    named: Cells = field(default_factory=_cells)
    #: For whom something would be kept by a route: a form sent, a button pressed.
    kept: Cells = field(default_factory=_cells)
    #: Whose answers in a form came back with nothing said beside them.
    answered: Cells = field(default_factory=_cells)
    #: Who changed something by a route to a record that shows and changes nothing, or that is none of their business.
    meddled: Cells = field(default_factory=_cells)
    #: What has been read of what comes where there is no such record (`Finder.no_such_record`).
    nowhere: set[int] = field(default_factory=set)


def named(kind: str) -> list[str]:
    """Columns that may do anything with a record of this kind, in any state."""
    rows = [MAY[kind], *(cells for row, cells in OTHERWISE.items() if row.startswith(PREFIX[kind]))]
    named_in = [columns for cells in rows for columns in cells.values()]
    named_in += [columns for (_, row), columns in GIVEN.items() if row.startswith(PREFIX[kind])]
    named_in += [NOT_TO_NAME] if "name" in MAY[kind] else []
    return sorted({column for columns in named_in for column in columns.split()})


class Finder:
    """Tries everything, and remembers the results."""

    def __init__(self, world: MatrixWorld, *, own: bool = False) -> None:
        self.world = world
        #: Whether each record is tried only by the routes to its kind, and by those whom the table names for it.
        self._own = own
        self.tries = Tries(world.house.store)
        self._found: dict[str, Found] = {}
        self._nowhere: dict[tuple[PersonId, str], list[Tried]] = {}

    def of(self, kind: str) -> Found:
        """Result of all tries with the records of this kind."""
        if kind not in self._found:
            found = self._found[kind] = Found()
            for number, row in enumerate(self.rows(kind)):
                self._try(row, self._courses(kind, number), found)
        return self._found[kind]

    def rows(self, kind: str) -> list[Row]:
        """The records of a kind, each in a state of its own."""
        return [row for row in self.world.rows.values() if row.kind == kind]

    def no_such_record(self, route: str, person: PersonId) -> list[Tried]:
        """Results of each event of a route for a record that does not exist."""
        key = (person, route)
        if key not in self._nowhere:
            self._nowhere[key] = self.tries.each(list(events(route, person, MADE_UP)))
        return self._nowhere[key]

    def _courses(self, kind: str, number: int) -> Iterator[tuple[str, Iterable[str]]]:
        """The routes to a record of this kind for everybody; with the first record also those of other kinds.

        In the quick size another than the first is tried by all whom the table names for its kind, and by each of the
        others in some routes.
        """
        names = named(kind)
        for turn, route in enumerate(ROUTES, number):
            if route in ACTS[kind]:
                others = [] if self._own else [column for column in COLUMNS if column not in names]
                yield route, (*names, *(others[turn % _EACH :: _EACH] if number else others))
            elif not number and not self._own:
                yield route, _PARTLY

    def _try(self, row: Row, courses: Iterable[tuple[str, Iterable[str]]], found: Found) -> None:
        tries = [
            (route, column, event, nowhere)
            for route, columns in courses
            for column in columns
            for event, nowhere in zip(
                events(route, COLUMNS[column], row.id), self.no_such_record(route, COLUMNS[column]), strict=True
            )
        ]
        results = self.tries.each([event for _, _, event, _ in tries])
        for (route, column, event, nowhere), tried in zip(tries, results, strict=True):
            if tried.reply == nowhere.reply and not tried.changed:
                if id(nowhere) in found.nowhere:
                    continue  # as most are: it has been read with another record
                found.nowhere.add(id(nowhere))
            self._note(column, tried, found)
            opened = tried.answer != nowhere.answer
            if opened:
                found.opened[row.name, route].add(column)
                self._note_names(row, route, column, tried, found)
            if (
                opened
                and isinstance(event, SubmitEvent)
                and not getattr(getattr(tried.reply, "form", None), "errors", {})
            ):
                found.answered[row.name, route].add(column)
            if tried.kept and opened and (isinstance(event, SubmitEvent) or not route.startswith(FORM)):
                found.kept[row.name, route].add(column)
            shows = ACTS[row.kind].get(route) in SHOWS and route not in _NOTED
            if (tried.changed and (shows or not opened)) or (not opened and tried.writes > nowhere.writes):
                found.meddled[row.name, route].add(column)

    def _note(self, column: str, tried: Tried, found: Found) -> None:
        everything = tried.everything
        for each in canaries(everything):
            found.read[each].add(column)
        for individual in individuals(everything) & self.world.individuals.keys():
            found.read[self.world.individuals[individual], "individual"].add(column)

    def _note_names(self, row: Row, route: str, column: str, tried: Tried, found: Found) -> None:
        if route not in ACTS[row.kind]:
            return
        for other, name in _NAMES.items():
            if other != column and name in tried.everything:
                found.named[row.name, other].add(column)

    def presses(self, column: str, way: str) -> Tried:
        """Result of a button without a record: its action, and its extra data after a space."""
        action, _, extra = way.partition(" ")
        return self.tries.of(ActionEvent(person=COLUMNS[column], action=action, extra=extra))
