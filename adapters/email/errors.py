"""Failures of a mail server as delivery errors. Never an address nor the server's words: both identify people."""

from __future__ import annotations

import re

import aiosmtplib

from bot.errors import About, DeliveryError

#: Everything that is not an answer of the server about this one e-mail, and passes or is mended.
UNSENT = (aiosmtplib.SMTPException, OSError)
#: Enhanced status codes (RFC 3463): refused by the server's rules (X.7.X), and no such mailbox (X.1.X, X.2.1).
_POLICY = re.compile(r"5\.7\.\d{1,3}\b")
_NO_MAILBOX = re.compile(r"5\.(1\.\d{1,3}|2\.1)\b")
#: "Authentication required" (RFC 4954).
_LOG_IN_FIRST = 530

_SERVER = "Mend HARBOUR_SMTP_URL ('harbour doctor' tries it), or ask whoever looks after the mail server."
_SENDER = "Let the mail server take e-mail from HARBOUR_MAIL_FROM, or set another sender."


def delivery_error(error: Exception) -> DeliveryError:
    """Classify an error: it is about the person only where the server knows no such mailbox."""
    match error:
        case aiosmtplib.SMTPRecipientsRefused(recipients=[aiosmtplib.SMTPRecipientRefused() as refused, *_]):
            return _refused("the recipient", refused)
        case aiosmtplib.SMTPRecipientRefused() | aiosmtplib.SMTPDataError():
            return _refused("the message", error)
        case aiosmtplib.SMTPAuthenticationError(code=code):
            return _ours(f"the server does not accept the user or the password ({code})", code, _SERVER)
        case aiosmtplib.SMTPSenderRefused(code=code):
            return _ours(f"the server does not accept the sender ({code})", code, _SENDER)
        case aiosmtplib.SMTPResponseException(code=code):
            return _ours(f"the server refused ({code})", code, _SERVER)
        case TimeoutError():
            return DeliveryError("E-mail: the server does not answer in time")
        case OSError():
            return DeliveryError("E-mail: the server cannot be reached, or not encrypted")
        case _:
            return _ours("the server does not offer what is needed", 500, _SERVER)


def _ours(what: str, code: int, mend: str) -> DeliveryError:
    """Error in connecting to the server; codes that begin with 4 pass by themselves."""
    about = About.APP if code >= 500 else About.MOMENT
    return DeliveryError(f"E-mail: {what}", about=about, mend=mend if about is About.APP else "")


def _refused(what: str, error: aiosmtplib.SMTPResponseException) -> DeliveryError:
    said = f"the server refused {what} ({error.code})"
    if not 500 <= error.code < 600 or error.code == _LOG_IN_FIRST or _POLICY.match(error.message):
        return _ours(said, error.code, _SENDER)
    about = About.PERSON if _NO_MAILBOX.match(error.message) else About.CHAT
    return DeliveryError(f"E-mail: {said}", about=about)
