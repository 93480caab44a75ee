"""The words of an e-mail: without content, like every message (architecture, idea 3), and without buttons.

An e-mail stays in the mailbox, for anybody else who reads there: it says that something waits, in the words of the
chat's card, and where to read it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from bot.chat.cards import Block, Buttons, Card, Item, Small, Text

#: The view for an e-mail about a matter's own next step, besides the message in the chat (1.14.3).
BY_EMAIL = "by_email"
#: A reply would reach nobody.
SIGNED = "This message was sent by Harbour. Nobody reads replies to it."


@dataclass(frozen=True, kw_only=True)
class Written:
    """Plain text of an e-mail."""

    #: One line, such as "A private report is waiting for you (EC-0042)".
    subject: str
    #: Paragraphs, separated by an empty line.
    text: str


def where(platforms: Collection[str]) -> str:
    """Sentence that names the platforms on which to read it; nothing can be read in the e-mail itself."""
    place = f" in {' or '.join(platforms)}" if platforms else ""
    return f"Please open Harbour{place} to read it."


def written(card: Card, platforms: Collection[str]) -> Written:
    """Card as an e-mail: its title and paragraphs, and the platforms on which to read it.

    Buttons are left out, since a link would hold an id; so are facts and quotes, which no pushed card has.
    """
    says = [*_paragraphs(card.blocks)]
    if card.buttons() or not card.settled:
        says.append(where(platforms))
    return Written(subject=_subject(card.title), text="\n\n".join([*says, SIGNED]))


def without_buttons(card: Card) -> Card:
    """The same card without buttons."""
    bare = (Text(b.text) if isinstance(b, Item) else b for b in card.blocks if not isinstance(b, Buttons))
    return replace(card, blocks=tuple(bare))


def _subject(title: str) -> str:
    says, dot, ref = title.rpartition(" · ")
    return f"{says} ({ref})" if dot else title


def _paragraphs(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Text | Item | Small) and block.text.strip():
            yield block.text
