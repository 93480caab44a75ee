"""What goes wrong with a mail server, as the courier needs it. Never an address nor a server's words: both tell."""

from __future__ import annotations

import re

import aiosmtplib

from bot.errors import DeliveryError

#: Everything that is not an answer of the server about this one e-mail, and passes or is mended.
UNSENT = (aiosmtplib.SMTPException, OSError)
#: An enhanced status about what the server allows, and not about the person (RFC 3463, X.7.X).
_POLICY = re.compile(r"5\.7\.\d{1,3}\b")
#: "Authentication required" (RFC 4954).
_LOG_IN_FIRST = 530


def delivery_error(error: Exception) -> DeliveryError:
    """Permanent only where the server will never take an e-mail for this person (5xx to them or to the text)."""
    match error:
        case aiosmtplib.SMTPRecipientsRefused(recipients=[aiosmtplib.SMTPRecipientRefused() as refused, *_]):
            return _refused("the recipient", refused)
        case aiosmtplib.SMTPRecipientRefused() | aiosmtplib.SMTPDataError():
            return _refused("the message", error)
        case aiosmtplib.SMTPAuthenticationError(code=code):
            return DeliveryError(f"E-mail: the server does not accept the user or the password ({code})")
        case aiosmtplib.SMTPSenderRefused(code=code):
            return DeliveryError(f"E-mail: the server does not accept the sender ({code})")
        case aiosmtplib.SMTPResponseException(code=code):
            return DeliveryError(f"E-mail: the server refused ({code})")
        case TimeoutError():
            return DeliveryError("E-mail: the server does not answer in time")
        case OSError():
            return DeliveryError("E-mail: the server cannot be reached, or not encrypted")
        case _:
            return DeliveryError("E-mail: the server does not offer what is needed")


def _refused(what: str, error: aiosmtplib.SMTPResponseException) -> DeliveryError:
    is_ours = error.code == _LOG_IN_FIRST or _POLICY.match(error.message)
    permanent = 500 <= error.code < 600 and not is_ours
    return DeliveryError(f"E-mail: the server refused {what} ({error.code})", permanent=permanent)
