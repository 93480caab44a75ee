"""The variables that set up Teams (contract, "Settings")."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field, SecretStr

from adapters.chat.checks import Finding
from adapters.chat.entry import PlatformVariables
from adapters.teams.connection import TeamsConnection
from adapters.teams.platform import TEAMS
from adapters.teams.settings import OPENID_URL, TeamsSettings
from adapters.variables import private_address, secret
from bot.errors import Misconfigured


class TeamsVariables(PlatformVariables):
    """The bot of one tenant."""

    needed: ClassVar = "TEAMS_APP_ID, TEAMS_APP_PASSWORD and TEAMS_TENANT_ID for Microsoft Teams"

    app_id: str | None = Field(None, validation_alias="TEAMS_APP_ID")
    app_password: SecretStr | None = Field(None, validation_alias="TEAMS_APP_PASSWORD")
    #: Instead of the secret: a PEM file with the private key and the certificate.
    certificate_file: Path | None = Field(None, validation_alias="TEAMS_CERTIFICATE_FILE")
    tenant_id: str | None = Field(None, validation_alias="TEAMS_TENANT_ID")
    #: Where the keys are described that tokens are signed with; None for the Bot Framework's own.
    openid_url: Annotated[str, AfterValidator(private_address)] | None = Field(
        None, validation_alias="TEAMS_OPENID_URL"
    )
    #: Where outbound tokens come from; None for Microsoft's own.
    token_url: Annotated[str, AfterValidator(private_address)] | None = Field(None, validation_alias="TEAMS_TOKEN_URL")

    @property
    def is_begun(self) -> bool:
        return any((self.app_id, self.app_password, self.certificate_file, self.tenant_id))

    def missing(self) -> Iterator[str]:
        if not self.app_id:
            yield "TEAMS_APP_ID is not set: copy 'Microsoft App ID' from 'Configuration' of the Azure Bot."
        if not (self.app_password or self.certificate_file):
            yield (
                "TEAMS_APP_PASSWORD is not set: make a client secret under 'Certificates & secrets' of the app"
                " registration, and copy its value. Or set TEAMS_CERTIFICATE_FILE."
            )
        if not self.tenant_id:
            yield "TEAMS_TENANT_ID is not set: copy 'App Tenant ID' from 'Configuration' of the Azure Bot."

    def malformed(self) -> Iterator[str]:
        yield from super().malformed()
        if self.app_id and not TEAMS.is_id(self.app_id.strip("\"'")):
            yield (
                "TEAMS_APP_ID is no app id, which is such as 0f8fad5b-d9cb-469f-a165-70867728950e: copy 'Microsoft App"
                " ID' from 'Configuration' of the Azure Bot (not its name)."
            )

    def connection(self) -> TeamsConnection | None:
        if self.app_id is None or self.tenant_id is None:
            return None
        return TeamsConnection(
            TeamsSettings(
                app_id=self.app_id,
                app_password=self._certificate() or secret(self.app_password),
                tenant_id=self.tenant_id,
                openid_url=self.openid_url or OPENID_URL,
                token_url=self.token_url,
            )
        )

    def _certificate(self) -> str:
        if self.certificate_file is None:
            return ""
        try:
            return self.certificate_file.read_text("ascii")
        except (OSError, UnicodeDecodeError):
            raise Misconfigured("TEAMS_CERTIFICATE_FILE cannot be read: it must be a PEM file.") from None

    async def check(self) -> list[Finding]:
        from adapters.teams.checks import check  # noqa: PLC0415 - only who asks needs it

        try:
            reached = self.connection()
        except Misconfigured as error:
            return [Finding(is_good=False, says=error.message)]
        if reached is None:
            return []
        to = reached.settings
        return await check(to.app_id, to.app_password, to.tenant_id, openid_url=to.openid_url, token_url=to.token_url)
