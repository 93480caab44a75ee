"""What `harbour doctor` asks the mail server: whether it can be reached and lets Harbour in. Sends nothing."""

from __future__ import annotations

from adapters.email.messenger import Mail
from bot.errors import DeliveryError


async def problem(mail: Mail) -> str | None:
    """What is wrong with the way to the mail server, as a sentence; None if it takes e-mail."""
    try:
        await mail.greet()
    except DeliveryError as error:
        return f"{error.message}."
    return None
