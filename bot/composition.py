"""The composition: builds the running house out of the core, the adapters and the storage."""

from __future__ import annotations

from datetime import UTC, datetime

from adapters.calendar import BankHolidays
from bot.errors import Misconfigured
from bot.policy import Policy
from bot.ports import Clock
from bot.settings import Settings
from storage import Store


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The moment, in UTC and aware of it."""
        return datetime.now(UTC)


def open_policy(settings: Settings) -> Policy:
    """The organisation's policy with the bank holidays of Scotland. Raises Misconfigured."""
    return Policy.load(settings.policy, closed_days=BankHolidays())


def open_store(settings: Settings, clock: Clock | None = None) -> Store:
    """The database, opened with its keys. Raises Misconfigured."""
    if settings.encryption_keys is None:
        raise Misconfigured(
            "HARBOUR_ENCRYPTION_KEYS is not set: run 'harbour keys new' and set it to what that prints."
        )
    return Store(
        settings.database_url.get_secret_value(),
        settings.encryption_keys.get_secret_value(),
        open_policy(settings),
        clock or SystemClock(),
    )
