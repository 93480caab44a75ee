"""Platforms are built from the settings."""

from __future__ import annotations

from dataclasses import replace

import pytest

from adapters.slack.connection import SlackConnection
from adapters.slack.settings import SlackSettings
from adapters.teams.connection import TeamsConnection
from adapters.teams.settings import OPENID_URL, TeamsSettings
from bot.app.composition import connections
from bot.app.settings import Settings

SECRET = "zebra-secret"
SLACK = {"SLACK_BOT_TOKEN": SECRET, "SLACK_SIGNING_SECRET": "sign"}
TEAMS = {"TEAMS_APP_ID": "app", "TEAMS_APP_PASSWORD": SECRET, "TEAMS_TENANT_ID": "tenant"}


@pytest.mark.parametrize(
    ("values", "expected"), [(SLACK, ["slack"]), (TEAMS, ["teams"]), (SLACK | TEAMS, ["slack", "teams"]), ({}, [])]
)
def test_the_platforms_that_are_set_up_run(values: dict[str, str], expected: list[str]) -> None:
    """One of them, or both."""
    assert [found.platform.name for found in connections(Settings.of(values))] == expected


def test_slack_is_reached_as_the_settings_say() -> None:
    """Over HTTP."""
    settings = SlackSettings(bot_token=SECRET, signing_secret="sign", api_url="http://127.0.0.1:9/api/")
    found = connections(Settings.of(SLACK | {"SLACK_API_URL": "http://127.0.0.1:9/api"}))
    assert found == [SlackConnection(settings)]


def test_over_socket_mode_nothing_is_listened_for() -> None:
    """Without a signing secret there is no route, also where one is set."""
    settings = SlackSettings(bot_token=SECRET, signing_secret="", app_token="xapp", api_url="https://slack.com/api/")
    assert connections(Settings.of(SLACK | {"SLACK_APP_TOKEN": "xapp"})) == [SlackConnection(settings)]


def test_teams_is_reached_at_microsofts_own_addresses() -> None:
    """Unless the settings name others."""
    own = TeamsSettings(app_id="app", app_password=SECRET, tenant_id="tenant", openid_url=OPENID_URL)
    assert connections(Settings.of(TEAMS)) == [TeamsConnection(own)]
    others = {"TEAMS_OPENID_URL": "http://127.0.0.1:9/keys", "TEAMS_TOKEN_URL": "http://127.0.0.1:9/token"}
    changed = replace(own, openid_url="http://127.0.0.1:9/keys", token_url="http://127.0.0.1:9/token")
    assert connections(Settings.of(TEAMS | others)) == [TeamsConnection(changed)]


def test_no_secret_shows() -> None:
    """Logging the settings of a platform logs no secret."""
    assert SECRET not in repr(connections(Settings.of(SLACK | TEAMS)))
