"""Requests to take it down, by the number of their decision, and the answers (R-1.9.3-3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.errors import AlreadyDone, NotFound
from bot.records.named_online.record import NamedOnline
from bot.records.online import Answer, Request


def asked(named: NamedOnline, request: str) -> Request:
    """Return the request to take it down with this number. Raises NotFound."""
    decisions = named.decisions
    number = int(request) if request.isascii() and request.isdecimal() and len(request) < 5 else len(decisions)
    found = decisions[number].request if number < len(decisions) else None
    if found is None:
        raise NotFound
    return found


def answered(named: NamedOnline, request: str, answer: Answer, at: datetime) -> NamedOnline:
    """Record the answer to a request (R-1.9.3-3). "No reply" can still turn into an answer."""
    made = asked(named, request)
    if made.answer not in (None, Answer.NO_REPLY) or made.answer is answer:
        raise AlreadyDone("What came of this is noted already. Nothing changed.")
    number = int(request)
    decision = replace(named.decisions[number], request=replace(made, answer=answer, answered_at=at))
    return named.changed(decisions=(*named.decisions[:number], decision, *named.decisions[number + 1 :]))
