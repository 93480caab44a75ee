"""Several messages as one, and an older one that a newer one replaces."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.cards import Block, Buttons, Card, Item, Small, Text

#: The most lines of a digest; the rest is in the person's home.
DIGEST_LINES = 10


def superseded(card: Card) -> Card:
    """What stands in place of an older message, once a newer one says it."""
    return Card(title=card.title, blocks=(Text("There is a newer message about this below."),), settled=True)


def digest(cards: Sequence[Card]) -> Card:
    """Several messages as one: a line each, with the one button that opens it. What is the same is said once."""
    cards = [card for n, card in enumerate(cards) if card not in cards[:n]]
    if len(cards) == 1:
        return cards[0]
    lines = [line for each in cards[:DIGEST_LINES] for line in _line(each)]
    if len(cards) > DIGEST_LINES:
        lines.append(Small(f"And {len(cards) - DIGEST_LINES} more: Harbour lists them under “Waiting for you”."))
    waiting = sum(1 for each in cards if not each.settled)
    title = "What waits for you today" if waiting else "Nothing waits for you here"
    return Card(title=title, blocks=tuple(lines), settled=not waiting)


def _line(each: Card) -> list[Block]:
    text = next((block.text for block in each.blocks if isinstance(block, Text)), "")
    line = f"{each.title}: {text}" if text else each.title
    opening = next((b for b in each.buttons() if b.label == "Open"), None)
    if opening is not None or not each.buttons():
        return [Item(line, opening)]
    return [Text(line), Buttons(each.buttons())]
