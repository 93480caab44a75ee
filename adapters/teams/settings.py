"""Settings of a tenant, in a module of their own so that they load without the SDK."""

from __future__ import annotations

from dataclasses import dataclass, field

#: Address of the description of the keys with which Microsoft signs the Bot Connector's requests.
OPENID_URL = "https://login.botframework.com/v1/.well-known/openidconfiguration"


@dataclass(frozen=True, kw_only=True)
class TeamsSettings:
    """Credentials and addresses of the bot of one tenant."""

    app_id: str
    #: A client secret, or the text of a PEM file with a key and its certificate.
    app_password: str = field(repr=False)
    tenant_id: str
    openid_url: str = OPENID_URL
    #: Where outbound tokens come from; None for Microsoft's own, for the tenant.
    token_url: str | None = None
    #: False sends everything at once, retries included: for a stand-in, which has no rate limits.
    paced: bool = True

    def missing(self) -> list[str]:
        """List a sentence for each missing setting, saying what to do."""
        return [
            f"{name} is not set: {mend}"
            for name, value, mend in (
                ("TEAMS_APP_ID", self.app_id, "copy 'Microsoft App ID' from the configuration of the Azure Bot."),
                ("TEAMS_APP_PASSWORD", self.app_password, "make a client secret for the bot's app registration."),
                ("TEAMS_TENANT_ID", self.tenant_id, "copy 'App Tenant ID' from the configuration of the Azure Bot."),
            )
            if not value.strip()
        ]
