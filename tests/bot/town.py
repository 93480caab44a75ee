"""A house with its courier, and time that passes a quarter of an hour at a time: who was told what, and when."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import partial
from itertools import count
from math import ceil

from bot import courier
from bot.chat.cards import Card
from bot.courier import Letter
from bot.errors import DeliveryError
from bot.people import PersonId
from bot.ports import UnitOfWork
from storage.floor import soonest
from tests.bot.house import House

_STEP = timedelta(minutes=15)


@dataclass(frozen=True)
class Told:
    """A message that arrived."""

    at: datetime
    to: PersonId
    card: Card


@dataclass
class Town:
    """The house, what was told so far, and who cannot be reached."""

    house: House
    told: list[Told] = field(default_factory=list)
    unreachable: set[PersonId] = field(default_factory=set)
    #: What went by e-mail because it goes by no other way, and who refuses e-mail.
    mailed: list[Told] = field(default_factory=list)
    refuses_mail: set[PersonId] = field(default_factory=set)
    #: What stands in the chat, by address, and in whose.
    stands: dict[int, Card] = field(default_factory=dict)
    owner: dict[int, PersonId] = field(default_factory=dict)
    _addresses: count[int] = field(default_factory=count)

    def settle(self) -> None:
        """Everything that is due now happens."""
        while self.house.run(courier.nudge).total() + self._deliver():
            pass

    def passes(self, days: int, at: time = time(10)) -> None:
        """Time passes until this time, so many working days ahead."""
        calendar = self.house.policy.calendar
        day = calendar.working_days_from(calendar.today(self.house.clock.at), days)
        self.passes_to(calendar.moment(day, at))

    def passes_to(self, moment: datetime) -> None:
        """Time passes until this moment; nothing happens at a quarter of an hour by which nothing is due."""
        self.settle()
        while self.house.clock.at < moment:
            now = self.house.clock.at
            due = self.house.store.run(partial(soonest, after=now)) or moment
            self.house.clock.at = min(moment, now + _STEP * ceil((due - now) / _STEP))
            self.settle()

    def heard(self, person: PersonId) -> list[str]:
        """The titles of what this person was told, oldest first."""
        return [told.card.title for told in self.told if told.to == person]

    def _deliver(self) -> int:
        parcels = self.house.run(courier.claim)
        for parcel in parcels:
            letter = self.house.run(partial(courier.prepare, parcel=parcel))
            if letter is not None:
                self._send(letter)
        return len(parcels)

    def _send(self, letter: Letter) -> None:
        to = letter.parcel.to
        if to in (self.unreachable if letter.by is None else self.refuses_mail):
            gone = DeliveryError("Nobody there.", permanent=True)
            self.house.run(lambda uow: courier.failed(uow, letter.parcel, gone))
            return
        message = letter.parcel.message
        if letter.by is not None:
            self._mail(letter, letter.by)
            return
        if message is None:
            self.told.append(Told(self.house.clock.at, to, letter.card))
        address = next(self._addresses) if message is None else int(message.address)
        self.stands[address], self.owner[address] = letter.card, to

        def keep(uow: UnitOfWork) -> None:
            courier.delivered(uow, letter, {"chat": str(address)})

        self.house.run(keep)

    def _mail(self, letter: Letter, platform: str) -> None:
        self.mailed.append(Told(self.house.clock.at, letter.parcel.to, letter.card))
        self.house.run(lambda uow: courier.delivered(uow, letter, {platform: "<id@example.org>"}))
