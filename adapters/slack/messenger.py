"""Messenger of the courier for Slack: a direct message with the bot, and nowhere else.

Messages hold no content (architecture, idea 3), unfurl nothing and are paced to about one a second in a channel. Slack
has no idempotency key: after a timeout a message may be sent a second time. It silently accepts a message to a closed
account, so the recipient is checked first.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.chat.errors import Unrenderable
from adapters.chat.pace import SharedPace
from adapters.slack import cards
from adapters.slack.errors import OF_ACCOUNT, UNREACHED, about, code, delivery_error
from adapters.slack.identity import has_confirmed
from adapters.slack.pace import Pace
from adapters.slack.platform import SLACK
from bot.chat.cards import Card
from bot.errors import About, DeliveryError, HarbourError
from bot.people import Person, PersonId

#: Saves a Slack id that was found: (person, Slack id, the one it replaces). Returns True if it is theirs.
Remember = Callable[[PersonId, str, str | None], Awaitable[bool]]

_MOST = 10_000
#: Marks in a profile of an account that must not get anything confidential.
_BARRED = ("deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_stranger")


_UNREADABLE = "Slack: an answer that cannot be read"


class _NotThere(DeliveryError):
    """Slack knows no such account."""

    def __init__(self) -> None:
        super().__init__("Slack: user_not_found", about=About.CHAT)


class SlackMessenger:
    """The messenger of one workspace (`bot.ports.Messenger`).

    `pace` is seconds between two messages in a channel, `holds` seconds for which somebody whose
    account was open is not looked at again; what is `shared` of the pace is kept with all replicas.
    """

    platform = SLACK.name

    def __init__(
        self,
        client: AsyncWebClient,
        remember: Remember,
        *,
        pace: float = 1.0,
        holds: float = 60.0,
        shared: SharedPace | None = None,
    ) -> None:
        self._client = client
        self._remember = remember
        self._pace = Pace(pace, shared=shared)
        self._holds = holds
        self._channels: OrderedDict[str, str] = OrderedDict()
        #: Until when, in the event loop's time, an account counts as open.
        self._open_until: OrderedDict[str, float] = OrderedDict()

    def reaches(self, person: Person) -> bool:
        """True if they are known in Slack, or can be looked up by e-mail."""
        return person.active and bool(SLACK.name in person.ids or person.email)

    async def send(self, person: Person, card: Card, *, urgent: bool = False) -> str:  # noqa: ARG002 - says it all the same
        """Post the card to the person alone. Raises DeliveryError.

        Returns `channel ts`, where Slack put it.
        """
        user = await self._account(person)
        try:
            return await self.post(await self._channel(user), card)
        except DeliveryError as refused:
            self._channels.pop(user, None)  # it may be the channel: opened anew, now or the next time
            if refused.about is not About.CHAT:
                raise
        return await self.post(await self._channel(user), card)

    async def post(self, channel: str, card: Card) -> str:
        """Post the card in a direct message that is open already. Raises DeliveryError."""
        drawn = _drawn(card)
        async with self._calling(channel):
            posted = await self._client.chat_postMessage(
                channel=channel, **drawn, unfurl_links=False, unfurl_media=False, mrkdwn=False
            )
        return f"{channel} {posted.get('ts')}"

    async def rewrite(self, address: str, card: Card) -> None:
        """Write the message at this address again. Raises DeliveryError."""
        channel, _, ts = address.partition(" ")
        drawn = _drawn(card)
        async with self._calling(channel):
            await self._client.chat_update(channel=channel, ts=ts, **drawn)

    async def remove(self, address: str) -> None:
        """Delete the message at this address, if it is still there. Raises DeliveryError."""
        channel, _, ts = address.partition(" ")
        async with self._calling(channel):
            try:
                await self._client.chat_delete(channel=channel, ts=ts)
            except SlackApiError as error:
                if code(error) != "message_not_found":
                    raise

    async def _channel(self, user: str) -> str:
        if user not in self._channels:
            async with self._calling(""):
                opened = await self._opened(user)
            channel = opened.get("channel")
            found = channel.get("id") if isinstance(channel, dict) else None
            if not isinstance(found, str):
                raise DeliveryError("Slack: no channel")
            self._channels[user] = found
            while len(self._channels) > _MOST:
                self._channels.popitem(last=False)
        return self._channels[user]

    async def _opened(self, user: str) -> AsyncSlackResponse:
        """Asked for by the person and by no channel: that a channel is not found is no news about them."""
        try:
            return await self._client.conversations_open(users=user)
        except SlackApiError as error:
            name = code(error)
            if about(name) is About.CHAT and name not in OF_ACCOUNT:
                raise DeliveryError(f"Slack: {name}, though no channel was named") from None
            raise

    async def _account(self, person: Person) -> str:
        """The Slack id of their open account. One that was learnt and is unknown to Slack is looked up again."""
        known = person.ids.get(SLACK.name)
        if known is None:
            return await self._looked_up(person)
        try:
            await self._has_open_account(known)
        except _NotThere:
            if SLACK.name in person.given or not person.email:
                raise
            return await self._looked_up(person, instead_of=known)
        return known

    async def _looked_up(self, person: Person, instead_of: str | None = None) -> str:
        """The account with their address, if it is confirmed and nobody else's. Raises DeliveryError."""
        if not person.email:
            raise DeliveryError("Slack: neither an id nor an e-mail address", about=About.PERSON)
        async with self._calling(""):
            answer = await self._client.users_lookupByEmail(email=person.email)
        user = answer.get("user")
        found = user.get("id") if isinstance(user, dict) else None
        if not isinstance(user, dict) or not isinstance(found, str):
            raise DeliveryError(_UNREADABLE)
        self._look_at(found, user)
        if not has_confirmed(user):
            raise DeliveryError("Slack: the address is not confirmed", about=About.PERSON)
        if not await self._is_theirs(person, found, instead_of):
            raise DeliveryError("Slack: the account is somebody else's", about=About.PERSON)
        return found

    async def _is_theirs(self, person: Person, found: str, instead_of: str | None) -> bool:
        try:
            return await self._remember(person.id, found, instead_of)
        except HarbourError:  # somebody changed it a moment ago: it is looked up again the next time
            raise DeliveryError("Slack: the account could not be kept") from None

    async def _has_open_account(self, user: str) -> None:
        """Raises DeliveryError if the account has been closed, also after earlier messages."""
        if self._open_until.get(user, 0.0) > asyncio.get_running_loop().time():
            return
        async with self._calling(""):
            try:
                answer = await self._client.users_info(user=user)
            except SlackApiError as error:
                if code(error) == "user_not_found":
                    raise _NotThere from None
                raise
        self._look_at(user, answer.get("user"))

    def _look_at(self, user: str, profile: object) -> None:
        """Remember the open account of a member of staff, so as not to ask again soon. Raises DeliveryError for any
        other.
        """
        if not isinstance(profile, dict):
            raise DeliveryError(_UNREADABLE)
        if any(profile.get(key) for key in _BARRED):
            raise DeliveryError("Slack: no account of a member of staff", about=About.PERSON)
        self._open_until[user] = asyncio.get_running_loop().time() + self._holds
        self._open_until.move_to_end(user)
        while len(self._open_until) > _MOST:
            self._open_until.popitem(last=False)

    @asynccontextmanager
    async def _calling(self, channel: str) -> AsyncIterator[None]:
        """Pace a call, and turn its failures into a DeliveryError."""
        await self._pace.turn(channel)
        try:
            yield
        except (SlackApiError, *UNREACHED) as error:
            problem = delivery_error(error)
            if problem.retry_after is not None:
                await self._pace.wait(problem.retry_after)
            raise problem from None


def _drawn(card: Card) -> cards.Json:
    try:
        return cards.message(card)
    except Unrenderable as broken:
        raise DeliveryError("Slack: a card that breaks a limit", about=About.MESSAGE) from broken
