"""Read-only access to the database: nothing is created, nothing is committed."""

from __future__ import annotations

from typing import TypeVar

from bot.access import may
from bot.policy import Policy
from bot.ports import Clock
from bot.topics import RECORDS, WORDS
from storage.context import Kinds, StoreContext
from storage.crypto import Keyring
from storage.database import address, opened
from storage.runners import Work
from storage.session import Session, phrasebook
from storage.store import vault_of
from storage.unit_of_work import UnitOfWork

T = TypeVar("T")


def look(url: str, keys: str, policy: Policy, clock: Clock, work: Work[T]) -> T:
    """Result of a unit of work whose changes are dropped, in a database with the current schema.

    Raises Misconfigured where it cannot be opened, or has other keys.
    """
    with opened(address(url), commits=False) as connection:
        vault = vault_of(connection, Keyring.parse(keys))
        session = Session(connection.connection.cursor(), phrasebook(connection.dialect))
        return work(UnitOfWork(session, StoreContext(policy, vault, Kinds(RECORDS), WORDS, may), clock.now()))
