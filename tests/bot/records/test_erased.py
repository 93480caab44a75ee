"""Shells of erased records, and the records that may rest: every kind."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.people import PersonId
from bot.records.base import Keeping, RecordId
from bot.records.erased import WAS, Erased
from bot.records.keeping.retention import Erasure, RetentionList, State, Waiting
from bot.records.letters import SentLetter, Which
from bot.views.examples import people as example
from bot.views.examples.people import ISLA, MORAG, NOW, RORY, TODAY
from tests.bot.one_of_each import RECORD

KINDS = sorted(RECORD.keys() - {"erased"})
STAFF = [ISLA, MORAG, RORY, PersonId("target"), PersonId("owner"), PersonId("finder")]


@pytest.mark.requirement("R-1.10.4-2")
@pytest.mark.parametrize("kind", KINDS)
def test_a_shell_names_nobody_whatever_it_was(kind: str) -> None:
    """Its kind, its month, and the facts that were counted; no part, no person, no word, no reason."""
    record = RECORD[kind]().changed(
        keepings=(Keeping(by=MORAG, at=NOW, reason="canary001bird", until=TODAY),),
        letters=(SentLetter(which=Which.DECISION, text="canary001bird", by=MORAG, at=NOW),),
        version=7,
    )
    shell = Erased.of(record)
    assert (shell.ref, shell.id, shell.was, shell.version) == (record.ref, record.id, kind, 7)
    assert shell.facts() == {**record.facts(), WAS: kind}
    assert (shell.parties(), shell.lookup, tuple(shell.nudges())) == (frozenset(), None, ())
    assert (shell.origin.by, shell.parent, shell.keepings, shell.letters) == ("", None, (), ())
    assert shell.origin.at == datetime(2026, 11, 1, tzinfo=UTC)
    assert [person for person in STAFF if repr(str(person)) in repr(shell)] == []
    assert "canary001bird" not in repr(shell)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_open_does_not_rest_but_for_what_goes_along(kind: str) -> None:
    """A piece of evidence and a sharing decision go with what they belong to."""
    record = RECORD[kind]()
    assert record.at_rest is (not record.is_open or kind in ("evidence", "sharing"))


def test_an_offer_that_was_taken_up_does_not_rest() -> None:
    """It did while nobody had answered."""
    assert [record.at_rest for record in (example.debrief(), example.accepted())] == [True, False]


def test_zero_tolerance_has_a_row_of_its_own() -> None:
    """By what the manager decided."""
    assert [record.period for record in (example.report(), example.closed())] == ["ended_contact", "zero_tolerance"]


@given(
    waits=st.lists(st.tuples(st.booleans(), st.booleans()), max_size=6),
    seen=st.sets(st.integers(0, 5)),
    past=st.booleans(),
)
def test_a_list_waits_for_each_as_long_as_there_is_something_that_they_may_see(
    waits: list[tuple[bool, bool]], seen: set[int], past: bool
) -> None:
    """A record that concerns the reader does not count for them; held or past ones remind nobody."""
    waiting = [
        Waiting(record=RecordId(f"r{n}"), until=TODAY, barred=(MORAG,) if barred else (), held=held)
        for n, (barred, held) in enumerate(waits)
    ]
    found = RetentionList(origin=example.origin("RT-0001", ISLA), month="2026-11", past=past)
    found = found.as_of(waiting, (ISLA, MORAG))
    for n in seen:
        found = found.erased(RecordId(f"r{n}"), Erasure(at=NOW, by=ISLA, refs=(f"EC-{n}",)))
    left = [pair for n, pair in enumerate(waits) if n not in seen]
    expected = {ISLA: sum(not held for _, held in left), MORAG: sum(not held and not barred for barred, held in left)}
    assert {person: found.due_for(person) for person in expected} == expected
    nudged = {series.to for series in found.nudges()}
    assert nudged == (set() if past else {person for person, count in expected.items() if count})
    assert found.state is (State.PAST if past else State.WAITING if expected[ISLA] else State.SEEN_TO)
    assert len(found.erasures) == len(seen)
