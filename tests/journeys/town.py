"""A small town: the real house over HTTP, the stand-in for Slack, its people and a clock that is moved by hand.

Unlike the demo's table, the house can be closed and opened again on the same folder with the same keys.
"""

from __future__ import annotations

import io
import re
import sqlite3
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp

from adapters import logs
from adapters.calendar import BankHolidays
from adapters.email.messenger import Mail
from adapters.email.server import MailServer
from adapters.house import Address, House, Platforms
from adapters.playground import example
from adapters.playground.answer import Answer
from adapters.playground.clock import MovableClock
from adapters.playground.mailbox import Letter, Mailbox
from adapters.playground.person import Person
from adapters.playground.refusals import Json
from adapters.playground.screen import Button, Screen
from adapters.playground.sent import Channel
from adapters.playground.slack import payloads
from adapters.playground.slack.driver import Driver
from adapters.playground.slack.link import HttpLink
from adapters.playground.slack.server import StandIn
from adapters.playground.slack.surfaces import Message
from adapters.playground.slack.users import User
from adapters.playground.slack.workspace import Workspace
from adapters.slack.app import SlackSettings
from bot import directory, people
from bot.people import Absence
from bot.playground import free_port
from bot.policy import Policy
from bot.ports import UnitOfWork
from bot.working_time import WorkingTime
from storage import EvidenceFolder, Store, new_key

#: A Monday morning in January, 10:00.
MONDAY = datetime(2027, 1, 11, 10, 0, tzinfo=UTC)
#: The one answer to whoever may not, and about what does not exist.
NOT_YOURS = "This is not available to you, or it no longer exists. Nothing changed."

#: What stands in the database and is changed by acts: not who looked, nor whose chat was found.
_ROUTED = {
    "record": "SELECT ref, state, version, body FROM record ORDER BY id",
    "notice": "SELECT id, to_person, view, message_id, dropped FROM notice ORDER BY id",
    "nudge": "SELECT record_id, kind, item, lane, occurrence, due FROM nudge ORDER BY 1, 2, 3, 4, 5",
    "acts": "SELECT count(*) FROM history WHERE act NOT IN ('read', 'hear')",
}
_DUE = """
    SELECT min(due) FROM (
        SELECT due FROM nudge UNION ALL SELECT due FROM notice UNION ALL SELECT due FROM message
    ) WHERE due > ?
"""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What outlives the house: the folder, the keys, the policy, the workspace, the e-mail, the clock, the log."""

    folder: Path
    keys: str
    policy: Policy
    clock: MovableClock
    slack: StandIn
    mailbox: Mailbox
    #: Where the house listens, for as long as the ground is there.
    port: int
    log: io.StringIO = field(repr=False)

    @property
    def database(self) -> str:
        """Its address."""
        return f"sqlite:///{self.folder / 'harbour.db'}"


class Town:
    """Acts and looks. Made by `town`."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self._stack = AsyncExitStack()
        self.store: Store
        self.files: EvidenceFolder
        self.house: House
        self.driver: Driver

    # -- opening and closing -----------------------------------------------------------------------

    async def open(self) -> None:
        """Open the house, on the port that it had before."""
        self.store = Store(self.ground.database, self.ground.keys, self.ground.policy, self.ground.clock)
        self._stack.callback(self.store.close)
        slack = self.ground.slack
        settings = SlackSettings(
            bot_token=slack.bot_token, signing_secret=slack.signing_secret, api_url=slack.api_url, pace=0, holds=0
        )
        mail = Mail(MailServer.of(self.ground.mailbox.url), example.MAIL_FROM, now=self.ground.clock.now)
        self.files = EvidenceFolder(self.ground.folder / "evidence")
        address = Address(port=self.ground.port)
        self.house = await House.open(self.store, Platforms(slack=settings), address, mail, self.files)
        self._stack.push_async_callback(self.house.stop)
        await self.house.start(beats=False)
        self.driver = Driver(slack.workspace, f"{self.house.url}/slack/events")
        self._stack.push_async_callback(self.driver.close)

    async def close(self) -> None:
        """Close it."""
        await self._stack.aclose()

    async def reopen(self) -> None:
        """Open another house on the same folder, with the same keys."""
        self._stack = AsyncExitStack()
        await self.open()

    async def know(self, csv: str) -> None:
        """Load the people of a directory file."""
        rows = directory.read(csv.encode()).rows
        await self.store.arun(lambda uow: directory.import_into(uow.directory, rows))

    # -- who and where -----------------------------------------------------------------------------

    @property
    def workspace(self) -> Workspace:
        """The workspace."""
        return self.ground.slack.workspace

    @property
    def calendar(self) -> WorkingTime:
        """The working time."""
        return self.ground.policy.calendar

    @property
    def now(self) -> datetime:
        """The moment."""
        return self.ground.clock.now()

    @property
    def today(self) -> date:
        """The local day."""
        return self.calendar.today(self.now)

    def person(self, name: str) -> Person:
        """Somebody, by short name."""
        return self.driver.person(name)

    def day(self, working_days: int) -> date:
        """The day so many working days from today."""
        return self.calendar.working_days_from(self.today, working_days)

    async def is_away(self, name: str, back: date, since: date | None = None) -> None:
        """The directory says so."""
        absence = Absence(since=since or self.today, back=back)
        email = example.address(name)

        def put(uow: UnitOfWork) -> None:
            found = uow.people.by_email(email)
            assert found is not None
            uow.directory.put(replace(found, absence=absence))

        await self.store.arun(put)

    async def leaves(self, name: str) -> None:
        """The directory says that they have left."""
        email = example.address(name)

        def put(uow: UnitOfWork) -> None:
            found = uow.people.by_email(email)
            assert found is not None
            uow.directory.put(replace(found, active=False))

        await self.store.arun(put)

    async def known(self, name: str) -> people.Person:
        """Somebody, as the directory has them."""
        slack_id = self.person(name).id
        found = await self.store.arun(lambda uow: uow.people.by_slack_id(slack_id))
        assert found is not None
        return found

    async def known_by_address(self, name: str) -> people.Person:
        """The same, for somebody who has not been met in the chat."""
        email = example.address(name)
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
            self.ground.clock.move_to(due)
            await self.settle()
        self.ground.clock.move_to(moment)
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
        """What the app has sent to somebody, oldest first, as it stands now, where it says this."""
        person = self.person(name)
        return [m for m in person.messages() if m.by != person.name and about in m.text]

    def letters(self, name: str) -> list[Letter]:
        """The e-mails that came to somebody, oldest first."""
        return self.ground.mailbox.to(example.address(name))

    def times(self, name: str, about: str = "") -> list[str]:
        """When each of those came: "Mon 11 Jan, 10:00"."""
        return [self.calendar.words(_EPOCH + timedelta(seconds=float(m.ref))) for m in self.messages(name, about)]

    def counts(self) -> dict[str, int]:
        """How many messages the app has sent to each person, by short name."""
        app = self.workspace.app.bot_user
        counted = {u.name: sum(m.user == app for m in self.workspace.seen_by(u.id)) for u in self._everybody()}
        return {name: count for name, count in counted.items() if count}

    def _everybody(self) -> list[User]:
        return [user for user in self.workspace.users.values() if not user.is_bot]

    def leaks(self, *secrets: str) -> list[str]:
        """Where one of these words stands outside dialogs and ciphertext: places, not words."""
        texts = {"log": self.ground.log.getvalue().encode(), "metrics": self.house.metrics_page()}
        stored = (*self.ground.folder.glob("harbour.db*"), *self.ground.folder.glob("evidence/*"))
        texts |= {path.name: path.read_bytes() for path in stored}
        found = {
            place
            for place, body in texts.items()
            for secret in secrets
            if secret.casefold().encode() in body.decode(errors="replace").casefold().encode()
        }
        outside = (Channel.MESSAGE, Channel.EPHEMERAL, Channel.OTHER)
        found |= {s.by for secret in secrets for s in self.workspace.sent.containing(secret, *outside)}
        found |= {"e-mail" for secret in secrets if self.ground.mailbox.holding(secret)}
        return sorted(found)

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
        """How often somebody has done something to a record."""
        return int(self._rows(_ROUTED["acts"])[0][0])

    def looks(self) -> int:
        """How often somebody has looked at a record."""
        return int(self._rows("SELECT count(*) FROM history WHERE act IN ('read', 'hear')")[0][0])

    def _rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        file = f"file:{self.ground.folder / 'harbour.db'}?mode=ro"
        with closing(sqlite3.connect(file, uri=True)) as connection:
            return connection.execute(query, values).fetchall()

    # -- what nobody should try ----------------------------------------------------------------------

    async def forge(self, who: str, button: Button, **changes: object) -> Answer:
        """Somebody sends the click of a button that was never shown to them."""
        person = self.person(who)
        keys = ("type", "action_id", "block_id", "text", "value")
        action: Json = {key: button.element[key] for key in keys if key in button.element}
        action = {"block_id": button.block_id, **action, **changes}
        return await self.click(person, action)

    async def click(self, person: Person, action: Json) -> Answer:
        """A click on something in the person's chat, signed as Slack's own."""
        chat = self.workspace.chat_with(person.id)
        message = Message(ts=self.workspace.next_ts(), channel=chat, user=self.workspace.app.bot_user, text="")
        return await person.post_interactivity(payloads.message_action(self.workspace, person.user, message, action))

    async def plant(self, arguments: Json) -> None:
        """Post something into a chat with the app's own token, past the house."""
        slack = self.ground.slack
        headers = {"Authorization": f"Bearer {slack.bot_token}"}
        async with (
            aiohttp.ClientSession() as session,
            session.post(f"{slack.api_url}chat.postMessage", json=arguments, headers=headers) as answer,
        ):
            assert (await answer.json())["ok"]

    @property
    def link(self) -> HttpLink:
        """The signed way to the house."""
        assert isinstance(self.driver.link, HttpLink)
        return self.driver.link


@asynccontextmanager
async def town(folder: Path, start: datetime = MONDAY, policy: str = "") -> AsyncIterator[Town]:
    """A town in this folder; `policy` is added to the example's policy file."""
    log = io.StringIO()
    logs.configure("DEBUG", log)
    file = folder / "policy.toml"
    file.write_text(example.policy_toml() + policy, encoding="utf-8")
    clock, port = MovableClock(start), free_port()
    async with StandIn(example.example_workspace(clock)) as slack, Mailbox() as mailbox:
        ground = Ground(
            folder=folder,
            keys=new_key(),
            policy=replace(Policy.load(file, closed_days=BankHolidays()), public_url=f"http://127.0.0.1:{port}"),
            clock=clock,
            slack=slack,
            mailbox=mailbox,
            port=port,
            log=log,
        )
        found = Town(ground)
        try:
            await found.open()
            await found.know(example.directory_csv())
            yield found
        finally:
            await found.close()


def shown(screen: Screen) -> Mapping[str, object]:
    """What a person could tell apart of a screen: not its number."""
    return {"title": screen.title, "text": screen.text, "labels": screen.labels}


def ref_in(screen: Screen, letters: str = "[A-Z]{2}") -> str:
    """The reference that a screen names."""
    found = re.search(rf"\b{letters}-\d{{4}}\b", screen.text)
    assert found is not None, screen.text
    return found.group()
