"""Contract of nudges in every store."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.nudges import Lane
from bot.policy import Policy
from bot.ports import DueNudge, UnitOfWork
from storage import Store
from tests.storage.conftest import START, HandClock, Open
from tests.storage.sample import MORAG, Matter, told


def due(store: Store, limit: int = 50) -> list[DueNudge]:
    """Nudges due, claimed and done in one unit of work, as the courier does."""

    def work(uow: UnitOfWork) -> list[DueNudge]:
        found = uow.nudges.claim_due(limit)
        for nudge in found:
            uow.nudges.done(nudge)
        return found

    return store.run(work)


def reminders(store: Store) -> list[int]:
    """The occurrences of the reminders that are due, done."""
    return [nudge.occurrence for nudge in due(store) if nudge.lane is Lane.REMIND]


def test_a_new_record_is_nudged_about_when_it_says_so(store: Store) -> None:
    """At once, where its first nudge is at once."""
    matter = store.run(lambda uow: told(uow, nudged_from=START))
    assert due(store) == [
        DueNudge(record=matter.id, kind="acknowledge_report", item="", lane=Lane.REMIND, occurrence=0)
    ]


def test_a_nudge_happens_once(store: Store) -> None:
    """Doing it again does nothing."""
    store.run(lambda uow: told(uow, nudged_from=START))
    (nudge,) = due(store)
    store.run(lambda uow: uow.nudges.done(nudge))
    assert due(store) == []


def test_the_next_follows_the_one_that_is_done(store: Store, clock: HandClock) -> None:
    """Each later one by itself, and none twice."""
    store.run(lambda uow: told(uow, nudged_from=START))
    found = []
    for _ in range(16):
        found += reminders(store)
        clock.move(timedelta(hours=2))
    assert found[:2] == [0, 1]
    assert found == sorted(set(found))


@pytest.mark.parametrize("away", [timedelta(days=3), timedelta(days=40)])
def test_after_an_outage_there_is_one_and_not_a_burst(store: Store, clock: HandClock, away: timedelta) -> None:
    """Late, never dropped; the ones that are past are skipped."""
    store.run(lambda uow: told(uow, nudged_from=START))
    reminders(store)
    clock.move(away)
    assert len(reminders(store)) == 1
    assert reminders(store) == []


def test_a_settled_record_is_not_nudged_about(store: Store, clock: HandClock) -> None:
    """Nothing has to be cancelled."""
    matter = store.run(lambda uow: told(uow, nudged_from=START))
    store.run(lambda uow: uow.records.save(matter.settled(), by=MORAG, act="settled"))
    clock.move(timedelta(days=30))
    assert due(store) == []


def test_a_nudge_that_was_done_is_not_planned_again_by_a_save(store: Store) -> None:
    """Saving does not start the series anew."""
    matter = store.run(lambda uow: told(uow, nudged_from=START))
    assert reminders(store) == [0]
    store.run(lambda uow: uow.records.save(matter.changed(text="other"), by=MORAG, act="changed"))
    assert reminders(store) == []


def test_a_nudge_moves_with_what_it_counts_from(store: Store, clock: HandClock) -> None:
    """Planned anew at every save, in both directions."""
    later = START + timedelta(days=1)
    matter = store.run(lambda uow: told(uow, nudged_from=later))
    assert reminders(store) == []
    sooner = store.run(lambda uow: uow.records.save(matter.changed(nudged_from=START), by=MORAG, act="changed"))
    matter = store.run(lambda uow: uow.records.save(sooner.changed(nudged_from=later), by=MORAG, act="changed"))
    assert reminders(store) == []
    clock.move(timedelta(days=1))
    assert reminders(store) == [0]


def test_the_plan_is_the_planners(store: Store, policy: Policy, clock: HandClock) -> None:
    """Nothing is due before the planner says so, and everything is when it does."""
    matter = store.run(lambda uow: told(uow, nudged_from=START))
    plan = sorted(policy.planner.plan(matter, {}, START), key=lambda nudge: nudge.due)
    moments: list[datetime] = [nudge.due for nudge in plan]
    clock.at = moments[-1]
    assert {(n.kind, n.lane) for n in due(store)} == {(n.kind, n.lane) for n in plan}


def test_a_claim_takes_no_more_than_it_may(store: Store) -> None:
    """The rest stays due."""
    for _ in range(5):
        store.run(lambda uow: told(uow, nudged_from=START))
    assert [len(due(store, 2)) for _ in range(4)] == [2, 2, 1, 0]


def test_a_claim_that_fails_leaves_the_nudge_due(store: Store) -> None:
    """After any failure, somebody is told in the end."""
    store.run(lambda uow: told(uow, nudged_from=START))

    def work(uow: UnitOfWork) -> None:
        uow.nudges.done(*uow.nudges.claim_due(5))
        raise LookupError

    with pytest.raises(LookupError):
        store.run(work)
    assert len(due(store)) == 1


def test_two_replicas_never_do_the_same_nudge(store: Store, opened: Open) -> None:
    """Each is one's or the other's."""
    for _ in range(20):
        store.run(lambda uow: told(uow, nudged_from=START))
    replicas = (store, opened())
    found = [nudge.record for _ in range(6) for replica in replicas for nudge in due(replica, 2)]
    assert len(set(found)) == len(found) == 20


def test_a_nudge_for_a_record_of_a_kind_that_is_gone_is_done_with(store: Store) -> None:
    """An unreadable record cannot be planned: its nudge ends there."""
    matter = store.run(lambda uow: told(uow, nudged_from=START))
    nudge = DueNudge(record=matter.id, kind="decide_police", item="", lane=Lane.REMIND, occurrence=0)
    store.run(lambda uow: uow.nudges.done(nudge))
    assert [n.kind for n in due(store)] == ["acknowledge_report"]
    assert store.run(lambda uow: uow.records.get(matter.id, Matter)) == matter
