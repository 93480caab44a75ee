"""The stand-in's signing keys, and their description."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from functools import cache

from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from adapters.playground.stand_in.refusals import Json

#: Who signs, as Microsoft's own metadata says it.
ISSUER = "https://api.botframework.com"
#: The channels that a key vouches for.
_ENDORSEMENTS = ("msteams",)


@dataclass(frozen=True, kw_only=True)
class SigningKey:
    """A key and its name."""

    kid: str
    private: rsa.RSAPrivateKey

    @classmethod
    def fresh(cls) -> SigningKey:
        """A key that nobody has seen."""
        private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        return cls(kid=secrets.token_urlsafe(20), private=private)

    def described(self) -> Json:
        """The public half, as a JSON Web Key."""
        found: Json = json.loads(RSAAlgorithm.to_jwk(self.private.public_key()))
        return {
            "kty": "RSA",
            "use": "sig",
            "kid": self.kid,
            "x5t": self.kid,
            "n": found["n"],
            "e": found["e"],
            "endorsements": list(_ENDORSEMENTS),
        }


#: The key with which every stand-in of this process begins: making one takes a quarter of a second.
_first = cache(SigningKey.fresh)


class SigningKeys:
    """The keys of the stand-in: the newest signs, all are described until they are withdrawn."""

    def __init__(self) -> None:
        self._keys: list[SigningKey] = []

    @property
    def current(self) -> SigningKey:
        """The key that signs now."""
        if not self._keys:
            self._keys.append(_first())
        return self._keys[-1]

    def rollover(self) -> SigningKey:
        """Sign with a new key from now on; the old ones are still described, for tokens under way."""
        self._keys.append(SigningKey.fresh())
        return self.current

    def withdraw(self) -> None:
        """Describe the newest key alone."""
        del self._keys[:-1]

    def described(self) -> Json:
        """The set of keys, newest first, as `jwks_uri` answers it."""
        keys = [self.current, *reversed(self._keys[:-1])]
        return {"keys": [key.described() for key in keys]}
