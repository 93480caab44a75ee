"""How the settings become platforms."""

from __future__ import annotations

import pytest

from adapters.slack.settings import SlackSettings
from adapters.teams.settings import OPENID_URL, TeamsSettings
from bot.app.composition import platforms
from bot.app.settings import Settings

SECRET = "zebra-secret"
SLACK = {"SLACK_BOT_TOKEN": SECRET, "SLACK_SIGNING_SECRET": "sign"}
TEAMS = {"TEAMS_APP_ID": "app", "TEAMS_APP_PASSWORD": SECRET, "TEAMS_TENANT_ID": "tenant"}


@pytest.mark.parametrize(
    ("values", "slack", "teams"),
    [(SLACK, True, False), (TEAMS, False, True), (SLACK | TEAMS, True, True), ({}, False, False)],
)
def test_the_platforms_that_are_set_up_run(values: dict[str, str], slack: bool, teams: bool) -> None:
    """One of them, or both."""
    found = platforms(Settings.of(values))
    assert (found.slack is not None, found.teams is not None) == (slack, teams)


def test_slack_is_reached_as_the_settings_say() -> None:
    """Over HTTP."""
    found = platforms(Settings.of(SLACK | {"SLACK_API_URL": "http://127.0.0.1:9/api"})).slack
    assert found == SlackSettings(bot_token=SECRET, signing_secret="sign", api_url="http://127.0.0.1:9/api/")


def test_over_socket_mode_nothing_is_listened_for() -> None:
    """Without a signing secret there is no route, also where one is set."""
    found = platforms(Settings.of(SLACK | {"SLACK_APP_TOKEN": "xapp"})).slack
    assert found == SlackSettings(
        bot_token=SECRET, signing_secret="", app_token="xapp", api_url="https://slack.com/api/"
    )


def test_teams_is_reached_at_microsofts_own_addresses() -> None:
    """Unless the settings name others."""
    own = platforms(Settings.of(TEAMS)).teams
    assert own == TeamsSettings(app_id="app", app_password=SECRET, tenant_id="tenant", openid_url=OPENID_URL)
    others = {"TEAMS_OPENID_URL": "http://127.0.0.1:9/keys", "TEAMS_TOKEN_URL": "http://127.0.0.1:9/token"}
    assert platforms(Settings.of(TEAMS | others)).teams == TeamsSettings(
        app_id="app",
        app_password=SECRET,
        tenant_id="tenant",
        openid_url="http://127.0.0.1:9/keys",
        token_url="http://127.0.0.1:9/token",
    )


def test_no_secret_shows() -> None:
    """Whoever logs the settings of a platform logs no secret."""
    assert SECRET not in repr(platforms(Settings.of(SLACK | TEAMS)))
