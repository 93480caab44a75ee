"""A certificate in place of a client secret: the app says with its own key who it is (RFC 7523, as Microsoft has it).

Nothing that is sent can be used twice for long, and the key leaves this machine never.
"""

from __future__ import annotations

import base64
import time
import uuid
from collections.abc import Callable

import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from bot.errors import Misconfigured

#: What the form names it.
TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_NEEDED = "TEAMS_CERTIFICATE_FILE must hold an RSA private key without a passphrase and its certificate, as PEM."
#: Seconds for which an assertion holds.
_HOLDS = 300


class Certificate:
    """The private key of an app, and the certificate that was uploaded to its registration."""

    def __init__(self, pem: str) -> None:
        """Raises Misconfigured for what is not both."""
        try:
            certificate = x509.load_pem_x509_certificate(pem.encode())
            key = load_pem_private_key(pem.encode(), None)
        except (ValueError, TypeError):
            raise Misconfigured(_NEEDED) from None
        if not isinstance(key, RSAPrivateKey):
            raise Misconfigured(_NEEDED)
        self._key = key
        self._thumbprint = base64.urlsafe_b64encode(certificate.fingerprint(hashes.SHA256())).rstrip(b"=").decode()

    def assertion(self, app_id: str, audience: str, wall: Callable[[], float] = time.time) -> str:
        """A token of the app's own that says to this address, for some minutes, who asks."""
        now = int(wall())
        says = {
            "aud": audience,
            "iss": app_id,
            "sub": app_id,
            "jti": str(uuid.uuid4()),
            "nbf": now,
            "exp": now + _HOLDS,
        }
        return jwt.encode(says, self._key, algorithm="PS256", headers={"x5t#S256": self._thumbprint})
