"""Words about something that was saved although the answer came too late to be shown."""

from __future__ import annotations

from bot.chat.cards import Card, Text
from bot.records.base import Record
from bot.views.context import Context


def was_kept(record: Record, context: Context) -> Text:
    """Line at the top of the form when it is opened again."""
    return Text(f"What you sent at {context.clock(record.origin.at)} was kept: {record.ref}. This form is for another.")


def already(record: Record, context: Context) -> Card:
    """Answer to the same form, sent again."""
    text = f"We have this already: what you sent at {context.clock(record.origin.at)} was kept as {record.ref}."
    more = "Nothing was sent twice. If it happened a second time, send it once more."
    return Card(title="Already kept", blocks=(Text(text), Text(more)))
