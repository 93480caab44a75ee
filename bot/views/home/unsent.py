"""Forms begun and not sent, in the home and as a reminder; without any of their words."""

from __future__ import annotations

from bot.chat.cards import Block, Button, Buttons, Card, Heading, Look, Text
from bot.chat.commands import COMMANDS

OPEN = "unsent.open"
THROW_AWAY = "unsent.throw_away"


def part(commands: tuple[str, ...]) -> list[Block]:
    """Part of the home; empty if there is nothing unsent."""
    lines: list[Block] = [block for each in commands for block in (Text(_says(each)), _buttons(each, Look.PLAIN))]
    return [Heading("Not sent yet"), *lines] if lines else []


def reminder(command: str) -> Card:
    """The only reminder. It stays in the chat, so it names the form and none of its content."""
    return Card(title="Not sent yet", blocks=(Text(_says(command)), _buttons(command, Look.PRIMARY)))


def settled() -> Card:
    """Text in place of the reminder, once it is sent or thrown away."""
    return Card(title="Harbour", blocks=(Text("Nothing lies here unsent."),), settled=True)


def _says(command: str) -> str:
    summary = next(each.summary for each in COMMANDS if each.name == command)
    return f"You began this and have not sent it: {summary[0].lower()}{summary[1:]}. It is kept for you alone."


def _buttons(command: str, look: Look) -> Buttons:
    opening = Button(label="Open", action=OPEN, extra=command, look=look)
    return Buttons((opening, Button(label="Throw it away", action=THROW_AWAY, extra=command)))
