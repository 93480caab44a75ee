"""The variables that set up Slack (contract, "Settings")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field, SecretStr

from adapters.chat.checks import Finding
from adapters.chat.entry import PlatformVariables
from adapters.slack.connection import SlackConnection
from adapters.slack.settings import API_URL, SlackSettings
from adapters.sources import Source, SourceVariables
from adapters.variables import secret, web_address
from bot.policy import PeopleFrom


def _with_slash(url: str) -> str:
    return url.rstrip("/") + "/"


class SlackVariables(PlatformVariables, SourceVariables):
    """Over HTTP, or over Socket Mode instead."""

    needed_to_read: ClassVar = "SLACK_BOT_TOKEN"

    needed: ClassVar = "SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET for Slack"

    bot_token: SecretStr | None = Field(None, validation_alias="SLACK_BOT_TOKEN")
    #: For HTTP.
    signing_secret: SecretStr | None = Field(None, validation_alias="SLACK_SIGNING_SECRET")
    #: For Socket Mode.
    app_token: SecretStr | None = Field(None, validation_alias="SLACK_APP_TOKEN")
    #: Ends in a slash, as the SDK wants it.
    api_url: Annotated[str, AfterValidator(web_address), AfterValidator(_with_slash)] = Field(
        API_URL, validation_alias="SLACK_API_URL"
    )

    @property
    def is_begun(self) -> bool:
        return any((self.bot_token, self.signing_secret, self.app_token))

    def missing(self) -> Iterator[str]:
        if not self.bot_token:
            yield "SLACK_BOT_TOKEN is not set: copy it from 'OAuth & Permissions' of the Slack app."
        if not self.signing_secret and not self.app_token:
            yield (
                "SLACK_SIGNING_SECRET is not set: copy it from 'Basic Information' of the Slack app"
                " (or set SLACK_APP_TOKEN for Socket Mode)."
            )

    def malformed(self) -> Iterator[str]:
        yield from super().malformed()
        given = secret(self.signing_secret)
        # A stand-in may sign with any secret.
        if given and self.api_url == API_URL and not re.fullmatch(r"[0-9a-f]{32}", given.strip("\"'")):
            yield (
                "SLACK_SIGNING_SECRET is no signing secret, which is 32 signs from 0 to 9 and a to f: copy it from"
                " 'Basic Information' of the Slack app (not the verification token)."
            )

    def connection(self) -> SlackConnection | None:
        if self.bot_token is None:
            return None
        return SlackConnection(
            SlackSettings(
                bot_token=secret(self.bot_token),
                signing_secret="" if self.app_token else secret(self.signing_secret),
                app_token=secret(self.app_token),
                api_url=self.api_url,
            )
        )

    def source(self, kept: PeopleFrom) -> Source | None:
        from adapters.slack.members import SlackMembers  # noqa: PLC0415 - only who reads them needs it

        reached = self.connection()
        return SlackMembers(reached.settings, kept.manager_field) if reached else None

    async def check(self) -> list[Finding]:
        from adapters.slack.checks import check  # noqa: PLC0415 - only who asks needs it

        if self.bot_token is None:
            return []
        return await check(secret(self.bot_token), self.api_url, secret(self.app_token))
