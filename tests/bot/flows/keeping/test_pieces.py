"""The work of the day in pieces: each is small, people go between two of them, and nothing is lost or done twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot import upkeep
from bot.directory import matters
from bot.flows import pieces
from bot.flows.keeping import counting, looking, quarter, retention, trees
from bot.flows.pieces import Piece
from bot.people import Person, PersonId, Role
from bot.ports import CountedPage, UnitOfWork
from bot.records.base import Record, RecordId
from bot.records.ended_contact.record import EndedContact
from bot.records.rights import Part
from bot.views.examples.people import AILSA, CALLUM, ISLA, MORAG
from storage.notes import Notes
from storage.records import Records
from storage.unit_of_work import UnitOfWork as StoredUnitOfWork
from tests.bot.flows.keeping.test_retention import ASKED, FIONA, KEEP, closed, erases, gone
from tests.bot.house import House, card

NEW_YEAR = datetime(2027, 1, 1, 9, tzinfo=UTC)


class Watched(Records):
    """Records of a unit of work that note which of them are opened and how many are counted."""

    def __init__(self, unit: StoredUnitOfWork) -> None:
        super().__init__(unit)
        self.opened: Counter[str] = Counter()
        self.number = 0

    def peek(self, record: RecordId) -> Record | None:
        """Opened once more."""
        self.opened[record] += 1
        return super().peek(record)

    def counted(self, kind: type[Record], before: datetime, *, after: str = "", limit: int = 500) -> CountedPage:
        """Counted."""
        page = super().counted(kind, before, after=after, limit=limit)
        self.number += len(page.counted)
        return page


def in_pieces(house: House, piece: Piece) -> Iterator[Watched]:
    """Do all pieces, and yield the records that each opened and counted."""

    def work(uow: UnitOfWork) -> tuple[bool, Watched]:
        assert isinstance(uow, StoredUnitOfWork)
        uow.records = watched = Watched(uow)
        return piece(uow), watched

    more = True
    while more:
        more, watched = house.run(work)
        yield watched


def lines(house: House, about: str) -> int:
    """Number of records that came out of this one."""
    return len(house.run(lambda uow: uow.records.grown(RecordId(about))))


@pytest.fixture
def kept(house: House) -> House:
    """The same house, with a records administrator."""
    roles = frozenset({Role.RECORDS_ADMIN})
    house.put(Person(id=FIONA, email="fiona@example.org", name="Fiona Baird", line_manager=AILSA, roles=roles))
    return house


@pytest.fixture
def due(kept: House, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Five reports that are due for a look, where one unit of work looks at four lines and records."""
    monkeypatch.setattr(looking, "AT_A_TIME", 4)
    found = [closed(kept) for _ in range(5)]
    kept.clock.at = ASKED
    return found


def waiting(house: House) -> list[str]:
    """Records on this month's list."""
    found = house.run(trees.newest)
    return [] if found is None else sorted(each.record for each in found.waiting)


# -- retention -----------------------------------------------------------------------------------------


def test_the_look_opens_few_records_at_a_time_and_each_once(kept: House, due: list[str]) -> None:
    """However many there are: a budget and the rest of a tree, and at last what stands on the list."""
    *looks, last = in_pieces(kept, retention.look)
    assert max(look.opened.total() for look in looks) <= looking.AT_A_TIME + max(lines(kept, each) for each in due)
    assert len(looks) > len(due) / looking.AT_A_TIME
    opened = sum((look.opened for look in looks), Counter[str]())
    assert {opened[each] for each in due} == {1}
    assert last.opened.total() == len(due)
    assert waiting(kept) == sorted(due)


def test_a_report_is_taken_between_two_pieces(kept: House, due: list[str]) -> None:
    """Each piece is a unit of work of its own, and what is sent after the first comes before the second."""
    look = in_pieces(kept, retention.look)
    next(look)
    report = kept.reports(ISLA)
    assert kept.record(report, EndedContact).is_open
    assert waiting(kept) == []
    assert len(list(look)) > 1
    assert waiting(kept) == sorted(due)


@pytest.mark.parametrize("what", ["kept", "held", "erased"])
def test_what_somebody_has_seen_to_meanwhile_stands_on_no_list(kept: House, due: list[str], what: str) -> None:
    """It was found before, and is not asked about again."""
    upkeep.everything(kept.run)
    look = in_pieces(kept, retention.look)
    next(look)
    kept.clock.at += timedelta(minutes=1)
    found = kept.run(lambda uow: uow.notes.find(looking.Look, "retention"))
    assert found is not None
    about = found.found[0].record
    if what == "erased":
        erases(kept, about)
        assert gone(kept, about)
    else:
        card(kept.sends(FIONA, "retention.keep", KEEP if what == "kept" else {**KEEP, "how": "hold"}, about))
    list(look)
    assert waiting(kept) == sorted({*due} - {about})


def test_two_that_look_at_once_make_one_list(kept: House, due: list[str]) -> None:
    """They go on with one another's look."""
    first, second = in_pieces(kept, retention.look), in_pieces(kept, retention.look)
    for _ in zip(first, second, strict=False):
        pass
    list(second)
    assert len(kept.run(lambda uow: uow.records.register(["retention"]))) == 1
    assert waiting(kept) == sorted(due)


@pytest.mark.usefixtures("due")
def test_whoever_hears_that_another_has_drawn_it_up_draws_up_nothing(
    kept: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of two processes that come to the end at once, one alone hears that the look was still there."""
    monkeypatch.setattr(Notes, "drop", lambda *_: False)
    list(in_pieces(kept, retention.look))
    assert kept.run(trees.newest) is None


# -- the quarter ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("at_a_time", [1, 2, 3, 500])
def test_a_quarter_is_counted_alike_in_pieces_of_any_size(
    house: House, monkeypatch: pytest.MonkeyPatch, at_a_time: int
) -> None:
    """No piece counts more than it may, and reports are taken between them."""
    monkeypatch.setattr(counting, "AT_A_TIME", at_a_time)
    for reason in ("threat", "distressing", "threat"):
        house.reports(ISLA, reasons=(reason,))
    house.clock.at = NEW_YEAR
    counts: list[int] = []
    for watched in in_pieces(house, quarter.draw_up):
        counts.append(watched.number)
        house.reports(CALLUM)
    assert max(counts) <= at_a_time
    report = house.run(quarter.newest)
    assert report is not None
    assert report.counts == {
        "reported": 3,
        "reported.channel.phone": 3,
        "reported.ground.threat": 2,
        "reported.ground.distressing": 1,
        "reported.delay.hour": 3,
    }


def test_what_is_erased_while_it_is_counted_counts_once(kept: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a report before, or as an erased one after: not as both."""
    about = closed(kept)
    kept.sets(retention={**kept.policy.retention, "ended_contact": 1})
    kept.clock.at = NEW_YEAR
    while kept.run(retention.look):
        pass
    monkeypatch.setattr(counting, "AT_A_TIME", 1)
    count = in_pieces(kept, quarter.draw_up)
    while not reports_counted(kept):
        next(count)
    erases(kept, about)
    list(count)
    report = kept.run(quarter.newest)
    assert report is not None
    assert report.counts is not None
    assert report.counts["reported"] == 1


def reports_counted(house: House) -> int:
    """Number of ended contacts counted so far."""
    found = house.run(lambda uow: uow.notes.find(counting.Count, counting.NAME))
    return 0 if found is None else found.sums.get("reported", 0)


# -- what is done for each person ------------------------------------------------------------------------


def test_what_lies_with_who_has_left_moves_a_few_at_a_time(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """And all of it within the day."""
    monkeypatch.setattr(matters, "MATTERS", 2)
    reports = [house.reports(ISLA) for _ in range(5)]
    house.leave(MORAG)
    moved: list[int] = []
    more = True
    while more:
        before = lying_with_morag(house)
        more = house.run(matters.reroute)
        moved.append(before - lying_with_morag(house))
    assert max(moved) == 2
    assert sum(moved) == len(reports)
    assert lying_with_morag(house) == 0


def lying_with_morag(house: House) -> int:
    """Number of matters whose handler is Morag."""
    return len(house.run(lambda uow: uow.records.with_part(MORAG, Part.HANDLER, open_only=True)))


def test_people_are_seen_to_a_few_at_a_time_and_each_every_day(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """It goes on after the last; a new day begins with the first."""
    monkeypatch.setattr(pieces, "PEOPLE", 2)
    seen: list[PersonId] = []
    people = [PersonId(name) for name in "edcba"]

    def see(person: PersonId, _: UnitOfWork) -> int:
        seen.append(person)
        return 0

    piece = pieces.for_each("try", lambda _: people, see)
    assert [house.run(piece) for _ in range(3)] == [True, True, False]
    assert "".join(seen) == "abcde"
    seen.clear()
    house.run(piece)
    house.clock.at += timedelta(days=1)
    house.run(piece)
    assert "".join(seen) == "abab"
