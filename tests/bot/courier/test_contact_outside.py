"""The days of a contact outside the office: reminders, the move to a deputy, and the erasing (N28)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from sqlalchemy import select

from adapters.calendar import BankHolidays
from bot import upkeep
from bot.chat.events import Value
from bot.directory import matters
from bot.people import PersonId
from bot.policy import Policy
from bot.records.contact_outside import ContactOutside, State
from bot.views.contact_outside import dialogs as views
from bot.views.examples.people import AILSA, CALLUM, EWAN, ISLA, MORAG, RORY
from storage.crypto import Sealed
from storage.tables import draft, message, notice, party, record
from storage.unit_of_work import UnitOfWork as StoredUnitOfWork
from tests.bot.flows.test_contact_outside import RECORDED, raised
from tests.bot.house import DOUGAL, House, button, words
from tests.bot.world import World

WAITS = "A private item is waiting for you · CO-0001"
TALKED: dict[str, Value] = {"talked": "yes"}
CANARIES = ("canary one", "canary-2", "canary three")


def own_world(folder: Path, more: str = "") -> World:
    """A house and its courier; it is Tuesday, ten in the morning."""
    own = folder / "own.toml"
    own.write_text(more, encoding="utf-8")
    return World(House(folder / "harbour.db", Policy.load(own, closed_days=BankHolidays())))


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """The packaged policy."""
    found = own_world(tmp_path)
    yield found
    found.house.close()


def state(world: World, about: str) -> State:
    """State of the record."""
    return world.house.record(about, ContactOutside).state


def handler(world: World, about: str) -> PersonId | None:
    """Its handler."""
    return world.house.record(about, ContactOutside).handler


def texts(world: World, person: PersonId) -> list[str]:
    """Texts in somebody's chat now, oldest first."""
    return [repr(world.stands[address]) for address in sorted(world.stands) if world.owner[address] == person]


# -- reminders and moving on -----------------------------------------------------------------------------


@pytest.mark.requirement("R-1.10.4-1")
def test_the_manager_hears_at_once_and_is_reminded(world: World) -> None:
    """On the next working day and every second one after it; nobody else hears of it."""
    raised(world.house, line="Said hello", whom="T. B.")
    world.passes(0, time(16))
    assert world.heard(MORAG) == [WAITS]
    world.passes(1, time(16))
    assert world.heard(MORAG) == [WAITS] * 2
    world.passes(1, time(16))
    assert world.heard(MORAG) == [WAITS] * 2
    world.passes(1, time(16))
    assert world.heard(MORAG) == [WAITS] * 3
    assert {told.to for told in world.told} == {MORAG}


def test_a_message_says_nothing_of_it(world: World) -> None:
    """Neither who, nor where, nor that it was outside the office."""
    raised(world.house, line="Said hello", whom="T. B.")
    world.settle()
    said = " ".join(words(card) for card in world.stands.values()).casefold()
    assert [word for word in ("isla", "hello", "t. b.", "office", "outside", "public place") if word in said] == []


def test_silence_moves_it_once(world: World) -> None:
    """To the deputy after four working days: Tuesday, over St Andrew's Day, to Tuesday."""
    about = raised(world.house)
    world.passes_to(datetime(2026, 12, 1, 16, 59, tzinfo=UTC))
    assert handler(world, about) == MORAG
    world.passes_to(datetime(2026, 12, 1, 17, 0, tzinfo=UTC))
    assert handler(world, about) == CALLUM
    world.passes_to(datetime(2026, 12, 9, 16, 59, tzinfo=UTC))
    assert (handler(world, about), state(world, about)) == (CALLUM, State.RAISED)
    assert "moved to a colleague" in texts(world, MORAG)[-1]
    assert world.heard(CALLUM)[0] == WAITS


def test_once_recorded_nobody_is_reminded(world: World) -> None:
    """The reporter hears that it is decided; the message of the manager is settled."""
    about = raised(world.house)
    world.settle()
    world.house.sends(MORAG, views.RECORD, RECORDED, about)
    world.passes(20)
    assert (world.heard(MORAG), world.heard(ISLA)) == ([WAITS], ["CO-0001"])
    assert "Nothing more to do." in texts(world, MORAG)[0]
    assert state(world, about) is State.RECORDED


# -- erased when nobody has decided -----------------------------------------------------------------------


@pytest.mark.requirement("R-1.10.4-2")
def test_after_ten_working_days_it_is_erased_and_both_are_told(world: World) -> None:
    """Over St Andrew's Day: at the close of Wednesday the ninth; the message follows in working hours."""
    about = raised(world.house)
    world.house.presses(MORAG, "pass_on", about)
    world.passes_to(datetime(2026, 12, 9, 16, 45, tzinfo=UTC))
    assert (handler(world, about), state(world, about)) == (AILSA, State.RAISED)
    world.passes_to(datetime(2026, 12, 9, 17, 0, tzinfo=UTC))
    assert state(world, about) is State.UNANSWERED
    world.passes_to(datetime(2026, 12, 10, 10, 0, tzinfo=UTC))
    for person in (ISLA, AILSA):
        assert world.heard(person)[-1] == "CO-0001"
        assert "Nobody decided in time whether to record this, so it was erased." in texts(world, person)[-1]
    assert [p for p in (MORAG, CALLUM) if "so it was erased" in texts(world, p)[-1]] == []
    told = len(world.told)
    world.passes(15)
    assert len(world.told) == told
    assert all(world.stands[address].settled for address in world.stands)


@pytest.mark.requirement("R-1.10.4-2")
def test_christmas_and_new_year_do_not_count(tmp_path: Path) -> None:
    """Ten working days over four bank holidays and a closure of the office's own."""
    world = own_world(tmp_path, "[working_time]\nclosures = [2026-12-24]\n")
    world.house.clock.at = datetime(2026, 12, 18, 10, 0, tzinfo=UTC)
    about = raised(world.house, on="2026-12-18")
    # Closed: 24 (own), 25, 28 (for Boxing Day), 1 and 4 January.
    assert "the end of Fri 8 Jan" in repr(world.house.presses(MORAG, "contact_outside.open", about))
    world.house.presses(MORAG, "pass_on", about)
    world.passes_to(datetime(2027, 1, 8, 16, 45, tzinfo=UTC))
    assert state(world, about) is State.RAISED
    world.passes_to(datetime(2027, 1, 8, 17, 0, tzinfo=UTC))
    assert (state(world, about), world.house.record(about, ContactOutside).month) == (State.UNANSWERED, "2027-01")
    world.house.close()


def passes(world: World, days: int) -> None:
    """Let working days pass, each with the daily work at its beginning."""
    for _ in range(days):
        world.passes(1, time(8))
        begins(world)
        world.passes(0, time(17, 15))


def begins(world: World) -> None:
    """Run the daily upkeep."""
    for work in upkeep.DAILY:
        world.house.run(work)


@pytest.mark.requirement("R-1.10.4-2")
@pytest.mark.parametrize("who", [ISLA, MORAG])
def test_the_days_stand_while_one_of_the_two_is_away(world: World, who: PersonId) -> None:
    """Seven days away are seven days more; then it is erased as ever."""
    house, calendar = world.house, world.house.policy.calendar
    about = raised(house)
    passes(world, 2)
    back = calendar.working_days_from(calendar.today(house.clock.at), 7)
    house.away(who, back=back)
    passes(world, 6)
    opened = house.presses(house.record(about, ContactOutside).handler or MORAG, "contact_outside.open", about)
    erased_on = calendar.working_days_from(date(2026, 11, 24), 17)
    assert calendar.day_words(erased_on) in words(opened)
    passes(world, 8)
    assert state(world, about) is State.RAISED
    passes(world, 1)
    assert (state(world, about), calendar.today(house.clock.at)) == (State.UNANSWERED, erased_on)


@pytest.mark.requirement("R-1.10.4-2")
def test_who_falls_ill_on_its_last_day_does_not_lose_it(world: World) -> None:
    """Said at noon: it is looked at again before anything is erased, whatever the day began with."""
    about = raised(world.house)
    passes(world, 9)
    world.passes(1, time(8))
    begins(world)
    world.passes(0, time(12))
    world.house.away(ISLA)
    world.passes(0, time(17, 15))
    assert state(world, about) is State.RAISED


@pytest.mark.requirement("R-1.10.4-2")
def test_an_absence_within_an_outage_counts_as_well(world: World) -> None:
    """Nothing looked at it for weeks: the days on which she was away are taken off afterwards."""
    about = raised(world.house)
    world.settle()
    world.house.away(ISLA, back=date(2026, 12, 14))
    world.house.clock.at = datetime(2026, 12, 16, 10, 0, tzinfo=UTC)
    world.settle()
    assert state(world, about) is State.RAISED


@pytest.mark.requirement("R-1.10.4-1")
def test_while_a_reporter_is_away_nobody_is_hurried_and_it_stays(world: World) -> None:
    """There is nobody to talk with: it moves to no deputy."""
    about = raised(world.house)
    world.house.away(ISLA, back=date(2027, 1, 11))
    passes(world, 8)
    assert (world.heard(MORAG), handler(world, about)) == ([WAITS], MORAG)


@pytest.mark.requirement("R-1.10.4-1")
def test_a_manager_who_falls_ill_is_stood_in_for_the_next_morning(world: World) -> None:
    """Their deputy may then talk with the reporter and decide."""
    about = raised(world.house)
    world.house.away(MORAG, back=date(2027, 1, 11))
    passes(world, 1)
    assert handler(world, about) == CALLUM
    assert world.heard(CALLUM) == [WAITS]


@pytest.mark.requirement("R-1.10.4-2")
def test_the_days_stand_while_nobody_has_it(world: World) -> None:
    """The management team is asked to name somebody, who has all of them."""
    house = world.house
    house.away(MORAG, CALLUM, AILSA, DOUGAL, back=date(2027, 2, 1))
    about = raised(house)
    passes(world, 12)
    assert (state(world, about), house.record(about, ContactOutside).assigned.moves) == (State.RAISED, 0)
    assert world.heard(EWAN)[0] == "Somebody is needed · CO-0001"
    house.sends(EWAN, "naming.name", {"to": EWAN}, about)
    last = house.policy.calendar.working_days_from(house.policy.calendar.today(house.clock.at), 10)
    opened = words(house.presses(EWAN, "contact_outside.open", about))
    assert house.policy.calendar.day_words(last, today=date(2026, 12, 1)) in opened


def test_after_an_outage_it_is_erased_and_nobody_is_reminded(world: World) -> None:
    """However much fell due meanwhile: the one thing that is told is that it was erased."""
    about = raised(world.house)
    world.settle()
    world.house.clock.at = datetime(2027, 1, 20, 10, 0, tzinfo=UTC)
    world.settle()
    assert state(world, about) is State.UNANSWERED
    assert (world.heard(MORAG), world.heard(ISLA), world.heard(CALLUM)) == ([WAITS, "CO-0001"], ["CO-0001"], [])


def test_an_organisation_can_switch_it_off(tmp_path: Path) -> None:
    """Then nothing says that it would be erased, and it is not."""
    world = own_world(tmp_path, "[nudges.decide_contact_outside]\nerase = { at = [] }\n")
    about = raised(world.house)
    assert "working days" not in repr(world.house.types(ISLA, "outside_contact"))
    assert "by the end of" not in repr(world.house.presses(MORAG, "contact_outside.open", about))
    world.passes(15)
    assert state(world, about) is State.RAISED
    world.house.close()


# -- not recorded, and taken back --------------------------------------------------------------------------


@pytest.mark.requirement("R-1.10.4-2")
def test_not_recorded_both_are_told_and_nothing_is_left_to_press(world: World) -> None:
    """The message that stood with the manager says so as well."""
    about = raised(world.house)
    world.settle()
    world.house.sends(MORAG, views.LEAVE, TALKED, about)
    world.settle()
    assert ["You talked; nothing was recorded." in texts(world, person)[-1] for person in (ISLA, MORAG)] == [True, True]
    assert {card.settled for card in world.stands.values()} == {True}


def test_taken_back_before_the_manager_heard_of_it_they_never_do(world: World) -> None:
    """Raised and taken back in the evening: nothing waits in the morning."""
    world.passes_to(datetime(2026, 11, 24, 20, 0, tzinfo=UTC))
    about = raised(world.house)
    world.settle()
    world.house.sends(ISLA, views.TAKE_BACK, {}, about)
    world.passes(12)
    assert world.heard(MORAG) == []


def test_taken_back_later_the_managers_message_says_so(world: World) -> None:
    """In the place where it stood."""
    about = raised(world.house)
    world.settle()
    world.house.sends(ISLA, views.TAKE_BACK, {}, about)
    world.passes(12)
    assert world.heard(MORAG) == [WAITS]
    assert "taken back" in texts(world, MORAG)[0]


def test_whom_the_chat_does_not_reach_hears_it_from_the_manager(world: World) -> None:
    """Recording is an answer: the person who raised it is told one way or another."""
    about = raised(world.house)
    world.settle()
    world.unreachable.add(ISLA)
    world.house.sends(MORAG, views.RECORD, RECORDED, about)
    world.settle()
    assert "could not be delivered" in texts(world, MORAG)[-1]


# -- what is left --------------------------------------------------------------------------------------------


def readable(world: World) -> str:
    """Everything that the service's own key decrypts: records, drafts and messages."""

    def work(uow: StoredUnitOfWork) -> list[str]:
        vault, found = uow.context.vault, []
        for id_, version, *sealed in uow.session.all(
            select(record.c.id, record.c.version, record.c.wrapped_key, record.c.body), {}
        ):
            found.append(vault.unseal("record", id_, Sealed(*sealed), version))
        for table in (draft, message):
            rows = uow.session.all(select(table.c.id, table.c.wrapped_key, table.c.body), {})
            found += [vault.unseal(table.name, id_, Sealed(*sealed)) for id_, *sealed in rows]
        return [text.decode() for text in found]

    return "\n".join(world.house.store.run(work))


def ties(world: World, about: str) -> list[tuple[object, ...]]:
    """The rows that tie a person to it."""

    def work(uow: StoredUnitOfWork) -> list[tuple[object, ...]]:
        parties = uow.session.all(select(party.c.person_id).where(party.c.record_id == about), {})
        told = uow.session.all(select(notice.c.to_person).where(notice.c.about == about), {})
        return [tuple(row) for row in (*parties, *told)]

    return world.house.store.run(work)


@pytest.mark.requirement("R-1.10.4-2")
@pytest.mark.parametrize("how", ["not recorded", "unanswered", "taken back"])
def test_what_was_written_is_readable_nowhere_even_with_the_key(world: World, how: str) -> None:
    """Neither typed before the form opened, nor raised, nor typed by the manager; and no row names either of them."""
    house = world.house
    offered = house.writes(ISLA, f"outside contact {CANARIES[0]}")
    house.presses(ISLA, "draft.open", extra=button(offered, "Open the form").extra)
    about = raised(house, line=CANARIES[0], whom=CANARIES[1])
    assert [canary in readable(world) for canary in CANARIES] == [True, True, False]
    world.settle()
    house.sends(MORAG, views.RECORD, {**RECORDED, "on": "2030-01-01", "words": CANARIES[2]}, about)
    if how == "not recorded":
        house.sends(MORAG, views.LEAVE, TALKED, about)
    elif how == "taken back":
        house.sends(ISLA, views.TAKE_BACK, {}, about)
    world.passes(11)
    assert state(world, about).value == how.replace(" ", "_")
    assert [canary for canary in CANARIES if canary in readable(world)] == []
    assert ties(world, about) == []
    assert {by for by, _ in house.history(about)} == {None}


@pytest.mark.requirement("R-1.10.4-2")
def test_recorded_what_the_reporter_wrote_is_readable_nowhere(world: World) -> None:
    """The manager's note alone is kept."""
    about = raised(world.house, line=CANARIES[0])
    world.house.sends(MORAG, views.RECORD, {**RECORDED, "words": CANARIES[2]}, about)
    world.passes(11)
    assert [canary for canary in CANARIES if canary in readable(world)] == [CANARIES[2]]


def test_what_is_raised_moves_on_with_who_leaves(world: World) -> None:
    """As everything that lies with somebody."""
    about = raised(world.house)
    world.house.leave(MORAG)
    world.house.put(replace(world.house.person(RORY), line_manager=CALLUM))
    assert world.house.run(matters.reroute) == 1
    assert handler(world, about) == CALLUM
