"""The Bot Framework SDK (botbuilder 4.17.1), known to no other module.

Its weak parts are not used (platform page: teams): it would send by `requests` in threads that nobody can stop, wait
100 seconds, sign with MSAL inside the event loop, stumble over the HTML of a gateway, and answer an invoke twice
serialised. So its connector sends through one aiohttp session of ours, with a token that was fetched without blocking,
each call is bounded, and every failure is a `TeamsError`. `on_turn_error` stays unset: it swallows errors.
"""

from __future__ import annotations

import asyncio
import re
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, ClassVar

import aiohttp
from botbuilder.core import CloudAdapterBase, TurnContext  # type: ignore[import-untyped]
from botbuilder.schema import (  # type: ignore[import-untyped]
    Activity,
    Attachment,
    ChannelAccount,
    ConversationAccount,
    ConversationParameters,
    ConversationReference,
)
from botframework.connector.aio import ConnectorClient  # type: ignore[import-untyped]
from botframework.connector.aio.operations_async import (  # type: ignore[import-untyped]
    ConversationsOperations,
)
from botframework.connector.auth import (  # type: ignore[import-untyped]
    BotFrameworkAuthentication,
    ClaimsIdentity,
    ConnectorFactory,
)
from botframework.connector.auth.authenticate_request_result import (  # type: ignore[import-untyped]
    AuthenticateRequestResult,
)
from botframework.connector.bot_framework_sdk_client_async import (  # type: ignore[import-untyped]
    BotFrameworkConnectorConfiguration,
)
from msrest.authentication import Authentication
from msrest.exceptions import (  # type: ignore[attr-defined]
    ClientException,
    DeserializationError,
    SerializationError,
)
from msrest.pipeline import Request, Response
from msrest.pipeline.async_abc import AsyncHTTPSender, AsyncPipeline
from msrest.pipeline.universal import RawDeserializer
from msrest.universal_http import ClientRequest, HTTPClientResponse
from multidict import CIMultiDict

from adapters.teams.errors import TeamsError
from adapters.teams.inbound import CHANNEL, Heard, Kind
from adapters.teams.reference import Member, Reference
from adapters.teams.wire import Tokens, Wire
from bot.errors import DeliveryError

Json = dict[str, Any]

#: How many Bot Connectors' clients are kept; a tenant has one, rarely two.
_MOST_CLIENTS = 16
_ID = re.compile(r"[\x21-\x7e]{1,500}")
_NO_SUCH_ROUTE = frozenset({404, 405, 501})
#: Page size for the members of a chat. A personal chat has one.
_MOST_PAGES = 5


class Turn:
    """Replies to the act that is being answered."""

    def __init__(self, context: TurnContext, calling: _Calling) -> None:
        self._context = context
        self._calling = calling

    async def reply(self, activity: Json) -> str:
        """Answer with a message; returns its id. Raises TeamsError."""
        async with self._calling():
            return _id(await self._context.send_activity(_activity(activity)))

    async def update(self, activity_id: str, activity: Json) -> None:
        """Write one of our messages of this chat again. Raises TeamsError."""
        async with self._calling():
            await self._context.update_activity(_activity(activity, activity_id))


class Bot:
    """The bot of one app id, over any Bot Connector. Build it in a running event loop; end it with `close`.

    `seconds` bounds every call, with the fetching of a token that it may need.
    """

    def __init__(self, app_id: str, tokens: Tokens, *, seconds: float = 5.0) -> None:
        self._app_id = app_id
        self._seconds = seconds
        self._wire = Wire(tokens, connect=seconds)
        self._connectors = _Connectors(_Sender(self._wire))
        self._adapter = CloudAdapterBase(_Trust(self._connectors))

    async def close(self) -> None:
        """Let go of the connections."""
        await self._wire.close()

    async def process(self, heard: Heard, answer: Callable[[Turn], Awaitable[Json | None]]) -> tuple[int, Json | None]:
        """Pass a verified activity through the SDK to `answer`.

        The SDK is given checked ids alone. Returns the status and the JSON body of the HTTP answer; the SDK's own
        answer to an invoke is discarded. Raises any error of `answer`.
        """
        body: Json | None = None

        async def logic(context: TurnContext) -> None:
            nonlocal body
            body = await answer(Turn(context, self._bounded))

        await self._adapter.process_activity(self._verified(), self._heard(heard), logic)
        return 200, body

    async def send(self, reference: Reference, activity: Json) -> str:
        """Post a message into a chat; returns its id. Raises TeamsError."""
        sent = ""

        async def logic(context: TurnContext) -> None:
            nonlocal sent
            context.activity.id = None  # the SDK's own invention: nothing is answered
            sent = _id(await context.send_activity(_activity(activity)))

        await self._continue(reference, logic)
        return sent

    async def update(self, reference: Reference, activity_id: str, activity: Json) -> None:
        """Write a message of ours again. Raises TeamsError."""

        async def logic(context: TurnContext) -> None:
            context.activity.id = None
            await context.update_activity(_activity(activity, activity_id))

        await self._continue(reference, logic)

    async def delete(self, reference: Reference, activity_id: str) -> None:
        """Take a message of ours away. Raises TeamsError."""

        async def logic(context: TurnContext) -> None:
            context.activity.id = None
            await context.delete_activity(activity_id)

        await self._continue(reference, logic)

    async def open(self, service_url: str, tenant: str, user: str) -> Reference:
        """Open the personal chat with the person of this Entra object id, or find it open. Raises TeamsError."""
        wanted = _Chat(
            is_group=False,
            bot=self._bot,
            members=[ChannelAccount(id=user)],
            tenant_id=tenant,
            channel_data={"tenant": {"id": tenant}},
        )
        async with self._bounded():
            conversations = (await self._connectors.create(service_url)).conversations
            opened = _id(await conversations.create_conversation(wanted))
        if not opened:
            raise TeamsError("NoConversation")
        return Reference(service=service_url, conversation=opened, user=user)

    async def member(self, reference: Reference, user: str) -> Member | None:
        """The person of this id (`29:…` or an Entra object id) as a member of the chat; None if they are not.

        Raises TeamsError. Some Bot Connectors only list all members, some of those in pages.
        """
        async with self._bounded():
            conversations = (await self._connectors.create(reference.service)).conversations
            try:
                return _member(await conversations.get_conversation_member(reference.conversation, user))
            except TeamsError as error:
                if error.status not in _NO_SUCH_ROUTE:
                    raise
            members = map(_member, await _listed(conversations, reference.conversation))
            return next((m for m in members if user in (m.account, m.user)), None)

    @property
    def _bot(self) -> ChannelAccount:
        return ChannelAccount(id=f"28:{self._app_id}")

    async def _continue(self, reference: Reference, logic: Callable[[TurnContext], Awaitable[None]]) -> None:
        chat = ConversationReference(
            channel_id=CHANNEL,
            service_url=reference.service,
            conversation=ConversationAccount(id=reference.conversation),
            bot=self._bot,
            user=ChannelAccount(id=reference.user) if reference.user else None,
        )
        async with self._bounded():
            await self._adapter.continue_conversation_with_claims(self._claims(), chat, None, logic)

    def _claims(self) -> ClaimsIdentity:
        return self._adapter.create_claims_identity(self._app_id)

    def _verified(self) -> AuthenticateRequestResult:
        result = AuthenticateRequestResult()
        result.claims_identity = self._claims()
        result.connector_factory = self._connectors
        return result

    def _heard(self, heard: Heard) -> Activity:
        # Only a message can be answered; other events are not in the chat.
        is_message = heard.kind in {Kind.TYPED, Kind.CHAT, Kind.ELSEWHERE} and not heard.is_invoke
        return Activity(
            type="invoke" if heard.is_invoke else "message",
            id=heard.activity if is_message else None,
            channel_id=CHANNEL,
            service_url=heard.service_url,
            from_property=ChannelAccount(id=heard.account, aad_object_id=heard.user),
            recipient=self._bot,
            conversation=ConversationAccount(id=heard.conversation, tenant_id=heard.tenant),
        )

    @asynccontextmanager
    async def _bounded(self) -> AsyncIterator[None]:
        """Bound a call in time, and turn every failure into a TeamsError."""
        try:
            async with asyncio.timeout(self._seconds):
                yield
        except TimeoutError:
            raise TeamsError("Timeout") from None
        except DeliveryError as refused:
            raise TeamsError("NoToken", retry_after=refused.retry_after, mend=refused.mend) from refused
        except (aiohttp.ClientError, OSError):
            raise TeamsError("NotReached") from None
        except (ClientException, DeserializationError, SerializationError, UnicodeDecodeError, RecursionError):
            raise TeamsError("Unreadable") from None


_Calling = Callable[[], AbstractAsyncContextManager[None]]


class _Connectors(ConnectorFactory):  # type: ignore[misc]
    """Makes the SDK's clients of the Bot Connector, one for each address."""

    def __init__(self, sender: _Sender) -> None:
        self._sender = sender
        self._clients: OrderedDict[str, ConnectorClient] = OrderedDict()

    async def create(self, service_url: str, audience: str | None = None) -> ConnectorClient:  # noqa: ARG002 - the SDK's
        """The client for this address."""
        if "{" in service_url or "}" in service_url:
            raise TeamsError("BadAddress")  # the SDK takes it for a template
        if service_url not in self._clients:
            # Required and not used: the sender signs, which may wait for a token as the SDK's own policies cannot.
            config = BotFrameworkConnectorConfiguration(Authentication(), service_url, pipeline_type=self._pipeline)
            self._clients[service_url] = ConnectorClient(config.credentials, custom_configuration=config)
            while len(self._clients) > _MOST_CLIENTS:
                self._clients.popitem(last=False)
        return self._clients[service_url]

    def _pipeline(self, config: BotFrameworkConnectorConfiguration) -> AsyncPipeline[ClientRequest, HTTPClientResponse]:
        return AsyncPipeline([config.user_agent_policy, RawDeserializer()], self._sender)


class _Chat(ConversationParameters):  # type: ignore[misc]
    """A chat to open. The SDK writes `tenantID`, while the Bot Connector reads `tenantId`."""

    _attribute_map: ClassVar[Json] = {
        **ConversationParameters._attribute_map,
        "tenant_id": {"key": "tenantId", "type": "str"},
    }


class _Trust(BotFrameworkAuthentication):  # type: ignore[misc]
    """Authentication that asks nothing: tokens are verified before the SDK sees a request (`adapters.teams.tokens`)."""

    def __init__(self, connectors: _Connectors) -> None:
        self._connectors = connectors

    async def authenticate_request(self, activity: Activity, auth_header: str) -> AuthenticateRequestResult:  # noqa: ARG002 - the SDK's
        """Never called: activities are verified before."""
        raise PermissionError

    async def authenticate_streaming_request(
        self,
        auth_header: str,  # noqa: ARG002 - the SDK's
        channel_id_header: str,  # noqa: ARG002 - the SDK's
    ) -> AuthenticateRequestResult:
        """Not asked: nothing streams."""
        raise PermissionError

    def create_connector_factory(self, claims_identity: ClaimsIdentity) -> ConnectorFactory:  # noqa: ARG002 - the SDK's
        """Ours."""
        return self._connectors

    async def create_user_token_client(self, claims_identity: ClaimsIdentity) -> None:
        """Nobody signs in through the bot."""


class _Sender(AsyncHTTPSender[ClientRequest, HTTPClientResponse]):
    """Sender that puts the SDK's requests through our own HTTP connection."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def __aexit__(self, *details: object) -> None:
        """The wire is the bot's to close."""

    async def send(
        self,
        request: Request[ClientRequest],
        **config: object,  # noqa: ARG002 - the SDK's
    ) -> Response[ClientRequest, HTTPClientResponse]:
        """Send it; how is not the SDK's to say."""
        asked = request.http_request
        found = await self._wire.call(asked.method, asked.url, asked.headers, asked.data)
        answered = _Answered(asked, found)
        answered.status_code, answered.headers, answered.reason = found.status, CIMultiDict(found.headers), found.reason
        return Response(request, answered)


class _Answered(HTTPClientResponse):
    """An answer as the SDK's deserialiser wants it."""

    def body(self) -> bytes:
        """All of it; also where there is nothing, at which the SDK's own stumbles."""
        return bytes(self.internal_response.body)


_FIELDS = {
    "type": "type",
    "text": "text",
    "textFormat": "text_format",
    "summary": "summary",
    "replyToId": "reply_to_id",
    "channelData": "channel_data",
}


def _activity(body: Json, activity_id: str | None = None) -> Activity:
    """The message as the SDK wants it; ValueError for a field that it would drop."""
    plain = {_FIELDS[key]: value for key, value in body.items() if key in _FIELDS}
    drawn = body.get("attachments", [])
    if unknown := body.keys() - _FIELDS.keys() - {"attachments"}:
        raise ValueError(f"an activity with {sorted(unknown)}")
    attachments = [Attachment(content_type=a["contentType"], content=a["content"]) for a in drawn]
    return Activity(id=activity_id, **plain, attachments=attachments or None)


def _id(found: object) -> str:
    """The id in an answer; "" if there is none, or none that could be part of an address."""
    value = getattr(found, "id", None)
    return value if isinstance(value, str) and _ID.fullmatch(value) else ""


async def _listed(conversations: ConversationsOperations, chat: str) -> list[ChannelAccount]:
    """The members of a chat: all at once or, where there is no such route, those of the first pages."""
    try:
        return list(await conversations.get_conversation_members(chat) or ())
    except TeamsError as error:
        if error.status not in _NO_SUCH_ROUTE:
            raise
    members: list[ChannelAccount] = []
    token = None
    for _ in range(_MOST_PAGES):
        page = await conversations.get_conversation_paged_members(chat, continuation_token=token)
        if page is None:
            raise TeamsError("Unreadable")
        members += page.members or ()
        token = page.continuation_token
        if not token:
            break
    return members


def _member(found: ChannelAccount | None) -> Member:
    if found is None:
        raise TeamsError("Unreadable")
    more = {**(found.properties if isinstance(found.properties, dict) else {}), **(found.additional_properties or {})}

    def text(*values: object) -> str:
        return next((v.strip() for v in values if isinstance(v, str) and v.strip()), "")

    return Member(
        account=text(found.id),
        user=text(found.aad_object_id, more.get("objectId")),
        email=text(more.get("email")),
        upn=text(more.get("userPrincipalName")),
        name=text(found.name, f"{text(more.get('givenName'))} {text(more.get('surname'))}"),
        role=text(more.get("userRole"), found.role, more.get("userType")).casefold(),
        tenant=text(more.get("tenantId")),
    )
