"""Everything that the app has sent, kept so that it can be searched for a confidential word."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from adapters.playground.stand_in.refusals import Json


class Channel(StrEnum):
    """Kind of place to which something leaves the app, and so its later readers."""

    #: Into a chat: stays, is exported, shows on a locked screen.
    MESSAGE = "message"
    #: Into a chat for one person, until they reload.
    EPHEMERAL = "ephemeral"
    #: Into a dialog or a home tab: no part of any history.
    VIEW = "view"
    #: Questions to the Web API, such as a user's id.
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Sent:
    """One thing sent, taken or refused."""

    #: The Web API method, or "command", "response_url", "view_submission" for answers.
    by: str
    channel: Channel
    payload: Json

    @cached_property
    def text(self) -> str:
        """The whole payload as text, with nothing escaped that a search would miss."""
        return json.dumps(self.payload, ensure_ascii=False)

    @cached_property
    def folded(self) -> str:
        """The same for a search in upper or lower case."""
        return self.text.casefold()


def channel_of(method: str) -> Channel:
    """Surface on which a method's payload is shown."""
    if method == "chat.postEphemeral":
        return Channel.EPHEMERAL
    if method.startswith("chat."):
        return Channel.MESSAGE
    return Channel.VIEW if method.startswith("views.") else Channel.OTHER


class SentLog:
    """Log of everything sent, in order."""

    def __init__(self) -> None:
        self._sent: list[Sent] = []

    def __iter__(self) -> Iterator[Sent]:
        return iter(tuple(self._sent))

    def __len__(self) -> int:
        return len(self._sent)

    def note(self, by: str, channel: Channel, payload: Json) -> None:
        """Keep it."""
        self._sent.append(Sent(by=by, channel=channel, payload=payload))

    def containing(self, word: str, *channels: Channel) -> list[Sent]:
        """Sent payloads with this word in upper or lower case, in these channels or in all."""
        wanted = word.casefold()
        return [s for s in self._sent if (not channels or s.channel in channels) and wanted in s.folded]
