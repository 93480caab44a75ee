"""The commands that people can type, on every platform (contract, "Commands in chat").

Only those whose records exist are listed: the manifests are written from this table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Command:
    """A command: its name in the core and the words that lead to it."""

    #: The name in `CommandEvent.name`; a slash command is the same with a slash and hyphens.
    name: str
    #: What it is for, as the platform's own list of commands shows it.
    summary: str
    #: What may be typed after it, as the platform's own list shows it.
    usage: str = ""

    @property
    def slash(self) -> str:
        """As a slash command: `/ended-contact`."""
        return "/" + self.name.replace("_", "-")

    @property
    def words(self) -> str:
        """As it is typed: `ended contact`."""
        return self.name.replace("_", " ")


COMMANDS = (
    Command("ended_contact", "Report a contact that you ended", "what happened, in a sentence (optional)"),
    Command("named_online", "A colleague has been named publicly", "a link, or a line to find it by (optional)"),
    Command("outside_contact", "Talk over a contact outside the office", "what it was, in a line (optional)"),
    Command("support", "The support line, time away, and other support"),
    Command("restriction", "Suggest or propose a restriction"),
    Command("check_contact", "What to do when you contact someone", "their reference"),
    Command("appeal", "Record an appeal that has come in", "what they say (optional)"),
    Command("harbour", "What waits for you, your reports, absence, help"),
)

_ALSO = {"help": "harbour"}


def by_slash(command: str) -> Command | None:
    """The command of this slash command, if there is one."""
    return next((c for c in COMMANDS if c.slash == command), None)


def typed(text: str) -> tuple[Command, str] | None:
    """The command that a typed message begins with, and the rest of the message."""
    plain = re.sub(r"[-_/\s.,:;!?]+", " ", text).strip()
    for words, name in [*((c.words, c.name) for c in COMMANDS), *_ALSO.items()]:
        if plain.casefold() == words or plain.casefold().startswith(words + " "):
            command = next(c for c in COMMANDS if c.name == name)
            spaced = words.replace(" ", r"[-_\s]+")
            rest = re.match(rf"\s*/?{spaced}[\s.,:;!?]*(.*)", text, re.IGNORECASE | re.DOTALL)
            return command, (rest.group(1).strip() if rest else "")
    return None
