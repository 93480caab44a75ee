"""Verification of the token in the Authorization header: is a request from Microsoft (platform page: teams).

The SDK answers 500 to most bad tokens, and does not look at the tenant; so the token is verified here, before anything
else is done. The rules are those of Microsoft's page on authenticating the Bot Connector, each of which alone refuses
a token.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import jwt
from jwt.types import Options

from adapters.teams.keys import Keys

#: Seconds by which the clocks of two machines may differ.
_LEEWAY = 300.0
#: Characters: a token of the Bot Connector has about a thousand.
_LONGEST = 16 * 1024
_HEADER = re.compile(r"Bearer +([A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+)", re.IGNORECASE)
#: How many verified tokens are remembered, and for how many seconds: so long a withdrawn key may still count.
_MOST = 256
_REMEMBERED = 300.0
_ALGORITHMS = ["RS256"]
#: The claims are looked at here, with a clock that tests can set.
_SIGNATURE_ALONE: Options = {
    "verify_signature": True,
    "verify_aud": False,
    "verify_exp": False,
    "verify_iat": False,
    "verify_iss": False,
    "verify_jti": False,
    "verify_nbf": False,
    "verify_sub": False,
}
#: Errors of the library for malformed tokens; RecursionError for one nested too deeply.
_BROKEN = (jwt.PyJWTError, ValueError, TypeError, RecursionError)


class Unauthorised(Exception):
    """The token is not one of Microsoft's for this app, or there is none."""


class KeysUnknown(Unauthorised):
    """No signing keys are known yet: the same request may be accepted in a moment."""


@dataclass(frozen=True, kw_only=True)
class Claims:
    """Claims of a verified token."""

    issuer: str
    #: Our app id.
    audience: str
    #: As the token writes it; the same address as that of the activity.
    service_url: str
    #: Seconds since 1970.
    expires: float


class Tokens:
    """Verifies the tokens that come to one app, of one tenant."""

    def __init__(self, app_id: str, tenant: str, keys: Keys, clock: Callable[[], float] = time.time) -> None:
        """`clock` returns the seconds since 1970."""
        self._app_id = app_id
        self._tenant = tenant
        self._keys = keys
        self._clock = clock
        #: Claims by a hash of the verified token, and the time until which they are valid.
        self._verified: OrderedDict[bytes, tuple[Claims, float]] = OrderedDict()

    async def verified(self, authorization: str | None, channel: object, service_url: object) -> Claims:
        """Verify the token and return its claims. `channel` and `service_url` are the activity's, as they came in.

        Raises Unauthorised, and nothing else whatever is sent.
        """
        token = _token(authorization)
        if not isinstance(channel, str) or not isinstance(service_url, str):
            raise Unauthorised
        seen = _seen(token, channel, service_url)
        known, until = self._verified.get(seen, (None, 0.0))
        if known is not None and self._clock() < until:
            self._verified.move_to_end(seen)
            return known
        claims = await self._claims(token, channel, service_url)
        self._remember(seen, claims)
        return claims

    async def _claims(self, token: str, channel: str, service_url: str) -> Claims:
        """Everything that can be said without a key comes first: nobody makes us fetch keys for nothing."""
        try:
            unverified = jwt.decode_complete(token, options={"verify_signature": False})
        except _BROKEN:
            raise Unauthorised from None
        claims = self._checked(unverified["payload"], service_url)
        kid = unverified["header"].get("kid")
        key = await self._keys.find(_text(kid))
        if not self._keys.are_known:
            raise KeysUnknown
        if key is None or not key.endorses(channel) or claims.issuer != self._keys.issuer:
            raise Unauthorised
        try:
            jwt.decode(token, key.public, algorithms=_ALGORITHMS, options=_SIGNATURE_ALONE)
        except _BROKEN:
            raise Unauthorised from None
        return claims

    def _checked(self, claims: Mapping[str, object], service_url: str) -> Claims:
        """The claims, if they are for us, now, and about this service. PyJWT has no clock that can be set."""
        now = self._clock()
        expires = _moment(claims.get("exp"))
        begins = _moment(claims.get("nbf", now))
        if not begins - _LEEWAY <= now < expires + _LEEWAY:
            raise Unauthorised
        audience = _text(claims.get("aud"))
        if audience.lower() != self._app_id.lower():
            raise Unauthorised
        if claims.get("tid") is not None and _text(claims["tid"]).lower() != self._tenant.lower():
            raise Unauthorised
        # Microsoft writes it in small letters in some places and not in others.
        addresses = [_text(claim) for name, claim in claims.items() if name.lower() == "serviceurl"]
        if not addresses or any(_plain(address) != _plain(service_url) for address in addresses):
            raise Unauthorised
        return Claims(issuer=_text(claims.get("iss")), audience=audience, service_url=addresses[0], expires=expires)

    def _remember(self, seen: bytes, claims: Claims) -> None:
        """Teams sends many activities with one token; a token that expires is not remembered beyond that."""
        now = self._clock()
        self._verified[seen] = claims, min(now + _REMEMBERED, claims.expires + _LEEWAY)
        while len(self._verified) > _MOST:
            self._verified.popitem(last=False)


def _token(authorization: str | None) -> str:
    """The token in a header, if it looks like one."""
    if not isinstance(authorization, str) or len(authorization) > _LONGEST:
        raise Unauthorised
    found = _HEADER.fullmatch(authorization)
    if found is None:
        raise Unauthorised
    return found.group(1)


def _seen(token: str, channel: str, service_url: str) -> bytes:
    """Key of a verification in the cache; tokens themselves are not kept."""
    return hashlib.sha256(repr((token, channel, service_url)).encode()).digest()


def _text(claim: object) -> str:
    if not isinstance(claim, str):
        raise Unauthorised
    return claim


def _moment(claim: object) -> float:
    """Seconds since 1970."""
    if not isinstance(claim, int | float) or isinstance(claim, bool):
        raise Unauthorised
    try:
        return float(claim)
    except OverflowError:
        raise Unauthorised from None


def _plain(url: str) -> str:
    """The address for comparison: without a slash at its end, and with a lower-case host."""
    scheme, _, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme.lower()}://{host.lower()}{slash}{path}".rstrip("/")
