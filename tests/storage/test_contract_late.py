"""Process that froze and comes late: its lease has ended, and another has done the work."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial

from bot.ports import Message, UnitOfWork
from storage import Store
from tests.storage.conftest import HandClock
from tests.storage.sample import MORAG, told
from tests.storage.test_contract_outbox import LEASE, claimed, put, send, touch


def test_what_is_sent_late_is_looked_at_again(store: Store, clock: HandClock) -> None:
    """Another has sent it, when the lease had ended: it stands twice, and the late one is to go."""
    about = store.run(told).id
    put(store, about=about)
    (late,) = claimed(store)
    clock.move(timedelta(seconds=LEASE))
    (first,) = claimed(store)
    send(store, first)
    assert claimed(store) == []
    store.run(
        lambda uow: uow.outbox.sent(late, platform="slack", address="D1/2.5", fingerprint="f", takes=first.notices)
    )
    (double,) = claimed(store)
    assert (double.message and double.message.address, double.notices) == ("D1/2.5", ())
    standing = store.run(lambda uow: uow.outbox.standing(MORAG, about))
    assert [message.address for message in standing] == ["D1/1.5"]


def test_what_is_sent_late_in_part_keeps_the_rest(store: Store, clock: HandClock) -> None:
    """A digest of which another has told some."""
    put(store, "a", "b", in_digest=True)
    (late,) = claimed(store)
    clock.move(timedelta(seconds=LEASE))
    (whole,) = claimed(store)
    send(store, replace(whole, notices=whole.notices[:1]))
    send(store, late)
    (again,) = claimed(store)
    assert (again.message is not None, again.notices) == (True, whole.notices[1:])


def test_what_is_written_late_is_written_again(store: Store, clock: HandClock) -> None:
    """It may be older than what another wrote meanwhile, whatever that said of itself."""
    about = store.run(told).id
    put(store, about=about)
    send(store, *claimed(store))
    touch(store, about)
    (late,) = claimed(store)
    clock.move(timedelta(seconds=LEASE))
    (first,) = claimed(store)
    for parcel, fingerprint in ((first, "newer"), (late, "older")):
        assert parcel.message is not None
        store.run(partial(_written, message=parcel.message, fingerprint=fingerprint))
    (again,) = claimed(store)
    assert again.message is not None
    assert again.message.fingerprint == ""
    store.run(partial(_written, message=again.message, fingerprint="newer"))
    assert claimed(store) == []


def _written(uow: UnitOfWork, *, message: Message, fingerprint: str) -> None:
    uow.outbox.rewritten(message, fingerprint=fingerprint)


def test_what_another_has_told_is_not_dropped_late(store: Store, clock: HandClock) -> None:
    """Nor does anybody take it for untold."""
    put(store, "told", "untold")
    late = claimed(store)
    clock.move(timedelta(seconds=LEASE))
    send(store, claimed(store)[0])
    notices = [notice for parcel in late for notice in parcel.notices]
    assert [n.view for n in store.run(lambda uow: uow.outbox.dropped(notices, "unreachable"))] == ["untold"]
