"""E-mail sent besides the chat: "an email should be sent to the … line manager" (1.14.3, R-1.14.3-1)."""

from __future__ import annotations

from bot.ports import UnitOfWork
from bot.records.assignment import Assigned
from bot.views.mail import BY_EMAIL


def email_too(record: Assigned, uow: UnitOfWork) -> None:
    """Say by e-mail as well, to the one with whom it lies now, that it waits for them.

    For when the record is made and whenever it moves: what had not gone by then to the one before
    is not sent. Nothing goes where no e-mail is set up, and nothing waits for it (`bot.courier`).
    """
    if record.handler is not None:
        urgent = any(series.urgent for series in record.nudges())
        uow.outbox.put(record.handler, BY_EMAIL, record.id, urgent=urgent)
