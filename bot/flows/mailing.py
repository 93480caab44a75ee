"""E-mail sent besides the chat: "an email should be sent to the … line manager" (1.14.3, R-1.14.3-1)."""

from __future__ import annotations

from bot.ports import UnitOfWork
from bot.records.assignment import Assigned
from bot.views.mail import BY_EMAIL


def email_too(record: Assigned, uow: UnitOfWork) -> None:
    """Tell the handler by e-mail as well that it is waiting for them.

    Call it when the record is made and whenever it moves: an e-mail to the previous handler that has not gone by then
    is dropped. Without e-mail nothing is sent, and nothing waits for it (`bot.courier`).
    """
    if record.handler is not None:
        urgent = any(series.urgent for series in record.nudges())
        uow.outbox.put(record.handler, BY_EMAIL, record.id, urgent=urgent)
