"""The variables with which Harbour reads people from Entra."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field, SecretStr

from adapters.entra.settings import GRAPH_URL, LOGIN_URL, EntraSettings
from adapters.sources import Source, SourceVariables
from adapters.variables import private_address, secret
from bot.errors import Misconfigured
from bot.policy import PeopleFrom


def _without_slash(url: str) -> str:
    return url.rstrip("/")


Address = Annotated[str, AfterValidator(private_address), AfterValidator(_without_slash)]


class EntraVariables(SourceVariables):
    """One tenant."""

    needed_to_read: ClassVar = (
        "ENTRA_TENANT_ID, ENTRA_CLIENT_ID and ENTRA_CERTIFICATE_FILE (or ENTRA_CLIENT_SECRET), or"
        " ENTRA_MANAGED_IDENTITY instead of all of them"
    )

    tenant_id: str | None = Field(None, validation_alias="ENTRA_TENANT_ID")
    client_id: str | None = Field(None, validation_alias="ENTRA_CLIENT_ID")
    client_secret: SecretStr | None = Field(None, validation_alias="ENTRA_CLIENT_SECRET")
    #: A PEM file with the private key and the certificate.
    certificate_file: Path | None = Field(None, validation_alias="ENTRA_CERTIFICATE_FILE")
    #: "system", or the client id of a user-assigned one.
    managed_identity: str | None = Field(None, validation_alias="ENTRA_MANAGED_IDENTITY")
    #: For national clouds, and for tests.
    graph_url: Address = Field(GRAPH_URL, validation_alias="ENTRA_GRAPH_URL")
    login_url: Address = Field(LOGIN_URL, validation_alias="ENTRA_LOGIN_URL")

    def source(self, kept: PeopleFrom) -> Source | None:
        from adapters.entra.members import EntraMembers  # noqa: PLC0415 - with its library it is large

        app = self.tenant_id and self.client_id and (self.client_secret or self.certificate_file)
        if not (app or self.managed_identity):
            return None
        settings = EntraSettings(
            tenant_id=self.tenant_id or "",
            client_id=self.client_id or "",
            secret=secret(self.client_secret),
            certificate=self._certificate(),
            managed_identity=self.managed_identity or "",
            graph_url=self.graph_url,
            login_url=self.login_url,
        )
        return EntraMembers(settings, kept.groups, absences=kept.absences)

    def _certificate(self) -> str:
        if self.certificate_file is None:
            return ""
        try:
            return self.certificate_file.read_text("ascii")
        except (OSError, UnicodeDecodeError):
            raise Misconfigured("ENTRA_CERTIFICATE_FILE cannot be read: it must be a PEM file.") from None
