"""A house with its courier, and time that passes a quarter of an hour at a time: the notices, recipients and times."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import partial
from itertools import count
from math import ceil

from bot.chat.cards import Card
from bot.courier import nudging, outcome, parcels
from bot.courier.outgoing import Outgoing
from bot.errors import About, DeliveryError
from bot.people import PersonId
from bot.ports import Message, Parcel, UnitOfWork
from storage.stored_data import soonest
from tests.bot.house import House

_STEP = timedelta(minutes=15)


@dataclass(frozen=True)
class Told:
    """A message that arrived."""

    at: datetime
    to: PersonId
    card: Card


@dataclass
class World:
    """The house, the notices so far, and the people who cannot be reached."""

    house: House
    told: list[Told] = field(default_factory=list)
    unreachable: set[PersonId] = field(default_factory=set)
    #: What went by e-mail because it goes by no other way, and who refuses e-mail.
    mailed: list[Told] = field(default_factory=list)
    refuses_mail: set[PersonId] = field(default_factory=set)
    #: What stands in the chat, by address, and in whose.
    stands: dict[int, Card] = field(default_factory=dict)
    owner: dict[int, PersonId] = field(default_factory=dict)
    #: What each of them tells of, and of whom it was asked last.
    tells: dict[int, Outgoing] = field(default_factory=dict)
    #: Whether the platform lets no message go.
    keeps_all: bool = False
    _addresses: count[int] = field(default_factory=count)

    def settle(self) -> None:
        """Everything that is due now happens."""
        while self.house.run(nudging.nudge).total() + self._deliver():
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
        """Titles of this person's notices, oldest first."""
        return [told.card.title for told in self.told if told.to == person]

    def chat(self, person: PersonId) -> list[Card]:
        """Cards in this person's chat, oldest first."""
        return [self.stands[address] for address in sorted(self.stands) if self.owner[address] == person]

    def untrue(self) -> list[Card]:
        """Cards in anybody's chat that are out of date."""
        return [card for address, card in self.stands.items() if self._as_it_is(address) != card]

    def _as_it_is(self, address: int) -> Card | None:
        """Card as it would be if it were written again now."""
        was = self.tells[address]
        notices = was.parcel.notices if was.parcel.message is not None else (*was.parcel.notices, *was.takes)
        newest = Message(id="~", to=was.person.id, notices=notices, platform="chat", address="", fingerprint="")
        parcel = Parcel(to=was.person.id, notices=notices, message=newest)
        outgoing = self.house.run(partial(parcels.prepare, parcel=parcel))
        return outgoing.card if outgoing is not None else None

    def _deliver(self) -> int:
        claimed = self.house.run(parcels.claim)
        for parcel in claimed:
            outgoing = self.house.run(partial(parcels.prepare, parcel=parcel))
            if outgoing is not None:
                self._send(outgoing)
        return len(claimed)

    def _send(self, outgoing: Outgoing) -> None:
        to = outgoing.parcel.to
        if to in (self.unreachable if outgoing.by is None else self.refuses_mail):
            gone = DeliveryError("Nobody there.", about=About.PERSON)
            self.house.run(lambda uow: outcome.failed(uow, outgoing.parcel, gone))
            return
        message = outgoing.parcel.message
        if outgoing.removes and message is not None:
            self._remove(outgoing, int(message.address))
            return
        if outgoing.by is not None:
            self._mail(outgoing, outgoing.by)
            return
        if message is None:
            self.told.append(Told(self.house.clock.at, to, outgoing.card))
        address = next(self._addresses) if message is None else int(message.address)
        self.stands[address], self.owner[address], self.tells[address] = outgoing.card, to, outgoing

        def keep(uow: UnitOfWork) -> None:
            outcome.delivered(uow, outgoing, {"chat": str(address)})

        self.house.run(keep)

    def _remove(self, outgoing: Outgoing, address: int) -> None:
        if self.keeps_all:
            self.stands[address] = outgoing.card
        else:
            del self.stands[address], self.owner[address]
        self.house.run(lambda uow: outcome.removed(uow, outgoing))

    def _mail(self, outgoing: Outgoing, platform: str) -> None:
        self.mailed.append(Told(self.house.clock.at, outgoing.parcel.to, outgoing.card))
        self.house.run(lambda uow: outcome.delivered(uow, outgoing, {platform: "<id@example.org>"}))
