"""Opening a database: new, old, later, broken, or with other keys."""

from __future__ import annotations

import json
import shutil
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text

from bot.errors import Conflict, Misconfigured
from bot.people import Person, PersonId
from bot.policy import Policy
from bot.ports import UnitOfWork
from storage import Keyring, SchemaState, Store, clues, migrate, new_key, schema_state
from storage.crypto import INDEX_PLACE, Vault, new_index_key
from storage.database import address, engine
from storage.database import opened as open_database
from storage.schema import MIGRATIONS, make_current, revisions, state_of, upgrade
from storage.session import phrasebook
from storage.tables import Row
from tests.migrated import created
from tests.storage import earlier
from tests.storage.conftest import HandClock, Open
from tests.storage.sample import Matter, staff, told

#: As the first Harbour kept one.
_WAITING_NOTICE = text(
    "INSERT INTO notice VALUES"
    " (:kind, 'p', 'nudge', NULL, :kind, '', 'remind', 0, false, false, 1, 0, 1, false, NULL, NULL)"
)

_KNOWN = text(
    "INSERT INTO record (id, ref, kind, state, version, created_at, created_by, updated_at, is_open,"
    " on_management_list, lookup, facts, policy_version, wrapped_key, body) VALUES"
    " ('i', 'IN-0001', 'individual', 'kept', 0, :at, 'p', :at, :no, :no, 'blind', '{}', '', :key, :key)"
)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'var' / 'harbour.db'}"
    return created(request.getfixturevalue("postgresql"))


def revise(url: str, revision: str) -> None:
    """Say that the database is at another revision."""
    with open_database(address(url)) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})


def test_an_empty_database_is_made_current_when_it_is_opened(url: str, opened: Open) -> None:
    """And works."""
    assert schema_state(url) is SchemaState.EMPTY
    store = opened()
    assert schema_state(url) is SchemaState.CURRENT
    assert store.run(told).ref == "MT-0001"


def test_migrating_is_done_once(url: str, opened: Open) -> None:
    """Again does nothing; a store opens on the result."""
    migrate(url)
    migrate(url)
    assert schema_state(url) is SchemaState.CURRENT
    assert opened().trouble() is None


def test_to_be_asked_for_readiness_again_and_again_leaves_nothing_behind(store: Store) -> None:
    """A statement is rendered once a process, however often it is carried out and however many stores are opened."""
    phrases = phrasebook(store._engine.dialect)
    assert store.trouble() is None
    rendered = len(phrases)
    assert all(store.trouble() is None for _ in range(3))
    assert len(phrases) == rendered > 0


def test_stores_on_databases_of_one_kind_share_their_phrases(opened: Open) -> None:
    """Those of another kind have their own."""
    dialects = [opened()._engine.dialect for _ in range(2)]
    assert dialects[0] is not dialects[1]
    assert phrasebook(dialects[0]) is phrasebook(dialects[1])
    other = "postgresql+psycopg://nowhere" if dialects[0].name == "sqlite" else "sqlite://"
    assert phrasebook(engine(address(other)).dialect) is not phrasebook(dialects[0])


def test_the_migrations_make_what_the_tables_say(url: str) -> None:
    """No column, index or constraint differs, but for what the tool cannot compare on SQLite."""
    migrate(url)
    with open_database(address(url)) as connection:
        if connection.dialect.name == "sqlite":
            found = {
                name: {(c["name"], str(c["type"]), c["nullable"]) for c in inspect(connection).get_columns(name)}
                for name in Row.metadata.tables
            }
            Row.metadata.drop_all(connection)
            Row.metadata.create_all(connection)
            inspector = inspect(connection)
            expected = {
                name: {(c["name"], str(c["type"]), c["nullable"]) for c in inspector.get_columns(name)}
                for name in Row.metadata.tables
            }
            assert found == expected
        else:
            assert compare_metadata(MigrationContext.configure(connection), Row.metadata) == []


def test_a_database_of_an_earlier_harbour_is_refused_until_it_is_migrated(
    url: str, opened: Open, tmp_path: Path
) -> None:
    """Its contents are there afterwards."""
    matter = opened().run(told)
    later = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, later)
    (later / "versions" / "9999_later.py").write_text(
        "import sqlalchemy as sa\n"
        "from alembic import op\n"
        f"revision, down_revision = '9999', '{revisions()[-1]}'\n"
        "def upgrade():\n"
        "    op.add_column('record', sa.Column('extra', sa.String(), nullable=True))\n"
    )
    with open_database(address(url)) as connection:
        assert state_of(connection, later) is SchemaState.OLD
        with pytest.raises(Misconfigured, match="harbour migrate"):
            make_current(connection, later)
        upgrade(connection, later)
        assert state_of(connection, later) is SchemaState.CURRENT
        found = connection.execute(text("SELECT id, extra FROM record")).all()
    assert found == [(matter.id, None)]


def test_what_the_first_harbour_kept_is_there_after_migrating(url: str) -> None:
    """With the columns that came later."""
    earlier.up_to(url, "0001")
    with open_database(address(url)) as connection:
        connection.execute(text("INSERT INTO draft VALUES ('old', 1, :key, :body)"), {"key": b"k", "body": b"b"})
    assert schema_state(url) is SchemaState.OLD
    earlier.up_to(url, "0009")
    with open_database(address(url)) as connection:
        assert connection.execute(text("SELECT id, kept_at, about FROM draft")).all() == [("old", 1, None)]


def test_what_was_to_be_told_is_told_under_its_new_name(url: str) -> None:
    """Nudges had numbers once."""
    earlier.up_to(url, "0006")
    with open_database(address(url)) as connection:
        for kind in ("N18", "N6L", "", "matter"):
            connection.execute(_WAITING_NOTICE, {"kind": kind})
    earlier.up_to(url, "0009")
    with open_database(address(url)) as connection:
        kinds = set(connection.scalars(text("SELECT kind FROM notice")))
    assert kinds == {"decide_restriction", "offer_debrief_again", "", "matter"}


def test_whoever_is_known_from_before_is_found_once_the_database_is_opened(url: str, opened: Open) -> None:
    """A migration cannot read what is sealed: what leads to a record is made when the keys are there, once."""
    matter = opened().run(partial(told, said=("T.B.",)))
    with open_database(address(url)) as connection:
        connection.execute(text("DELETE FROM clue"))
        connection.execute(text("INSERT INTO meta (name) VALUES ('unindexed')"))
    store = opened()
    assert store.run(lambda uow: uow.records.clued(Matter, {"T.B."})) == [matter]
    with open_database(address(url)) as connection:
        assert connection.scalar(text("SELECT count(*) FROM meta WHERE name = 'unindexed'")) == 0


def test_what_is_known_from_before_is_indexed_a_little_at_a_time(
    url: str, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It goes on after the last, also where nothing leads to one of them."""
    store = opened()
    matters = [store.run(partial(told, said=said)) for said in (("T.B.",), (), ("T.B.",))]
    with open_database(address(url)) as connection:
        connection.execute(text("DELETE FROM clue"))
        connection.execute(text("INSERT INTO meta (name) VALUES ('unindexed')"))
    monkeypatch.setattr(clues, "AT_A_TIME", 1)
    found: list[int] = []
    more = True
    while more:
        more = store.run(lambda uow: uow.index())
        found.append(len(store.run(lambda uow: uow.records.clued(Matter, {"T.B."}))))
    assert found == [1, 1, 2, 2]
    assert store.run(lambda uow: uow.records.clued(Matter, {"T.B."})) == [matters[2], matters[0]]


def test_the_migration_asks_for_the_index_where_somebody_is_known(url: str) -> None:
    """Rows that pointed at them by the former rule go."""
    earlier.up_to(url, "0007")
    with open_database(address(url)) as connection:
        connection.execute(_KNOWN, {"at": 0, "no": False, "key": b"k"})
    earlier.up_to(url, "0009")
    with open_database(address(url)) as connection:
        assert connection.scalar(text("SELECT count(*) FROM meta WHERE name = 'unindexed'")) == 1
        assert connection.scalar(text("SELECT lookup FROM record")) is None


def test_a_database_of_a_later_harbour_is_refused(url: str, opened: Open) -> None:
    """By opening and by migrating."""
    opened().close()
    revise(url, "9999")
    assert schema_state(url) is SchemaState.NEWER
    with pytest.raises(Misconfigured, match="later Harbour"):
        opened()
    with pytest.raises(Misconfigured, match="later Harbour"):
        migrate(url)


def test_other_keys_are_refused(url: str, opened: Open, policy: Policy, clock: HandClock) -> None:
    """In one line that says which setting it is."""
    opened().close()
    with pytest.raises(Misconfigured, match=r"^HARBOUR_ENCRYPTION_KEYS [^\n]*$"):
        Store(url, new_key(), policy, clock)


@pytest.mark.parametrize(
    "bad",
    [
        "nonsense",
        "mysql://user:secret@host/db",
        "postgresql://user:secret@127.0.0.1:1/db?password=secret",
        "sqlite:////proc/nowhere/harbour.db",
    ],
)
def test_a_database_that_cannot_be_opened_is_named_without_its_password(
    bad: str, keys: str, policy: Policy, clock: HandClock
) -> None:
    """One clear line."""
    with pytest.raises(Misconfigured) as caught:
        Store(bad, keys, policy, clock)
    assert "secret" not in caught.value.message
    assert "\n" not in caught.value.message
    assert "HARBOUR_DATABASE_URL" in caught.value.message


@pytest.mark.parametrize("ask", [schema_state, migrate])
def test_a_database_that_cannot_be_asked_is_named(ask: Callable[[str], object]) -> None:
    """The same line."""
    with pytest.raises(Misconfigured, match="HARBOUR_DATABASE_URL"):
        ask("sqlite:////proc/nowhere/harbour.db")


def test_a_file_that_is_no_database_is_refused(tmp_path: Path, keys: str, policy: Policy, clock: HandClock) -> None:
    """And left as it is."""
    path = tmp_path / "notes.txt"
    path.write_text("Dear diary, " * 400)
    with pytest.raises(Misconfigured, match="cannot be opened"):
        Store(f"sqlite:///{path}", keys, policy, clock)
    assert path.read_text().startswith("Dear diary, ")


def test_the_files_are_for_their_owner_alone(tmp_path: Path, keys: str, policy: Policy, clock: HandClock) -> None:
    """The directory that is made for them as well."""
    folder = tmp_path / "var"
    store = Store(f"sqlite:///{folder / 'harbour.db'}", keys, policy, clock)
    store.run(lambda uow: uow.once("key"))
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (folder, *folder.iterdir())}
    store.close()
    assert modes == {"var": 0o700, "harbour.db": 0o600, "harbour.db-wal": 0o600, "harbour.db-shm": 0o600}


def test_sqlite_is_as_safe_as_it_can_be(tmp_path: Path, keys: str, policy: Policy, clock: HandClock) -> None:
    """A commit is on the disk, what is deleted is gone, and references hold."""
    store = Store(f"sqlite:///{tmp_path / 'harbour.db'}", keys, policy, clock)
    names = ("journal_mode", "synchronous", "secure_delete", "foreign_keys")
    found = store.run(lambda uow: [uow.session.one(text(f"PRAGMA {name}"), {}) for name in names])
    store.close()
    assert found == [("wal",), (2,), (1,), (1,)]


def test_a_store_can_be_in_memory(keys: str, policy: Policy, clock: HandClock) -> None:
    """For a demonstration."""
    store = Store("sqlite://", keys, policy, clock)
    assert store.run(lambda uow: uow.once("key", "a")) is None
    assert store.run(lambda uow: uow.once("key", "b")) == "a"
    store.close()


def test_another_process_that_writes_is_waited_for(tmp_path: Path, keys: str, policy: Policy, clock: HandClock) -> None:
    """As when a directory is imported while Harbour runs."""
    path = tmp_path / "harbour.db"
    store = Store(f"sqlite:///{path}", keys, policy, clock)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        waiting = store._runner.submit(lambda uow: uow.once("key"))
        assert waiting.done() is False
        other.execute("COMMIT")
    assert waiting.result(60) is None
    store.close()


def _put(uow: UnitOfWork, *, person: Person) -> None:
    uow.directory.put(person)


def test_people_who_were_kept_with_a_column_for_each_platform_are_known_after_migrating(
    url: str, keys: str, opened: Open
) -> None:
    """Nobody is there twice with what they were known by, and what is in their row is read as it was written."""
    isla, keyring = staff()[0], Keyring.parse(keys)
    kept = {"id": isla.id, "email": isla.email, "name": isla.name, "slack_id": "U0ISLA", "teams_id": "isla"}
    wrapped = new_index_key(keyring)
    blind = Vault(keyring, keyring.unwrap(wrapped, INDEX_PLACE)).blind
    sealed = earlier.sealed(keyring, "person", isla.id, json.dumps(kept | {"prefers": "both"}).encode())
    row = {"id": isla.id, "slack": blind("slack_id", "U0ISLA"), "teams": blind("teams_id", "isla"), "email": "e"}
    earlier.up_to(url, "0005")
    with open_database(address(url)) as connection:
        connection.execute(text("INSERT INTO meta (name, wrapped_key) VALUES ('index_key', :key)"), {"key": wrapped})
        columns = "(id, position, email, slack_id, teams_id, wrapped_key, body)"
        values = "(:id, 1, :email, :slack, :teams, :wrapped_key, :body)"
        connection.execute(text(f"INSERT INTO person {columns} VALUES {values}"), row | sealed._asdict())  # noqa: S608
    migrate(url, keyring)
    store = opened()
    found = store.run(lambda uow: uow.people.known_as("teams", "ISLA"))
    assert found is not None
    assert found == replace(isla, line_manager=None, ids={"slack": "U0ISLA", "teams": "isla"}, prefers="both")
    for platform, id_ in found.ids.items():
        twin = Person(id=PersonId("8" * 32), email="", name="Twin", ids={platform: id_})
        with pytest.raises(Conflict):
            store.run(partial(_put, person=twin))


def test_statements_are_prepared_unless_the_address_says_never(postgresql: str) -> None:
    """Behind a pooler each transaction may meet another server, which has none of them."""
    where = address(created(postgresql))
    for threshold, prepares in ((None, 5), ("none", None), ("2", 2)):
        asked = where.update_query_dict({} if threshold is None else {"prepare_threshold": threshold})
        made = engine(asked)
        with made.connect() as connection:
            assert connection.connection.driver_connection.prepare_threshold == prepares  # type: ignore[union-attr]
        made.dispose()
