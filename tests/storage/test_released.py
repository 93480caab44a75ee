"""Data of an earlier release survives migration, reveals no more than it should, and is vouched for."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import MetaData, select, text

from bot.errors import Misconfigured
from bot.policy import Policy
from bot.records.rights import Part
from bot.topics import RECORDS
from storage import (
    Head,
    Keyring,
    SchemaState,
    Store,
    Tampered,
    Unreadable,
    migrate,
    new_key,
    rotate,
    schema_state,
    verify,
)
from storage.crypto import Sealed
from storage.database import address
from storage.database import opened as open_database
from storage.tables import notice, record
from storage.unit_of_work import UnitOfWork
from tests.migrated import created
from tests.storage import earlier
from tests.storage.conftest import HandClock


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database of schema 0009 with something in it."""
    empty = f"sqlite:///{tmp_path / 'harbour.db'}"
    url = empty if request.param == "sqlite" else created(request.getfixturevalue("postgresql"))
    earlier.fill(url)
    return url


@pytest.fixture
def kept() -> dict[str, Any]:
    """Facts known about it."""
    return earlier.released()


@pytest.fixture
def migrated(url: str, kept: dict[str, Any], policy: Policy, clock: HandClock) -> Callable[[], Store]:
    """Migrates it, and opens a store on it."""
    migrate(url, Keyring.parse(kept["keys"]))
    return lambda: Store(url, kept["keys"], policy, clock)


def changed(url: str, *statements: str) -> None:
    """Somebody changes it before it is migrated."""
    with open_database(address(url)) as connection:
        for statement in statements:
            connection.execute(text(statement))


def unguarded(url: str) -> str:
    """The statement after which a line of the history can be changed."""
    return "DROP TRIGGER history_not_changed" + ("" if url.startswith("sqlite") else " ON history")


def rows(url: str) -> list[tuple[str, dict[str, Any]]]:
    """Every row of every table."""
    with open_database(address(url)) as connection:
        found = MetaData()
        found.reflect(connection)
        return [
            (table.name, dict(row._mapping))
            for table in found.sorted_tables
            for row in connection.execute(select(table))
        ]


#: Facts that are counted since: of a record of then they are known from its next change on.
SINCE = {
    "ended_contact": frozenset({"chose_not_to_talk", "follow_ups", "reported_after", "seen_after", "talked_after"})
}


def test_every_record_and_all_that_lay_about_can_be_read(migrated: Callable[[], Store], kept: dict[str, Any]) -> None:
    """Byte for byte as it was written; and found by what it was found by."""
    store = migrated()

    def texts(uow: UnitOfWork) -> dict[str, str]:
        wanted = select(record.c.ref, record.c.id, record.c.version, record.c.wrapped_key, record.c.body)
        return {
            ref: hashlib.sha256(uow.context.vault.unseal("record", id_, Sealed(*sealed), version)).hexdigest()
            for ref, id_, version, *sealed in uow.session.all(wanted, {})
        }

    assert store.run(texts) == kept["records"]
    for kind in RECORDS.values():
        for id_, facts in store.run(lambda uow, kind=kind: uow.records.facts(kind)):  # type: ignore[misc]
            found = store.run(lambda uow, id_=id_: uow.records.peek(id_))  # type: ignore[misc]
            since = SINCE.get(kind.kind, frozenset())
            assert {name: fact for name, fact in found.facts().items() if name not in since} == dict(facts)
    isla = kept["people"]["isla.fraser"]
    people = store.run(lambda uow: uow.people)
    assert [(person.email.split("@")[0], person.id) for person in people] == _in_order(kept)
    assert people.known_as("slack", "U0ISLA") is people.get(isla)
    assert [row.ref for row in store.run(lambda uow: uow.records.with_part(isla, Part.REPORTER))] == [
        "PD-0001",
        "EC-0001",
    ]
    assert store.run(lambda uow: uow.drafts.find(isla, "report")) == {"note": "half typed"}
    assert store.run(lambda uow: uow.chats.find(isla, "teams")) == "a:conversation"
    assert store.run(lambda uow: uow.once("event")) == "a result"
    assert [line.act for line in store.run(lambda uow: uow.directory.history(isla))] == ["learnt"]
    store.close()


def _in_order(kept: dict[str, Any]) -> list[tuple[str, str]]:
    """Everybody, in the order in which they came."""
    places = {row["id"]: row["position"] for row in kept["tables"]["person"]}
    return sorted(kept["people"].items(), key=lambda each: int(places[each[1]]))


def test_who_did_what_is_there_and_what_waits_is_told(
    migrated: Callable[[], Store], kept: dict[str, Any], clock: HandClock
) -> None:
    """The history of a record, the notices to each person, and messages that stand."""
    store = migrated()
    clock.move(timedelta(hours=1))
    names = {id_: name for name, id_ in kept["people"].items()}
    reported = store.run(lambda uow: uow.records.register(["ended_contact"]))[-1].id
    lines = [(line.act, names.get(line.by or "")) for line in store.run(lambda uow: uow.records.history(reported))]
    assert lines[:2] == [("submitted", "isla.fraser"), ("acknowledged", "morag.sinclair")]
    assert {names[who] for who in store.run(lambda uow: uow.outbox.recipients_done(reported))} >= {"morag.sinclair"}
    (parcel, *_) = store.run(lambda uow: uow.outbox.claim(limit=9, lease_seconds=60))
    assert (names[parcel.to], parcel.notices[0].item) == ("morag.sinclair", "step")
    told = store.run(lambda uow: uow.outbox.standing(kept["people"]["morag.sinclair"], reported))
    assert {(each.to, each.address) for each in told} == {(kept["people"]["morag.sinclair"], "D0ADDRESS 1.2")}
    store.close()


def test_nobodys_id_stands_in_a_row_any_more(migrated: Callable[[], Store], url: str, kept: dict[str, Any]) -> None:
    """In no column of no table; before, it did."""
    ids = set(kept["people"].values())
    before = [row for table in kept["tables"].values() for row in table if ids & {str(v) for v in row.values()}]
    assert len(before) > 20
    found = [(name, row) for name, row in rows(url) if any(id_ in str(value) for id_ in ids for value in row.values())]
    assert found == []
    migrated().close()


def test_the_history_holds_and_every_head_of_before_is_still_one(
    migrated: Callable[[], Store], kept: dict[str, Any]
) -> None:
    """All of it lies under the MAC, and what was noted of it can be held against it; another head is refused."""
    store, (count, _, digest) = migrated(), kept["head"].partition(":")
    found = verify(store, Head(int(count), digest))
    assert found.count == int(count) + len(kept["records"]) + 1
    for other in (Head(int(count), "f" * 64), Head(int(count) - 1, digest), Head(found.count + 1, found.head)):
        with pytest.raises(Tampered):
            verify(store, other)
    store.run(lambda uow: uow.once("another"))
    assert verify(store, Head(found.count, found.head)).count == found.count
    store.close()


def test_keys_are_rotated_and_the_history_holds_with_the_new_ones_alone(
    migrated: Callable[[], Store], url: str, kept: dict[str, Any], policy: Policy, clock: HandClock
) -> None:
    """The key of the vouching hash is wrapped like all others."""
    migrated().close()
    fresh = new_key()
    both = Store(url, f"{fresh},{kept['keys']}", policy, clock)
    before = verify(both)
    assert rotate(both) > len(kept["records"])
    both.close()
    new = Store(url, fresh, policy, clock)
    assert verify(new, Head(before.count, before.head)) == before
    new.close()


@pytest.mark.parametrize("others", [False, True])
def test_without_its_keys_nothing_is_migrated(url: str, *, others: bool) -> None:
    """One line says which setting it is; the database is as it was."""
    with pytest.raises(Misconfigured, match="HARBOUR_ENCRYPTION_KEYS"):
        migrate(url, Keyring.parse(new_key()) if others else None)
    assert schema_state(url) is SchemaState.OLD
    assert any("position" in row for name, row in rows(url) if name == "person")


@pytest.mark.parametrize(
    ("statement", "line"),
    [
        ("UPDATE history SET act = 'read' WHERE seq = 4", 4),
        ("UPDATE history SET by_person = 'somebody' WHERE seq = 9", 9),
        ("UPDATE head SET seq = 3", 17),
    ],
)
def test_a_history_that_does_not_hold_is_not_vouched_for(
    url: str, kept: dict[str, Any], statement: str, line: int
) -> None:
    """Nothing is migrated; what broke is named."""
    changed(url, unguarded(url), statement)
    with pytest.raises(Tampered) as caught:
        migrate(url, Keyring.parse(kept["keys"]))
    assert caught.value.line == line
    assert schema_state(url) is SchemaState.OLD


def test_a_record_that_cannot_be_read_is_not_vouched_for(url: str, kept: dict[str, Any]) -> None:
    """One whose text was put there from another."""
    changed(url, "UPDATE record SET body = (SELECT body FROM message LIMIT 1) WHERE ref = 'EC-0001'")
    with pytest.raises(Unreadable):
        migrate(url, Keyring.parse(kept["keys"]))
    assert schema_state(url) is SchemaState.OLD


def test_who_is_told_has_another_name_in_every_matter(migrated: Callable[[], Store], url: str) -> None:
    """As whoever is told from now on."""
    store = migrated()
    told = store.run(lambda uow: uow.session.all(select(notice.c.to_person, notice.c.about), {}))
    assert len({to for to, _ in told}) == len({(to, about) for to, about in told})
    assert url
    store.close()
