"""Contract of notices and messages in every store."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from threading import Event

import pytest

from bot.people import PersonId
from bot.ports import Message, Notice, Parcel, UnitOfWork
from bot.records.base import RecordId
from storage import Store
from tests.storage.conftest import START, HandClock, Open
from tests.storage.sample import EWAN, ISLA, MORAG, grown, told

LEASE = 60


def put(
    store: Store,
    *views: str,
    to: PersonId = MORAG,
    about: RecordId | None = None,
    in_digest: bool = False,
    not_before: datetime | None = None,
) -> None:
    """Put notices into the outbox, one unless more views are named."""

    def work(uow: UnitOfWork) -> None:
        for view in views or ("outcome",):
            uow.outbox.put(to, view, about, in_digest=in_digest, not_before=not_before)

    store.run(work)


def claimed(store: Store, limit: int = 50) -> list[Parcel]:
    """Messages that may go now."""
    return store.run(lambda uow: uow.outbox.claim(limit=limit, lease_seconds=LEASE))


def views(parcels: list[Parcel]) -> list[list[str]]:
    """Names of the views in each claim."""
    return [[notice.view for notice in parcel.notices] for parcel in parcels]


def send(store: Store, parcel: Parcel, *, settled: bool = False) -> None:
    """Record that it is in the chat."""
    store.run(lambda uow: uow.outbox.sent(parcel, platform="slack", address="D1/1.5", fingerprint="f", settled=settled))


def touch(store: Store, record: RecordId) -> None:
    """Save the record."""

    def save(uow: UnitOfWork) -> None:
        found = uow.records.peek(record)
        assert found is not None
        uow.records.save(found, by=MORAG, act="touched")

    store.run(save)


@pytest.fixture
def standing(store: Store) -> tuple[RecordId, Notice]:
    """A record, and the notice of a message about it in Morag's chat."""
    matter = store.run(told)
    put(store, about=matter.id)
    (parcel,) = claimed(store)
    send(store, parcel)
    return matter.id, parcel.notices[0]


def test_a_notice_is_claimed_as_it_was_put(store: Store) -> None:
    """All that was said of it is there."""
    matter = store.run(told)
    store.run(
        lambda uow: uow.outbox.put(
            MORAG, "nudge", matter.id, kind="acknowledge_report", item="i", occurrence=2, urgent=True
        )
    )
    ((notice,),) = [parcel.notices for parcel in claimed(store)]
    expected = Notice(
        id=notice.id, to=MORAG, view="nudge", about=matter.id, kind="acknowledge_report", item="i",
        occurrence=2, urgent=True, not_before=START,
    )  # fmt: skip
    assert notice == expected


def test_what_is_claimed_is_nobody_elses_until_the_lease_ends(store: Store, clock: HandClock) -> None:
    """A process that died with it does not take it along."""
    put(store)
    assert views(claimed(store)) == [["outcome"]]
    clock.move(timedelta(seconds=LEASE - 1))
    assert claimed(store) == []
    clock.move(timedelta(seconds=1))
    assert views(claimed(store)) == [["outcome"]]


def test_what_is_sent_is_not_sent_again(store: Store, clock: HandClock) -> None:
    """Not after the lease either."""
    put(store)
    (parcel,) = claimed(store)
    send(store, parcel)
    clock.move(timedelta(days=30))
    assert claimed(store) == []


def test_nothing_goes_before_its_time(store: Store, clock: HandClock) -> None:
    """And then it does."""
    put(store, not_before=START + timedelta(hours=1))
    assert claimed(store) == []
    clock.move(timedelta(hours=1))
    assert views(claimed(store)) == [["outcome"]]


def test_of_two_notices_of_one_moment_the_first_comes_first(store: Store) -> None:
    """In a digest as well."""
    put(store, *"abcdefgh")
    assert views(claimed(store)) == [[view] for view in "abcdefgh"]
    put(store, *"abcdefgh", in_digest=True)
    assert views(claimed(store)) == [list("abcdefgh")]


def test_a_claim_takes_the_longest_waiting_first(store: Store, clock: HandClock) -> None:
    """At most as many parcels as asked for."""
    for view in ("a", "b", "c"):
        put(store, view)
        clock.move(timedelta(seconds=1))
    assert views(claimed(store, 2)) == [["a"], ["b"]]
    assert views(claimed(store, 2)) == [["c"]]


def test_a_digest_is_one_parcel(store: Store) -> None:
    """Everything of one person that may wait; what goes alone goes alone."""
    put(store, "a", in_digest=True)
    put(store, "b", to=EWAN, in_digest=True)
    put(store, "c", "d", in_digest=True)
    put(store, "alone")
    put(store, "tomorrow", in_digest=True, not_before=START + timedelta(days=1))
    parcels = claimed(store)
    found = {(p.to, frozenset(n.view for n in p.notices)) for p in parcels}
    assert found == {(MORAG, frozenset("acd")), (EWAN, frozenset("b")), (MORAG, frozenset({"alone"}))}


def test_a_small_claim_does_not_split_a_digest(store: Store) -> None:
    """However many there are, they are one message."""
    put(store, *("a" * 20), in_digest=True)
    (parcel,) = claimed(store, 1)
    assert len(parcel.notices) == 20
    assert claimed(store, 1) == []


def test_what_is_dropped_never_goes(store: Store, clock: HandClock) -> None:
    """Alone or out of a digest, which goes without it."""
    put(store, "a", "b", in_digest=True)
    (parcel,) = claimed(store)
    store.run(lambda uow: uow.outbox.dropped(parcel.notices[:1], "settled"))
    clock.move(timedelta(seconds=LEASE))
    (again,) = claimed(store)
    assert again.notices == parcel.notices[1:]


def test_what_is_postponed_comes_then_and_remembers_how_often(store: Store, clock: HandClock) -> None:
    """The lease does not bring it back before."""
    put(store)
    (parcel,) = claimed(store)
    until = START + timedelta(hours=2)
    store.run(lambda uow: uow.outbox.postponed(parcel, until=until, attempts=3))
    clock.move(timedelta(hours=1))
    assert claimed(store) == []
    clock.move(timedelta(hours=1))
    (again,) = claimed(store)
    assert (again.notices[0].attempts, again.notices[0].not_before) == (3, until)


def test_a_message_is_written_again_when_its_record_changes(store: Store, standing: tuple[RecordId, Notice]) -> None:
    """With what is known of it; and once only."""
    record, notice = standing
    assert claimed(store) == []
    touch(store, record)
    (parcel,) = claimed(store)
    assert parcel.message is not None
    expected = Message(
        id=parcel.message.id, to=MORAG, notices=(notice,), platform="slack", address="D1/1.5", fingerprint="f"
    )
    assert (parcel.to, parcel.message, parcel.notices) == (MORAG, expected, (notice,))
    store.run(lambda uow: uow.outbox.rewritten(expected, fingerprint="g"))
    assert claimed(store) == []
    touch(store, record)
    (again,) = claimed(store)
    assert again.message is not None
    assert again.message.fingerprint == "g"


def test_what_was_sent_is_the_message_that_is_written_again(store: Store) -> None:
    """The same value that is claimed later, so that it can be put off at once."""
    matter = store.run(told)
    put(store, about=matter.id)
    (parcel,) = claimed(store)
    message = store.run(
        lambda uow: uow.outbox.sent(parcel, platform="slack", address="D1/1.5", fingerprint="", settled=False)
    )
    store.run(
        lambda uow: uow.outbox.postponed(
            Parcel(to=MORAG, notices=parcel.notices, message=message), until=START, attempts=0
        )
    )
    assert [each.message for each in claimed(store)] == [message]


def test_a_message_that_has_moved_is_found_where_it_is(store: Store, standing: tuple[RecordId, Notice]) -> None:
    """At its new address; without one it stays where it was."""
    addresses = []
    for address in (None, "D1/1.5 and a:1", None, "a:1"):
        touch(store, standing[0])
        (parcel,) = claimed(store)
        message = parcel.message
        assert message is not None
        addresses.append(message.address)
        rewrite = partial(_rewritten, message=message, address=address)
        store.run(rewrite)
    assert addresses == ["D1/1.5", "D1/1.5", "D1/1.5 and a:1", "D1/1.5 and a:1"]


def _rewritten(uow: UnitOfWork, *, message: Message, address: str | None) -> None:
    uow.outbox.rewritten(message, fingerprint="g", address=address)


def test_a_message_is_written_again_when_the_record_above_changes(store: Store) -> None:
    """Its content may depend on that record."""
    matter = store.run(told)
    child = store.run(lambda uow: grown(uow, matter.id))
    put(store, about=child.id)
    send(store, *claimed(store))
    touch(store, matter.id)
    assert [p.message is not None for p in claimed(store)] == [True]


def test_a_settled_message_is_left_alone(store: Store) -> None:
    """It has said its last word."""
    matter = store.run(told)
    put(store, about=matter.id)
    (parcel,) = claimed(store)
    send(store, parcel, settled=True)
    touch(store, matter.id)
    assert claimed(store) == []


def test_a_message_that_is_gone_is_left_alone(store: Store, standing: tuple[RecordId, Notice]) -> None:
    """Nobody tries to write it again."""
    touch(store, standing[0])
    (parcel,) = claimed(store)
    message = parcel.message
    assert message is not None
    store.run(lambda uow: uow.outbox.gone(message))
    touch(store, standing[0])
    assert claimed(store) == []


def test_a_message_comes_back_when_whoever_was_writing_it_died(
    store: Store, clock: HandClock, standing: tuple[RecordId, Notice]
) -> None:
    """Its lease ends like any other."""
    touch(store, standing[0])
    assert len(claimed(store)) == 1
    assert claimed(store) == []
    clock.move(timedelta(seconds=LEASE))
    assert len(claimed(store)) == 1


def test_a_message_to_be_written_again_can_be_postponed(
    store: Store, clock: HandClock, standing: tuple[RecordId, Notice]
) -> None:
    """It counts its attempts, and begins at none when it has worked."""
    touch(store, standing[0])
    (parcel,) = claimed(store)
    store.run(lambda uow: uow.outbox.postponed(parcel, until=START + timedelta(hours=1), attempts=2))
    clock.move(timedelta(minutes=59))
    assert claimed(store) == []
    clock.move(timedelta(minutes=1))
    (again,) = claimed(store)
    message = again.message
    assert message is not None
    assert [n.attempts for n in again.notices] == [2]
    store.run(lambda uow: uow.outbox.rewritten(message, fingerprint="g"))
    touch(store, standing[0])
    assert [n.attempts for n in claimed(store)[0].notices] == [0]


def test_a_change_while_a_message_is_being_written_again_is_seen_to_afterwards(
    store: Store, standing: tuple[RecordId, Notice]
) -> None:
    """Not at the same time, and not never."""
    touch(store, standing[0])
    (parcel,) = claimed(store)
    message = parcel.message
    assert message is not None
    touch(store, standing[0])
    assert claimed(store) == []
    store.run(lambda uow: uow.outbox.rewritten(message, fingerprint="g"))
    assert [p.message is not None for p in claimed(store)] == [True]


def test_a_change_while_a_notice_is_being_sent_is_seen_to_afterwards(store: Store) -> None:
    """The message that has just arrived may show what is no longer so."""
    matter = store.run(told)
    put(store, about=matter.id)
    (parcel,) = claimed(store)
    touch(store, matter.id)
    send(store, parcel)
    assert [p.message is not None for p in claimed(store)] == [True]


def test_a_change_before_a_notice_is_claimed_is_in_what_is_sent(store: Store) -> None:
    """It need not be written again."""
    matter = store.run(told)
    put(store, about=matter.id)
    touch(store, matter.id)
    (parcel,) = claimed(store)
    send(store, parcel)
    assert claimed(store) == []


def test_a_message_can_be_sent_anew_in_place_of_another(store: Store, standing: tuple[RecordId, Notice]) -> None:
    """From then on the new one is written again, and the old one is not."""
    touch(store, standing[0])
    (parcel,) = claimed(store)
    store.run(lambda uow: uow.outbox.sent(parcel, platform="email", address="<2>", fingerprint="g", settled=False))
    touch(store, standing[0])
    assert [p.message.address for p in claimed(store) if p.message] == ["<2>"]


@pytest.mark.parametrize(
    ("awakens", "work"),
    [
        (True, lambda uow: uow.outbox.put(ISLA, "outcome")),
        (False, lambda uow: uow.outbox.put(ISLA, "outcome", not_before=START + timedelta(seconds=1))),
        (True, lambda uow: told(uow, nudged_from=START)),
        (False, told),
        (False, lambda uow: uow.once("key")),
    ],
)
def test_whoever_delivers_is_woken_after_the_commit(
    store: Store, awakens: bool, work: Callable[[UnitOfWork], object]
) -> None:
    """Only if something is left to do now."""
    woken = Event()
    store.on_work = woken.set
    store.run(work)
    assert woken.wait(5 if awakens else 0.05) is awakens


def test_two_replicas_never_claim_the_same(store: Store, opened: Open) -> None:
    """Each parcel is one's or the other's."""
    put(store, *(f"v{n}" for n in range(40)))
    other = opened()
    found: list[str] = []
    for _ in range(8):
        for replica in (store, other):
            found += [n.view for p in claimed(replica, 5) for n in p.notices]
    assert sorted(found) == sorted(f"v{n}" for n in range(40))


def test_what_a_killed_process_had_claimed_is_taken_up_at_once(store: Store, url: str) -> None:
    """On SQLite, where nobody else can be at work; replicas on PostgreSQL wait for the lease to end."""
    put(store)
    assert len(claimed(store)) == 1
    store.take_over()
    assert len(claimed(store)) == (1 if url.startswith("sqlite") else 0)


def test_what_is_withdrawn_is_not_told(store: Store) -> None:
    """To this person, about this and of this item alone; another's stays."""
    about = RecordId("begun")

    def work(uow: UnitOfWork) -> None:
        for to, item in ((MORAG, "one"), (MORAG, "other"), (EWAN, "one")):
            uow.outbox.put(to, "unsent", about, item=item)
        uow.outbox.withdraw(MORAG, about, "one", "settled")

    store.run(work)
    assert {(n.to, n.item) for parcel in claimed(store) for n in parcel.notices} == {(MORAG, "other"), (EWAN, "one")}


def test_what_is_withdrawn_on_its_way_is_written_again(store: Store) -> None:
    """It may stand in the chat already."""
    put(store, "unsent", about=RecordId("begun"))
    (parcel,) = claimed(store)
    store.run(lambda uow: uow.outbox.withdraw(MORAG, RecordId("begun"), "", "settled"))
    send(store, parcel)
    assert [p.message is not None for p in claimed(store)] == [True]


def test_what_stood_in_an_older_message_stands_in_the_newer_one(store: Store) -> None:
    """From then on the newer one is written again for it, and the older one for what is left of it."""
    first, other = store.run(told), store.run(told)
    put(store, about=first.id, in_digest=True)
    put(store, about=other.id, in_digest=True)
    (digest,) = claimed(store)
    send(store, digest)
    put(store, "nudge", about=first.id)
    (newer,) = claimed(store)
    taken = tuple(notice for notice in digest.notices if notice.about == first.id)
    stands = store.run(
        lambda uow: uow.outbox.sent(newer, platform="slack", address="D1/2.5", fingerprint="f", takes=taken)
    )
    assert {n.id for n in stands.notices} == {n.id for n in (*newer.notices, *taken)}
    touch(store, first.id)
    (again,) = claimed(store)
    assert (again.message and again.message.address, set(again.notices)) == ("D1/2.5", set(stands.notices))
    touch(store, other.id)
    (left,) = claimed(store)
    assert (left.message and left.message.address, [n.about for n in left.notices]) == ("D1/1.5", [other.id])


def test_a_message_that_says_that_nothing_is_left_is_written_again_too(store: Store) -> None:
    """A settled matter can begin again, or end differently: only a message that can never change is left alone."""
    matter = store.run(told)
    put(store, about=matter.id)
    send(store, *claimed(store))
    for _ in range(2):
        touch(store, matter.id)
        (parcel,) = claimed(store)
        message = parcel.message
        assert message is not None
        store.run(partial(_rewritten, message=message, address=None))
    touch(store, matter.id)
    assert len(claimed(store)) == 1


def test_a_message_to_be_taken_away_comes_until_it_is(store: Store, standing: tuple[RecordId, Notice]) -> None:
    """It is looked at, and looked at again; once it is gone it stands nowhere."""
    record, notice = standing

    def look(uow: UnitOfWork) -> None:
        for message in uow.outbox.standing(notice.to, record):
            uow.outbox.look_again(message)

    store.run(look)
    (parcel,) = claimed(store)
    message = parcel.message
    assert message is not None
    store.run(lambda uow: uow.outbox.postponed(parcel, until=START, attempts=1))
    assert len(claimed(store)) == 1
    store.run(lambda uow: uow.outbox.gone(message))
    store.run(look)
    assert claimed(store) == []


@pytest.mark.parametrize("view", ["moved", "waiting"])
def test_what_moves_at_once_is_one_parcel(store: Store, view: str) -> None:
    """Of several matters; what is urgent goes alone."""
    matters = [store.run(told) for _ in range(3)]

    def move(uow: UnitOfWork) -> None:
        for n, matter in enumerate(matters):
            uow.outbox.put(MORAG, view, matter.id, urgent=n == 2)

    store.run(move)
    assert sorted(map(len, views(claimed(store)))) == [1, 2]


def test_a_digest_takes_along_what_else_waits_in_its_matters(store: Store) -> None:
    """One message a matter, though the one may wait for a digest and the other need not."""
    matter, other = store.run(told), store.run(told)
    put(store, "waiting", about=matter.id)
    put(store, "nudge", about=matter.id)
    put(store, "nudge", about=other.id)
    assert sorted(map(sorted, views(claimed(store)))) == [["nudge"], ["nudge", "waiting"]]
