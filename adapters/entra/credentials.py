"""The tokens with which Harbour reads from Microsoft Graph, by Microsoft's own library (docs/directory.md, "Weighed").

The library waits for its answers: it does so in a thread. What it says of a refusal names the app and the tenant: only
the number is passed on.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import requests
from cryptography import x509
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from adapters.entra.settings import LOGIN_URL, EntraSettings
from adapters.sources import Unread
from bot.errors import Misconfigured

#: Seconds for one request of the library.
_TOTAL = 20.0
#: What to mend, by the number that Microsoft gives for the commonest mistakes ("AADSTS7000215").
_MEND: Mapping[int, str] = {
    7000215: "ENTRA_CLIENT_SECRET is not the value of a client secret of this app (its id is not its value).",
    7000222: "The client secret in ENTRA_CLIENT_SECRET has expired: make a new one, or use a certificate.",
    700027: "The certificate in ENTRA_CERTIFICATE_FILE is not one of this app: upload it to the app registration.",
    700016: "ENTRA_CLIENT_ID is no app of the tenant in ENTRA_TENANT_ID.",
    90002: "ENTRA_TENANT_ID is no tenant.",
}


class Token:
    """The token of one app, or of one managed identity; the library keeps it until shortly before its end."""

    def __init__(self, settings: EntraSettings) -> None:
        self._settings = settings
        self._client: Any = None

    async def get(self) -> str:
        """A token that is good now. Raises Unread, Misconfigured."""
        return await asyncio.to_thread(self._asked)

    def _asked(self) -> str:
        try:
            if self._client is None:
                self._client = _client(self._settings)
            answer = self._answer()
        except (requests.RequestException, OSError):
            raise Unread("Microsoft does not hand out a token: it cannot be reached. It is tried again.") from None
        except ValueError:
            raise Misconfigured("ENTRA_TENANT_ID or ENTRA_LOGIN_URL is not accepted by Microsoft.") from None
        token = answer.get("access_token")
        if not isinstance(token, str):
            raise Unread(_why(answer))
        return token

    def _answer(self) -> Mapping[str, Any]:
        if self._settings.managed_identity:
            found = self._client.acquire_token_for_client(resource=self._settings.graph_url)
        else:
            found = self._client.acquire_token_for_client(scopes=[f"{self._settings.graph_url}/.default"])
        return found if isinstance(found, dict) else {}


def _client(settings: EntraSettings) -> Any:  # noqa: ANN401 - the library has two kinds
    import msal  # type: ignore[import-untyped] # noqa: PLC0415 - seven megabytes, for whoever keeps people there

    http = _Http(settings.login_url)
    if settings.managed_identity:
        is_system = settings.managed_identity.casefold() == "system"
        who = (
            msal.SystemAssignedManagedIdentity()
            if is_system
            else msal.UserAssignedManagedIdentity(client_id=settings.managed_identity)
        )
        return msal.ManagedIdentityClient(who, http_client=http)
    return msal.ConfidentialClientApplication(
        settings.client_id,
        client_credential=_certificate(settings.certificate) if settings.certificate else settings.secret,
        authority=f"{http.login}/{settings.tenant_id}",
        instance_discovery=False,
        http_client=http,
    )


def _certificate(pem: str) -> dict[str, str]:
    """The key and the certificate, as the library wants them. Raises Misconfigured."""
    try:
        load_pem_private_key(pem.encode(), None)
        x509.load_pem_x509_certificate(pem.encode())
    except (ValueError, TypeError):
        raise Misconfigured(
            "ENTRA_CERTIFICATE_FILE must hold a private key without a passphrase and its certificate, as PEM."
        ) from None
    return {"private_key": pem, "public_certificate": pem}


class _Http(requests.Session):
    """Goes to a stand-in on this machine where one is set: the library itself takes https alone."""

    def __init__(self, login_url: str) -> None:
        super().__init__()
        self._elsewhere = login_url if login_url.startswith("http://") else ""
        #: What the library is told.
        self.login = LOGIN_URL if self._elsewhere else login_url
        self.trust_env = not self._elsewhere

    def request(self, method: str | bytes, url: str | bytes, *args: Any, **kwargs: Any) -> requests.Response:  # noqa: ANN401 - as the library's
        if self._elsewhere and isinstance(url, str) and url.startswith(self.login):
            url = self._elsewhere + url.removeprefix(self.login)
        return super().request(str(method), str(url), *args, **{"timeout": _TOTAL, "allow_redirects": False} | kwargs)


def _why(answer: Mapping[str, Any]) -> str:
    numbers = [code for code in answer.get("error_codes") or () if isinstance(code, int)]
    mend = next((_MEND[number] for number in numbers if number in _MEND), "")
    which = f" (AADSTS{numbers[0]})" if numbers else ""
    return mend or f"Microsoft does not hand out a token{which}: check the ENTRA_ settings (docs/directory.md)."
