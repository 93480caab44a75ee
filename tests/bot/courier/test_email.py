"""The copy by e-mail (1.14.3): beside the message in the chat, and without any effect on the matter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from functools import partial
from pathlib import Path

import pytest

from adapters.calendar import BankHolidays
from bot.chat.cards import Text
from bot.chat.events import Value
from bot.courier import nudging, parcels
from bot.courier.outgoing import Outgoing
from bot.directory import matters
from bot.flows.mailing import email_too
from bot.people import PersonId
from bot.policy import Policy
from bot.ports import EMAIL, UnitOfWork
from bot.records.base import RecordId
from bot.records.ended_contact.record import EndedContact
from bot.views.examples.people import CALLUM, ISLA, MORAG
from tests.bot.courier.test_rules import TRIAGE
from tests.bot.house import House
from tests.bot.world import World

THREAT: dict[str, Value] = {"reasons": ("threat",)}
WAITS = "A private report is waiting for you · EC-0001"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A house and its courier; it is Tuesday, ten in the morning."""
    house = House(tmp_path / "harbour.db", Policy.load(closed_days=BankHolidays()))
    yield World(house)
    house.close()


def copy(world: World, about: str) -> None:
    """Say it by e-mail too."""
    world.house.run(lambda uow: email_too(uow.records.get(RecordId(about), EndedContact), uow))


def outgoing(world: World) -> list[Outgoing]:
    """Messages that may go now, drawn."""
    claimed = world.house.run(parcels.claim)
    return [each for each in (world.house.run(partial(parcels.prepare, parcel=p)) for p in claimed) if each]


def handler(world: World, about: str) -> PersonId | None:
    """Its handler."""
    return world.house.record(about, EndedContact).handler


def live(world: World, person: PersonId) -> list[str]:
    """The titles of the messages in somebody's chat that have buttons."""
    return [c.title for a, c in world.stands.items() if world.owner[a] == person and c.buttons()]


@pytest.mark.requirement("R-1.14.3-1")
def test_the_manager_hears_in_the_chat_and_by_email(world: World) -> None:
    """The same next step, once by each way; in the e-mail there is nothing to press."""
    about = world.house.reports(ISLA)
    copy(world, about)
    world.settle()
    (mailed,) = world.mailed
    assert (mailed.to, mailed.card.title, mailed.card.buttons()) == (MORAG, WAITS, ())
    assert isinstance(mailed.card.blocks[0], Text)
    assert world.heard(MORAG) == [WAITS]


def test_a_copy_takes_nothing_from_the_messages_in_the_chat(world: World) -> None:
    """Nor does a reminder in the chat touch the e-mail: each message of the chat is live until the next one of it."""
    about = world.house.reports(ISLA)
    world.settle()
    copy(world, about)
    world.settle()
    assert live(world, MORAG) == [WAITS]
    world.passes(0, time(16, 0))
    assert (world.heard(MORAG), live(world, MORAG), len(world.mailed)) == ([WAITS, WAITS], [WAITS], 1)
    assert world.house.run(lambda uow: {m.platform for m in uow.outbox.standing(MORAG, RecordId(about))}) == {"chat"}


def test_a_copy_is_not_looked_at_again(world: World) -> None:
    """An e-mail stays as it is, whatever becomes of the matter."""
    about = world.house.reports(ISLA)
    copy(world, about)
    world.settle()
    world.house.presses(MORAG, "ended_contact.acknowledge", about)
    claimed = world.house.run(parcels.claim)
    assert [p.message.platform for p in claimed if p.message is not None and p.to == MORAG] == ["chat"]


def test_a_copy_is_a_letter_of_its_own(world: World) -> None:
    """It goes with no other message, and by e-mail alone; what goes by any way is for the chat."""
    about = world.house.reports(ISLA)
    copy(world, about)
    world.house.run(nudging.nudge)
    ways = sorted((each.by or "", len(each.parcel.notices)) for each in outgoing(world) if each.person.id == MORAG)
    assert ways == [("", 1), (EMAIL, 1)]


def test_a_copy_that_comes_too_late_is_not_sent(world: World) -> None:
    """At night it waits; by the morning the matter has moved, and the one who has it gets their own copy."""
    world.passes(0, time(20, 0))
    about = world.house.reports(ISLA)
    copy(world, about)
    world.settle()
    world.house.presses(MORAG, "pass_on", about)
    copy(world, about)
    world.passes(1, time(9, 30))
    assert [told.to for told in world.mailed] == [CALLUM]


def test_a_copy_of_what_is_settled_is_not_sent(world: World) -> None:
    """There is nothing left to do."""
    world.passes(0, time(20, 0))
    about = world.house.reports(ISLA)
    copy(world, about)
    world.settle()
    world.house.presses(MORAG, "ended_contact.acknowledge", about)
    world.house.sends(MORAG, "ended_contact.talked", {"happened": "talked", "on": "2026-11-24"}, about)
    world.house.sends(MORAG, "ended_contact.triage", TRIAGE, about)
    world.passes(1, time(9, 30))
    assert (world.house.record(about, EndedContact).is_open, world.mailed) == (False, [])


def test_a_copy_of_something_urgent_goes_at_night(world: World) -> None:
    """As the message in the chat does."""
    world.passes(0, time(20, 0))
    about = world.house.reports(ISLA, **THREAT)
    copy(world, about)
    world.settle()
    assert [told.at for told in world.mailed] == [world.house.clock.at]


def test_a_copy_that_fails_for_good_moves_nothing(world: World) -> None:
    """The manager has the message in the chat: the matter stays with them."""
    world.refuses_mail.add(MORAG)
    about = world.house.reports(ISLA)
    copy(world, about)
    world.settle()
    assert (handler(world, about), world.heard(MORAG), world.mailed) == (MORAG, [WAITS], [])


def test_a_copy_for_somebody_who_left_moves_nothing(world: World) -> None:
    """Their matters move by rules of their own, the same day."""
    about = world.house.reports(ISLA)
    world.settle()
    world.house.leave(MORAG)
    copy(world, about)
    world.settle()
    assert (handler(world, about), world.mailed) == (MORAG, [])
    world.house.run(matters.reroute)
    assert handler(world, about) == CALLUM


def test_nobody_has_it_and_nobody_is_mailed(world: World) -> None:
    """The management team has to name somebody first."""
    about = RecordId(world.house.reports(ISLA))

    def leaves_nobody(uow: UnitOfWork) -> None:
        record = uow.records.get(about, EndedContact)
        email_too(uow.records.save(record.moved(None, uow.now), by=None, act="moved"), uow)

    world.house.run(leaves_nobody)
    world.settle()
    assert world.mailed == []


def test_what_waits_for_an_act_goes_by_no_email_instead(world: World) -> None:
    """Nothing can be pressed there: what lies with somebody moves to a colleague whom the chat reaches."""
    about = world.house.reports(ISLA)
    world.house.run(nudging.nudge)
    may = {each.person.id: each.may_go_by(EMAIL) for each in outgoing(world)}
    assert (may[MORAG], may[ISLA], handler(world, about)) == (False, True, MORAG)
