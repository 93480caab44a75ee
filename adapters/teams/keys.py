"""The keys with which the Bot Connector signs, as an OpenID metadata address publishes them (platform page: teams).

The SDK's own reading of them blocks the event loop, and fails for a day when keys are changed. Here
they are fetched without blocking, one fetch at a time, and again at once when a token names a key
that is not known.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import aiohttp
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from jwt import PyJWTError
from jwt.algorithms import RSAAlgorithm

from adapters.logs import logger
from adapters.teams.addresses import is_trusted
from adapters.teams.bodies import json_object
from bot.errors import Misconfigured

#: Seconds for which the keys are not asked for again without a reason.
_KEPT = 24 * 3600.0
#: Seconds for a fetch, and for which a request waits for one: it has to be answered itself.
_TOTAL = 5.0
_PATIENCE = 2.0
#: So many fetches may follow at once upon one another; after that one in so many seconds.
_BURST = 5
_EVERY = 30.0
_LONGEST_ID = 255
_MOST_KEYS = 1000
_LEAST_BITS = 2048


@dataclass(frozen=True)
class Key:
    """One signing key."""

    public: RSAPublicKey
    #: The channels that it may sign for; empty where it says nothing of channels.
    endorsements: frozenset[str] = frozenset()

    def endorses(self, channel: str) -> bool:
        """True if it may sign for the channel."""
        return not self.endorsements or channel in self.endorsements


@dataclass(frozen=True)
class _Published:
    """Contents of the metadata address and of the address of the keys."""

    issuer: str = ""
    keys: Mapping[str, Key] = field(default_factory=dict)


class Keys:
    """The signing keys behind one metadata address."""

    def __init__(
        self,
        url: str,
        session: aiohttp.ClientSession,
        clock: Callable[[], float] = time.monotonic,
        patience: float = _PATIENCE,
    ) -> None:
        """`clock` counts seconds, from wherever; `patience` is how many a request waits for a fetch.

        Raises Misconfigured for an address that is not encrypted.
        """
        if not is_trusted(url):
            raise Misconfigured("TEAMS_OPENID_URL must begin with https:// (or http:// on this machine itself).")
        self._url = url
        self._session = session
        self._clock = clock
        self._patience = patience
        self._published = _Published()
        self._fetched_at = -_KEPT
        self._fetching: asyncio.Task[None] | None = None
        self._allowance = float(_BURST)
        self._counted_at = clock()

    @property
    def are_known(self) -> bool:
        """True if there are any keys."""
        return bool(self._published.keys)

    @property
    def issuer(self) -> str:
        """Issuer of the tokens; "" until it is known."""
        return self._published.issuer

    async def find(self, kid: str) -> Key | None:
        """The key of this id. Keys that were fetched stay in use while newer ones cannot be."""
        if kid not in self._published.keys or self._clock() - self._fetched_at >= _KEPT:
            await self.refresh()
        return self._published.keys.get(kid)

    async def refresh(self) -> None:
        """Fetch the keys, or wait for the fetch under way. Stops waiting in time, and never fails."""
        if self._fetching is None:
            if not self._may_fetch():
                return
            self._fetching = asyncio.create_task(self._fetch())
        await asyncio.wait({self._fetching}, timeout=self._patience)

    async def close(self) -> None:
        """Cancel a fetch under way."""
        if self._fetching is not None:
            self._fetching.cancel()
            await asyncio.gather(self._fetching, return_exceptions=True)

    def _may_fetch(self) -> bool:
        """True if the keys may be fetched again; limited, so that invented key ids cannot make us ask for each."""
        now = self._clock()
        self._allowance = min(_BURST, self._allowance + (now - self._counted_at) / _EVERY)
        self._counted_at = now
        if self._allowance < 1:
            return False
        self._allowance -= 1
        return True

    async def _fetch(self) -> None:
        try:
            async with asyncio.timeout(_TOTAL):
                self._published = await self._read()
            self._fetched_at = self._clock()
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            logger().warning("teams.keys_not_fetched", reason=type(error).__name__)
        finally:
            self._fetching = None

    async def _read(self) -> _Published:
        metadata = await self._json(self._url)
        issuer, where = metadata.get("issuer"), metadata.get("jwks_uri")
        if not isinstance(issuer, str) or not issuer or not isinstance(where, str) or not is_trusted(where):
            raise ValueError("not OpenID metadata")
        entries = (await self._json(where)).get("keys")
        keys = dict(_usable(entries[:_MOST_KEYS] if isinstance(entries, list) else []))
        if not keys:
            raise ValueError("no signing keys")
        return _Published(issuer, keys)

    async def _json(self, url: str) -> Mapping[str, object]:
        # A redirect could lead away from the address that is trusted.
        async with self._session.get(url, allow_redirects=False) as response:
            if response.status != 200:
                raise ValueError("not answered")
            return await json_object(response)


def _usable(entries: list[object]) -> Iterator[tuple[str, Key]]:
    """The RSA keys for RS256 signatures among the entries, by their ids; everything else is passed over."""
    for entry in entries:
        if not isinstance(entry, Mapping) or entry.get("kty") != "RSA":
            continue
        if entry.get("use", "sig") != "sig" or entry.get("alg", "RS256") != "RS256":
            continue
        kid, public, endorsements = entry.get("kid"), _public(entry), entry.get("endorsements") or []
        if not isinstance(kid, str) or not 0 < len(kid) <= _LONGEST_ID or public is None:
            continue
        if isinstance(endorsements, list) and all(isinstance(channel, str) for channel in endorsements):
            yield kid, Key(public, frozenset(endorsements))


def _public(entry: Mapping[object, object]) -> RSAPublicKey | None:
    """The public key in an entry, if it is a sound one."""
    modulus, exponent = entry.get("n"), entry.get("e")
    if not isinstance(modulus, str) or not isinstance(exponent, str):
        return None
    try:
        key = RSAAlgorithm.from_jwk({"kty": "RSA", "n": modulus, "e": exponent})
    except (PyJWTError, ValueError):
        return None
    return key if isinstance(key, RSAPublicKey) and key.key_size >= _LEAST_BITS else None
