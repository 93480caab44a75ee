"""Checks that Teams makes of a message or dialog before it shows anything.

The rules and limits of Adaptive Cards are those of `adapters.teams.limits`, which are stricter than Teams' in places
(known elements, a smaller card); here they get Teams' error codes.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from adapters.playground.stand_in.refusals import Json
from adapters.playground.teams.refusals import Refused
from adapters.teams.limits import DIALOG, MESSAGE, Budget, problems

#: An attachment that is an Adaptive Card.
ADAPTIVE = "application/vnd.microsoft.card.adaptive"
#: The largest message, in bytes as UTF-16 (platform page: teams, "Message size").
_MESSAGE_BYTES = 100 * 1024
#: The sizes of a dialog that have a name.
_SIZES = ("small", "medium", "large")


@dataclass(frozen=True, kw_only=True)
class Content:
    """Content of a message."""

    text: str
    card: Json | None
    summary: str
    reply_to: str | None


def checked_message(activity: Json) -> Content:
    """The content of an activity that is to be a message. Refused with MessageSizeTooBig or BadArgument."""
    if len(json.dumps(activity, ensure_ascii=False).encode("utf-16-le", "surrogatepass")) > _MESSAGE_BYTES:
        raise Refused(413, "MessageSizeTooBig")
    if activity.get("type") != "message":
        raise Refused(400, "BadArgument", "The activity is no message.")
    attachment = _attachment(activity.get("attachments"))
    card = checked_attachment(attachment, MESSAGE) if attachment is not None else None
    text = _optional(activity, "text")
    if not text.strip() and card is None:
        raise Refused(400, "BadArgument", "The message has neither text nor a card.")
    return Content(
        text=text,
        card=card,
        summary=_optional(activity, "summary"),
        reply_to=_optional(activity, "replyToId") or None,
    )


def checked_info(info: object) -> Json:
    """Check the content of a dialog (`TaskModuleTaskInfo`), with its card. Raises Refused with BadArgument."""
    if not isinstance(info, dict):
        raise Refused(400, "BadArgument", "The dialog is no object.")
    for side in ("height", "width"):
        size = info.get(side)
        if size is not None and size not in _SIZES and (isinstance(size, bool) or not isinstance(size, int)):
            raise Refused(400, "BadArgument", f"The {side} of the dialog is neither a number nor a size.")
    _optional(info, "title")
    checked_attachment(info.get("card"), DIALOG)
    return info


def checked_attachment(attachment: object, budget: Budget) -> Json:
    """The Adaptive Card in an attachment. Raises Refused with BadArgument and the fault."""
    if not isinstance(attachment, dict) or attachment.get("contentType") != ADAPTIVE:
        raise Refused(400, "BadArgument", "The attachment is no Adaptive Card.")
    card = attachment.get("content")
    if not isinstance(card, dict):
        raise Refused(400, "BadArgument", "The card is no object.")
    if found := problems(card, budget):
        raise Refused(400, "BadArgument", "; ".join(found))
    return card


def _attachment(attachments: object) -> object:
    """The one that there is, or None."""
    if attachments is None or attachments == []:
        return None
    if not isinstance(attachments, list) or len(attachments) != 1:
        raise Refused(400, "BadArgument", "The message has more than one attachment.")
    return attachments[0] or {}


def _optional(found: Json, key: str) -> str:
    value = found.get(key)
    if value is not None and not isinstance(value, str):
        raise Refused(400, "BadArgument", f"The {key} is no text.")
    return value or ""
