"""Cards: everything that people read, as values that any platform can draw.

Every text is plain: a renderer escapes it and never reads mark-up from it. `Card.public` cards are posted into a chat
and are pointers only (architecture, idea 3); all others are shown in a dialog or a home that belongs to one person.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Look(StrEnum):
    """Emphasis of a button. Never the only carrier of meaning."""

    PLAIN = "plain"
    PRIMARY = "primary"
    CAREFUL = "careful"


@dataclass(frozen=True, kw_only=True)
class Button:
    """A button. Its data is an opaque pointer; the click is authorised again."""

    label: str
    #: The name of the act, as in `ActionEvent.action`.
    action: str
    about: str | None = None
    extra: str = ""
    look: Look = Look.PLAIN


@dataclass(frozen=True)
class Text:
    """A paragraph."""

    text: str


@dataclass(frozen=True)
class Heading:
    """A heading inside a card."""

    text: str


@dataclass(frozen=True)
class Quote:
    """Words that a person typed, shown as they are and inert."""

    text: str


@dataclass(frozen=True)
class Facts:
    """Small facts, each a label and its value."""

    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Small:
    """Small print: the policy section, a hint."""

    text: str


@dataclass(frozen=True)
class Divider:
    """A line between two parts."""


@dataclass(frozen=True)
class Buttons:
    """A row of buttons; the first is the one to press next."""

    buttons: tuple[Button, ...]


@dataclass(frozen=True)
class Item:
    """One line of a list with the one button that belongs to it."""

    text: str
    button: Button | None = None


#: The act of following a link: nothing is to be done about it.
FOLLOWED = "followed"


@dataclass(frozen=True, kw_only=True)
class Link:
    """A link out of the chat to one of Harbour's own pages. Never an address that anybody typed."""

    label: str
    url: str = field(repr=False)


Block = Text | Heading | Quote | Facts | Small | Divider | Buttons | Item | Link


@dataclass(frozen=True, kw_only=True)
class Card:
    """A card: a title and blocks below it."""

    title: str
    blocks: tuple[Block, ...] = ()
    #: True where nothing waits: nobody is sent it only to hear that, and a newer message may take its place.
    settled: bool = False

    def buttons(self) -> tuple[Button, ...]:
        """Every button of the card, from top to bottom."""
        found: list[Button] = []
        for block in self.blocks:
            if isinstance(block, Buttons):
                found.extend(block.buttons)
            elif isinstance(block, Item) and block.button is not None:
                found.append(block.button)
        return tuple(found)
