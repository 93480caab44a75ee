"""An attacker with the directory file, the schema and the database, and no key, who wants to know who reported.

    python -m tests.storage.attack

shows how far they come: with the data of schema 0009, with the same after migrating, and in an organisation of sixty
in which everybody has reported.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

from sqlalchemy import MetaData, literal_column, select

from bot.chat.events import ActionEvent, SubmitEvent, Values
from bot.courier import nudging, outcome, parcels
from bot.dispatcher import Dispatcher
from bot.people import Person, PersonId
from bot.policy import Policy
from bot.ports import UnitOfWork
from storage import Keyring, Store, migrate, new_key
from storage.database import address
from storage.database import opened as open_database
from tests.storage import earlier

#: How large the teams are: each of another size, which is the most that a shape can tell.
TEAMS = (4, 7, 10, 14, 19)

Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Loot:
    """Data in the attacker's hands."""

    #: The file's addresses, in its order.
    listed: Sequence[str]
    #: The address of whoever manages each of them, by address; as the file says.
    managers: Mapping[str, str]
    #: Every table's rows as they lie there.
    tables: Mapping[str, Rows]


def loot(url: str, listed: Sequence[str], managers: Mapping[str, str]) -> Loot:
    """Take the database."""
    with open_database(address(url)) as connection:
        found = MetaData()
        found.reflect(connection)
        tables = {}
        for table in found.sorted_tables:
            rows = select(table)
            if connection.dialect.name == "postgresql":
                rows = rows.order_by(literal_column("ctid"))
            tables[table.name] = [dict(row._mapping) for row in connection.execute(rows)]
    return Loot(listed, managers, tables)


# -- by an order -------------------------------------------------------------------------------------------


def orders(rows: Rows, column: str) -> Iterator[tuple[str, list[str]]]:
    """The different values of a column, in each order in which the rows can be brought."""
    by = {name for row in rows for name in row} | {"as they lie", "lengths"}
    for name in sorted(by):
        if name == "as they lie":
            found = rows
        elif name == "lengths":
            found = sorted(rows, key=lambda row: [len(value) for value in row.values() if isinstance(value, bytes)])
        else:
            found = sorted(rows, key=lambda row, name=name: str(row[name]).zfill(40))  # type: ignore[misc]
        yield name, list(dict.fromkeys(str(row[column]) for row in found if row[column] is not None))


def readings(taken: Loot, rows: Rows, column: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Guesses at the values of a column, from each order of its rows laid beside the file or its sorted addresses."""
    for name, values in orders(rows, column):
        for way, listed in (("file", taken.listed), ("address", sorted(taken.listed))):
            yield f"{name} = {way}", dict(zip(values, listed, strict=False))


def played(taken: Loot, part: str) -> Rows:
    """Rows of the people with this part."""
    return [row for row in taken.tables["party"] if row["part"] == part]


def by_order(taken: Loot, part: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Guesses at the people with a part, by the order of the table of people, and of the parts themselves."""
    yield from readings(taken, taken.tables["person"], "id")
    yield from readings(taken, played(taken, part), "person_id")


# -- by what is the same in two places ---------------------------------------------------------------------


def people_in(taken: Loot) -> dict[str, set[str]]:
    """Names of people in each place: a table, and their part in it."""
    places: dict[str, set[str]] = defaultdict(set)
    for table, column in (("person", "id"), ("account", "person_id"), ("chat", "person_id"), ("message", "to_person")):
        places[table] = {str(row[column]) for row in taken.tables[table] if row.get(column)}
    for row in taken.tables["party"]:
        places[f"party: {row['part']}"].add(str(row["person_id"]))
    for table, about in (("notice", "about"), ("nudge", "record_id")):
        for row in taken.tables[table]:
            names = {str(row[name]) for name in ("to_person", "item") if len(str(row.get(name) or "")) >= _LONG}
            places[f"told about {row[about]}"] |= names
    places["record"] = {str(row["created_by"]) for row in taken.tables["record"] if row.get("created_by")}
    for row in taken.tables["history"]:
        places[f"history {row['seq']}"].add(str(row["by_person"] or "nobody"))
    for row in taken.tables.get("tail", ()):
        places[f"tail {row['id']}"].add(str(row["by_person"]))
    return dict(places)


#: An id, or what stands for one.
_LONG = 32


def joins(taken: Loot) -> set[str]:
    """The names that lead from one place to another."""
    seen: dict[str, str] = {}
    found = set()
    for place, names in people_in(taken).items():
        for name in names:
            if seen.setdefault(name, place) != place:
                found.add(name)
    return found


# -- by the shape of the organisation ----------------------------------------------------------------------


def by_shape(taken: Loot) -> dict[str, str]:
    """Guess at the handlers: the one to whom most people report leads the largest team."""
    handled = {row["record_id"]: str(row["person_id"]) for row in played(taken, "handler")}
    reporting: dict[str, set[str]] = defaultdict(set)
    for row in played(taken, "reporter"):
        if row["record_id"] in handled:
            reporting[handled[row["record_id"]]].add(str(row["person_id"]))
    sizes: dict[str, int] = defaultdict(int)
    for manager in taken.managers.values():
        sizes[manager] += 1
    ranked = sorted(reporting, key=lambda name: len(reporting[name]))
    return dict(zip(ranked, sorted(sizes, key=lambda name: sizes[name])[-len(ranked) :], strict=False))


# -- an organisation ---------------------------------------------------------------------------------------


class Clock:
    """A clock that never moves."""

    def now(self) -> datetime:
        """A Tuesday morning."""
        return datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def staff() -> list[Person]:
    """Sixty people: the chief executive, and teams with their managers, as a file would list them."""
    chief = Person(id=_id(), email="a.chief@example.org", name="A Chief")
    found = [chief]
    for number, size in enumerate(TEAMS):
        manager = Person(
            id=_id(), email=f"m{number}@example.org", name=f"Manager {number} of a team", line_manager=chief.id
        )
        found.append(manager)
        found += [
            Person(id=_id(), email=f"t{number}.{n:02d}@example.org", name=f"T{'o' * n}m {n}", line_manager=manager.id)
            for n in range(size)
        ]
    return found


def _id() -> PersonId:
    return PersonId(uuid4().hex)


def lived(store: Store, everybody: Sequence[Person], random: Random) -> None:
    """Everybody below a manager reports, in no order; messages go out, and managers look."""
    store.run(lambda uow: [uow.directory.put(person) for person in everybody])
    below = [person for person in everybody if person.name.startswith("T")]
    core = Dispatcher()
    for number, reporter in enumerate(random.sample(below, len(below))):
        witness = random.choice([person for person in below if person is not reporter])
        values: Values = {"channel": "phone", "reasons": ("distressing",), "note": "words", "witnesses": (witness.id,)}
        sent = SubmitEvent(person=reporter.id, key=f"r{number}", form="ended_contact.report", about=None, values=values)
        store.run(lambda uow, sent=sent: core.handle(sent, uow))  # type: ignore[misc]
        about = store.run(lambda uow: uow.records.register(["ended_contact"], limit=1))[0].id
        seen = ActionEvent(
            person=reporter.line_manager or _id(), action="ended_contact.open", about=about, key=f"o{number}"
        )
        store.run(lambda uow, seen=seen: core.handle(seen, uow))  # type: ignore[misc]
    while store.run(nudging.nudge):
        pass
    store.run(_delivered)


def _delivered(uow: UnitOfWork) -> None:
    for parcel in parcels.claim(uow):
        letter = parcels.prepare(uow, parcel)
        if letter is not None and not letter.removes:
            outcome.delivered(uow, letter, {"slack": "D0SOMEBODY 1.2"})


def names_of(store: Store, everybody: Sequence[Person], part: str) -> dict[str, str]:
    """The truth: the address for each pseudonym of a part. Uses the keys."""
    return {store.vault.blind("party", part, person.id): person.email for person in everybody}


def file_of(everybody: Sequence[Person]) -> tuple[list[str], dict[str, str]]:
    """The directory file: addresses in order, and the manager of each."""
    emails = {person.id: person.email for person in everybody}
    managers = {p.email: emails[p.line_manager] for p in everybody if p.line_manager}
    return [person.email for person in everybody], managers


def right(reading: Mapping[str, str], truth: Mapping[str, str]) -> int:
    """Number of right names."""
    return sum(truth.get(name) == email for name, email in reading.items())


# -- shown -------------------------------------------------------------------------------------------------


def main() -> None:
    """Print how far the attacker comes."""
    with TemporaryDirectory() as folder:
        kept, url = earlier.released(), f"sqlite:///{Path(folder) / 'old.db'}"
        earlier.fill(url)
        truth = {id_: name for name, id_ in kept["people"].items()}
        places = {row["id"]: row["position"] for row in kept["tables"]["person"]}
        listed = [truth[id_] for id_ in sorted(places, key=lambda each: int(places[each]))]
        _say("schema 0009", loot(url, listed, {}), truth)
        migrate(url, Keyring.parse(kept["keys"]))
        store = Store(url, kept["keys"], Policy.load(), Clock())
        truth = {store.vault.blind("party", "reporter", id_): name for name, id_ in kept["people"].items()}
        store.close()
        _say("the same, migrated", loot(url, listed, {}), truth)
        url, everybody = f"sqlite:///{Path(folder) / 'new.db'}", staff()
        store = Store(url, new_key(), Policy.load(), Clock())
        lived(store, everybody, Random(7))  # noqa: S311 - a story, and no secret
        taken = loot(url, *file_of(everybody))
        _say(f"{len(everybody)} people", taken, names_of(store, everybody, "reporter"))
        found = right(by_shape(taken), names_of(store, everybody, "handler"))
        sys.stdout.write(f"  by the shape: {found} of {len(TEAMS)} managers; so a reporter in one of a team\n")
        store.close()


def _say(what: str, taken: Loot, truth: Mapping[str, str]) -> None:
    names = {str(row["person_id"]) for row in played(taken, "reporter")}
    best, how = max(
        (right({n: e for n, e in reading.items() if n in names}, truth), how)
        for how, reading in by_order(taken, "reporter")
    )
    sys.stdout.write(
        f"{what}: {len(joins(taken))} names lead from one place to another;"
        f" by an order {best} of {len(names)} reporters ({how})\n"
    )


if __name__ == "__main__":
    main()
