"""Requests to the Bot Connector and its answers, each failure raised as what it is."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiohttp import web

from adapters.teams.errors import TeamsError
from adapters.teams.inbound import Heard, Kind
from adapters.teams.reference import Member, Reference
from adapters.teams.sdk import Bot, Json, Turn
from bot.errors import DeliveryError
from tests.adapters.teams.connector import FakeConnector, FakeTokens, member

CARD: Json = {
    "type": "AdaptiveCard",
    "version": "1.5",
    "body": [
        {
            "type": "RichTextBlock",
            "inlines": [{"type": "TextRun", "text": "Caf\u00e9 {{DATE}} \U0001f33b 2026-10-05T09:00:00Z"}],
        },
        {"type": "Input.Number", "id": "n", "min": 0, "max": 1.5, "value": None, "isRequired": False},
        {"type": "Input.ChoiceSet", "id": "c", "choices": [], "value": "1", "isMultiSelect": True},
    ],
    "actions": [{"type": "Action.Submit", "data": {"harbour": {"do": "act", "many": ["a", None, 3]}}}],
    "msteams": {"width": "Full"},
}
MESSAGE: Json = {
    "type": "message",
    "summary": "A private report is waiting for you",
    "attachments": [{"contentType": "application/vnd.microsoft.card.adaptive", "content": CARD}],
}


@pytest.fixture
def tokens() -> FakeTokens:
    """Source of tokens."""
    return FakeTokens()


@pytest.fixture
async def bot(tokens: FakeTokens) -> AsyncIterator[Bot]:
    """The one that is tested."""
    found = Bot("app", tokens, seconds=0.5)
    yield found
    await found.close()


@pytest.fixture
def chat(service_url: str) -> Reference:
    """Isla's chat."""
    return Reference(service=service_url, conversation="a:1/x y", user="29:isla")


def heard(service_url: str, **changes: object) -> Heard:
    """Something of Isla's."""
    about = {"kind": Kind.TYPED, "user": "isla", "account": "29:isla", "conversation": "a:1", "tenant": "tenant"}
    return Heard(**{**about, "service_url": service_url, "activity": "f:7", **changes})  # type: ignore[arg-type]


async def test_a_card_arrives_as_it_was_drawn(bot: Bot, chat: Reference, connector: FakeConnector) -> None:
    """Numbers, nothing, nested values and what looks like a date: the SDK changes none of it; it is signed."""
    sent = await bot.send(chat, MESSAGE)
    (call,) = connector.calls
    assert (call.what, call.conversation, call.authorization) == ("send", "a:1/x y", "Bearer a-token-0")
    assert sent == "1701"
    assert {key: call.body[key] for key in MESSAGE} == MESSAGE
    assert "replyToId" not in call.body
    assert call.body["from"] == {"id": "28:app"}


async def test_a_message_is_written_again_where_it_stands(bot: Bot, chat: Reference, connector: FakeConnector) -> None:
    """By its id."""
    await bot.update(chat, "1700/1", MESSAGE)
    (call,) = connector.calls
    assert (call.what, call.item, call.body["attachments"]) == ("update", "1700/1", MESSAGE["attachments"])


async def test_a_message_is_deleted_where_it_stands(bot: Bot, chat: Reference, connector: FakeConnector) -> None:
    """By its id; a refusal is told."""
    await bot.delete(chat, "1700/1")
    (call,) = connector.calls
    assert (call.what, call.conversation, call.item) == ("delete", "a:1/x y", "1700/1")
    connector.refuse("delete", 403, "MessageWritesBlocked")
    with pytest.raises(TeamsError) as refused:
        await bot.delete(chat, "1700/1")
    assert refused.value.status == 403


async def test_a_chat_is_opened_with_a_person_of_the_tenant(
    bot: Bot, service_url: str, connector: FakeConnector
) -> None:
    """By the Entra object id, and with nobody else."""
    found = await bot.open(service_url, "tenant", "isla")
    assert found == Reference(service=service_url, conversation="a:new-isla", user="isla")
    asked = connector.calls[0].body
    assert (asked["isGroup"], asked["members"], asked["tenantId"]) == (False, [{"id": "isla"}], "tenant")
    assert asked["channelData"] == {"tenant": {"id": "tenant"}}


async def test_an_opened_chat_without_an_id_is_an_error(bot: Bot, service_url: str, connector: FakeConnector) -> None:
    """Nothing could be sent to it."""

    async def empty() -> web.Response:
        return web.json_response({}, status=201)

    connector.answer("open", empty)
    with pytest.raises(TeamsError, match="NoConversation"):
        await bot.open(service_url, "tenant", "isla")


async def test_a_message_is_answered_and_written_again_in_its_turn(
    bot: Bot, service_url: str, connector: FakeConnector
) -> None:
    """The answer points at what it answers."""

    async def answer(turn: Turn) -> None:
        await turn.update(await turn.reply(MESSAGE), {"type": "message", "text": "Sent."})

    assert await bot.process(heard(service_url), answer) == (200, None)
    replied, updated = connector.calls
    assert (replied.what, replied.conversation, replied.item) == ("answer", "a:1", "f:7")
    assert (updated.what, updated.item, updated.body["text"]) == ("update", "1701", "Sent.")


async def test_an_invoke_is_answered_with_plain_json(bot: Bot, service_url: str) -> None:
    """Not serialised twice, at which the SDK's own route stumbles."""
    task: Json = {"task": {"type": "continue", "value": {"title": "A report", "card": {"content": CARD}}}}

    async def answer(_: Turn) -> Json:
        return task

    assert await bot.process(heard(service_url, kind=Kind.FETCH, invoke="task/fetch"), answer) == (200, task)


async def test_what_an_invoke_sends_answers_no_message(bot: Bot, service_url: str, connector: FakeConnector) -> None:
    """An invoke stands nowhere in the chat."""

    async def answer(turn: Turn) -> None:
        await turn.reply(MESSAGE)

    await bot.process(heard(service_url, kind=Kind.SUBMIT, invoke="task/submit"), answer)
    assert [call.what for call in connector.calls] == ["send"]


async def test_what_goes_wrong_in_an_answer_is_not_swallowed(bot: Bot, service_url: str) -> None:
    """The SDK has no say in it."""

    async def answer(_: Turn) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await bot.process(heard(service_url), answer)


@pytest.mark.parametrize(
    ("status", "code", "headers", "expected"),
    [
        (429, "", {"Retry_After": "7"}, ("Unknown", 429, 7.0)),
        (429, "", {"Retry_After": "0"}, ("Unknown", 429, 1.0)),
        (429, "", {"Retry_After": "999999"}, ("Unknown", 429, 3600.0)),
        (429, "", {"Retry_After": "soon"}, ("Unknown", 429, None)),
        (403, "BotNotInConversationRoster", {}, ("BotNotInConversationRoster", 403, None)),
        (404, "ConversationNotFound", {}, ("ConversationNotFound", 404, None)),
        (400, "Isla Reid was here", {}, ("Unknown", 400, None)),
        (302, "", {"Location": "https://example.org/"}, ("Unknown", 302, None)),
    ],
)
async def test_a_refusal_tells_what_the_platform_said_and_no_more(
    bot: Bot,
    chat: Reference,
    connector: FakeConnector,
    status: int,
    code: str,
    headers: dict[str, str],
    expected: object,
) -> None:
    """Its status, its word and the seconds to wait: never its sentence, which may quote something."""
    connector.refuse("send", status, code, **headers)
    with pytest.raises(TeamsError) as refused:
        await bot.send(chat, MESSAGE)
    assert expected == (refused.value.code, refused.value.status, refused.value.retry_after)
    assert "Isla" not in str(refused.value)


@pytest.mark.parametrize("status", [200, 502])
async def test_the_page_of_a_gateway_is_an_error_like_others(
    bot: Bot, chat: Reference, connector: FakeConnector, status: int
) -> None:
    """HTML where JSON was promised, or JSON that is nested for ever: the SDK raises something of its own."""
    deep = "[" * 200_000
    for text, kind in (("<html>Isla</html>", "text/html"), ("<html>", "application/json"), (deep, "application/json")):

        async def page(text: str = text, kind: str = kind) -> web.Response:
            return web.Response(status=status, text=text, content_type=kind)

        connector.answer("send", page)
        with pytest.raises(TeamsError) as refused:
            await bot.send(chat, MESSAGE)
        assert (refused.value.code, refused.value.status) == ("Unreadable", 502 if status == 502 else None)


@pytest.mark.parametrize("body", [b"[]", b"3", b'"Isla"', b"\xff", b'{"id": {"a": 1}}', b"null"])
async def test_an_answer_of_another_shape_breaks_nothing(
    bot: Bot, chat: Reference, connector: FakeConnector, body: bytes
) -> None:
    """It is an error of Teams, or it was sent and nobody knows where it stands."""

    async def strange() -> web.Response:
        return web.Response(body=body, content_type="application/json")

    calls: dict[str, Callable[[], Awaitable[object]]] = {
        "send": lambda: bot.send(chat, MESSAGE),
        "open": lambda: bot.open(chat.service, "tenant", "isla"),
        "member": lambda: bot.member(chat, "isla"),
        "paged": lambda: bot.member(chat, "isla"),
    }
    connector.knows_one_member, connector.page_size = False, 1
    for what, call in calls.items():
        connector.answer(what, strange)
        with contextlib.suppress(TeamsError):
            await call()


async def test_an_answer_without_a_body_is_an_answer(bot: Bot, chat: Reference, connector: FakeConnector) -> None:
    """It was sent; where it stands nobody knows."""

    async def empty() -> web.Response:
        return web.Response(status=202)

    connector.answer("send", empty)
    assert await bot.send(chat, MESSAGE) == ""


async def test_an_endless_answer_is_not_read(bot: Bot, chat: Reference, connector: FakeConnector) -> None:
    """Two megabytes are more than there ever are."""

    async def endless() -> web.Response:
        return web.Response(body=b" " * 2_200_000, content_type="application/json")

    connector.answer("send", endless)
    with pytest.raises(TeamsError, match="TooLarge"):
        await bot.send(chat, MESSAGE)


async def test_a_silent_connector_is_not_waited_for(bot: Bot, chat: Reference, connector: FakeConnector) -> None:
    """Not for the SDK's hundred seconds; nothing is known of the message then."""
    done = asyncio.Event()

    async def silent() -> web.Response:
        await done.wait()
        return web.Response()

    connector.answer("send", silent)
    async with asyncio.timeout(60):
        with pytest.raises(TeamsError) as refused:
            await bot.send(chat, MESSAGE)
    done.set()
    assert (refused.value.code, refused.value.status) == ("Timeout", None)


async def test_an_unreachable_connector_is_told(bot: Bot) -> None:
    """Nothing listens there."""
    for address in ("http://127.0.0.1:1/", "http://{host}/"):
        with pytest.raises(TeamsError) as refused:
            await bot.send(Reference(service=address, conversation="a:1"), MESSAGE)
        assert refused.value.status is None


async def test_without_a_token_nothing_is_sent(
    bot: Bot, chat: Reference, connector: FakeConnector, tokens: FakeTokens
) -> None:
    """The wait that the token server asked for is passed on."""
    tokens.trouble = DeliveryError("no token", retry_after=9)
    with pytest.raises(TeamsError) as refused:
        await bot.send(chat, MESSAGE)
    assert (refused.value.code, refused.value.retry_after, connector.calls) == ("NoToken", 9, [])


async def test_a_token_that_was_refused_is_not_used_again(bot: Bot, chat: Reference, connector: FakeConnector) -> None:
    """It may have been withdrawn; a refusal of anything else is not the token's fault."""
    for status in (403, 401):
        connector.refuse("send", status)
        with pytest.raises(TeamsError):
            await bot.send(chat, MESSAGE)
    await bot.send(chat, MESSAGE)
    assert [c.authorization for c in connector.calls] == ["Bearer a-token-0", "Bearer a-token-0", "Bearer a-token-1"]


ISLA = Member(
    account="29:isla",
    user="isla",
    email="Isla@example.org",
    upn="Isla@example.org",
    name="Isla",
    role="user",
    tenant="tenant",
)


@pytest.mark.parametrize("knows_one", [True, False])
async def test_a_member_is_found_by_either_id(
    bot: Bot, chat: Reference, connector: FakeConnector, knows_one: bool
) -> None:
    """Also where the Bot Connector only lists them all."""
    connector.members["a:1/x y"] = [member("29:isla", "isla", "Isla@example.org")]
    connector.knows_one_member = knows_one
    assert await bot.member(chat, "29:isla") == ISLA
    assert await bot.member(chat, "isla") == ISLA
    assert await bot.member(chat, "29:morag") is None


async def test_a_member_is_found_where_they_are_listed_in_pages_alone(
    bot: Bot, chat: Reference, connector: FakeConnector
) -> None:
    """Page by page, as far as there are any, and never for ever."""
    others = [member(f"29:{n}", f"other{n}") for n in range(3)]
    connector.members["a:1/x y"] = [*others, member("29:isla", "isla", "Isla@example.org")]
    connector.knows_one_member, connector.page_size = False, 2
    assert await bot.member(chat, "29:isla") == ISLA
    assert [call.item for call in connector.called("paged")] == ["", "2"]
    assert await bot.member(chat, "29:morag") is None
    connector.page_size, connector.calls = 1, []
    connector.members["a:1/x y"] *= 10
    assert await bot.member(chat, "29:morag") is None
    assert [call.item for call in connector.called("paged")] == ["", "1", "2", "3", "4"]


@pytest.mark.parametrize("status", [404, 405, 503])
async def test_where_no_route_tells_of_members_it_is_an_error(
    bot: Bot, chat: Reference, connector: FakeConnector, status: int
) -> None:
    """It says nothing about the person."""
    connector.knows_one_member, connector.page_size = False, 1
    connector.refuse("paged", status)
    with pytest.raises(TeamsError) as refused:
        await bot.member(chat, "29:isla")
    assert refused.value.status == status


async def test_a_list_that_is_refused_is_not_asked_for_in_pages(
    bot: Bot, chat: Reference, connector: FakeConnector
) -> None:
    """Only where there is no such route."""
    connector.knows_one_member = False
    connector.refuse("members", 503)
    with pytest.raises(TeamsError):
        await bot.member(chat, "29:isla")
    assert connector.called("paged") == []


async def test_a_member_is_read_whatever_names_their_facts_have(
    bot: Bot, chat: Reference, connector: FakeConnector
) -> None:
    """Older Bot Connectors write the object id and the role elsewhere; what is no text is left out."""
    connector.members["a:1/x y"] = [
        {
            "id": "29:g",
            "objectId": "guest",
            "givenName": "Gus",
            "surname": "Guest",
            "userPrincipalName": "g_x.org#EXT#@example.org",
            "email": 7,
            "properties": {"userRole": "Guest"},
        }
    ]
    found = await bot.member(chat, "29:g")
    assert found == Member(
        account="29:g",
        user="guest",
        email="",
        upn="g_x.org#EXT#@example.org",
        name="Gus Guest",
        role="guest",
        tenant="",
    )


async def test_members_that_cannot_be_had_are_an_error(bot: Bot, chat: Reference, connector: FakeConnector) -> None:
    """It says nothing about the person."""
    connector.refuse("member", 503)
    with pytest.raises(TeamsError):
        await bot.member(chat, "isla")


async def test_a_field_that_the_sdk_would_drop_is_a_mistake(bot: Bot, chat: Reference) -> None:
    """Better loud than lost."""
    with pytest.raises(ValueError, match="importance"):
        await bot.send(chat, {**MESSAGE, "importance": "high"})


async def test_the_sdk_is_never_asked_whom_to_trust(bot: Bot) -> None:
    """Tokens are checked before; whoever hands it a header has made a mistake."""
    with pytest.raises(PermissionError):
        await bot._adapter.process_activity("Bearer x", None, None)


def test_a_reference_comes_back_as_it_was_packed() -> None:
    """And whatever else is there is none, nor is one that leads to an address that is not trusted."""
    there = Reference(service="https://smba.trafficmanager.net/uk/", conversation="a:1", user="29:isla")
    assert Reference.unpacked(there.packed()) == there
    http = there.packed().replace("https", "http")
    for broken in (None, "", "{", "[]", "{}", '{"service": 1, "conversation": "a", "user": ""}', http):
        assert Reference.unpacked(broken) is None
    assert "isla" not in repr(there)
