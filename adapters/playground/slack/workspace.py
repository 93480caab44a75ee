"""The state of a Slack workspace with one app installed.

Everything happens in the thread of the event loop that serves it. Watchers subscribe to `feed`; readers take the
values of the attributes and leave them as they are.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from adapters.playground.slack.dialogs import Dialogs
from adapters.playground.slack.faults import Faults
from adapters.playground.slack.installation import Installation
from adapters.playground.slack.refusals import ApiError
from adapters.playground.slack.surfaces import Message
from adapters.playground.slack.tickets import ResponseUrls, Ticks, Triggers
from adapters.playground.slack.users import User
from adapters.playground.stand_in.changes import Change, ChangeKind, Feed
from adapters.playground.stand_in.clock import WallClock
from adapters.playground.stand_in.patience import SLACK, Patience
from adapters.playground.stand_in.refusals import CannotDo, Json
from adapters.playground.stand_in.sent import SentLog

if TYPE_CHECKING:
    from bot.ports import Clock

#: A public channel that the app is not in.
GENERAL = "C0GENERAL"


class Workspace:
    """The users, their chats with the app, their dialogs and home tabs."""

    def __init__(
        self,
        users: Iterable[User] = (),
        *,
        clock: Clock | None = None,
        ticks: Ticks = time.monotonic,
        app: Installation | None = None,
        patience: Patience | None = None,
    ) -> None:
        self.app = app or Installation()
        self.clock: Clock = clock or WallClock()
        self.feed = Feed()
        self.faults = Faults()
        self.sent = SentLog()
        self.patience = patience or SLACK
        self.triggers = Triggers(ticks, life=self.patience.answer)
        self.response_urls = ResponseUrls(ticks)
        self.dialogs = Dialogs(self.app, self.feed, self.clock, self.next_id)
        bot = User(id=self.app.bot_user, name="harbour", real_name=self.app.bot_name, is_bot=True)
        self.users: dict[str, User] = {user.id: user for user in (bot, *users)}
        #: The id of each person's chat with the app.
        self.chats: dict[str, str] = {}
        #: Every message, by channel and ts, oldest first.
        self.messages: dict[str, dict[str, Message]] = {GENERAL: {}}
        #: What was taken away, as it stood last.
        self.taken: list[Message] = []
        #: Where the server listens, such as "http://127.0.0.1:40001/"; set by it.
        self.root_url = ""
        self._numbers = count(1)
        self._last_ts = 0

    # -- people ------------------------------------------------------------------------------------

    def add_user(self, user: User) -> User:
        """Let somebody join."""
        self.users[user.id] = user
        self.feed.publish(Change(kind=ChangeKind.USER, user=user.id))
        return user

    def change_user(self, user: str, **changes: object) -> User:
        """Change fields of an account, such as `deleted=True`."""
        return self.add_user(replace(self.users[user], **changes))  # type: ignore[arg-type]

    def deactivate(self, user: str) -> User:
        """Close somebody's account."""
        return self.change_user(user, deleted=True)

    def user(self, user: object) -> User:
        """The user with this id. Refused with user_not_found."""
        found = self.users.get(user) if isinstance(user, str) else None
        if found is None:
            raise ApiError("user_not_found")
        return found

    def find_user(self, name: str) -> User:
        """Somebody by id, short name, full name, first name or e-mail. Raises CannotDo."""
        wanted = name.casefold()
        tests: tuple[Callable[[User], str], ...] = (
            lambda user: user.id,
            lambda user: user.name,
            lambda user: user.real_name,
            lambda user: user.email,
            lambda user: user.real_name.partition(" ")[0],
        )
        for spelling in tests:
            found = [user for user in self.users.values() if spelling(user).casefold() == wanted]
            if len(found) == 1:
                return found[0]
        raise CannotDo(f"Nobody in the workspace is called {name!r}, or several people are.")

    # -- chats -------------------------------------------------------------------------------------

    def chat_with(self, user: str) -> str:
        """The channel id of a person's chat with the app; opened if there is none yet."""
        if user not in self.chats:
            channel = "D" + user.removeprefix("U")
            self.chats[user] = channel
            self.messages[channel] = {}
        return self.chats[user]

    def member_of(self, channel: str) -> str | None:
        """The person whose chat with the app this is."""
        return next((user for user, chat in self.chats.items() if chat == channel), None)

    def post(
        self,
        channel: str,
        user: str,
        text: str,
        blocks: Sequence[Json] | None = None,
        *,
        only_for: str | None = None,
    ) -> Message:
        """Put a message into a channel, as this user."""
        message = Message(ts=self.next_ts(), channel=channel, user=user, text=text, only_for=only_for)
        message.rewrite(None, blocks)
        self.messages[channel][message.ts] = message
        self._tell(ChangeKind.EPHEMERAL if only_for else ChangeKind.MESSAGE, message)
        return message

    def message(self, channel: str, ts: object, *, ephemeral: bool = False) -> Message:
        """The message at this place. Refused with message_not_found."""
        message = self.messages.get(channel, {}).get(ts) if isinstance(ts, str) else None
        if message is None or (message.only_for is not None and not ephemeral):
            raise ApiError("message_not_found")
        return message

    def rewrite(self, message: Message, text: str | None, blocks: Sequence[Json] | None) -> None:
        """Rewrite a message; None leaves a part as it was."""
        message.rewrite(text, blocks)
        message.edited = self.next_ts()
        self._tell(ChangeKind.REWRITTEN, message)

    def delete(self, message: Message) -> None:
        """Take a message away."""
        del self.messages[message.channel][message.ts]
        self.taken.append(message)
        self._tell(ChangeKind.DELETED, message)

    def reload(self, user: str) -> None:
        """The person starts their client again: ephemeral messages are gone."""
        for channel in self.messages.values():
            for message in [m for m in channel.values() if m.only_for == user]:
                self.delete(message)

    def seen_by(self, user: str) -> list[Message]:
        """Messages in the person's chat with the app, and those shown to them alone, oldest first."""
        return self._of(user, (m for channel in self.messages.values() for m in channel.values()))

    def came_to(self, user: str) -> list[Message]:
        """All messages ever sent to the person by the app, oldest first, those taken away included."""
        return self._of(user, (*self.seen_by(user), *self.taken))

    def _of(self, user: str, messages: Iterable[Message]) -> list[Message]:
        chat = self.chats.get(user)
        mine = [m for m in messages if m.only_for == user or (m.channel == chat and m.only_for is None)]
        return sorted(mine, key=lambda m: float(m.ts))

    # -- numbers -----------------------------------------------------------------------------------

    def next_ts(self) -> str:
        """A fresh message timestamp, by the workspace's clock: seconds with six decimals, unique."""
        micros = int(self.clock.now().timestamp() * 1_000_000)
        self._last_ts = max(self._last_ts + 1, micros)
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def next_id(self, letter: str) -> str:
        """A fresh id, such as "V00000007"."""
        return f"{letter}{next(self._numbers):08d}"

    def _tell(self, kind: ChangeKind, message: Message) -> None:
        user = message.only_for or self.member_of(message.channel)
        self.feed.publish(Change(kind=kind, user=user, channel=message.channel, ref=message.ts))
