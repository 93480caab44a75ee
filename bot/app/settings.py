"""The settings of one installation, from the environment and a `.env` file (the README lists them).

Part of the composition and not of the core: it may use a library.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from adapters.email.letters import address
from adapters.email.server import MailServer
from bot.errors import Misconfigured

SLACK_API_URL = "https://slack.com/api/"

_LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


def _web_address(url: str) -> str:
    if not url.startswith(("https://", "http://")):
        raise ValueError("must be an address that begins with https:// or http://")
    return url


def _private_address(url: str) -> str:
    """What passes here must not be read on the way: keys that are trusted, or a password."""
    parts = urlsplit(_web_address(url))
    host = parts.hostname
    if not host:
        raise ValueError("must be an address with the name of a server in it")
    if parts.scheme != "https" and not _is_this_machine(host):
        raise ValueError("must begin with https:// (http:// is for this machine alone)")
    return url


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _with_slash(url: str) -> str:
    return url.rstrip("/") + "/"


def _without_slash(url: str) -> str:
    return url.rstrip("/")


def _database(url: SecretStr) -> SecretStr:
    if not url.get_secret_value().startswith(("sqlite:///", "postgresql+psycopg://")):
        raise ValueError("must begin with sqlite:/// or postgresql+psycopg://")
    return url


def _mail_server(url: SecretStr) -> SecretStr:
    MailServer.of(url.get_secret_value())
    return url


def _mail_address(email: str) -> str:
    if address(email) is None:
        raise ValueError("must be an e-mail address")
    return email


def _log_level(level: str) -> str:
    if level.upper() not in _LOG_LEVELS:
        raise ValueError(f"must be one of {', '.join(_LOG_LEVELS)}")
    return level.upper()


class Settings(BaseSettings):
    """What the environment says. Secrets show in no representation of it."""

    model_config = SettingsConfigDict(
        frozen=True,
        case_sensitive=True,
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        hide_input_in_errors=True,
        str_strip_whitespace=True,
    )

    database_url: Annotated[SecretStr, AfterValidator(_database)] = Field(
        SecretStr("sqlite:///var/harbour.db"), validation_alias="HARBOUR_DATABASE_URL"
    )
    #: Comma-separated, newest first, as `harbour keys new` prints them.
    encryption_keys: SecretStr | None = Field(None, validation_alias="HARBOUR_ENCRYPTION_KEYS")
    #: None for the packaged one.
    policy: Path | None = Field(None, validation_alias="HARBOUR_POLICY")
    host: str = Field("127.0.0.1", validation_alias="HARBOUR_HOST")
    #: 0 for any free one.
    port: int = Field(3978, ge=0, le=65535, validation_alias="HARBOUR_PORT")
    public_url: Annotated[str, AfterValidator(_web_address), AfterValidator(_without_slash)] | None = Field(
        None, validation_alias="HARBOUR_PUBLIC_URL"
    )
    #: The folder of evidence.
    evidence: Path = Field(Path("var/evidence"), validation_alias="HARBOUR_EVIDENCE")
    log_level: Annotated[str, AfterValidator(_log_level)] = Field("INFO", validation_alias="HARBOUR_LOG_LEVEL")

    slack_bot_token: SecretStr | None = Field(None, validation_alias="SLACK_BOT_TOKEN")
    #: For Slack over HTTP.
    slack_signing_secret: SecretStr | None = Field(None, validation_alias="SLACK_SIGNING_SECRET")
    #: For Slack over Socket Mode instead.
    slack_app_token: SecretStr | None = Field(None, validation_alias="SLACK_APP_TOKEN")
    #: Ends in a slash, as the SDK wants it.
    slack_api_url: Annotated[str, AfterValidator(_web_address), AfterValidator(_with_slash)] = Field(
        SLACK_API_URL, validation_alias="SLACK_API_URL"
    )

    teams_app_id: str | None = Field(None, validation_alias="TEAMS_APP_ID")
    teams_app_password: SecretStr | None = Field(None, validation_alias="TEAMS_APP_PASSWORD")
    teams_tenant_id: str | None = Field(None, validation_alias="TEAMS_TENANT_ID")
    #: Where the keys are described that tokens are signed with; None for the Bot Framework's own.
    teams_openid_url: Annotated[str, AfterValidator(_private_address)] | None = Field(
        None, validation_alias="TEAMS_OPENID_URL"
    )
    #: Where outbound tokens come from; None for Microsoft's own.
    teams_token_url: Annotated[str, AfterValidator(_private_address)] | None = Field(
        None, validation_alias="TEAMS_TOKEN_URL"
    )

    #: smtp://[user:password@]host[:port][?starttls=always|never] or smtps://…; with `mail_from`, or neither.
    smtp_url: Annotated[SecretStr, AfterValidator(_mail_server)] | None = Field(
        None, validation_alias="HARBOUR_SMTP_URL"
    )
    mail_from: Annotated[str, AfterValidator(_mail_address)] | None = Field(None, validation_alias="HARBOUR_MAIL_FROM")

    @classmethod
    def load(cls) -> Settings:
        """From the environment and `.env`. Raises Misconfigured."""
        return _read(cls, {})

    @classmethod
    def of(cls, values: Mapping[str, str]) -> Settings:
        """From these variables alone, whatever the environment says. Raises Misconfigured."""
        return _read(_Given, {name: value for name, value in values.items() if value})

    @property
    def socket_mode(self) -> bool:
        """Whether Slack is reached over Socket Mode instead of HTTP."""
        return self.slack_app_token is not None

    def missing(self) -> list[str]:
        """What `serve` still needs: a sentence for each, saying what to do."""
        found = []
        if self.encryption_keys is None:
            found.append("HARBOUR_ENCRYPTION_KEYS is not set: run 'harbour keys new' and set it to what that prints.")
        slack = (self.slack_bot_token, self.slack_signing_secret, self.slack_app_token)
        teams = (self.teams_app_id, self.teams_app_password, self.teams_tenant_id)
        if not any(slack) and not any(teams):
            found.append(
                "No platform is set up: set SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET for Slack, or TEAMS_APP_ID,"
                " TEAMS_APP_PASSWORD and TEAMS_TENANT_ID for Microsoft Teams, or all of them for both."
            )
        if any(slack):
            found.extend(self._missing_for_slack())
        if any(teams):
            found.extend(self._missing_for_teams())
        if (self.smtp_url is None) != (self.mail_from is None):
            found.append("HARBOUR_SMTP_URL and HARBOUR_MAIL_FROM belong together: set both, or neither.")
        return found

    def _missing_for_slack(self) -> Iterator[str]:
        if not self.slack_bot_token:
            yield "SLACK_BOT_TOKEN is not set: copy it from 'OAuth & Permissions' of the Slack app."
        if not self.slack_signing_secret and not self.slack_app_token:
            yield (
                "SLACK_SIGNING_SECRET is not set: copy it from 'Basic Information' of the Slack app"
                " (or set SLACK_APP_TOKEN for Socket Mode)."
            )

    def _missing_for_teams(self) -> Iterator[str]:
        if not self.teams_app_id:
            yield "TEAMS_APP_ID is not set: copy 'Microsoft App ID' from 'Configuration' of the Azure Bot."
        if not self.teams_app_password:
            yield (
                "TEAMS_APP_PASSWORD is not set: make a client secret under 'Certificates & secrets' of the app"
                " registration, and copy its value."
            )
        if not self.teams_tenant_id:
            yield "TEAMS_TENANT_ID is not set: copy 'App Tenant ID' from 'Configuration' of the Azure Bot."

    def for_serve(self) -> Self:
        """The same settings, once they are complete. Raises Misconfigured."""
        if missing := self.missing():
            raise Misconfigured(" ".join(missing))
        return self


class _Given(Settings):
    """Settings that come from a mapping alone."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - the signature is the library's
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings,)


def _read(kind: type[Settings], values: Mapping[str, str]) -> Settings:
    try:
        return kind.model_validate(values)
    except ValidationError as error:
        # Never the value itself: it may be a secret.
        problems = [f"{_sentence(e['loc'], e['type'], e['msg'])}." for e in error.errors()]
        raise Misconfigured(" ".join(problems)) from None


def _sentence(where: tuple[str | int, ...], kind: str, message: str) -> str:
    # What is about no variable is about the file, which was not even read.
    return f"{where[0]} {_refusal(kind, message)}" if where else ".env cannot be read: save it as UTF-8 text"


def _refusal(kind: str, message: str) -> str:
    if kind == "value_error":
        return message.removeprefix("Value error, ")
    return "must be a number from 0 to 65535" if kind.startswith(("int", "greater", "less")) else "cannot be read"
