"""The manifest asks for everything in use, within Slack's limits, and equals the committed one."""

from __future__ import annotations

from pathlib import Path

import pytest

from adapters.slack.manifest import COMMAND, DESCRIPTION, NAME, manifest, written
from bot.chat.commands import COMMANDS
from bot.errors import Misconfigured

COMMITTED = Path(__file__).parents[3] / "manifest" / "slack" / "manifest.json"


def test_the_committed_manifest_is_the_one_that_the_code_writes() -> None:
    """`harbour manifest slack --url https://harbour.example` gives the same."""
    assert COMMITTED.read_text(encoding="utf-8") == written("https://harbour.example")


def test_lengths_are_within_slacks_limits() -> None:
    """Slack refuses a manifest that is longer."""
    found = manifest("https://harbour.example")
    assert len(found["display_information"]["name"]) <= NAME
    assert len(found["display_information"]["description"]) <= DESCRIPTION
    assert all(len(c["command"]) <= COMMAND for c in found["features"]["slash_commands"])


def test_it_lists_exactly_the_commands_that_work() -> None:
    """From the core's own table; each at the one address."""
    found = manifest("https://harbour.example/")["features"]["slash_commands"]
    assert [c["command"] for c in found] == [c.slash for c in COMMANDS]
    assert {c["url"] for c in found} == {"https://harbour.example/slack/events"}


def test_scopes_and_events_are_those_in_use() -> None:
    """No scope for files before there are files."""
    found = manifest("https://harbour.example")
    assert found["oauth_config"]["scopes"]["bot"] == [
        "chat:write",
        "commands",
        "im:history",
        "im:write",
        "users:read",
        "users:read.email",
    ]
    assert found["settings"]["event_subscriptions"]["bot_events"] == [
        "app_home_opened",
        "app_uninstalled",
        "message.im",
        "tokens_revoked",
    ]


def test_socket_mode_needs_no_address() -> None:
    """And names none."""
    text = written(None)
    assert "url" not in text
    assert manifest(None)["settings"]["socket_mode_enabled"] is True


@pytest.mark.parametrize("url", ["http://harbour.example", "harbour.example", "https://", "https://x.example/?a=b", ""])
def test_an_address_that_slack_would_not_take_is_refused(url: str) -> None:
    """In a sentence that says what to write."""
    with pytest.raises(Misconfigured, match=r"https://harbour\.example"):
        manifest(url)
