"""Short-lived tickets of Slack: trigger ids, response URLs, Socket Mode tickets."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

from adapters.playground.slack.refusals import ApiError
from adapters.playground.stand_in.patience import SLACK

#: Monotonic seconds. Real time, unless somebody injects their own.
Ticks = Callable[[], float]

RESPONSE_URL_SECONDS = 30 * 60.0
RESPONSE_URL_USES = 5


@dataclass(kw_only=True)
class Trigger:
    """The right to open one dialog for the person who has just acted."""

    user: str
    #: The view in which the person acted, if it was one.
    view: str | None
    since: float
    used: bool = False


class Triggers:
    """Trigger ids: single use, for a short life."""

    def __init__(self, ticks: Ticks = time.monotonic, *, life: float = SLACK.answer) -> None:
        self._ticks = ticks
        self._life = life
        self._triggers: dict[str, Trigger] = {}

    def issue(self, user: str, view: str | None = None) -> str:
        """A fresh trigger id for this user."""
        trigger_id = f"{secrets.randbelow(10**13)}.{secrets.randbelow(10**10)}.{secrets.token_hex(16)}"
        self._triggers[trigger_id] = Trigger(user=user, view=view, since=self._ticks())
        return trigger_id

    def exchange(self, trigger_id: object) -> Trigger:
        """Use it up. Refused if it is unknown, was used before, or its life is over."""
        trigger = self._triggers.get(trigger_id) if isinstance(trigger_id, str) else None
        if trigger is None:
            raise ApiError("invalid_trigger_id")
        if trigger.used:
            raise ApiError("exchanged_trigger_id")
        if self._ticks() - trigger.since > self._life:
            raise ApiError("expired_trigger_id")
        trigger.used = True
        return trigger


@dataclass(kw_only=True)
class ResponseUrl:
    """A webhook back to where a person acted."""

    user: str
    channel: str
    #: The message in which the person acted; None for a command.
    ts: str | None
    since: float
    uses: int = 0


class ResponseUrls:
    """Response URLs: five uses, thirty minutes."""

    def __init__(self, ticks: Ticks = time.monotonic) -> None:
        self._ticks = ticks
        self._urls: dict[str, ResponseUrl] = {}

    def issue(self, user: str, channel: str, ts: str | None = None) -> str:
        """The path of a fresh URL, relative to the server's root."""
        kind = "actions" if ts else "commands"
        path = f"{kind}/{secrets.token_urlsafe(18)}"
        self._urls[path] = ResponseUrl(user=user, channel=channel, ts=ts, since=self._ticks())
        return path

    def use(self, path: str) -> ResponseUrl:
        """Use it once. Refused if it is unknown, worn out or old."""
        url = self._urls.get(path)
        if url is None:
            raise ApiError("invalid_url")
        if self._ticks() - url.since > RESPONSE_URL_SECONDS:
            raise ApiError("expired_url")
        if url.uses >= RESPONSE_URL_USES:
            raise ApiError("used_url")
        url.uses += 1
        return url
