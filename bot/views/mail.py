"""The words of an e-mail: content-free as every message (architecture, idea 3), and nothing in it to press.

An e-mail stays where it arrived, for whoever else reads there: it says that something waits, in the
words of the card that the chat would show, and where to read it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from bot.chat.cards import Block, Buttons, Card, Item, Small, Text

#: The view of a copy by e-mail of the matter's own next step, besides the message in the chat (1.14.3).
BY_EMAIL = "by_email"
#: Who answers would write to nobody.
SIGNED = "This message was sent by Harbour. Nobody reads replies to it."


@dataclass(frozen=True, kw_only=True)
class Written:
    """An e-mail's words, plain."""

    #: One line, such as "A private report is waiting for you (EC-0042)".
    subject: str
    #: Paragraphs, apart by an empty line.
    text: str


def where(platforms: Collection[str]) -> str:
    """Sentence that names the platforms on which to read it; nothing can be read in the e-mail itself."""
    place = f" in {' or '.join(platforms)}" if platforms else ""
    return f"Please open Harbour{place} to read it."


def written(card: Card, platforms: Collection[str]) -> Written:
    """The card as an e-mail: its title and its paragraphs, and on which platforms to read it.

    Buttons are left out, for a link would hold an id; so are facts and anybody's own words, which
    no pushed card has.
    """
    says = [*_paragraphs(card.blocks)]
    if card.buttons() or not card.settled:
        says.append(where(platforms))
    return Written(subject=_subject(card.title), text="\n\n".join([*says, SIGNED]))


def without_buttons(card: Card) -> Card:
    """The same card with nothing to press."""
    bare = (Text(b.text) if isinstance(b, Item) else b for b in card.blocks if not isinstance(b, Buttons))
    return replace(card, blocks=tuple(bare))


def _subject(title: str) -> str:
    says, dot, ref = title.rpartition(" · ")
    return f"{says} ({ref})" if dot else title


def _paragraphs(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Text | Item | Small) and block.text.strip():
            yield block.text
