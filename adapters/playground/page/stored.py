"""Stored data as JSON for the panel *Under the floor*."""

from __future__ import annotations

import base64
from datetime import datetime

from adapters.playground.page.table import Table
from adapters.playground.stand_in.mailbox import Email
from adapters.playground.stand_in.refusals import Json
from bot.stored_data import ChainLine, NudgeAhead, OutboxLine, StoredRecord


async def stored(table: Table) -> Json:
    """The panel's five parts."""
    found = await table.stored.look()

    def when(moment: datetime | None) -> str:
        return table.calendar.words(moment, now=table.clock.now()) if moment else ""

    return {
        "records": [_record(record, when(record.due)) for record in found.records],
        "outbox": [_notice(line, when(line.due)) for line in found.outbox],
        "mail": [_email(email, when(email.at)) for email in reversed(table.mailbox.emails)],
        "nudges": [_nudge(nudge, when(nudge.due)) for nudge in found.nudges],
        "chain": [_line(line, when(line.at)) for line in found.chain],
    }


def _record(record: StoredRecord, due: str) -> Json:
    return {
        "ref": record.ref,
        "kind": record.kind,
        "state": record.state,
        "version": record.version,
        "open": record.is_open,
        "due": due,
        "parties": [f"{_short(person)} ({part})" for person, part in record.parties],
        "sealed": base64.b64encode(record.sealed).decode(),
        "bytes": record.sealed_bytes,
    }


def _notice(line: OutboxLine, due: str) -> Json:
    return {
        "to": _short(line.to),
        "view": line.view,
        "ref": line.ref,
        "kind": f"{line.kind} {line.lane} {line.occurrence}".strip() if line.kind else "",
        "state": line.state,
        "why": line.why,
        "due": due,
        "attempts": line.attempts,
    }


def _email(email: Email, at: str) -> Json:
    return {"to": email.to, "at": at, "subject": email.subject, "paragraphs": email.text.split("\n\n")}


def _nudge(nudge: NudgeAhead, due: str) -> Json:
    item = f" · {_short(nudge.item)}" if nudge.item else ""
    return {
        "ref": nudge.ref,
        "kind": f"{nudge.kind}{item}",
        "lane": nudge.lane,
        "occurrence": nudge.occurrence,
        "due": due,
    }


def _line(line: ChainLine, at: str) -> Json:
    return {
        "number": line.number,
        "at": at,
        "by": _short(line.by),
        "act": line.act,
        "ref": line.ref,
        "version": line.version,
        "hash": line.hash,
    }


def _short(pseudonym: str) -> str:
    """The end of a pseudonym, enough to distinguish it from others."""
    return pseudonym.rstrip("=")[-6:]
