"""Settings for reading a tenant, in a module of their own so that they load without Microsoft's library."""

from __future__ import annotations

from dataclasses import dataclass, field

GRAPH_URL = "https://graph.microsoft.com"
LOGIN_URL = "https://login.microsoftonline.com"


@dataclass(frozen=True, kw_only=True)
class EntraSettings:
    """An app registration with one of a certificate and a secret, or a managed identity instead of both."""

    tenant_id: str = ""
    client_id: str = ""
    secret: str = field(default="", repr=False)
    #: The text of a PEM file with the private key and the certificate.
    certificate: str = field(default="", repr=False)
    #: "system", or the client id of a user-assigned one.
    managed_identity: str = ""
    #: Without a slash at the end.
    graph_url: str = GRAPH_URL
    login_url: str = LOGIN_URL
