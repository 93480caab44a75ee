"""Address of a person's chat in Teams, and the person as Teams describes them.

`bot.ports.Chats` keeps a chat as JSON, sealed: `{"service": "https://…/uk/", "conversation": "a:1…", "user":
"29:1…"}`.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field

from adapters.teams.addresses import is_trusted

#: Microsoft's own address of the Bot Connector that serves every region, for when nobody has been heard yet.
EVERYWHERE = "https://smba.trafficmanager.net/teams/"
_FIELDS = ("service", "conversation", "user")


@dataclass(frozen=True, kw_only=True)
class Reference:
    """One personal chat: the address of the Bot Connector, the conversation's id, and the person's id there."""

    service: str = field(repr=False)
    conversation: str = field(repr=False)
    #: `29:…`, or the Entra object id where the chat was opened from here.
    user: str = field(default="", repr=False)

    def packed(self) -> str:
        """As JSON."""
        return json.dumps(asdict(self), separators=(",", ":"))

    @classmethod
    def unpacked(cls, text: str | None) -> Reference | None:
        """Read a packed reference; None if it was not packed here, or leads to an address that is not trusted."""
        try:
            found = json.loads(text or "null")
        except ValueError:
            return None
        if not isinstance(found, dict) or not all(isinstance(found.get(name), str) for name in _FIELDS):
            return None
        service, conversation, user = (found[name] for name in _FIELDS)
        if not is_trusted(service) or not conversation:
            return None
        return cls(service=service, conversation=conversation, user=user)


@dataclass(frozen=True, kw_only=True)
class Member:
    """Somebody as the Bot Connector describes them; missing fields are empty."""

    account: str = field(repr=False)
    #: The Entra object id.
    user: str = field(repr=False)
    email: str = field(repr=False)
    #: The user principal name, mostly an e-mail address.
    upn: str = field(repr=False)
    name: str = field(repr=False)
    #: In lower case, such as "user", "guest", "bot" or "anonymous".
    role: str
    tenant: str = field(repr=False)
