"""The matrix of model.md §4 by every button and form: record × role × act, in a world with every record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase

import pytest

from bot.chat.events import ActionEvent
from bot.dispatcher import FORMS
from bot.topics import RECORDS
from tests.bot.matrix.cast import KEEPER
from tests.bot.matrix.finding import ALL, ROUTES, Finder
from tests.bot.matrix.readers import NAMED, READS
from tests.bot.matrix.reading import canaries, individuals
from tests.bot.matrix.routes import ACTS, FORM, FREE
from tests.bot.matrix.stories.following import INSPECTED
from tests.bot.matrix.table import GIVEN, MAY, MISSING, NOT_TO_NAME, OTHERWISE
from tests.bot.matrix.values import VALUES
from tests.bot.matrix.world import Row

KINDS = sorted(MAY)
#: What is changed through a route that names another record, or none: the request for time away that is on its way.
OWN = {("form:time_away.request", "reporter")}

#: The kinds of which a record waits for the management team to name somebody.
_NAMED_HERE = ("support_request", "restriction")

#: What no record of the world stands ready for: it is proven elsewhere, or of another kind.
ELSEWHERE = {
    # Somebody is named in the tests of conflicts; here where the management team looks at it again, or at its list.
    *((kind, "form:naming.name") for kind, acts in MAY.items() if "name" in acts and kind not in _NAMED_HERE),
    # An appeal is passed on to nobody: whoever has a part in it says so.
    ("appeal", "pass_on"),
    # Nothing in the world is old enough: see the tests of what is due for a look.
    *((kind, route) for kind, ways in ACTS.items() for route, act in ways.items() if act == "keep or erase"),
    # Nobody in the world is like anybody else: see the tests of whether it is the same individual.
    *((kind, route) for kind, ways in ACTS.items() for route in ways if route.endswith((".same", ".another"))),
}

#: What says beside its fields that something else comes first: somebody is told, the card reaches those who need it.
TOO_EARLY = {
    ("pd_found", "form:police.decide"),
    ("pd_found", "form:police.note_view"),
    ("pd_found", "form:police.tell"),
    ("pd_found", "form:police.witnesses"),
    ("rs_approved", "form:restriction.told"),
}

Table = Iterable[tuple[str, str, str]]


def expected(row: Row, route: str) -> set[str]:
    """The columns to which this route to this record answers."""
    act = ACTS[row.kind].get(route)
    if act is None or (route, row.name) in MISSING:
        return set()
    columns = set(OTHERWISE.get(row.name, {}).get(act, MAY[row.kind][act]).split())
    if act == "name" and not columns and row.name != "co_erased":
        return set(NOT_TO_NAME.split())
    return columns | set(GIVEN.get((route, row.name), "").split())


def looked_up(table: Table, row: str, what: str) -> str | None:
    """The columns of the last line of the table for this; None where it has none."""
    found = [columns for rows, whats, columns in table if fnmatchcase(row, rows) and what in whats.split()]
    return found[-1] if found else None


def differing(cells: Mapping[tuple[str, str], set[str]], wanted: Mapping[tuple[str, str], set[str]]) -> list[str]:
    """Each cell that is not as it should be, in words."""
    wrong = []
    for key in sorted(cells.keys() | wanted.keys()):
        there, should = cells.get(key, set()), wanted.get(key, set())
        wrong += [f"{' '.join(key)}: {column} may, and should not" for column in sorted(there - should)]
        wrong += [f"{' '.join(key)}: {column} may not, and should" for column in sorted(should - there)]
    return wrong


def nothing(wrong: list[str]) -> None:
    """Fail with the list of all cells that are not as they should be."""
    if wrong:
        pytest.fail("\n".join(wrong), pytrace=False)


def test_every_button_and_every_form_stands_in_the_table() -> None:
    """A new one is given its act, or is said to lead to no record, before anything else passes."""
    placed = {route for ways in ACTS.values() for route in ways}
    assert placed | FREE == ALL
    assert placed & FREE == set()
    assert set(VALUES) == set(FORMS)
    assert {kind: set(ways.values()) for kind, ways in ACTS.items()} == {kind: set(acts) for kind, acts in MAY.items()}


def test_every_kind_of_record_stands_in_the_world(finder: Finder) -> None:
    """All but the individual, who is read through other records alone."""
    assert {row.kind for row in finder.world.rows.values()} == set(RECORDS) - {"individual"} == set(MAY)


@pytest.mark.requirement("R-1.14.1-6", "R-1.8-5")
@pytest.mark.parametrize("kind", KINDS)
def test_a_route_answers_those_whom_the_table_names_and_nobody_else(finder: Finder, kind: str) -> None:
    """Anybody else reads what they read where there is no such record, word for word."""
    wanted = {(row.name, route): expected(row, route) for row in finder.rows(kind) for route in ROUTES}
    nothing(differing(finder.of(kind).opened, wanted))


@pytest.mark.requirement("R-1.14.1-6")
def test_a_text_is_read_by_those_whom_the_table_names_and_nobody_else(finder: Finder) -> None:
    """By whatever route, and about whatever record."""
    read: dict[tuple[str, str], set[str]] = {}
    for kind in KINDS:
        for key, columns in finder.of(kind).read.items():
            read.setdefault(key, set()).update(columns)
    world = finder.world
    typed = world.planted | {(row, "individual") for row in world.individuals.values()}
    known = {key: looked_up(READS, *key) for key in typed}
    assert [key for key, columns in known.items() if columns is None] == []
    nothing(differing(read, {key: set((columns or "").split()) for key, columns in known.items()}))


@pytest.mark.requirement("R-1.14.1-6", "R-1.14.3-3")
@pytest.mark.parametrize("kind", KINDS)
def test_who_has_a_part_in_it_is_named_to_those_alone_who_read_it(finder: Finder, kind: str) -> None:
    """The finder to the manager alone; a witness never to another."""
    parts = ("reporter", "affected", "witness", "finder", "owner", "proposer")
    rows = {row.name for row in finder.rows(kind)}
    wanted = {
        (row, part): set((columns or "").split())
        for row in rows
        for part in parts
        if (columns := looked_up(NAMED, row, part)) is not None
    }
    named = finder.of(kind).named
    known = {key: columns for key, columns in named.items() if key in wanted}
    nothing(differing(known, wanted))
    others = {key: columns for key, columns in named.items() if key not in wanted and key[1] in parts}
    nothing(differing(others, {}))


@pytest.mark.requirement("R-1.14.1-6", "R-1.8-5")
@pytest.mark.parametrize("kind", KINDS)
def test_who_may_not_changes_nothing_and_who_reads_only_reads(finder: Finder, kind: str) -> None:
    """A route that shows leaves every record as it was; one that is refused as well."""
    meddled = finder.of(kind).meddled.items()
    wrong = [(row, route, who) for (row, route), columns in meddled for who in sorted(columns)]
    nothing([f"{row} {route}: {who} changes something" for row, route, who in wrong if (route, who) not in OWN])


@pytest.mark.requirement("R-1.14.1-6")
def test_who_keeps_the_records_reads_nothing_before_they_have_said_why(finder: Finder) -> None:
    """Neither a page of it nor its link; and of what they gave a reason for, both."""
    wrong = []
    for row in finder.world.rows.values():
        if "inspect" not in MAY[row.kind]:
            continue
        for action in ("register.page", "register.link"):
            tried = finder.tries.of(ActionEvent(person=KEEPER, action=action, about=row.id))
            shown = bool(canaries(tried.everything) or individuals(tried.everything))
            if shown is not (row.name in INSPECTED and (action == "register.page" or row.kind == "named_online")):
                wrong.append(f"{row.name} {action}")
    nothing(wrong)


def test_every_route_works_for_somebody(finder: Finder) -> None:
    """A refusal proves nothing for a route that works for nobody."""
    kept = {(kind, route) for kind in KINDS for (_, route), who in finder.of(kind).kept.items() if who}
    idle = {(kind, route) for kind, ways in ACTS.items() for route in ways} - kept
    nothing([f"{kind} {route}: works for nobody" for kind, route in sorted(idle ^ ELSEWHERE)])


@pytest.mark.parametrize("kind", KINDS)
def test_answers_are_taken_or_come_too_late_and_are_never_wrong(finder: Finder, kind: str) -> None:
    """From those whom the table names, about each record in its state: what is refused to all others is sound."""
    named = {(row.name, route) for row in finder.rows(kind) for route in ROUTES if expected(row, route)}
    early = named & TOO_EARLY
    broken = {way for way in named if way[1].startswith(FORM)} - finder.of(kind).answered.keys()
    nothing([f"{row} {route}: no answers to it are taken, or some that should not" for row, route in broken ^ early])
