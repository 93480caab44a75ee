"""Contract of the store of chats, on every database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.people import PersonId
from bot.ports import Chats
from storage import Store
from storage.tables import chat
from tests.storage.conftest import HandClock, Open
from tests.storage.sample import EWAN, ISLA, MORAG, staff


def keep(store: Store, person: PersonId, reference: str, platform: str = "teams") -> None:
    """A reference is kept."""
    store.run(lambda uow: uow.chats.keep(person, platform, reference))


def found(store: Store, person: PersonId, platform: str = "teams") -> str | None:
    """Reference of this person's chat."""
    return store.run(lambda uow: uow.chats.find(person, platform))


def newest(store: Store, platform: str = "teams") -> str | None:
    """Reference saved last."""
    return store.run(lambda uow: uow.chats.newest(platform))


def rows(store: Store) -> list[tuple[object, ...]]:
    """All columns of all rows."""
    return list(store.run(lambda uow: uow.session.all(select(chat).order_by(chat.c.id), {})))


def test_a_chat_is_found_by_person_and_platform(store: Store, opened: Open) -> None:
    """By every replica, and by nothing else."""
    keep(store, ISLA, '{"conversation": "a:1"}')
    keep(store, ISLA, "D1", "slack")
    assert found(opened(), ISLA) == '{"conversation": "a:1"}'
    assert found(store, ISLA, "slack") == "D1"
    assert found(store, ISLA, "email") is None
    assert found(store, MORAG) is None


def test_a_later_reference_takes_the_place_of_the_one_before(store: Store) -> None:
    """There is one for each person and platform."""
    keep(store, ISLA, "a:1")
    keep(store, ISLA, "a:2")
    assert found(store, ISLA) == "a:2"
    assert len(rows(store)) == 1


def test_nothing_is_written_where_it_is_the_same(store: Store, clock: HandClock) -> None:
    """Each message from somebody would be a write otherwise."""
    keep(store, ISLA, "a:1")
    before = rows(store)
    clock.move(timedelta(days=1))
    keep(store, ISLA, "a:1")
    assert rows(store) == before


def test_what_is_forgotten_is_gone(store: Store) -> None:
    """Forgetting it again is harmless, and nothing else goes with it."""
    keep(store, ISLA, "a:1")
    keep(store, MORAG, "a:2")
    for _ in range(2):
        store.run(lambda uow: uow.chats.forget(ISLA, "teams"))
    assert (found(store, ISLA), found(store, MORAG)) == (None, "a:2")


def test_the_newest_is_the_one_that_was_kept_last(store: Store, clock: HandClock) -> None:
    """Of this platform, whoever's it is, and no longer once it is forgotten."""
    assert newest(store) is None
    for person, reference, platform in ((MORAG, "a:1", "teams"), (ISLA, "a:2", "teams"), (EWAN, "D3", "slack")):
        keep(store, person, reference, platform)
        clock.move(timedelta(seconds=1))
    assert newest(store) == "a:2"
    assert newest(store, "email") is None
    keep(store, MORAG, "a:1")
    assert newest(store) == "a:2"  # nothing was written
    keep(store, MORAG, "a:4")
    assert newest(store) == "a:4"
    store.run(lambda uow: uow.chats.forget(MORAG, "teams"))
    assert newest(store) == "a:2"


def test_of_two_of_one_moment_it_is_always_the_same(store: Store, opened: Open) -> None:
    """Which one does not matter."""
    keep(store, MORAG, "a:1")
    keep(store, ISLA, "a:2")
    assert newest(store) in ("a:1", "a:2")
    assert newest(opened()) == newest(store)


def test_the_chats_of_people_who_have_left_are_pruned(store: Store, clock: HandClock) -> None:
    """On every platform; however long ago the others were kept."""
    keep(store, ISLA, "a:1")
    keep(store, ISLA, "D1", "slack")
    keep(store, MORAG, "a:2")
    clock.move(timedelta(days=400))
    assert store.prune() == 0
    store.run(lambda uow: uow.directory.put(replace(staff()[0], active=False)))
    assert store.prune() == 2
    assert (found(store, ISLA), found(store, ISLA, "slack"), found(store, MORAG)) == (None, None, "a:2")


def test_a_unit_of_work_that_fails_keeps_none(store: Store) -> None:
    """As everything else."""

    def fails(chats: Chats) -> None:
        chats.keep(ISLA, "teams", "a:1")
        raise LookupError

    with pytest.raises(LookupError):
        store.run(lambda uow: fails(uow.chats))
    assert found(store, ISLA) is None


@pytest.mark.parametrize("change", [lambda text: text.upper(), lambda text: text + " "], ids=["case", "space"])
def test_a_reference_comes_back_to_the_letter(store: Store, change: Callable[[str], str]) -> None:
    """Any content of the platform's is kept, and a small difference makes another reference."""
    reference = '{"service": "https://smba.trafficmanager.net/emea/", "conversation": "a:1ÄÖ…", "user": "29:x"}'
    keep(store, ISLA, reference)
    keep(store, ISLA, change(reference))
    assert found(store, ISLA) == change(reference)
