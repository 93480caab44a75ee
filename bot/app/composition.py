"""Assembly of the running service from the core, the adapters and the storage."""

from __future__ import annotations

import asyncio
import gc
import signal
from dataclasses import replace
from datetime import UTC, datetime

from adapters import logs
from adapters.calendar import BankHolidays
from adapters.email.messenger import Mail
from adapters.email.server import MailServer
from adapters.house.heads import Heads
from adapters.house.house import Address, House
from adapters.house.side import Connection
from adapters.house.syncing import Syncing
from bot.app.platforms import PLATFORMS
from bot.app.settings import Settings
from bot.directory import Limit
from bot.errors import Misconfigured
from bot.policy import Policy
from bot.ports import Clock
from storage import EvidenceFolder, Store


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The moment, in UTC and aware of it."""
        return datetime.now(UTC)


def open_policy(settings: Settings) -> Policy:
    """The organisation's policy, with the bank holidays of Scotland, the URL of Harbour's pages and the platforms.

    Raises Misconfigured.
    """
    policy = Policy.load(settings.policy, closed_days=BankHolidays())
    return replace(policy, public_url=settings.public_url, platforms=PLATFORMS)


def open_store(settings: Settings, clock: Clock | None = None, policy: Policy | None = None) -> Store:
    """The database, opened with its keys, and with the policy where that is open already. Raises Misconfigured.

    Without a clock it goes by its own.
    """
    if settings.encryption_keys is None:
        raise Misconfigured(
            "HARBOUR_ENCRYPTION_KEYS is not set: run 'harbour keys new' and set it to what that prints."
        )
    return Store(
        settings.database_url.get_secret_value(),
        settings.encryption_keys.get_secret_value(),
        policy or open_policy(settings),
        clock,
    )


def connections(settings: Settings) -> list[Connection]:
    """Connections of the platforms that are set up. `Settings.for_serve` has checked that nothing is missing."""
    return [found for platform in settings.platforms if (found := platform.connection()) is not None]


def mail(settings: Settings) -> Mail | None:
    """Messenger for e-mail, if it is set up."""
    if settings.smtp_url is None or settings.mail_from is None:
        return None
    return Mail(MailServer.of(settings.smtp_url.get_secret_value()), settings.mail_from)


def syncing(settings: Settings, policy: Policy, store: Store) -> Syncing | None:
    """The reading of people from where they are kept, where the policy file names that. Raises Misconfigured."""
    kept = policy.people_from
    if kept.source is None:
        return None
    source = settings.source(kept.source, kept)
    return Syncing(store, source, kept.every, limit_of(policy), absences=kept.absences)


def limit_of(policy: Policy) -> Limit:
    """Largest number of people who may leave at once, from the policy settings."""
    return Limit(percent=policy.leave_percent, least=policy.leave_least)


def serve(settings: Settings) -> None:
    """Run the service until it is asked to stop (SIGINT, SIGTERM). Raises Misconfigured."""
    _leave_no_core()
    logs.configure(settings.log_level)
    policy = open_policy(settings)
    for note in policy.notes:
        logs.logger().warning("policy", reason=note)
    store = open_store(settings, policy=policy)
    try:
        asyncio.run(_serve(settings, store, syncing(settings, policy, store)))
    finally:
        store.close()


def keep_what_is_made() -> None:
    """Leave what the start has made out of every later search for garbage: it stays, and to go through it takes a tenth
    of a second in which nobody is answered.
    """
    gc.collect()
    gc.freeze()


def _leave_no_core() -> None:
    """Forbid core dumps, so that memory with keys and confidential text is never written to disk."""
    try:
        import resource  # noqa: PLC0415 - Windows has none, and writes no such files
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


async def _serve(settings: Settings, store: Store, from_elsewhere: Syncing | None) -> None:
    address = Address(host=settings.host, port=settings.port)
    files = EvidenceFolder(settings.evidence)
    heads = Heads(store, settings.heads_file)
    house = await House.open(store, connections(settings), address, mail(settings), files, from_elsewhere, heads)
    asked_to_stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(sign, asked_to_stop.set)
    try:
        await house.start()
        keep_what_is_made()
        logs.logger().info("serving", host=settings.host, port=settings.port)
        await asked_to_stop.wait()
    except OSError as error:
        raise Misconfigured(f"Port {settings.port} cannot be used: set HARBOUR_PORT to a free one.") from error
    finally:
        await house.stop()
