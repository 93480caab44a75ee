"""Contract of retention in every store: the time at which a record was closed, and its listing."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import text

from bot.errors import Conflict
from bot.ports import Counted, Since
from bot.records.base import Record, RecordId
from storage import Store
from storage.database import address
from storage.database import opened as open_database
from tests.migrated import created
from tests.storage import earlier
from tests.storage.conftest import START, HandClock
from tests.storage.sample import MORAG, Gone, Matter, Stage, grown, told

HOUR = timedelta(hours=1)


def settle(store: Store, matter: Matter) -> Matter:
    """Nothing more to do."""
    return store.run(lambda uow: uow.records.save(matter.settled(), by=MORAG, act="settled"))


def closed_at(store: Store, record: RecordId) -> datetime | None:
    """Since when it has been closed."""
    found = store.run(lambda uow: uow.records.summary(record))
    assert found is not None
    return found.closed_at


def closed(store: Store, before: datetime, after: Since | None = None, limit: int = 200) -> list[RecordId]:
    """Records closed before this time."""
    return [row.id for row in store.run(lambda uow: uow.records.closed("matter", before, after=after, limit=limit))]


# -- since when ----------------------------------------------------------------------------------------


def test_it_is_closed_since_it_was_closed_first(store: Store, clock: HandClock) -> None:
    """Later additions do not count; open again, it is not closed at all."""
    matter = store.run(told)
    assert closed_at(store, matter.id) is None
    clock.move(HOUR)
    settled = settle(store, matter)
    clock.move(HOUR)
    settled = store.run(lambda uow: uow.records.save(settled.changed(text="more"), by=MORAG, act="added"))
    assert closed_at(store, matter.id) == START + HOUR
    again = store.run(lambda uow: uow.records.save(settled.changed(stage=Stage.WAITING), by=MORAG, act="reopened"))
    assert closed_at(store, matter.id) is None
    clock.move(HOUR)
    settle(store, again)
    assert closed_at(store, matter.id) == START + 3 * HOUR


def test_what_is_closed_from_the_start_is_closed_since_then(store: Store) -> None:
    """It was made so."""
    matter = store.run(lambda uow: told(uow, stage=Stage.SETTLED))
    assert closed_at(store, matter.id) == START


def test_what_has_been_closed_for_long_is_listed_the_first_first(store: Store, clock: HandClock) -> None:
    """Of one kind, page by page, and nothing that is open."""
    made = [store.run(told) for _ in range(4)]
    for matter in (made[2], made[0], made[1]):
        clock.move(HOUR)
        settle(store, matter)
    store.run(lambda uow: uow.records.add(Gone(origin=uow.records.begin(Gone, MORAG), was="x"), act="made"))
    order = [made[2].id, made[0].id, made[1].id]
    assert closed(store, START + 4 * HOUR) == order
    assert closed(store, START + 3 * HOUR) == order[:2]
    places = [Since(START + hour * HOUR, each) for hour, each in enumerate(order, start=1)]
    pages = [closed(store, START + 9 * HOUR, after=place, limit=2) for place in (None, places[1], places[2])]
    assert pages == [order[:2], order[2:], []]
    assert closed(store, START) == []


def test_what_was_closed_before_is_known_after_migrating(request: pytest.FixtureRequest, url: str) -> None:
    """It was changed last when it was closed, or since; what is open or erased is not closed."""
    url = f"{url}.0003" if url.startswith("sqlite") else created(request.getfixturevalue("postgresql"))
    earlier.up_to(url, "0003")
    with open_database(address(url)) as connection:
        for number, (is_open, by) in enumerate(((False, "p"), (True, "p"), (False, ""))):
            row = {"id": str(number), "is_open": is_open, "by": by, "no": False, "key": b"k"}
            connection.execute(_OF_THE_THIRD, row)
    earlier.up_to(url, "0009")
    with open_database(address(url)) as connection:
        found = list(connection.scalars(text("SELECT closed_at FROM record ORDER BY id")))
    assert found == [7, None, None]


_OF_THE_THIRD = text(
    "INSERT INTO record (id, ref, kind, state, version, created_at, created_by, updated_at, is_open,"
    " on_management_list, facts, policy_version, wrapped_key, body) VALUES"
    " (:id, :id, 'matter', 'settled', 1, 3, :by, 7, :is_open, :no, '{}', '', :key, :key)"
)


# -- what grew out of it -------------------------------------------------------------------------------


def test_what_grew_out_of_a_record_is_listed_whatever_it_is(store: Store, clock: HandClock) -> None:
    """The oldest first, and nothing of others."""
    matter, other = store.run(told), store.run(told)
    made: list[Record] = []
    for of in (matter, other, matter):
        clock.move(HOUR)
        made.append(store.run(partial(grown, parent=of.id)))
    assert [row.id for row in store.run(lambda uow: uow.records.grown(matter.id))] == [made[0].id, made[2].id]
    assert store.run(lambda uow: uow.records.grown(made[0].id)) == []


def test_a_record_that_is_not_there_has_no_line(store: Store) -> None:
    """And no error."""
    assert store.run(lambda uow: uow.records.summary(RecordId("f" * 32))) is None


# -- what stands for it --------------------------------------------------------------------------------


def test_a_shell_of_another_kind_stands_in_its_place(store: Store) -> None:
    """Under the same reference; it is no record of its former kind any more, and counts as what it is."""
    matter = store.run(lambda uow: told(uow, reference="tenancy 4711"))
    child = store.run(lambda uow: grown(uow, matter.id))
    erased = store.run(lambda uow: uow.records.erase(Gone.of(matter), act="erased"))
    assert store.run(lambda uow: uow.records.peek(matter.id)) == erased
    assert (erased.ref, erased.was, erased.version) == (matter.ref, "matter", 1)
    assert store.run(lambda uow: uow.records.find(Matter, "tenancy 4711")) is None
    assert store.run(lambda uow: uow.records.by_ref(Matter, matter.ref)) is None
    assert store.run(lambda uow: uow.records.by_ref(Gone, matter.ref)) == erased
    assert store.run(lambda uow: uow.records.facts(Matter)) == []
    assert store.run(lambda uow: uow.records.facts(Gone)) == [(matter.id, {"was": "matter"})]
    assert store.run(lambda uow: uow.records.about(["matter"], "tenancy 4711")) == []
    assert closed_at(store, matter.id) is None
    assert [row.id for row in store.run(lambda uow: uow.records.grown(matter.id))] == [child.id]


def test_a_shell_is_refused_where_the_record_was_changed_since(store: Store) -> None:
    """Nothing of the change is lost."""
    matter = store.run(told)
    settle(store, matter)
    with pytest.raises(Conflict):
        store.run(lambda uow: uow.records.erase(Gone.of(matter), act="erased"))
    assert isinstance(store.run(lambda uow: uow.records.peek(matter.id)), Matter)


# -- what is counted -----------------------------------------------------------------------------------


def test_what_was_made_before_a_moment_is_counted(store: Store, clock: HandClock) -> None:
    """Each with its state and its days, and not with what it is."""
    due = START + 9 * HOUR
    matter = store.run(lambda uow: told(uow, due_at=due))
    clock.move(HOUR)
    settle(store, store.run(told))
    clock.move(HOUR)
    store.run(told)
    assert matter.is_open
    waiting = Counted(state="waiting", created_at=START, closed_at=None, due=due, facts={"steps": 0})
    settled = Counted(state="settled", created_at=START + HOUR, closed_at=START + HOUR, due=None, facts={"steps": 0})
    all_, last = store.run(lambda uow: uow.records.counted(Matter, START + 2 * HOUR))
    assert (all_, last) == ([waiting, settled], None)
    first, last = store.run(lambda uow: uow.records.counted(Matter, START + 2 * HOUR, limit=1))
    assert (first, last) == ([waiting], matter.id)
    assert store.run(lambda uow: uow.records.counted(Matter, START + 2 * HOUR, after=matter.id)) == ([settled], None)
    assert store.run(lambda uow: uow.records.counted(Gone, START + 2 * HOUR)) == ([], None)
