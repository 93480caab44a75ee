"""The form of every pushed message: a reference, a request, a time; never content (model.md §7)."""

from __future__ import annotations

from bot.chat.cards import Block, Button, Buttons, Card, Look, Text
from bot.records.base import Record


def pointer(title: str, text: str, *buttons: Button) -> Card:
    """Message that asks for something."""
    blocks: list[Block] = [Text(text)] if text else []
    if buttons:
        blocks.append(Buttons(buttons))
    return Card(title=title, blocks=tuple(blocks))


def closed(record: Record, text: str, *buttons: Button) -> Card:
    """Settled message: it says how the matter ended."""
    blocks: tuple[Block, ...] = (Text(text), Buttons(buttons)) if buttons else (Text(text),)
    return Card(title=record.ref, blocks=blocks, settled=True)


def moved(record: Record) -> Card:
    """To the former handler: neutral, with nothing to do."""
    if record.handler is not None:
        return closed(record, "This has moved to a colleague who can take it now. There is nothing for you to do.")
    return closed(record, f"This is not with you any more.{_named(record)} There is nothing for you to do.")


def passed_on(record: Record) -> Card:
    """Answer to a manager who cannot take it: the next person, if there is one."""
    went = _named(record) if record.handler is None else " It has moved to the next person."
    text = f"Thank you for saying so.{went} There is nothing for you to do."
    return Card(title=record.ref, blocks=(Text(text),))


def _named(record: Record) -> str:
    return " The management team has been asked who can take it." if record.needs_naming else ""


def opens(record: Record, action: str, *, label: str = "Open", extra: str = "") -> Button:
    """Button to open a matter."""
    return Button(label=label, action=action, about=record.id, extra=extra, look=Look.PRIMARY)


def cannot_take(record: Record) -> Button:
    """Button with which a manager passes a matter to the next one."""
    return Button(label="I can't take this", action="pass_on", about=record.id)
