"""Activities reach the app signed, in Teams' own shape, and its answers come back in time or not at all."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace

import jwt
import pytest
from aiohttp import web

from adapters.playground.stand_in.patience import LONG
from adapters.playground.stand_in.refusals import AppFailed, Json
from adapters.playground.stand_in.sent import Channel
from adapters.playground.teams import activities
from adapters.playground.teams.keys import SigningKey
from adapters.playground.teams.link import TeamsLink
from adapters.playground.teams.server import TeamsStandIn
from adapters.playground.teams.tenant import GENERAL, Tenant
from tests.adapters.playground.teams.conftest import ISLA


@dataclass
class Ear:
    """An app that records all requests and gives set answers."""

    url: str = ""
    says: Json | str | None = None
    status: int = 200
    waits: float = 0.0
    heard: list[Json] = field(default_factory=list)
    bearers: list[str] = field(default_factory=list)

    async def answer(self, request: web.Request) -> web.Response:
        """One activity."""
        self.bearers.append(request.headers["Authorization"].removeprefix("Bearer "))
        self.heard.append(await request.json())
        await asyncio.sleep(self.waits)
        if isinstance(self.says, str):
            return web.Response(status=self.status, text=self.says)
        return web.Response(status=self.status) if self.says is None else web.json_response(self.says)


@pytest.fixture
async def ear(teams: TeamsStandIn) -> AsyncIterator[Ear]:
    """It listens beside the running stand-in."""
    heard = Ear()
    server = web.Application()
    server.router.add_post("/api/messages", heard.answer)
    runner = web.AppRunner(server, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    heard.url = f"http://127.0.0.1:{runner.addresses[0][1]}/api/messages"
    assert teams.service_url
    yield heard
    await runner.cleanup()


@pytest.fixture
async def link(ear: Ear, tenant: Tenant) -> AsyncIterator[TeamsLink]:
    """A link that waits as long as it takes."""
    made = TeamsLink(ear.url, tenant, patience=LONG)
    yield made
    await made.close()


def read(tenant: Tenant, token: str) -> Json:
    """The claims of a token that the stand-in has signed."""
    key = tenant.keys.current.private.public_key()
    claims: Json = jwt.decode(token, key, algorithms=["RS256"], audience=tenant.app.app_id)
    return claims


# -- delivering


async def test_an_activity_is_delivered_with_a_token(link: TeamsLink, ear: Ear, tenant: Tenant) -> None:
    """Signed for this app, from the service URL of the activity, by who the metadata names."""
    activity = activities.installed(tenant, ISLA)
    answer = await link.deliver(activity)
    claims = read(tenant, ear.bearers[0])
    assert (answer.status, ear.heard) == (200, [activity])
    assert (claims["iss"], claims["serviceurl"]) == ("https://api.botframework.com", activity["serviceUrl"])
    assert claims["exp"] - claims["nbf"] == 3900


async def test_another_token_can_be_sent_instead(link: TeamsLink, ear: Ear, tenant: Tenant) -> None:
    """Any token, as a forger would send."""
    await link.deliver(activities.installed(tenant, ISLA), token="forged")
    assert ear.bearers == ["forged"]


async def test_a_body_can_be_sent_as_it_is(link: TeamsLink, ear: Ear) -> None:
    """With headers of one's own."""
    await link.post(b'{"raw": true}', {"Authorization": "Bearer x", "Content-Type": "application/json"})
    assert (ear.heard, ear.bearers) == ([{"raw": True}], ["x"])


async def test_what_answers_an_invoke_is_noted_as_shown_in_a_dialog(link: TeamsLink, ear: Ear, tenant: Tenant) -> None:
    """Apart from chats; what comes back with a message is shown to nobody and noted as something else."""
    ear.says = {"task": {"type": "message", "value": "a canary"}}
    answer = await link.deliver(activities.fetch(tenant, ISLA, {}, "17"))
    await link.deliver(activities.submitted(tenant, ISLA, {}, "17"))
    ear.says = "a canary of text"
    await link.deliver(activities.removed(tenant, ISLA))
    noted = [(sent.by, sent.channel) for sent in tenant.sent.containing("canary")]
    assert answer.json() == {"task": {"type": "message", "value": "a canary"}}
    assert noted == [("task/fetch", Channel.VIEW), ("answer", Channel.OTHER), ("answer", Channel.OTHER)]


async def test_nothing_is_noted_of_no_answer(link: TeamsLink, tenant: Tenant) -> None:
    """An empty body."""
    await link.deliver(activities.submit(tenant, ISLA, {}))
    assert list(tenant.sent) == []


async def test_an_invoke_is_answered_as_promised_or_has_failed(ear: Ear, tenant: Tenant) -> None:
    """A message may take longer; the app's answer is noted all the same."""
    link = TeamsLink(ear.url, tenant, patience=replace(LONG, promise=0.05))
    ear.waits, ear.says = 0.1, {"task": {"type": "message", "value": "late"}}
    assert (await link.deliver(activities.submitted(tenant, ISLA, {}, "17"))).status == 200
    with pytest.raises(AppFailed) as failed:
        await link.deliver(activities.submit(tenant, ISLA, {}))
    assert failed.value.status == 200
    await link.close()
    assert [sent.by for sent in tenant.sent.containing("late")] == ["answer", "task/submit"]


async def test_patience_ends(ear: Ear, tenant: Tenant) -> None:
    """For anything: no answer is no answer."""
    link = TeamsLink(ear.url, tenant, patience=replace(LONG, answer=0.05))
    ear.waits = LONG.answer
    for activity in (activities.submitted(tenant, ISLA, {}, "17"), activities.submit(tenant, ISLA, {})):
        with pytest.raises(AppFailed) as failed:
            await link.deliver(activity)
        assert failed.value.status is None
    await link.close()


async def test_an_app_that_is_not_there_has_failed(teams: TeamsStandIn) -> None:
    """Nobody listens."""
    link = TeamsLink("http://127.0.0.1:9/api/messages", teams.tenant)
    with pytest.raises(AppFailed, match="cannot be reached"):
        await link.deliver(activities.installed(teams.tenant, ISLA))
    await link.close()


# -- tokens for forgers


def test_claims_can_be_changed_and_left_out(link: TeamsLink, tenant: Tenant) -> None:
    """Signed all the same."""
    claims = read(tenant, link.token(iss="somebody", serviceurl=None, exp=4102444800))
    assert (claims["iss"], claims["exp"], "serviceurl" in claims) == ("somebody", 4102444800, False)


def test_another_key_can_sign(link: TeamsLink, tenant: Tenant) -> None:
    """Under its own name or that of the right one."""
    token = link.token(key=SigningKey.fresh(), kid=tenant.keys.current.kid)
    assert jwt.get_unverified_header(token)["kid"] == tenant.keys.current.kid
    with pytest.raises(jwt.InvalidSignatureError):
        read(tenant, token)


@pytest.mark.parametrize("algorithm", ["none", "HS256", "RS512"])
def test_another_algorithm_can_be_named(link: TeamsLink, tenant: Tenant, algorithm: str) -> None:
    """None at all, one for which the public key would be the secret, and another of the same family."""
    token = link.token(algorithm=algorithm)
    assert jwt.get_unverified_header(token)["alg"] == algorithm
    with pytest.raises(jwt.InvalidAlgorithmError):
        read(tenant, token)


# -- activities


def test_activities_say_where_they_come_from(teams: TeamsStandIn, tenant: Tenant) -> None:
    """All of them: channel, service URL, who, to whom, which tenant, when."""
    written = tenant.post(tenant.chat_with(ISLA.aad), ISLA.aad, "help")
    made = [
        activities.message(tenant, ISLA, written),
        activities.submitted(tenant, ISLA, {}, "17"),
        activities.fetch(tenant, ISLA, {}, "17"),
        activities.submit(tenant, ISLA, {}),
        activities.installed(tenant, ISLA),
        activities.removed(tenant, ISLA),
        activities.conversation_begun(tenant, ISLA),
        activities.conversation_ended(tenant, ISLA),
    ]
    assert {activity["channelId"] for activity in made} == {"msteams"}
    assert {activity["serviceUrl"] for activity in made} == {teams.service_url}
    assert {activity["timestamp"] for activity in made} == {"2026-11-24T10:00:00.000Z"}
    assert {activity["localTimestamp"] for activity in made} == {"2026-11-24T10:00:00.000+00:00"}
    for activity in made:
        assert activity["from"] == {"id": ISLA.account, "name": ISLA.real_name, "aadObjectId": ISLA.aad}
        assert activity["recipient"] == {"id": tenant.app.account, "name": "Harbour"}
        assert activity["conversation"]["id"] == tenant.chat_with(ISLA.aad)
        assert activity["conversation"]["tenantId"] == activity["channelData"]["tenant"]["id"] == tenant.app.tenant_id
    assert len({activity["id"] for activity in made}) == len(made)


def test_a_message_holds_what_was_written(tenant: Tenant) -> None:
    """As text, and as HTML beside it; a file is another attachment."""
    written = tenant.post(tenant.chat_with(ISLA.aad), ISLA.aad, "tea & <cake>")
    plain, with_file = (
        activities.message(tenant, ISLA, written),
        activities.message(tenant, ISLA, written, file="a.pdf"),
    )
    assert (plain["id"], plain["text"], plain["textFormat"]) == (written.id, "tea &amp; &lt;cake&gt;", "plain")
    assert [a["content"] for a in plain["attachments"]] == ["<p>tea &amp; &lt;cake&gt;</p>"]
    assert [a.get("name") for a in with_file["attachments"]] == ["a.pdf", None]
    assert with_file["attachments"][0]["contentType"] == "application/vnd.microsoft.teams.file.download.info"


def test_a_button_in_the_chat_sends_a_message_without_text(tenant: Tenant) -> None:
    """The data as it is, and the message that the button is in."""
    activity = activities.submitted(tenant, ISLA, {"harbour": {"do": "form"}, "note": "typed"}, "17")
    assert (activity["type"], activity["replyToId"]) == ("message", "17")
    assert activity["value"] == {"harbour": {"do": "form"}, "note": "typed"}
    assert "text" not in activity


def test_invokes_hold_the_data_of_the_button(tenant: Tenant) -> None:
    """A fetch names the message; a submit does not."""
    data = {"harbour": {"do": "act"}, "msteams": {"type": "task/fetch"}}
    fetch, submit = activities.fetch(tenant, ISLA, data, "17"), activities.submit(tenant, ISLA, data)
    assert [(a["type"], a["name"]) for a in (fetch, submit)] == [("invoke", "task/fetch"), ("invoke", "task/submit")]
    assert fetch["value"] == submit["value"] == {"data": data, "context": {"theme": "default"}}
    assert (fetch["replyToId"], "replyToId" in submit) == ("17", False)
    data["harbour"]["do"] = "changed"
    assert json.dumps(fetch).count("changed") == 0


def test_adding_and_taking_away_are_told_twice(tenant: Tenant) -> None:
    """As the installation, and as the bot's being a member of the chat."""
    assert activities.installed(tenant, ISLA)["action"] == "add"
    assert activities.removed(tenant, ISLA)["action"] == "remove"
    assert activities.conversation_begun(tenant, ISLA)["membersAdded"] == [{"id": tenant.app.account}]
    assert activities.conversation_ended(tenant, ISLA)["membersRemoved"] == [{"id": tenant.app.account}]


def test_a_channel_mentions_the_app(tenant: Tenant) -> None:
    """In the text and among the entities, in a thread of the channel."""
    written = tenant.post(GENERAL, ISLA.aad, "help")
    activity = activities.in_channel(tenant, ISLA, written)
    [mention] = [entity for entity in activity["entities"] if entity["type"] == "mention"]
    assert activity["text"] == "<at>Harbour</at> help\n"
    assert (mention["text"], mention["mentioned"]["id"]) == ("<at>Harbour</at>", tenant.app.account)
    assert activity["conversation"]["conversationType"] == "channel"
    assert activity["conversation"]["id"] == f"{GENERAL};messageid={written.id}"
    assert activity["channelData"]["channel"]["id"] == GENERAL


def test_the_app_can_be_mentioned_in_its_own_chat(tenant: Tenant) -> None:
    """The same, but personal."""
    written = tenant.post(tenant.chat_with(ISLA.aad), ISLA.aad, "help")
    activity = activities.mentioned(tenant, ISLA, written)
    assert (activity["text"], activity["conversation"]["conversationType"]) == ("<at>Harbour</at> help", "personal")
    assert [entity["type"] for entity in activity["entities"]] == ["mention", "clientInfo"]


def test_somebody_of_another_organisation_brings_their_own_tenant(tenant: Tenant) -> None:
    """In the conversation and in the channel's data."""
    owen = tenant.change_member(ISLA.aad, foreign_tenant="11111111-2222-3333-4444-555555555555")
    activity = activities.installed(tenant, owen)
    assert activity["conversation"]["tenantId"] == activity["channelData"]["tenant"]["id"] == owen.foreign_tenant
