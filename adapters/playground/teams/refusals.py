"""Error responses of Teams' side, and the faults that cause them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from aiohttp import web

from adapters.playground.stand_in.faults import FaultKind
from adapters.playground.stand_in.refusals import Json
from adapters.playground.teams.faults import Fault

#: The body of a refusal, from its code and its sentence.
Shape = Callable[[str, str], Json]

#: What Microsoft says with each code of the Bot Connector.
_SENTENCES = {
    "ActivityNotFoundInConversation": "The message ID provided could not be found in the conversation.",
    "BadArgument": "Bad argument.",
    "BadSyntax": "Incorrect conversation creation parameters.",
    "BotDisabledByAdmin": "The tenant admin disabled this bot.",
    "BotNotInConversationRoster": "The bot is not part of the conversation roster.",
    "ConversationBlockedByUser": "User blocked the conversation with the bot.",
    "ConversationNotFound": "Conversation not found.",
    "MemberNotFoundInConversation": "Member not found in conversation.",
    "MessageSizeTooBig": "Message size too large.",
    "MessageWritesBlocked": "Message writes are blocked for this conversation.",
    "PreconditionFailed": "Precondition failed, please try again.",
    "ServiceError": "Service unavailable.",
    "Throttled": "Too many requests.",
}


class Refused(Exception):
    """Not done: an HTTP status, a code, and a sentence if there is more to say than the code does."""

    def __init__(self, status: int, code: str, sentence: str = "") -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.sentence = sentence or _SENTENCES.get(code, code)


def of_connector(code: str, sentence: str) -> Json:
    """`ErrorResponse` of the Bot Connector."""
    return {"error": {"code": code, "message": sentence}}


def of_entra(code: str, sentence: str) -> Json:
    """Error response of the token endpoint (OAuth 2.0, section 5.2)."""
    return {"error": code, "error_description": sentence}


async def before(fault: Fault | None, shape: Shape) -> web.Response | None:
    """Response of a fault that comes before the call is read; None if the call goes on."""
    if fault is None:
        return None
    match fault.kind:
        case FaultKind.SLOW:
            await asyncio.sleep(fault.seconds)
        case FaultKind.BROKEN:
            page = f"<html><head><title>{fault.status}</title></head><body>Bad Gateway</body></html>"
            return web.Response(status=fault.status, text=page, content_type="text/html")
        case FaultKind.REFUSED:
            headers = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
            body = shape(fault.code, _SENTENCES.get(fault.code, fault.code))
            return web.json_response(body, status=fault.status, headers=headers)
        case FaultKind.LOST:
            pass
    return None
