"""The people of a tenant, as the Bot Connector describes them."""

from __future__ import annotations

import base64
import hashlib
import uuid
from dataclasses import dataclass

from adapters.playground.stand_in.refusals import Json

#: The name space of the ids of invented people.
_IDS = uuid.UUID("5a1c3d7e-2f60-4b7e-9f0d-6a0b8f3c2d11")


def opaque(*parts: str, length: int = 43) -> str:
    """A long id that reveals nothing of its parts, and is always the same for the same parts."""
    digest = hashlib.sha512("\0".join(parts).encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")[:length]


@dataclass(frozen=True, kw_only=True)
class Member:
    """Somebody in the tenant, or known to it."""

    #: The Entra object id, a GUID: who they are.
    aad: str
    #: What the Bot Framework calls them in its activities: "29:…".
    account: str
    #: The short name, such as "isla"; no part of Teams.
    name: str
    real_name: str
    email: str = ""
    #: The user principal name; empty in the records of guests that the connector shows.
    upn: str = ""
    locale: str = "en-GB"
    #: IANA name.
    time_zone: str = "Europe/London"
    guest: bool = False
    #: True once the account is closed.
    deleted: bool = False
    #: Whether the app is installed for them.
    installed: bool = True
    #: Whether they have blocked the app.
    blocked: bool = False
    #: The code with which their chat is closed to the app for another reason, such as "MessageWritesBlocked".
    closed: str = ""
    #: The tenant of somebody of another organisation; empty for our own.
    foreign_tenant: str = ""

    @classmethod
    def called(cls, name: str, real_name: str, email: str, *, guest: bool = False, installed: bool = True) -> Member:
        """Somebody invented, with ids that are the same each time and do not hold the name."""
        aad = str(uuid.uuid5(_IDS, email or name))
        local, _, domain = email.partition("@")
        upn = f"{local}_{domain}#EXT#@tenant.example" if guest else email
        return cls(
            aad=aad,
            account=f"29:1{opaque(aad, 'account', length=84)}",
            name=name,
            real_name=real_name,
            email=email,
            upn=upn,
            guest=guest,
            installed=installed,
        )

    def payload(self, tenant_id: str) -> Json:
        """The member record (`TeamsChannelAccount`), as `GET …/members/{id}` answers it."""
        given, _, surname = self.real_name.partition(" ")
        return {
            "id": self.account,
            "name": self.real_name,
            "objectId": self.aad,
            "aadObjectId": self.aad,
            "givenName": given,
            "surname": surname,
            "email": self.email,
            "userPrincipalName": self.upn,
            "tenantId": self.foreign_tenant or tenant_id,
            "userRole": "guest" if self.guest else "user",
        }
