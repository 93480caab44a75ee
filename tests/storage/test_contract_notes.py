"""Notes on the directory, and its history, on every database."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select

from bot.directory.notes import Claim, Moved, Step
from bot.directory.plan import Change
from bot.ports import UnitOfWork
from bot.records.assignment import Assignment
from bot.records.base import RecordId
from storage import Store
from storage.tables import note
from tests.storage.conftest import START, HandClock, Open
from tests.storage.sample import ISLA, MORAG, staff


@dataclass(frozen=True)
class Word:
    """Something noted."""

    said: str


def _keep(uow: UnitOfWork, *, name: str, word: Word) -> None:
    uow.notes.keep(name, word)


def test_a_note_is_found_by_its_kind_and_name_until_it_is_dropped(store: Store, opened: Open) -> None:
    """In the order in which each was first noted; another replica reads it."""
    for name, said in (("b", "one"), ("a", "two"), ("b", "three")):
        store.run(partial(_keep, name=name, word=Word(said)))
    other = opened()
    assert other.run(lambda uow: uow.notes.all(Word)) == [Word("three"), Word("two")]
    assert other.run(lambda uow: (uow.notes.find(Word, "b"), uow.notes.find(Claim, "b"))) == (Word("three"), None)
    assert [other.run(lambda uow: uow.notes.drop(Word, "b")) for _ in range(2)] == [True, False]
    assert store.run(lambda uow: uow.notes.all(Word)) == [Word("two")]


def test_a_step_is_read_as_it_was_noted(store: Store) -> None:
    """People with all that is known of them, and matters with those they have passed by."""
    isla, assignment = staff()[0], Assignment(to=MORAG, since=START, before=(ISLA,), moves=2)
    moved = Moved(record=RecordId("r"), before=assignment, after=replace(assignment, to=None), state="sent")
    after = replace(isla, given=frozenset({"slack"}), key="7", former=("i@example.org",))
    changes = (Change(before=isla, after=after, line=2), Change(before=None, after=isla))
    step = Step(name="s", at=START, act="import", changes=changes, moved=(moved,))
    store.run(lambda uow: uow.notes.keep("s", step))
    assert store.run(lambda uow: uow.notes.find(Step, "s")) == step


def test_notes_are_sealed_and_kept_for_half_a_year(store: Store, clock: HandClock) -> None:
    """Neither what is noted nor its name can be read in the row."""
    store.run(lambda uow: uow.notes.keep("zebra", Word("zebra")))
    rows = store.run(lambda uow: list(uow.session.all(select(note), {})))
    assert b"zebra" not in repr(rows).encode()
    clock.move(timedelta(days=179))
    store.prune()
    assert store.run(lambda uow: uow.notes.all(Word)) == [Word("zebra")]
    clock.move(timedelta(days=2))
    store.prune()
    assert store.run(lambda uow: uow.notes.all(Word)) == []


def test_who_was_never_here_is_gone_with_their_accounts(store: Store) -> None:
    """Somebody else can have them."""
    isla = staff()[0]
    store.run(lambda uow: uow.directory.remove(isla.id))
    again = replace(isla, id=MORAG, email="other@example.org")
    store.run(lambda uow: uow.directory.put(again))
    assert [person.id for person in store.run(lambda uow: uow.people) if person.ids == isla.ids] == [MORAG]


def test_the_history_has_a_line_about_a_person_and_nothing_where_it_fails(store: Store) -> None:
    """In the same chain, and in the same transaction."""

    def work(uow: object) -> None:
        uow.directory.noted(ISLA, "left")  # type: ignore[attr-defined] # a unit of work
        raise LookupError

    with pytest.raises(LookupError):
        store.run(work)
    store.run(lambda uow: uow.directory.noted(ISLA, "came_back"))
    assert [line.act for line in store.run(lambda uow: uow.directory.history(ISLA))] == ["came_back"]
