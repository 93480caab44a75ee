"""What PostgreSQL is told can be logged to the last parameter: no word of anybody stands in its log or its tables."""

from __future__ import annotations

import re
from pathlib import Path

import psycopg
import pytest

from bot.errors import Conflict
from bot.policy import Policy
from bot.ports import UnitOfWork
from bot.records.base import Record
from tests import migrated
from tests.bot.house import House
from tests.bot.matrix.cast import CAST, KEEPER, PHONE
from tests.bot.matrix.stories import build
from tests.bot.matrix.world import MatrixWorld
from tests.postgresql import held, log_of

#: What an operator may turn on who looks for a fault.
_LOUD = {
    "log_statement": "all",
    "log_min_duration_statement": "0",
    "log_parameter_max_length": "-1",
    "log_parameter_max_length_on_error": "-1",
    "log_error_verbosity": "verbose",
    "session_preload_libraries": "auto_explain",
    "auto_explain.log_min_duration": "0",
    "auto_explain.log_verbose": "on",
    "auto_explain.log_parameter_max_length": "-1",
}
#: A word that was planted, and an individual's reference: plain, or as a parameter of bytes is written.
_WORDS = re.compile(rb"zz[a-z]{2}_[a-z_]+?zz[a-z_]+?zz|HA-2\d{4}")
_IN_HEX = re.compile(
    rb"7a7a(?:[67][0-9a-f]){2}5f(?:[67][0-9a-f]|5f)+?7a7a(?:6[0-9a-f]|7[0-9a]|5f)+?7a7a|48412d32(?:3\d){4}"
)


@pytest.fixture
def loud(postgresql: str) -> str:
    """A database about which the server logs all that it can."""
    url = migrated.on_postgresql(postgresql)
    with psycopg.connect(url, autocommit=True) as connection:
        (name,) = connection.execute("SELECT current_database()").fetchone() or ("",)
        for setting, value in _LOUD.items():
            connection.execute(f"ALTER DATABASE \"{name}\" SET {setting} = '{value}'".encode())
    return url


def _found(said: bytes) -> set[bytes]:
    people = [each for person in CAST for each in (person.name.encode(), person.email.encode()) if each]
    found = {person for person in people if person in said or person.hex().encode() in said}
    return found | set(_WORDS.findall(said)) | set(_IN_HEX.findall(said))


def _lived(world: MatrixWorld) -> None:
    """Somebody is looked up, a list is read, and what is there already is written once more."""
    house = world.house
    for reference in world.individuals:
        house.types(PHONE, "check_contact", reference)
    house.presses(KEEPER, "register.list")

    def again(uow: UnitOfWork) -> Record:
        return uow.records.add(uow.records.get(world.rows["ec_triaged"].id, Record), act="told")

    with pytest.raises(Conflict):
        house.run(again)


@pytest.mark.thorough
def test_no_word_stands_in_postgresqls_tables_or_in_its_log(loud: str, tmp_path: Path, policy: Policy) -> None:
    """A record of each kind in each state, with every statement, parameter, plan and error logged."""
    house = House(tmp_path / "none.db", policy, loud)
    world = build(house)
    _lived(world)
    house.close()
    log = log_of(loud).read_bytes()
    for shown in (b"parameters: $1 = ", b"Query Text: ", b"duplicate key value", b"'ended_contact'"):
        assert shown in log  # what is looked through holds all that can be logged
    assert len(world.planted) > 200
    assert _found(log) == set()
    assert _found(held(loud)) == set()
