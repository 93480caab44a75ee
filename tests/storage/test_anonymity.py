"""An attacker with the directory file, the schema and the database, but no key, does not learn who reported."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest

from bot.people import Person
from bot.policy import Policy
from bot.records.rights import Part
from storage import Keyring, Store, migrate, new_key
from storage.tables import Row
from tests.migrated import created
from tests.storage import attack, earlier
from tests.storage.attack import Loot

#: More than chance names rightly in one try of a hundred thousand, of however many: one in the mean.
CHANCE = 9


@pytest.fixture
def everybody() -> Sequence[Person]:
    """Sixty people, as a file lists them."""
    return attack.staff()


@pytest.fixture
def living(url: str, everybody: Sequence[Person]) -> Store:
    """A store in which everybody below a manager has reported."""
    store = Store(url, new_key(), Policy.load(), attack.Clock())
    attack.lived(store, everybody, Random())  # noqa: S311 - a story, and no secret
    store.seal()
    store.close()
    return store


@pytest.fixture
def taken(living: Store, url: str, everybody: Sequence[Person]) -> Loot:
    """Data that the attacker has of it."""
    assert living is not None
    return attack.loot(url, *attack.file_of(everybody))


@pytest.mark.parametrize("part", [Part.REPORTER, Part.WITNESS, Part.AFFECTED])
def test_no_order_names_anybody(taken: Loot, living: Store, everybody: Sequence[Person], part: Part) -> None:
    """Neither the order in which rows lie, nor that of any column, nor that of lengths, is that of the file."""
    truth = attack.names_of(living, everybody, part)
    found = {how: attack.right(reading, truth) for how, reading in attack.by_order(taken, part)}
    assert len(attack.played(taken, part)) >= 50
    assert len(found) > 20
    assert {how: count for how, count in found.items() if count > CHANCE} == {}


def test_a_row_of_somebody_is_nobodys(taken: Loot, living: Store, everybody: Sequence[Person]) -> None:
    """Not even the table of people itself says whose row is whose: no place, no order, one length."""
    truth = {living.vault.blind("person", person.id): person.email for person in everybody}
    rows = taken.tables["person"]
    found = {how: attack.right(reading, truth) for how, reading in attack.readings(taken, rows, "id")}
    assert {how: count for how, count in found.items() if count > CHANCE} == {}
    assert len({len(row["body"]) for row in rows}) == 1


def test_who_comes_one_by_one_lies_in_no_order_after_the_night(url: str, everybody: Sequence[Person]) -> None:
    """Not behind those who were there: what is pruned daily puts people in order of their ids."""
    store = Store(url, new_key(), Policy.load(), attack.Clock())
    for person in everybody:
        store.run(lambda uow, person=person: uow.directory.put(person))  # type: ignore[misc]
    store.prune()
    store.close()
    lying = [row["id"] for row in attack.loot(url, *attack.file_of(everybody)).tables["person"]]
    assert lying == sorted(lying)


def test_no_name_leads_from_one_place_to_another(taken: Loot) -> None:
    """People, accounts, chats, each part, what each record tells, each line of the history: names of their own."""
    places = attack.people_in(taken)
    assert {"person", "party: reporter", "party: handler", "party: witness"} <= places.keys()
    assert len([place for place in places if place.startswith(("told about", "history"))]) > 100
    assert attack.joins(taken) == set()


def test_what_a_record_says_of_people_is_in_no_plain_column(taken: Loot) -> None:
    """Author, facts, actors and items of nudges: none of them can be read, or guessed from its length."""
    records = taken.tables["record"]
    assert "created_by" not in records[0]
    assert len({len(str(row["facts"])) for row in records if row["kind"] == "ended_contact"}) == 1
    assert "reason" not in str([row["facts"] for row in records])
    lines = [row["by_person"] for row in taken.tables["history"]]
    assert (len(set(lines)), {len(line) for line in lines}) == (len(lines), {len(lines[0])})
    assert len({len(row["body"]) for row in records if row["kind"] == "ended_contact"}) <= 2


def test_the_shape_alone_tells_of_managers_and_of_nobody_in_a_team(
    taken: Loot, living: Store, everybody: Sequence[Person]
) -> None:
    """With teams of different sizes in which everybody has reported, it shows whose team it is, as a drawing would."""
    managers = attack.names_of(living, everybody, Part.HANDLER)
    shape = attack.by_shape(taken)
    assert len(shape) == len(attack.TEAMS)
    assert attack.right(shape, managers) <= len(attack.TEAMS)
    drawn = Loot(taken.listed, taken.managers, {"party": _redrawn(taken)})
    again = {name.removeprefix("drawn "): email for name, email in attack.by_shape(drawn).items()}
    assert again == shape


def _redrawn(taken: Loot) -> attack.Rows:
    """Parts of people in records, and nothing else of the database."""
    return [
        {"record_id": row["record_id"], "part": row["part"], "person_id": f"drawn {row['person_id']}"}
        for row in taken.tables["party"]
    ]


def test_the_attack_names_everybody_in_what_was_kept_before_and_nobody_afterwards(
    request: pytest.FixtureRequest, url: str
) -> None:
    """So it can tell: the place of a line in the file stood beside an id that stood everywhere."""
    url = f"{url}.0009" if url.startswith("sqlite") else created(request.getfixturevalue("postgresql"))
    earlier.fill(url)
    kept = earlier.released()
    truth = {id_: name for name, id_ in kept["people"].items()}
    places = {row["id"]: int(row["position"]) for row in kept["tables"]["person"]}
    listed = [truth[id_] for id_ in sorted(places, key=lambda each: places[each])]
    before = attack.loot(url, listed, {})
    assert (
        max(attack.right(reading, truth) for _, reading in attack.readings(before, before.tables["person"], "id")) == 13
    )
    assert len(attack.joins(before)) >= 5
    migrate(url, Keyring.parse(kept["keys"]))
    store = Store(url, kept["keys"], Policy.load(), attack.Clock())
    truth = {store.vault.blind("person", id_): name for name, id_ in kept["people"].items()}
    store.close()
    after = attack.loot(url, listed, {})
    found = [attack.right(reading, truth) for _, reading in attack.readings(after, after.tables["person"], "id")]
    assert max(found) < CHANCE
    assert attack.joins(after) == set()


def test_every_table_is_known_to_the_attacker(taken: Loot) -> None:
    """A table that comes later is thought of here: where people stand in it, and under which name."""
    known = {"person", "account", "chat", "message", "party", "notice", "nudge", "record", "history", "tail"}
    nobody = {"meta", "head", "counter", "clue", "draft", "ticket", "note", "once", "pace", "alembic_version"}
    assert set(taken.tables) == known | nobody
    assert set(Row.metadata.tables) == known | nobody - {"alembic_version"}
