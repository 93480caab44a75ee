"""A small world: the real house over HTTP, the platforms on which its people are, and a clock that is moved by hand.

Unlike the demo's table, the house can be closed and opened again on the same folder with the same keys.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp

from adapters.email.messenger import Mail
from adapters.email.server import MailServer
from adapters.house.house import Address, House
from adapters.playground.people import example
from adapters.playground.people.answer import Answer
from adapters.playground.people.cast import Cast
from adapters.playground.people.person import Pending, Person
from adapters.playground.people.screen import Button, Screen
from adapters.playground.stand_in.mailbox import Email
from bot import directory, people
from bot.app.platforms import PLATFORMS
from bot.people import Absence
from bot.ports import UnitOfWork
from bot.working_time import WorkingTime
from storage import EvidenceFolder, Store
from tests.journeys.on_slack import OnSlack
from tests.journeys.on_teams import OnTeams
from tests.journeys.sides import Side
from tests.journeys.surroundings import MONDAY, Surroundings, laid

#: The one answer to whoever may not, and about what does not exist.
NOT_YOURS = "This is not available to you, or it no longer exists. Nothing changed."

#: What stands in the database and is changed by acts: not who looked, whose chat was found, nor what was not sent.
_ROUTED = {
    "record": "SELECT ref, state, version, body FROM record ORDER BY id",
    "notice": "SELECT id, to_person, view, message_id, dropped FROM notice WHERE view <> 'unsent' ORDER BY id",
    "nudge": "SELECT record_id, kind, item, lane, occurrence, due FROM nudge ORDER BY 1, 2, 3, 4, 5",
    "acts": "SELECT count(*) FROM history WHERE act NOT IN ('read', 'hear', 'account_learnt')",
}
_DUE = """
    SELECT min(due) FROM (
        SELECT due FROM nudge UNION ALL SELECT due FROM notice UNION ALL SELECT due FROM message
    ) WHERE due > ?
"""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class World:
    """Acts and looks. Made by `world`."""

    #: In what its house keeps everything.
    opens: type[Store] = Store

    def __init__(self, surroundings: Surroundings) -> None:
        self.surroundings = surroundings
        self._stack = AsyncExitStack()
        self.store: Store
        self.files: EvidenceFolder
        self.house: House
        self.cast: Cast

    # -- opening and closing -----------------------------------------------------------------------

    async def open(self, people_csv: str = "") -> None:
        """Open the house, on the port that it had before; first with a directory file, if there is one."""
        self.store = self.opens(
            self.surroundings.database, self.surroundings.keys, self.surroundings.policy, self.surroundings.clock
        )
        self._stack.callback(self.store.close)
        on = [side.connection() for side in self.surroundings.sides.values()]
        mail = Mail(MailServer.of(self.surroundings.mailbox.url), example.MAIL_FROM, now=self.surroundings.clock.now)
        self.files = EvidenceFolder(self.surroundings.folder / "evidence")
        address = Address(port=self.surroundings.port)
        self.house = await House.open(self.store, on, address, mail, self.files)
        self._stack.push_async_callback(self.house.stop)
        await self.house.start(beats=False)
        if people_csv:
            await self.know(people_csv)
        drivers = [await side.driver(self.house.url) for side in self.surroundings.sides.values()]
        for driver in drivers:
            self._stack.push_async_callback(driver.close)
        self.cast = Cast(drivers, self.surroundings.met_on)

    async def close(self) -> None:
        """Close it."""
        await self._stack.aclose()

    async def reopen(self) -> None:
        """Open another house on the same folder, with the same keys."""
        self._stack = AsyncExitStack()
        await self.open()

    async def know(self, csv: str, *, same: bool | None = None) -> None:
        """Load the people of a directory file; what is asked is answered so, or else nothing may be asked."""
        rows = directory.read(csv.encode(), PLATFORMS).rows

        def load(uow: UnitOfWork) -> None:
            for question in directory.planned(rows, uow).questions if same is not None else ():
                uow.notes.keep(question.code, directory.Decision(code=question.code, same=same is True))
            directory.import_into(uow, rows)

        await self.store.arun(load)

    # -- who and where -----------------------------------------------------------------------------

    @property
    def slack(self) -> OnSlack:
        """The stand-in for Slack, for what is Slack's alone."""
        side = self.surroundings.sides["slack"]
        assert isinstance(side, OnSlack)
        return side

    @property
    def teams(self) -> OnTeams:
        """The stand-in for Teams, for what is Teams' alone."""
        side = self.surroundings.sides["teams"]
        assert isinstance(side, OnTeams)
        return side

    def side(self, who: Person | str = "") -> Side:
        """The platform on which somebody is met; without a name, the only one."""
        if who == "":
            (only,) = self.surroundings.sides.values()
            return only
        person = self.person(who) if isinstance(who, str) else who
        return self.surroundings.sides[person.platform]

    @property
    def calendar(self) -> WorkingTime:
        """The working time."""
        return self.surroundings.policy.calendar

    @property
    def now(self) -> datetime:
        """The moment."""
        return self.surroundings.clock.now()

    @property
    def today(self) -> date:
        """The local day."""
        return self.calendar.today(self.now)

    def person(self, name: str) -> Person:
        """Somebody, by short name."""
        return self.cast.person(name)

    def at(self, platform: str, name: str) -> Person:
        """Somebody who is on both platforms, at this one."""
        driver = self.cast.driver(platform)
        assert driver is not None
        return driver.person(name)

    def day(self, working_days: int) -> date:
        """The day so many working days from today."""
        return self.calendar.working_days_from(self.today, working_days)

    async def is_away(self, name: str, back: date, since: date | None = None) -> None:
        """The directory says so."""
        absence = Absence(since=since or self.today, back=back)
        await self._list(replace(await self.known(name), absence=absence))

    async def leaves(self, name: str) -> None:
        """The directory says that they have left."""
        await self._list(replace(await self.known(name), active=False))

    async def prefers(self, platform: str, *names: str) -> None:
        """They have chosen where Harbour writes to them: on a platform, or on "both"."""
        for name in names:
            await self._list(replace(await self.known(name), prefers=platform))

    async def _list(self, changed: people.Person) -> None:
        await self.store.arun(lambda uow: uow.directory.put(changed))

    async def known(self, name: str) -> people.Person:
        """Somebody, as the directory has them: by the address of a colleague, or of their account."""
        listed = next((c.email for c in example.COLLEAGUES if c.handle == name), None)
        email = listed or self.person(name).email
        found = await self.store.arun(lambda uow: uow.people.by_email(email))
        assert found is not None
        return found

    # -- time --------------------------------------------------------------------------------------

    async def settle(self) -> None:
        """Let the house do all that is due."""
        await self.house.tick()

    async def until(self, day: date | int, at: time | str = "10:00") -> None:
        """Move on to this local time of a day (or so many working days ahead), stopping wherever something is due."""
        clock_time = time.fromisoformat(at) if isinstance(at, str) else at
        moment = self.calendar.moment(self.day(day) if isinstance(day, int) else day, clock_time)
        await self.settle()
        while (due := self._next_due()) is not None and due < moment:
            self.surroundings.clock.move_to(due)
            await self.settle()
        self.surroundings.clock.move_to(moment)
        await self.settle()

    async def later(self, **by: float) -> None:
        """Move on by so much (`timedelta`'s arguments), stopping wherever something is due."""
        local = (self.now + timedelta(**by)).astimezone(ZoneInfo(self.calendar.zone))
        await self.until(local.date(), local.time())

    def _next_due(self) -> datetime | None:
        stamp = (self.now - _EPOCH) // timedelta(microseconds=1)
        found = self._rows(_DUE, stamp)[0][0]
        return None if found is None else _EPOCH + timedelta(microseconds=int(found))

    # -- what was sent -----------------------------------------------------------------------------

    def messages(self, name: str, about: str = "") -> list[Screen]:
        """Unprompted messages still in somebody's chat that contain this text, oldest first."""
        standing = {m.ref for m in self.person(name).messages()}
        return [m for m in self.arrived(name, about) if m.ref in standing]

    def arrived(self, name: str, about: str = "") -> list[Screen]:
        """The same with what has been taken away since, as it stood last."""
        return [m for m in self.person(name).news() if about in m.text]

    def emails(self, name: str) -> list[Email]:
        """The e-mails that came to somebody, oldest first."""
        return self.surroundings.mailbox.to(example.address(name))

    def times(self, name: str, about: str = "") -> list[str]:
        """Times of those messages that have arrived: "Mon 11 Jan, 10:00"."""
        return [self.calendar.words(m.at) for m in self.arrived(name, about) if m.at is not None]

    def counts(self) -> dict[str, int]:
        """Number of messages that the app has sent to each person, by short name."""
        counted = {person.handle: len(person.news()) for person in self.cast.everybody()}
        return {name: count for name, count in counted.items() if count}

    def leaks(self, *secrets: str) -> list[str]:
        """Places outside dialogs and ciphertext that hold one of these words; never the word itself."""
        bodies = {"log": self.surroundings.log.getvalue().encode(), "metrics": self.house.metrics_page()}
        stored = (*self.surroundings.folder.glob("harbour.db*"), *self.surroundings.folder.glob("evidence/*"))
        bodies |= {path.name: path.read_bytes() for path in stored}
        texts = {place: body.decode(errors="replace").casefold() for place, body in bodies.items()}
        found = {place for place, text in texts.items() if any(secret.casefold() in text for secret in secrets)}
        found |= {by for secret in secrets for by in self.cast.outside(secret)}
        found |= {"e-mail" for secret in secrets if self.surroundings.mailbox.holding(secret)}
        return sorted(found)

    async def fit(self) -> dict[str, object]:
        """Readiness of the service: true or false for each of its parts, and the reason for a false."""
        url = f"{self.house.url}/readyz"
        async with aiohttp.ClientSession() as session, session.get(url) as answer:
            found: dict[str, object] = await answer.json()
            assert answer.status == (503 if "why" in found else 200)
            return found

    def logged(self, event: str) -> list[dict[str, object]]:
        """The lines of the log about this."""
        lines = map(json.loads, self.surroundings.log.getvalue().splitlines())
        return [line for line in lines if line["event"] == event]

    # -- what is kept ------------------------------------------------------------------------------

    def state(self) -> dict[str, list[tuple[object, ...]]]:
        """All that acts change; the same before and after where nothing was done."""
        return {name: self._rows(query) for name, query in _ROUTED.items()}

    def refs(self) -> list[str]:
        """The references of all records that people hear of."""
        return [str(ref) for (ref,) in self._rows("SELECT ref FROM record WHERE kind <> 'individual' ORDER BY ref")]

    def standing(self, ref: str) -> str:
        """The state of a record."""
        return str(self._rows("SELECT state FROM record WHERE ref = ?", ref)[0][0])

    def acts(self) -> int:
        """Number of acts on records."""
        return int(self._rows(_ROUTED["acts"])[0][0])

    def looks(self) -> int:
        """Number of looks at records."""
        return int(self._rows("SELECT count(*) FROM history WHERE act IN ('read', 'hear')")[0][0])

    def _rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        file = f"file:{self.surroundings.folder / 'harbour.db'}?mode=ro"
        with closing(sqlite3.connect(file, uri=True)) as connection:
            return connection.execute(query, values).fetchall()

    # -- what nobody should try ----------------------------------------------------------------------

    async def forge(self, who: str, button: Button, *, act: str | None = None, value: str | None = None) -> Answer:
        """Somebody sends the click of a button that was never shown to them."""
        return await self.person(who).click(button, act=act, value=value)

    async def delivers(self, who: str, pending: Pending) -> Answer:
        """Somebody sends what another person had open; it is answered, whatever comes of it."""
        answer = await self.person(who).deliver(pending)
        assert answer.status == 200, who
        return answer

    async def is_refused(self, who: str, pending: Pending) -> bool:
        """True if somebody who sends what another person had open is told that it is not there for them."""
        return NOT_YOURS in (await self.delivers(who, pending)).body.decode()


@asynccontextmanager
async def world(
    folder: Path,
    start: datetime = MONDAY,
    policy: str = "",
    *,
    platforms: Sequence[str] = ("slack",),
    met_on: Mapping[str, str] | None = None,
) -> AsyncIterator[World]:
    """A world in this folder, on this surroundings (`tests.journeys.surroundings.laid`)."""
    async with laid(folder, start, policy, platforms=platforms, met_on=met_on) as surroundings:
        found = World(surroundings)
        try:
            await found.open(example.directory_csv())
            yield found
        finally:
            await found.close()


def shown(screen: Screen) -> Mapping[str, object]:
    """Visible content of a screen, without its number."""
    return {"title": screen.title, "text": screen.text, "labels": screen.labels}


def ref_in(screen: Screen, letters: str = "[A-Z]{2}") -> str:
    """The reference that a screen names."""
    found = re.search(rf"\b{letters}-\d{{4}}\b", screen.text)
    assert found is not None, screen.text
    return found.group()
