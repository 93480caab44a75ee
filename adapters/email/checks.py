"""Check of the mail server for `harbour doctor`: is it reachable, and does it let Harbour log in. Sends nothing."""

from __future__ import annotations

from adapters.email.messenger import Mail
from bot.errors import DeliveryError


async def problem(mail: Mail) -> str | None:
    """Return a sentence about a fault in reaching the mail server; None if it accepts e-mail."""
    try:
        await mail.greet()
    except DeliveryError as error:
        return f"{error.message}."
    return None
