"""The access tokens with which the app speaks to the Bot Connector."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable

#: Seconds, from any beginning.
Ticks = Callable[[], float]
#: What Microsoft's own live for, in seconds.
LIFE = 3599


class AccessTokens:
    """Those that were handed out."""

    def __init__(self, ticks: Ticks = time.monotonic, *, life: int = LIFE) -> None:
        self._ticks = ticks
        #: How long the next one lives, in seconds.
        self.life = life
        #: How many were handed out.
        self.issued = 0
        self._until: dict[str, float] = {}

    def issue(self) -> str:
        """A fresh one."""
        token = secrets.token_urlsafe(48)
        self._until[token] = self._ticks() + self.life
        self.issued += 1
        return token

    def is_valid(self, token: str) -> bool:
        """True if it was handed out and lives still."""
        return self._ticks() < self._until.get(token, float("-inf"))

    def revoke_all(self) -> None:
        """None that was handed out is good any longer, as when the app's password is changed."""
        self._until.clear()
