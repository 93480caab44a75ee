"""Messages and dialogs (task modules) of Teams, each with its Adaptive Card."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from adapters.playground.stand_in.refusals import Json

#: Who wrote a message of the app's; anybody else is given by their Entra object id.
BOT = "bot"


@dataclass(kw_only=True)
class ChatMessage:
    """A message in a chat."""

    id: str
    conversation: str
    #: `BOT`, or the Entra object id of whoever wrote it.
    by: str
    at: datetime
    text: str = ""
    #: The Adaptive Card, if there is one.
    card: Json | None = None
    #: What the activity feed and a locked screen show.
    summary: str = ""
    #: The id of the message that it answers.
    reply_to: str | None = None
    #: When it was last written again.
    edited: datetime | None = None
    #: What stands in the inputs of its card, by their id, as the one person in the chat left them.
    values: dict[str, str] = field(default_factory=dict)
    #: The sentence beside each input that their client objects to.
    errors: dict[str, str] = field(default_factory=dict)


@dataclass(kw_only=True)
class Dialog:
    """A dialog that one person has open."""

    id: str
    #: The Entra object id of the person.
    user: str
    title: str
    height: int | str | None
    width: int | str | None
    card: Json
    #: What stands in the inputs, by their id.
    values: dict[str, str] = field(default_factory=dict)
    #: The sentence beside each input that the person's client objects to.
    errors: dict[str, str] = field(default_factory=dict)
    #: The id of the message whose button opened it. The app is never told when the dialog is sent.
    from_message: str | None = None
