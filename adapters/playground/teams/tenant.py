"""The state of a Microsoft 365 tenant with one bot registered.

Everything happens in the thread of the event loop that serves it. Watchers subscribe to `feed`; readers take the
values of the attributes and leave them as they are.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from adapters.playground.stand_in.changes import Change, ChangeKind, Feed
from adapters.playground.stand_in.clock import WallClock
from adapters.playground.stand_in.patience import TEAMS, Patience
from adapters.playground.stand_in.refusals import CannotDo, Json
from adapters.playground.stand_in.sent import SentLog
from adapters.playground.teams.access import AccessTokens, Ticks
from adapters.playground.teams.dialogs import Dialogs
from adapters.playground.teams.faults import Faults
from adapters.playground.teams.inputs import first_state
from adapters.playground.teams.keys import SigningKeys
from adapters.playground.teams.members import Member, opaque
from adapters.playground.teams.surfaces import BOT, ChatMessage

if TYPE_CHECKING:
    from bot.ports import Clock

#: A channel of a team to which the app was added, where it says nothing confidential.
GENERAL = "19:7d6c0a52b1f84a1c9d1f3f5e8a4b2c60@thread.tacv2"


@dataclass(frozen=True, kw_only=True)
class BotApp:
    """The registration of the bot, and its credentials."""

    app_id: str = "3f2a9c1e-6b5d-4c7a-9e21-0d8f4b6a7c53"
    tenant_id: str = "c0ffee00-1d2e-4f3a-8b4c-5d6e7f809102"
    name: str = "Harbour"
    password: str = field(default_factory=lambda: secrets.token_urlsafe(30), repr=False)

    @property
    def account(self) -> str:
        """Bot's account id in the Bot Framework."""
        return f"28:{self.app_id}"


class Tenant:
    """The people, their chats with the app and their dialogs."""

    def __init__(
        self,
        members: Iterable[Member] = (),
        *,
        clock: Clock | None = None,
        ticks: Ticks = time.monotonic,
        app: BotApp | None = None,
        patience: Patience | None = None,
    ) -> None:
        self.app = app or BotApp()
        self.clock: Clock = clock or WallClock()
        self.feed = Feed()
        self.faults = Faults()
        self.sent = SentLog()
        self.patience = patience or TEAMS
        self.keys = SigningKeys()
        self.access = AccessTokens(ticks)
        self.dialogs = Dialogs(self.feed, self.next_id)
        #: By Entra object id.
        self.members: dict[str, Member] = {member.aad: member for member in members}
        #: The conversation id of each person's chat with the app, once there is one.
        self.chats: dict[str, str] = {}
        #: Every message, by conversation and id, oldest first.
        self.messages: dict[str, dict[str, ChatMessage]] = {GENERAL: {}}
        #: What was taken away, as it stood last.
        self.taken: list[ChatMessage] = []
        #: The ids of the messages with which the app has greeted somebody to whom it was added.
        self.greetings: set[str] = set()
        #: Where the Bot Connector listens, such as "http://127.0.0.1:40001/emea/"; set by the server.
        self.service_url = ""
        self._last_id = 0

    # -- people ------------------------------------------------------------------------------------

    def add_member(self, member: Member) -> Member:
        """Let somebody join."""
        self.members[member.aad] = member
        self.feed.publish(Change(kind=ChangeKind.USER, user=member.aad))
        return member

    def change_member(self, aad: str, **changes: object) -> Member:
        """Change fields of a member, such as `deleted=True`."""
        return self.add_member(replace(self.members[aad], **changes))  # type: ignore[arg-type]

    def install(self, aad: str) -> str:
        """The app is added for them: the conversation id of their chat with it. Delivers nothing."""
        self.change_member(aad, installed=True)
        return self.chat_with(aad)

    def uninstall(self, aad: str) -> None:
        """They take the app away, or their administrator does. Delivers nothing."""
        self.change_member(aad, installed=False)

    def find_member(self, name: str) -> Member:
        """Somebody by Entra object id, account, short name, full name, e-mail or first name. Raises CannotDo."""
        wanted = name.casefold()
        tests: tuple[Callable[[Member], str], ...] = (
            lambda member: member.aad,
            lambda member: member.account,
            lambda member: member.name,
            lambda member: member.real_name,
            lambda member: member.email,
            lambda member: member.real_name.partition(" ")[0],
        )
        for spelling in tests:
            found = [member for member in self.members.values() if spelling(member).casefold() == wanted]
            if len(found) == 1:
                return found[0]
        raise CannotDo(f"Nobody in the tenant is called {name!r}, or several people are.")

    def known(self, id_: str) -> Member | None:
        """The member whose Entra object id or account this is."""
        return self.members.get(id_) or next((m for m in self.members.values() if m.account == id_), None)

    # -- chats -------------------------------------------------------------------------------------

    def chat_with(self, aad: str) -> str:
        """The conversation id of a person's chat with the app: made if there is none yet, the same for ever."""
        if aad not in self.chats:
            conversation = f"a:1{opaque(self.app.app_id, aad, 'chat', length=80)}"
            self.chats[aad] = conversation
            self.messages[conversation] = {}
        return self.chats[aad]

    def member_of(self, conversation: str) -> str | None:
        """The Entra object id of the person whose chat with the app this is."""
        return next((aad for aad, chat in self.chats.items() if chat == conversation), None)

    def post(
        self,
        conversation: str,
        by: str = BOT,
        text: str = "",
        *,
        card: Json | None = None,
        summary: str = "",
        reply_to: str | None = None,
    ) -> ChatMessage:
        """Put a message into a conversation, as the app or as somebody (their Entra object id)."""
        message = ChatMessage(
            id=self.next_id(),
            conversation=conversation,
            by=by,
            at=self.clock.now(),
            text=text,
            card=card,
            summary=summary,
            reply_to=reply_to,
            values=first_state(card) if card is not None else {},
        )
        self.messages[conversation][message.id] = message
        self._tell(ChangeKind.MESSAGE, message)
        return message

    def message(self, conversation: str, id_: str) -> ChatMessage | None:
        """The message at this place."""
        return self.messages.get(conversation, {}).get(id_)

    def rewrite(self, message: ChatMessage, text: str = "", *, card: Json | None = None, summary: str = "") -> None:
        """Rewrite a message as a whole: the values of its inputs are lost."""
        message.text, message.card, message.summary = text, card, summary
        message.values, message.errors = (first_state(card) if card is not None else {}), {}
        message.edited = self.clock.now()
        self._tell(ChangeKind.REWRITTEN, message)

    def delete(self, message: ChatMessage) -> None:
        """Take a message away."""
        del self.messages[message.conversation][message.id]
        self.taken.append(message)
        self._tell(ChangeKind.DELETED, message)

    def typed(self, message: ChatMessage, input_id: str, value: str) -> None:
        """Somebody has typed or chosen something in the card of a message."""
        message.values[input_id] = value
        self._tell(ChangeKind.TYPED, message)

    def seen_by(self, aad: str) -> list[ChatMessage]:
        """Messages in the person's chat with the app, oldest first."""
        conversation = self.chats.get(aad)
        return list(self.messages[conversation].values()) if conversation is not None else []

    def came_to(self, aad: str) -> list[ChatMessage]:
        """All messages ever in the person's chat with the app, oldest first, those taken away included."""
        taken = (message for message in self.taken if message.conversation == self.chats.get(aad))
        return sorted((*self.seen_by(aad), *taken), key=lambda message: int(message.id))

    def next_id(self) -> str:
        """A fresh id as Teams gives messages: the milliseconds since 1970, by the tenant's clock, unique."""
        self._last_id = max(self._last_id + 1, int(self.clock.now().timestamp() * 1000))
        return str(self._last_id)

    def _tell(self, kind: ChangeKind, message: ChatMessage) -> None:
        user = self.member_of(message.conversation)
        self.feed.publish(Change(kind=kind, user=user, channel=message.conversation, ref=message.id))
