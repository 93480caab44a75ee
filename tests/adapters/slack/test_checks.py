"""Findings of `harbour doctor` about the tokens, each with its remedy."""

from __future__ import annotations

from adapters.slack.checks import check
from tests.adapters.slack.fakes import FakeSlack


async def test_good_tokens_are_good(api_url: str) -> None:
    """Bot token, scopes and app token."""
    found = await check("xoxb-test", api_url, "xapp-test")
    assert [f.is_good for f in found] == [True, True, True]


async def test_each_missing_scope_is_named_with_what_it_is_for(slack: FakeSlack, api_url: str) -> None:
    """And how to get it."""
    slack.scopes = "commands,chat:write,im:history,users:read"
    found = [f for f in await check("xoxb-test", api_url) if not f.is_good]
    assert [f.says.split(" is missing")[0] for f in found] == ["The scope im:write", "The scope users:read.email"]
    assert all("harbour manifest slack" in f.mend for f in found)


async def test_a_wrong_bot_token_and_a_wrong_app_token_are_told_apart(slack: FakeSlack, api_url: str) -> None:
    """Each says which setting to mend."""
    slack.trouble["apps.connections.open"] = "invalid_auth"
    app = await check("xoxb-test", api_url, "xapp-test")
    slack.trouble["auth.test"] = "invalid_auth"
    bot = await check("xoxb-test", api_url)
    assert "SLACK_APP_TOKEN" in app[-1].mend
    assert "SLACK_BOT_TOKEN" in bot[-1].mend


async def test_a_slack_that_does_not_answer_is_told() -> None:
    """Nothing listens there."""
    found = await check("xoxb-test", "http://127.0.0.1:1/api/")
    assert [(f.is_good, f.says) for f in found] == [(False, "Slack does not answer.")]
