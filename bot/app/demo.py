"""The demonstration: the real service with the real adapters against stand-ins for the platforms, in one process, with
example people and a clock that is moved by hand.
"""

from __future__ import annotations

import asyncio
import io
import os
import socket
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from adapters import logs
from adapters.calendar import BankHolidays
from adapters.email.messenger import Mail
from adapters.email.server import MailServer
from adapters.house.house import Address, House
from adapters.house.side import Connection
from adapters.playground import page
from adapters.playground.page.stand import StandIn
from adapters.playground.people import example
from adapters.playground.people.cast import Cast, PlayedOn
from adapters.playground.platforms import STANDS
from adapters.playground.stand_in.clock import MovableClock
from adapters.playground.stand_in.mailbox import Mailbox
from adapters.playground.stand_in.patience import Patience
from adapters.playground.stories import comings, whole
from adapters.playground.stories.story import NotAsTold, Story
from bot import directory
from bot.app.platforms import PLATFORMS
from bot.policy import Policy
from bot.ports import EvidenceStore, UnitOfWork
from storage import EvidenceFolder, Store, new_key, verify
from storage.stored_data import StoredData

#: When the playground begins: a Tuesday morning.
BEGINNING = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
#: A story: it raises NotAsTold where something did not happen.
Play = Callable[[Story], Awaitable[None]]
#: Folder in which `--keep` leaves the demo's data.
KEPT = Path("var/demo")


class Running:
    """Service that can be stopped and started again at the same address."""

    def __init__(
        self, store: Store, on: Sequence[Connection], mail: Mail, files: EvidenceStore, port: int, *, beats: bool
    ) -> None:
        self._store = store
        self._on = on
        self._mail = mail
        self._files = files
        self._beats = beats
        self._port = port
        self._house: House | None = None

    @property
    def url(self) -> str:
        """URL of the running demo, without a slash at the end."""
        return self._running.url

    async def start(self) -> None:
        """Begin."""
        address = Address(port=self._port)
        self._house = await House.open(self._store, self._on, address, self._mail, self._files)
        await self._house.start(beats=self._beats)

    async def stop(self) -> None:
        """End."""
        if self._house is not None:
            await self._house.stop()

    async def restart(self) -> None:
        """Stop, and start again on the stored data."""
        await self.stop()
        await self.start()

    async def tick(self) -> None:
        """Do everything that is due."""
        await self._running.tick()

    def metrics_page(self) -> bytes:
        """Body of `/metrics`."""
        return self._running.metrics_page()

    @property
    def _running(self) -> House:
        assert self._house is not None  # it has been started
        return self._house


@dataclass(frozen=True, kw_only=True)
class Table:
    """State of the demo: the people, the clock and the running service."""

    folder: Path
    mailbox: Mailbox
    clock: MovableClock
    policy: Policy
    store: Store
    house: Running
    #: Everybody, on their platform.
    cast: Cast
    #: The log.
    log: io.StringIO = field(repr=False)

    def for_page(self) -> page.Table:
        """The same, as the page needs it."""
        return page.Table(
            cast=self.cast,
            clock=self.clock,
            calendar=self.policy.calendar,
            settle=self.house.tick,
            stored=StoredData(self.store),
            restart=self.house.restart,
            mailbox=self.mailbox,
            staff=self.staff,
        )

    async def staff(self, file: str) -> None:
        """Take over the text of a directory file."""
        await self.store.arun(lambda uow: _peopled(uow, file))


@asynccontextmanager
async def laid(
    folder: Path,
    start: datetime,
    platform: PlayedOn = PlayedOn.SLACK,
    *,
    beats: bool = False,
    log_level: str = "DEBUG",
    patience: Patience | None = None,
) -> AsyncIterator[Table]:
    """Set up a demo in this folder. Without `beats` nothing happens by itself: `house.tick()` does the work that is
    due.

    `patience` is the time that the stand-ins wait, if not each platform's own.
    """
    log = io.StringIO()
    logs.configure(log_level, log)
    clock = MovableClock(start)
    async with AsyncExitStack() as stack:
        port = stack.enter_context(held_port())
        policy = replace(
            Policy.load(example.write_policy(folder / "policy.toml"), closed_days=BankHolidays()),
            public_url=f"http://127.0.0.1:{port}",
            platforms=PLATFORMS,
        )
        store = Store(f"sqlite:///{folder / 'harbour.db'}", new_key(), policy, clock)
        stack.callback(store.close)
        await store.arun(lambda uow: _peopled(uow, example.directory_csv()))
        if platform is PlayedOn.MIXED:
            await store.arun(_chosen)
        stand_ins = await _stand_ins(stack, clock, platform, patience)
        mailbox = await stack.enter_async_context(Mailbox())
        mail = Mail(MailServer.of(mailbox.url), example.MAIL_FROM, now=clock.now)
        files = EvidenceFolder(folder / "evidence")
        house = Running(store, [each.connection() for each in stand_ins], mail, files, port, beats=beats)
        stack.push_async_callback(house.stop)
        await house.start()
        yield Table(
            folder=folder,
            mailbox=mailbox,
            clock=clock,
            policy=policy,
            store=store,
            house=house,
            cast=await _cast(stack, stand_ins, house.url, platform),
            log=log,
        )


def _peopled(uow: UnitOfWork, file: str) -> None:
    """Take over the text of a directory file."""
    directory.import_into(uow, directory.read(file.encode(), PLATFORMS).rows)


def _chosen(uow: UnitOfWork) -> None:
    """Let everybody choose a platform, for a demo with two of them."""
    for colleague in example.COLLEAGUES:
        person = uow.people.by_email(colleague.email)
        assert person is not None  # just imported
        chosen = example.met_on(colleague.handle) if colleague.in_chat else None
        uow.directory.put(replace(person, prefers=chosen))


async def _stand_ins(
    stack: AsyncExitStack, clock: MovableClock, platform: PlayedOn, patience: Patience | None
) -> list[StandIn]:
    """Stand-ins of the platforms in use; with two of them, everybody has the app on one."""
    apart = platform is PlayedOn.MIXED
    return [
        await stack.enter_async_context(stand.stand_in(clock, example.met_in(name) if apart else None, patience))
        for name, stand in STANDS.items()
        if platform.has(name)
    ]


async def _cast(stack: AsyncExitStack, stand_ins: Sequence[StandIn], house: str, platform: PlayedOn) -> Cast:
    """Everybody, on their platform."""
    drivers = [await stack.enter_async_context(each.people(house)) for each in stand_ins]
    met_on = {colleague.handle: example.met_on(colleague.handle) for colleague in example.COLLEAGUES}
    return Cast(drivers, met_on if platform is PlayedOn.MIXED else None)


@contextmanager
def held_port() -> Iterator[int]:
    """Reserve a port for the service, whose address has to be known before it listens."""
    with socket.socket() as held:
        if os.name == "posix":  # where it lets the house listen beside it, for this does not listen
            held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
        if os.name != "posix":
            held.close()
        yield port


# -- the page ----------------------------------------------------------------------------------------


def demo(*, port: int, keep: bool, watch: bool, platform: PlayedOn = PlayedOn.SLACK) -> None:
    """Serve the playground's page until Ctrl-C. Raises Misconfigured if the port is taken."""

    @asynccontextmanager
    async def lay(platform: PlayedOn) -> AsyncIterator[page.Table]:
        start = whole.START if watch else BEGINNING
        with _folder(keep=keep) as folder:
            async with laid(folder, start, platform, beats=True, log_level="ERROR") as table:
                yield table.for_page()

    asyncio.run(page.serve(lay, platform, port=port, say=_say, play=whole.play if watch else None))


@contextmanager
def _folder(*, keep: bool) -> Iterator[Path]:
    """A folder for one table, gone with it unless it is to be kept."""
    if keep:
        KEPT.mkdir(parents=True, exist_ok=True)
        kept = Path(tempfile.mkdtemp(prefix="table-", dir=KEPT))
        _say(f"What is stored is kept in {kept}")
        yield kept
    else:
        with tempfile.TemporaryDirectory(prefix="harbour-") as folder:
            yield Path(folder)


# -- the story ---------------------------------------------------------------------------------------


def story(play: Play | None = None, platform: PlayedOn = PlayedOn.SLACK, *, patience: Patience | None = None) -> int:
    """Play all stories (or this one) and print each person's view; 0 only if everything happened."""
    # Changes of staff have a service of their own: open matters of the other stories would move as well.
    for each in (play,) if play is not None else (whole.play, comings.play):
        with tempfile.TemporaryDirectory(prefix="harbour-") as folder:
            try:
                asyncio.run(_told(Path(folder), each, platform, patience))
            except NotAsTold as missing:
                _say(f"\nThe story did not happen as it is told: {missing}")
                return 1
    return 0


async def _told(folder: Path, play: Play, platform: PlayedOn, patience: Patience | None) -> None:
    async with laid(folder, whole.START, platform, patience=patience) as table:
        story = Story(
            table.cast, table.clock, table.policy.calendar, table.house.tick, _say, table.mailbox, table.staff
        )
        await play(story)
        await asyncio.to_thread(verify, table.store)
        # The number of lines differs: each platform learns accounts in its own way.
        _say("\nThe history's chain is whole.")
        leaks = await asyncio.to_thread(_leaks, table, story)
        story.expect(not leaks, f"Confidential words were found: {', '.join(leaks)}.")
        _say(f"{len(story.secrets)} confidential words: none in messages, e-mails, logs, metrics or database files.")


def _leaks(table: Table, story: Story) -> list[str]:
    """Places outside dialogs and ciphertext that hold a confidential word of the story; never the word itself."""
    messages = [f"a message ({by})" for secret in story.secrets for by in table.cast.outside(secret)]
    messages += ["an e-mail" for secret in story.secrets if table.mailbox.holding(secret)]
    texts = {"the log": table.log.getvalue().encode(), "the metrics": table.house.metrics_page()}
    stored = (*table.folder.glob("harbour.db*"), *table.folder.glob("evidence/*"))
    texts |= {path.name: path.read_bytes() for path in stored}
    places = [
        name for name, body in texts.items() for secret in story.secrets if secret.casefold().encode() in body.lower()
    ]
    return sorted({*messages, *places})


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
