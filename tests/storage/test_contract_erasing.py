"""Contract of erasing in every store: a shell remains that names nobody, and nothing leads back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.errors import Conflict
from bot.people import PersonId
from bot.ports import HistoryEntry, Parcel, Summary, UnitOfWork
from bot.records.base import Inspection, RecordId
from bot.records.rights import Act, Part
from storage import Store, verify
from storage.numbers import BLOCK
from storage.tables import counter, message, notice, nudge
from storage.unit_of_work import UnitOfWork as StoredUnitOfWork
from tests.storage.conftest import START, HandClock
from tests.storage.sample import EWAN, ISLA, MORAG, Matter, Part2, Talk, grown, talked, told

LEASE = 60
_COUNTED = update(counter).values(value=9998)


def erase(store: Store, talk: Talk) -> Talk:
    """Erase it."""
    return store.run(lambda uow: uow.records.erase(talk.wiped(), act="erased"))


def claimed(store: Store) -> list[Parcel]:
    """Messages that may go now."""
    return store.run(lambda uow: uow.outbox.claim(limit=50, lease_seconds=LEASE))


def send(store: Store, parcel: Parcel, *, settled: bool = False) -> None:
    """Record that it is in the chat."""
    store.run(lambda uow: uow.outbox.sent(parcel, platform="slack", address="D1/1.5", fingerprint="f", settled=settled))


def rewrite(store: Store, parcel: Parcel) -> None:
    """Say that the message has been written again."""
    found = parcel.message
    assert found is not None
    store.run(lambda uow: uow.outbox.rewritten(found, fingerprint="g"))


def tell(store: Store, *about: RecordId, in_digest: bool = False) -> Parcel:
    """Put a notice about each into Morag's outbox, and claim them as one message."""

    def work(uow: UnitOfWork) -> None:
        for each in about:
            uow.outbox.put(MORAG, "outcome", each, in_digest=in_digest)

    store.run(work)
    (parcel,) = claimed(store)
    return parcel


def left(store: Store) -> tuple[list[str], int]:
    """Subjects of the notices in the outbox, and the number of messages."""

    def work(uow: StoredUnitOfWork) -> tuple[list[str], int]:
        abouts = [row[0] for row in uow.session.all(notice.select().with_only_columns(notice.c.about), {})]
        return abouts, len(uow.session.all(message.select().with_only_columns(message.c.id), {}))

    return store.run(work)


# -- the shell -----------------------------------------------------------------------------------------


def test_the_shell_is_what_is_read_from_then_on(store: Store) -> None:
    """Its number, its state and when; not who made it, what it grew out of or who inspected it."""
    matter = store.run(told)
    talk = store.run(lambda uow: talked(uow, parent=matter.id))
    looked = Inspection(by=EWAN, at=START, reason="a request")
    inspected = store.run(lambda uow: uow.records.save(talk.changed(inspections=(looked,)), by=EWAN, act="inspected"))
    erased = erase(store, inspected)
    month = replace(talk.origin, by=PersonId(""), parent=None)
    assert erased == Talk(origin=month, words="", manager=None, version=2)
    assert store.run(lambda uow: uow.records.get(talk.id, Talk)) == erased
    assert store.run(lambda uow: uow.records.children(matter.id, Talk)) == []


def test_when_it_was_can_be_made_coarser(store: Store) -> None:
    """The month is enough to say that there was a talk."""
    talk = store.run(talked)
    month = START.replace(day=1, hour=0)
    store.run(
        lambda uow: uow.records.erase(
            talk.wiped().changed(origin=replace(talk.origin, at=month, by=PersonId(""))), act="erased"
        )
    )
    (line,) = store.run(lambda uow: uow.records.register([Talk.kind]))
    assert (line.ref, line.state, line.created_at, line.is_open) == (talk.ref, "settled", month, False)


def test_erasing_refuses_what_was_changed_since(store: Store) -> None:
    """Somebody recorded it meanwhile: nothing is lost."""
    talk = store.run(lambda uow: talked(uow, nudged=True))
    changed = store.run(lambda uow: uow.records.save(talk.changed(words="recorded"), by=MORAG, act="recorded"))
    with pytest.raises(Conflict):
        erase(store, talk)
    assert store.run(lambda uow: uow.records.get(talk.id, Talk)) == changed
    assert len(store.run(lambda uow: uow.records.with_part(ISLA, Part.REPORTER))) == 1
    assert len(store.run(lambda uow: uow.nudges.claim_due(9))) == 1
    assert len(store.run(lambda uow: uow.records.history(talk.id))) == 2


def test_what_is_erased_is_not_saved_over(store: Store) -> None:
    """Anybody who read it before is told so; the words do not come back."""
    talk = store.run(talked)
    erase(store, talk)
    with pytest.raises(Conflict):
        store.run(lambda uow: uow.records.save(talk.changed(words="again"), by=MORAG, act="changed"))
    with pytest.raises(Conflict):
        erase(store, talk)


@pytest.mark.parametrize("kept", [{"manager": MORAG}, {"reference": "tenancy 4711"}, {"nudged": True}])
def test_a_shell_that_tells_of_somebody_is_refused(store: Store, kept: dict[str, object]) -> None:
    """A flow that forgets to wipe something is found out at once, and nothing changes."""
    talk = store.run(talked)
    with pytest.raises(ValueError, match="tells of somebody"):
        store.run(lambda uow: uow.records.erase(talk.wiped().changed(**kept), act="erased"))
    assert store.run(lambda uow: uow.records.get(talk.id, Talk)) == talk


# -- what leads back to it -----------------------------------------------------------------------------


@pytest.mark.requirement("R-1.10.4-2")
def test_no_list_and_no_reference_finds_it(store: Store) -> None:
    """For nobody who had a part in it; another with the same reference is still found."""
    talk = store.run(lambda uow: talked(uow, reference="tenancy 4711"))
    other = store.run(lambda uow: talked(uow, reference="tenancy 4711"))
    erase(store, talk)
    lists = store.run(
        lambda uow: [
            [line.ref for line in uow.records.with_part(who, part)]
            for who, part in ((ISLA, Part.REPORTER), (MORAG, Part.HANDLER), (PersonId(""), Part.REPORTER))
        ]
    )
    assert lists == [[other.ref], [other.ref], []]
    assert store.run(lambda uow: uow.records.find_all(Talk, "tenancy 4711")) == [other]
    erase(store, other)
    assert store.run(lambda uow: uow.records.find(Talk, "tenancy 4711")) is None


def test_no_nudge_is_left(store: Store, clock: HandClock) -> None:
    """Neither ahead nor done: what one was for can tell of a person."""
    talk = store.run(lambda uow: talked(uow, nudged=True))
    (due,) = store.run(lambda uow: uow.nudges.claim_due(9))
    store.run(lambda uow: uow.nudges.done(due))
    erase(store, talk)
    clock.move(timedelta(days=60))
    assert store.run(lambda uow: uow.nudges.claim_due(9)) == []
    assert store.run(lambda uow: uow.session.all(nudge.select().with_only_columns(nudge.c.kind), {})) == []


def test_a_nudge_can_erase(store: Store, clock: HandClock) -> None:
    """As the courier goes about it: each due nudge is done, and then acted on; the shell is asked and wants none."""
    talk = store.run(lambda uow: talked(uow, nudged=True))
    clock.move(timedelta(days=60))

    def work(uow: UnitOfWork) -> tuple[int, int]:
        due = uow.nudges.claim_due(9)
        acted = 0
        for each in due:
            found = uow.records.get(each.record, Talk)
            wanted = any(True for _ in found.nudges())
            uow.nudges.done(each)
            if wanted:
                uow.records.erase(uow.records.get(each.record, Talk).wiped(), act="erased")
                acted += 1
        return len(due), acted

    assert store.run(work) == (3, 1)
    clock.move(timedelta(days=60))
    assert store.run(lambda uow: uow.nudges.claim_due(9)) == []
    assert store.run(lambda uow: uow.records.get(talk.id, Talk)).words == ""


def test_the_drafts_about_it_go(store: Store) -> None:
    """Every form of every person; drafts about anything else stay."""
    talk, other = store.run(talked), store.run(talked)
    typed = [(person, form) for person in (ISLA, MORAG) for form in ("talk.decide", "talk.note")]
    store.run(lambda uow: [uow.drafts.keep(person, form, {"note": "half typed"}, talk.id) for person, form in typed])
    store.run(lambda uow: uow.drafts.keep(MORAG, "talk.note", {"note": "other"}, other.id))
    store.run(lambda uow: uow.drafts.keep(MORAG, "talk.note", {"note": "new"}))
    erase(store, talk)
    found = store.run(lambda uow: [uow.drafts.find(person, form, talk.id) for person, form in typed])
    assert found == [None] * 4
    assert store.run(lambda uow: uow.drafts.find(MORAG, "talk.note", other.id)) == {"note": "other"}
    assert store.run(lambda uow: uow.drafts.find(MORAG, "talk.note")) == {"note": "new"}


# -- its history ---------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.10.4-2")
def test_the_history_of_an_anonymous_kind_names_nobody(store: Store, clock: HandClock) -> None:
    """From its first line on, views too; and the chain holds."""
    talk = store.run(talked)
    store.run(lambda uow: uow.records.open(talk.id, MORAG, Act.READ, Talk))
    saved = store.run(lambda uow: uow.records.save(talk.changed(words="more"), by=MORAG, act="added"))
    clock.move(timedelta(days=1))
    erase(store, saved)
    expected = [
        HistoryEntry(at=START, by=None, act="talked", version=0),
        HistoryEntry(at=START, by=None, act="read", version=0),
        HistoryEntry(at=START, by=None, act="added", version=1),
        HistoryEntry(at=START + timedelta(days=1), by=None, act="erased", version=2),
    ]
    assert store.run(lambda uow: uow.records.history(talk.id)) == expected
    assert verify(store).count == 4


def test_the_history_of_another_kind_stands_as_it_was_written(store: Store) -> None:
    """Over pseudonymous ids, and never changed; erasing itself names nobody."""
    part = store.run(lambda uow: grown(uow, RecordId("f" * 32)))
    store.run(lambda uow: uow.records.erase(part, act="erased"))
    found = store.run(lambda uow: uow.records.history(part.id))
    assert [(e.act, e.by) for e in found] == [("grown", ISLA), ("erased", None)]
    assert verify(store).count == 2


# -- what was told of it -------------------------------------------------------------------------------


def test_a_standing_message_is_written_again_and_then_forgotten(store: Store) -> None:
    """Until it shows the shell it is known where it stands; afterwards nothing ties anybody to the record."""
    talk = store.run(talked)
    send(store, tell(store, talk.id))
    erase(store, talk)
    (again,) = claimed(store)
    assert again.message is not None
    assert (again.message.address, [n.about for n in again.notices]) == ("D1/1.5", [talk.id])
    rewrite(store, again)
    assert left(store) == ([], 0)


def test_what_was_settled_is_forgotten_at_once(store: Store) -> None:
    """It is never written again."""
    talk = store.run(talked)
    send(store, tell(store, talk.id), settled=True)
    erase(store, talk)
    assert claimed(store) == []
    assert left(store) == ([], 0)


def test_what_cannot_be_written_again_is_forgotten(store: Store) -> None:
    """Somebody deleted the message, or left."""
    talk = store.run(talked)
    send(store, tell(store, talk.id))
    erase(store, talk)
    (again,) = claimed(store)
    gone = again.message
    assert gone is not None
    store.run(lambda uow: uow.outbox.gone(gone))
    assert left(store) == ([], 0)


@pytest.mark.parametrize("before", [True, False])
def test_the_two_are_told_and_then_forgotten(store: Store, *, before: bool) -> None:
    """Put into the outbox in the same unit of work, before or after: it goes once, and nothing stays."""
    talk = store.run(talked)

    def work(uow: UnitOfWork) -> None:
        if before:
            uow.outbox.put(ISLA, "outcome", talk.id)
        uow.records.erase(talk.wiped(), act="erased")
        if not before:
            uow.outbox.put(ISLA, "outcome", talk.id)

    store.run(work)
    (parcel,) = claimed(store)
    send(store, parcel, settled=True)
    assert claimed(store) == []
    assert left(store) == ([], 0)


def test_what_was_on_its_way_is_looked_at_once_more(store: Store, clock: HandClock) -> None:
    """It was drawn from the record, and arrives after the erasing: it is written again from the shell."""
    talk = store.run(talked)
    parcel = tell(store, talk.id)
    erase(store, talk)
    send(store, parcel)
    (again,) = claimed(store)
    rewrite(store, again)
    clock.move(timedelta(days=1))
    assert claimed(store) == []
    assert left(store) == ([], 0)


def test_what_will_not_be_sent_is_forgotten(store: Store) -> None:
    """Dropped before the erasing or after."""
    talk = store.run(talked)
    first = tell(store, talk.id)
    store.run(lambda uow: uow.outbox.dropped(first.notices, "settled"))
    second = tell(store, talk.id)
    assert left(store) == ([talk.id] * 2, 0)
    erase(store, talk)
    assert left(store) == ([talk.id], 0)
    store.run(lambda uow: uow.outbox.dropped(second.notices, "settled"))
    assert left(store) == ([], 0)


def test_a_digest_stays_for_what_else_it_tells(store: Store) -> None:
    """Without the line about the erased record, from the next time on that it is written."""
    talk, other = store.run(talked), store.run(talked)
    send(store, tell(store, talk.id, other.id, in_digest=True))
    erase(store, talk)
    (again,) = claimed(store)
    assert {n.about for n in again.notices} == {talk.id, other.id}
    rewrite(store, again)
    assert left(store) == ([other.id], 1)
    store.run(lambda uow: uow.records.save(other, by=MORAG, act="changed"))
    (later,) = claimed(store)
    assert [n.about for n in later.notices] == [other.id]
    rewrite(store, later)
    assert left(store) == ([other.id], 1)


def test_what_is_told_of_other_records_stays(store: Store) -> None:
    """Erasing one does not touch them."""
    talk, other = store.run(talked), store.run(talked)
    send(store, tell(store, other.id), settled=True)
    erase(store, talk)
    assert left(store) == ([other.id], 1)


# -- the register --------------------------------------------------------------------------------------


def test_the_register_has_the_newest_of_all_its_kinds_first(store: Store, clock: HandClock) -> None:
    """Page by page; shells keep their line."""
    made: list[str] = []
    for _ in range(3):
        for make in (told, talked, lambda uow: grown(uow, RecordId("f" * 32))):
            clock.move(timedelta(minutes=1))
            made.append(store.run(make).ref)
    shell = erase(store, store.run(talked)).ref
    made = [ref for ref in made if not ref.startswith("PT")] + [shell]
    newest = made[::-1]

    def page(after: str = "", limit: int = 91) -> list[Summary]:
        return store.run(lambda uow: uow.records.register(("talk", "matter"), after=after, limit=limit))

    assert [line.ref for line in page()] == newest
    ids = ["", *(line.id for line in page())]
    pages = [[line.ref for line in page(ids[after], 3)] for after in (0, 3, 6, 7)]
    assert pages == [newest[0:3], newest[3:6], newest[6:7], []]
    assert [s.kind for s in store.run(lambda uow: uow.records.register([Part2.kind]))] == ["part"] * 3
    assert store.run(lambda uow: uow.records.register([])) == []


def test_facts_are_of_the_newest_however_long_their_number(store: Store) -> None:
    """Number 10,000 comes after 9,999, though it is sorted before as a text."""
    store.run(told)
    store.run(lambda uow: uow.session.run(_COUNTED, {}))
    made = [store.run(told) for _ in range(BLOCK + 2)]  # what is left of a block comes first
    assert {"MT-9999", "MT-10000", "MT-10001"} <= {m.ref for m in made}
    found = store.run(lambda uow: uow.records.facts(Matter, limit=2))
    assert [id_ for id_, _ in found] == [made[-1].id, made[-2].id]
