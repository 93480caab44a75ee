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
from tests.bot.town import Town

THREAT: dict[str, Value] = {"reasons": ("threat",)}
WAITS = "A private report is waiting for you · EC-0001"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """A house and its courier; it is Tuesday, ten in the morning."""
    house = House(tmp_path / "harbour.db", Policy.load(closed_days=BankHolidays()))
    yield Town(house)
    house.close()


def copy(town: Town, about: str) -> None:
    """Say it by e-mail too."""
    town.house.run(lambda uow: email_too(uow.records.get(RecordId(about), EndedContact), uow))


def outgoing(town: Town) -> list[Outgoing]:
    """Messages that may go now, drawn."""
    claimed = town.house.run(parcels.claim)
    return [each for each in (town.house.run(partial(parcels.prepare, parcel=p)) for p in claimed) if each]


def handler(town: Town, about: str) -> PersonId | None:
    """Its handler."""
    return town.house.record(about, EndedContact).handler


def live(town: Town, person: PersonId) -> list[str]:
    """The titles of the messages in somebody's chat that have buttons."""
    return [c.title for a, c in town.stands.items() if town.owner[a] == person and c.buttons()]


@pytest.mark.requirement("R-1.14.3-1")
def test_the_manager_hears_in_the_chat_and_by_email(town: Town) -> None:
    """The same next step, once by each way; in the e-mail there is nothing to press."""
    about = town.house.reports(ISLA)
    copy(town, about)
    town.settle()
    (mailed,) = town.mailed
    assert (mailed.to, mailed.card.title, mailed.card.buttons()) == (MORAG, WAITS, ())
    assert isinstance(mailed.card.blocks[0], Text)
    assert town.heard(MORAG) == [WAITS]


def test_a_copy_takes_nothing_from_the_messages_in_the_chat(town: Town) -> None:
    """Nor does a reminder in the chat touch the e-mail: each message of the chat is live until the next one of it."""
    about = town.house.reports(ISLA)
    town.settle()
    copy(town, about)
    town.settle()
    assert live(town, MORAG) == [WAITS]
    town.passes(0, time(16, 0))
    assert (town.heard(MORAG), live(town, MORAG), len(town.mailed)) == ([WAITS, WAITS], [WAITS], 1)
    assert town.house.run(lambda uow: {m.platform for m in uow.outbox.standing(MORAG, RecordId(about))}) == {"chat"}


def test_a_copy_is_not_looked_at_again(town: Town) -> None:
    """An e-mail stays as it is, whatever becomes of the matter."""
    about = town.house.reports(ISLA)
    copy(town, about)
    town.settle()
    town.house.presses(MORAG, "ended_contact.acknowledge", about)
    claimed = town.house.run(parcels.claim)
    assert [p.message.platform for p in claimed if p.message is not None and p.to == MORAG] == ["chat"]


def test_a_copy_is_a_letter_of_its_own(town: Town) -> None:
    """It goes with no other message, and by e-mail alone; what goes by any way is for the chat."""
    about = town.house.reports(ISLA)
    copy(town, about)
    town.house.run(nudging.nudge)
    ways = sorted((each.by or "", len(each.parcel.notices)) for each in outgoing(town) if each.person.id == MORAG)
    assert ways == [("", 1), (EMAIL, 1)]


def test_a_copy_that_comes_too_late_is_not_sent(town: Town) -> None:
    """At night it waits; by the morning the matter has moved, and the one who has it gets their own copy."""
    town.passes(0, time(20, 0))
    about = town.house.reports(ISLA)
    copy(town, about)
    town.settle()
    town.house.presses(MORAG, "pass_on", about)
    copy(town, about)
    town.passes(1, time(9, 30))
    assert [told.to for told in town.mailed] == [CALLUM]


def test_a_copy_of_what_is_settled_is_not_sent(town: Town) -> None:
    """There is nothing left to do."""
    town.passes(0, time(20, 0))
    about = town.house.reports(ISLA)
    copy(town, about)
    town.settle()
    town.house.presses(MORAG, "ended_contact.acknowledge", about)
    town.house.sends(MORAG, "ended_contact.talked", {"happened": "talked", "on": "2026-11-24"}, about)
    town.house.sends(MORAG, "ended_contact.triage", TRIAGE, about)
    town.passes(1, time(9, 30))
    assert (town.house.record(about, EndedContact).is_open, town.mailed) == (False, [])


def test_a_copy_of_something_urgent_goes_at_night(town: Town) -> None:
    """As the message in the chat does."""
    town.passes(0, time(20, 0))
    about = town.house.reports(ISLA, **THREAT)
    copy(town, about)
    town.settle()
    assert [told.at for told in town.mailed] == [town.house.clock.at]


def test_a_copy_that_fails_for_good_moves_nothing(town: Town) -> None:
    """The manager has the message in the chat: the matter stays with them."""
    town.refuses_mail.add(MORAG)
    about = town.house.reports(ISLA)
    copy(town, about)
    town.settle()
    assert (handler(town, about), town.heard(MORAG), town.mailed) == (MORAG, [WAITS], [])


def test_a_copy_for_somebody_who_left_moves_nothing(town: Town) -> None:
    """Their matters move by rules of their own, the same day."""
    about = town.house.reports(ISLA)
    town.settle()
    town.house.leave(MORAG)
    copy(town, about)
    town.settle()
    assert (handler(town, about), town.mailed) == (MORAG, [])
    town.house.run(matters.reroute)
    assert handler(town, about) == CALLUM


def test_nobody_has_it_and_nobody_is_mailed(town: Town) -> None:
    """The management team has to name somebody first."""
    about = RecordId(town.house.reports(ISLA))

    def leaves_nobody(uow: UnitOfWork) -> None:
        record = uow.records.get(about, EndedContact)
        email_too(uow.records.save(record.moved(None, uow.now), by=None, act="moved"), uow)

    town.house.run(leaves_nobody)
    town.settle()
    assert town.mailed == []


def test_what_waits_for_an_act_goes_by_no_email_instead(town: Town) -> None:
    """Nothing can be pressed there: what lies with somebody moves to a colleague whom the chat reaches."""
    about = town.house.reports(ISLA)
    town.house.run(nudging.nudge)
    may = {each.person.id: each.may_go_by(EMAIL) for each in outgoing(town)}
    assert (may[MORAG], may[ISLA], handler(town, about)) == (False, True, MORAG)
