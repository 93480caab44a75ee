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
    #: Its purpose, as the platform's own list of commands shows it.
    summary: str
    #: The text that may follow it, as the platform's own list shows it.
    usage: str = ""

    @property
    def takes_words(self) -> bool:
        """True if the text typed after the command is put into a field of its form."""
        return self.usage.endswith("(optional)")

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
    Command("check_contact", "What to do when you contact someone", "their reference, initials or address"),
    Command("appeal", "Record an appeal that has come in", "what they say (optional)"),
    Command("harbour", "What waits for you, your reports, absence, help"),
)

_ALSO = {"help": "harbour"}

#: Characters between and before the words of a command.
_APART = r"-‐‑–_/\s.,:;!?"
#: Characters between a command and the text after it.
_STOPS = " \t\r\n\xa0.,:;!?"
#: Characters that people, or platforms for them, put around a command, and those that end it.
_CLOSING = {"“": "”", "‘": "’", "«": "»", **{mark: mark for mark in "\"'*~`_"}}
_AROUND = re.escape("".join({**_CLOSING, **{end: end for end in _CLOSING.values()}}))
_READ = re.IGNORECASE | re.DOTALL


def by_slash(command: str) -> Command | None:
    """The command of this slash command, if there is one."""
    return next((c for c in COMMANDS if c.slash == command), None)


def typed(text: str) -> tuple[Command, str] | None:
    """The command that a typed message begins with, and the rest of the message.

    However it is wrapped: quoted, in quotation marks, in bold.
    """
    for words, name in [*((c.words, c.name) for c in COMMANDS), *_ALSO.items()]:
        spaced = words.replace(" ", rf"[{_APART}]+")
        found = re.match(rf"([{_APART}{_AROUND}>]*){spaced}([{_AROUND}]*)(?![^\W_]|['’]\w)(.*)", text, _READ)
        if found is not None:
            command = next(c for c in COMMANDS if c.name == name)
            return command, _rest(found[3], "" if found[2] else found[1], quoted=">" in found[1])
    return None


def _rest(text: str, opened: str, *, quoted: bool) -> str:
    """The words after a command, without the marks that were `opened` before it and close at their end."""
    rest = text.lstrip(f"{_STOPS}").rstrip()
    for mark in reversed(opened):
        if mark in _CLOSING and rest.endswith(_CLOSING[mark]):
            rest = rest.removesuffix(_CLOSING[mark]).rstrip()
    return re.sub(r"^> ?", "", rest, flags=re.MULTILINE) if quoted else rest
