"""Faults of Slack's side can be switched on."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from adapters.playground.slack.faults import EVERY_METHOD, Fault, Faults
from adapters.playground.slack.server import StandIn
from adapters.playground.slack.workspace import Workspace
from tests.adapters.playground.test_web_api import ISLA, refusal


async def test_too_many_calls_are_told_when_to_come_back(client: AsyncWebClient, workspace: Workspace) -> None:
    """429 with Retry-After, for as many calls as asked, and nothing is done."""
    workspace.faults.on("chat.postMessage", Fault.rate_limited(7), times=1)
    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel=ISLA, text="hello")
    assert (refused.value.response.status_code, refused.value.response.headers["Retry-After"]) == (429, "7")
    assert refused.value.response["error"] == "ratelimited"
    assert workspace.seen_by(ISLA) == []
    assert (await client.chat_postMessage(channel=ISLA, text="hello"))["ok"] is True


async def test_the_client_s_own_retry_works(slack: StandIn, workspace: Workspace) -> None:
    """slack_sdk's handler waits as Retry-After says and comes through."""
    workspace.faults.on("auth.test", Fault.rate_limited(0), times=1)
    async with aiohttp.ClientSession() as session:
        handlers = [AsyncRateLimitErrorRetryHandler(max_retry_count=1)]
        patient = AsyncWebClient(
            slack.bot_token, base_url=slack.api_url, session=session, retry_handlers=list(handlers)
        )
        assert (await patient.auth_test())["ok"] is True


async def test_an_internal_error_does_nothing(client: AsyncWebClient, workspace: Workspace) -> None:
    """500 without a body that can be read."""
    workspace.faults.on("chat.postMessage", Fault.broken())
    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel=ISLA, text="hello")
    assert (refused.value.response.status_code, workspace.seen_by(ISLA)) == (500, [])


async def test_an_answer_can_be_lost_after_the_message_was_taken(client: AsyncWebClient, workspace: Workspace) -> None:
    """The caller sees the connection drop; the message stands."""
    workspace.faults.on("chat.postMessage", Fault.lost(), times=1)
    with pytest.raises(aiohttp.ClientError):
        await client.chat_postMessage(channel=ISLA, text="hello")
    assert [m.text for m in workspace.seen_by(ISLA)] == ["hello"]


async def test_slack_can_be_slow(client: AsyncWebClient, workspace: Workspace) -> None:
    """The answer comes later than the caller waits."""
    workspace.faults.on("auth.test", Fault.slow(0.2))
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(client.auth_test(), 0.05)
    assert (await client.auth_test())["ok"] is True


async def test_any_refusal_can_be_asked_for(client: AsyncWebClient, workspace: Workspace) -> None:
    """For every method at once, until it is switched off."""
    workspace.faults.on(EVERY_METHOD, Fault.refused("internal_error"))
    assert await refusal(client.auth_test()) == "internal_error"
    assert await refusal(client.users_info(user=ISLA)) == "internal_error"
    workspace.faults.off()
    assert (await client.auth_test())["ok"] is True


def test_faults_are_counted() -> None:
    """So many times and no more; one method's fault goes before that of all."""
    faults = Faults()
    faults.on("a", Fault.broken(), times=2)
    faults.on(EVERY_METHOD, Fault.slow(1))
    taken = [faults.take("a"), faults.take("a"), faults.take("a")]
    faults.off(EVERY_METHOD)
    assert taken == [Fault.broken(), Fault.broken(), Fault.slow(1)]
    assert faults.take("a") is None
