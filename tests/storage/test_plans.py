"""Frequent queries use an index, in order, for any amount of data."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.sql.elements import CompilerElement

from storage import (
    chats,
    clues,
    drafts,
    erased,
    history,
    lists,
    migrate,
    nudges,
    outbox,
    records,
    unit_of_work,
    verification,
)  # fmt: skip
from storage.database import address, engine
from storage.session import Phrasebook

IN_ORDER: dict[str, CompilerElement] = {
    "a list": lists._LISTS[False, False],
    "a list of what is open": lists._LISTS[True, False],
    "a list of one kind": lists._LISTS[False, True],
    "a list of what is open of one kind": lists._LISTS[True, True],
    "the register": lists._REGISTER,
    "what has been closed for long": lists._CLOSED,
    "the facts of one kind": records._FACTS,
    "the notices that are due": outbox._DUE,
    "a digest": outbox._DIGEST,
    "the messages to be written again": outbox._STALE,
    "the nudges that are due": nudges._CLAIM,
    "the history of a record": history._OF_RECORD,
    "the next lines of the history": verification._AFTER,
    "the chat that was kept last": chats._NEWEST,
}
FOUND: dict[str, CompilerElement] = IN_ORDER | {
    "a record": records._LOAD,
    "what grew out of a record": records._CHILDREN,
    "a record by its outside reference": records._FIND,
    "a record by what leads to it": clues._FOUND,
    "what leads to a record": clues._OF_RECORD,
    "what grew out of a record, of every kind": lists._GROWN,
    "a record's line": lists._ONE,
    "what is counted": records._COUNTED,
    "what is about the same reference": lists._ABOUT,
    "the management list": lists._MANAGEMENT,
    "saving a record": records._SAVE,
    "what tells of a record": outbox._OVERTAKE_SENT,
    "what is to tell of a record": outbox._OVERTAKE_WAITING,
    "the notices of a message": outbox._OF_MESSAGE,
    "what waits for one person": outbox._WITHDRAW,
    "what is on its way to one person": outbox._OVERTAKE_THEIRS,
    "the nudges of a record": nudges._OF_RECORD,
    "drafts to prune": drafts._PRUNE,
    "keys of events to prune": unit_of_work._PRUNE,
    "a chat": chats._FIND,
    "the chats of somebody who has left": chats._FORGET_ALL,
    "erasing a record": records._ERASE,
    "the parties of an erased record": records._REMOVE_PARTIES,
    "the nudges of an erased record": nudges._FORGET,
    "the drafts about an erased record": drafts._FORGET,
    "what was told of erased records": erased._OF_MESSAGE,
    "a message that tells nothing any more": erased._EMPTY,
    "what was never told of an erased record": erased._NEVER_SENT,
    "the messages about an erased record": erased._MESSAGES,
    "dropped notices": erased._DROPPED,
}


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """An empty database with all indexes."""
    path = tmp_path_factory.mktemp("plans") / "harbour.db"
    migrate(f"sqlite:///{path}")
    with closing(sqlite3.connect(Path(path))) as connection:
        yield connection


def plan(connection: sqlite3.Connection, statement: CompilerElement) -> str:
    """SQLite's query plan."""
    sql = Phrasebook(engine(address("sqlite://")).dialect)[statement].sql
    parameters = dict.fromkeys(re.findall(r":(\w+)", sql), 1)
    return "\n".join(row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", parameters))


@pytest.mark.parametrize("statement", FOUND.values(), ids=FOUND)
def test_nothing_is_searched_from_end_to_end(connection: sqlite3.Connection, statement: CompilerElement) -> None:
    """Each table through an index."""
    assert (
        re.search(r"^SCAN (?!record USING INDEX ix_record_management)", plan(connection, statement), re.MULTILINE)
        is None
    )


@pytest.mark.parametrize("statement", IN_ORDER.values(), ids=IN_ORDER)
def test_nothing_long_is_sorted(connection: sqlite3.Connection, statement: CompilerElement) -> None:
    """It stands in order already."""
    assert "TEMP B-TREE" not in plan(connection, statement)
