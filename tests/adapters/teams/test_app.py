"""The whole way: a signed activity, the SDK, the core's reply, and the calls to Teams."""

from __future__ import annotations

import asyncio
import io
import json
import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
import structlog
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from hypothesis import given, settings

from adapters import logs
from adapters.chat.errors import CannotTell, NotShown, NotStaff, OtherAccount
from adapters.house.metrics import Metrics
from adapters.house.service import Service, TooSlow
from adapters.house.web import application
from adapters.teams.app import ELSEWHERE, TeamsApp
from adapters.teams.settings import TeamsSettings
from bot.chat.cards import Card, Text
from bot.chat.events import ActionEvent, InstalledEvent, MessageEvent, ReshapeEvent, SubmitEvent
from bot.chat.forms import Form, PeopleField, TextField
from bot.chat.replies import OpenForm, ShowCard
from bot.errors import HarbourError, Misconfigured
from tests.adapters.teams.activities import (
    CHAT,
    ISLA_OBJECT,
    activity,
    fetch,
    form,
    in_channel,
    in_chat,
    installation,
    members,
    mutated,
    submit,
    typed,
)
from tests.adapters.teams.activities import ISLA as ACCOUNT
from tests.adapters.teams.connector import FakeConnector, member
from tests.adapters.teams.core import FakeCore, FakeHouse, buttons, inputs, texts
from tests.adapters.teams.people import ISLA, MORAG
from tests.adapters.teams.signing import APP, SERVICE, TENANT, Publisher, bearer, jwk, published
from tests.sizes import size

Json = dict[str, Any]
Answer = tuple[int, Any]
FOREIGN = "5f0c7a3e-0000-4000-8000-00000000ffff"

NOTE = TextField(id="note", label="What happened")
FORM = Form(name="ended_contact.report", title="Report an ended contact", body=(NOTE,))
CARD = Card(title="Thank you", blocks=(Text("It is sent."),))


class Tenant:
    """A tenant on this machine with Isla's chat in it, and Harbour's side of it."""

    def __init__(self, house: TeamsApp, client: TestClient[Any, Any], service_url: str, metrics: Metrics) -> None:
        self.house = house
        self.client = client
        self.service_url = service_url
        self.metrics = metrics
        self.kid = "first"
        self._sent = 0

    async def sends(self, payload: Json, *, again: bool = False) -> Answer:
        """Answer to this activity, with a new id unless it is sent `again`."""
        self._sent += 0 if again else 1
        here = {"serviceUrl": self.service_url, "id": f"f:{self._sent}"}
        return await self.posts({**payload, **here}, self.service_url)

    async def posts(self, payload: Json, service_url: str) -> Answer:
        """Answer to this activity unchanged, with a token for this address."""
        headers = {"Authorization": bearer(self.kid, serviceurl=service_url)}
        answer = await self.client.post("/api/messages", json=payload, headers=headers)
        text = await answer.text()
        return answer.status, json.loads(text) if text else None


@pytest.fixture
def core() -> FakeCore:
    """The core."""
    return FakeCore()


@pytest.fixture
def store() -> FakeHouse:
    """A store that knows Isla by her Entra object id, and Morag."""
    return FakeHouse(ISLA.known_as("teams", ISLA_OBJECT), MORAG)


@pytest.fixture
async def keys() -> AsyncIterator[Publisher]:
    """Publisher of the signing keys."""
    async with published() as found:
        yield found


@pytest.fixture
async def token_url() -> AsyncIterator[str]:
    """Address that issues tokens to anybody."""

    async def handle(_: web.Request) -> web.Response:
        return web.json_response({"access_token": "a-token", "expires_in": 3600})

    app = web.Application()
    app.router.add_post("/token", handle)
    async with TestServer(app) as server:
        yield str(server.make_url("/token"))


@pytest.fixture
async def tenant(
    core: FakeCore, store: FakeHouse, keys: Publisher, token_url: str, service_url: str, connector: FakeConnector
) -> AsyncIterator[Tenant]:
    """Everything, with a core that has half a second to answer."""
    connector.members[CHAT] = [member(ACCOUNT, ISLA_OBJECT, ISLA.email, tenantId=TENANT)]
    chosen = TeamsSettings(
        app_id=APP, app_password="zebra", tenant_id=TENANT, openid_url=keys.url, token_url=token_url, paced=False
    )
    metrics = Metrics()
    house = await TeamsApp.open(chosen, Service(store, core, seconds=0.5), store, metrics)
    await house.start()
    async with TestClient(TestServer(application(house.posts, {}, metrics))) as client:
        yield Tenant(house, client, service_url, metrics)
    await house.close()


def said(connector: FakeConnector) -> str:
    """Text sent to the chat."""
    return texts([call.body for call in connector.calls if call.what in {"send", "answer"}])


def sentence(answer: Answer) -> str:
    """The one sentence in a dialog."""
    status, body = answer
    assert (status, body["task"]["type"]) == (200, "message")
    return str(body["task"]["value"])


# -- what reaches the core -------------------------------------------------------------------------------


async def test_each_kind_of_act_reaches_the_core(tenant: Tenant, core: FakeCore) -> None:
    """As its event, by the person whom the envelope names."""
    for payload in (typed(), fetch(), submit(), in_chat(form("|"))):
        status, _ = await tenant.sends(payload)
        assert status == 200
    kinds = [type(e) for e in core.seen if not isinstance(e, ReshapeEvent)]
    assert kinds == [MessageEvent, ActionEvent, SubmitEvent, SubmitEvent]
    assert {e.person for e in core.seen} == {ISLA.id}


async def test_words_are_answered_with_a_message_that_points_at_them(
    tenant: Tenant, core: FakeCore, connector: FakeConnector
) -> None:
    """200 to the Bot Connector, and the message by a call of ours, signed."""
    core.on(MessageEvent, ShowCard(CARD))
    assert await tenant.sends(typed()) == (200, None)
    (call,) = connector.called("answer")
    assert (call.conversation, call.item, call.authorization) == (CHAT, "f:1", "Bearer a-token")
    assert call.body["summary"] == "Thank you"


async def test_a_form_is_opened_sent_and_answered_in_the_dialog(
    tenant: Tenant, core: FakeCore, connector: FakeConnector
) -> None:
    """Nothing of it is in the chat."""
    core.on(ActionEvent, OpenForm(FORM))
    core.on(SubmitEvent, ShowCard(CARD))
    _, opened = await tenant.sends(fetch())
    send = buttons(opened)["Send"]
    _, sent = await tenant.sends(submit({**send, "note": "swore at me"}))
    assert sent["task"]["value"]["title"] == "Thank you"
    assert core.of(SubmitEvent)[0].values == {"note": "swore at me"}
    assert said(connector) == ""


async def test_people_picked_reach_the_core_as_people(tenant: Tenant, core: FakeCore) -> None:
    """And somebody who is none as a sentence beside the field."""
    core.on(SubmitEvent, OpenForm(replace(FORM, body=(PeopleField(id="who", label="Who"),))))
    await tenant.sends(submit(form("||a1", more={"people": ["who"]}, who="morag,gone")))
    (event,) = core.of(SubmitEvent)
    assert (event.values["who"], list(event.problems)) == (("morag",), ["who"])


# -- each act once ---------------------------------------------------------------------------------------


async def test_a_message_that_comes_again_is_answered_once(
    tenant: Tenant, core: FakeCore, connector: FakeConnector
) -> None:
    """While the first is being answered, and after."""
    core.on(MessageEvent, ShowCard(CARD))
    answers = await asyncio.gather(tenant.sends(typed()), tenant.sends(typed(), again=True))
    later = await tenant.sends(typed(), again=True)
    assert [status for status, _ in (*answers, later)] == [200, 200, 200]
    assert len(core.of(MessageEvent)) == len(connector.called("answer")) == 1


async def test_an_invoke_that_comes_again_is_answered_again_and_has_one_effect(tenant: Tenant, core: FakeCore) -> None:
    """While the first runs, with the same answer; afterwards as the core answers a repeat."""
    core.on(SubmitEvent, ShowCard(CARD))
    first, repeated = await asyncio.gather(tenant.sends(submit()), tenant.sends(submit(), again=True))
    assert first == repeated
    assert first[1]["task"]["value"]["title"] == "Thank you"
    assert len(core.of(SubmitEvent)) == 1
    assert sentence(await tenant.sends(submit(), again=True)) == "We have this already."
    assert {event.key for event in core.of(SubmitEvent)} == {core.of(SubmitEvent)[0].key}


async def test_another_act_with_the_same_id_elsewhere_is_another_act(tenant: Tenant, core: FakeCore) -> None:
    """Ids of activities tell them apart in one chat alone."""
    await tenant.sends(typed())
    other = activity()["conversation"] | {"id": "a:another"}
    await tenant.sends(typed(conversation=other), again=True)
    assert len(core.of(MessageEvent)) == 2


async def test_a_message_that_failed_here_comes_again(tenant: Tenant, core: FakeCore, connector: FakeConnector) -> None:
    """503, until it is answered."""
    core.on(MessageEvent, RuntimeError("the database is gone"))
    assert await tenant.sends(typed()) == (503, None)
    core.on(MessageEvent, ShowCard(CARD))
    assert await tenant.sends(typed(), again=True) == (200, None)
    assert len(connector.called("answer")) == 1


async def test_an_answer_that_passes_by_waiting_is_tried_again(
    tenant: Tenant, core: FakeCore, connector: FakeConnector
) -> None:
    """The chat was busy for a moment."""
    connector.refuse("answer", 502)
    core.on(MessageEvent, ShowCard(CARD))
    assert await tenant.sends(typed()) == (200, None)
    assert "It is sent." in texts(connector.called("answer")[1].body)


async def test_an_answer_that_the_chat_did_not_take_is_told_when_the_words_come_again(
    tenant: Tenant, core: FakeCore, connector: FakeConnector
) -> None:
    """503 until then; the words have reached the core once."""
    connector.refuse("answer", 500)
    core.on(MessageEvent, ShowCard(CARD))
    assert await tenant.sends(typed()) == (503, None)
    assert await tenant.sends(typed(), again=True) == (200, None)
    assert ["It is sent." in texts(call.body) for call in connector.called("answer")] == [True, True]
    assert len(core.of(MessageEvent)) == 1


# -- who is refused, and how -----------------------------------------------------------------------------


def of_tenant(payload: Json, tenant_id: str) -> Json:
    """The same in another tenant."""
    conversation = payload["conversation"] | {"tenantId": tenant_id}
    return {**payload, "conversation": conversation, "channelData": {"tenant": {"id": tenant_id}}}


async def test_another_tenant_is_refused_politely_and_nothing_is_kept(
    tenant: Tenant, core: FakeCore, store: FakeHouse, connector: FakeConnector
) -> None:
    """In a dialog for a button, in one short message for words; nothing for the rest."""
    refusal = NotStaff().message
    for payload in (fetch(), submit()):
        assert sentence(await tenant.sends(of_tenant(payload, FOREIGN))) == refusal
    for payload in (typed(), installation(), installation("remove"), members()):
        assert await tenant.sends(of_tenant(payload, FOREIGN)) == (200, None)
    assert said(connector).count(refusal) == 1
    assert (core.seen, store.chats.kept, connector.called("member")) == ([], {}, [])


async def test_the_tenant_is_ours_in_whatever_case_it_is_written(tenant: Tenant, core: FakeCore) -> None:
    """Microsoft does both."""
    await tenant.sends(of_tenant(typed(), TENANT.upper()))
    assert len(core.of(MessageEvent)) == 1


async def test_guests_are_refused(tenant: Tenant, core: FakeCore, connector: FakeConnector) -> None:
    """In a sentence."""
    connector.members[CHAT] = [member(ACCOUNT, ISLA_OBJECT, ISLA.email, tenantId=TENANT, userRole="guest")]
    assert sentence(await tenant.sends(fetch())) == NotStaff().message
    await tenant.sends(installation())
    assert (core.seen, said(connector)) == ([], "")


async def test_another_account_with_a_known_address_is_refused_with_a_sentence_of_its_own(
    tenant: Tenant, core: FakeCore, store: FakeHouse, connector: FakeConnector
) -> None:
    """For words and for buttons; nothing when the app is added; the log says so, and of whom it does not."""
    store.directory.put(ISLA.known_as("teams", "aad-of-isla"))
    connector.members[CHAT] = [member(ACCOUNT, ISLA_OBJECT, ISLA.email, tenantId=TENANT)]
    refusal = OtherAccount().message
    structlog.reset_defaults()  # whatever an earlier test has set up
    with structlog.testing.capture_logs() as logged:
        for payload in (fetch(), submit(form("||a1", note="swore at me"))):
            assert sentence(await tenant.sends(payload)) == refusal
        for payload in (installation(), members(), installation("remove")):
            assert await tenant.sends(payload) == (200, None)
        assert said(connector) == ""
        for payload in (typed("swore at me"), in_chat(form("||a1", note="swore at me"))):
            assert await tenant.sends(payload) == (200, None)
    assert said(connector).count(refusal) == 2
    assert (core.seen, store.chats.kept, store.drafts.kept) == ([], {}, {})
    assert store.people.get(ISLA.id) == ISLA.known_as("teams", "aad-of-isla")
    assert [entry["event"] for entry in logged] == ["teams.other_account"] * 6
    assert {(*entry,) for entry in logged} == {("kind", "event", "log_level")}


async def test_whoever_cannot_be_told_yet_when_the_app_is_added_is_told_nothing(
    tenant: Tenant, core: FakeCore, store: FakeHouse, connector: FakeConnector
) -> None:
    """Nobody has asked anything: it comes again, and then they are welcomed."""
    store.directory.put(ISLA.known_as("teams", None))
    core.on(InstalledEvent, ShowCard(CARD))
    connector.refuse("member", 500)
    assert await tenant.sends(installation()) == (503, None)
    assert said(connector) == ""
    assert await tenant.sends(installation(), again=True) == (200, None)
    assert said(connector).count("It is sent.") == 1


async def test_elsewhere_one_empty_answer_says_where_to_write(
    tenant: Tenant, core: FakeCore, store: FakeHouse, connector: FakeConnector
) -> None:
    """No content, no event, no chat kept; and nothing where nobody said anything."""
    channel = in_channel()["conversation"]
    await tenant.sends(in_channel())
    assert texts([call.body for call in connector.called("answer")]).count(ELSEWHERE) == 1
    assert sentence(await tenant.sends(fetch(conversation=channel))) == ELSEWHERE
    assert await tenant.sends({**members(), "conversation": channel}) == (200, None)
    assert len(connector.calls) == 1
    assert (core.seen, store.chats.kept) == ([], {})


async def test_what_is_of_no_interest_is_acknowledged(tenant: Tenant, core: FakeCore) -> None:
    """A reaction; an invoke that asks for something that Harbour does not do."""
    for payload in (activity("messageReaction"), activity("invoke", name="composeExtension/query", value={})):
        assert await tenant.sends(payload) == (200, None)
    assert core.seen == []


# -- coming and going ------------------------------------------------------------------------------------


async def test_whoever_installs_harbour_is_welcomed_once(
    tenant: Tenant, core: FakeCore, store: FakeHouse, connector: FakeConnector
) -> None:
    """Teams tells of it in two ways, at once or one after the other. The chat is kept."""
    core.on(InstalledEvent, ShowCard(CARD))
    await asyncio.gather(tenant.sends(installation()), tenant.sends(members()))
    await tenant.sends(members())
    assert (len(core.of(InstalledEvent)), len(connector.called("send"))) == (1, 1)
    assert list(store.chats.kept) == [(ISLA.id, "teams")]


async def test_whoever_takes_harbour_away_is_forgotten_and_welcomed_when_they_come_back(
    tenant: Tenant, core: FakeCore, store: FakeHouse, connector: FakeConnector
) -> None:
    """Their chat is not written to in between."""
    core.on(InstalledEvent, ShowCard(CARD))
    await tenant.sends(installation())
    await tenant.sends(installation("remove"))
    assert store.chats.kept == {}
    await tenant.sends(installation())
    assert len(connector.called("send")) == 2


async def test_whoever_has_been_heard_before_is_not_welcomed(
    tenant: Tenant, core: FakeCore, store: FakeHouse, connector: FakeConnector
) -> None:
    """They know Harbour; where their chat is was kept with the first thing that they did."""
    core.on(InstalledEvent, ShowCard(CARD))
    await tenant.sends(typed())
    assert list(store.chats.kept) == [(ISLA.id, "teams")]
    await tenant.sends(members())
    assert connector.called("send") == []


# -- when something fails ---------------------------------------------------------------------------------


async def test_a_button_that_fails_is_answered_in_words(tenant: Tenant, core: FakeCore) -> None:
    """Nothing is repeated by itself, so the person is told."""
    core.on(ActionEvent, RuntimeError("the database is gone"))
    assert sentence(await tenant.sends(fetch())) == HarbourError().message


async def test_a_form_that_fails_comes_back_with_what_was_typed(tenant: Tenant, core: FakeCore) -> None:
    """With the sentence above it."""
    core.on(SubmitEvent, RuntimeError("the database is gone"))
    core.on(ReshapeEvent, lambda event: OpenForm(FORM.filled(event.values)))
    _, body = await tenant.sends(submit(form("||a1", note="swore at me")))
    assert HarbourError().message in texts(body)
    assert inputs(body)["note"]["value"] == "swore at me"


@pytest.mark.parametrize("is_known", [True, False])
async def test_a_database_that_takes_too_long_is_told_in_time(
    store: FakeHouse, tenant: Tenant, *, is_known: bool
) -> None:
    """Before the work is done, also where somebody has yet to be looked up in it."""
    if is_known:
        await tenant.sends(typed())
    store.seconds = 30.0
    assert sentence(await tenant.sends(fetch())) == TooSlow().message


async def test_what_is_saved_and_cannot_be_shown_is_said_to_be_saved(tenant: Tenant, core: FakeCore) -> None:
    """A card that breaks a limit."""
    too_large = Card(title="Thank you", blocks=tuple(Text("word " * 500) for _ in range(60)))
    core.on(SubmitEvent, ShowCard(too_large))
    assert sentence(await tenant.sends(submit())) == NotShown().message


async def test_a_person_who_cannot_be_looked_up_is_told_and_keeps_what_was_typed(
    tenant: Tenant, core: FakeCore, store: FakeHouse, connector: FakeConnector
) -> None:
    """For somebody whom the directory does not list."""
    store.directory.listed.clear()
    connector.refuse("member", 403)
    _, body = await tenant.sends(submit(form("||a1", note="swore at me")))
    read = texts(body)
    assert (CannotTell().message in read, "swore at me" in read, core.seen) == (True, True, [])


async def test_a_rollover_of_the_keys_goes_unnoticed(tenant: Tenant, core: FakeCore, keys: Publisher) -> None:
    """The new one is fetched with the first activity that it signed."""
    await tenant.sends(typed())
    keys.keys = [jwk("second", endorsements=["msteams"])]
    tenant.kid = "second"
    assert await tenant.sends(typed()) == (200, None)
    assert len(core.of(MessageEvent)) == 2


# -- the door --------------------------------------------------------------------------------------------


async def test_without_a_good_token_nothing_is_read(tenant: Tenant, core: FakeCore) -> None:
    """401 without one, for another address, for another app, and with a key that nobody published."""
    payload = {**typed(), "serviceUrl": tenant.service_url}
    for header in (
        {},
        {"Authorization": "Bearer x"},
        {"Authorization": bearer()},
        {"Authorization": bearer(serviceurl=tenant.service_url, aud="another")},
        {"Authorization": bearer("stolen", serviceurl=tenant.service_url)},
    ):
        answer = await tenant.client.post("/api/messages", json=payload, headers=header)
        assert (answer.status, await answer.read()) == (401, b"")
    assert core.seen == []


async def test_another_channel_is_not_read(tenant: Tenant, core: FakeCore) -> None:
    """The key does not vouch for it."""
    status, _ = await tenant.sends(typed(channelId="emulator"))
    assert (status, core.seen) == (401, [])


@settings(max_examples=size(15, 150))
@given(payload=mutated())
async def test_nothing_that_comes_in_is_a_500(tenant: Tenant, payload: Json) -> None:
    """Any activity with a good token is read, refused or ignored."""
    here = {"serviceUrl": tenant.service_url} if payload.get("serviceUrl") == SERVICE else {}
    status, _ = await tenant.posts({**payload, **here}, tenant.service_url)
    assert status in {200, 400, 401}


async def test_what_is_logged_holds_nothing_that_anybody_typed(tenant: Tenant, core: FakeCore) -> None:
    """Neither words nor ids, also where everything fails."""
    stream = io.StringIO()
    before, handlers = structlog.get_config(), logging.getLogger().handlers[:]
    logs.configure("DEBUG", stream)
    try:
        core.on(SubmitEvent, RuntimeError("swore at me"))
        core.on(MessageEvent, RuntimeError("swore at me"))
        await tenant.sends(submit(form("||a1", note="swore at me")))
        await tenant.sends(typed("swore at me"))
    finally:
        structlog.configure(**before)
        logging.getLogger().handlers[:] = handlers
    assert "RuntimeError" in stream.getvalue()
    for word in ("swore", ISLA_OBJECT, ACCOUNT, CHAT, ISLA.email):
        assert word not in stream.getvalue()


async def test_what_happens_is_counted(tenant: Tenant, core: FakeCore) -> None:
    """By kind and outcome."""
    core.on(ActionEvent, RuntimeError("the database is gone"))
    await tenant.sends(typed())
    await tenant.sends(fetch())
    page = tenant.metrics.page().decode()
    for kind, outcome in (("typed", "done"), ("fetch", "failed")):
        assert f'harbour_events_total{{kind="{kind}",outcome="{outcome}",platform="teams"}} 1.0' in page


# -- the settings ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"app_id": ""}, "TEAMS_APP_ID"),
        ({"app_password": " "}, "TEAMS_APP_PASSWORD"),
        ({"tenant_id": ""}, "TEAMS_TENANT_ID"),
        ({"openid_url": "http://login.example/"}, "TEAMS_OPENID_URL"),
        ({"token_url": "http://login.example/"}, "TEAMS_TOKEN_URL"),
    ],
)
async def test_half_configured_it_does_not_start(changed: Json, named: str) -> None:
    """An SDK without an app id would ask nobody for a token; keys and secrets go over encrypted lines alone."""
    good = TeamsSettings(app_id=APP, app_password="zebra", tenant_id=TENANT)
    store = FakeHouse()
    with pytest.raises(Misconfigured, match=named) as refusal:
        await TeamsApp.open(replace(good, **changed), Service(store, FakeCore()), store)
    assert "zebra" not in refusal.value.message


async def test_it_is_ready_once_the_keys_are_known(
    store: FakeHouse, core: FakeCore, keys: Publisher, token_url: str
) -> None:
    """Without them it starts all the same, and says so."""
    for url, expected in ((keys.url, True), ("http://127.0.0.1:1/", False)):
        chosen = TeamsSettings(app_id=APP, app_password="zebra", tenant_id=TENANT, openid_url=url, token_url=token_url)
        house = await TeamsApp.open(chosen, Service(store, core), store)
        assert await house.trouble() is not None
        await house.start()
        assert (await house.trouble() is None) is expected
        await house.close()
