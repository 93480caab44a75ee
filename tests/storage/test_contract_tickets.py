"""One-time addresses, on every database."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.ports import Ticket
from bot.records.base import RecordId
from storage import Store
from storage.tables import ticket
from tests.storage.conftest import HandClock
from tests.storage.sample import ISLA

TICKET = Ticket(person=ISLA, about=RecordId("a record"), act="attach")


def issued(store: Store) -> str:
    """An address for ten minutes."""
    return store.run(lambda uow: uow.tickets.issue(TICKET, minutes=10))


def test_an_address_is_good_once(store: Store) -> None:
    """Looking at it first does not use it."""
    token = issued(store)
    assert store.run(lambda uow: uow.tickets.find(token)) == TICKET
    assert store.run(lambda uow: uow.tickets.use(token)) == TICKET
    assert store.run(lambda uow: uow.tickets.find(token)) is None
    assert store.run(lambda uow: uow.tickets.use(token)) is None


def test_it_is_good_for_minutes(store: Store, clock: HandClock) -> None:
    """And pruned afterwards."""
    token = issued(store)
    clock.at += timedelta(minutes=10) - timedelta(seconds=1)
    assert store.run(lambda uow: uow.tickets.find(token)) == TICKET
    assert store.prune() == 0
    clock.at += timedelta(seconds=1)
    assert store.run(lambda uow: uow.tickets.use(token)) is None
    assert store.prune() == 1


@pytest.mark.parametrize("token", ["", "unknown", "ü" * 43, "x" * 10_000, "../..", "\x00"])
def test_what_was_never_issued_is_nothing(store: Store, token: str) -> None:
    """For any token."""
    assert store.run(lambda uow: uow.tickets.find(token)) is None
    assert store.run(lambda uow: uow.tickets.use(token)) is None


@pytest.mark.requirement("R-1.14.1-6")
def test_each_is_new_and_none_is_kept(store: Store) -> None:
    """The token of the address is in no column."""
    tokens = {issued(store) for _ in range(20)}
    assert len(tokens) == 20
    assert all(len(token) >= 43 for token in tokens)
    rows = store.run(lambda uow: uow.session.all(select(ticket), {}))
    kept = b"".join(value.encode() if isinstance(value, str) else bytes(value) for row in rows for value in row[:1])
    assert len(rows) == 20
    assert not any(token.encode() in kept for token in tokens)


def test_a_unit_of_work_that_fails_uses_none(store: Store) -> None:
    """It is good still."""
    token = issued(store)

    def fails(uow: object) -> None:
        assert store is not None
        uow.tickets.use(token)  # type: ignore[attr-defined]
        raise RuntimeError("something else went wrong")

    with pytest.raises(RuntimeError):
        store.run(fails)
    assert store.run(lambda uow: uow.tickets.use(token)) == TICKET
