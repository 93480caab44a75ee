"""Refusals of the Bot Connector: the subject of each, and the remedy if somebody has to act.

From Microsoft's "Status codes from bot conversational APIs". An error in no row passes by itself.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.errors import About, DeliveryError

#: Seconds of silence where Teams does not say how long.
SILENCE = 30.0
FORBIDDEN, NOT_FOUND, TOO_MANY = 403, 404, 429

_REGISTRATION = (
    "Check TEAMS_APP_ID and TEAMS_APP_PASSWORD, and that the channel Microsoft Teams is switched on in the Azure Bot."
)
_ALLOWED = "Allow the app for everybody in the Teams admin centre."
#: About the app or the tenant, by the code or else the status, with the remedy of each.
_APP: Mapping[str | int, str] = {
    401: _REGISTRATION,
    402: "Pay for the Azure Bot's service.",
    "BotNotRegistered": _REGISTRATION,
    "TenantNoPermission": _ALLOWED,
    "InvalidBotApiHost": "Microsoft serves this tenant from elsewhere: write to Harbour in Teams, to tell it.",
}
#: About one person, who has blocked or removed the app.
_PERSON = frozenset(
    {
        "BotNotInConversationRoster",
        "ConversationBlockedByUser",
        "ForbiddenOperationException",
        "MessageWritesBlocked",
    }
)
#: About one message: it is gone, or nothing that Teams takes.
_MESSAGE = frozenset({"ActivityNotFoundInConversation", 400, 405, 413})
#: About a chat. A ban of another kind, such as an administrator's, may concern everybody.
_CHAT = frozenset({FORBIDDEN, NOT_FOUND, 410})


class TeamsError(Exception):
    """A call that the Bot Connector refused, or did not answer. Holds the platform's codes, and no content.

    `status` is None if there was no answer: then nobody knows whether the call was carried out.
    """

    def __init__(
        self, code: str, *, status: int | None = None, retry_after: float | None = None, mend: str = ""
    ) -> None:
        super().__init__(f"{status or 'no answer'}: {code}")
        self.code = code
        self.status = status
        #: Seconds that it asked us to wait.
        self.retry_after = retry_after
        #: The remedy for the app itself, if it is known.
        self.mend = mend or _APP.get(code, _APP.get(status or 0, ""))

    @property
    def about(self) -> About:
        """Subject of the error: the app, the person, the chat, the message or the moment."""
        if self.mend:
            return About.APP
        rows = ((_PERSON, About.PERSON), (_MESSAGE, About.MESSAGE), (_CHAT, About.CHAT))
        return next((kind for row, kind in rows if self.code in row or self.status in row), About.MOMENT)

    @property
    def is_permanent(self) -> bool:
        """True if the same call would be refused again."""
        return self.about in (About.PERSON, About.MESSAGE, About.CHAT)


def delivery_error(error: TeamsError) -> DeliveryError:
    """Convert a failed call into the courier's error.

    After a timeout nobody knows whether the message was posted: it is tried again (at least once).
    """
    wait = error.retry_after
    if error.status == TOO_MANY and wait is None:
        wait = SILENCE
    return DeliveryError(f"Teams: {error}", about=error.about, retry_after=wait, mend=error.mend)
