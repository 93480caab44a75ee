"""Contract of records in every store."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import pytest
from sqlalchemy import select

from bot.errors import Conflict, Forbidden, NotFound
from bot.people import PersonId
from bot.policy import Policy
from bot.ports import HistoryEntry, UnitOfWork
from bot.records.base import Record, RecordId
from bot.records.rights import Act, Part
from storage import Store
from storage.tables import clue
from tests.storage.conftest import START, HandClock
from tests.storage.sample import EWAN, ISLA, MORAG, Gone, Matter, Part2, Stage, grown, talked, told


def test_begin_gives_the_next_reference_of_the_prefix(store: Store, policy: Policy) -> None:
    """Each kind counts its own, and an origin says who, when and under which policy."""
    first, second = store.run(told), store.run(told)
    other = store.run(lambda uow: grown(uow, first.id))
    assert [first.ref, second.ref, other.ref] == ["MT-0001", "MT-0002", "PT-0001"]
    assert (first.origin.by, first.origin.at, first.origin.policy_version) == (ISLA, START, policy.version)
    assert len({first.id, second.id, other.id}) == 3


def test_what_was_added_is_what_is_read(store: Store) -> None:
    """A record comes back as it was."""
    matter = store.run(lambda uow: told(uow, "words", day=date(2026, 1, 2), tags=frozenset({Stage.SETTLED})))
    assert store.run(lambda uow: uow.records.get(matter.id, Matter)) == matter


def test_a_record_is_read_inside_the_unit_of_work_that_added_it(store: Store) -> None:
    """A written record is visible at once."""

    def work(uow: UnitOfWork) -> bool:
        matter = told(uow)
        return uow.records.peek(matter.id) == matter

    assert store.run(work) is True


def test_a_record_is_found_by_what_it_is_called(store: Store) -> None:
    """One of that kind; a reference of another kind, or none at all, finds nothing."""
    first, second = store.run(told), store.run(told)
    other = store.run(lambda uow: grown(uow, first.id))
    assert store.run(lambda uow: uow.records.by_ref(Matter, "MT-0002")) == second
    for nothing in (other.ref, "MT-0003", "", "mt-0001"):
        assert store.run(partial(_called, ref=nothing)) is None


def _called(uow: UnitOfWork, ref: str) -> Matter | None:
    return uow.records.by_ref(Matter, ref)


def test_save_counts_the_version(store: Store) -> None:
    """The saved record is returned, and read."""
    matter = store.run(told)
    saved = store.run(lambda uow: uow.records.save(matter.settled(), by=MORAG, act="settled"))
    assert (matter.version, saved.version, saved.state) == (0, 1, Stage.SETTLED)
    assert store.run(lambda uow: uow.records.get(matter.id, Matter)) == saved


def test_save_refuses_what_was_changed_since(store: Store) -> None:
    """The first wins; the second is told, and changes nothing, not even the history."""
    matter = store.run(told)
    first = store.run(lambda uow: uow.records.save(matter.changed(text="first"), by=MORAG, act="changed"))
    with pytest.raises(Conflict):
        store.run(lambda uow: uow.records.save(matter.changed(text="second"), by=EWAN, act="changed"))
    assert store.run(lambda uow: uow.records.get(matter.id, Matter)) == first
    assert len(store.run(lambda uow: uow.records.history(matter.id))) == 2


def test_a_unit_of_work_that_fails_changes_nothing(store: Store) -> None:
    """Everything happens together or not at all."""
    seen: list[RecordId] = []

    def work(uow: UnitOfWork) -> None:
        seen.append(told(uow).id)
        uow.once("key")
        raise LookupError("later on")

    with pytest.raises(LookupError, match="later on"):
        store.run(work)
    assert store.run(lambda uow: uow.records.peek(seen[0])) is None
    assert store.run(lambda uow: uow.records.history(seen[0])) == []
    assert store.run(lambda uow: uow.once("key")) is None


def test_open_is_for_those_who_may(store: Store) -> None:
    """The reporter reads it; a colleague hears the same as of what does not exist."""
    matter = store.run(told)
    assert store.run(lambda uow: uow.records.open(matter.id, ISLA, Act.READ, Matter)) == matter
    with pytest.raises(Forbidden) as forbidden:
        store.run(lambda uow: uow.records.open(matter.id, EWAN, Act.READ, Matter))
    with pytest.raises(NotFound) as missing:
        store.run(lambda uow: uow.records.open("f" * 32, EWAN, Act.READ, Matter))
    assert forbidden.value.message == missing.value.message


@pytest.mark.parametrize("record", [None, "", "no such id", "f" * 32, "'; DROP TABLE record; --"])
def test_open_finds_nothing_under_another_id(store: Store, record: str | None) -> None:
    """Ids come from buttons: whatever they hold, the answer is the same."""
    with pytest.raises(NotFound):
        store.run(lambda uow: uow.records.open(record, ISLA, Act.READ, Matter))


def test_open_asks_for_the_kind(store: Store) -> None:
    """A button for one kind does not open another."""
    matter = store.run(told)
    with pytest.raises(NotFound):
        store.run(lambda uow: uow.records.open(matter.id, ISLA, Act.READ, Part2))
    assert store.run(lambda uow: uow.records.get(matter.id, Record)) == matter


def test_open_refuses_whom_the_directory_does_not_know(store: Store) -> None:
    """Nobody is nobody, even with a part in it."""
    stranger = PersonId("9" * 32)
    matter = store.run(lambda uow: told(uow, by=stranger))
    with pytest.raises(Forbidden):
        store.run(lambda uow: uow.records.open(matter.id, stranger, Act.READ, Matter))


def test_history_tells_what_happened_and_who_looked(store: Store, clock: HandClock) -> None:
    """Views are lines like any other; deciding is told by what is saved."""
    matter = store.run(told)
    clock.move(timedelta(minutes=5))
    store.run(lambda uow: uow.records.open(matter.id, MORAG, Act.READ, Matter))
    store.run(lambda uow: uow.records.open(matter.id, MORAG, Act.DECIDE, Matter))
    store.run(lambda uow: uow.records.open(matter.id, ISLA, Act.HEAR, Matter))
    store.run(lambda uow: uow.records.save(matter.settled(), by=None, act="settled"))
    later = START + timedelta(minutes=5)
    expected = [
        HistoryEntry(at=START, by=ISLA, act="told", version=0),
        HistoryEntry(at=later, by=MORAG, act="read", version=0),
        HistoryEntry(at=later, by=ISLA, act="hear", version=0),
        HistoryEntry(at=later, by=None, act="settled", version=1),
    ]
    assert store.run(lambda uow: uow.records.history(matter.id)) == expected


def test_history_shows_what_this_unit_of_work_has_done(store: Store) -> None:
    """Its own lines are there before they are written."""
    assert [e.act for e in store.run(lambda uow: uow.records.history(told(uow).id))] == ["told"]


def test_a_view_that_fails_later_is_not_logged(store: Store) -> None:
    """Nothing was shown."""
    matter = store.run(told)

    def work(uow: UnitOfWork) -> None:
        uow.records.open(matter.id, MORAG, Act.READ, Matter)
        raise LookupError

    with pytest.raises(LookupError):
        store.run(work)
    assert len(store.run(lambda uow: uow.records.history(matter.id))) == 1


def test_children_come_oldest_first(store: Store) -> None:
    """Those of the kind alone."""
    matter = store.run(told)
    children = [store.run(lambda uow: grown(uow, matter.id)) for _ in range(3)]
    assert store.run(lambda uow: uow.records.children(matter.id, Part2)) == children
    assert store.run(lambda uow: uow.records.children(matter.id, Matter)) == []
    assert store.run(lambda uow: uow.records.children(children[0].id, Part2)) == []


def test_find_goes_by_the_outside_reference(store: Store) -> None:
    """Exactly that one, of that kind, as it stands now."""
    matter = store.run(lambda uow: told(uow, reference="tenancy 4711"))
    store.run(lambda uow: told(uow, reference="tenancy 4712"))
    assert store.run(lambda uow: uow.records.find(Matter, "tenancy 4711")) == matter
    assert store.run(lambda uow: uow.records.find(Part2, "tenancy 4711")) is None
    store.run(lambda uow: uow.records.save(matter.changed(reference=None), by=MORAG, act="changed"))
    assert store.run(lambda uow: uow.records.find(Matter, "tenancy 4711")) is None


def test_find_all_gives_the_newest_first(store: Store, clock: HandClock) -> None:
    """All of that kind with that reference, those alone, and no more than are asked for."""
    made = []
    for reference in ("tenancy 4711", "tenancy 4712", "tenancy 4711", "tenancy 4711"):
        made.append(store.run(partial(told, reference=reference)))
        clock.move(timedelta(seconds=1))
    of_one = [made[3], made[2], made[0]]
    assert store.run(lambda uow: uow.records.find_all(Matter, "tenancy 4711")) == of_one
    assert store.run(lambda uow: uow.records.find_all(Matter, "tenancy 4711", limit=2)) == of_one[:2]
    assert store.run(lambda uow: uow.records.find_all(Part2, "tenancy 4711")) == []
    assert store.run(lambda uow: uow.records.find_all(Matter, "tenancy 4713")) == []


def test_what_leads_to_a_record_is_what_it_holds_now(store: Store, clock: HandClock) -> None:
    """Any of it, each record once, the newest first, and no more than are asked for."""
    made = []
    for said in (("T.B.", "12 Mill Road"), ("T.B.",), ("12 Mill Road", "M.K.")):
        made.append(store.run(partial(told, said=said)))
        clock.move(timedelta(seconds=1))

    def found(*wanted: str, limit: int = 50) -> list[Record]:
        return [*store.run(lambda uow: uow.records.clued(Matter, wanted, limit))]

    assert found("T.B.", "12 Mill Road") == made[::-1]
    assert found("T.B.", "12 Mill Road", limit=2) == made[:0:-1]
    assert found("T.B.") == [made[1], made[0]]
    assert found("t.b.") == found() == []
    assert store.run(lambda uow: uow.records.clued(Part2, ["T.B."])) == []
    changed = store.run(lambda uow: uow.records.save(made[0].changed(said=("M.K.",)), by=MORAG, act="changed"))
    assert found("T.B.") == [made[1]]
    assert found("M.K.") == [made[2], changed]


def test_nothing_leads_to_what_is_erased(store: Store) -> None:
    """And what still would is refused."""
    matter = store.run(partial(told, said=("T.B.",)))
    store.run(lambda uow: uow.records.erase(Gone.of(matter), act="erased"))
    assert store.run(lambda uow: uow.records.clued(Matter, ["T.B."])) == []
    assert store.run(lambda uow: uow.session.all(select(clue.c.record_id), {})) == []


def test_a_list_has_what_is_due_first_and_then_the_newest(store: Store, clock: HandClock) -> None:
    """In the order in which somebody would want to see them."""
    order = {"c": None, "b": START + timedelta(days=2), "d": None, "a": START + timedelta(days=1)}
    for text, due in order.items():
        clock.move(timedelta(seconds=1))
        store.run(partial(told, text=text, due_at=due))
    found = store.run(lambda uow: uow.records.with_part(MORAG, Part.HANDLER))
    texts = store.run(lambda uow: [uow.records.get(s.id, Matter).text for s in found])
    assert texts == ["a", "b", "d", "c"]
    assert len(store.run(lambda uow: uow.records.with_part(MORAG, Part.HANDLER, limit=2))) == 2


def test_of_two_records_of_one_moment_the_last_is_the_newest(store: Store) -> None:
    """In every list; what grew out of a record comes in the order in which it did."""
    made = [store.run(lambda uow: told(uow, listed=True)).id for _ in range(6)]
    newest = made[::-1]
    assert [s.id for s in store.run(lambda uow: uow.records.with_part(ISLA, Part.REPORTER))] == newest
    assert [s.id for s in store.run(lambda uow: uow.records.on_management_list())] == newest


def test_a_list_is_of_one_part_one_kind_or_what_is_open(store: Store) -> None:
    """Each filter alone, and both together."""
    first, second = store.run(told), store.run(told)
    child = store.run(lambda uow: grown(uow, first.id))
    store.run(lambda uow: uow.records.save(first.settled(), by=MORAG, act="settled"))

    def refs(person: PersonId, part: Part, *, open_only: bool = False, kind: str | None = None) -> set[str]:
        found = store.run(lambda uow: uow.records.with_part(person, part, open_only=open_only, kind=kind))
        return {summary.ref for summary in found}

    assert refs(ISLA, Part.REPORTER) == {first.ref, second.ref, child.ref}
    assert refs(ISLA, Part.REPORTER, open_only=True) == {second.ref, child.ref}
    assert refs(ISLA, Part.REPORTER, kind="matter") == {first.ref, second.ref}
    assert refs(ISLA, Part.REPORTER, open_only=True, kind="matter") == {second.ref}
    assert refs(ISLA, Part.HANDLER) == set()


def test_a_list_follows_what_is_saved(store: Store) -> None:
    """A matter that moves leaves one list, enters another, and takes its due time along."""
    matter = store.run(told)
    moved = matter.changed(manager=EWAN, due_at=date(2026, 11, 27))
    store.run(lambda uow: uow.records.save(moved, by=None, act="moved"))
    assert store.run(lambda uow: uow.records.with_part(MORAG, Part.HANDLER)) == []
    (summary,) = store.run(lambda uow: uow.records.with_part(EWAN, Part.HANDLER))
    assert summary.id == matter.id
    assert summary.due is not None
    assert summary.due.isoformat() == "2026-11-27T17:00:00+00:00"
    assert (summary.state, summary.kind, summary.is_open, summary.parent) == ("waiting", "matter", True, None)


def test_the_management_list_has_what_has_waited_so_long(store: Store) -> None:
    """And no longer when it has moved."""
    store.run(told)
    waits = store.run(lambda uow: told(uow, listed=True))
    assert [s.id for s in store.run(lambda uow: uow.records.on_management_list())] == [waits.id]
    store.run(lambda uow: uow.records.save(waits.changed(listed=False), by=MORAG, act="changed"))
    assert store.run(lambda uow: uow.records.on_management_list()) == []


async def test_a_unit_of_work_runs_from_an_event_loop(store: Store) -> None:
    """The same result, awaited."""
    matter = await store.arun(told)
    assert await store.arun(lambda uow: uow.records.peek(matter.id)) == matter


# -- what is about the same reference ------------------------------------------------------------------


def test_what_is_about_a_reference_is_listed_by_kind_the_newest_first(store: Store, clock: HandClock) -> None:
    """From plain columns: of the kinds asked for alone, at most so many of each, and of no other reference."""
    made: list[str] = []
    for _ in range(3):
        for make in (
            lambda uow: told(uow, reference="tenancy 4711"),
            lambda uow: talked(uow, reference="tenancy 4711"),
            lambda uow: told(uow, reference="tenancy 4712"),
        ):
            clock.move(timedelta(minutes=1))
            made.append(store.run(make).ref)
    about = [ref for number, ref in enumerate(made) if number % 3 != 2][::-1]

    def refs(*kinds: str, limit: int = 50) -> list[str]:
        return [line.ref for line in store.run(lambda uow: uow.records.about(kinds, "tenancy 4711", limit))]

    assert refs("matter", "talk") == about
    assert refs("talk") == about[::2]
    assert refs("matter", "talk", limit=2) == about[:4]
    assert refs("part") == refs() == []
