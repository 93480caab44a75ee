"""The settings: read from the environment, refused by name, silent about secrets."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from adapters.slack.variables import SlackVariables
from adapters.teams.variables import TeamsVariables
from adapters.variables import secret
from bot.app.settings import Settings
from bot.errors import Misconfigured

SECRET = "zebra-secret"
COMPLETE = {
    "HARBOUR_ENCRYPTION_KEYS": SECRET,
    "SLACK_BOT_TOKEN": SECRET,
    "SLACK_SIGNING_SECRET": SECRET,
}


ON_TEAMS = {
    "HARBOUR_ENCRYPTION_KEYS": SECRET,
    "TEAMS_APP_ID": "app",
    "TEAMS_APP_PASSWORD": SECRET,
    "TEAMS_TENANT_ID": "tenant",
}


def test_what_is_not_set_has_the_default_of_the_contract() -> None:
    """An installation has to set nothing but keys and a platform."""
    settings = Settings.of({"HARBOUR_PORT": "", "SLACK_APP_TOKEN": ""})
    assert settings.database_url.get_secret_value() == "sqlite:///var/harbour.db"
    assert (settings.host, settings.port, settings.log_level) == ("127.0.0.1", 3978, "INFO")
    assert SlackVariables.of({}).api_url == "https://slack.com/api/"
    assert (settings.policy, settings.public_url, settings.encryption_keys) == (None, None, None)


def test_the_environment_and_a_file_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment comes before `.env`; what the two hold besides is left alone."""
    (tmp_path / ".env").write_text("HARBOUR_PORT=4000\nHARBOUR_HOST=0.0.0.0\nSLACK_CLIENT_ID=1\nOTHER=x\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HARBOUR_PORT", "5000")
    settings = Settings.load()
    assert (settings.host, settings.port) == ("0.0.0.0", 5000)  # noqa: S104 - compared, not listened on
    assert not hasattr(settings, "slack_client_id")


def test_given_values_are_all_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """The story and the tests run with what they give, whatever the machine has set."""
    monkeypatch.setenv("HARBOUR_PORT", "5000")
    monkeypatch.setenv("SLACK_BOT_TOKEN", SECRET)
    settings = Settings.of({"HARBOUR_HOST": " localhost "})
    assert (settings.host, settings.port) == ("localhost", 3978)
    assert not any(platform.is_begun for platform in settings.platforms)


def test_settings_do_not_change() -> None:
    """They are read once."""
    with pytest.raises(ValidationError, match="frozen"):
        Settings.of({}).port = 1


def test_another_web_api_server_gets_its_slash() -> None:
    """The SDK joins the method's name to the address."""
    assert SlackVariables.of({"SLACK_API_URL": "http://127.0.0.1:9/api"}).api_url == "http://127.0.0.1:9/api/"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"HARBOUR_PORT": "eighty"}, "HARBOUR_PORT must be a number from 0 to 65535."),
        ({"HARBOUR_PORT": "70000"}, "HARBOUR_PORT must be a number from 0 to 65535."),
        ({"HARBOUR_LOG_LEVEL": "loud"}, "HARBOUR_LOG_LEVEL must be one of DEBUG, INFO, WARNING, ERROR."),
        ({"HARBOUR_DATABASE_URL": "mysql://x"}, "HARBOUR_DATABASE_URL must begin with sqlite:/// or postgresql+"),
        (
            {"HARBOUR_PUBLIC_URL": "example.org"},
            "HARBOUR_PUBLIC_URL must be an address that begins with https:// or http://.",
        ),
        ({"SLACK_API_URL": "slack.com"}, "SLACK_API_URL must be an address that begins with https:// or http://."),
        (
            {"TEAMS_OPENID_URL": "http://login.example.org/keys"},
            "TEAMS_OPENID_URL must begin with https:// (http:// is for this machine alone).",
        ),
        ({"TEAMS_TOKEN_URL": "http://127.0.0.1.example.org/token"}, "TEAMS_TOKEN_URL must begin with https://"),
        ({"TEAMS_TOKEN_URL": f"http://localhost:{SECRET}@192.0.2.1/"}, "TEAMS_TOKEN_URL must begin with https://"),
        ({"TEAMS_TOKEN_URL": "login.example.org"}, "TEAMS_TOKEN_URL must be an address that begins with https:// or"),
        ({"TEAMS_TOKEN_URL": "https:///token"}, "TEAMS_TOKEN_URL must be an address with the name of a server in it."),
        ({"TEAMS_TOKEN_URL": "https://[::1/token"}, "TEAMS_TOKEN_URL "),
        ({"ENTRA_GRAPH_URL": "http://graph.example.org"}, "ENTRA_GRAPH_URL must begin with https://"),
        ({"ENTRA_LOGIN_URL": "login"}, "ENTRA_LOGIN_URL must be an address that begins with https:// or http://."),
        ({"HARBOUR_SMTP_URL": "mail"}, "HARBOUR_SMTP_URL must begin with smtp:// or smtps://."),
        (
            {"HARBOUR_SMTP_URL": f"smtp://u:{SECRET}@mail.example.org?starttls=never"},
            "HARBOUR_SMTP_URL must not send a password in the clear: use smtps:// or leave out starttls=never.",
        ),
        ({"HARBOUR_SMTP_URL": f"smtp://u@h:{SECRET}"}, "HARBOUR_SMTP_URL must have a port from 1 to 65535"),
        ({"HARBOUR_SMTP_URL": f"smtp://{SECRET}@h"}, "HARBOUR_SMTP_URL must hold both a user and a password"),
        ({"HARBOUR_MAIL_FROM": "harbour"}, "HARBOUR_MAIL_FROM must be an e-mail address."),
        ({"HARBOUR_MAIL_FROM": "Harbour <harbour@example.org>"}, "HARBOUR_MAIL_FROM must be an e-mail address."),
    ],
)
def test_a_wrong_value_is_refused_by_name(values: dict[str, str], said: str) -> None:
    """One line that names the variable and never repeats its value."""
    with pytest.raises(Misconfigured) as refused:
        Settings.of(values)
    assert refused.value.message.startswith(said)
    assert ("\n" in refused.value.message, SECRET in refused.value.message) == (False, False)


def test_every_wrong_value_is_named_at_once() -> None:
    """Nobody has to come back for the next one."""
    with pytest.raises(Misconfigured) as refused:
        Settings.of({"HARBOUR_PORT": SECRET, "HARBOUR_DATABASE_URL": f"mysql://u:{SECRET}@h", "SLACK_API_URL": SECRET})
    names = ("HARBOUR_PORT", "HARBOUR_DATABASE_URL", "SLACK_API_URL")
    assert [name in refused.value.message for name in names] == [True, True, True]
    assert SECRET not in refused.value.message


def test_secrets_show_in_no_representation() -> None:
    """Keys, tokens, and addresses that may hold a password."""
    settings = Settings.of(
        {
            **COMPLETE,
            "SLACK_APP_TOKEN": SECRET,
            "TEAMS_APP_PASSWORD": SECRET,
            "HARBOUR_DATABASE_URL": f"postgresql+psycopg://u:{SECRET}@h/d",
            "HARBOUR_SMTP_URL": f"smtp://{SECRET}:{SECRET}@h",
        }
    )
    for each in (settings, *settings.platforms):
        assert SECRET not in f"{each!r} {each} {each.model_dump()} {each.model_dump_json()}"


@pytest.mark.parametrize(
    ("without", "also", "expected"),
    [
        ("", {}, []),
        ("SLACK_SIGNING_SECRET", {"SLACK_APP_TOKEN": SECRET}, []),
        ("HARBOUR_ENCRYPTION_KEYS", {}, ["HARBOUR_ENCRYPTION_KEYS is not set: run 'harbour keys new'"]),
        ("SLACK_BOT_TOKEN", {}, ["SLACK_BOT_TOKEN is not set: copy it from 'OAuth & Permissions'"]),
        ("SLACK_SIGNING_SECRET", {}, ["SLACK_SIGNING_SECRET is not set: copy it from 'Basic Information'"]),
        ("", {"HARBOUR_MAIL_FROM": "harbour@example.org"}, ["HARBOUR_SMTP_URL and HARBOUR_MAIL_FROM belong together"]),
        ("", {"HARBOUR_SMTP_URL": "smtp://mail"}, ["HARBOUR_SMTP_URL and HARBOUR_MAIL_FROM belong together"]),
        ("", {"HARBOUR_SMTP_URL": "smtp://mail", "HARBOUR_MAIL_FROM": "harbour@example.org"}, []),
    ],
)
def test_what_serve_lacks_is_said(without: str, also: dict[str, str], expected: list[str]) -> None:
    """It refuses to start half-configured, and says what to do."""
    values = {name: value for name, value in COMPLETE.items() if name != without} | also
    missing = Settings.of(values).missing()
    assert [line.startswith(said) for line, said in zip(missing, expected, strict=True)] == [True] * len(expected)


@pytest.mark.parametrize(
    ("without", "also", "expected"),
    [
        ("", {}, []),
        ("", {"SLACK_BOT_TOKEN": SECRET, "SLACK_SIGNING_SECRET": SECRET}, []),
        ("TEAMS_APP_ID", {}, ["TEAMS_APP_ID is not set: copy 'Microsoft App ID' from 'Configuration'"]),
        ("TEAMS_APP_PASSWORD", {}, ["TEAMS_APP_PASSWORD is not set: make a client secret under 'Certificates & "]),
        ("TEAMS_TENANT_ID", {}, ["TEAMS_TENANT_ID is not set: copy 'App Tenant ID' from 'Configuration' of the"]),
        ("", {"SLACK_BOT_TOKEN": SECRET}, ["SLACK_SIGNING_SECRET is not set"]),
        ("", {"SLACK_APP_TOKEN": SECRET}, ["SLACK_BOT_TOKEN is not set"]),
        ("", {"TEAMS_TENANT_ID": " "}, ["TEAMS_TENANT_ID is not set"]),
        ("TEAMS_TENANT_ID", {"SLACK_SIGNING_SECRET": SECRET}, ["SLACK_BOT_TOKEN is not set", "TEAMS_TENANT_ID is not"]),
        ("HARBOUR_ENCRYPTION_KEYS", {}, ["HARBOUR_ENCRYPTION_KEYS is not set"]),
    ],
)
def test_a_platform_is_set_up_wholly_or_not_at_all(without: str, also: dict[str, str], expected: list[str]) -> None:
    """Teams alone, or both; what is set by half is named with what is missing."""
    values = {name: value for name, value in ON_TEAMS.items() if name != without} | also
    missing = Settings.of(values).missing()
    assert [line.startswith(said) for line, said in zip(missing, expected, strict=True)] == [True] * len(expected)


def test_without_a_platform_both_are_named() -> None:
    """One sentence, not one for each of their settings; other addresses set up neither."""
    values = {"HARBOUR_ENCRYPTION_KEYS": SECRET, "SLACK_API_URL": "http://127.0.0.1:1/", "TEAMS_TOKEN_URL": "https://x"}
    (said,) = Settings.of(values).missing()
    assert said.startswith("No platform is set up: set SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET for Slack, or TEAMS_")


@pytest.mark.parametrize(
    "url", ["https://login.example.org/x", "http://127.0.0.1:9/x", "http://localhost/x", "http://[::1]:9/x"]
)
def test_what_passes_keys_or_a_password_is_private(url: str) -> None:
    """Encrypted, or never off this machine."""
    found = TeamsVariables.of({"TEAMS_OPENID_URL": url, "TEAMS_TOKEN_URL": url})
    assert (found.openid_url, found.token_url) == (url, url)


def test_serve_starts_with_complete_settings_alone() -> None:
    """Complete settings come back; incomplete ones are refused in one line."""
    settings = Settings.of(COMPLETE)
    assert settings.for_serve() is settings
    with pytest.raises(Misconfigured, match=r"HARBOUR_ENCRYPTION_KEYS is not set.*No platform is set up"):
        Settings.of({}).for_serve()


def test_a_file_of_settings_that_is_no_text_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line that says what to do."""
    (tmp_path / ".env").write_bytes(b"\xff\xfe\x00HARBOUR")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Misconfigured, match=r"^\.env cannot be read: save it as UTF-8 text\.$"):
        Settings.load()


@pytest.mark.parametrize("where", ["mapping", "environment", ".env"])
def test_a_secret_may_lie_in_a_file(where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of Harbour's own and of a platform's; what is set by itself counts before a file."""
    (tmp_path / "secret").write_text(f"{SECRET}\n")
    named = {"HARBOUR_ENCRYPTION_KEYS_FILE": "secret", "SLACK_BOT_TOKEN_FILE": "secret", "SLACK_SIGNING_SECRET": "own"}
    named["SLACK_SIGNING_SECRET_FILE"] = "secret"
    monkeypatch.chdir(tmp_path)
    if where == "environment":
        for name, value in named.items():
            monkeypatch.setenv(name, value)
    elif where == ".env":
        (tmp_path / ".env").write_text("\n".join(f"{name}={value}" for name, value in named.items()))
    settings = Settings.of(named) if where == "mapping" else Settings.load()
    assert settings.missing() == []
    slack = next(each for each in settings.platforms if isinstance(each, SlackVariables))
    found = (settings.encryption_keys, slack.bot_token, slack.signing_secret)
    assert [secret(each) for each in found] == [SECRET, SECRET, "own"]


@pytest.mark.parametrize("file", ["nowhere", "."])
def test_a_file_of_a_secret_that_cannot_be_read_is_named(file: str) -> None:
    """By its variable, and by nothing that stands in it."""
    with pytest.raises(Misconfigured, match=r"^HARBOUR_ENCRYPTION_KEYS_FILE names a file that cannot be read"):
        Settings.of({"HARBOUR_ENCRYPTION_KEYS_FILE": file})


def test_a_certificate_stands_in_for_the_password_of_teams(tmp_path: Path) -> None:
    """Its text is what proves the app; where the file cannot be read, that is said."""
    file = tmp_path / "harbour.pem"
    without = {name: value for name, value in ON_TEAMS.items() if name != "TEAMS_APP_PASSWORD"}
    variables = TeamsVariables.of({**without, "TEAMS_CERTIFICATE_FILE": str(file)})
    assert list(variables.missing()) == []
    with pytest.raises(Misconfigured, match="TEAMS_CERTIFICATE_FILE cannot be read"):
        variables.connection()
    file.write_text(SECRET, "ascii")
    connection = variables.connection()
    assert connection is not None
    assert connection.settings.app_password == SECRET
    assert SECRET not in repr(connection.settings)
