"""Messages to one person in Teams: paced, tried again for some time, and each failure classified."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from aiohttp import web

from adapters.teams.errors import TeamsError
from adapters.teams.identity import Identity
from adapters.teams.inbound import Heard, Kind
from adapters.teams.messenger import TeamsMessenger
from adapters.teams.pace import Pace
from adapters.teams.reference import EVERYWHERE, Reference
from adapters.teams.sdk import Bot
from bot.chat.cards import Button, Buttons, Card, Heading, Text
from bot.errors import About, DeliveryError
from tests.adapters.moments import Moments
from tests.adapters.teams.connector import FakeConnector, FakeTokens
from tests.adapters.teams.people import ISLA, MORAG, FakeStore

CARD = Card(
    title="A private report is waiting for you",
    blocks=(Text("Please open it."), Buttons((Button(label="Open", action="ended_contact.open", about="rec1"),))),
)


@pytest.fixture
def store(service_url: str) -> FakeStore:
    """A store that knows Isla's chat, and Morag from Slack alone."""
    store = FakeStore(ISLA, MORAG)
    store.chats.keep(ISLA.id, "teams", chat(service_url).packed())
    return store


def chat(service_url: str) -> Reference:
    """Isla's chat."""
    return Reference(service=service_url, conversation="a:isla", user="29:isla")


@pytest.fixture
def moments() -> Moments:
    """The time."""
    return Moments()


@pytest.fixture
async def bot() -> AsyncIterator[Bot]:
    """The bot."""
    found = Bot("app", FakeTokens(), seconds=1.0)
    yield found
    await found.close()


@pytest.fixture
def identity(bot: Bot, store: FakeStore) -> Identity:
    """Identity of people."""
    return Identity(bot, "tenant", store)


@pytest.fixture
def messenger(bot: Bot, store: FakeStore, identity: Identity, moments: Moments) -> TeamsMessenger:
    """The one that is tested."""
    pace = Pace(clock=moments.clock, sleep=moments.sleep)
    return TeamsMessenger(bot, "tenant", store, identity.forget, pace=pace)


@pytest.mark.parametrize(("urgent", "told"), [(True, {"notification": {"alert": True}}), (False, None)])
async def test_whom_something_urgent_waits_for_is_alerted(
    messenger: TeamsMessenger, connector: FakeConnector, *, urgent: bool, told: object
) -> None:
    """And nobody else: what can wait is a number at the chat."""
    await messenger.send(ISLA, CARD, urgent=urgent)
    assert connector.calls[0].body.get("channelData") == told


@pytest.mark.requirement("R-1.14.1-3")
async def test_a_card_is_posted_to_the_person_alone(messenger: TeamsMessenger, connector: FakeConnector) -> None:
    """In their chat with Harbour; what a locked phone shows is its title, and the address says where it stands."""
    address = await messenger.send(ISLA, CARD)
    (posted,) = connector.calls
    assert address == "a:isla 1701 isla"
    assert (posted.what, posted.conversation) == ("send", "a:isla")
    assert posted.body["summary"] == "A private report is waiting for you"
    assert [a["contentType"] for a in posted.body["attachments"]] == ["application/vnd.microsoft.card.adaptive"]


async def test_a_message_is_written_again_where_it_stands(messenger: TeamsMessenger, connector: FakeConnector) -> None:
    """By conversation and activity."""
    await messenger.rewrite(await messenger.send(ISLA, CARD), Card(title="Nothing more to do"))
    written = connector.called("update")[0]
    assert (written.conversation, written.item, written.body["summary"]) == ("a:isla", "1701", "Nothing more to do")


async def test_a_message_is_deleted_where_it_stands(messenger: TeamsMessenger, connector: FakeConnector) -> None:
    """By conversation and activity; one that is not there any more is as good as deleted."""
    address = await messenger.send(ISLA, CARD)
    await messenger.remove(address)
    connector.refuse("delete", 404, "ActivityNotFoundInConversation")
    await messenger.remove(address)
    assert [(c.conversation, c.item) for c in connector.called("delete")] == [("a:isla", "1701")] * 2


@pytest.mark.parametrize(("status", "permanent"), [(403, True), (405, True), (500, False)])
async def test_what_teams_does_not_delete_is_told(
    messenger: TeamsMessenger, connector: FakeConnector, store: FakeStore, status: int, permanent: bool
) -> None:
    """For good, or to be tried again; the chat is there as before."""
    connector.refuse("delete", status)
    with pytest.raises(DeliveryError) as failed:
        await messenger.remove("a:isla 1701 isla")
    assert failed.value.permanent is permanent
    assert store.chats.find(ISLA.id, "teams") is not None


async def test_a_message_is_written_again_in_its_own_region_after_a_restart(
    bot: Bot, store: FakeStore, identity: Identity, messenger: TeamsMessenger, connector: FakeConnector
) -> None:
    """The region is that of their own chat, not of the last request; a closed chat is forgotten."""
    address = await messenger.send(ISLA, CARD)
    abroad = Reference(service="https://smba.example/amer/", conversation="a:morag", user="29:morag")
    store.chats.keep(MORAG.id, "teams", abroad.packed())
    another = TeamsMessenger(bot, "tenant", store, identity.forget)
    await another.rewrite(address, CARD)
    assert [(c.conversation, c.item) for c in connector.called("update")] == [("a:isla", "1701")]
    connector.refuse("update", 403, "ConversationBlockedByUser")
    with pytest.raises(DeliveryError):
        await another.rewrite(address, CARD)
    assert store.chats.find(ISLA.id, "teams") is None


async def test_a_message_is_written_again_after_a_restart(messenger: TeamsMessenger, connector: FakeConnector) -> None:
    """The last address of the Bot Connector is used even for an unknown chat."""
    await messenger.rewrite("a:elsewhere 1.5", CARD)
    assert [(c.what, c.conversation, c.item) for c in connector.calls] == [("update", "a:elsewhere", "1.5")]


async def test_a_message_that_stands_nowhere_is_not_written_again(messenger: TeamsMessenger) -> None:
    """An address without an id from Teams is refused for good."""
    for address in ("", "a:isla", "a:isla ", "a:isla  isla", " 17"):
        with pytest.raises(DeliveryError) as failure:
            await messenger.rewrite(address, CARD)
        assert failure.value.permanent


def test_it_reaches_active_people_who_are_known_in_teams(messenger: TeamsMessenger) -> None:
    """Nobody else: a person cannot be looked up by e-mail."""
    assert [
        messenger.reaches(ISLA),
        messenger.reaches(MORAG),
        messenger.reaches(replace(ISLA, active=False)),
    ] == [True, False, False]


async def test_a_chat_is_opened_once_with_whoever_has_none(
    messenger: TeamsMessenger, connector: FakeConnector, store: FakeStore, service_url: str
) -> None:
    """By their object id, at the Bot Connector where others were heard; it is kept, while the account is theirs."""
    before = MORAG.known_as("teams", "aad-before")
    assert (await messenger.send(before, CARD)).startswith("a:new-aad-before ")
    assert store.chats.find(MORAG.id, "teams") is None
    connector.calls.clear()
    morag = store.directory.put(MORAG.known_as("teams", "aad-morag"))
    addresses = [await messenger.send(morag, CARD) for _ in range(2)]
    assert [a.split(" ")[0] for a in addresses] == ["a:new-aad-morag"] * 2
    assert [c.what for c in connector.calls] == ["open", "send", "send"]
    assert connector.calls[0].body["tenantId"] == "tenant"
    opened = Reference(service=service_url, conversation="a:new-aad-morag", user="aad-morag")
    assert Reference.unpacked(store.chats.find(MORAG.id, "teams")) == opened


async def test_where_nobody_was_heard_microsofts_own_address_is_taken(
    store: FakeStore, bot: Bot, identity: Identity
) -> None:
    """It serves every region."""
    opened: list[str] = []

    class Opening:
        send, update, delete = bot.send, bot.update, bot.delete

        async def open(self, service_url: str, tenant: str, user: str) -> Reference:
            opened.append(f"{service_url} {tenant} {user}")
            raise TeamsError("Unknown", status=400)

    await identity.forget(ISLA.id)
    with pytest.raises(DeliveryError):
        await TeamsMessenger(Opening(), "tenant", store, identity.forget).send(ISLA, CARD)
    assert opened == [f"{EVERYWHERE} tenant aad-isla"]


@pytest.mark.parametrize(
    ("code", "about"),
    [
        ("ConversationBlockedByUser", About.PERSON),
        ("BotNotInConversationRoster", About.PERSON),
        ("MessageWritesBlocked", About.PERSON),
        ("ForbiddenOperationException", About.PERSON),
        ("BotDisabledByAdmin", About.CHAT),
        ("NotEnoughPermissions", About.CHAT),
        ("TenantNoPermission", About.APP),
        ("InvalidBotApiHost", About.APP),
    ],
)
async def test_what_is_forbidden_is_told_for_what_it_is(
    messenger: TeamsMessenger, connector: FakeConnector, store: FakeStore, code: str, about: About
) -> None:
    """Tried once; the chat is forgotten only where the person has taken Harbour away, and not where others have."""
    connector.refuse("send", 403, code)
    with pytest.raises(DeliveryError, match=code) as failure:
        await messenger.send(ISLA, CARD)
    assert (failure.value.about, len(connector.calls)) == (about, 1)
    assert (store.chats.find(ISLA.id, "teams") is None) == (about is About.PERSON)


async def test_a_registration_that_is_not_found_is_the_apps(
    messenger: TeamsMessenger, connector: FakeConnector
) -> None:
    """401 also with another token: it says what to look at."""
    for _ in range(3):
        connector.refuse("send", 401, "BotNotRegistered")
    with pytest.raises(DeliveryError) as failure:
        await messenger.send(ISLA, CARD)
    assert failure.value.about is About.APP
    assert "TEAMS_APP_ID" in failure.value.advice


async def test_a_chat_that_is_gone_is_opened_anew_once(
    messenger: TeamsMessenger, connector: FakeConnector, store: FakeStore
) -> None:
    """And what was to be sent is sent there."""
    connector.refuse("send", 404, "ConversationNotFound")
    assert (await messenger.send(ISLA, CARD)).startswith("a:new-aad-isla ")
    assert [c.what for c in connector.calls] == ["send", "open", "send"]
    kept = Reference.unpacked(store.chats.find(ISLA.id, "teams"))
    assert kept is not None
    assert kept.conversation == "a:new-aad-isla"


@pytest.mark.parametrize("what", ["open", "send"])
@pytest.mark.parametrize(
    ("status", "code", "is_theirs"), [(403, "ForbiddenOperationException", True), (404, "ConversationNotFound", False)]
)
async def test_a_chat_that_cannot_be_opened_anew_is_told(
    messenger: TeamsMessenger,
    connector: FakeConnector,
    store: FakeStore,
    what: str,
    status: int,
    code: str,
    is_theirs: bool,
) -> None:
    """No third attempt; forgotten where the app was taken away, and kept where nothing is found just now."""
    connector.refuse("send", 404, "ConversationNotFound")
    connector.refuse(what, status, code)
    with pytest.raises(DeliveryError) as failure:
        await messenger.send(ISLA, CARD)
    assert failure.value.about is (About.PERSON if is_theirs else About.CHAT)
    assert (store.chats.find(ISLA.id, "teams") is None) == is_theirs
    assert len(connector.called("open")) == 1


async def test_a_forgotten_chat_is_kept_again_when_they_are_heard(
    messenger: TeamsMessenger, connector: FakeConnector, store: FakeStore, identity: Identity, service_url: str
) -> None:
    """They have taken Harbour back, and it is the same chat as before."""
    heard = Heard(
        kind=Kind.TYPED, user=ISLA.ids["teams"], account="29:isla", conversation="a:isla", service_url=service_url
    )
    await identity.remember(heard, ISLA.id)
    connector.refuse("send", 403, "ConversationBlockedByUser")
    with pytest.raises(DeliveryError):
        await messenger.send(ISLA, CARD)
    await identity.remember(heard, ISLA.id)
    assert store.chats.find(ISLA.id, "teams") == chat(service_url).packed()


@pytest.mark.parametrize("status", [401, 412, 502, 503, 504])
async def test_what_passes_is_tried_again_at_once(
    messenger: TeamsMessenger, connector: FakeConnector, moments: Moments, status: int
) -> None:
    """Twice, within a few seconds."""
    for _ in range(2):
        connector.refuse("send", status)
    assert await messenger.send(ISLA, CARD) == "a:isla 1703 isla"
    assert moments.slept == [0.5, 1.5]


async def test_what_does_not_pass_soon_is_left_to_the_courier(
    messenger: TeamsMessenger, connector: FakeConnector, store: FakeStore
) -> None:
    """After three attempts; it is not the person's fault, and their chat stays."""
    for _ in range(3):
        connector.refuse("send", 503)
    with pytest.raises(DeliveryError) as failure:
        await messenger.send(ISLA, CARD)
    assert (failure.value.permanent, failure.value.retry_after, len(connector.calls)) == (False, None, 3)
    assert store.chats.find(ISLA.id, "teams") is not None


async def test_the_html_of_a_gateway_passes(messenger: TeamsMessenger, connector: FakeConnector) -> None:
    """It is a 502 like any other."""

    async def page() -> web.Response:
        return web.Response(status=502, text="<html>", content_type="text/html")

    connector.answer("send", page)
    assert await messenger.send(ISLA, CARD) == "a:isla 1702 isla"


async def test_a_wait_that_is_asked_for_is_kept_to(
    messenger: TeamsMessenger, connector: FakeConnector, moments: Moments
) -> None:
    """Here where it is short; a long one is the courier's."""
    connector.refuse("send", 503, Retry_After="2")
    await messenger.send(ISLA, CARD)
    connector.refuse("send", 503, Retry_After="8")
    with pytest.raises(DeliveryError) as failure:
        await messenger.send(ISLA, CARD)
    assert (moments.slept, failure.value.retry_after) == ([2.0], 8.0)


@pytest.mark.parametrize(("headers", "seconds"), [({"Retry_After": "12"}, 12.0), ({}, 30.0)])
async def test_too_many_messages_quieten_the_chat_and_no_other(
    messenger: TeamsMessenger,
    connector: FakeConnector,
    store: FakeStore,
    moments: Moments,
    headers: dict[str, str],
    seconds: float,
) -> None:
    """Until Teams wants to hear more; nothing is sent to it before."""
    connector.refuse("send", 429, **headers)
    for _ in range(2):
        with pytest.raises(DeliveryError) as failure:
            await messenger.send(ISLA, CARD)
        assert (failure.value.permanent, failure.value.retry_after) == (False, seconds)
    assert len(connector.calls) == 1
    await messenger.send(MORAG.known_as("teams", "aad-morag"), CARD)
    with pytest.raises(DeliveryError):
        await messenger.rewrite("a:isla 17", CARD)
    moments.now += seconds
    await messenger.send(ISLA, CARD)
    assert store.chats.find(ISLA.id, "teams") is not None


async def test_after_a_timeout_nobody_knows(messenger: TeamsMessenger, connector: FakeConnector) -> None:
    """It may have arrived: the courier sends it again, late rather than never."""
    done = asyncio.Event()

    async def silent() -> web.Response:
        await done.wait()
        return web.json_response({"id": "17"})

    connector.answer("send", silent)
    with pytest.raises(DeliveryError) as failure:
        await messenger.send(ISLA, CARD)
    done.set()
    assert (failure.value.permanent, failure.value.retry_after, len(connector.calls)) == (False, None, 1)


@pytest.mark.parametrize(("status", "is_permanent"), [(400, True), (404, True), (413, True), (403, True), (500, False)])
async def test_a_message_that_cannot_be_written_again_is_let_go(
    messenger: TeamsMessenger, connector: FakeConnector, store: FakeStore, status: int, is_permanent: bool
) -> None:
    """It may have been deleted, which says nothing about the chat; being blocked does."""
    address = await messenger.send(ISLA, CARD)
    connector.refuse("update", status, "ConversationBlockedByUser" if status == 403 else "")
    with pytest.raises(DeliveryError) as failure:
        await messenger.rewrite(address, CARD)
    assert failure.value.permanent == is_permanent
    assert (store.chats.find(ISLA.id, "teams") is None) == (status == 403)


async def test_a_card_that_breaks_a_limit_is_not_sent(messenger: TeamsMessenger, connector: FakeConnector) -> None:
    """Nor is it tried again."""
    huge = Card(title="Huge", blocks=tuple(Heading("x" * 2900) for _ in range(12)))
    for attempt in (messenger.send(ISLA, huge), messenger.rewrite("a:isla 17", huge)):
        with pytest.raises(DeliveryError) as failure:
            await attempt
        assert failure.value.permanent
    assert connector.calls == []


async def test_somebody_unknown_in_teams_is_not_written_to(messenger: TeamsMessenger, connector: FakeConnector) -> None:
    """There is no looking up by e-mail."""
    with pytest.raises(DeliveryError) as failure:
        await messenger.send(MORAG, CARD)
    assert (failure.value.permanent, connector.calls) == (True, [])
