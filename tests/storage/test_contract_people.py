"""Contract of people, drafts and the keys of events in every store."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.errors import Conflict
from bot.people import BOTH, Absence, People, Person, PersonId, Role
from bot.ports import UnitOfWork
from storage import Store, unit_of_work
from tests.storage.conftest import HandClock, Open
from tests.storage.sample import EWAN, ISLA, MORAG, staff


def people(store: Store) -> People:
    """The directory."""
    return store.run(lambda uow: uow.people)


def test_people_are_kept_as_they_were_given(store: Store) -> None:
    """And in the order in which they came."""
    assert tuple(people(store)) == staff()


def test_a_person_with_everything_comes_back(store: Store) -> None:
    """All attributes, whatever their type."""
    full = replace(
        staff()[0],
        deputies=(EWAN, MORAG),
        roles=frozenset({Role.MANAGEMENT_TEAM, Role.BOARD}),
        ids={"teams": "29:abc"},
        prefers=BOTH,
        time_zone="Europe/Paris",
        active=False,
        listed=False,
        absence=Absence(since=date(2026, 11, 1), back=date(2026, 12, 1)),
    )
    store.run(lambda uow: uow.directory.put(full))
    assert people(store).get(ISLA) == full
    assert [p.id for p in people(store)] == [ISLA, MORAG, EWAN]


def test_the_snapshot_is_the_same_while_nobody_changes(store: Store) -> None:
    """It is read once."""
    before = people(store)
    assert people(store) is before
    store.run(lambda uow: uow.directory.put(replace(staff()[0], name="Isla Reid-Bain")))
    assert people(store) is not before


def test_a_change_is_seen_in_its_own_unit_of_work_and_by_other_replicas(store: Store, opened: Open) -> None:
    """At once here; at the next unit of work there."""
    other = opened()
    assert people(other).name(ISLA) == "Isla Reid"

    def work(uow: UnitOfWork) -> str:
        uow.directory.put(replace(staff()[0], name="Isla Bain"))
        return uow.people.name(ISLA)

    assert store.run(work) == "Isla Bain"
    assert people(other).name(ISLA) == "Isla Bain"


def test_a_change_that_fails_is_not_seen(store: Store) -> None:
    """Not in the snapshot either."""

    def work(uow: UnitOfWork) -> None:
        uow.directory.put(replace(staff()[0], name="Isla Bain"))
        assert uow.people.name(ISLA) == "Isla Bain"
        raise LookupError

    with pytest.raises(LookupError):
        store.run(work)
    assert people(store).name(ISLA) == "Isla Reid"


@pytest.mark.parametrize(
    ("email", "slack_id", "teams_id"),
    [
        ("isla@example.org", "U0TWIN", "twin"),
        ("twin@example.org", "U0ISLA", "twin"),
        ("twin@example.org", "U0TWIN", "isla"),
    ],
)
def test_nobody_is_there_twice(store: Store, email: str, slack_id: str, teams_id: str) -> None:
    """Two people cannot share an address, or an id of any platform."""
    store.run(lambda uow: uow.directory.put(staff()[0].known_as("teams", "isla")))
    twin = Person(id=PersonId("8" * 32), email=email, name="Twin", ids={"slack": slack_id, "teams": teams_id})
    with pytest.raises(Conflict):
        store.run(lambda uow: uow.directory.put(twin))


def test_people_without_an_address_are_many(store: Store) -> None:
    """Those whom the directory does not know may hide it."""
    guests = [Person(id=PersonId(number * 32), email="", name="Guest", listed=False) for number in "67"]
    store.run(lambda uow: [uow.directory.put(guest) for guest in guests])
    assert len(people(store)) == 5


# -- drafts ------------------------------------------------------------------------------------------

VALUES = {"note": "shouted", "reasons": ("threat", "other"), "warned": None}


def test_a_draft_is_found_by_form_and_record(store: Store) -> None:
    """With the values as they were."""
    store.run(lambda uow: uow.drafts.keep(ISLA, "report", VALUES))
    store.run(lambda uow: uow.drafts.keep(ISLA, "decide", {"why": "b"}, "r1"))
    assert store.run(lambda uow: uow.drafts.find(ISLA, "report")) == VALUES
    assert store.run(lambda uow: uow.drafts.find(ISLA, "decide", "r1")) == {"why": "b"}
    assert store.run(lambda uow: uow.drafts.find(ISLA, "decide")) is None
    assert store.run(lambda uow: uow.drafts.find(MORAG, "report")) is None


def test_a_draft_replaces_the_one_before(store: Store) -> None:
    """Under the same id, so that a button that was sent still opens it."""
    first = store.run(lambda uow: uow.drafts.keep(ISLA, "report", {"note": "a"}))
    second = store.run(lambda uow: uow.drafts.keep(ISLA, "report", {"note": "b"}))
    assert first == second
    assert store.run(lambda uow: uow.drafts.take(ISLA, first)) == ("report", None, {"note": "b"})


def test_a_draft_is_for_whoever_wrote_it(store: Store) -> None:
    """An id is a pointer, and no authority."""
    draft = store.run(lambda uow: uow.drafts.keep(ISLA, "decide", VALUES, "r1"))
    assert store.run(lambda uow: uow.drafts.take(ISLA, draft)) == ("decide", "r1", VALUES)
    assert store.run(lambda uow: uow.drafts.take(MORAG, draft)) is None
    assert store.run(lambda uow: uow.drafts.take(ISLA, "f" * 32)) is None


def test_a_draft_that_is_dropped_is_gone(store: Store) -> None:
    """Dropping it again is harmless."""
    draft = store.run(lambda uow: uow.drafts.keep(ISLA, "report", VALUES))
    for _ in range(2):
        store.run(lambda uow: uow.drafts.drop(ISLA, "report"))
    assert store.run(lambda uow: uow.drafts.find(ISLA, "report")) is None
    assert store.run(lambda uow: uow.drafts.take(ISLA, draft)) is None


def test_a_draft_is_kept_for_thirty_days(store: Store, clock: HandClock) -> None:
    """Then it is not shown, and pruning removes it."""
    store.run(lambda uow: uow.drafts.keep(ISLA, "report", VALUES))
    clock.move(timedelta(days=29))
    store.run(lambda uow: uow.drafts.keep(ISLA, "decide", VALUES))
    assert store.run(lambda uow: uow.drafts.find(ISLA, "report")) == VALUES
    clock.move(timedelta(days=1))
    assert store.run(lambda uow: uow.drafts.find(ISLA, "report")) is None
    assert store.run(lambda uow: uow.drafts.find(ISLA, "decide")) == VALUES
    assert store.prune() == 1


# -- keys of events ----------------------------------------------------------------------------------


def test_keys_of_events_go_a_few_at_a_time(store: Store, clock: HandClock, monkeypatch: pytest.MonkeyPatch) -> None:
    """And all of them in the end."""
    monkeypatch.setattr(unit_of_work, "AT_A_TIME", 2)
    for number in range(5):
        store.run(lambda uow, key=f"T1.{number}": uow.once(key))  # type: ignore[misc] # the key
    clock.move(timedelta(days=15))
    assert store.run(lambda uow: uow.prune_keys()) == 2
    assert store.prune() == 3


def test_an_event_has_its_effect_once(store: Store) -> None:
    """A repeat gets the result of the first, also from another replica."""
    assert store.run(lambda uow: uow.once("T1.V1", "MT-0001")) is None
    assert store.run(lambda uow: uow.once("T1.V1", "MT-0002")) == "MT-0001"
    assert store.run(lambda uow: uow.once("T1.V2")) is None
    assert store.run(lambda uow: uow.once("T1.V2")) == ""


def test_a_repeat_in_the_same_unit_of_work_is_seen(store: Store) -> None:
    """As in any other."""
    assert store.run(lambda uow: (uow.once("key", "a"), uow.once("key", "b"))) == (None, "a")


def test_keys_are_pruned_when_no_platform_repeats_them_any_more(store: Store, clock: HandClock) -> None:
    """Two weeks later."""
    store.run(lambda uow: uow.once("key", "a"))
    clock.move(timedelta(days=13))
    assert store.prune() == 0
    clock.move(timedelta(days=1))
    assert store.prune() == 1
    assert store.run(lambda uow: uow.once("key", "b")) is None
