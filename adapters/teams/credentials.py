"""The tokens with which Harbour writes to the Bot Connector: OAuth client credentials (platform page: teams).

Microsoft's own library for them blocks the event loop. The secret, or what a certificate has signed, goes into the body
of one request, to an encrypted address, and nowhere else.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import aiohttp

from adapters.teams.addresses import is_trusted
from adapters.teams.bodies import json_object
from adapters.teams.certificate import TYPE, Certificate
from bot.errors import About, DeliveryError, Misconfigured

_MICROSOFT = "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token"
_SCOPE = "https://api.botframework.com/.default"
#: Seconds for a fetch.
_TOTAL = 5.0
#: Seconds before its end from which a token is not used any more.
_MARGIN = 300.0
#: Seconds for which nothing is asked after a refusal, which does not pass by itself, and after no answer:
#: whoever has waited for it does not wait for the next one.
_REFUSED = 60.0
_UNREACHED = 2.0
_DAY = 24 * 3600
#: Microsoft's errors for refused credentials.
_REFUSALS = frozenset({400, 401, 403})
_TOKEN = re.compile(r"[\x21-\x7e]{1,16384}")
_WORD = re.compile(r"[a-z_]{1,40}")
#: Remedies for the commonest mistakes, by Microsoft's number for each ("AADSTS7000215").
_MEND: Mapping[int, str] = {
    7000215: "TEAMS_APP_PASSWORD is not the value of a client secret of this app (its id is not its value).",
    7000222: "The client secret in TEAMS_APP_PASSWORD has expired: make a new one in the app registration.",
    700027: "The certificate in TEAMS_CERTIFICATE_FILE is not one of this app: upload it to the app registration.",
    700016: "TEAMS_APP_ID is no app of the tenant in TEAMS_TENANT_ID.",
    90002: "TEAMS_TENANT_ID is no tenant.",
    900023: "TEAMS_TENANT_ID is no tenant.",
}


class Unaccepted(DeliveryError, Misconfigured):
    """Microsoft does not accept TEAMS_APP_ID, TEAMS_APP_PASSWORD or TEAMS_TENANT_ID."""


@dataclass(frozen=True)
class _Held:
    """A token, or the reason why there is none, and the seconds for which it is valid."""

    token: str | None = field(default=None, repr=False)
    problem: str = ""
    is_refused: bool = False
    seconds: float = 0.0


class OutboundToken:
    """The token of one app in one tenant."""

    def __init__(
        self,
        app_id: str,
        secret: str,
        tenant: str,
        session: aiohttp.ClientSession,
        url: str | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`secret` is a client secret, or the text of a PEM file with a key and its certificate.

        `url` is where tokens are handed out; None for Microsoft's, for the tenant. `clock` counts seconds.

        Raises Misconfigured for an address that is not encrypted, and a PEM file that is none.
        """
        self._url = url or _MICROSOFT.format(tenant=tenant)
        if not is_trusted(self._url):
            raise Misconfigured("TEAMS_TOKEN_URL must begin with https:// (or http:// on this machine itself).")
        self._app_id = app_id
        self._secret = secret
        self._certificate = Certificate(secret) if secret.lstrip().startswith("-----BEGIN ") else None
        self._session = session
        self._clock = clock
        self._held = _Held()
        self._until = clock()
        self._asking = asyncio.Lock()

    async def token(self) -> str:
        """A token that is good for at least five minutes, unless it is handed out for less.

        Raises Unaccepted, which is both a DeliveryError and Misconfigured, for a wrong secret, app or
        tenant; DeliveryError where there was no answer.
        """
        async with self._asking:
            if self._clock() >= self._until:
                self._held = await self._asked()
                self._until = self._clock() + self._held.seconds
            held = self._held
        if held.token is not None:
            return held.token
        if held.is_refused:
            raise Unaccepted(held.problem, about=About.APP, mend=held.problem)
        raise DeliveryError(held.problem)

    def forget(self) -> None:
        """Ask for another token next time: the Bot Connector has refused this one."""
        self._until = self._clock()

    def _proof(self) -> dict[str, str]:
        """Proof of the app's identity: a certificate or a secret."""
        if self._certificate is None:
            return {"client_secret": self._secret}
        signed = self._certificate.assertion(self._app_id, self._url)
        return {"client_assertion_type": TYPE, "client_assertion": signed}

    async def _asked(self) -> _Held:
        form = {
            "grant_type": "client_credentials",
            "client_id": self._app_id,
            "scope": _SCOPE,
            **self._proof(),
        }
        try:
            async with (
                asyncio.timeout(_TOTAL),
                # A redirect would take the secret elsewhere.
                self._session.post(self._url, data=form, allow_redirects=False) as response,
            ):
                if response.status == 200:
                    return _handed_out(await json_object(response))
                if response.status in _REFUSALS:
                    problem = _reason(await json_object(response))
                    return _Held(problem=problem, is_refused=True, seconds=_REFUSED)
                return _Held(problem=f"Teams: no token was handed out ({response.status})", seconds=_UNREACHED)
        except (aiohttp.ClientError, TimeoutError, OSError):
            return _Held(problem="Teams: the token address cannot be reached", seconds=_UNREACHED)
        except ValueError:
            return _Held(problem="Teams: what the token address answers cannot be read", seconds=_UNREACHED)


def _handed_out(answer: Mapping[str, object]) -> _Held:
    token, seconds = answer.get("access_token"), _lifetime(answer.get("expires_in"))
    if not isinstance(token, str) or not _TOKEN.fullmatch(token) or not seconds > 0:
        raise ValueError("no token")
    return _Held(token=token, seconds=max(seconds - _MARGIN, seconds / 2))


def _lifetime(value: object) -> float:
    """Lifetime in seconds, at most a day; 0 for an invalid one. Some servers write the number as text."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:
        value = int(value)
    if isinstance(value, int | float) and not isinstance(value, bool) and value > 0:
        return float(min(value, _DAY))
    return 0.0


def _reason(answer: Mapping[str, object]) -> str:
    """Why, in words of ours: Microsoft's own name the app and the tenant."""
    word, numbers = answer.get("error"), answer.get("error_codes")
    for number in numbers if isinstance(numbers, list) else []:
        if isinstance(number, int) and number in _MEND:
            return _MEND[number]
    said = word if isinstance(word, str) and _WORD.fullmatch(word) else "no reason given"
    return f"{Unaccepted.__doc__} ({said})"
