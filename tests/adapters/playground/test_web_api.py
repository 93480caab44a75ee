"""The Web API answers and refuses as Slack does."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.playground.slack.installation import Installation
from adapters.playground.slack.server import StandIn
from adapters.playground.slack.workspace import GENERAL, Workspace
from adapters.playground.stand_in.sent import Channel
from tests.adapters.playground.conftest import Seconds
from tests.adapters.playground.tiny_app import actions, button, section

ISLA, OWEN, GRETA, ROTA = "U0ISLA", "U0OWEN", "U0GRETA", "U0ROTABOT"


async def refusal(call: Awaitable[Any]) -> str:
    """The error code with which a call is refused."""
    with pytest.raises(SlackApiError) as refused:
        await call
    return str(refused.value.response["error"])


async def chat(client: AsyncWebClient, user: str = ISLA) -> str:
    """The id of the app's chat with a person."""
    opened = await client.conversations_open(users=user)
    return str(opened["channel"]["id"])


async def test_the_app_knows_itself(client: AsyncWebClient, workspace: Workspace) -> None:
    """auth.test names the bot and the team, and every answer lists the token's scopes."""
    answer = await client.auth_test()
    assert (answer["user_id"], answer["team_id"]) == (workspace.app.bot_user, workspace.app.team_id)
    assert "chat:write" in answer.headers["x-oauth-scopes"].split(",")


async def test_tokens_are_checked(client: AsyncWebClient, slack: StandIn) -> None:
    """No token, a wrong one and one of the wrong kind each have their error."""
    assert await refusal(client.auth_test(token="xoxb-wrong")) == "invalid_auth"
    assert await refusal(client.auth_test(token=slack.app_token)) == "not_allowed_token_type"
    assert await refusal(client.apps_connections_open(app_token=slack.bot_token)) == "not_allowed_token_type"
    client.token = None
    assert await refusal(client.auth_test()) == "not_authed"


async def test_an_unknown_method_is_refused(client: AsyncWebClient) -> None:
    """A method that is not there is unknown_method."""
    assert await refusal(client.api_call("chat.shout")) == "unknown_method"


async def test_scopes_are_checked() -> None:
    """Without its scope a method says which one it needs, and e-mail addresses are not shown."""
    workspace = Workspace(app=Installation(scopes=frozenset({"users:read"})))
    async with StandIn(workspace) as slack, aiohttp.ClientSession() as session:
        client = AsyncWebClient(slack.bot_token, base_url=slack.api_url, session=session)
        with pytest.raises(SlackApiError) as refused:
            await client.chat_postMessage(channel=ISLA, text="hello")
        found = await client.users_info(user=workspace.app.bot_user)
    assert (refused.value.response["error"], refused.value.response["needed"]) == ("missing_scope", "chat:write")
    assert "email" not in found["user"]["profile"]


async def test_people_are_described(client: AsyncWebClient, workspace: Workspace) -> None:
    """users.info shows who is a guest, a bot, a stranger or has gone."""
    workspace.deactivate("U0CALLUM")
    found = {user: (await client.users_info(user=user))["user"] for user in (ISLA, GRETA, ROTA, OWEN, "U0CALLUM")}
    assert found[ISLA]["profile"]["email"] == "isla.fraser@hfl.example"
    assert found[GRETA]["is_restricted"] is True
    assert found[ROTA]["is_bot"] is True
    assert (found[OWEN]["is_stranger"], found[OWEN]["team_id"]) == (True, "T0NEIGHBOUR")
    assert found["U0CALLUM"]["deleted"] is True
    assert await refusal(client.users_info(user="U0NOBODY")) == "user_not_found"


async def test_people_are_found_by_email(client: AsyncWebClient, workspace: Workspace) -> None:
    """users.lookupByEmail finds active members only, in upper or lower case."""
    found = await client.users_lookupByEmail(email="Isla.Fraser@hfl.example")
    workspace.deactivate(ISLA)
    assert found["user"]["id"] == ISLA
    assert await refusal(client.users_lookupByEmail(email="isla.fraser@hfl.example")) == "users_not_found"
    assert await refusal(client.users_lookupByEmail(email="owen@neighbour.example")) == "users_not_found"


async def test_people_are_listed_in_pages(client: AsyncWebClient, workspace: Workspace) -> None:
    """users.list gives all of the team by cursor, and nobody of another one."""
    seen: list[str] = []
    async for page in await client.users_list(limit=4):
        seen.extend(member["id"] for member in page["members"])
    assert seen == [user.id for user in workspace.users.values() if not user.is_stranger]


async def test_chats_are_opened_with_people_only(client: AsyncWebClient, workspace: Workspace) -> None:
    """conversations.open gives the same chat again, and none with a bot, a stranger or one who has gone."""
    first, second = await chat(client), await chat(client)
    workspace.deactivate("U0CALLUM")
    assert first == second
    assert await refusal(client.conversations_open(users=ROTA)) == "cannot_dm_bot"
    assert await refusal(client.conversations_open(users="U0CALLUM")) == "user_disabled"
    assert await refusal(client.conversations_open(users=OWEN)) == "user_not_visible"
    assert await refusal(client.conversations_open(users="U0NOBODY")) == "user_not_found"
    assert await refusal(client.conversations_open(users=[ISLA, GRETA])) == "missing_scope"


async def test_a_chat_is_described_in_full_if_asked(client: AsyncWebClient) -> None:
    """By the person or by its own id; one that is not there is not found."""
    full = await client.conversations_open(users=ISLA, return_im=True)
    again = await client.conversations_open(channel=full["channel"]["id"])
    assert (full["channel"]["user"], full["channel"]["is_im"]) == (ISLA, True)
    assert (again["already_open"], again["channel"]["id"]) == (True, full["channel"]["id"])
    assert await refusal(client.conversations_open(channel="D0NOBODY")) == "channel_not_found"


async def test_a_broken_page_is_refused(client: AsyncWebClient) -> None:
    """A cursor and a limit have to be ones that were given."""
    assert await refusal(client.users_list(cursor="soon")) == "invalid_cursor"
    assert await refusal(client.users_list(cursor="999")) == "invalid_cursor"
    assert await refusal(client.users_list(limit=-1)) == "invalid_limit"


async def test_a_message_is_posted_rewritten_and_deleted(client: AsyncWebClient, workspace: Workspace) -> None:
    """A message has a ts by which it is written again; blocks that are not given stay."""
    blocks = [section("A private item"), actions(button("Open", "open"))]
    posted = await client.chat_postMessage(channel=ISLA, text="A private item", blocks=blocks)
    where = {"channel": posted["channel"], "ts": posted["ts"]}
    await client.chat_update(**where, text="Settled")
    kept = workspace.message(**where).blocks
    await client.chat_update(**where, text="Settled", blocks=[])
    assert [block["type"] for block in kept] == ["section", "actions"]
    assert (workspace.message(**where).text, workspace.message(**where).blocks) == ("Settled", [])
    await client.chat_delete(**where)
    assert await refusal(client.chat_update(**where, text="Again")) == "message_not_found"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"channel": GENERAL, "text": "hello"}, "not_in_channel"),
        ({"channel": "D0NOBODY", "text": "hello"}, "channel_not_found"),
        ({"channel": OWEN, "text": "hello"}, "channel_not_found"),
        ({"channel": ISLA, "text": ""}, "no_text"),
        ({"channel": ISLA, "text": "x" * 40_001}, "msg_too_long"),
        ({"channel": ISLA, "text": "hello", "blocks": [{"type": "confetti"}]}, "invalid_blocks"),
        ({"channel": ISLA, "text": "hello", "blocks": [section("x" * 3001)]}, "invalid_blocks"),
        ({"channel": ISLA, "text": "hello", "blocks": '{"not": "a list"}'}, "invalid_blocks_format"),
        ({"channel": ISLA, "text": "hello", "blocks": "{"}, "invalid_blocks_format"),
        ({"channel": "", "text": "hello"}, "invalid_arguments"),
    ],
)
async def test_a_wrong_message_is_refused(client: AsyncWebClient, arguments: dict[str, Any], code: str) -> None:
    """Content that cannot be shown, or has no place, is refused with its code."""
    assert await refusal(client.api_call("chat.postMessage", json=arguments)) == code


async def test_only_own_messages_are_rewritten(client: AsyncWebClient, workspace: Workspace) -> None:
    """A person's message cannot be changed by the app, and a person's id is no channel for an update."""
    channel = await chat(client)
    theirs = workspace.post(channel, ISLA, "hello")
    assert await refusal(client.chat_update(channel=channel, ts=theirs.ts, text="x")) == "cant_update_message"
    assert await refusal(client.chat_delete(channel=channel, ts=theirs.ts)) == "cant_delete_message"
    assert await refusal(client.chat_update(channel=ISLA, ts=theirs.ts, text="x")) == "channel_not_found"
    assert await refusal(client.chat_update(channel=channel, ts="1.000001", text="x")) == "message_not_found"


async def test_a_message_to_one_who_has_gone_is_taken(client: AsyncWebClient, workspace: Workspace) -> None:
    """Slack posts into the chat with a deactivated person without a word: the app has to look first."""
    channel = await chat(client)
    workspace.deactivate(ISLA)
    assert (await client.chat_postMessage(channel=channel, text="hello"))["ok"] is True


async def test_an_ephemeral_message_is_for_one_and_vanishes(client: AsyncWebClient, workspace: Workspace) -> None:
    """It is shown to one member, cannot be updated, and is gone when the client starts again."""
    channel = await chat(client)
    posted = await client.chat_postEphemeral(channel=channel, user=ISLA, text="only you")
    assert [m.text for m in workspace.seen_by(ISLA)] == ["only you"]
    assert await refusal(client.chat_update(channel=channel, ts=posted["message_ts"], text="x")) == "message_not_found"
    assert await refusal(client.chat_postEphemeral(channel=channel, user=GRETA, text="x")) == "user_not_in_channel"
    workspace.reload(ISLA)
    assert workspace.seen_by(ISLA) == []


async def test_forms_are_read_as_well_as_json(slack: StandIn) -> None:
    """Arguments may come as a form with the token inside it; a broken JSON body is invalid_json."""
    form = {"token": slack.bot_token, "channel": ISLA, "blocks": '[{"type": "divider"}]'}
    head = {"Authorization": f"Bearer {slack.bot_token}", "Content-Type": "application/json"}
    async with aiohttp.ClientSession() as session:
        async with session.post(f"{slack.api_url}chat.postMessage", data=form) as answer:
            taken = await answer.json()
        async with session.post(f"{slack.api_url}chat.postMessage", data=b"{", headers=head) as answer:
            broken = await answer.json()
        async with session.post(f"{slack.api_url}users.info", json={"user": ISLA}, headers=head) as answer:
            ignored = await answer.json()
    assert taken["message"]["blocks"][0]["type"] == "divider"
    assert broken["error"] == "invalid_json"
    assert ignored["error"] == "invalid_arguments"


async def test_everything_sent_is_kept_for_searches(client: AsyncWebClient, workspace: Workspace) -> None:
    """A word is found in what was sent, by the way it was sent; tokens are not kept."""
    await client.chat_postMessage(channel=ISLA, text="A private item, EC-0042")
    await client.chat_postEphemeral(channel=await chat(client), user=ISLA, text="only you")
    assert [s.by for s in workspace.sent.containing("ec-0042", Channel.MESSAGE)] == ["chat.postMessage"]
    assert workspace.sent.containing("only you", Channel.MESSAGE) == []
    assert workspace.sent.containing("xoxb-") == []


async def test_a_response_url_wears_out(slack: StandIn, seconds: Seconds) -> None:
    """It works five times in thirty minutes."""
    workspace = slack.workspace
    channel = workspace.chat_with(ISLA)
    url = workspace.root_url + workspace.response_urls.issue(ISLA, channel)
    old = workspace.root_url + workspace.response_urls.issue(ISLA, channel)
    async with aiohttp.ClientSession() as session:
        statuses = [(await session.post(url, json={"text": f"answer {n}"})).status for n in range(6)]
        seconds.now += 1801
        late = await (await session.post(old, json={"text": "late"})).json()
        unknown = await (await session.post(f"{workspace.root_url}commands/none", json={"text": "x"})).json()
    assert statuses == [200, 200, 200, 200, 200, 404]
    assert (late["error"], unknown["error"]) == ("expired_url", "invalid_url")
    assert [m.text for m in workspace.seen_by(ISLA)] == [f"answer {n}" for n in range(5)]


async def test_a_response_url_may_replace_or_delete_its_message(slack: StandIn) -> None:
    """The message of the click is written again, or taken away."""
    workspace = slack.workspace
    message = workspace.post(workspace.chat_with(ISLA), workspace.app.bot_user, "before")
    url = workspace.root_url + workspace.response_urls.issue(ISLA, message.channel, message.ts)
    async with aiohttp.ClientSession() as session:
        await session.post(url, json={"text": "after", "replace_original": True})
        after = workspace.message(message.channel, message.ts).text
        await session.post(url, json={"delete_original": True})
        gone = (await session.post(url, json={"delete_original": True})).status
    assert (after, gone, workspace.seen_by(ISLA)) == ("after", 400, [])
